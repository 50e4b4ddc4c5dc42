import Orders
import WireFormats

/// The values of a label system's record: the raw value is the slot.
protocol LabelSlot: RawRepresentable<Int>, CaseIterable {
    /// The value's name in the file, for people who look there.
    var name: String { get }
}

/// Where the values of an item in the box are.
struct BoxItemSlots {
    /// A slot of the item, with its name for people.
    struct Slot {
        let number: Int
        let name: String

        init(_ number: Int, _ name: String) {
            self.number = number
            self.name = name
        }
    }

    let lineItemKey: Slot
    let sku: Slot
    let name: Slot
    let quantity: Slot
}

/// Turns the values of one record into those of a label and notes what cannot be turned.
///
/// A decoder makes one for each record.
struct LabelDecoding<Slot: LabelSlot> {
    let record: Record
    let settings: LabelSettings
    var findings: RecordFindings
    /// The part of the record whose values the slots are; 0 is the record itself, another a box of it.
    var instance = 0

    init(_ record: Record, _ settings: LabelSettings, _ findings: RecordFindings) {
        self.record = record
        self.settings = settings
        self.findings = findings
    }

    /// A label of this record, of which only the source and the account's currency are known.
    func label(of system: String) -> Label {
        var label = Label(
            labelSystem: system,
            source: Source(file: settings.file, record: record.number, line: record.position(of: instance).line))
        label.currency = settings.currency
        return label
    }

    /// Whether the record has anything in a slot.
    func has(_ slot: Slot) -> Bool { !field(slot).isEmpty }

    func field(_ slot: Slot) -> Field { record.field(slot.rawValue, of: instance) }

    /// Whether the record has nothing at all, as the rows that spreadsheets leave behind a table.
    var isBlank: Bool { Slot.allCases.allSatisfy { field($0).isEmpty } }

    /// What people find the value under: a job may have renamed its column.
    func name(_ slot: Slot) -> String {
        settings.columnNames.isEmpty ? slot.name : settings.columnNames[slot.rawValue]
    }

    // MARK: - Texts

    /// A text, absent when it is empty.
    mutating func text(_ slot: Slot) -> String? {
        let name = name(slot)
        return text(field(slot), name)
    }

    /// A text of an item; a field given twice keeps the first value, with a warning.
    mutating func text(_ field: Field, _ name: @autoclosure () -> String) -> String? {
        if field.isRepeated {
            warn(.fieldRepeated, field, name(), "the field is given twice; the first is used")
        }
        return field.isEmpty ? nil : record.string(field)
    }

    /// A tracking number; one that a spreadsheet has turned into a rounded number is a reject, since it is lost.
    mutating func trackingNumber(_ slot: Slot) -> String? { trackingNumber(field(slot), name(slot)) }

    /// The tracking number of a package.
    mutating func trackingNumber(_ field: Field, _ name: String) -> String? {
        guard let number = text(field, name) else { return nil }
        if record.bytes(of: field).isRoundedNumber {
            reject(
                .trackingMangled, field, name,
                "a spreadsheet has rounded the tracking number; export the file again and do not save it from there")
        }
        return number
    }

    /// What names an order; one that a spreadsheet has turned into a rounded number is a reject, since it is lost.
    mutating func orderReference(_ slot: Slot) -> String? { orderReference(field(slot), name(slot)) }

    /// What names the order of a part of the record.
    mutating func orderReference(_ field: Field, _ name: String) -> String? {
        orderReference(text(field, name), in: field, name)
    }

    /// What names an order, found in the text of a field.
    mutating func orderReference(_ number: String?, in field: Field, _ name: String) -> String? {
        guard let number else { return nil }
        if number.utf8.span.isRoundedNumber {
            reject(
                .referenceMangled, field, name,
                "a spreadsheet has rounded the order number; export the file again and do not save it from there")
        }
        return number
    }

    /// A label that is to be announced must name its order; another may be known by its parcel alone.
    mutating func requireOrderToAnnounce(_ label: Label, _ slot: Slot, cure: String) {
        guard label.needsOrder, label.orderKey == nil, label.orderNumber == nil else { return }
        findings.reject(
            RecordIssue(
                .orderReferenceMissing, field: name(slot), at: record.position, "the label names no order; " + cure))
    }

