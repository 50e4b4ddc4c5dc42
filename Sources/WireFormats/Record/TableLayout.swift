/// How the rows of a table make records: what belongs to a record as a whole, what to each row, and what tells records apart.
struct TableLayout: Sendable {
    let table: RecordShape.Group
    let rows: RecordShape.Group
    /// Slots of the table's group.
    let key: [Int]
    /// Slots of the table's group of which the first with a value tells records apart, for rows without a key.
    let otherwise: [Int]
    /// Our first names of the columns that the store has renamed.
    private(set) var renamed: [String: String] = [:]

    init(table: RecordShape.Group, rows: RecordShape.Group, key: [Int], otherwise: [Int] = []) {
        self.table = table
        self.rows = rows
        self.key = key
        self.otherwise = otherwise
    }

    /// For each slot of a row the names that its column may have: the table's slots, then the rows'.
    var columns: [[String]] {
        (table.fields + rows.fields).map { names in
            guard let first = names.first, let own = renamed[first] else { return names.filter { !isTaken($0) } }
            return [own]
        }
    }

    /// The name of a slot's column in the file, or what it would be there.
    func columnName(_ slot: Int) -> String {
        let first = (table.fields + rows.fields)[slot].first ?? ""
        return renamed[first] ?? first
    }

    /// The same layout with names of the file in place of ours.
    /// - Throws: `WireError` for a name that is not ours, and for one of either that is empty or given twice.
    func renaming(_ columns: [String: String]) throws(WireError) -> TableLayout {
        var layout = self
        let ours = Dictionary(
            (table.fields + rows.fields).compactMap(\.first).map { (foldedName($0), $0) }
        ) { first, _ in first }
        for (name, own) in columns.sorted(by: { $0.key < $1.key }) {
            guard let first = ours[foldedName(name)] else {
                throw Self.refusal("columns: names \(name), but the format has no such column")
            }
            if layout.renamed[first] != nil { throw Self.refusal("columns: names \(first) twice") }
            if foldedName(own).isEmpty { throw Self.refusal("columns: gives \(name) no name") }
            if layout.isTaken(own) { throw Self.refusal("columns: gives \(own) to two columns") }
            layout.renamed[first] = own
        }
        return layout
    }

    /// Refuses a table without a column that has been renamed.
    func checkRenamedColumns(_ hasColumn: (Int) -> Bool) throws(WireError) {
        for (slot, names) in (table.fields + rows.fields).enumerated() {
            guard let first = names.first, let own = renamed[first], !hasColumn(slot) else { continue }
            throw Self.refusal("the table has no column \(own), which columns: names")
        }
    }

    /// Whether a name of the file belongs to a renamed column, so that it can be no other's.
    private func isTaken(_ name: String) -> Bool {
        !renamed.isEmpty && renamed.values.contains { foldedName($0) == foldedName(name) }
    }

    private static func refusal(_ message: String) -> WireError {
        WireError(.columnMissing, at: SourcePosition(line: 1, column: 1), message)
    }
}

extension RecordShape {
    /// What the columns of a table are called: for each slot the first name, or the store's; those of the table's group,
    /// then those of the rows.
    package var columnNames: [String] { table.map { layout in layout.columns.indices.map(layout.columnName) } ?? [] }

    /// The shape for a store whose tables have other names for some columns.
    /// - Parameter columns: For our first name of a column the store's name, which is then its only one.
    /// - Throws: `WireError` of code `columnMissing` when a name is not ours.
    package func renaming(_ columns: [String: String]) throws(WireError) -> RecordShape {
        guard !columns.isEmpty, let table else { return self }
        let renamed = try table.renaming(columns)
        return table.rows.fields.isEmpty ? RecordShape(rowsOf: renamed) : RecordShape(table: renamed)
    }

    /// Refuses a table without a column that has been renamed.
    /// - Parameter hasColumn: Whether the header has a column for a slot.
    package func checkRenamedColumns(_ hasColumn: (Int) -> Bool) throws(WireError) {
        try table?.checkRenamedColumns(hasColumn)
    }
}

private func foldedName(_ name: String) -> String {
    String(decoding: name.utf8.compactMap(foldedNameByte), as: UTF8.self)
}
