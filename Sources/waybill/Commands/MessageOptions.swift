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

/// How many processors a command may keep busy.
struct ThreadOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How many threads read one file of orders. (default: one per processor, 4 at most)", valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let threads, !(1...64).contains(threads) { throw ValidationError("Give --threads a number from 1 to 64.") }
    }
}
