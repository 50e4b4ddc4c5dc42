/// A POSIX time zone, such as `CST6CDT,M3.2.0,M11.1.0`, which ends a TZif file and holds for all times after its table.
///
/// Read as RFC 8536 §3.3 extends it: quoted names, and times of a change from -167 to 167 hours.
struct TimeZoneFooter: Hashable {
    /// Seconds east of UTC, which is the other way round than in the text.
    let standardOffset: Int
    /// Daylight saving time; `nil` when the zone has none.
    let daylight: Daylight?

    struct Daylight: Hashable {
        /// Seconds east of UTC.
        let offset: Int
        /// When it begins, on the standard clock.
        let start: YearlyMoment
        /// When it ends, on the daylight clock.
        let end: YearlyMoment
    }

    /// Reads the text, or gives `nil` for a text that is no POSIX time zone.
    init?(_ text: ArraySlice<UInt8>) {
        var scanner = Scanner(text: text)
        guard scanner.skipName(), let west = scanner.time(hours: 0...24) else { return nil }
        standardOffset = -west
        guard !scanner.isAtEnd else {
            daylight = nil
            return
        }
        guard scanner.skipName() else { return nil }
        var offset = -west + 3600
        if !scanner.isAtEnd, scanner.next != UInt8(ascii: ",") {
            guard let west = scanner.time(hours: 0...24) else { return nil }
            offset = -west
        }
        guard !scanner.isAtEnd else {
            // POSIX leaves it open; the C library takes the rule of the United States.
            daylight = Daylight(
                offset: offset,
                start: YearlyMoment(day: .week(month: 3, week: 2, weekday: 0), seconds: 7200),
                end: YearlyMoment(day: .week(month: 11, week: 1, weekday: 0), seconds: 7200))
            return
        }
        guard let start = scanner.moment(), let end = scanner.moment(), scanner.isAtEnd else { return nil }
        daylight = Daylight(offset: offset, start: start, end: end)
    }

    /// The two changes of a year.
    func changes(of daylight: Daylight, in year: Int) -> [TimeZoneChange] {
        let start = TimeZoneChange(
            instant: daylight.start.localSeconds(in: year) - Int64(standardOffset), offset: daylight.offset)
        let end = TimeZoneChange(
            instant: daylight.end.localSeconds(in: year) - Int64(daylight.offset), offset: standardOffset)
        return [start, end]
    }
}

/// A day of each year and a time on it.
struct YearlyMoment: Hashable {
    enum Day: Hashable {
        /// `Jn`: 1 to 365; 29 February is not counted.
        case withoutLeapDay(Int)
        /// `n`: 0 to 365; 29 February is counted.
        case withLeapDay(Int)
        /// `Mm.w.d`: a weekday (0 is Sunday) of a month's first to fourth week; the fifth is its last.
        case week(month: Int, week: Int, weekday: Int)
    }

    var day: Day
    /// After the day's midnight; may lie days away from it.
    var seconds: Int

    /// Seconds since 1970-01-01T00:00:00 on the clock that holds before the change.
    func localSeconds(in year: Int) -> Int64 {
        Int64(days(in: year)) * 86_400 + Int64(seconds)
    }

    private func days(in year: Int) -> Int {
        let newYear = CivilTime(year: year, month: 1, day: 1).daysSinceEpoch
        switch day {
        case .withLeapDay(let number): return newYear + number
        case .withoutLeapDay(let number):
            let isBehindLeapDay = number > 59 && CivilTime.days(inMonth: 2, ofYear: year) == 29
            return newYear + number - (isBehindLeapDay ? 0 : 1)
        case .week(let month, let week, let weekday):
            let first = CivilTime(year: year, month: month, day: 1).daysSinceEpoch
            // 1970-01-01 was a Thursday, 4.
            let weekdayOfFirst = ((first + 4) % 7 + 7) % 7
            let number = (weekday - weekdayOfFirst + 7) % 7 + (week - 1) * 7
            return first + (number < CivilTime.days(inMonth: month, ofYear: year) ? number : number - 7)
        }
    }
}

/// Reads the parts of a POSIX time zone one after the other.
private struct Scanner {
    var text: ArraySlice<UInt8>

    var isAtEnd: Bool { text.isEmpty }
    var next: UInt8? { text.first }

    /// `CST`, three letters or more, or anything quoted, as `<-03>`.
    mutating func skipName() -> Bool {
        if take("<") {
            guard let end = text.firstIndex(of: UInt8(ascii: ">")), end > text.startIndex else { return false }
            text = text[(end + 1)...]
            return true
        }
        let letters = text.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
        text = text[letters.endIndex...]
        return letters.count >= 3
    }

    /// `[+-]hh[:mm[:ss]]`, in seconds.
    mutating func time(hours bounds: ClosedRange<Int>) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(bounds) else { return nil }
        var seconds = hours * 3600
        if take(":") {
            guard let minutes = number(0...59) else { return nil }
            seconds += minutes * 60
            if take(":") {
                guard let rest = number(0...59) else { return nil }
                seconds += rest
            }
        }
        return isNegative ? -seconds : seconds
    }

    /// `,date[/time]`; without a time it is two o'clock.
    mutating func moment() -> YearlyMoment? {
        guard take(","), let day = day() else { return nil }
        guard take("/") else { return YearlyMoment(day: day, seconds: 7200) }
        guard let seconds = time(hours: 0...167) else { return nil }
        return YearlyMoment(day: day, seconds: seconds)
    }

    private mutating func day() -> YearlyMoment.Day? {
        if take("J") { return number(1...365).map { .withoutLeapDay($0) } }
        guard take("M") else { return number(0...365).map { .withLeapDay($0) } }
        guard let month = number(1...12), take("."), let week = number(1...5), take("."), let weekday = number(0...6)
        else { return nil }
        return .week(month: month, week: week, weekday: weekday)
    }

    private mutating func number(_ bounds: ClosedRange<Int>) -> Int? {
        let digits = text.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard (1...3).contains(digits.count) else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        text = text[digits.endIndex...]
        return bounds.contains(value) ? value : nil
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard text.first == UInt8(ascii: character) else { return false }
        text = text.dropFirst()
        return true
    }
}
