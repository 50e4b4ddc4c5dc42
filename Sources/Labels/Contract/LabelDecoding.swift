import Orders
import WireFormats

/// The values of a label system's record: the raw value is the slot.
protocol LabelSlot: RawRepresentable<Int>, CaseIterable {
    /// The value's name in the file, for people who look there.
    var name: String { get }
}

/// Turns the values of one record into those of a label and notes what cannot be turned.
///
/// A decoder makes one for each record.
struct LabelDecoding<Slot: LabelSlot> {
    let record: Record
    let settings: LabelSettings
    var findings: RecordFindings

    init(_ record: Record, _ settings: LabelSettings, _ findings: RecordFindings) {
        self.record = record
        self.settings = settings
        self.findings = findings
    }

    /// A label of this record, of which only the source and the account's currency are known.
    func label(of system: String) -> Label {
        var label = Label(
            labelSystem: system,
            source: Source(file: settings.file, record: record.number, line: record.position.line))
        label.currency = settings.currency
        return label
    }

    /// Whether the record has anything in a slot.
    func has(_ slot: Slot) -> Bool { !field(slot).isEmpty }

    func field(_ slot: Slot) -> Field { record.field(slot.rawValue) }

    // MARK: - Texts

    /// A text, absent when it is empty.
    mutating func text(_ slot: Slot) -> String? { text(field(slot), slot.name) }

    /// A text of an item; a field given twice keeps the first value, with a warning.
    mutating func text(_ field: Field, _ name: @autoclosure () -> String) -> String? {
        if field.isRepeated {
            warn(.fieldRepeated, field, name(), "the field is given twice; the first is used")
        }
        return field.isEmpty ? nil : record.string(field)
    }

    /// A tracking number; one that a spreadsheet has turned into a rounded number is a reject, since it is lost.
    mutating func trackingNumber(_ slot: Slot) -> String? {
        guard let number = text(slot) else { return nil }
        if isRoundedNumber(record.bytes(of: field(slot))) {
            reject(
                .trackingMangled, slot,
                "a spreadsheet has rounded the tracking number; export the file again and do not save it from there")
        }
        return number
    }

    /// A label that names no order can tell no channel anything.
    mutating func requireOrder(of label: Label, _ slot: Slot, cure: String) {
        guard label.orderKey == nil, label.orderNumber == nil else { return }
        findings.reject(
            RecordIssue(
                .orderReferenceMissing, field: slot.name, at: record.position, "the label names no order; " + cure))
    }

    // MARK: - Numbers, flags and dates

    /// An amount; absent when the field is empty, a reject when it cannot be kept exactly.
    mutating func money(_ slot: Slot) -> Money? {
        guard has(slot) else { return nil }
        do throws(Decimal4.Unreadable) {
            return try Money(text: record.bytes(of: field(slot)))
        } catch {
            switch error {
            case .notANumber: reject(.amountUnreadable, slot, "not an amount; write it with a point, as 1234.50")
            case .precision: reject(.amountPrecision, slot, "more than four decimals cannot be kept exactly; round it")
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
        guard let moment = moment(slot) else { return nil }
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

    // MARK: - Weights

    /// The weight of the box; zero means that nobody weighed it.
    mutating func weight(_ value: Slot, _ unit: Slot) -> Weight? {
        guard let number = weightValue(value) else { return nil }
        if let unit = WeightUnit(name: record.bytes(of: field(unit))) { return Weight(number, unit) }
        warn(
            .weightUnitUnknown, field(unit).isPresent ? field(unit) : field(value), unit.name,
            "no unit of weight; it is left out")
        return nil
    }

    /// The weight of the box, in a unit that the field's name says.
    mutating func weight(_ value: Slot, in unit: WeightUnit) -> Weight? {
        weightValue(value).map { Weight($0, unit) }
    }

    private mutating func weightValue(_ slot: Slot) -> WeightNumber? {
        guard has(slot) else { return nil }
        guard let number = WeightNumber(text: record.bytes(of: field(slot))) else {
            warn(.weightUnreadable, slot, "not a weight; it is left out")
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
    mutating func service(_ slot: Slot) -> (code: String, name: String)? {
        guard let code = text(slot) else { return nil }
        switch ServiceTable.name(of: code) {
        case .known(let name): return (code, name)
        case .unknown:
            warn(.serviceUnknown, slot, "no service that has a name here; the code is announced")
            return (code, code)
        }
    }

    // MARK: - Findings

    mutating func reject(_ code: IssueCode, _ slot: Slot, _ message: String) {
        let field = field(slot)
        findings.reject(
            RecordIssue(code, field: slot.name, value: record.string(field), at: field.position, message))
    }

    mutating func warn(_ code: IssueCode, _ slot: Slot, _ message: String) {
        warn(code, field(slot), slot.name, message)
    }

    private mutating func warn(_ code: IssueCode, _ field: Field, _ name: String, _ message: String) {
        findings.warn(RecordIssue(code, field: name, value: record.string(field), at: field.position, message))
    }
}

/// Whether a text is a number as spreadsheets shorten it, such as `9.4E+21`; `1E5` could be a carrier's own.
private func isRoundedNumber(_ text: Span<UInt8>) -> Bool {
    var index = 0
    var isNumber = false
    guard skipDigits(text, &index) else { return false }
    if index < text.count, text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: ",") {
        isNumber = true
        index += 1
        guard skipDigits(text, &index) else { return false }
    }
    guard index < text.count, text[index] | 0x20 == UInt8(ascii: "e") else { return false }
    index += 1
    if index < text.count, text[index] == UInt8(ascii: "+") {
        isNumber = true
        index += 1
    }
    return skipDigits(text, &index) && index == text.count && isNumber
}

private func skipDigits(_ text: Span<UInt8>, _ index: inout Int) -> Bool {
    let start = index
    while index < text.count, text[index] &- 48 < 10 { index += 1 }
    return index > start
}
