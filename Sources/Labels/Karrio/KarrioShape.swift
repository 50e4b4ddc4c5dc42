import WireFormats

/// The parts of a shipment.
enum KarrioGroup {
    static let shipment = 0
    static let parcel = 1
    static let item = 2
    static let trackingNumber = 3
}

/// The values of a shipment; the raw value is the slot [C: shipstation-formats §4.6].
enum KarrioField: Int, LabelSlot {
    case id
    case status
    case testMode
    case isReturn
    case reference
    case orderId
    case metadataNumber
    case metadataOrderId
    case createdAt
    case shippingDate
    case shipmentDate
    case trackingNumber
    case shipmentIdentifier
    case trackingUrl
    case carrierName
    case hubCarrier
    case service
    case serviceName
    case totalCharge
    case currency
    /// Of an answer that is no label.
    case errorCode

    /// The member's place below the shipment.
    var name: String {
        switch self {
        case .testMode: "test_mode"
        case .isReturn: "is_return"
        case .orderId: "order_id"
        case .metadataNumber: "metadata/order_number"
        case .metadataOrderId: "metadata/order_id"
        case .createdAt: "created_at"
        case .shippingDate: "options/shipping_date"
        case .shipmentDate: "options/shipment_date"
        case .trackingNumber: "tracking_number"
        case .shipmentIdentifier: "shipment_identifier"
        case .trackingUrl: "meta/carrier_tracking_link"
        case .carrierName: "carrier_name"
        case .hubCarrier: "meta/carrier"
        case .serviceName: "selected_rate/meta/service_name"
        case .totalCharge: "selected_rate/total_charge"
        case .currency: "selected_rate/currency"
        case .errorCode: "errors/code"
        default: String(describing: self)
        }
    }
}

/// The values of a parcel.
enum KarrioParcelField: Int, LabelSlot {
    case weight
    case weightUnit
    case packagingType
    case packagePreset

    /// The member's place below the shipment.
    var name: String { "parcels/" + path }

    /// The member's place below the parcel.
    var path: String {
        switch self {
        case .weight: "weight"
        case .weightUnit: "weight_unit"
        case .packagingType: "packaging_type"
        case .packagePreset: "package_preset"
        }
    }
}

/// The values of an item in a parcel.
enum KarrioItemField: Int, CaseIterable {
    case sku
    case title
    case description
    case quantity

    /// The member's place below the item.
    var path: String { String(describing: self) }
}

extension RecordShape {
    /// Shipments in a page, in a bare array, one by one or as JSON Lines.
    static let karrio = RecordShape(
        record: Group(
            id: KarrioGroup.shipment, at: "results", "", fields: KarrioField.allCases.map { [$0.name] },
            groups: [
                Group(
                    id: KarrioGroup.parcel, at: "parcels", fields: KarrioParcelField.allCases.map { [$0.path] },
                    groups: [
                        Group(
                            id: KarrioGroup.item, at: "items", fields: KarrioItemField.allCases.map { [$0.path] })
                    ]),
                Group(id: KarrioGroup.trackingNumber, at: "meta/tracking_numbers", fields: [[""]]),
            ]),
        matching: .folded)
}

extension Record {
    func value(_ field: KarrioItemField, ofItem item: Int) -> Field { self.field(field.rawValue, of: item) }

    /// The parts of a group below an instance.
    func parts(_ group: Int, of parent: Int) -> [Int] {
        (0..<instanceCount).filter { self.group(of: $0) == group && self.parent(of: $0) == parent }
    }
}
