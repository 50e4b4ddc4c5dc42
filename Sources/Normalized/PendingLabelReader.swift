import Orders
package import WireFormats

/// Reads the labels back that `PendingLabelWriter` has written.
package struct PendingLabelReader: ~Copyable {
    private var reader: JSONRecordReader

    package init(input: consuming ByteInput, limits: ReadLimits = ReadLimits()) {
        reader = JSONRecordReader(input: input, shape: .pendingLabel, limits: limits)
    }

    /// The next label, or `nil` at the end of the file.
    /// - Throws: `WireError` when the file is not as it was written: then none of it is to be used.
    package mutating func next() throws(WireError) -> PendingLabel? {
        guard try reader.next() else { return nil }
        return try PendingLabelDecoder(record: reader.record).pendingLabel()
    }

    /// The current label's own line, cut at `limit` bytes.
    package func rawText(limit: Int) -> [UInt8] { reader.rawText(limit: limit) }

    /// Bytes taken from the input so far.
    package var bytesRead: Int { mutating get { reader.bytesRead } }

    /// The digest of the input's bytes, once the end is reached.
    package var digest: Digest { mutating get { reader.digest } }
}

/// The values of a line; the raw value is the slot.
private enum PendingSlot: Int, CaseIterable {
    case firstSeen, refundRefused, shipmentId, orderKey, orderNumber, createDate, shipDate, shipmentCost, insuranceCost
    case trackingNumber, isReturnLabel, carrierCode, serviceCode, packageCode, voidDate, shipmentItems
    case labelSystem, store, status, currency, carrier, service, packageSequence, trackingUrl, notesToCustomer
    case notifyCustomer, weight, sourceFile, sourceRecord, sourceLine

    var path: String {
        switch self {
        case .weight: "weight/value"
        case .sourceFile: "source/file"
        case .sourceRecord: "source/record"
        case .sourceLine: "source/line"
        default: String(describing: self)
        }
    }
}

private enum PendingItemSlot: Int, CaseIterable {
    case lineItemKey, sku, name, quantity
}

extension RecordShape {
    fileprivate static let pendingLabel = RecordShape(
        record: Group(
            id: 0, at: "", fields: PendingSlot.allCases.map { [$0.path] },
            groups: [
                Group(
                    id: 1, at: PendingSlot.shipmentItems.path,
                    fields: PendingItemSlot.allCases.map { [String(describing: $0)] })
            ]))
}

/// Turns one line back into its label.
private struct PendingLabelDecoder {
    let record: Record

    func pendingLabel() throws(WireError) -> PendingLabel {
        let source = Source(
            file: try required(.sourceFile), record: try whole(.sourceRecord), line: try whole(.sourceLine))
        var label = Label(labelSystem: try required(.labelSystem), source: source)
        label.shipmentId = text(.shipmentId)
        label.orderKey = text(.orderKey)
        label.orderNumber = text(.orderNumber)
        label.store = text(.store)
        label.trackingNumber = text(.trackingNumber)
        label.trackingUrl = text(.trackingUrl)
        label.carrierCode = text(.carrierCode)
        label.serviceCode = text(.serviceCode)
        label.packageCode = text(.packageCode)
        label.service = text(.service)
        label.notesToCustomer = text(.notesToCustomer)
        label.createDate = try value(.createDate) { DateText.timestamp($0, in: .utc) }
        label.shipDate = try value(.shipDate) { DateText.timestamp($0, in: .utc) }
        label.voidDate = try value(.voidDate) { DateText.timestamp($0, in: .utc) }
        label.shipmentCost = try value(.shipmentCost) { try? Money(text: $0) }
        label.insuranceCost = try value(.insuranceCost) { try? Money(text: $0) }
        label.currency = try value(.currency) { Currency(code: $0) }
        label.status = try word(.status) ?? .completed
        label.carrier = try word(.carrier)
        label.weight = try word(.weight, Weight.init(gramsText:))
        label.packageSequence = try word(.packageSequence) { Int($0) }
        label.isReturnLabel = try word(.isReturnLabel) { Bool($0) } ?? false
        label.isRefundRefused = try word(.refundRefused) { Bool($0) } ?? false
        label.notifyCustomer = try word(.notifyCustomer) { Bool($0) }
        label.items = try items()
        guard let firstSeen = try value(.firstSeen, { DateText.timestamp($0, in: .utc) }) else {
            throw damaged(.firstSeen)
        }
        return PendingLabel(label: label, firstSeen: firstSeen)
    }

    private func items() throws(WireError) -> [BoxItem]? {
        guard field(.shipmentItems).isPresent else { return nil }
        var items: [BoxItem] = []
        for instance in 1..<max(1, record.instanceCount) {
            func text(_ slot: PendingItemSlot) -> String? {
                let field = record.field(slot.rawValue, of: instance)
                return field.isPresent ? record.string(field) : nil
            }
            let quantity = record.field(PendingItemSlot.quantity.rawValue, of: instance)
            guard let pieces = try? Quantity(text: record.bytes(of: quantity)) else { throw damaged(.shipmentItems) }
            items.append(
                BoxItem(lineItemKey: text(.lineItemKey), sku: text(.sku), name: text(.name), quantity: pieces))
        }
        return items
    }

    // MARK: - Values

    private func field(_ slot: PendingSlot) -> Field { record.field(slot.rawValue) }

    private func text(_ slot: PendingSlot) -> String? {
        field(slot).isPresent ? record.string(field(slot)) : nil
    }

    private func required(_ slot: PendingSlot) throws(WireError) -> String {
        guard let text = text(slot) else { throw damaged(slot) }
        return text
    }

    private func whole(_ slot: PendingSlot) throws(WireError) -> Int {
        guard let number = try word(slot, { Int($0) }) else { throw damaged(slot) }
        return number
    }

    private func value<Value>(
        _ slot: PendingSlot, _ read: (Span<UInt8>) -> Value?
    ) throws(WireError) -> Value? {
        guard field(slot).isPresent else { return nil }
        guard let value = read(record.bytes(of: field(slot))) else { throw damaged(slot) }
        return value
    }

    private func word<Value>(_ slot: PendingSlot, _ read: (String) -> Value?) throws(WireError) -> Value? {
        guard let text = text(slot) else { return nil }
        guard let value = read(text) else { throw damaged(slot) }
        return value
    }

    private func word<Word: RawRepresentable<String>>(_ slot: PendingSlot) throws(WireError) -> Word? {
        try word(slot) { Word(rawValue: $0) }
    }

    private func damaged(_ slot: PendingSlot) -> WireError {
        WireError(
            .notAnExport, at: field(slot).isPresent ? field(slot).position : record.position,
            "\(slot.path) of a waiting label is missing or not as Waybill writes it")
    }
}
