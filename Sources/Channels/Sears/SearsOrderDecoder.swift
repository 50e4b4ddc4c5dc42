import Orders
import WireFormats

/// Decodes purchase orders of Sears.
struct SearsOrderDecoder: OrderDecoder {
    private let store: StoreSettings
    private let statuses: StatusTable
    /// What becomes of a part of a line is said in Sears' own words, whatever the store's table is.
    private let lineStatuses: StatusTable
    /// Whether the orders come as rows of a table.
    private let isTable: Bool

    init(store: StoreSettings, defaultStatuses: StatusTable, isTable: Bool) {
        self.isTable = isTable
        self.store = store
        statuses = store.statuses ?? defaultStatuses
        lineStatuses = defaultStatuses
    }

    mutating func decode(_ record: inout Record, into order: inout Order, findings: inout RecordFindings) {
        guard record.group(of: 0) == SearsGroup.order else {
            findings.document = Self.answer(record.string(record.field(0)))
            return
        }
        var decoding = FieldDecoding(record, findings)
        identity(&decoding, &order)
        excludePickup(&decoding)
        decoding.requireRecent(order, record(.poDate), name(.poDate), store.oldest)
        decoding.decodeStatus(record(.poStatus), name(.poStatus), statuses, store.unknownStatus, into: &order)
        order.currency = Currency("USD") ?? .unknown
        customer(&decoding, &order)
        shipTo(&decoding, &order)
        let isAsOrdered = items(&decoding, &order)
        decoding.warnOfRepeatedLines(
            of: order, slot: SearsLineField.lineNumber.rawValue, of: SearsGroup.line, name(line: .lineNumber))
        money(&decoding, &order)
        channelData(&decoding, &order)
        // The total is that of the order as it was placed.
        if isAsOrdered, !record(.totalOrderValue).isEmpty {
            decoding.checkTotal(of: order, record(.totalOrderValue), name(.totalOrderValue))
        }
        record = decoding.record
        findings = decoding.findings
    }

    /// An answer in place of the orders: that there are none is the only one that is no failure [C].
    private static func answer(_ detail: String) -> DocumentMessage {
        if detail.lowercased().contains("no pos found") { return .noOrders(detail) }
        return .failed(detail.isEmpty ? "an api-response without purchase orders" : detail)
    }

    /// What the file calls a value, for messages.
    private func name(_ field: SearsField) -> String { isTable ? field.column : field.path }

    private func name(line field: SearsLineField) -> String { isTable ? field.column : field.linePath }

    // MARK: - The order

    /// Numbers come again after some time: only with its date a number names one order [D].
    private func identity(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.orderNumber = decoding.orderNumber(record(.poNumber), name(.poNumber))
        let date = decoding.text(record, .poDate)
        for (field, text) in [(SearsField.poNumber, order.orderNumber), (.poDate, date)] where text.isAbsent {
            decoding.findings.reject(
                RecordIssue(
                    .orderNumberMissing, field: name(field), at: record.position,
                    "an order is named by po-date and po-number, of which one is missing; mend the export"))
        }
        if !order.orderNumber.isAbsent, !date.isAbsent {
            let number = record.string(at: order.orderNumber.offset, count: order.orderNumber.count)
            let key = "\(record.string(record(.poDate)))-\(number)"
            order.orderKey = Text(decoding.record.append(key))
        }
        order.orderDate = day(&decoding)
        if order.orderDate != nil, !record(.poTime).isEmpty { order.orderDate = moment(&decoding) }
        order.shipByDate = decoding.timestamp(
            record(.expectedShipDate), name(.expectedShipDate), in: store.timeZone)
    }

    /// The day that is part of the key and goes back in notices: in the one form that Sears takes, or it would be another key.
    private func day(_ decoding: inout FieldDecoding) -> Timestamp? {
        let field = decoding.record(.poDate)
        guard !field.isEmpty else { return nil }
        let text = decoding.record.bytes(of: field)
        let isDay = text.count == 10 && text[4] == UInt8(ascii: "-") && text[7] == UInt8(ascii: "-")
        if isDay, let day = DateText.timestamp(text, in: store.timeZone) { return day }
        decoding.findings.reject(
            RecordIssue(
                .dateUnreadable, field: name(.poDate), value: decoding.record.string(field), at: field.position,
                "not a day as Sears writes and takes it; write it as 2026-11-24, which spreadsheets change"))
        return nil
    }

    /// Date and time are two elements.
    private func moment(_ decoding: inout FieldDecoding) -> Timestamp? {
        let record = decoding.record
        decoding.noteRepetition(of: record(.poTime)) { name(.poTime) }
        let text = Array("\(record.string(record(.poDate)))T\(record.string(record(.poTime)))".utf8)
        if let moment = DateText.timestamp(text.span, in: store.timeZone) { return moment }
        decoding.findings.reject(
            RecordIssue(
                .dateUnreadable, field: name(.poTime), value: record.string(record(.poTime)),
                at: record(.poTime).position, "not a time of the day; write it as 20:45:48"))
        return nil
    }

