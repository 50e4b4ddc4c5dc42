/// Rows of plain text, one below the other.
enum TextTable {
    /// The rows, each as a line.
    static func lines(_ rows: [[String]]) -> String { aligned(rows).map { $0 + "\n" }.joined() }

    /// Pads every column but the last to its widest cell.
    static func aligned(_ rows: [[String]]) -> [String] {
        let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated()
                .map { index, cell in
                    index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
                }
                .joined(separator: "  ")
        }
    }
}
