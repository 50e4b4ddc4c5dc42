import Orders
import WireFormats

/// Decodes orders of AmeriCommerce, and keeps what stands beside them for the orders that refer to it.
struct AmeriCommerceOrderDecoder: OrderDecoder {
    let store: StoreSettings
    private let statuses: StatusTable
    let wire: WireFormat
    private var joins = AmeriCommerceJoins()
    private var pages = AmeriCommercePages()

    init(store: StoreSettings, defaultStatuses: StatusTable, wire: WireFormat) {
        self.store = store
        statuses = store.statuses ?? defaultStatuses
        self.wire = wire
    }

    mutating func decode(_ record: inout Record, into order: inout Order, findings: inout RecordFindings) {
        let values = AmeriCommerceRecord(record: record, wire: wire)
        if let message = message(of: values) {
            findings.document = message
            return
        }
        var decoding = FieldDecoding(record, findings)
        joins.noteOrder()
        pages.noteOrder()
        let parts = AmeriCommerceParts(values, &joins, &decoding)
        identity(values, &decoding, &order)
        kind(values, parts, &decoding)
        decoding.requireRecent(order, values(.orderedAt), values.name(.orderedAt), store.oldest)
        status(values, parts, &decoding, &order)
        money(values, &decoding, &order)
        customer(values, parts, &decoding, &order)
        notes(values, &decoding, &order)
        items(values, &decoding, &order)
        payments(values, &decoding, &order)
        discounts(values, &decoding, &order)
        if let id = joins.shippedStatusID {
            order.channelData.append(ChannelDatum(name: "shippedStatusId", value: Text(decoding.record.append(id))))
        }
        record = decoding.record
        findings = decoding.findings
    }

    /// What a record that is no order says of the file.
    private mutating func message(of values: AmeriCommerceRecord) -> DocumentMessage? {
        let position = values.record.position
        switch values.record.group(of: 0) {
        case AmeriCommerceGroup.address:
            return joins.add(
                values.strings(AmeriCommerceAddressField.self), group: AmeriCommerceGroup.address, at: position)
        case AmeriCommerceGroup.customer:
            return joins.add(
                values.strings(AmeriCommerceCustomerField.self), group: AmeriCommerceGroup.customer, at: position)
        case AmeriCommerceGroup.status:
            return joins.add(
                values.strings(AmeriCommerceStatusField.self), group: AmeriCommerceGroup.status, at: position)
        case AmeriCommerceGroup.fault:
            return .failed(values.record.string(values.record.field(0)))
        case AmeriCommerceGroup.totalCount, AmeriCommerceGroup.nextPage, AmeriCommerceGroup.previousPage:
            return pages.take(values.record)
        default:
            guard values(.id).isEmpty, values(.orderNumber).isEmpty else { return nil }
            let answer = [values(.statusCode), values(.message)].filter { !$0.isEmpty }
            return answer.isEmpty ? nil : .failed(answer.map(values.record.string).joined(separator: " "))
        }
    }

    var failure: WireError? { pages.failure }
    var warnings: [RecordIssue] { pages.warnings }

    // MARK: - The order

    private func identity(_ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding, _ order: inout Order) {
        order.orderKey = decoding.orderNumber(values.id(.id), values.name(.id))
        order.orderNumber = decoding.orderNumber(values(.orderNumber), values.name(.orderNumber))
        if order.orderNumber.isAbsent { order.orderNumber = order.orderKey }
        if order.orderKey.isAbsent, !order.orderNumber.isAbsent {
            order.orderKey = order.orderNumber
            // Its updates name the number, since there is no id.
            order.channelData.append(
                ChannelDatum(name: "model", value: Text(decoding.record.append(literal: "integration"))))
        }
        if order.orderKey.isAbsent {
            decoding.findings.reject(
                RecordIssue(
                    .orderNumberMissing, field: values.name(.id), at: decoding.record.position,
                    "the order has neither an id nor a number; export it with one"))
        }
        order.orderDate = decoding.timestamp(values(.orderedAt), values.name(.orderedAt), in: store.timeZone)
        order.modifyDate = decoding.timestamp(values(.updatedAt), values.name(.updatedAt), in: store.timeZone)
    }