    /// Leaves out what the buyer fetches, which gets no label.
    ///
    /// An empty element says nothing.
    private func excludePickup(_ decoding: inout FieldDecoding) {
        let record = decoding.record
        for instance in 1..<max(1, record.instanceCount) where record.group(of: instance) == SearsGroup.pickup {
            let isGiven = SearsGroup.slotsOfPickup.map { !record.field($0, of: instance).isEmpty }
            guard isGiven.contains(true) else { continue }
            let isLocal = isGiven.prefix(SearsGroup.slotsOfLocalPickup).contains(true)
            return decoding.findings.exclude(
                RecordIssue(
                    .pickupOrder, field: isLocal ? "lmp-details" : "ship-to-store-detail",
                    at: record.position(of: instance), "the buyer fetches the order at a store"))
        }
    }

    private func customer(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.customerEmail = decoding.text(record, .customerEmail)
        order.billTo.name = decoding.text(record, .customerName)
        order.requestedShippingService = decoding.text(record, .shippingMethod)
    }

    private func shipTo(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.shipTo.name = decoding.text(record, .shipToName)
        streets(&decoding, &order.shipTo)
        order.shipTo.city = decoding.text(record, .city)
        order.shipTo.state = decoding.text(record, .state)
        order.shipTo.phone = decoding.text(record, .phone)
        // The format has no country: Sears ships within the United States.
        if !order.shipTo.isAbsent || !record(.zipcode).isEmpty {
            order.shipTo.country = Text(decoding.record.append(literal: "US"))
        }
        order.shipTo.postalCode = decoding.postalCode(
            record(.zipcode), name(.zipcode), country: order.shipTo.country, isRequired: true)
        decoding.requireShipTo(of: order, names: shipToNames)
    }

    private var shipToNames: ShipToNames {
        ShipToNames(
            name: name(.shipToName), street: isTable ? "address" : "shipping-detail/address", city: name(.city),
            state: name(.state), postalCode: name(.zipcode), country: "shipping-detail")
    }

    /// The address comes line by line, each in an element of its own [D]; we have three.
    private func streets(_ decoding: inout FieldDecoding, _ address: inout Address) {
        let record = decoding.record
        let streets = (1..<max(1, record.instanceCount)).filter { record.group(of: $0) == SearsGroup.street }
        let lines = (isTable ? SearsTableSlot.streets.map(record.field) : streets.map { record.field(0, of: $0) })
            .filter { !$0.isEmpty }
        if let first = lines.first { address.street1 = Text(first) }
        if lines.count > 1 { address.street2 = Text(lines[1]) }
        if lines.count == 3 { address.street3 = Text(lines[2]) }
        if lines.count > 3 {
            let rest = lines.dropFirst(2).map { record.string($0) }.joined(separator: ", ")
            address.street3 = Text(decoding.record.append(rest))
        }
    }

    private func money(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.shippingAmount = decoding.money(record(.totalShipping), name(.totalShipping))
        order.taxAmount = sum(
            [
                decoding.money(record(.totalSalesTax), name(.totalSalesTax)),
                decoding.money(record(.totalShippingTax), name(.totalShippingTax)),
            ])
        order.orderTotal = decoding.money(record(.totalOrderValue), name(.totalOrderValue))
        let goods = decoding.money(record(.totalSellPrice), name(.totalSellPrice))
        // Before v18 nothing but the parts of the total is there.
        if order.orderTotal == nil, goods != nil {
            order.orderTotal = sum([goods, order.shippingAmount, order.taxAmount])
        }
    }

    private func sum(_ amounts: [Money?]) -> Money? {
        let known = amounts.compactMap(\.self)
        guard let first = known.first else { return nil }
        return known.dropFirst().reduce(first) { sum, amount in sum?.adding(amount) }
    }

    private func channelData(_ decoding: inout FieldDecoding, _ order: inout Order) {
        for (field, name) in Self.channelData {
            let value = decoding.text(decoding.record, field)
            if !value.isAbsent { order.channelData.append(ChannelDatum(name: name, value: value)) }
        }
    }

    private static let channelData: [(field: SearsField, name: String)] = [
        SearsField.poDate, .poNumber, .poTime, .unit, .site, .channel, .locationID, .poNumberWithDate,
        .confirmationNumber, .promisedDate, .carrier,
    ]
    .map { ($0, $0.column) }

    // MARK: - The lines

