package import WireFormats

/// Tables of whatever program, by the columns of our own tables of shipments, which a job may rename [I].
package struct TableByColumnsSystem: LabelSystem {
    package init() {}

    package var id: String { "csv" }
    package var title: String { "CSV by columns" }
    package var recognition: String {
        "CSV whose header has `trackingNumber` and `orderNumber` or `orderKey`, as Waybill's own tables of shipments; "
            + "any CSV whose columns a job names in `labels: {columns:}`"
    }
    package var wire: WireFormat { .csv }
    package var shape: RecordShape { .tableByColumns }
    package var requiredColumns: [RequiredColumn] {
        [
            RequiredColumn(
                slot: TableByColumnsColumn.trackingNumber.rawValue, name: TableByColumnsColumn.trackingNumber.name)
        ]
    }
    package var timeZone: String { "UTC" }

    package func recognises(_ head: LabelFileHead) -> Bool {
        head.hasColumn(TableByColumnsColumn.trackingNumber.name) && Self.orders.contains { head.hasColumn($0.name) }
    }

    package func checkColumns(_ hasColumn: (Int) -> Bool) throws(WireError) {
        try checkRequiredColumns(hasColumn)
        guard !Self.orders.contains(where: { hasColumn($0.rawValue) }) else { return }
        throw WireError(
            .columnMissing, at: SourcePosition(line: 1, column: 1),
            "the columns orderNumber and orderKey are missing: no row names its order")
    }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        TableByColumnsDecoder(settings: settings, system: id)
    }

    /// What names a row's order: one of them must be there.
    private static let orders: [TableByColumnsColumn] = [.orderNumber, .orderKey]
}
