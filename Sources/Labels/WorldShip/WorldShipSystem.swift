package import Orders
package import WireFormats

/// Exports of UPS WorldShip as CSV: one row for each package [C: shipstation-formats §4.7].
package struct WorldShipSystem: LabelSystem {
    package init() {}

    package var id: String { "worldship" }
    package var title: String { "UPS WorldShip CSV export" }
    package var recognition: String {
        "CSV whose header has `PackageTrackingNumber` and another of WorldShip's columns, as `PackageReference1`"
    }
    package var wire: WireFormat { .csv }
    package var shape: RecordShape { .worldShip }
    package var requiredColumns: [RequiredColumn] {
        [RequiredColumn(slot: WorldShipColumn.trackingNumber.rawValue, name: WorldShipColumn.trackingNumber.name)]
    }
    /// WorldShip writes the clock of its own computer; that it stands in the east of the United States is a guess [I].
    package var timeZone: String { "America/New_York" }

    package func recognises(_ head: LabelFileHead) -> Bool {
        head.hasColumn(WorldShipColumn.trackingNumber.name)
            && WorldShipColumn.allCases.contains { $0 != .trackingNumber && head.hasColumn($0.name) }
    }

    /// The order's number may be in any of the references, but one of them must be there.
    package func checkColumns(_ hasColumn: (Int) -> Bool) throws(WireError) {
        try checkRequiredColumns(hasColumn)
        guard !WorldShipColumn.references.contains(where: { hasColumn($0.rawValue) }) else { return }
        throw WireError(
            .columnMissing, at: SourcePosition(line: 1, column: 1),
            "the column PackageReference1 is missing, and PackageReference2 to 5 are, too: no row names its order")
    }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        WorldShipDecoder(settings: settings, system: id)
    }

    /// Live packages come before voided ones, as in ShipWorks' import [C], and only those of a shipment with several
    /// boxes are numbered.
    package func gathered(_ labels: [Label]) -> [Label] {
        let several = Set(labels.filter { $0.packageSequence ?? 1 > 1 }.map(\.shipmentId))
        let numbered = labels.map { label in
            var label = label
            if !several.contains(label.shipmentId) { label.packageSequence = nil }
            return label
        }
        return numbered.filter { $0.status != .voided } + numbered.filter { $0.status == .voided }
    }
}