    /// A record that tells of no label, such as an answer that reports an error.
    /// - Parameter slot: Where the answer says what kind of error.
    mutating func rejectWithoutLabel(_ slot: Slot) {
        let field = field(slot)
        findings.reject(
            RecordIssue(
                .labelMissing, field: name(slot), value: record.string(field),
                at: field.isEmpty ? record.position : field.position,
                "the record has no label; see what the answer says, and make the label again"))
    }

    /// No parcel travels with a label that was only made to try something.
    mutating func rejectTestLabel(_ slot: Slot) {
        if flag(slot) ?? false { reject(.testLabel, slot, "a test label: no parcel travels with it; leave it out") }
    }

    // MARK: - Numbers, flags and dates

    /// What became of the label, by the system's words; case, blanks and punctuation do not count.
    ///
    /// An unknown word is a reject, since whether to announce the label hangs on it.
    mutating func status(_ slot: Slot, _ words: [String: LabelStatus]) -> LabelStatus? {
        guard has(slot) else { return nil }
        if let status = words[foldedCode(record.string(field(slot)))] { return status }
        reject(.statusUnknown, slot, "nobody can say whether the label is valid; announce it by hand if it is")
        return nil
    }

    /// The currency of an amount, in upper case; one that cannot be read is absent, with a warning.
    mutating func currencyIfNamed(_ slot: Slot) -> Currency? {
        guard has(slot) else { return nil }
        if let currency = Currency(code: record.bytes(of: field(slot))) { return currency }
        warn(.currencyUnknown, slot, "no currency; it is left out: write three letters, as USD")
        return nil
    }

    /// A cost; absent when the field is empty, a reject when it cannot be kept exactly.
    mutating func money(_ slot: Slot) -> Money? { money(field(slot), name(slot)) }

    /// A cost of a part of the record.
    mutating func money(_ field: Field, _ name: String) -> Money? {
        guard !field.isEmpty else { return nil }
        do throws(Decimal4.Unreadable) {
            let cost = try CostText.read(record.bytes(of: field))
            if cost >= .zero { return cost }
            warn(
                .costNegative, field, name,
                "below zero: money that came back, or a line of an account; the cost is left out")
            return nil
        } catch {
            switch error {
            case .notANumber: reject(.amountUnreadable, field, name, "not an amount; write it with a point, as 1234.50")
            case .precision:
                reject(.amountPrecision, field, name, "more than four decimals cannot be kept exactly; round it")
            }
            return nil
        }
    }

    /// Yes or no; what cannot be read is a reject, since whether to announce the label hangs on it.
    mutating func flag(_ slot: Slot) -> Bool? {
        guard has(slot) else { return nil }
        switch record.string(field(slot)).lowercased() {
        case "true", "yes", "y", "1": return true
        case "false", "no", "n", "0": return false
        default:
            reject(.flagUnreadable, slot, "neither true nor false; write one of them")
            return nil
        }
    }

    /// A moment in UTC; a date without a time stays one.
    mutating func moment(_ slot: Slot) -> Timestamp? {
        guard has(slot) else { return nil }
        if let moment = DateText.timestamp(record.bytes(of: field(slot)), in: settings.timeZone) { return moment }
        reject(.dateUnreadable, slot, "not a date; write it as 2026-11-20 or 11/20/2026 3:07:00 PM")
        return nil
    }

    /// A date in the calendar of the label account; a time is dropped.
    mutating func calendarDate(_ slot: Slot) -> Timestamp? {
        moment(slot).map { calendarDate(of: $0) }
    }

    /// The date of a moment in the calendar of the label account.
    func calendarDate(of moment: Timestamp) -> Timestamp {
        guard !moment.isDateOnly else { return moment }
        let local = moment.seconds + Int64(settings.timeZone.offset(atUTC: moment.seconds))
        let days = CivilTime(secondsSinceEpoch: local).daysSinceEpoch
        return Timestamp(seconds: Int64(days) * 86400, isDateOnly: true)
    }

    /// The number of pieces of an item, or `nil` with a warning: then nobody can say what is in the box.
    /// - Parameter position: Where the item stands, for one that has no quantity at all.
    mutating func quantity(_ field: Field, _ name: String, at position: SourcePosition) -> Quantity? {
        if let quantity = try? Quantity(text: record.bytes(of: field)), quantity >= .zero { return quantity }
        findings.warn(
            RecordIssue(
                .itemsUnreadable, field: name, value: record.string(field),
                at: field.isPresent ? field.position : position,
                "not a quantity of an item; what is in the box counts as unknown"))
        return nil
    }

