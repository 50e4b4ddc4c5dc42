import ArgumentParser
import Glibc
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

    @OptionGroup var threads: ThreadOptions
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
        options.threads = threads.threads
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
              waybill run migration.yaml --manifest plan.manifest --shard 0/32

            With --manifest the shard of this task is read, and nothing else is done: waybill merge does the rest.
            Which one it is --shard says, or the variables of Slurm, AWS Batch, Kubernetes or Cloud Run; without
            either all shards are read in turn that are not done yet.
            """)

    @OptionGroup var arguments: RunArguments

    @OptionGroup var sharding: ShardOptions

    func validate() throws {
        guard sharding.manifest != nil else { return }
        if arguments.dryRun || arguments.json || arguments.asOf != nil {
            throw ValidationError("--manifest goes without --dry-run, --json and --as-of: the plan has its own time.")
        }
    }

    func run() throws {
        guard let manifest = sharding.manifest else { return try arguments.run([.orders, .shipments]) }
        try sharding.run(arguments, Manifest(contentsOf: manifest))
    }
}

/// Which part of a plan a run is to read.
struct ShardOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read a shard of this plan.", valueName: "M"))
    var manifest: String?

    @Option(help: ArgumentHelp("The shard, counted from 0, and how many there are.", valueName: "i/N"))
    var shard: String?

    func validate() throws {
        guard let shard else { return }
        guard manifest != nil else { throw ValidationError("--shard needs --manifest.") }
        guard ShardNumber(shard) != nil else {
            throw ValidationError("Give --shard as i/N with i from 0 to N-1, such as 0/32.")
        }
    }

    /// Reads the shard.
    func run(_ arguments: RunArguments, _ plan: Manifest) throws {
        let number = try shard.flatMap { ShardNumber($0) } ?? ShardNumber(of: ProcessVariables.variables)
        try number?.requirePart(of: plan)
        let definition = try JobDefinition(contentsOf: arguments.job)
        let watcher = Watcher(arguments.messages)
        defer { watcher.finish() }
        let outcome = try RunShard(definition, plan).run(number?.index, observer: watcher)
        watcher.finish()
        if !arguments.messages.quiet { Console.say(Self.text(outcome, number, plan)) }
    }

    private static func text(_ outcome: RunShard.Outcome, _ number: ShardNumber?, _ plan: Manifest) -> String {
        let which = number.map { "\($0.index) of \(plan.shardCount)" } ?? "all \(plan.shardCount)"
        var text = "shards      \(which): \(outcome.shards) read now, \(outcome.doneBefore) done before\n"
        text += "files       \(outcome.files)" + (outcome.refused > 0 ? ", \(outcome.refused) unreadable\n" : "\n")
        text += "orders      \(CountText.line(outcome.orders.named))\n"
        return text
    }
}

/// What the process was given by whoever started it.
private enum ProcessVariables {
    /// The variables of the environment that schedulers set.
    static var variables: [String: String] {
        var variables: [String: String] = [:]
        for name in ShardNumber.variableNames {
            if let value = unsafe getenv(name) { variables[name] = unsafe String(cString: value) }
        }
        return variables
    }
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
