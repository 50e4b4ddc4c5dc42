import Orders
import WireFormats

/// Decodes orders of InkSoft's API2, and what the envelope says besides.
struct InkSoftOrderDecoder: OrderDecoder {
    private let store: StoreSettings
    private let statuses: StatusTable
    private let wire: WireFormat
    /// Where an answer has said something besides its orders; in XML it must have the element of these too.
    private var answeredAt: SourcePosition?
    private var hasData = false
    /// Whether the document is an answer of API2 rather than its orders alone.
    private var isAnswer = false
    /// Where the document says that it failed.
    private var failedAt: SourcePosition?
    private var isAnswerToUpdate = false
    private var statusCode: String?
    private var messages: [String] = []

    init(store: StoreSettings, defaultStatuses: StatusTable, wire: WireFormat) {
        self.store = store
        statuses = store.statuses ?? defaultStatuses
        self.wire = wire
    }

    mutating func begin(rootName: String?) { isAnswer = rootName == "Response" }

    mutating func decode(_ record: inout Record, into order: inout Order, findings: inout RecordFindings) {
        if record.group(of: 0) == InkSoftGroup.order { hasData = true }
        guard record.group(of: 0) == InkSoftGroup.order, record.order(.itself).isEmpty else {
            findings.document = .remark
            return noteRemark(record)
        }
        // In XML an empty list is an element without content; with any, it is an order, and refused if it is none of ours.
        let isEmpty =
            record.instanceCount == 1 && !record.hasSkippedParts && !Self.marks.contains { record.order($0).isPresent }
        guard wire != .xml || !isEmpty else {
            findings.document = .remark
            return
        }
        var decoding = FieldDecoding(record, findings)
        identity(&decoding, &order)
        decoding.requireRecent(order, record.order(.dateCreated), InkSoftField.dateCreated.path, store.oldest)
        decoding.excludeInkSoftPickup()
        decoding.decodeInkSoftStatus(statuses, store.unknownStatus, into: &order)
        money(&decoding, &order)
        customer(&decoding, &order)
        notes(&decoding, &order)
        var lines = InkSoftLines(of: decoding.record)
        lines.decode(&decoding, into: &order)
        discounts(&decoding, &order)
        checkTotal(&decoding, order, lines.total)
        record = decoding.record
        findings = decoding.findings
    }

    /// What no order is without.
    private static let marks: [InkSoftField] = [.id, .uniqueId, .status, .email, .totalAmount, .dateCreated]

    // MARK: - The envelope

    var failure: WireError? {
        guard let failedAt else {
            guard wire == .xml, isAnswer || answeredAt != nil, !hasData else { return nil }
            let start = SourcePosition(line: 1, column: 1)
            return WireError(.notAnExport, at: answeredAt ?? start, "the answer has no element Data")
        }
        if isAnswerToUpdate {
            return WireError(.notAnExport, at: failedAt, "this is the answer to an update, which has no orders")
        }
        // A status of OK explains nothing.
        let reasons = messages.isEmpty ? [statusCode].compactMap(\.self).filter { $0.lowercased() != "ok" } : messages
        let text = reasons.isEmpty ? "has no orders and does not say why" : "says: " + reasons.joined(separator: "; ")
        return WireError(.exportError, at: failedAt, "InkSoft " + text)
    }

    private mutating func noteRemark(_ record: Record) {
        let text = record.field(0)
        answeredAt = answeredAt ?? record.position
        switch record.group(of: 0) {
        case InkSoftGroup.isOK:
            if record.string(text).lowercased() == "false" { failedAt = failedAt ?? record.position }
        // Data is a value and no order: false where InkSoft found none, true in the answer to an update.
        case InkSoftGroup.order:
            isAnswerToUpdate = record.string(record.order(.itself)).lowercased() == "true"
            failedAt = failedAt ?? record.position
        case InkSoftGroup.statusCode: statusCode = text.isEmpty ? nil : record.string(text)
        default:
            let content = [text, record.field(1), record.field(2)].first { !$0.isEmpty } ?? .absent
            // A few say enough, and an envelope may have a million.
            if !content.isEmpty, messages.count < 5 { messages.append(record.string(content)) }
        }
    }

    // MARK: - The order

