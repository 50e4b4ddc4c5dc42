import WireFormats

/// The values of a transaction; the raw value is the slot [D, C: shipstation-formats §4.5].
enum ShippoField: Int, LabelSlot {
    case objectId
    case status
    case objectState
    case test
    case createdAt
    case trackingNumber
    case trackingUrl
    case metadata
    case metadataNumber
    case metadataOrderId
    case metadataOrder
    /// The rate's id, where the rate is not there as an object.
    case rate
    case rateId
    case amount
    case currency
    case provider
    case serviceToken
    case serviceName
    case levelToken
    case levelName
    case isReturn
    case weight
    case weightUnit

    /// The member's place below the transaction.
    var name: String {
        switch self {
        case .objectId: "object_id"
        case .objectState: "object_state"
        case .createdAt: "object_created"
        case .trackingNumber: "tracking_number"
        case .trackingUrl: "tracking_url_provider"
        case .metadataNumber: "metadata/order_number"
        case .metadataOrderId: "metadata/order_id"
        case .metadataOrder: "metadata/order"
        case .rateId: "rate/object_id"
        case .amount: "rate/amount"
        case .currency: "rate/currency"
        case .provider: "rate/provider"
        case .serviceToken: "rate/servicelevel_token"
        case .serviceName: "rate/servicelevel_name"
        case .levelToken: "rate/servicelevel/token"
        case .levelName: "rate/servicelevel/name"
        case .isReturn: "shipment/extra/is_return"
        case .weight: "parcel/weight"
        case .weightUnit: "parcel/mass_unit"
        default: String(describing: self)
        }
    }
}

extension RecordShape {
    /// Transactions in a page, in a bare array, one by one or as JSON Lines.
    static let shippo = RecordShape(
        record: Group(id: 0, at: "results", "", fields: ShippoField.allCases.map { [$0.name] }), matching: .folded)

    /// What a transaction's metadata say when they are JSON.
    static let shippoMetadata = RecordShape(
        record: Group(id: 0, at: "", fields: ShippoMetadata.keys.map { [$0] }), matching: .folded)
}
