import Orders
import WireFormats

/// Decodes orders of a table with our own columns; what a channel does beyond it, it does in `refine`.
///
/// A class that never changes: each closure that gives a column's name would copy a struct.
final class OrderTableDecoder: OrderDecoder {
    typealias Refinement = @Sendable (inout FieldDecoding, inout Order) -> Void

    private let store: StoreSettings
    private let statuses: StatusTable
    /// What the file calls its columns: those of the order, then those of the rows.
    private let names: [String]
    /// The columns whose values are options, as far as the format has them.
    private let optionColumns: [OrderTable.RowColumn]
    private let refine: Refinement?

    init(store: StoreSettings, format: OrderFormat, defaultStatuses: StatusTable, refine: Refinement? = nil) {
        self.store = store
        statuses = store.statuses ?? defaultStatuses
        // Names that lead nowhere are the reader's to refuse.
        let names = ((try? format.shape.renaming(store.columns)) ?? format.shape).columnNames
        self.names = names
        optionColumns = OrderTable.RowColumn.optionColumns.filter { !names[$0.slotOfRow].isEmpty }
        self.refine = refine
    }

    func decode(_ record: inout Record, into order: inout Order, findings: inout RecordFindings) {
        var decoding = FieldDecoding(record, findings)
        identity(&decoding, &order)
        decoding.requireRecent(order, record(column: .orderDate), name(.orderDate), store.oldest)
        decoding.decodeStatus(record(column: .status), name(.status), statuses, store.unknownStatus, into: &order)
        customer(&decoding, &order)
        address(&decoding, &order)
        notes(&decoding, &order)
        for row in 1..<max(1, record.instanceCount) { line(row, &decoding, &order) }
        decoding.warnOfRepeatedLines(
            of: order, slot: OrderTable.RowColumn.lineItemID.rawValue, of: OrderTable.GroupID.row, name(.lineItemID))
        order.addWeightOfItems()
        money(&decoding, &order)
        refine?(&decoding, &order)
        record = decoding.record
        findings = decoding.findings
    }

    private func name(_ column: OrderTable.Column) -> String { names[column.rawValue] }

    private func name(_ column: OrderTable.RowColumn) -> String {
        names[column.slotOfRow]
    }

    private func text(_ column: OrderTable.Column, _ decoding: inout FieldDecoding) -> Text {
        decoding.text(decoding.record(column: column), name(column))
    }

    private func text(_ column: OrderTable.RowColumn, of row: Int, _ decoding: inout FieldDecoding) -> Text {
        decoding.text(decoding.record(row: column, of: row), name(column))
    }

    // MARK: - The order

    private func identity(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.orderNumber = decoding.orderNumber(record(column: .orderNumber), name(.orderNumber))
        order.orderKey = order.orderNumber
        if order.orderKey.isAbsent {
            decoding.findings.reject(
                RecordIssue(
                    .orderNumberMissing, field: name(.orderNumber), at: record.position,
                    "the row has no order number; give it that of its order"))
        }
        order.orderDate = decoding.timestamp(record(column: .orderDate), name(.orderDate), in: store.timeZone)
        order.modifyDate = decoding.timestamp(record(column: .lastModified), name(.lastModified), in: store.timeZone)
        order.shipByDate = decoding.timestamp(record(column: .shipBy), name(.shipBy), in: store.timeZone)
        order.requestedShippingService = text(.shippingMethod, &decoding)
        order.paymentMethod = text(.paymentMethod, &decoding)
    }

    /// There is one phone number, the customer's: whoever delivers needs it too, unless there is one for that.
    private func customer(_ decoding: inout FieldDecoding, _ order: inout Order) {
        order.customerEmail = text(.email, &decoding)
        order.billTo.name = text(.customerName, &decoding)
        order.billTo.phone = text(.phone, &decoding)
        order.shipTo.phone = text(.shipPhone, &decoding)
        if order.shipTo.phone.isAbsent { order.shipTo.phone = order.billTo.phone }
    }

