import Labels
import WireFormats

extension LabelInputs {
    /// The system whose columns `columns` renames: that of `format`, else that of any table.
    var tableSystem: any LabelSystem { format.flatMap(LabelCatalog.system) ?? TableByColumnsSystem() }

    /// The system that a file is read by; `nil` when none or several recognise it.
    ///
    /// `columns` are of tables, so files of other formats are recognised by their content all the same.
    /// - Throws: `WireError` of code `notAnExport` for a file that is another's than the named system's: its own would
    ///   find nothing in it, and nobody would know.
    func system(of head: LabelFileHead) throws(WireError) -> (any LabelSystem)? {
        let isRenamedTable = !columns.isEmpty && head.wire == .csv
        guard let format, let named = LabelCatalog.system(format) else {
            if isRenamedTable { return tableSystem }
            let claims = LabelCatalog.claims(head)
            return claims.count == 1 ? claims[0] : nil
        }
        // A table whose columns have other names is known by nothing else than what the job says.
        if isRenamedTable, named.wire == .csv { return named }
        let claims = LabelCatalog.claims(head).map(\.id)
        guard claims.isEmpty || claims.contains(format) else {
            throw WireError(
                .notAnExport, at: SourcePosition(line: 1, column: 1),
                "the file is \(claims.joined(separator: "'s or "))'s, not \(format)'s: name the system whose file it is, "
                    + "or none, as it is recognised")
        }
        return head.wire == nil || head.wire == named.wire ? named : nil
    }
}