    private func identity(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.orderKey = decoding.key(record.order(.id), InkSoftField.id.path)
        order.orderNumber = order.orderKey
        if order.orderKey.isAbsent {
            decoding.findings.reject(
                RecordIssue(
                    .orderNumberMissing, field: InkSoftField.id.path, at: record.position,
                    "the order has no ID; export it again with GetOrder"))
        }
        order.orderDate = date(&decoding, .dateCreated)
        order.shipByDate =
            date(&decoding, .confirmedShipDate) ?? date(&decoding, .estimatedShipDate) ?? date(&decoding, .dueDate)
        order.storeId = decoding.text(record.order(.storeId), InkSoftField.storeId.path)
        for (name, field) in [
            ("uniqueId", InkSoftField.uniqueId), ("proposalNumber", .proposalNumber), ("storeName", .storeName),
            ("productionStatus", .productionStatus),
        ] where !record.order(field).isEmpty {
            order.channelData.append(ChannelDatum(name: name, value: decoding.text(record.order(field), field.path)))
        }
    }

    /// A moment; year 1 is how .NET programs write that there is none [I].
    private func date(_ decoding: inout FieldDecoding, _ field: InkSoftField) -> Timestamp? {
        let value = decoding.record.order(field)
        if value.count >= 10, decoding.record.string(at: value.offset, count: 10) == "0001-01-01" { return nil }
        return decoding.timestamp(value, field.path, in: store.timeZone)
    }

    private func money(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.currency = decoding.currency(
            record.order(.currencyCode), InkSoftField.currencyCode.path, otherwise: store.currency)
        order.orderTotal = decoding.money(record.order(.totalAmount), InkSoftField.totalAmount.path)
        order.taxAmount = decoding.money(record.order(.taxAmount), InkSoftField.taxAmount.path)
        order.shippingAmount = decoding.money(record.order(.shippingAmount), InkSoftField.shippingAmount.path)
        if let due = decoding.money(record.order(.amountDue), InkSoftField.amountDue.path) {
            order.amountPaid = order.orderTotal?.adding(-due)
        }
        order.paymentMethod = decoding.text(record.order(.paymentMethod), InkSoftField.paymentMethod.path)
        order.requestedShippingService = decoding.text(
            record.order(.shippingMethodName), InkSoftField.shippingMethodName.path)
    }

    private func customer(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let email = decoding.record.order(.email).isEmpty ? InkSoftField.userEmail : .email
        order.customerEmail = decoding.text(decoding.record.order(email), email.path)
        order.billTo = decoding.inkSoftAddress(.billingAddress, isRequired: false)
        order.shipTo = decoding.inkSoftAddress(.shippingAddress, isRequired: true)
        decoding.requireShipTo(of: order, names: Self.shipToNames)
    }

    private static let shipToNames = ShipToNames(
        name: InkSoftAddress.shippingAddress.path(.firstName), street: InkSoftAddress.shippingAddress.path(.street1),
        city: InkSoftAddress.shippingAddress.path(.city), state: InkSoftAddress.shippingAddress.path(.state),
        postalCode: InkSoftAddress.shippingAddress.path(.postCode),
        country: InkSoftAddress.shippingAddress.path(.countryCode))

    private func notes(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.giftMessage = decoding.text(record.order(.giftMessage), InkSoftField.giftMessage.path)
        // There is no flag: a message says that it is a gift, its absence says nothing.
        if !order.giftMessage.isAbsent { order.gift = true }
        order.customerNotes = decoding.text(record.order(.notes), InkSoftField.notes.path)
        order.internalNotes = decoding.text(record.order(.paymentMethodNote), InkSoftField.paymentMethodNote.path)
        let lineNotes = (1..<max(1, record.instanceCount)).filter { record.group(of: $0) == InkSoftGroup.lineNote }
            .compactMap { note in InkSoftLineNoteField.allCases.map { record($0, of: note) }.first { !$0.isEmpty } }
        guard !lineNotes.isEmpty else { return }
        let notes = [record.order(.paymentMethodNote)].filter { !$0.isEmpty } + lineNotes
        order.internalNotes = Text(decoding.record.append(notes.map(record.string).joined(separator: "\n")))
    }

    // MARK: - Discounts and the total

    private func discounts(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        for instance in 1..<max(1, record.instanceCount)
        where record.group(of: instance) == InkSoftGroup.adjustment && isAdjustment("discount", instance, record) {
            let field = record(InkSoftAdjustmentField.amount, of: instance)
            guard let amount = decoding.money(field, "TotalAdjustments/Amount"), amount != .zero else { continue }
            var discount = Discount(amount: amount < .zero ? -amount : amount)
            discount.description = decoding.text(
                record(InkSoftAdjustmentField.description, of: instance), "TotalAdjustments/Description")
            order.discounts.append(discount)
        }
        let sum = order.discounts.reduce(Money?.some(.zero)) { $0?.adding($1.amount) }
        let given = decoding.money(record.order(.totalDiscount), InkSoftField.totalDiscount.path)
            .map { $0 < .zero ? -$0 : $0 }
        let codeField = record.order(.couponCode).isEmpty ? InkSoftField.discountCode : .couponCode
        let code = decoding.text(record.order(codeField), codeField.path)
        if !code.isAbsent { order.add(code: code, to: sum, of: given) }
        order.discountAmount = given == .zero && !order.discounts.isEmpty ? sum : given ?? (sum == .zero ? nil : sum)
    }

