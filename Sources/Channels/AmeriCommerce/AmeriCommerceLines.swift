import Orders
import WireFormats

/// The lines of an order and its payments.
extension AmeriCommerceOrderDecoder {
    // MARK: - Lines

    func items(_ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = values.record
        var instance = 1
        while instance < record.instanceCount {
            guard record.group(of: instance) == AmeriCommerceGroup.item else {
                instance += 1
                continue
            }
            var end = instance + 1
            while end < record.instanceCount, record.parent(of: end) == instance { end += 1 }
            item(instance, parts: (instance + 1)..<end, values, &decoding, &order)
            instance = end
        }
        decoding.warnOfRepeatedLines(
            of: order, slot: AmeriCommerceItemField.id.rawValue, of: AmeriCommerceGroup.item, values.itemName(.id))
        order.addWeightOfItems()
    }

    private func item(
        _ instance: Int, parts: Range<Int>, _ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding,
        _ order: inout Order
    ) {
        func value(_ field: AmeriCommerceItemField) -> Field { values(field, of: instance) }
        func path(_ field: AmeriCommerceItemField) -> String { values.itemName(field) }
        var line = LineItem()
        line.lineItemKey = decoding.text(value(.id), path(.id))
        line.productId = decoding.text(value(.productID), path(.productID))
        // The full number has the variants' extensions [C].
        line.sku = decoding.text(value(.fullNumber), path(.fullNumber))
        if line.sku.isAbsent { line.sku = decoding.text(value(.number), path(.number)) }
        line.name = decoding.text(value(.name), path(.name))
        line.imageUrl = decoding.text(value(.image), path(.image))
        line.warehouseLocation = decoding.text(value(.location), path(.location))
        line.quantity = decoding.quantity(value(.quantity), path(.quantity))
        line.unitPrice = decoding.money(value(.price), path(.price))
        line.taxAmount = decoding.money(value(.tax), path(.tax))
        let discount = decoding.money(value(.discountAmount), path(.discountAmount))
        line.discountAmount = discount == .zero ? nil : discount
        line.weight = weight(value(.weight), values, instance, &decoding)
        line.adjustment = decoding.boolean(value(.isDiscount), path(.isDiscount)) ?? false
        decoding.settleKind(
            of: &line, price: value(.price), path(.price), quantity: value(.quantity), path(.quantity),
            at: values.record.position(of: instance))
        if decoding.boolean(value(.isNonShipping), path(.isNonShipping)) == true { line.ships = false }
        compareShipTo(of: value(.shippingAddressID), path(.shippingAddressID), line, values, &decoding)
        let firstOption = order.options.count
        for part in parts { add(part, to: &line, values, &decoding, &order) }
        options(of: instance, values, &decoding, &order)
        line.options = firstOption..<order.options.count
        note(value(.giftMessage), path(.giftMessage), of: line, to: &order.giftMessage, &decoding)
        note(value(.note), path(.note), of: line, to: &order.customerNotes, &decoding)
        note(value(.adminComments), path(.adminComments), of: line, to: &order.internalNotes, &decoding)
        order.items.append(line)
    }

    /// Adds what is said of one item to what is said of the order, which alone has a place for it.
    private func note(
        _ field: Field, _ name: @autoclosure () -> String, of line: LineItem, to notes: inout Text,
        _ decoding: inout FieldDecoding
    ) {
        guard !field.isEmpty else { return }
        decoding.noteRepetition(of: field, name)
        func string(_ text: Text) -> String { decoding.record.string(at: text.offset, count: text.count) }
        let item = line.sku.isAbsent ? line.name : line.sku
        let note = (item.isAbsent ? "" : string(item) + ": ") + decoding.record.string(field)
        notes = Text(decoding.record.append(notes.isAbsent ? note : string(notes) + "\n" + note))
    }

    private func weight(
        _ weight: Field, _ values: AmeriCommerceRecord, _ item: Int, _ decoding: inout FieldDecoding
    ) -> Weight? {
        var unit = values(.weightUnit, of: item)
        let id = values(.weightUnitID, of: item)
        if unit.isEmpty, !id.isEmpty {
            // [C: ShipWorks] 1 is pounds, 2 kilograms; another stays what it is and is no unit.
            let names = ["1": "lb", "2": "kg"]
            let number = decoding.record.string(id)
            unit = decoding.record.append(names[number] ?? number, from: id.position)
        }
        return decoding.weight(
            weight, unit, values.itemName(.weight),
            values.itemName(.weightUnit))
    }

