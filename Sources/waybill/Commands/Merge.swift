import ArgumentParser
import Job
import SystemPackage

struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Decide and publish what the shards of a plan have read, as one run would have done.",
        discussion: """
            Example:
              waybill merge plan.manifest

            It may be repeated. While shards are missing it ends with 75 and does nothing.
            """)

    @Argument(help: "The manifest that waybill plan has written.")
    var manifest: String

    @Option(help: ArgumentHelp("The job file, where it lies elsewhere than it did for the plan.", valueName: "JOB"))
    var job: String?

    @Flag(help: "Print the report on standard output.")
    var json = false

    @OptionGroup var messages: MessageOptions

    func run() throws {
        let plan = try Manifest(contentsOf: manifest)
        let definition = try JobDefinition(contentsOf: job ?? plan.job.string)
        let watcher = Watcher(messages, isForMachines: json)
        defer { watcher.finish() }
        let report = try RunJob(merging: plan, definition).run(observer: watcher)
        watcher.finish()
        if !messages.quiet { Console.say(RunSummary(report, of: definition).text) }
        try Console.write(json ? report.json : [], endingWith: report.code)
    }
}
