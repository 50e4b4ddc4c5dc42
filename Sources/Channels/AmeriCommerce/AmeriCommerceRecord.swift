import WireFormats

/// The values of one record, whichever format it came in: the SOAP model wraps values that may be null.
struct AmeriCommerceRecord {
    let record: Record
    let wire: WireFormat

    /// Whether each value has a second slot that says whether it is null.
    private let hasNulls: Bool

    init(record: Record, wire: WireFormat) {
        self.record = record
        self.wire = wire
        hasNulls = wire == .xml
    }

    func callAsFunction(_ field: AmeriCommerceField) -> Field { value(field.rawValue, of: 0, AmeriCommerceOffset.end) }

    func callAsFunction(_ field: AmeriCommerceItemField, of item: Int) -> Field { value(field, of: item) }

    func callAsFunction(_ field: AmeriCommercePaymentField, of payment: Int) -> Field { value(field, of: payment) }

    func callAsFunction(_ field: AmeriCommercePairField, of pair: Int) -> Field { value(field, of: pair) }

    /// The id of the ship-to address that lies in the order itself.
    var nestedShippingAddressID: Field {
        value(
            AmeriCommerceOffset.shippingAddress + AmeriCommerceAddressField.id.rawValue, of: 0, AmeriCommerceOffset.end)
    }

    /// The values of a part of the order that lies in its own slots.
    func part<Name: AmeriCommerceFieldNaming>(_: Name.Type, from offset: Int) -> [Field] {
        Name.allCases.map { value(offset + $0.rawValue, of: 0, AmeriCommerceOffset.end) }
    }

    /// The values of a record beside the orders, as strings.
    func strings<Name: AmeriCommerceFieldNaming>(_: Name.Type) -> [String] {
        Name.allCases.map { record.string(value($0, of: 0)) }
    }

    private func value<Name: AmeriCommerceFieldNaming>(_ field: Name, of instance: Int) -> Field {
        value(field.rawValue, of: instance, Name.allCases.count)
    }

    private func value(_ slot: Int, of instance: Int, _ count: @autoclosure () -> Int) -> Field {
        guard hasNulls, FieldDecoding.boolean(record.bytes(of: record.field(count() + slot, of: instance))) == true
        else {
            return record.field(slot, of: instance)
        }
        return .absent
    }
}