    private func address(_ decoding: inout FieldDecoding, _ order: inout Order) {
        order.shipTo.name = text(.shipName, &decoding)
        order.shipTo.company = text(.company, &decoding)
        order.shipTo.street1 = text(.address1, &decoding)
        order.shipTo.street2 = text(.address2, &decoding)
        order.shipTo.city = text(.city, &decoding)
        order.shipTo.state = text(.state, &decoding)
        order.shipTo.country = decoding.country(decoding.record(column: .country), name(.country), isRequired: true)
        order.shipTo.postalCode = decoding.postalCode(
            decoding.record(column: .zip), name(.zip), country: order.shipTo.country, isRequired: true)
        decoding.requireShipTo(
            of: order,
            names: ShipToNames(
                name: name(.shipName), street: name(.address1), city: name(.city), state: name(.state),
                postalCode: name(.zip), country: name(.country)))
    }

    private func notes(_ decoding: inout FieldDecoding, _ order: inout Order) {
        order.gift = decoding.boolean(decoding.record(column: .gift), name(.gift))
        order.giftMessage = text(.giftMessage, &decoding)
        order.customerNotes = text(.customerNotes, &decoding)
        order.internalNotes = text(.internalNotes, &decoding)
    }

    private func money(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.currency = decoding.currency(record(column: .currency), name(.currency), otherwise: store.currency)
        order.orderTotal = decoding.money(record(column: .orderTotal), name(.orderTotal))
        order.taxAmount = decoding.money(record(column: .tax), name(.tax))
        order.shippingAmount = decoding.money(record(column: .shipping), name(.shipping))
        if !order.addDiscountsOfAdjustments() {
            decoding.findings.warn(
                RecordIssue(
                    .discountInexact, field: name(.unitPrice), at: record.position,
                    "price times quantity of a discount has more than four decimals; there is no discountAmount"))
        }
        // With its sign or without: a discount is one.
        var discount = decoding.money(record(column: .discount), name(.discount)) ?? .zero
        if discount < .zero { discount = -discount }
        let code = text(.discountCode, &decoding)
        if discount > .zero {
            var listed = Discount(amount: discount)
            listed.code = code
            let isComplete = order.discounts.isEmpty || order.discountAmount != nil
            order.discountAmount = isComplete ? (order.discountAmount ?? .zero).adding(discount) : nil
            order.discounts.append(listed)
        }
        decoding.checkTotal(of: order, record(column: .orderTotal), name(.orderTotal), others: [-discount])
    }

    // MARK: - The lines

    private func line(_ row: Int, _ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        // A row may have nothing but what it says of the order.
        guard OrderTable.RowColumn.all.contains(where: { !record(row: $0, of: row).isEmpty }) else { return }
        var line = LineItem()
        line.lineItemKey = text(.lineItemID, of: row, &decoding)
        line.sku = text(.sku, of: row, &decoding)
        line.name = text(.itemName, of: row, &decoding)
        line.imageUrl = text(.imageURL, of: row, &decoding)
        line.upc = text(.upc, of: row, &decoding)
        line.warehouseLocation = text(.location, of: row, &decoding)
        line.quantity = decoding.quantity(record(row: .quantity, of: row), name(.quantity))
        line.unitPrice = decoding.money(record(row: .unitPrice, of: row), name(.unitPrice))
        line.weight = decoding.weight(
            record(row: .weight, of: row), record(row: .weightUnit, of: row), name(.weight), name(.weightUnit))
        decoding.settleKind(
            of: &line, price: record(row: .unitPrice, of: row), name(.unitPrice),
            quantity: record(row: .quantity, of: row),
            name(.quantity), at: record.position(of: row))
        let firstOption = order.options.count
        decoding.addOptions(of: record(row: .options, of: row), name(.options), to: &order)
        addOptionColumns(of: row, &decoding, &order)
        line.options = firstOption..<order.options.count
        order.items.append(line)
    }

    private func addOptionColumns(of row: Int, _ decoding: inout FieldDecoding, _ order: inout Order) {
        for column in optionColumns {
            let value = text(column, of: row, &decoding)
            guard !value.isAbsent else { continue }
            let own = column.names.first ?? ""
            order.options.append(ItemOption(name: Text(decoding.record.append(own)), value: value))
        }
    }
}
