import WireFormats

/// The columns of Pirate Ship's exports; the raw value is the slot [C: shipstation-formats §4.7].
enum PirateShipColumn: Int, LabelSlot {
    case orderID
    case trackingNumber
    case carrier
    case service
    case postageCost
    case cost
    case shipDate
    case labelCreatedDate
    case createdDate
    case weightInOunces
    case status
    case trackingStatus
    /// Not kept; a row that has only it is no blank one.
    case recipient
    /// Not kept; a row that has only it is no blank one.
    case email
    /// Of the list of payments, which has no labels.
    case paymentType
    case paymentDescription
    case paymentTotal

    /// The header's name; case and blanks do not count.
    var name: String {
        switch self {
        case .orderID: "Order ID"
        case .trackingNumber: "Tracking Number"
        case .carrier: "Carrier"
        case .service: "Service"
        case .postageCost: "Postage Cost"
        case .cost: "Cost"
        case .shipDate: "Ship Date"
        case .labelCreatedDate: "Label Created Date"
        case .createdDate: "Created Date"
        case .weightInOunces: "Weight (oz)"
        case .status: "Status"
        case .trackingStatus: "Tracking Status"
        case .recipient: "Recipient"
        case .email: "Email"
        case .paymentType: "Type"
        case .paymentDescription: "Description"
        case .paymentTotal: "Total"
        }
    }

    /// The three columns of the list of payments.
    static let payments: [PirateShipColumn] = [.paymentType, .paymentDescription, .paymentTotal]
}

extension RecordShape {
    /// One row of an export: a label.
    static let pirateShip = RecordShape(columns: PirateShipColumn.allCases.map { [$0.name] })
}