    /// What is in the box; `nil` when that cannot be said.
    ///
    /// An item that cannot be counted makes the whole list unknown: a wrong list would be told to the channel.
    /// - Parameters:
    ///   - list: The list itself.
    ///   - instances: Its items.
    mutating func items(_ list: Slot, _ instances: some Sequence<Int>, _ slots: BoxItemSlots) -> [BoxItem]? {
        guard !field(list).isRepeated else {
            warn(.itemsUnreadable, list, "the list is given twice; what is in the box counts as unknown")
            return nil
        }
        var items: [BoxItem] = []
        for item in instances {
            func field(_ slot: BoxItemSlots.Slot) -> Field { record.field(slot.number, of: item) }
            guard
                let quantity = quantity(
                    field(slots.quantity), slots.quantity.name, at: record.position(of: item))
            else { return nil }
            guard quantity > .zero else { continue }
            items.append(
                BoxItem(
                    lineItemKey: text(field(slots.lineItemKey), slots.lineItemKey.name),
                    sku: text(field(slots.sku), slots.sku.name), name: text(field(slots.name), slots.name.name),
                    quantity: quantity))
        }
        return items
    }

    // MARK: - Weights

    /// The weight of the box; zero means that nobody weighed it.
    mutating func weight(_ value: Slot, _ unit: Slot) -> Weight? {
        weight((field(value), name(value)), (field(unit), name(unit)))
    }

    /// The weight of a package.
    mutating func weight(_ value: (field: Field, name: String), _ unit: (field: Field, name: String)) -> Weight? {
        guard let number = weightNumber(value.field, value.name) else { return nil }
        if let unit = WeightUnit(name: record.bytes(of: unit.field)) { return Weight(number, unit) }
        warn(
            .weightUnitUnknown, unit.field.isPresent ? unit.field : value.field, unit.name,
            "no unit of weight; it is left out")
        return nil
    }

    /// The weight of the box, in a unit that the field's name says.
    mutating func weight(_ value: Slot, in unit: WeightUnit) -> Weight? {
        weightNumber(field(value), name(value)).map { Weight($0, unit) }
    }

    private mutating func weightNumber(_ field: Field, _ name: String) -> WeightNumber? {
        guard !field.isEmpty else { return nil }
        guard let number = WeightNumber(text: record.bytes(of: field)) else {
            warn(.weightUnreadable, field, name, "not a weight; it is left out")
            return nil
        }
        return number == .zero ? nil : number
    }

    // MARK: - Carrier and service

    /// The carrier's code with its word in ShipNotice; a code that the table does not have is `Other`, with a warning.
    mutating func carrier(_ slot: Slot) -> (code: String, carrier: Carrier)? {
        guard let code = text(slot) else { return nil }
        if let carrier = CarrierTable.carrier(code) { return (code, carrier) }
        warn(.carrierUnknown, slot, "no carrier that ShipNotice has a word for; it is announced as Other")
        return (code, .other)
    }

    /// The service's code with its name; a code that the table does not have is its own name, with a warning.
    /// - Parameter carrier: The carrier, where the codes of several carriers are alike.
    mutating func service(_ slot: Slot, of carrier: Carrier? = nil) -> (code: String, name: String)? {
        guard let code = text(slot) else { return nil }
        switch ServiceTable.name(of: code, carrier: carrier) {
        case .known(let name): return (code, name)
        case .unknown:
            warn(.serviceUnknown, slot, "no service that has a name here; the code is announced")
            return (code, code)
        }
    }

    // MARK: - Findings

    mutating func reject(_ code: IssueCode, _ slot: Slot, _ message: String) {
        reject(code, field(slot), name(slot), message)
    }

    private mutating func reject(_ code: IssueCode, _ field: Field, _ name: String, _ message: String) {
        findings.reject(RecordIssue(code, field: name, value: record.string(field), at: field.position, message))
    }

    mutating func warn(_ code: IssueCode, _ slot: Slot, _ message: String) {
        warn(code, field(slot), name(slot), message)
    }

    /// Notes a warning.
    /// - Parameter position: Where the part stands, for one that does not have the field at all.
    mutating func warn(
        _ code: IssueCode, _ field: Field, _ name: String, at position: SourcePosition? = nil, _ message: String
    ) {
        findings.warn(
            RecordIssue(
                code, field: name, value: record.string(field),
                at: field.isPresent ? field.position : position ?? field.position, message))
    }
}
