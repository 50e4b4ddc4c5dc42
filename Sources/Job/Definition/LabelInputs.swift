import Labels
import WireFormats

extension LabelInputs {
    /// The system whose columns `columns` renames: that of `format`, else that of any table.
    var tableSystem: any LabelSystem { format.flatMap(LabelCatalog.system) ?? TableByColumnsSystem() }

    /// The system that a file is read by; `nil` when none or several recognise it.
    ///
    /// `columns` are of tables, so files of other formats are recognised by their content all the same.
    /// - Parameter head: Some kilobytes from the start of the file.
    func system(of head: [UInt8]) -> (any LabelSystem)? {
        if let format { return LabelCatalog.system(format) }
        let isRenamedTable = !columns.isEmpty && LabelFileHead(firstBytes: head.span).wire == .csv
        return isRenamedTable ? tableSystem : LabelCatalog.detect(firstBytes: head.span)
    }
}