    private func isAdjustment(_ type: String, _ instance: Int, _ record: Record) -> Bool {
        record.bytes(of: record(InkSoftAdjustmentField.type, of: instance)).isWord(type)
    }

    /// Compares the total with its parts, as far as they are known; a difference is a warning, never a repair.
    private func checkTotal(_ decoding: inout FieldDecoding, _ order: Order, _ lines: Money?) {
        guard let total = order.orderTotal, let lines, !order.items.isEmpty else { return }
        let record = decoding.record
        var sum = lines.adding(order.taxAmount ?? .zero)?.adding(order.shippingAmount ?? .zero)?
            .adding(-(order.discountAmount ?? .zero))
        for instance in 1..<record.instanceCount where record.group(of: instance) == InkSoftGroup.adjustment {
            // What a refund does to the total is documented nowhere.
            if isAdjustment("refund", instance, record) { return }
            guard isAdjustment("fee", instance, record) else { continue }
            let fee = decoding.money(record(InkSoftAdjustmentField.amount, of: instance), "TotalAdjustments/Amount")
            sum = sum?.adding(fee ?? .zero)
        }
        guard let sum, sum != total else { return }
        decoding.findings.warn(
            RecordIssue(
                .totalMismatch, field: InkSoftField.totalAmount.path, value: record.string(record.order(.totalAmount)),
                at: record.order(.totalAmount).position,
                "lines, tax, shipping and fees less discounts add up to \(sum.text(minimumFractionDigits: 2)); "
                    + "kept as given"))
    }
}

extension Order {
    /// Gives the buyer's code to what is discounted beyond the adjustments, or else to the first of these.
    fileprivate mutating func add(code: Text, to listed: Money?, of total: Money?) {
        guard let listed else { return }
        if let rest = total?.adding(-listed), rest > .zero {
            var discount = Discount(amount: rest)
            discount.code = code
            discounts.append(discount)
        } else if !discounts.isEmpty {
            discounts[0].code = code
        }
    }
}

extension FieldDecoding {
    /// An address; a code goes before a name where InkSoft gives both.
    fileprivate mutating func inkSoftAddress(_ place: InkSoftAddress, isRequired: Bool) -> Address {
        let record = record
        func field(_ first: InkSoftAddressField, or second: InkSoftAddressField) -> InkSoftAddressField {
            record(place, first).isEmpty ? second : first
        }
        var address = Address()
        address.name = inkSoftName(place)
        address.company = text(record(place, .companyName), place.path(.companyName))
        address.street1 = text(record(place, .street1), place.path(.street1))
        address.street2 = text(record(place, .street2), place.path(.street2))
        address.city = text(record(place, .city), place.path(.city))
        let state = field(.state, or: .stateName)
        address.state = text(record(place, state), place.path(state))
        address.phone = text(record(place, .phone), place.path(.phone))
        let country = field(.countryCode, or: .country)
        address.country = self.country(record(place, country), place.path(country), isRequired: isRequired)
        address.postalCode = postalCode(
            record(place, .postCode), place.path(.postCode), country: address.country, isRequired: isRequired)
        return address
    }

    private mutating func inkSoftName(_ place: InkSoftAddress) -> Text {
        let first = text(record(place, .firstName), place.path(.firstName))
        let last = text(record(place, .lastName), place.path(.lastName))
        if first.isAbsent && last.isAbsent { return text(record(place, .name), place.path(.name)) }
        if first.isAbsent { return last }
        if last.isAbsent { return first }
        let whole =
            record.string(at: first.offset, count: first.count) + " "
            + record.string(at: last.offset, count: last.count)
        return Text(record.append(whole))
    }
}

extension Span<UInt8> {
    /// Whether the text is a word, given in lower case, without regard to case.
    func isWord(_ word: String) -> Bool {
        guard count == word.utf8.count else { return false }
        for (index, letter) in word.utf8.enumerated() where self[index] | 0x20 != letter | 0x20 { return false }
        return true
    }
}
