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

    /// A value that is an id: programs that have only one kind of number write 2 as `2.0`.
    func id(_ field: AmeriCommerceField) -> Field { record.wholeNumber(self(field)) }

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

    /// The values of a record beside the orders, as strings; the first is the id.
    func strings<Name: AmeriCommerceFieldNaming>(_: Name.Type) -> [String] {
        Name.allCases.map { field in
            let value = value(field, of: 0)
            return record.string(field.rawValue == 0 ? record.wholeNumber(value) : value)
        }
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

extension Record {
    /// A number without the decimals of one that has none, `2.0`; any other value as it is.
    fileprivate func wholeNumber(_ field: Field) -> Field {
        guard field.count > 2 else { return field }
        let text = bytes(of: field)
        var end = text.count
        while end > 0, text[end - 1] == UInt8(ascii: "0") { end -= 1 }
        guard end > 1, end < text.count, text[end - 1] == UInt8(ascii: ".") else { return field }
        for index in 0..<(end - 1) where !(0x30...0x39).contains(text[index]) { return field }
        return field.part(from: 0, count: end - 1)
    }
}