    /// Leaves out what is no order to ship.
    private func kind(
        _ values: AmeriCommerceRecord, _ parts: AmeriCommerceParts, _ decoding: inout FieldDecoding
    ) {
        let record = decoding.record
        let isQuote = record.has("quote", in: values(.orderType))
        if isQuote || parts.flag(.isQuote, values, &decoding) || record.begins(with: "quote -", parts.statusName) {
            decoding.findings.exclude(
                RecordIssue(
                    .quoteExcluded, field: values.name(isQuote ? .orderType : parts.statusSource),
                    value: record.string(isQuote ? values(.orderType) : parts.statusName), at: record.position,
                    "this is a quote; it becomes an order when it is accepted and paid"))
        }
        if decoding.boolean(values(.isPaymentOrderOnly), values.name(.isPaymentOrderOnly)) == true {
            decoding.findings.exclude(
                RecordIssue(
                    .shipsNothing, field: values.name(.isPaymentOrderOnly), value: "true",
                    at: values(.isPaymentOrderOnly).position, "the order only asks for a payment; there are no goods"))
        }
    }

    /// The status by its name, else by the flags of a status that the shop made itself.
    private func status(
        _ values: AmeriCommerceRecord, _ parts: AmeriCommerceParts, _ decoding: inout FieldDecoding,
        _ order: inout Order
    ) {
        let name = parts.statusName
        let isKnown = name.isEmpty || statuses[decoding.record.bytes(of: name)] != nil
        if !isKnown, store.statuses == nil, let meaning = parts.meaningOfFlags(values, &decoding) {
            order.channelStatus = Text(name)
            order.orderStatus = meaning
            return
        }
        decoding.decodeStatus(name, values.name(parts.statusSource), statuses, store.unknownStatus, into: &order)
    }

    private func money(_ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding, _ order: inout Order) {
        order.currency = store.currency
        order.orderTotal = decoding.money(values(.grandTotal), values.name(.grandTotal))
        order.taxAmount = decoding.money(values(.taxTotal), values.name(.taxTotal))
        order.shippingAmount = decoding.money(values(.shippingTotal), values.name(.shippingTotal))
        order.requestedShippingService = decoding.text(values, .shippingMethod)
        if order.requestedShippingService.isAbsent {
            order.requestedShippingService = decoding.text(values, .providerService)
        }
    }

    private func notes(_ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding, _ order: inout Order) {
        order.gift = decoding.boolean(values(.isGift), values.name(.isGift))
        order.giftMessage = decoding.text(values, .giftMessage)
        order.internalNotes = decoding.text(values, .adminComments)
        let notes = [AmeriCommerceField.specialInstructions, .instructions, .publicComments]
            .map { values($0) }.filter { !$0.isEmpty }
        if notes.count > 1 {
            let text = notes.map { decoding.record.string($0) }.joined(separator: "\n")
            order.customerNotes = Text(decoding.record.append(text))
        } else if let note = notes.first {
            order.customerNotes = Text(note)
        }
        order.storeId = decoding.text(values.id(.storeID), values.name(.storeID))
        // The shop writes this word for an order that nothing led to.
        if decoding.record.string(values(.source)) != "[none]" { order.source = decoding.text(values, .source) }
    }

    /// The discount of the order as a whole, else those among its lines.
    private func discounts(_ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding, _ order: inout Order) {
        var others = [AmeriCommerceField.handlingTotal, .additionalFees]
            .compactMap { decoding.money(values($0), values.name($0)) }
        let discount = decoding.money(values(.discountTotal), values.name(.discountTotal))
        if let discount, discount != .zero {
            // Shops give the reduction with either sign.
            let amount = discount < .zero ? -discount : discount
            var entry = Discount(amount: amount)
            entry.code = decoding.text(values, .couponCode)
            entry.description = decoding.text(values, .discountName)
            order.discounts = [entry]
            order.discountAmount = amount
            if !order.items.contains(where: \.adjustment) { others.append(-amount) }
        } else if !order.addDiscountsOfAdjustments() {
            decoding.findings.warn(
                RecordIssue(
                    .discountInexact, field: values.itemName(.price), at: decoding.record.position,
                    "price times quantity of a discount has more than four decimals; there is no discountAmount"))
        }
        decoding.checkTotal(of: order, values(.grandTotal), values.name(.grandTotal), others: others)
    }
}

extension AmeriCommerceRecord {
    /// What the file calls a value, for messages.
    func name(_ field: some AmeriCommerceFieldNaming) -> String {
        let name: String? =
            switch wire {
            case .xml: field.soap
            case .json: field.json.first
            case .csv: field.csv
            }
        return name ?? field.json.first ?? ""
    }

    /// What the file calls a value of an item; a table's columns have no place above them.
    func itemName(_ field: AmeriCommerceItemField) -> String { (wire == .csv ? "" : "items/") + name(field) }

    /// What the file calls a value of the order.
    func name(_ field: AmeriCommerceField) -> String {
        let field: some AmeriCommerceFieldNaming = field
        return name(field)
    }
}

extension FieldDecoding {
    mutating func text(_ values: AmeriCommerceRecord, _ field: AmeriCommerceField) -> Text {
        text(values(field), values.name(field))
    }
}
