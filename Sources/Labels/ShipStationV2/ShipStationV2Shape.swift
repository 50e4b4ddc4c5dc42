import WireFormats

/// The parts of a label of `GET /v2/labels`.
enum ShipStationV2Group {
    static let label = 0
    static let package = 1
    static let item = 2
}

/// The values of a label; the raw value is the slot [D, C: shipstation-formats §4.2].
enum ShipStationV2Field: Int, LabelSlot {
    case labelId
    case shipmentId
    case nestedShipmentId
    case externalShipmentId
    case nestedExternalShipmentId
    case externalOrderId
    case nestedExternalOrderId
    case shipmentNumber
    case storeId
    case status
    case voided
    case voidedAt
    case isReturnLabel
    case isReturn
    case rmaNumber
    case outboundLabelId
    case testLabel
    case createdAt
    case shipDate
    case shipmentCost
    case shipmentCurrency
    case insuranceCost
    case insuranceCurrency
    case trackingNumber
    case trackingURL
    case carrierCode
    case serviceCode
    case packageCode
    /// The list itself, to tell one that is given twice.
    case packages
    /// The list itself, to tell an empty one from none.
    case items
    /// What kind of error an answer without a label reports; its words may name the recipient.
    case errorCode

    /// The member's place below the label, in the API's own spelling.
    var name: String {
        switch self {
        case .labelId: "label_id"
        case .shipmentId: "shipment_id"
        case .nestedShipmentId: "shipment/shipment_id"
        case .externalShipmentId: "external_shipment_id"
        case .nestedExternalShipmentId: "shipment/external_shipment_id"
        case .externalOrderId: "external_order_id"
        case .nestedExternalOrderId: "shipment/external_order_id"
        case .shipmentNumber: "shipment/shipment_number"
        case .storeId: "shipment/store_id"
        case .status: "status"
        case .voided: "voided"
        case .voidedAt: "voided_at"
        case .isReturnLabel: "is_return_label"
        case .isReturn: "shipment/is_return"
        case .rmaNumber: "rma_number"
        case .outboundLabelId: "outbound_label_id"
        case .testLabel: "test_label"
        case .createdAt: "created_at"
        case .shipDate: "ship_date"
        case .shipmentCost: "shipment_cost/amount"
        case .shipmentCurrency: "shipment_cost/currency"
        case .insuranceCost: "insurance_cost/amount"
        case .insuranceCurrency: "insurance_cost/currency"
        case .trackingNumber: "tracking_number"
        case .trackingURL: "tracking_url"
        case .carrierCode: "carrier_code"
        case .serviceCode: "service_code"
        case .packageCode: "package_code"
        case .packages: "packages"
        case .items: "shipment/items"
        case .errorCode: "errors/error_code"
        }
    }

    /// Where the value may stand.
    fileprivate var places: [String] {
        switch self {
        // A program may write the amount alone [I].
        case .shipmentCost: [name, "shipment_cost"]
        case .insuranceCost: [name, "insurance_cost"]
        default: [name]
        }
    }
}

/// The values of a package of the label.
enum ShipStationV2PackageField: Int, CaseIterable {
    case trackingNumber
    case packageCode
    case weightValue
    case weightUnit
    case sequence

    /// The member's place below the package.
    var path: String {
        switch self {
        case .trackingNumber: "tracking_number"
        case .packageCode: "package_code"
        case .weightValue: "weight/value"
        case .weightUnit: "weight/unit"
        case .sequence: "sequence"
        }
    }

    /// The member's place below the label.
    var name: String { ShipStationV2Field.packages.name + "/" + path }
}

/// The values of an item of the shipment that the label is for.
enum ShipStationV2ItemField: Int, CaseIterable {
    case lineItemKey
    case sku
    case name
    case quantity
    case externalOrderId
    case salesOrderId

    /// The member's place below the item.
    var path: String {
        switch self {
        case .lineItemKey: "external_order_item_id"
        case .sku: "sku"
        case .name: "name"
        case .quantity: "quantity"
        case .externalOrderId: "external_order_id"
        case .salesOrderId: "sales_order_id"
        }
    }

    /// The slot with the member's place below the label.
    var slot: BoxItemSlots.Slot {
        BoxItemSlots.Slot(rawValue, ShipStationV2Field.items.name + "/" + path)
    }
}

extension RecordShape {
    /// Labels as they come in an envelope, as a bare array, one by one or as JSON Lines.
    ///
    /// The SDKs write the same members in camel case [C], so case and `_` do not count.
    static let shipStationV2 = RecordShape(
        record: Group(
            id: ShipStationV2Group.label, at: "labels", "",
            fields: ShipStationV2Field.allCases.map(\.places),
            groups: [
                Group(
                    id: ShipStationV2Group.package, at: ShipStationV2Field.packages.name,
                    fields: ShipStationV2PackageField.allCases.map { [$0.path] }),
                Group(
                    id: ShipStationV2Group.item, at: ShipStationV2Field.items.name,
                    fields: ShipStationV2ItemField.allCases.map { [$0.path] }),
            ]),
        matching: .folded)
}

extension Record {
    func field(_ field: ShipStationV2PackageField, of package: Int) -> Field { self.field(field.rawValue, of: package) }

    /// The instances of a group, in their order.
    func instances(of group: Int) -> [Int] { (0..<instanceCount).filter { self.group(of: $0) == group } }
}
