import Orders
import WireFormats

/// A label as our files show it: what its system says, and the order that it has found.
struct ShipmentRow {
    let label: Label
    let store: String?
    let orderKey: String?
    let orderNumber: String?
    let items: [BoxItem]?

    /// A label as it is, to be read back.
    init(verbatim label: Label) {
        self.label = label
        store = label.store
        orderKey = label.orderKey
        orderNumber = label.orderNumber
        items = label.items
    }

    /// A label that has found no order.
    init(_ label: Label) {
        self.label = label
        store = label.store
        orderKey = label.orderKey
        orderNumber = label.orderNumber.map(withoutHash)
        items = label.items
    }

    /// A label with its order.
    init(_ shipment: Shipment) {
        label = shipment.label
        store = shipment.store
        orderKey = shipment.orderKey
        orderNumber = withoutHash(shipment.label.orderNumber ?? shipment.orderNumber)
        items = shipment.items
    }

    /// How many digits amounts have behind the point.
    var fractionDigits: Int { label.currency?.fractionDigits ?? 2 }
    var isVoided: Bool { label.status == .voided }
}

private func withoutHash(_ number: String) -> String {
    number.hasPrefix("#") ? String(number.dropFirst()) : number
}
