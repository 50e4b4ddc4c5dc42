import WireFormats

/// The parts of a record of `GET /shipments` or `GET /fulfillments`.
enum ShipStationV1Group {
    static let label = 0
    static let item = 1
}

/// The values of a shipment or fulfillment; the raw value is the slot [D, C: shipstation-formats §4.1].
enum ShipStationV1Field: Int, LabelSlot {
    case shipmentId
    case fulfillmentId
    case orderKey
    case orderNumber
    case createDate
    case shipDate
    case shipmentCost
    case insuranceCost
    case trackingNumber
    case isReturnLabel
    case carrierCode
    case serviceCode
    case packageCode
    case voided
    case voidRequested
    case voidDate
    case weightValue
    case weightUnits
    case storeId
    /// The list itself, to tell an empty one from none.
    case shipmentItems
    // What a label was asked for with, and the reply, where both were kept.
    case requestOrderId
    case requestOrderKey
    case requestOrderNumber
    case requestStoreId
    case requestShipDate
    case requestCarrierCode
    case requestServiceCode
    case requestPackageCode
    case requestWeightValue
    case requestWeightUnits
    case requestTestLabel
    case responseShipmentId
    case responseShipmentCost
    case responseInsuranceCost
    case responseTrackingNumber

    /// The member's place below the record.
    var name: String {
        switch self {
        case .weightValue: "weight/value"
        case .weightUnits: "weight/units"
        case .storeId: "advancedOptions/storeId"
        case .requestOrderId: "request/orderId"
        case .requestOrderKey: "request/orderKey"
        case .requestOrderNumber: "request/orderNumber"
        case .requestStoreId: "request/advancedOptions/storeId"
        case .requestShipDate: "request/shipDate"
        case .requestCarrierCode: "request/carrierCode"
        case .requestServiceCode: "request/serviceCode"
        case .requestPackageCode: "request/packageCode"
        case .requestWeightValue: "request/weight/value"
        case .requestWeightUnits: "request/weight/units"
        case .requestTestLabel: "request/testLabel"
        case .responseShipmentId: "response/shipmentId"
        case .responseShipmentCost: "response/shipmentCost"
        case .responseInsuranceCost: "response/insuranceCost"
        case .responseTrackingNumber: "response/trackingNumber"
        default: String(describing: self)
        }
    }

    /// Those of a request with its reply [I]: a shipment has none.
    static let ofRequests: [ShipStationV1Field] = allCases.filter {
        $0.name.hasPrefix("request/") || $0.name.hasPrefix("response/")
    }
}

/// The values of an item in the box.
enum ShipStationV1ItemField: Int, CaseIterable {
    case lineItemKey
    case sku
    case name
    case quantity

    /// The member's place below the item.
    var path: String { String(describing: self) }

    /// The slot with the member's place below the record.
    var slot: BoxItemSlots.Slot {
        BoxItemSlots.Slot(rawValue, ShipStationV1Field.shipmentItems.name + "/" + path)
    }
}

extension RecordShape {
    /// The lists of both calls, as they come in an envelope, as a bare array, one by one or as JSON Lines; and label
    /// requests with their replies, which have no envelope.
    static let shipStationV1 = RecordShape(
        record: Group(
            id: ShipStationV1Group.label, at: "shipments", "fulfillments", "",
            fields: ShipStationV1Field.allCases.map { [$0.name] },
            groups: [
                Group(
                    id: ShipStationV1Group.item, at: ShipStationV1Field.shipmentItems.name,
                    fields: ShipStationV1ItemField.allCases.map { [$0.path] })
            ]))
}
