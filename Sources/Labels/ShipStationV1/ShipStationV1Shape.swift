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

    /// The member's place below the record.
    var name: String {
        switch self {
        case .weightValue: "weight/value"
        case .weightUnits: "weight/units"
        case .storeId: "advancedOptions/storeId"
        default: String(describing: self)
        }
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
}

extension RecordShape {
    /// The lists of both calls, as they come in an envelope, as a bare array, one by one or as JSON Lines.
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

extension Record {
    func field(_ field: ShipStationV1ItemField, of item: Int) -> Field { self.field(field.rawValue, of: item) }
}
