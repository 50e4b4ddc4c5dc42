package import Orders
package import WireFormats

/// Streams the normalized orders of one `*.orders.jsonl`, for the few among them that a label names.
///
/// A line costs its parsing; strings are made of the orders that are asked for.
package struct ShippedOrderReader: ~Copyable {
    private var reader: JSONRecordReader
    private let channelData: [String]

    /// Opens a file.
    /// - Parameters:
    ///   - input: Normalized orders, as JSON Lines.
    ///   - limits: What is refused as too large.
    ///   - channelData: The names of `channelData` that channels want back with their shipments.
    package init(input: consuming ByteInput, channelData: [String] = [], limits: ReadLimits = ReadLimits()) {
        self.channelData = channelData
        reader = JSONRecordReader(input: input, shape: .shippedOrder(channelData: channelData), limits: limits)
    }

    /// Goes to the next order.
    /// - Returns: Whether there is one.
    /// - Throws: `WireError` when the file cannot be read.
    package mutating func next() throws(WireError) -> Bool { try reader.next() }

    /// Lends the current order's key and number, UTF-8, to decide whether it is wanted.
    package mutating func withNames<Result>(
        _ body: (_ orderKey: Span<UInt8>, _ orderNumber: Span<UInt8>) -> Result
    ) -> Result {
        let record = reader.record
        return body(
            record.bytes(of: record.field(OrderSlot.orderKey.rawValue)),
            record.bytes(of: record.field(OrderSlot.orderNumber.rawValue)))
    }

    /// The current order.
    /// - Throws: `WireError.Code.notAnExport` for a line that is none of ours.
    package mutating func shippedOrder() throws(WireError) -> ShippedOrder {
        try ShippedOrderDecoder(record: reader.record, channelData: channelData).order()
    }

    /// The current order's line as it stands in the input, without its end.
    /// - Parameter limit: The most bytes that are given.
    package func line(limit: Int) -> [UInt8] { reader.rawText(limit: limit) }

    /// Bytes taken from the input so far.
    package var bytesRead: Int { mutating get { reader.bytesRead } }
}

/// The values of an order; the raw value is the slot, and the names of `channelData` follow.
private enum OrderSlot: Int, CaseIterable {
    case channel, store, orderKey, orderNumber, orderStatus, modifyDate, currency, customerUsername, customerEmail
    case customerNotes, internalNotes, customField1, customField2, customField3, storeId
    case name, company, street1, street2, street3, city, state, postalCode, country, phone

    var path: String {
        switch self {
        case .customField1, .customField2, .customField3, .storeId: "advancedOptions/\(self)"
        case .name, .company, .street1, .street2, .street3, .city, .state, .postalCode, .country, .phone:
            "shipTo/\(self)"
        default: String(describing: self)
        }
    }
}

private enum OrderItemSlot: Int, CaseIterable {
    case lineItemKey, sku, name, upc, quantity, cancelledQuantity, ships
}

extension RecordShape {
    fileprivate static func shippedOrder(channelData: [String]) -> RecordShape {
        RecordShape(
            record: Group(
                id: 0, at: "",
                fields: OrderSlot.allCases.map { [$0.path] } + channelData.map { ["channelData/" + $0] },
                groups: [
                    Group(id: 1, at: "items", fields: OrderItemSlot.allCases.map { [String(describing: $0)] })
                ]))
    }
}

/// Makes the strings of one order.
private struct ShippedOrderDecoder {
    let record: Record
    let channelData: [String]

    func order() throws(WireError) -> ShippedOrder {
        guard let status = OrderStatus(rawValue: try required(.orderStatus)) else { throw notOurs(.orderStatus) }
        var order = ShippedOrder(
            channel: try required(.channel), store: try required(.store), orderKey: try required(.orderKey),
            orderNumber: try required(.orderNumber), orderStatus: status)
        order.modifyDate = DateText.timestamp(record.bytes(of: field(.modifyDate)), in: .utc)
        order.currency = Currency(code: record.bytes(of: field(.currency)))
        order.customerUsername = text(.customerUsername)
        order.customerEmail = text(.customerEmail)
        order.customerNotes = text(.customerNotes)
        order.internalNotes = text(.internalNotes)
        order.customField1 = text(.customField1)
        order.customField2 = text(.customField2)
        order.customField3 = text(.customField3)
        order.storeId = text(.storeId)
        order.shipTo = shipTo()
        order.items = try items()
        for (index, name) in channelData.enumerated() {
            order.channelData[name] = text(record.field(OrderSlot.allCases.count + index))
        }
        return order
    }

    private func shipTo() -> PostalAddress {
        var address = PostalAddress()
        address.name = text(.name)
        address.company = text(.company)
        address.street1 = text(.street1)
        address.street2 = text(.street2)
        address.street3 = text(.street3)
        address.city = text(.city)
        address.state = text(.state)
        address.postalCode = text(.postalCode)
        address.country = text(.country)
        address.phone = text(.phone)
        return address
    }

    private func items() throws(WireError) -> [OrderedItem] {
        var items: [OrderedItem] = []
        for instance in 1..<max(1, record.instanceCount) {
            func field(_ slot: OrderItemSlot) -> Field { record.field(slot.rawValue, of: instance) }
            let ships = record.string(field(.ships)) != "false"
            let quantity = try? Quantity(text: record.bytes(of: field(.quantity)))
            if ships, quantity == nil {
                throw WireError(
                    .notAnExport, at: record.position(of: instance), "an item that ships has no readable quantity")
            }
            var item = OrderedItem(quantity: quantity ?? .zero, ships: ships)
            item.cancelledQuantity = (try? Quantity(text: record.bytes(of: field(.cancelledQuantity)))) ?? .zero
            item.lineItemKey = text(field(.lineItemKey))
            item.sku = text(field(.sku))
            item.name = text(field(.name))
            item.upc = text(field(.upc))
            items.append(item)
        }
        return items
    }

    // MARK: - Values

    private func field(_ slot: OrderSlot) -> Field { record.field(slot.rawValue) }

    private func text(_ slot: OrderSlot) -> String? { text(field(slot)) }

    private func text(_ field: Field) -> String? { field.isEmpty ? nil : record.string(field) }

    private func required(_ slot: OrderSlot) throws(WireError) -> String {
        guard let text = text(slot) else { throw notOurs(slot) }
        return text
    }

    private func notOurs(_ slot: OrderSlot) -> WireError {
        WireError(
            .notAnExport, at: field(slot).isPresent ? field(slot).position : record.position,
            "\(slot.path) is missing or unknown: this is no file of normalized orders")
    }
}
