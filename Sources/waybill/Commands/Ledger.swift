import ArgumentParser
import Job

struct Ledger: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Look after the record of what was written and announced.",
        subcommands: [List.self, Compact.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the inputs that the ledger remembers, with what became of them.",
            discussion: """
                Examples:
                  waybill ledger list nightly.yaml
                  waybill ledger list nightly.yaml --json
                """)

        @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
        var job: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let listing = try LedgerListing(try JobDefinition(contentsOf: job))
            let rows = listing.entries.map { entry in
                [
                    entry.store.isEmpty ? entry.kind : "\(entry.kind)/\(entry.store)", String(entry.sequence),
                    printable(entry.isCompacted ? "(compacted)" : entry.file), CountText.line(entry.counts),
                ]
            }
            try Console.write(json ? listing.json : Array(TextTable.lines(rows).utf8))
        }
    }

    struct Compact: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compact",
            abstract: "Make one file of the ledger's many, with what of them still counts.",
            discussion: """
                Example:
                  waybill ledger compact nightly.yaml

                Runs read the ledger faster afterwards, and remember the same. A ledger that has lost entries stops a run;
                put them back from a backup, or accept with --accept-loss that their inputs count as new: then orders may
                be written again, and shipments announced again.
                """)

        @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
        var job: String

        @Flag(help: "Forget entries that are lost or damaged; damaged ones are set aside.")
        var acceptLoss = false

        @Flag(help: "Print the outcome as JSON on standard output.")
        var json = false

        func run() throws {
            let definition = try JobDefinition(contentsOf: job)
            let outcomes = try CompactLedger(definition, acceptsLoss: acceptLoss).run()
            if json { return try Console.write(CompactLedger.json(outcomes)) }
            for outcome in outcomes {
                var text =
                    "\(outcome.folder): entries \(outcome.entries), lines \(outcome.linesRead), kept \(outcome.linesKept)"
                if outcome.lost > 0 { text += ", lost \(outcome.lost)" }
                if outcome.damaged > 0 { text += ", damaged \(outcome.damaged)" }
                Console.say(text + "\n")
                for file in outcome.untold {
                    Console.say("\(outcome.folder): \(printable(file)) was taken by a killed run\n")
                }
            }
        }
    }
}
