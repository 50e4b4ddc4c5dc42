import Orders
import WireFormats

/// Decodes the lines of one order: goods, whose names stand on production cards, and lines that the shop typed itself.
struct InkSoftLines {
    /// The sizes on production cards by the line that they are of, and the cards by their item.
    private var sizes: [Digest: [Int]] = [:]
    private var cards: [Digest: [Int]] = [:]
    /// What all lines cost together; `nil` when that is not known.
    private(set) var total: Money? = .zero

    /// A card for each print; more of one line are not looked at, since nothing has so many sides.
    private static let cardLimit = 100

    init(of record: Record) {
        for instance in 1..<max(1, record.instanceCount) {
            switch record.group(of: instance) {
            case InkSoftGroup.card:
                add(instance, record(InkSoftCardField.orderRetailItemId, of: instance), record, to: \.cards)
            case InkSoftGroup.cardItem:
                add(instance, record(InkSoftCardItemField.orderRetailItemSizeId, of: instance), record, to: \.sizes)
            default: break
            }
        }
    }

    private mutating func add(
        _ instance: Int, _ id: Field, _ record: Record, to list: WritableKeyPath<InkSoftLines, [Digest: [Int]]>
    ) {
        guard !id.isEmpty else { return }
        let key = Digest(of: record.bytes(of: id))
        if self[keyPath: list][key, default: []].count < Self.cardLimit {
            self[keyPath: list][key, default: []].append(instance)
        }
    }

    mutating func decode(_ decoding: inout FieldDecoding, into order: inout Order) {
        let record = decoding.record
        var instance = 1
        while instance < record.instanceCount {
            var end = instance + 1
            while end < record.instanceCount, record.parent(of: end) != 0 { end += 1 }
            switch record.group(of: instance) {
            case InkSoftGroup.item: item(instance, parts: (instance + 1)..<end, &decoding, &order)
            case InkSoftGroup.customItem: customItem(instance, &decoding, &order)
            default: break
            }
            instance = end
        }
        order.addWeightOfItems()
    }

    // MARK: - Goods

    private mutating func item(
        _ instance: Int, parts: Range<Int>, _ decoding: inout FieldDecoding, _ order: inout Order
    ) {
        let record = decoding.record
        var line = LineItem()
        let sizeId = record(InkSoftItemField.orderRetailItemSizeId, of: instance)
        line.lineItemKey =
            sizeId.isEmpty
            ? decoding.text(instance, .orderRetailItemId) : decoding.text(instance, .orderRetailItemSizeId)
        line.productId = decoding.text(instance, .productId)
        line.quantity = decoding.quantity(
            record(InkSoftItemField.quantity, of: instance), InkSoftItemField.quantity.itemPath)
        line.unitPrice = decoding.money(
            record(InkSoftItemField.unitPrice, of: instance), InkSoftItemField.unitPrice.itemPath)
        let options = order.options.count
        addCards(of: instance, to: &line, options, &decoding, &order)
        if line.name.isAbsent { line.name = decoding.text(instance, .fullName) }
        if line.sku.isAbsent { line.sku = decoding.text(instance, .productStyleSizeId) }
        if let image = picture(parts, record) { line.imageUrl = image }
        decoding.settleKind(
            of: &line, price: record(InkSoftItemField.unitPrice, of: instance), InkSoftItemField.unitPrice.itemPath,
            quantity: record(InkSoftItemField.quantity, of: instance), InkSoftItemField.quantity.itemPath,
            at: record.position(of: instance))
        for part in parts { addPersonal(part, &decoding, &order) }
        let notes = record(InkSoftItemField.notes, of: instance)
        if !notes.isEmpty { order.options.append(option("Notes", Text(notes), &decoding)) }
        line.options = options..<order.options.count
        let given = decoding.money(
            record(InkSoftItemField.itemTotal, of: instance), InkSoftItemField.itemTotal.itemPath)
        total = (given ?? line.price).flatMap { total?.adding($0) }
        order.items.append(line)
    }

    /// Several cards of a line, front and back, are prints on the same pieces: they add words, never pieces.
    private func addCards(
        of instance: Int, to line: inout LineItem, _ options: Int, _ decoding: inout FieldDecoding,
        _ order: inout Order
    ) {
        let record = decoding.record
        for (card, size) in cards(of: instance, record) {
            func text(_ field: InkSoftCardField) -> Text { Text(record(field, of: card)) }
            if line.name.isAbsent { line.name = text(.productName) }
            if line.sku.isAbsent { line.sku = text(.productSku) }
            if line.imageUrl.isAbsent { line.imageUrl = text(.previewUrl) }
            addOnce("Color", text(.productStyleName), options, &decoding, &order)
            if let size {
                addOnce("Size", Text(record(InkSoftCardItemField.size, of: size)), options, &decoding, &order)
            }
            let design = text(.designName)
            addOnce("Design", design.isAbsent ? text(.artName) : design, options, &decoding, &order)
        }
    }

    /// The cards of a line, each with the line's size on it: those that name the line, or else those of its item.
    private func cards(of instance: Int, _ record: Record) -> [(card: Int, size: Int?)] {
        let sizeId = record(InkSoftItemField.orderRetailItemSizeId, of: instance)
        if !sizeId.isEmpty, let sizes = sizes[Digest(of: record.bytes(of: sizeId))] {
            return sizes.map { (record.parent(of: $0), $0) }
        }
        let itemId = record(InkSoftItemField.orderRetailItemId, of: instance)
        guard !itemId.isEmpty else { return [] }
        return (cards[Digest(of: record.bytes(of: itemId))] ?? []).map { ($0, nil) }
    }

