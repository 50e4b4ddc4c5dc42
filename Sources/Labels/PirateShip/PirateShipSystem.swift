package import WireFormats

/// Pirate Ship's exports of shipments as CSV [C: shipstation-formats §4.7].
package struct PirateShipSystem: LabelSystem {
    package init() {}

    package var id: String { "pirate-ship" }
    package var title: String { "Pirate Ship CSV export" }
    package var recognition: String {
        "CSV whose header has `Tracking Number`, `Ship Date` and `Postage Cost`, or in its place `Cost` with `Order ID` or "
            + "`Created Date`"
    }
    package var wire: WireFormat { .csv }
    package var shape: RecordShape { .pirateShip }
    package var requiredColumns: [RequiredColumn] {
        [PirateShipColumn.orderID, .trackingNumber].map { RequiredColumn(slot: $0.rawValue, name: $0.name) }
    }
    /// Exports name no zone; that the account is in the east of the United States is a guess [I].
    package var timeZone: String { "America/New_York" }

    package func recognises(_ head: LabelFileHead) -> Bool {
        func has(_ column: PirateShipColumn) -> Bool { head.hasColumn(column.name) }
        guard has(.trackingNumber) else { return PirateShipColumn.payments.allSatisfy(has) }
        // Without `Order ID` the file is Pirate Ship's all the same, and is told what is missing.
        return has(.shipDate) && (has(.postageCost) || has(.cost) && (has(.orderID) || has(.createdDate)))
    }

    package func checkColumns(_ hasColumn: (Int) -> Bool) throws(WireError) {
        if !hasColumn(PirateShipColumn.trackingNumber.rawValue),
            PirateShipColumn.payments.allSatisfy({ hasColumn($0.rawValue) })
        {
            throw WireError(
                .notAnExport, at: SourcePosition(line: 1, column: 1),
                "this is a list of payments (Type, Description, Total), as Pirate Ship exports it beside its shipments: "
                    + "it has no labels; export the shipments instead")
        }
        try checkRequiredColumns(hasColumn)
    }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        PirateShipDecoder(settings: settings, system: id)
    }
}