    /// Decodes the lines, what is noted at them, and what of them is still to be shipped.
    /// - Returns: Whether that is all that was ordered.
    private func items(_ decoding: inout FieldDecoding, _ order: inout Order) -> Bool {
        let record = decoding.record
        var notes = LineNotes()
        var isAsOrdered = true
        for instance in 1..<max(1, record.instanceCount) where record.group(of: instance) == SearsGroup.line {
            var line = LineItem()
            line.lineItemKey = decoding.text(record, .lineNumber, instance)
            line.sku = decoding.text(record, .itemID, instance)
            line.name = decoding.text(record, .itemName, instance)
            line.unitPrice = decoding.money(record(line: .price, of: instance), name(line: .price))
            line.shippingAmount = decoding.money(
                record(line: .shipping, of: instance), name(line: .shipping))
            line.taxAmount = sum(
                [
                    decoding.money(record(line: .salesTax, of: instance), name(line: .salesTax)),
                    decoding.money(record(line: .shippingTax, of: instance), name(line: .shippingTax)),
                ])
            let ordered = decoding.quantity(record(line: .quantity, of: instance), name(line: .quantity))
            let parts = parts(of: instance, ordered, &decoding)
            line.quantity = parts.open ?? ordered
            line.cancelledQuantity = parts.cancelled
            decoding.settleKind(
                of: &line, price: record(line: .price, of: instance), name(line: .price),
                quantity: record(line: .quantity, of: instance), name(line: .quantity),
                at: record.position(of: instance))
            if line.quantity == .zero { line.ships = false }
            if line.quantity != ordered { isAsOrdered = false }
            notes.add(line: instance, of: record, memos(of: instance, record))
            order.items.append(line)
        }
        notes.write(into: &order, &decoding.record)
        return isAsOrdered
    }

    /// How many pieces of a line are neither shipped nor cancelled, and how many are cancelled: a line may be in parts with
    /// a status each [D].
    /// - Returns: What is open, `nil` for a line that is not in parts; and what is cancelled, `nil` for nothing.
    private func parts(
        of line: Int, _ ordered: Quantity?, _ decoding: inout FieldDecoding
    ) -> (open: Quantity?, cancelled: Quantity?) {
        let record = decoding.record
        if isTable {
            // A row is one part: all of it is open, or nothing.
            let status = status(record.field(SearsTableSlot.lineStatus, of: line), &decoding)
            return (status == nil ? nil : .zero, status == .cancelled ? ordered : nil)
        }
        var parts: (open: Quantity?, cancelled: Quantity?)
        for instance in record.details(of: line) {
            let field = record(detail: .quantity, of: instance)
            guard let pieces = decoding.quantity(field, Self.partQuantity) else { continue }
            if pieces < .zero {
                decoding.findings.reject(
                    RecordIssue(
                        .quantityUnreadable, field: Self.partQuantity, value: record.string(field), at: field.position,
                        "a part of a line with a quantity below zero; mend the export"))
            }
            parts.open = parts.open ?? .zero
            switch status(record(detail: .status, of: instance), &decoding) {
            case nil: parts.open = parts.open?.adding(pieces)
            case .cancelled: parts.cancelled = (parts.cancelled ?? .zero).adding(pieces)
            default: break
            }
        }
        return parts
    }

    private static let partQuantity = "po-line/po-line-detail/quantity"

    private func memos(of line: Int, _ record: Record) -> [Field] {
        if isTable { return SearsTableSlot.memos.map { record.field($0, of: line) } }
        return record.details(of: line).flatMap {
            [record(detail: .internalMemo, of: $0), record(detail: .externalMemo, of: $0)]
        }
    }

    /// What became of a part: shipped, cancelled, or nothing yet.
    ///
    /// A word that Sears does not document may stand for work to be done.
    private func status(_ word: Field, _ decoding: inout FieldDecoding) -> OrderStatus? {
        guard !word.isEmpty else { return nil }
        switch lineStatuses[decoding.record.bytes(of: word)] {
        case .status(.shipped): return .shipped
        case .status(.cancelled): return .cancelled
        case nil:
            decoding.findings.warn(
                RecordIssue(
                    .lineStatusUnknown, field: isTable ? "po-line-status" : "po-line/po-line-detail/po-line-status",
                    value: decoding.record.string(word), at: word.position,
                    "a word of a line that Sears does not document; the line is taken as open"))
            return nil
        default: return nil
        }
    }
}

/// What is said at the lines of an order and concerns it as a whole.
private struct LineNotes {
    private var notes: [String] = []
    private var giftMessages: [String] = []

    mutating func add(line: Int, of record: Record, _ memos: [Field]) {
        let number = record.string(record(line: .lineNumber, of: line))
        let texts = [record(line: .handling, of: line), record(line: .cancellationWarning, of: line)] + memos
        notes += texts.filter { !$0.isEmpty }.map { "Line \(number): \(record.string($0))" }
        let message = record(line: .giftMessage, of: line)
        if !message.isEmpty { giftMessages.append(record.string(message)) }
    }

    func write(into order: inout Order, _ record: inout Record) {
        if !notes.isEmpty { order.internalNotes = Text(record.append(notes.joined(separator: "\n"))) }
        guard !giftMessages.isEmpty else { return }
        order.gift = true
        order.giftMessage = Text(record.append(giftMessages.joined(separator: "\n")))
    }
}

extension SearsLineField {
    /// The element's place below `purchase-order`, for messages.
    fileprivate var linePath: String { "po-line/" + path }
}

extension FieldDecoding {
    fileprivate mutating func text(_ record: Record, _ field: SearsField) -> Text {
        text(record(field), field.path)
    }

    fileprivate mutating func text(_ record: Record, _ field: SearsLineField, _ instance: Int) -> Text {
        text(record(line: field, of: instance), field.linePath)
    }
}
