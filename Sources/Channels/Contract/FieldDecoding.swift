package import Orders
package import WireFormats

extension Text {
    /// The bytes of a record's field, where they are.
    package init(_ field: Field) {
        self.init(offset: field.offset, count: field.count)
    }

    /// A part of a record's field, where it is.
    package init(_ field: Field, _ range: Range<Int>) {
        self.init(offset: field.offset + UInt32(range.lowerBound), count: UInt32(range.count))
    }

    /// Text that a decoder has added to the record.
    package init(_ place: (offset: UInt32, count: UInt32)) {
        self.init(offset: place.offset, count: place.count)
    }
}

extension Record {
    /// A part of a field without the blanks around it.
    package func trimmed(_ range: Range<Int>, of field: Field) -> Range<Int> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }
        let text = bytes(of: field)
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, isBlank(text[start]) { start += 1 }
        while end > start, isBlank(text[end - 1]) { end -= 1 }
        return start..<end
    }
}

extension Record {
    /// Whether a field has a word, whatever its letters' case; the word is lower-case ASCII.
    package func has(_ word: StaticString, in field: Field) -> Bool {
        field.count == word.utf8CodeUnitCount && begins(with: word, field)
    }

    /// Whether a field begins with a word, whatever its letters' case; the word is lower-case ASCII.
    package func begins(with word: StaticString, _ field: Field) -> Bool {
        guard field.count >= word.utf8CodeUnitCount else { return false }
        let text = bytes(of: field)
        return word.withUTF8Buffer { word in
            word.indices.allSatisfy { index in
                let byte = text[index]
                return unsafe word[index] == (0x41...0x5A ~= byte ? byte | 0x20 : byte)
            }
        }
    }

    /// Whether two fields have the same bytes.
    package func isEqual(_ one: Field, _ other: Field) -> Bool {
        guard one.count == other.count else { return false }
        let first = bytes(of: one)
        let second = bytes(of: other)
        return first.indices.allSatisfy { first[$0] == second[$0] }
    }
}

