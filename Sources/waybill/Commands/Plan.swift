import ArgumentParser
import Job

struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Freeze the inputs of a job into a manifest of shards, for many machines or many days.",
        discussion: """
            Examples:
              waybill plan migration.yaml --shards 32 --output plan.manifest
              waybill run migration.yaml --manifest plan.manifest --shard 0/32
              waybill merge plan.manifest

            Files that come later are not in the plan; the next run or the next plan takes them.
            """)

    @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
    var job: String

    @Option(help: ArgumentHelp("How many shards there are to be.", valueName: "N"))
    var shards: Int

    @Option(help: ArgumentHelp("The manifest to write.", valueName: "M"))
    var output: String

    @Option(help: Moment.help)
    var asOf: Moment?

    @OptionGroup var messages: MessageOptions

    func validate() throws {
        guard (1...PlanJob.mostShards).contains(shards) else {
            throw ValidationError("Give --shards a number from 1 to \(PlanJob.mostShards).")
        }
    }

    func run() throws {
        let definition = try JobDefinition(contentsOf: job)
        let watcher = Watcher(messages)
        defer { watcher.finish() }
        let plan = PlanJob(definition, shards: shards, now: (asOf ?? .now).seconds)
        let outcome = try plan.run(to: output, observer: watcher)
        watcher.finish()
        if !messages.quiet { Console.say(Self.text(outcome, output)) }
    }

    private static func text(_ outcome: PlanJob.Outcome, _ output: String) -> String {
        let arriving = outcome.arriving.map { "late        \(printable($0)): still arriving, and not in the plan\n" }
        return """
            exports     \(outcome.exports), bytes \(outcome.bytes)
            labels      \(outcome.labels)
            shards      \(outcome.shards), the largest of bytes \(outcome.largestShard)
            manifest    \(printable(output, limit: .max))

            """ + arriving.joined()
    }
}
