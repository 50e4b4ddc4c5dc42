/// A table of a page of documentation, in Markdown.
package struct PageTable: Sendable {
    /// The cells of the first row.
    package var header: [String]
    /// The cells of the rows below it.
    package var rows: [[String]]

    /// The tables below a heading, up to the next heading of any level.
    package static func all(in page: String, under heading: String) -> [PageTable] {
        var tables: [PageTable] = []
        var isInside = false
        var isTable = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("#") { isInside = line.drop { $0 == "#" || $0 == " " } == heading }
            guard isInside, line.hasPrefix("|") else {
                isTable = false
                continue
            }
            let cells = cells(of: line)
            if !isTable {
                tables.append(PageTable(header: cells, rows: []))
            } else if !cells.allSatisfy({ $0.allSatisfy { $0 == "-" } }) {
                tables[tables.count - 1].rows.append(cells)
            }
            isTable = true
        }
        return tables
    }

    private static func cells(of line: Substring) -> [String] {
        line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
            let start = cell.drop { $0 == " " }
            return String(start.reversed().drop { $0 == " " }.reversed())
        }
    }
}
