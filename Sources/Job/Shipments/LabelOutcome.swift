import Channels
import Orders
import WireFormats

/// What becomes of one label.
///
/// Most labels are announced; so that there is no more room in each than that takes, the rest is indirect.
enum LabelOutcome {
    /// The channel is told; the ledger's line is one of those that the input adds.
    case announced(OrderBox, ledgerLine: Int, warnings: [RecordIssue])
    case alreadyAnnounced(OrderBox)
    /// Its order is not known yet, or not certain.
    indirect case pending(Wait)
    /// Its order is not known, and it is not waited for any more.
    indirect case givenUp(RecordIssue)
    /// Nothing is to be told.
    case noUpdate
    /// Nothing is to be told to the channel; a person is, since the shop may know of it.
    indirect case takenBack([ListedBox])
    /// A person is told of boxes of earlier inputs.
    indirect case listed([ListedBox], RecordIssue)
    indirect case manual(OrderBox, RecordIssue)
    indirect case rejected(RecordIssue)
}

/// A label's box with the order that it has found: as much as cannot be had from the two.
struct OrderBox {
    /// Where the box's items stand.
    enum Contents {
        case asLabelled
        case share(BoxContents.Share)
    }

    /// The order's place in the directory.
    var order: Int
    var contents = Contents.asLabelled
    /// Whether this is the order's last box in its input and every item that ships is covered.
    var completesOrder = false

    /// What is in the box; `nil` when it is not known.
    func items(of order: ShippedOrder, labelled: [BoxItem]?) -> [BoxItem]? {
        switch contents {
        case .asLabelled: labelled
        case .share(let share): share.map { order.items(of: $0) }
        }
    }
}

/// One call to a channel, and the boxes that it is about.
struct UpdateCall {
    var request: UpdateRequest
    var keys: [ShipmentKey]
}

extension OrderDirectory {
    /// A label with the order that it has found.
    func shipment(of label: Label, in box: OrderBox) -> OrderShipment {
        let order = self[box.order]
        let shipment = Shipment(
            label: label, store: order.store, orderKey: order.orderKey, orderNumber: order.orderNumber,
            items: box.items(of: order, labelled: label.items), completesOrder: box.completesOrder)
        return OrderShipment(shipment: shipment, order: order)
    }
}
