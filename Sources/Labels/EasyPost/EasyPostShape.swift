import WireFormats

/// The parts of a record: a shipment, a refund, or an order with its shipments.
enum EasyPostGroup {
    static let record = 0
    static let box = 1
    static let fee = 2
}

/// The values of a shipment, an order or a refund; the raw value is the slot [C: shipstation-formats §4.4].
enum EasyPostField: Int, LabelSlot {
    case id
    case object
    case mode
    case reference
    case isReturn
    case createdAt
    case trackingCode
    case status
    case refundStatus
    case labelId
    case labelCreatedAt
    case labelDate
    case carrier
    case service
    case rate
    case currency
    case trackerCarrier
    case trackingUrl
    case package
    case weight
    /// Of a refund: the shipment that it is of, and its carrier.
    case shipmentId
    case refundCarrier
    /// Of an answer that is no label.
    case errorCode

    /// The member's place below the shipment.
    var name: String {
        switch self {
        case .isReturn: "is_return"
        case .createdAt: "created_at"
        case .trackingCode: "tracking_code"
        case .refundStatus: "refund_status"
        case .labelId: "postage_label/id"
        case .labelCreatedAt: "postage_label/created_at"
        case .labelDate: "postage_label/label_date"
        case .carrier: "selected_rate/carrier"
        case .service: "selected_rate/service"
        case .rate: "selected_rate/rate"
        case .currency: "selected_rate/currency"
        case .trackerCarrier: "tracker/carrier"
        case .trackingUrl: "tracker/public_url"
        case .package: "parcel/predefined_package"
        case .weight: "parcel/weight"
        case .shipmentId: "shipment_id"
        case .refundCarrier: "carrier"
        case .errorCode: "error/code"
        default: String(describing: self)
        }
    }
}

/// The values of a fee.
enum EasyPostFeeField: Int, CaseIterable {
    case type
    case amount

    /// The member's place below the fee.
    var path: String { String(describing: self) }
}

extension RecordShape {
    /// Lists of shipments or refunds, and shipments, orders or refunds alone, in a bare array or as JSON Lines.
    ///
    /// An order is told from a list by what stands in front of its `shipments`.
    static let easyPost: RecordShape = {
        let fields = EasyPostField.allCases.map { [$0.name] }
        let fees = Group(
            id: EasyPostGroup.fee, at: "fees", fields: EasyPostFeeField.allCases.map { [$0.path] })
        return RecordShape(
            record: Group(
                id: EasyPostGroup.record, at: "shipments", "refunds", "", fields: fields,
                groups: [fees, Group(id: EasyPostGroup.box, at: "shipments", fields: fields, groups: [fees])]),
            matching: .folded)
    }()
}

extension Record {
    func value(_ field: EasyPostFeeField, ofFee fee: Int) -> Field { self.field(field.rawValue, of: fee) }
}
