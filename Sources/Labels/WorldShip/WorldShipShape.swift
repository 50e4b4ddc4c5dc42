import WireFormats

/// The columns of an export; the raw value is the slot [C: shipstation-formats §4.7].
///
/// WorldShip names a column by its table and its field, without blanks; users choose which they export.
enum WorldShipColumn: Int, LabelSlot {
    case trackingNumber
    case postalTrackingNumber
    case reference1
    case reference2
    case reference3
    case reference4
    case reference5
    case weight
    case packageType
    case packagePublishedCharge
    case packageNegotiatedCharge
    case packageVoid
    case packageReturn
    case serviceType
    case shipmentID
    case collectionDate
    case shipmentPublishedCharge
    case shipmentNegotiatedCharge
    case shipmentVoid
    case shipmentReturn

    /// WorldShip's own name; case and blanks do not count.
    var name: String {
        switch self {
        case .trackingNumber: "PackageTrackingNumber"
        case .postalTrackingNumber: "PackagePostalServiceTrackingID"
        case .reference1: "PackageReference1"
        case .reference2: "PackageReference2"
        case .reference3: "PackageReference3"
        case .reference4: "PackageReference4"
        case .reference5: "PackageReference5"
        case .weight: "PackageWeight"
        case .packageType: "PackagePackageType"
        case .packagePublishedCharge: "PackagePackagePublishedCharge"
        case .packageNegotiatedCharge: "PackagePackageNegotiatedRatesCharge"
        case .packageVoid: "PackageVoidIndicator"
        case .packageReturn: "PackageReturnServiceOption"
        case .serviceType: "ShipmentInformationServiceType"
        case .shipmentID: "ShipmentInformationShipmentID"
        case .collectionDate: "ShipmentInformationCollectionDate"
        case .shipmentPublishedCharge: "ShipmentInformationTotalShipmentPublishedCharge"
        case .shipmentNegotiatedCharge: "ShipmentInformationTotalShipperNegotiatedRatesCharge"
        case .shipmentVoid: "ShipmentInformationVoidIndicator"
        case .shipmentReturn: "ShipmentInformationReturnServiceOption"
        }
    }

    static let references: [WorldShipColumn] = [.reference1, .reference2, .reference3, .reference4, .reference5]
}

extension RecordShape {
    /// One row of an export: a package.
    static let worldShip = RecordShape(columns: WorldShipColumn.allCases.map { [$0.name] })
}
