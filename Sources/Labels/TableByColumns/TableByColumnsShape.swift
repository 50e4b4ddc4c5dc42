import WireFormats

/// The columns of our own tables of shipments, as `docs/files.md` has them; the raw value is the slot.
///
/// What the table says of its own source is not read: a label's source is the file at hand.
enum TableByColumnsColumn: Int, LabelSlot {
    case shipmentId
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
    case voidDate
    case weightValue
    case weightUnits
    case shipmentItems
    case labelSystem
    case store
    case status
    case currency
    case carrier
    case service
    case packageSequence
    case trackingUrl
    case notesToCustomer
    case notifyCustomer

    /// Our name; case, blanks, `_` and `-` do not count.
    var name: String {
        switch self {
        case .weightValue: "weight.value"
        case .weightUnits: "weight.units"
        default: "\(self)"
        }
    }
}

extension RecordShape {
    /// One row of a table: a box.
    static let tableByColumns = RecordShape(columns: TableByColumnsColumn.allCases.map { [$0.name] })
}
