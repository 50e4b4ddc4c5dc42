import Job

/// Codes as plain text.
enum CodeText {
    /// A line for each: what it is and what has happened.
    static func list(_ meanings: [CodeCatalog.Meaning]) -> String {
        let rows = meanings.map { [$0.entry.code, $0.section.kind.rawValue, $0.entry.happened] }
        return TextTable.lines([["Code", "Kind", "What happened"]] + rows)
    }

    /// All that is known of each.
    static func explanations(_ meanings: [CodeCatalog.Meaning]) -> String {
        meanings.map(explanation).joined(separator: "\n")
    }

    private static func explanation(_ meaning: CodeCatalog.Meaning) -> String {
        let (section, entry) = (meaning.section, meaning.entry)
        let rows = [
            ["  Kind", "\(section.kind.rawValue): \(section.kind.meaning)"], ["  About", section.heading.lowercased()],
            ["  What happened", entry.happened], ["  Why it matters", entry.matters], ["  Cure", entry.cure],
            ["  Example", entry.example],
        ]
        return entry.code + "\n" + TextTable.lines(rows)
    }
}
