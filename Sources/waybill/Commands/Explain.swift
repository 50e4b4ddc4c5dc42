import ArgumentParser
import Job

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a code of a reject, warning, reason or exit status, or list them all.",
        discussion: """
            Examples:
              waybill explain
              waybill explain ship_to_missing
              waybill explain 75
              waybill explain zip_padded --json
            """)

    @Argument(
        help: ArgumentHelp("The codes; all of them are listed when there is none.", valueName: "code"),
        completion: .list(CodeCatalog.codes))
    var codes: [String] = []

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: ArgumentHelp("Print the page docs/codes.md.", visibility: .hidden))
    var markdown = false

    func run() throws {
        if markdown { return try Console.write(lines: CodeCatalog.markdown) }
        let meanings = codes.isEmpty ? CodeCatalog.meanings : try codes.flatMap(Self.meanings)
        if json { return try Console.write(CodeCatalog.json(meanings)) }
        try Console.write(lines: codes.isEmpty ? CodeText.list(meanings) : CodeText.explanations(meanings))
    }

    private static func meanings(of code: String) throws(JobError) -> [CodeCatalog.Meaning] {
        let meanings = CodeCatalog.meanings(of: code)
        guard meanings.isEmpty else { return meanings }
        let near = CodeCatalog.nearest(to: code).map { "did you mean \($0)?" } ?? "waybill explain lists all"
        throw JobError(.usage, "there is no code \(printable(code)): \(near)")
    }
}
