import ArgumentParser
import Job
import SystemPackage

/// What the commands that run a job are given.
struct RunArguments: ParsableArguments {
    @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
    var job: String

    @Option(help: Moment.help)
    var asOf: Moment?

    @Flag(help: "Read and count everything, write nothing.")
    var dryRun = false

    @Flag(help: "Print the report on standard output.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Append what was read and written to this file, as events of OpenLineage.", valueName: "events.jsonl"),
        completion: .file())
    var lineage: String?

    @OptionGroup var messages: MessageOptions

    func validate() throws {
        if dryRun, lineage != nil {
            throw ValidationError("--dry-run writes nothing, so --lineage has nothing to tell.")
        }
    }

    /// Runs the job, or a part of it.
    func run(_ parts: RunOptions.Parts) throws {
        let definition = try JobDefinition(contentsOf: job)
        var options = RunOptions(now: (asOf ?? .now).seconds)
        options.parts = parts
        options.isDryRun = dryRun
        options.lineage = lineage.map { FilePath($0) }
        let watcher = Watcher(messages, isForMachines: json)
        defer { watcher.finish() }
        let report = try RunJob(definition, options).run(observer: watcher)
        watcher.finish()
        if !messages.quiet { Console.say(RunSummary(report, of: definition).text) }
        try Console.write(json ? report.json : [], endingWith: report.code)
    }
}

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Import orders, then announce shipments: what a timer calls.",
        discussion: """
            Examples:
              waybill run nightly.yaml
              waybill run nightly.yaml --quiet
              waybill run nightly.yaml --dry-run --json
            """)

    @OptionGroup var arguments: RunArguments

    func run() throws { try arguments.run([.orders, .shipments]) }
}

struct Orders: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: "Import orders only: the first half of run.",
        discussion: """
            Example:
              waybill orders nightly.yaml
            """)

    @OptionGroup var arguments: RunArguments

    func run() throws { try arguments.run(.orders) }
}

struct Shipments: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shipments",
        abstract: "Announce shipments only: the second half of run.",
        discussion: """
            Example:
              waybill shipments nightly.yaml
            """)

    @OptionGroup var arguments: RunArguments

    func run() throws { try arguments.run(.shipments) }
}
