/// Reads dates as exporters write them: by hand, since formatters are slow and guess.
///
/// Understood are `10/18/2019 21:56`, with one or two digits for month and day, two or four for the year, with or
/// without seconds, with AM or PM even behind a 24-hour time; `2019-10-18 21:56:33`, ISO 8601 with a fraction and a zone;
/// the compact `10182019x2156` of older requests; and dates without a time. A time without a zone is in the zone given.
package enum DateText {
    /// The moment that a text names, or `nil` when the text is no date of the calendar.
    /// - Parameters:
    ///   - text: The text, ASCII.
    ///   - zone: The zone of times that do not name one.
    package static func timestamp(_ text: Span<UInt8>, in zone: borrowing TimeZoneRules) -> Timestamp? {
        if let fast = guideFormat(text) {
            return fast.isValid ? instant(zone.utc(fromLocal: fast.secondsSinceEpoch)) : nil
        }
        guard text.count >= 6, text.count <= 40 else { return nil }
        var index = 0
        guard var civil = date(text, &index) else { return nil }
        if index == text.count { return civil.isValid ? dateOnly(civil) : nil }
        guard isTimeMark(text[index]) else { return nil }
        index += 1
        skipBlanks(text, &index)
        guard time(text, &index, into: &civil), civil.isValid else { return nil }
        skipBlanks(text, &index)
        guard index < text.count else {
            return instant(zone.utc(fromLocal: civil.secondsSinceEpoch))
        }
        guard let offset = zoneOffset(text, &index), index == text.count else { return nil }
        return instant(civil.secondsSinceEpoch - offset)
    }

    // MARK: - Formats

    /// `MM/dd/yyyy HH:mm`, the format of the guide and of most files.
    private static func guideFormat(_ text: Span<UInt8>) -> CivilTime? {
        guard text.count == 16, text[2] == UInt8(ascii: "/"), text[5] == UInt8(ascii: "/"), text[10] == 0x20,
            text[13] == UInt8(ascii: ":"), let month = twoDigits(text, 0), let day = twoDigits(text, 3),
            let century = twoDigits(text, 6), let year = twoDigits(text, 8), let hour = twoDigits(text, 11),
            let minute = twoDigits(text, 14)
        else { return nil }
        return CivilTime(year: century * 100 + year, month: month, day: day, hour: hour, minute: minute)
    }

    /// A date in one of the three orders of parts; leaves `index` behind it.
    private static func date(_ text: Span<UInt8>, _ index: inout Int) -> CivilTime? {
        let first = number(text, &index)
        guard index < text.count else { return nil }
        switch (first.digits, text[index]) {
        case (4, UInt8(ascii: "-")), (4, UInt8(ascii: "/")):
            let mark = text[index]
            index += 1
            let month = number(text, &index)
            guard (1...2).contains(month.digits), take(mark, text, &index) else { return nil }
            let day = number(text, &index)
            guard (1...2).contains(day.digits) else { return nil }
            return CivilTime(year: first.value, month: month.value, day: day.value)
        case (1...2, UInt8(ascii: "/")):
            index += 1
            let day = number(text, &index)
            guard (1...2).contains(day.digits), take(UInt8(ascii: "/"), text, &index) else { return nil }
            let year = number(text, &index)
            guard year.digits == 4 || year.digits == 2 else { return nil }
            let century = year.digits == 2 ? 2000 : 0
            return CivilTime(year: century + year.value, month: first.value, day: day.value)
        case (8, UInt8(ascii: "x")):
            return CivilTime(
                year: first.value % 10_000, month: first.value / 1_000_000, day: first.value / 10_000 % 100)
        default: return nil
        }
    }

    /// `H:mm`, `HH:mm:ss`, with a fraction, which is dropped, and AM or PM; or the compact `HHmm`.
    private static func time(_ text: Span<UInt8>, _ index: inout Int, into civil: inout CivilTime) -> Bool {
        let hour = number(text, &index)
        if hour.digits == 4, index == text.count {
            civil.hour = hour.value / 100
            civil.minute = hour.value % 100
            return true
        }
        guard (1...2).contains(hour.digits), take(UInt8(ascii: ":"), text, &index) else { return false }
        let minute = number(text, &index)
        guard (1...2).contains(minute.digits) else { return false }
        civil.hour = hour.value
        civil.minute = minute.value
        if take(UInt8(ascii: ":"), text, &index) {
            let second = number(text, &index)
            guard (1...2).contains(second.digits) else { return false }
            // A leap second is written as the last second of its minute.
            civil.second = second.value == 60 ? 59 : second.value
            if take(UInt8(ascii: "."), text, &index) { guard number(text, &index).digits > 0 else { return false } }
        }
        return halfDay(text, &index, into: &civil)
    }

    /// AM or PM: a 12-hour time is turned, a 24-hour time with a mark (`21:56 PM`, in the guide's own sample) stays.
    private static func halfDay(_ text: Span<UInt8>, _ index: inout Int, into civil: inout CivilTime) -> Bool {
        var next = index
        skipBlanks(text, &next)
        guard next < text.count else { return true }
        let letter = text[next] | 0x20
        guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return true }
        next += 1
        if next < text.count, text[next] | 0x20 == UInt8(ascii: "m") { next += 1 }
        index = next
        if letter == UInt8(ascii: "p"), civil.hour < 12 { civil.hour += 12 }
        if letter == UInt8(ascii: "a"), civil.hour == 12 { civil.hour = 0 }
        return letter == UInt8(ascii: "p") || civil.hour < 12
    }

    /// `Z`, `UTC`, `+01:00`, `-0600`, `+01`, in seconds east of UTC.
    private static func zoneOffset(_ text: Span<UInt8>, _ index: inout Int) -> Int64? {
        let mark = text[index]
        if mark | 0x20 == UInt8(ascii: "z") {
            index += 1
            return 0
        }
        if mark == UInt8(ascii: "U") || mark == UInt8(ascii: "G") {
            guard text.count - index == 3 else { return nil }
            let isUTC = text[index + 1] == UInt8(ascii: "T") && text[index + 2] == UInt8(ascii: "C")
            let isGMT = text[index + 1] == UInt8(ascii: "M") && text[index + 2] == UInt8(ascii: "T")
            index += 3
            return isUTC || isGMT ? 0 : nil
        }
        guard mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") else { return nil }
        index += 1
        let digits = number(text, &index)
        var minutes = 0
        switch digits.digits {
        case 4:
            guard digits.value % 100 < 60 else { return nil }
            minutes = digits.value / 100 * 60 + digits.value % 100
        case 1...2:
            minutes = digits.value * 60
            if take(UInt8(ascii: ":"), text, &index) {
                let rest = number(text, &index)
                guard rest.digits == 2, rest.value < 60 else { return nil }
                minutes += rest.value
            }
        default: return nil
        }
        guard minutes <= 18 * 60 else { return nil }
        return Int64(mark == UInt8(ascii: "-") ? -minutes : minutes) * 60
    }

    // MARK: - Characters

    private static func dateOnly(_ civil: CivilTime) -> Timestamp? {
        instant(civil.secondsSinceEpoch).map { Timestamp(seconds: $0.seconds, isDateOnly: true) }
    }

    /// The instant, or `nil` when its year in UTC could not be written in four digits.
    private static func instant(_ seconds: Int64) -> Timestamp? {
        let yearsOneTo9999: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
        return yearsOneTo9999.contains(seconds) ? Timestamp(seconds: seconds) : nil
    }

    private static func isTimeMark(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == UInt8(ascii: "T") || byte == UInt8(ascii: "t") || byte == UInt8(ascii: "x")
    }

    private static func twoDigits(_ text: Span<UInt8>, _ index: Int) -> Int? {
        let tens = text[index] &- 48
        let ones = text[index + 1] &- 48
        guard tens < 10, ones < 10 else { return nil }
        return Int(tens) * 10 + Int(ones)
    }

    /// A run of up to 18 digits; more, or none, count as none.
    private static func number(_ text: Span<UInt8>, _ index: inout Int) -> (value: Int, digits: Int) {
        var value = 0
        var digits = 0
        while index < text.count, text[index] &- 48 < 10 {
            if digits < 18 { value = value * 10 + Int(text[index] &- 48) }
            digits += 1
            index += 1
        }
        return digits > 18 ? (0, 0) : (value, digits)
    }

    private static func take(_ byte: UInt8, _ text: Span<UInt8>, _ index: inout Int) -> Bool {
        guard index < text.count, text[index] == byte else { return false }
        index += 1
        return true
    }

    private static func skipBlanks(_ text: Span<UInt8>, _ index: inout Int) {
        while index < text.count, text[index] == 0x20 { index += 1 }
    }
}
