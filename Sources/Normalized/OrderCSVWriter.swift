import Orders
import WireFormats

/// Renders orders as two tables: one row per order, and one row per line item.
///
/// Columns are the JSON's names, flattened with a dot. Lists of an order stand in one column each: `discounts` as
/// `CODE=10.00; …`, `channelData` as `name=value; …`, `warnings` as `a; b`; an item's options as `Colour=Red; Size=XL`.
/// In them `\`, `;` and `=` are escaped by a backslash.
struct OrderCSVWriter: ~Copyable, Sendable {
    var orders: ByteOutput
    var lines: ByteOutput
    private let style: CSVStyle
    private let opening: [UInt8]
    private let sourceOpening: [UInt8]
    private var composed = ByteOutput()

    static let orderColumns =
        [
            "channel", "store", "orderKey", "orderNumber", "orderStatus", "channelStatus", "orderDate", "modifyDate",
            "paymentDate", "shipByDate", "currency", "orderTotal", "amountPaid", "taxAmount", "shippingAmount",
            "discountAmount", "customerUsername", "customerEmail", "customerId",
        ] + addressColumns("billTo") + addressColumns("shipTo") + [
            "requestedShippingService", "paymentMethod", "discounts", "gift", "giftMessage", "customerNotes",
            "internalNotes", "weight.value", "weight.units", "advancedOptions.customField1",
            "advancedOptions.customField2", "advancedOptions.customField3", "advancedOptions.source",
            "advancedOptions.storeId", "channelData", "source.file", "source.record", "source.line", "warnings",
        ]

    static let lineColumns = [
        "channel", "store", "orderKey", "orderNumber", "lineItemKey", "sku", "name", "quantity", "unitPrice",
        "taxAmount", "shippingAmount", "discountAmount", "weight.value", "weight.units", "imageUrl", "options",
        "warehouseLocation", "productId", "upc", "adjustment", "ships",
    ]

    private static func addressColumns(_ prefix: String) -> [String] {
        ["name", "company", "street1", "street2", "street3", "city", "state", "postalCode", "country", "phone"]
            .map { "\(prefix).\($0)" }
    }

    init(style: CSVStyle, channel: String, store: String, file: String) {
        orders = ByteOutput()
        lines = ByteOutput()
        self.style = style
        var text = ByteOutput()
        text.append(csvField: channel, formulaSafe: style.formulaSafe)
        text.append(UInt8(ascii: ","))
        text.append(csvField: store, formulaSafe: style.formulaSafe)
        opening = text.array
        text.rewind(to: 0)
        text.append(csvField: file, formulaSafe: style.formulaSafe)
        sourceOpening = text.array
    }

    /// Starts a table.
    static func header(_ columns: [String], _ style: CSVStyle, to output: inout ByteOutput) {
        if style.byteOrderMark { output.append("\u{FEFF}") }
        output.append(text: columns.joined(separator: ","))
        output.append(style.carriageReturns ? "\r\n" : "\n")
    }

    /// Appends one order's row to the first table and its lines' rows to the second.
    mutating func write(_ order: Order, _ record: Record, warnings: [IssueCode]) {
        let rowStart = orders.count
        orders.append(opening)
        column(order.orderKey, record)
        column(order.orderNumber, record)
        let keyEnd = orders.count
        writeLines(of: order, record, key: rowStart..<keyEnd)
        orders.append(UInt8(ascii: ","))
        orders.append(order.orderStatus.word)
        column(order.channelStatus, record)
        for date in [order.orderDate, order.modifyDate, order.paymentDate, order.shipByDate] { column(date) }
        orders.append(UInt8(ascii: ","))
        if !order.currency.isUnknown { for index in 0..<3 { orders.append(order.currency.letter(index)) } }
        let digits = order.currency.fractionDigits
        column(order.orderTotal, digits)
        column(order.amountPaid, digits)
        column(order.taxAmount, digits)
        column(order.shippingAmount, digits)
        column(order.discountAmount, digits)
        column(order.customerUsername, record)
        column(order.customerEmail, record)
        column(order.customerId, record)
        columns(order.billTo, record)
        columns(order.shipTo, record)
        column(order.requestedShippingService, record)
        column(order.paymentMethod, record)
        discountsColumn(order, record)
        orders.append(UInt8(ascii: ","))
        if let gift = order.gift { orders.append(gift ? "true" : "false") }
        column(order.giftMessage, record)
        column(order.customerNotes, record)
        column(order.internalNotes, record)
        Self.columns(order.weight, to: &orders)
        tail(order, record, warnings)
    }

    private mutating func tail(_ order: Order, _ record: Record, _ warnings: [IssueCode]) {
        column(order.customField1, record)
        column(order.customField2, record)
        column(order.customField3, record)
        column(order.source, record)
        column(order.storeId, record)
        channelDataColumn(order, record)
        orders.append(UInt8(ascii: ","))
        orders.append(sourceOpening)
        orders.append(UInt8(ascii: ","))
        orders.append(integer: Int64(record.number))
        orders.append(UInt8(ascii: ","))
        orders.append(integer: Int64(record.position.line))
        orders.append(UInt8(ascii: ","))
        for (index, code) in warnings.enumerated() {
            if index > 0 { orders.append("; ") }
            orders.append(text: code.rawValue)
        }
        orders.append(style.carriageReturns ? "\r\n" : "\n")
    }

