import Foundation
import TestSupport
import Testing

/// Every command and option is documented, and what the documentation types there is.
@Suite struct CommandPagesTests {
    /// A command as it says of itself.
    struct Command: CustomTestStringConvertible, Sendable {
        /// What is typed behind `waybill`, such as `ledger compact`.
        var path: String
        /// The long names of its options, `help` and `version` left out.
        var options: Set<String>
        var discussion: String

        var testDescription: String { "waybill " + path }

        /// All that do something, and below the empty path what the command alone knows.
        static let all: [Command] = {
            guard let dump = try? Workplace().waybill("--experimental-dump-help").output,
                let help = try? JSONDecoder().decode(Help.self, from: Data(dump.utf8))
            else { return [] }
            return help.command.all(below: [])
        }()
    }

    /// What `--experimental-dump-help` prints, as far as it is needed.
    private struct Help: Decodable {
        struct Command: Decodable {
            struct Argument: Decodable {
                struct Name: Decodable {
                    var kind: String
                    var name: String
                }
                var names: [Name]?
                var shouldDisplay: Bool
            }
            var commandName: String
            var discussion: String?
            var arguments: [Argument]?
            var subcommands: [Command]?

            func all(below path: [String]) -> [CommandPagesTests.Command] {
                let names = (arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }
                let own = CommandPagesTests.Command(
                    path: path.joined(separator: " "),
                    options: Set(names.filter { $0.kind == "long" }.map(\.name)).subtracting(["help", "version"]),
                    discussion: discussion ?? "")
                let below = (subcommands ?? []).filter { $0.commandName != "help" }
                    .flatMap { $0.all(below: path + [$0.commandName]) }
                return below.isEmpty ? [own] : (path.isEmpty ? [own] : []) + below
            }
        }
        var command: Command
    }

    @Test func thereAreCommands() {
        #expect(Command.all.count >= 14)
        #expect(Command.all.contains { $0.path == "ledger compact" })
    }

    @Test(arguments: Command.all.filter { !$0.path.isEmpty }) func aCommandIsInTheReadmesTable(_ command: Command)
        throws
    {
        let readme = try Page(path: "README.md").text
        let section = try #require(readme.components(separatedBy: "\n## Commands\n").dropFirst().first)
        let rows = section.components(separatedBy: "\n## ")[0].split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(rows.contains { $0.contains("`waybill \(command.path)") })
    }

    @Test(arguments: Command.all) func anOptionIsInTheReference(_ command: Command) throws {
        let page = try Page(path: "docs/operations.md").text
        let section = try #require(page.components(separatedBy: "\n## Options\n").dropFirst().first)
        let text = section.components(separatedBy: "\n## ")[0]
        for option in command.options.sorted() {
            let words = text.matches(of: /`--([a-z-]+)/).map { String($0.1) }
            #expect(words.contains(option), "--\(option) is not in the options of docs/operations.md")
        }
    }

    /// Whatever pages, jobs and the command itself type is a command with options that it has.
    @Test func whatIsTypedIsThere() throws {
        var typed: [(place: String, line: String)] = []
        for page in Page.all { typed += try Self.typed(in: page.text).map { (page.path, $0) } }
        for job in ["jobs/nightly.yaml", "jobs/sftp-drop.yaml"] {
            typed += try Self.typed(in: Page(path: job).text).map { (job, $0) }
        }
        for command in Command.all { typed += Self.typed(in: command.discussion).map { ("help", $0) } }
        #expect(typed.count > 60)
        for (place, line) in typed {
            let words = line.split(separator: " ").map(String.init)
            let path = [words.prefix(2), words.prefix(1)].map { $0.joined(separator: " ") }
            let isHelp = words.isEmpty || words[0] == "help" || words[0].hasPrefix("-")
            let isGroup = Command.all.contains { $0.path.hasPrefix((words.first ?? "") + " ") }
            guard let command = Command.all.first(where: { path.contains($0.path) && !$0.path.isEmpty }) else {
                #expect(isHelp || isGroup, "\(place): waybill \(line)")
                continue
            }
            let options = words.filter { $0.hasPrefix("--") && $0.count > 2 }.map { word in
                String(word.dropFirst(2).prefix { $0.isLetter || $0 == "-" })
            }
            for option in options where !["help", "version", "markdown"].contains(option) {
                #expect(command.options.contains(option), "\(place): waybill \(line)")
            }
        }
    }

    /// What stands behind `waybill` in code: in spans, in blocks and in the examples of help, up to what ends a command.
    private static func typed(in text: String) -> [String] {
        let joined = text.replacing(/\\\n\s*/, with: "")
        let ends: Set<Character> = ["`", "|", ";", ">", "<", "#", ")", "\n", "…", "&"]
        return joined.matches(of: /(?:`|\n\s*(?:\$ |# +|\| `)?|\| )waybill (?=[a-z-])/).compactMap { match in
            let rest = joined[match.range.upperBound...]
            // A quoted part may have any sign.
            let unquoted = rest.prefix { !ends.contains($0) }
            return unquoted.trimmingCharacters(in: .whitespaces)
        }
    }

    /// The lists that programs read are one object with one list, or more for channels.
    @Test(arguments: [
        (["channels"], "channels"), (["labels"], "labels"), (["carriers"], "carriers"), (["services"], "services"),
        (["explain"], "codes"), (["schema"], "schemas"),
    ]) func aListingForProgramsIsOneObject(_ command: [String], _ key: String) throws {
        let outcome = try Workplace().waybill(command[0], "--json")
        #expect(outcome.status == 0)
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        let list = try #require(object?[key] as? [[String: Any]])
        #expect(list.count >= 6 && list.allSatisfy { !$0.isEmpty })
        let page = try Page(path: "docs/operations.md").text
        for member in list.flatMap(\.keys) { #expect(page.contains("`\(member)`"), "\(key): \(member)") }
    }

    @Test func theLedgerIsListed() throws {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.write(
            "version: 1\nsettle: 0s\nmax-rejects: 9\nstores: {outdoor: {channel: custom-store}}\n", to: "job.yaml")
        #expect(try place.waybill("ledger", "list", "job.yaml", "--json").output == "{\"ledger\":[]}\n")
        #expect(try place.waybill("run", "job.yaml", "--quiet").status == 0)
        let json = try place.waybill("ledger", "list", "job.yaml", "--json").output
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let entries = try #require(object?["ledger"] as? [[String: Any]])
        #expect(entries.compactMap { $0["file"] as? String }.contains("orders-2026-11-23.xml"))
        let lines = try place.waybill("ledger", "list", "job.yaml").output.split(separator: "\n")
        #expect(lines.count == entries.count)
        let page = try Page(path: "docs/operations.md").text
        for member in entries.flatMap(\.keys) { #expect(page.contains("`\(member)`"), "\(member)") }
        let compacted = try place.waybill("ledger", "compact", "job.yaml", "--json").output
        let outcome = try JSONSerialization.jsonObject(with: Data(compacted.utf8)) as? [String: Any]
        let folders = try #require(outcome?["compacted"] as? [[String: Any]])
        #expect(folders.compactMap { $0["folder"] as? String }.contains("orders/outdoor"))
        for member in folders.flatMap(\.keys) { #expect(page.contains("`\(member)`"), "\(member)") }
        let after = try place.waybill("ledger", "list", "job.yaml").output
        #expect(after.contains("(compacted)"))
    }
}
