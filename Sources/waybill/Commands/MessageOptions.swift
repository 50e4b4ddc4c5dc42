import ArgumentParser

/// How much a command says.
struct MessageOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Say only what stops the work.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say everything: each finding, not the first 20 of each code.")
    var verbose = false

    @Flag(help: "Draw no progress bar.")
    var noProgress = false

    func validate() throws {
        if quiet, verbose { throw ValidationError("--quiet and --verbose contradict each other.") }
    }
}