/// Turns the fields of one record into values of the domain and notes what cannot be turned.
///
/// A decoder makes one for each record; the names it gives are those of the file, for people who look there.
package struct FieldDecoding {
    package var record: Record
    package var findings: RecordFindings

    package init(_ record: Record, _ findings: RecordFindings) {
        self.record = record
        self.findings = findings
    }

    /// A text; a field given twice keeps the first value, with a warning.
    package mutating func text(_ field: Field, _ name: @autoclosure () -> String) -> Text {
        noteRepetition(of: field, name)
        return Text(field)
    }

    /// Warns of a field that is there twice: the other value may be the one that was meant.
    @inline(__always)
    mutating func noteRepetition(of field: Field, _ name: () -> String) {
        guard field.isRepeated else { return }
        findings.warn(
            RecordIssue(
                .fieldRepeated, field: name(), at: field.position, "the field is given twice; the first is used"))
    }

    /// An amount; absent when the field is empty, a reject when it cannot be kept exactly.
    package mutating func money(_ field: Field, _ name: @autoclosure () -> String) -> Money? {
        noteRepetition(of: field, name)
        guard !field.isEmpty else { return nil }
        if let ticks = record.shortNumber(field) { return Money(ticks: ticks) }
        do throws(Decimal4.Unreadable) {
            return try Money(text: record.bytes(of: field))
        } catch {
            reject(amount: field, name(), error)
            return nil
        }
    }

    private mutating func reject(amount field: Field, _ name: String, _ problem: Decimal4.Unreadable) {
        let value = record.string(field)
        switch problem {
        case .notANumber:
            findings.reject(
                RecordIssue(
                    .amountUnreadable, field: name, value: value, at: field.position,
                    "not an amount; write it with a point, as 1234.50"))
        case .precision:
            findings.reject(
                RecordIssue(
                    .amountPrecision, field: name, value: value, at: field.position,
                    "more than four decimals, or too large, to be kept exactly; round it in the shop"))
        }
    }

    /// A number of pieces; absent when the field is empty, a reject when it is no number.
    package mutating func quantity(_ field: Field, _ name: @autoclosure () -> String) -> Quantity? {
        noteRepetition(of: field, name)
        guard !field.isEmpty else { return nil }
        guard
            let quantity = record.shortNumber(field).map(Quantity.init(ticks:))
                ?? (try? Quantity(text: record.bytes(of: field)))
        else {
            findings.reject(
                RecordIssue(
                    .quantityUnreadable, field: name(), value: record.string(field), at: field.position,
                    "not a number of at most four decimals; write it as 2"))
            return nil
        }
        if !quantity.isWhole {
            findings.warn(
                RecordIssue(
                    .quantityFractional, field: name(), value: record.string(field), at: field.position,
                    "the quantity is not whole; label systems count whole pieces"))
        }
        return quantity
    }

    /// A moment that the order's versions or the shop's calendar depend on: unreadable means reject.
    package mutating func timestamp(
        _ field: Field, _ name: @autoclosure () -> String, in zone: TimeZoneRules
    ) -> Timestamp? {
        noteRepetition(of: field, name)
        guard !field.isEmpty else { return nil }
        if let timestamp = DateText.timestamp(record.bytes(of: field), in: zone) { return timestamp }
        findings.reject(
            RecordIssue(
                .dateUnreadable, field: name(), value: record.string(field), at: field.position,
                "not a date; write it as MM/dd/yyyy HH:mm or 2026-11-20T14:03:00Z"))
        return nil
    }

    /// Yes or no, in the spellings of the wild; absent when empty, a warning when unreadable.
    package mutating func boolean(_ field: Field, _ name: @autoclosure () -> String) -> Bool? {
        noteRepetition(of: field, name)
        guard !field.isEmpty else { return nil }
        if let value = Self.boolean(record.bytes(of: field)) { return value }
        findings.warn(
            RecordIssue(
                .booleanUnreadable, field: name(), value: record.string(field), at: field.position,
                "neither true nor false; it is left out"))
        return nil
    }

    /// Yes or no, in the spellings of the wild; `nil` when it is neither.
    package static func boolean(_ text: Span<UInt8>) -> Bool? {
        var word: UInt64 = 0
        for index in 0..<min(8, text.count) { word = word << 8 | UInt64(text[index] | 0x20) }
        switch (text.count, word) {
        case (4, 0x7472_7565), (1, 0x31), (3, 0x79_6573), (1, 0x79), (1, 0x74): return true  // true 1 yes y t
        case (5, 0x66_616C_7365), (1, 0x30), (2, 0x6E6F), (1, 0x6E), (1, 0x66): return false  // false 0 no n f
        default: return nil
        }
    }

    /// The weight of one unit; zero stays zero until options have added to it, an unknown unit or number is a warning and no weight.
    package mutating func weight(
        _ value: Field, _ unit: Field, _ name: @autoclosure () -> String, _ unitName: @autoclosure () -> String
    ) -> Weight? {
        noteRepetition(of: value, name)
        noteRepetition(of: unit, unitName)
        guard !value.isEmpty else { return nil }
        let short = record.shortNumber(value).map { WeightNumber(Decimal4(ticks: $0)) }
        guard let number = short ?? WeightNumber(text: record.bytes(of: value)) else {
            findings.warn(
                RecordIssue(
                    .weightUnreadable, field: name(), value: record.string(value), at: value.position,
                    "not a weight; the line is taken as one whose weight is not known"))
            return nil
        }
        guard let known = WeightUnit(name: record.bytes(of: unit)) else {
            if number != .zero {
                findings.warn(
                    RecordIssue(
                        .weightUnitUnknown, field: unitName(), value: record.string(unit),
                        at: unit.isPresent ? unit.position : value.position,
                        "no unit of weight; write Pounds, Ounces, Grams or Kilograms"))
            }
            return nil
        }
        return Weight(number, known)
    }

    /// ISO 3166-1 alpha-2, from two letters, three letters or an English name.
    /// - Parameters:
    ///   - field: Where it stands.
    ///   - name: What the file calls it.
    ///   - isRequired: Whether an unknown country rejects the order, or is only left out.
    package mutating func country(
        _ field: Field, _ name: @autoclosure () -> String, isRequired: Bool
    ) -> Text {
        noteRepetition(of: field, name)
        guard !field.isEmpty else { return .absent }
        let bytes = record.bytes(of: field)
        if Country.isCode(bytes), bytes[0] < 91, bytes[1] < 91 { return Text(field) }
        guard let code = Country.code(bytes) else {
            let issue = RecordIssue(
                .countryUnknown, field: name(), value: record.string(field), at: field.position,
                "no country; write its two ISO 3166-1 letters, as US")
            if isRequired { findings.reject(issue) } else { findings.warn(issue) }
            return .absent
        }
        if field.count != 2 || Array(code.utf8)[0] | 0x20 != record.bytes(of: field)[0] | 0x20 {
            findings.warn(
                RecordIssue(
                    .countryNormalized, field: name(), value: record.string(field), at: field.position,
                    "the country is written as \(code)"))
        }
        return Text(record.append(code))
    }
}
