import ArgumentParser
import Job
import SystemPackage

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Read everything, say what would happen, write nothing.",
        discussion: """
            Examples:
              waybill check nightly.yaml
              waybill check orders.xml --channel web-shop-manager
              waybill check shipments.csv --labels auto

            A job file ends in .yaml or .yml; any other file is read as what --channel or --labels says.
            """)

    @Argument(help: "A job file, or a file of orders or labels; - reads standard input.", completion: .file())
    var file: String

    @Flag(help: "Print the outcome as JSON.")
    var json = false

    @OptionGroup var input: InputArguments
    @OptionGroup var messages: MessageOptions

    private var isJob: Bool { ["yaml", "yml"].contains(FilePath(file).extension ?? "") }

    func validate() throws { if !isJob { try input.requireContent() } }

    func run() throws {
        if isJob { try checkJob() } else { try checkFile() }
    }

    private func checkJob() throws {
        let definition = try JobDefinition(contentsOf: file)
        let watcher = Watcher(messages, isForMachines: json)
        defer { watcher.finish() }
        for advice in definition.advice { watcher.note("\(file): \(advice)") }
        var options = RunOptions(now: (input.asOf ?? .now).seconds)
        options.isDryRun = true
        let report = try RunJob(definition, options).run(observer: watcher)
        watcher.finish()
        try Console.write(
            json ? report.json : Array(RunSummary(report, of: definition).text.utf8), endingWith: report.code)
    }

    private func checkFile() throws {
        let watcher = Watcher(messages, isForMachines: json)
        defer { watcher.finish() }
        let nowhere = try FileDescriptor.open("/dev/null" as FilePath, .writeOnly)
        let outcome = try ConvertFile(input.typed(file), to: .jsonl).run(output: nowhere, observer: watcher)
        watcher.finish()
        try Console.write(
            Array((json ? outcome.json : outcome.line + "\n").utf8), endingWith: outcome.rejected > 0 ? .data : .ok)
    }
}

extension FileOutcome {
    /// `{"read": 3, "written": 2, "rejected": 1}`.
    fileprivate var json: String {
        "{" + counts.map { "\"\($0.name)\": \($0.count)" }.joined(separator: ", ") + "}\n"
    }
}
