import WireFormats

extension CodeCatalog {
    /// The catalogue as the page `docs/codes.md`.
    package static var markdown: String {
        let head = """
            # Codes

            Every finding has a code: a word that does not change, in rejects (`code`), warnings (`warnings`), reasons of quarantined
            files and the counts of a report. The message beside it names file, line, column, field, value and the cure.
            `waybill explain CODE` says what is on this page of one code, and `waybill explain` lists them all. The page is made by
            `waybill explain --markdown`.

            """
        return head + sections.map(page).joined()
    }

    private static func page(of section: CodeSection) -> String {
        let rows = section.entries.map { entry in
            let cells = [entry.happened, entry.matters, entry.cure, "`` \(entry.example) ``"]
            return "| `\(entry.code)` | " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
        }
        let table = ["| Code | What happened | Why it matters | Cure | Example |", "|---|---|---|---|---|"] + rows
        let intro = section.intro.isEmpty ? "" : section.intro + "\n\n"
        return "\n## \(section.heading)\n\nKind: \(section.kind.rawValue); \(section.kind.meaning).\n\n"
            + intro + table.joined(separator: "\n") + "\n"
    }

    /// Meanings as one JSON object, for programs.
    package static func json(_ meanings: [Meaning]) -> [UInt8] {
        var output = ByteOutput()
        output.append(
            listing: "codes",
            meanings.map { meaning in
                let entry = meaning.entry
                return [
                    ("code", .text(entry.code)), ("kind", .text(meaning.section.kind.rawValue)),
                    ("about", .text(meaning.section.heading)), ("happened", .text(entry.happened)),
                    ("matters", .text(entry.matters)),
                    ("cure", .text(entry.cure)), ("example", .text(entry.example)),
                ]
            })
        return output.array
    }
}

extension CodeEntry {
    /// A file's code, whose cure stands beside it in reasons too.
    init(_ code: WireError.Code, happened: String, matters: String, example: String) {
        self.init(code.rawValue, happened: happened, matters: matters, cure: code.cure, example: example)
    }
}
