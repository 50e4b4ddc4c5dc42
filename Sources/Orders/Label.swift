/// What became of a label in its system.
package enum LabelStatus: String, Hashable, Sendable, CaseIterable {
    /// Bought and valid: a parcel carries it.
    case completed
    /// Not decided yet.
    case processing
    /// The carrier refused it.
    case error
    /// Taken back; the tracking number will never move.
    case voided
}

/// Some pieces of an order's line in a box.
package struct BoxItem: Hashable, Sendable {
    /// The channel's id of the line, where the label system kept it.
    package var lineItemKey: String?
    package var sku: String?
    package var name: String?
    package var quantity: Quantity

    package init(lineItemKey: String? = nil, sku: String? = nil, name: String? = nil, quantity: Quantity) {
        self.lineItemKey = lineItemKey
        self.sku = sku
        self.name = name
        self.quantity = quantity
    }
}

/// Where a value came from: the file's name, the record and the line, both from 1.
package struct Source: Hashable, Sendable {
    package var file: String
    package var record: Int
    package var line: Int

    package init(file: String, record: Int, line: Int) {
        self.file = file
        self.record = record
        self.line = line
    }
}

/// One box's label as its label system reports it, in our words.
///
/// Labels are few and are kept while orders stream past, so their texts are strings. What is absent is unknown.
package struct Label: Hashable, Sendable {
    /// The system's id, such as `shipstation-v1`.
    package var labelSystem: String
    /// The store that the label names: one of the job's by its id, another as the system calls it.
    package var store: String?
    /// The system's own id of the label, unique with `labelSystem`.
    package var shipmentId: String?
    package var orderKey: String?
    /// As the system gives it; a leading `#` and a split suffix are dealt with by the join.
    package var orderNumber: String?
    /// UTC.
    package var createDate: Timestamp?
    /// The calendar date on which the parcel leaves.
    package var shipDate: Timestamp?
    package var shipmentCost: Money?
    package var insuranceCost: Money?
    package var currency: Currency?
    package var trackingNumber: String?
    package var trackingUrl: String?
    package var isReturnLabel = false
    package var status = LabelStatus.completed
    /// Whether it was to be taken back and the carrier refused: it may have been reported as void before.
    package var isRefundRefused = false
    /// UTC.
    package var voidDate: Timestamp?
    /// The system's code.
    package var carrierCode: String?
    /// The system's code.
    package var serviceCode: String?
    package var packageCode: String?
    /// For people and for channels, such as `Priority Mail`.
    package var service: String?
    /// One of the 23 words of ShipNotice.
    package var carrier: Carrier?
    package var weight: Weight?
    /// The box's number within its label, from 1, when the label has several.
    package var packageSequence: Int?
    package var notesToCustomer: String?
    package var notifyCustomer: Bool?
    /// What is in the box; `nil` when the system does not say.
    package var items: [BoxItem]?
    package var source: Source

    package init(labelSystem: String, source: Source) {
        self.labelSystem = labelSystem
        self.source = source
    }
}

/// A label that has found its order: what a channel is told.
package struct Shipment: Hashable, Sendable {
    package var label: Label
    package var store: String
    package var orderKey: String
    package var orderNumber: String
    /// What is in the box after the rules of the join; `nil` when it is not known.
    package var items: [BoxItem]?
    /// Whether this is the order's last box in its input and every item that ships is covered.
    package var completesOrder: Bool

    package init(
        label: Label, store: String, orderKey: String, orderNumber: String, items: [BoxItem]?, completesOrder: Bool
    ) {
        self.label = label
        self.store = store
        self.orderKey = orderKey
        self.orderNumber = orderNumber
        self.items = items
        self.completesOrder = completesOrder
    }
}
