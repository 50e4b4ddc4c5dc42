import Orders
import WireFormats

/// Renders orders as JSON Lines, in the key order of the product contract §2.
struct OrderJSONWriter: ~Copyable, Sendable {
    var output: ByteOutput
    /// `{"channel":"…","store":"…"`, the same for every order of a file.
    private let opening: [UInt8]
    /// `,"source":{"file":"…","record":`, likewise.
    private let sourceOpening: [UInt8]
    private var lineStart = 0
    private var contentEnd = 0

    init(channel: String, store: String, file: String) {
        output = ByteOutput()
        var text = ByteOutput()
        text.append("{\"channel\":")
        text.append(jsonString: channel)
        text.append(",\"store\":")
        text.append(jsonString: store)
        opening = text.array
        text.rewind(to: 0)
        text.append(",\"source\":{\"file\":")
        text.append(jsonString: file)
        text.append(",\"record\":")
        sourceOpening = text.array
    }

    /// Renders one order as a line.
    mutating func render(_ order: Order, _ record: Record, warnings: [IssueCode]) {
        lineStart = output.count
        output.append(opening)
        identity(order, record)
        money(order)
        customer(order, record)
        shipping(order, record)
        items(order, record)
        extras(order, record)
        contentEnd = output.count
        output.append(sourceOpening)
        output.append(integer: Int64(record.number))
        output.append(",\"line\":")
        output.append(integer: Int64(record.position.line))
        output.append(UInt8(ascii: "}"))
        if !warnings.isEmpty { append(warnings) }
        output.append("}\n")
    }

    /// The digest of the last order without its source and warnings: two files that hold the same order agree in it.
    var contentDigest: Digest { output.digest(from: lineStart, to: contentEnd) }

    // MARK: - Parts

    private mutating func identity(_ order: Order, _ record: Record) {
        text(",\"orderKey\":", order.orderKey, record)
        text(",\"orderNumber\":", order.orderNumber, record)
        output.append(",\"orderStatus\":\"")
        output.append(order.orderStatus.word)
        output.append(UInt8(ascii: "\""))
        text(",\"channelStatus\":", order.channelStatus, record)
        date(",\"orderDate\":\"", order.orderDate)
        date(",\"modifyDate\":\"", order.modifyDate)
        date(",\"paymentDate\":\"", order.paymentDate)
        date(",\"shipByDate\":\"", order.shipByDate)
    }

    private mutating func money(_ order: Order) {
        if !order.currency.isUnknown {
            output.append(",\"currency\":\"")
            for index in 0..<3 { output.append(order.currency.letter(index)) }
            output.append(UInt8(ascii: "\""))
        }
        let digits = order.currency.fractionDigits
        amount(",\"orderTotal\":", order.orderTotal, digits)
        amount(",\"amountPaid\":", order.amountPaid, digits)
        amount(",\"taxAmount\":", order.taxAmount, digits)
        amount(",\"shippingAmount\":", order.shippingAmount, digits)
        amount(",\"discountAmount\":", order.discountAmount, digits)
    }

    private mutating func customer(_ order: Order, _ record: Record) {
        text(",\"customerUsername\":", order.customerUsername, record)
        text(",\"customerEmail\":", order.customerEmail, record)
        text(",\"customerId\":", order.customerId, record)
        address(",\"billTo\":{", order.billTo, record)
        address(",\"shipTo\":{", order.shipTo, record)
    }

    private mutating func shipping(_ order: Order, _ record: Record) {
        text(",\"requestedShippingService\":", order.requestedShippingService, record)
        text(",\"paymentMethod\":", order.paymentMethod, record)
        discounts(order, record)
        if let gift = order.gift { output.append(gift ? ",\"gift\":true" : ",\"gift\":false") }
        text(",\"giftMessage\":", order.giftMessage, record)
        text(",\"customerNotes\":", order.customerNotes, record)
        text(",\"internalNotes\":", order.internalNotes, record)
        weight(order.weight)
    }