    /// The first picture with the design, or else the first without.
    private func picture(_ parts: Range<Int>, _ record: Record) -> Text? {
        for field in InkSoftPreviewField.allCases {
            for part in parts where record.group(of: part) == InkSoftGroup.preview {
                let url = record(field, of: part)
                if !url.isEmpty { return Text(url) }
            }
        }
        return nil
    }

    /// What was put on the pieces for one person; two players may have the same name, so nothing is dropped.
    private func addPersonal(_ part: Int, _ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        switch record.group(of: part) {
        case InkSoftGroup.personalization:
            let name = record(InkSoftPersonalizationField.name, of: part)
            let value = record(InkSoftPersonalizationField.value, of: part)
            if name.isEmpty != value.isEmpty {
                decoding.findings.warn(
                    RecordIssue(
                        .optionIncomplete, field: "Items/PersonalizationValues", at: record.position(of: part),
                        "the option has only a name or only a value; it is kept as it is"))
            }
            if !name.isEmpty || !value.isEmpty {
                order.options.append(ItemOption(name: Text(name), value: Text(value)))
            }
        case InkSoftGroup.nameNumber:
            let values: [(StaticString, InkSoftNameNumberField)] = [("Name", .name), ("Number", .number)]
            for (title, field) in values where !record(field, of: part).isEmpty {
                order.options.append(option(title, Text(record(field, of: part)), &decoding))
            }
            let quantity = record(InkSoftNameNumberField.quantity, of: part)
            if !quantity.isEmpty, !record.bytes(of: quantity).isWord("1") {
                order.options.append(option("Quantity", Text(quantity), &decoding))
            }
        default: break
        }
    }

    // MARK: - Lines of the shop's own

    private mutating func customItem(_ instance: Int, _ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        func field(_ field: InkSoftCustomItemField) -> Field { record(field, of: instance) }
        var line = LineItem()
        line.lineItemKey = Text(field(.id))
        line.name = Text(field(.name).isEmpty ? field(.description) : field(.name))
        line.imageUrl = Text(field(.imageUrl))
        line.quantity = decoding.quantity(field(.quantity), "CustomLineItems/Quantity")
        line.unitPrice = decoding.money(field(.unitPrice), "CustomLineItems/UnitPrice")
        if record.bytes(of: field(.unitType)).isWord("perhour") {
            // Hours are work on the goods: nobody packs them, and nobody need count them.
            line.ships = false
        } else {
            line.weight = decoding.pounds(field(.unitWeight))
            decoding.settleKind(
                of: &line, price: field(.unitPrice), "CustomLineItems/UnitPrice", quantity: field(.quantity),
                "CustomLineItems/Quantity", at: record.position(of: instance))
        }
        let options = order.options.count
        if !field(.name).isEmpty { addOnce("Description", Text(field(.description)), options, &decoding, &order) }
        addOnce("Size", Text(field(.size)), options, &decoding, &order)
        addOnce("Style", Text(field(.style)), options, &decoding, &order)
        line.options = options..<order.options.count
        total = line.price.flatMap { total?.adding($0) }
        order.items.append(line)
    }

    // MARK: - Options

    private func option(_ name: StaticString, _ value: Text, _ decoding: inout FieldDecoding) -> ItemOption {
        ItemOption(name: Text(decoding.record.append(literal: name)), value: value)
    }

    /// Adds an option that has a value, unless the line already has it.
    /// - Parameter start: The line's first option.
    private func addOnce(
        _ name: StaticString, _ value: Text, _ start: Int, _ decoding: inout FieldDecoding, _ order: inout Order
    ) {
        guard !value.isAbsent else { return }
        let new = option(name, value, &decoding)
        let record = decoding.record
        func text(_ text: Text) -> String { record.string(at: text.offset, count: text.count) }
        let isKnown = order.options[start...].contains {
            text($0.name) == text(new.name) && text($0.value) == text(value)
        }
        if !isKnown { order.options.append(new) }
    }
}

extension LineItem {
    /// Price times quantity; `nil` when either is not known, or when it cannot be kept exactly.
    fileprivate var price: Money? { unitPrice?.multiplied(by: quantity ?? .one) }
}

extension FieldDecoding {
    fileprivate mutating func text(_ instance: Int, _ field: InkSoftItemField) -> Text {
        text(record(field, of: instance), field.itemPath)
    }

    /// A weight in pounds [I]; zero is what a form without an entry gives, so it is not known.
    fileprivate mutating func pounds(_ field: Field) -> Weight? {
        guard !field.isEmpty else { return nil }
        guard let number = WeightNumber(text: record.bytes(of: field)) else {
            findings.warn(
                RecordIssue(
                    .weightUnreadable, field: "CustomLineItems/UnitWeight", value: record.string(field),
                    at: field.position, "not a weight; the line is taken as one whose weight is not known"))
            return nil
        }
        return number == .zero ? nil : Weight(number, .pounds)
    }
}

extension InkSoftItemField {
    /// The member's place below the order, for messages.
    fileprivate var itemPath: String { "Items/" + member }
}
