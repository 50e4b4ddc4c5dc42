package import Orders
package import WireFormats

/// ShipStation's exports of shipments, and of orders with their shipments, as CSV [C: shipstation-formats §4.3].
package struct ShipStationCSVSystem: LabelSystem {
    package init() {}

    package var id: String { "shipstation-csv" }
    package var title: String { "ShipStation CSV export" }
    package var recognition: String {
        "CSV whose header has `Order - Number` and `Shipment - Tracking Number`"
    }
    package var wire: WireFormat { .csv }
    package var shape: RecordShape { .shipStationCSV }
    package var requiredColumns: [RequiredColumn] {
        [ShipStationCSVColumn.orderNumber, .trackingNumber].map { RequiredColumn(slot: $0.rawValue, name: $0.name) }
    }
    /// Exports are in the account's zone, which they do not name; ShipStation's own is the likeliest [I].
    package var timeZone: String { "America/Los_Angeles" }

    package func recognises(_ head: LabelFileHead) -> Bool {
        [ShipStationCSVColumn.orderNumber, .trackingNumber].allSatisfy { $0.names.contains(where: head.hasColumn) }
    }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        ShipStationCSVDecoder(settings: settings, system: id)
    }

    /// An order export has a row for each line item: rows of one parcel are one label with several items.
    ///
    /// Rows without items are not touched: the same label twice is told apart by its tracking number later on.
    package func gathered(_ labels: [Label]) -> [Label] {
        var gathered: [Label] = []
        var places: [Parcel: Int] = [:]
        for label in labels {
            guard let parcel = Parcel(label) else {
                gathered.append(label)
                continue
            }
            if let place = places[parcel] {
                gathered[place].items = joined(gathered[place].items, label.items)
            } else {
                places[parcel] = gathered.count
                gathered.append(label)
            }
        }
        return gathered
    }

    /// A list that is not known makes the whole not known.
    private func joined(_ left: [BoxItem]?, _ right: [BoxItem]?) -> [BoxItem]? {
        guard let left, let right else { return nil }
        return left + right
    }
}

/// What rows of one parcel have in common.
private struct Parcel: Hashable {
    let orderNumber: String?
    let trackingNumber: String
    let status: LabelStatus
    let isReturnLabel: Bool

    init?(_ label: Label) {
        guard let trackingNumber = label.trackingNumber else { return nil }
        orderNumber = label.orderNumber
        self.trackingNumber = trackingNumber
        status = label.status
        isReturnLabel = label.isReturnLabel
    }
}
