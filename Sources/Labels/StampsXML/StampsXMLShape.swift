import WireFormats

/// The parts of a record: a label, and the items in its box.
enum StampsXMLGroup {
    static let label = 0
    static let item = 1
}

/// The values of a label; the raw value is the slot [C: shipstation-formats §4.7].
enum StampsXMLField: Int, LabelSlot {
    case printID
    case orderID
    case mailingDate
    case printDateTime
    case cost
    case trackingNumber
    case mailClass
    case mailpiece
    case weightInOunces
    case printResult
    case refundType

    /// The element's place below the label's `Item`.
    var name: String {
        switch self {
        case .printID: "PrintID"
        case .orderID: "OrderID"
        case .mailingDate: "ActualMailingDate"
        case .printDateTime: "PrintDateTime"
        case .cost: "PostageCost/Total"
        case .trackingNumber: "TrackingNumber"
        case .mailClass: "MailClass"
        case .mailpiece: "Mailpiece"
        case .weightInOunces: "WeightOz"
        case .printResult: "PrintResult"
        case .refundType: "RefundType"
        }
    }
}

/// The values of an item in the box.
enum StampsXMLItemField: Int, CaseIterable {
    case externalID
    case name
    case quantity

    /// The element's place below the item.
    var path: String {
        switch self {
        case .externalID: "ExternalID"
        case .name: "Name"
        case .quantity: "Quantity"
        }
    }
}

extension RecordShape {
    /// An `Item` below the root is a label; one below its `OrderContents` is a thing in the box.
    static let stampsXML = RecordShape(
        record: Group(
            id: StampsXMLGroup.label, at: "Print/Item", fields: StampsXMLField.allCases.map { [$0.name] },
            groups: [
                Group(
                    id: StampsXMLGroup.item, at: "OrderContents/Item",
                    fields: StampsXMLItemField.allCases.map { [$0.path] })
            ]))
}
