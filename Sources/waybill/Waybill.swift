import ArgumentParser
import Job

/// The command that users call: what was typed goes to `Job`, what it says goes to the terminal.
@main
struct Waybill: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waybill",
        abstract: "Turn channels' order exports into one kind of order, and label results into shipment updates.",
        discussion: """
            Examples:
              waybill convert orders.xml --channel custom-store --to jsonl
              waybill check nightly.yaml
              waybill run nightly.yaml

            Data goes to standard output, messages to standard error.

            Exit status:
              0   all is accounted for          70     a bug in Waybill
              64  the command line is wrong     73/74  an output cannot be written
              65  rejects, or quarantine        75     try again later
              66  no such input                 78     the job file is wrong
            """,
        version: version,
        subcommands: subcommands(for: CommandLine.arguments.dropFirst().first))

    static let version = "0.1.0"

    private static let allSubcommands: [any ParsableCommand.Type] = [
        Init.self, Run.self, Orders.self, Shipments.self, Convert.self, Check.self, Explain.self, Channels.self,
        Labels.self, Carriers.self, Services.self, Schema.self, Ledger.self, Purge.self, Plan.self, Merge.self,
        MakeReport.self,
    ]

    /// The subcommand that is typed, or all where the first argument names none, as in a call for help.
    ///
    /// The language's library looks at each that it is told of, several times, before it reads the first argument.
    static func subcommands(for typed: String?) -> [any ParsableCommand.Type] {
        allSubcommands.first { $0.configuration.commandName == typed }.map { [$0] } ?? allSubcommands
    }

    static func main() {
        Console.occupyStreams()
        Console.reportBrokenPipes()
        do {
            // The language's library reads them from there; without them every call would look like one for help.
            if CommandLine.arguments.isEmpty {
                throw JobError(.software, "the arguments cannot be read: /proc is not mounted")
            }
            // Installers and monitors ask for nothing else, and often.
            if CommandLine.arguments.dropFirst().elementsEqual(["--version"]) {
                return try Console.write(lines: version + "\n")
            }
            var command = try parseAsRoot()
            try command.run()
        } catch let error as JobError {
            if !error.message.isEmpty { Console.say("waybill: \(error.message)\n") }
            exit(withError: ExitCode(error.code.rawValue))
        } catch is ReaderGone {
            exit()
        } catch {
            exit(withError: error)
        }
    }
}
