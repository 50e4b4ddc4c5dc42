import ArgumentParser
import Job
import SystemPackage

struct Purge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Remove personal data past its time from archive, outputs, rejects and quarantine.",
        discussion: """
            Examples:
              waybill purge nightly.yaml --older-than 30d --dry-run
              waybill purge nightly.yaml --older-than 30d

            What is still to be worked on stays, as do the ledger and the reports, which hold no personal data.
            """)

    @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
    var job: String

    @Option(help: ArgumentHelp("The age from which data is removed, in days or weeks.", valueName: "30d"))
    var olderThan: Age

    @Flag(help: "Count everything, remove nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Take this as the time of the purge.", valueName: "2026-11-23[T02:15:00Z]"))
    var asOf: Moment?

    @Flag(help: "Print the outcome as JSON on standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Say only what stops the work.")
    var quiet = false

    func run() throws {
        let definition = try JobDefinition(contentsOf: job)
        let purge = PurgeJob(
            definition, olderThan: olderThan.days, now: (asOf ?? .now).seconds, isDryRun: dryRun)
        let report = try purge.run()
        if !quiet { Console.say(Self.text(report)) }
        if json { try Console.write(report.json) }
    }

    private static func text(_ report: PurgeReport) -> String {
        let removed = report.removed.map { part in
            "\(printable(part.folder.string, limit: .max)): files \(part.files), bytes \(part.bytes)\n"
        }
        return removed.joined() + report.notes.map { "note: \($0)\n" }.joined()
    }
}

/// An age as it is typed: `30d` or `12w`.
struct Age: ExpressibleByArgument {
    var days: Int

    init?(argument: String) {
        let factor: Int
        switch argument.last {
        case "d": factor = 1
        case "w": factor = 7
        default: return nil
        }
        let digits = argument.dropLast()
        guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(digits)
        else { return nil }
        days = count * factor
    }
}