    /// An item may go elsewhere than the order; the normal form has one address.
    private func compareShipTo(
        of field: Field, _ name: @autoclosure () -> String, _ line: LineItem, _ values: AmeriCommerceRecord,
        _ decoding: inout FieldDecoding
    ) {
        let record = decoding.record
        let named = values(.shippingAddressID)
        let orders = named.isEmpty || record.has("0", in: named) ? values.nestedShippingAddressID : named
        guard line.ships, !field.isEmpty, !record.has("0", in: field), !orders.isEmpty, !record.isEqual(field, orders)
        else { return }
        decoding.findings.warn(
            RecordIssue(
                .shipToDiffers, field: name(), value: record.string(field), at: field.position,
                "the item goes to another address than the order; ship it by hand"))
    }

    // MARK: - Options

    /// Takes in a variant, a personalization or a custom field.
    private func add(
        _ part: Int, to line: inout LineItem, _ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding,
        _ order: inout Order
    ) {
        let name = values(AmeriCommercePairField.name, of: part)
        let value = values(AmeriCommercePairField.value, of: part)
        switch values.record.group(of: part) {
        case AmeriCommerceGroup.customField, AmeriCommerceGroup.productField:
            // Where the item itself has a place, that of its product is not asked.
            let isOfItem = values.record.group(of: part) == AmeriCommerceGroup.customField
            guard decoding.record.has("shipstationwarehouselocation", in: name), !value.isEmpty,
                isOfItem || line.warehouseLocation.isAbsent
            else { return }
            line.warehouseLocation = Text(value)
        default:
            if !name.isEmpty || !value.isEmpty {
                order.options.append(ItemOption(name: Text(name), value: Text(value)))
            } else {
                let description = values(AmeriCommercePairField.description, of: part)
                addOption(0..<Int(description.count), of: description, decoding.record, &order)
            }
        }
    }

    /// The options that the SOAP model has in two texts: `Colour: Blue, Size: L` and `Engraving: Ana|Gift box`.
    private func options(
        of item: Int, _ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding, _ order: inout Order
    ) {
        let variations = values(.variations, of: item)
        let customizations = values(.customizations, of: item)
        guard !variations.isEmpty || !customizations.isEmpty else { return }
        add(Self.variations, of: variations, decoding.record, &order)
        add({ $0.split(separator: "|") }, of: customizations, decoding.record, &order)
    }

    private func add(
        _ parts: (String) -> [Substring], of field: Field, _ record: Record, _ order: inout Order
    ) {
        let text = record.string(field)
        for part in parts(text) {
            let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
            addOption(start..<(start + part.utf8.count), of: field, record, &order)
        }
    }

    /// Splits variations at commas, but for those inside of a value: what has no colon belongs to the part before.
    static func variations(_ text: String) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        for comma in text.indices where text[comma] == "," {
            let rest = text[text.index(after: comma)...]
            let next = rest.prefix { $0 != "," }
            guard next.contains(": ") else { continue }
            parts.append(text[start..<comma])
            start = rest.startIndex
        }
        if start < text.endIndex { parts.append(text[start...]) }
        return parts
    }

    /// Adds an option as it stands in a part of a field, `Colour: Blue`; without a colon it is all value.
    private func addOption(_ range: Range<Int>, of field: Field, _ record: Record, _ order: inout Order) {
        let text = record.bytes(of: field)
        let colon = range.first { text[$0] == UInt8(ascii: ":") }
        let name = record.trimmed(range.lowerBound..<(colon ?? range.lowerBound), of: field)
        let value = record.trimmed((colon.map { $0 + 1 } ?? range.lowerBound)..<range.upperBound, of: field)
        guard !value.isEmpty || !name.isEmpty else { return }
        order.options.append(ItemOption(name: Text(field, name), value: Text(field, value)))
    }

    // MARK: - Payments

    /// How the order is paid, and what has been paid: payments that were declined or taken back do not count.
    func payments(_ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding, _ order: inout Order) {
        var paid: Money?
        for instance in 1..<max(1, values.record.instanceCount)
        where values.record.group(of: instance) == AmeriCommerceGroup.payment {
            func value(_ field: AmeriCommercePaymentField) -> Field { values(field, of: instance) }
            func isSet(_ field: AmeriCommercePaymentField) -> Bool {
                decoding.boolean(value(field), "payments/" + values.name(field)) == true
            }
            if isSet(.isDeclined) || isSet(.isVoid) { continue }
            if order.paymentMethod.isAbsent {
                order.paymentMethod = Text(value(.methodName).isEmpty ? value(.type) : value(.methodName))
            }
            guard isSet(.isApproved) || isSet(.isCaptured) else { continue }
            if let amount = decoding.money(value(.amount), "payments/" + values.name(AmeriCommercePaymentField.amount))
            {
                paid = (paid ?? .zero).adding(amount)
            }
            if order.paymentDate == nil {
                order.paymentDate = decoding.timestamp(
                    value(.paidAt), "payments/" + values.name(AmeriCommercePaymentField.paidAt), in: store.timeZone)
            }
        }
        order.amountPaid = paid
        if order.paymentMethod.isAbsent { order.paymentMethod = decoding.text(values, .paymentMethod) }
    }
}
