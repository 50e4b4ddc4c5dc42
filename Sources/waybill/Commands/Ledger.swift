import ArgumentParser
import Job

struct Ledger: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Look after the record of what was written and announced.",
        subcommands: [Compact.self])

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

        func run() throws {
            let definition = try JobDefinition(contentsOf: job)
            for outcome in try CompactLedger(definition, acceptsLoss: acceptLoss).run() {
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