    // MARK: - Lines

    private mutating func writeLines(of order: Order, _ record: Record, key: Range<Int>) {
        let digits = order.currency.fractionDigits
        for index in order.items.indices {
            let item = order.items[index]
            orders.copy(from: key.lowerBound, to: key.upperBound, into: &lines)
            line(item.lineItemKey, record)
            line(item.sku, record)
            line(item.name, record)
            lines.append(UInt8(ascii: ","))
            if let quantity = item.quantity {
                lines.append(tenThousandths: quantity.ticks, minimumFractionDigits: 0)
            }
            for amount in [item.unitPrice, item.taxAmount, item.shippingAmount, item.discountAmount] {
                lines.append(UInt8(ascii: ","))
                if let amount { lines.append(tenThousandths: amount.ticks, minimumFractionDigits: digits) }
            }
            Self.columns(item.weight, to: &lines)
            line(item.imageUrl, record)
            optionsColumn(order.options[item.options], record)
            line(item.warehouseLocation, record)
            line(item.productId, record)
            line(item.upc, record)
            lines.append(item.adjustment ? ",true" : ",false")
            lines.append(item.ships ? ",true" : ",false")
            lines.append(style.carriageReturns ? "\r\n" : "\n")
        }
    }

    private mutating func optionsColumn(_ options: ArraySlice<ItemOption>, _ record: Record) {
        lines.append(UInt8(ascii: ","))
        guard !options.isEmpty else { return }
        composed.rewind(to: 0)
        for index in options.indices {
            if index > options.startIndex { composed.append("; ") }
            composed.append(listText: record.bytes(at: options[index].name.offset, count: options[index].name.count))
            composed.append(UInt8(ascii: "="))
            composed.append(listText: record.bytes(at: options[index].value.offset, count: options[index].value.count))
        }
        composed.append(asCSVFieldTo: &lines, formulaSafe: style.formulaSafe)
    }

    // MARK: - Columns

    private mutating func discountsColumn(_ order: Order, _ record: Record) {
        orders.append(UInt8(ascii: ","))
        guard !order.discounts.isEmpty else { return }
        composed.rewind(to: 0)
        for (index, discount) in order.discounts.enumerated() {
            if index > 0 { composed.append("; ") }
            let label = discount.code.isAbsent ? discount.description : discount.code
            composed.append(listText: record.bytes(at: label.offset, count: label.count))
            composed.append(UInt8(ascii: "="))
            composed.append(
                tenThousandths: discount.amount.ticks, minimumFractionDigits: order.currency.fractionDigits)
        }
        composed.append(asCSVFieldTo: &orders, formulaSafe: style.formulaSafe)
    }

    private mutating func channelDataColumn(_ order: Order, _ record: Record) {
        orders.append(UInt8(ascii: ","))
        guard !order.channelData.isEmpty else { return }
        composed.rewind(to: 0)
        for (index, datum) in order.channelData.enumerated() {
            if index > 0 { composed.append("; ") }
            composed.append(text: datum.name)
            composed.append(UInt8(ascii: "="))
            composed.append(listText: record.bytes(at: datum.value.offset, count: datum.value.count))
        }
        composed.append(asCSVFieldTo: &orders, formulaSafe: style.formulaSafe)
    }

    private mutating func columns(_ address: Address, _ record: Record) {
        column(address.name, record)
        column(address.company, record)
        column(address.street1, record)
        column(address.street2, record)
        column(address.street3, record)
        column(address.city, record)
        column(address.state, record)
        column(address.postalCode, record)
        column(address.country, record)
        column(address.phone, record)
    }

    private mutating func column(_ text: Text, _ record: Record) {
        orders.append(UInt8(ascii: ","))
        orders.append(csvField: record.bytes(at: text.offset, count: text.count), formulaSafe: style.formulaSafe)
    }

    private mutating func line(_ text: Text, _ record: Record) {
        lines.append(UInt8(ascii: ","))
        lines.append(csvField: record.bytes(at: text.offset, count: text.count), formulaSafe: style.formulaSafe)
    }

    private mutating func column(_ amount: Money?, _ digits: Int) {
        orders.append(UInt8(ascii: ","))
        if let amount { orders.append(tenThousandths: amount.ticks, minimumFractionDigits: digits) }
    }

    private mutating func column(_ date: Timestamp?) {
        orders.append(UInt8(ascii: ","))
        if let date { orders.append(date) }
    }

    private static func columns(_ weight: Weight?, to output: inout ByteOutput) {
        output.append(UInt8(ascii: ","))
        guard let milligrams = weight?.milligrams else { return output.append(UInt8(ascii: ",")) }
        output.append(thousandths: milligrams)
        output.append(",grams")
    }
}

extension ByteOutput {
    /// Appends a part of a list that stands in one column: `\`, `;` and `=` get a backslash in front.
    package mutating func append(listText text: Span<UInt8>) {
        for index in text.indices {
            let byte = text[index]
            if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "=") {
                append(UInt8(ascii: "\\"))
            }
            append(byte)
        }
    }
}
