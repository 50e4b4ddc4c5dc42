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

            Of a job the folders are looked at as well, and what lies in the inbox that nobody reads.

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
        var outcome = JobCheckOutcome()
        switch try JobDefinition.reading(file) {
        case .success(let definition): try check(definition, &outcome)
        case .failure(let mistakes):
            guard json else { throw JobError(.config, mistakes.description) }
            outcome.mistakes = mistakes.errors
        }
        let text = outcome.summary ?? ""
        try Console.write(json ? outcome.json : Array(text.utf8), endingWith: outcome.code)
    }

    /// Looks at the job's folders, and rehearses a run unless it could not begin.
    private func check(_ definition: JobDefinition, _ outcome: inout JobCheckOutcome) throws {
        let watcher = Watcher(messages, isForMachines: json)
        defer { watcher.finish() }
        outcome.findings = try JobCheck.findings(of: definition)
        for finding in outcome.findings {
            let text = "\(file): \(finding.severity.rawValue): \(finding.line)"
            if finding.severity == .error { Console.say("waybill: \(text)\n") } else { watcher.note(text) }
        }
        guard !outcome.findings.contains(where: { $0.severity == .error }) else { return }
        var options = RunOptions(now: (input.asOf ?? .now).seconds)
        options.isDryRun = true
        // The findings have named them.
        options.namesStrays = false
        let report = try RunJob(definition, options).run(observer: watcher)
        watcher.finish()
        outcome.report = report
        outcome.summary = RunSummary(report, of: definition).text
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
