import ArgumentParser
import Job

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented job file to start with; nothing is asked, nothing is overwritten.",
        discussion: """
            Examples:
              waybill init > job.yaml
              waybill init shop/job.yaml --store outdoor=custom-store --store walmart-us=geekseller
              waybill check shop/job.yaml

            With a FILE, or a folder for job.yaml, the folders of the inbox are made beside it, so that check passes and exports
            can arrive.
            """)

    @Argument(help: "The job file, or the folder for job.yaml. (default: standard output)", completion: .file())
    var file: String?

    @Option(
        name: .customLong("store"),
        help: ArgumentHelp("A store and its channel; give one for each store.", valueName: "id=channel"),
        completion: .list(FeatureListing.channelIDs.map { "my-shop=\($0)" }))
    var stores: [NewStore] = []

    @Flag(name: .shortAndLong, help: "Do not name what was made.")
    var quiet = false

    func run() throws {
        let job = try NewJob((stores.isEmpty ? [NewStore.first] : stores).map(\.store))
        guard let file else { return try Console.write(lines: job.yaml) }
        let made = try job.write(to: file)
        if !quiet { Console.say(made.map { "made \(printable($0, limit: 4096))\n" }.joined()) }
    }
}

/// A store as it is typed: `outdoor=custom-store`.
struct NewStore: ExpressibleByArgument {
    let store: NewJob.Store

    /// Where nobody says more.
    static let first = NewStore(store: NewJob.Store(id: "my-shop", channel: "custom-store"))

    private init(store: NewJob.Store) { self.store = store }

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        store = NewJob.Store(id: String(parts[0]), channel: String(parts[1]))
    }
}
