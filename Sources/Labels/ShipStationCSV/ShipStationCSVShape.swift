import WireFormats

/// The columns of a shipment export; the raw value is the slot.
///
/// Users choose the columns, so they are found by name and almost any may be missing [C: shipstation-formats §4.3].
enum ShipStationCSVColumn: Int, LabelSlot {
    case orderNumber
    case storeName
    case labelCreateDate
    case shipDate
    case shipmentCarrier
    case selectedCarrier
    case carrierName
    case shipmentService
    case selectedService
    case trackingNumber
    case weight
    case weightInOunces
    case packageCount
    case shipmentPackageType
    case servicePackageType
    case voidFlag
    case voidDate
    case carrierFee
    case shippingCost
    case insuranceCost
    case returnFlag
    case notesToBuyer
    case itemSKU
    case itemName
    case itemQuantity

    /// The header's names, the usual one first; case, blanks and hyphens do not count.
    var names: [String] {
        switch self {
        case .orderNumber: ["Order - Number"]
        case .storeName: ["Market - Store Name"]
        case .labelCreateDate: ["Date - Label Create Date"]
        case .shipDate: ["Date - Shipped Date", "Date - Ship date"]
        case .shipmentCarrier: ["Shipment - Carrier"]
        case .selectedCarrier: ["Carrier - Carrier Selected"]
        case .carrierName: ["Carrier - Name"]
        case .shipmentService: ["Shipment - Service"]
        case .selectedService: ["Carrier - Service Selected"]
        case .trackingNumber: ["Shipment - Tracking Number"]
        case .weight: ["Shipment - Weight"]
        case .weightInOunces: ["Shipment - Weight (Oz)"]
        case .packageCount: ["Shipment - Package Count"]
        case .shipmentPackageType: ["Shipment - Package Type"]
        case .servicePackageType: ["Service - Package Type"]
        case .voidFlag: ["Shipment - Void Flag"]
        case .voidDate: ["Shipment - Void Date"]
        case .carrierFee: ["Carrier - Fee"]
        case .shippingCost: ["Amount - Shipping Cost"]
        case .insuranceCost: ["Insurance - Cost"]
        case .returnFlag: ["Return - Return Label Flag"]
        case .notesToBuyer: ["Notes - To Buyer"]
        case .itemSKU: ["Item - SKU"]
        case .itemName: ["Item - Name"]
        case .itemQuantity: ["Item - Qty"]
        }
    }

    /// The usual name.
    var name: String { names[0] }
}

extension RecordShape {
    /// One row of a shipment export, or one line item of an order export.
    static let shipStationCSV = RecordShape(columns: ShipStationCSVColumn.allCases.map(\.names))
}