    private mutating func discounts(_ order: Order, _ record: Record) {
        guard !order.discounts.isEmpty else { return }
        output.append(",\"discounts\":[")
        for (index, discount) in order.discounts.enumerated() {
            output.append(index == 0 ? "{" : ",{")
            let start = output.count
            text(",\"code\":", discount.code, record, after: start)
            text(",\"description\":", discount.description, record, after: start)
            amount(",\"amount\":", discount.amount, order.currency.fractionDigits, after: start)
            output.append(UInt8(ascii: "}"))
        }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func items(_ order: Order, _ record: Record) {
        output.append(",\"items\":[")
        for index in order.items.indices {
            output.append(index == 0 ? "{" : ",{")
            item(order.items[index], of: order, record)
            output.append(UInt8(ascii: "}"))
        }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func item(_ item: LineItem, of order: Order, _ record: Record) {
        let start = output.count
        let digits = order.currency.fractionDigits
        text(",\"lineItemKey\":", item.lineItemKey, record, after: start)
        text(",\"sku\":", item.sku, record, after: start)
        text(",\"name\":", item.name, record, after: start)
        amount(",\"quantity\":", item.quantity, 0, after: start)
        amount(",\"cancelledQuantity\":", item.cancelledQuantity, 0, after: start)
        amount(",\"unitPrice\":", item.unitPrice, digits, after: start)
        amount(",\"taxAmount\":", item.taxAmount, digits, after: start)
        amount(",\"shippingAmount\":", item.shippingAmount, digits, after: start)
        amount(",\"discountAmount\":", item.discountAmount, digits, after: start)
        weight(item.weight, after: start)
        text(",\"imageUrl\":", item.imageUrl, record, after: start)
        options(order.options[item.options], record, after: start)
        text(",\"warehouseLocation\":", item.warehouseLocation, record, after: start)
        text(",\"productId\":", item.productId, record, after: start)
        text(",\"upc\":", item.upc, record, after: start)
        output.append(
            item.adjustment ? ",\"adjustment\":true" : ",\"adjustment\":false", withoutFirstByte: output.count == start)
        output.append(item.ships ? ",\"ships\":true" : ",\"ships\":false")
    }

    private mutating func options(_ options: ArraySlice<ItemOption>, _ record: Record, after start: Int) {
        guard !options.isEmpty else { return }
        output.append(",\"options\":[", withoutFirstByte: output.count == start)
        for index in options.indices {
            output.append(index == options.startIndex ? "{" : ",{")
            let start = output.count
            text(",\"name\":", options[index].name, record, after: start)
            text(",\"value\":", options[index].value, record, after: start)
            output.append(UInt8(ascii: "}"))
        }
        output.append(UInt8(ascii: "]"))
    }

    private mutating func extras(_ order: Order, _ record: Record) {
        let mark = output.count
        output.append(",\"advancedOptions\":{")
        let start = output.count
        text(",\"customField1\":", order.customField1, record, after: start)
        text(",\"customField2\":", order.customField2, record, after: start)
        text(",\"customField3\":", order.customField3, record, after: start)
        text(",\"source\":", order.source, record, after: start)
        text(",\"storeId\":", order.storeId, record, after: start)
        if output.count == start { output.rewind(to: mark) } else { output.append(UInt8(ascii: "}")) }
        guard !order.channelData.isEmpty else { return }
        output.append(",\"channelData\":{")
        for (index, datum) in order.channelData.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output.append(jsonString: datum.name)
            output.append(UInt8(ascii: ":"))
            output.append(jsonString: record.bytes(at: datum.value.offset, count: datum.value.count))
        }
        output.append(UInt8(ascii: "}"))
    }

    private mutating func append(_ warnings: [IssueCode]) {
        output.append(",\"warnings\":[")
        for (index, code) in warnings.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output.append(jsonString: code.rawValue)
        }
        output.append(UInt8(ascii: "]"))
    }

    // MARK: - Values

    private mutating func address(_ key: StaticString, _ address: Address, _ record: Record) {
        let mark = output.count
        output.append(key)
        let start = output.count
        text(",\"name\":", address.name, record, after: start)
        text(",\"company\":", address.company, record, after: start)
        text(",\"street1\":", address.street1, record, after: start)
        text(",\"street2\":", address.street2, record, after: start)
        text(",\"street3\":", address.street3, record, after: start)
        text(",\"city\":", address.city, record, after: start)
        text(",\"state\":", address.state, record, after: start)
        text(",\"postalCode\":", address.postalCode, record, after: start)
        text(",\"country\":", address.country, record, after: start)
        text(",\"phone\":", address.phone, record, after: start)
        if output.count == start { output.rewind(to: mark) } else { output.append(UInt8(ascii: "}")) }
    }

    /// Appends a member; the first one of an object, which starts at `start`, has no comma in front.
    private mutating func text(_ key: StaticString, _ text: Text, _ record: Record, after start: Int = -1) {
        // As `isAbsent`, without a call: most texts of an order are absent.
        guard text.count > 0 else { return }
        output.append(
            key: key, isFirst: output.count == start, textAt: text.offset, count: text.count, of: record)
    }

    private mutating func amount(_ key: StaticString, _ amount: Money?, _ digits: Int, after start: Int = -1) {
        guard let amount else { return }
        output.append(key, withoutFirstByte: output.count == start)
        output.append(tenThousandths: amount.ticks, minimumFractionDigits: digits)
    }

    private mutating func weight(_ weight: Weight?, after start: Int = -1) {
        guard let milligrams = weight?.milligrams else { return }
        output.append(",\"weight\":{\"value\":", withoutFirstByte: output.count == start)
        output.append(thousandths: milligrams)
        output.append(",\"units\":\"grams\"}")
    }

    private mutating func date(_ key: StaticString, _ date: Timestamp?) {
        guard let date else { return }
        output.append(key)
        output.append(date)
        output.append(UInt8(ascii: "\""))
    }
}
