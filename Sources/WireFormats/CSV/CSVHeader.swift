/// What a table's header says: which of its columns are read.
struct CSVHeader {
    /// For each column the slot that it fills, or -1 for one that is not read.
    private(set) var settled: [Int]
    /// What is to be said of columns that are not read, though the shape knows them.
    private(set) var findings: [TextFinding] = []

    /// Decides between columns for one value: the one whose name the shape has first is read, wherever it stands, and of
    /// two with the same name the left one.
    /// - Parameters:
    ///   - names: What the file calls its columns.
    ///   - numbers: The numbers of these names in the shape, which count them in its order.
    ///   - slots: The slots that they lead to, or -1.
    ///   - places: Where the names stand.
    init(called names: [String], numbers: [Int], slots: [Int], places: [SourcePosition]) {
        settled = slots
        var read: [Int: Int] = [:]
        for (column, slot) in slots.enumerated() where slot >= 0 {
            if let known = read[slot], numbers[known] <= numbers[column] { continue }
            read[slot] = column
        }
        for (column, slot) in slots.enumerated() {
            guard let chosen = read[slot], chosen != column else { continue }
            settled[column] = -1
            findings.append(
                TextFinding(
                    kind: .columnUnread(column: names[column], for: names[chosen]), position: places[column]))
        }
    }

    /// Whether the row is the line by which a spreadsheet is told the separator, `sep=,`, and not the header yet.
    static func isSeparatorLine(_ names: [String]) -> Bool {
        let line = names.map { $0.lowercased() }
        return line == ["sep=", ""] || line == ["sep=,"]
    }
}
