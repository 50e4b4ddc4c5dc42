import Orders

/// Numbers, times and words as people read them.
enum Shown {
    /// `12,408`.
    static func count(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// `1 order`, `12,408 orders`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// `812 B`, `20.4 MB`.
    static func bytes(_ number: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var (whole, tenths, unit) = (number, 0, 0)
        while whole >= 1000, unit + 1 < units.count {
            (whole, tenths, unit) = (whole / 1000, whole % 1000 / 100, unit + 1)
        }
        return unit == 0 || whole >= 100 ? "\(whole) \(units[unit])" : "\(whole).\(tenths) \(units[unit])"
    }

    /// `412 ms`, `3.2 s`, `4 min 10 s`, `2 h 5 min`.
    static func duration(milliseconds: Int) -> String {
        switch milliseconds {
        case ..<1000: "\(milliseconds) ms"
        case ..<60_000: "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        case ..<3_600_000: "\(milliseconds / 60_000) min \(milliseconds / 1000 % 60) s"
        default: "\(milliseconds / 3_600_000) h \(milliseconds / 60_000 % 60) min"
        }
    }

    /// `already announced` for `already_announced`.
    static func words(_ name: String) -> String { name.replacing("_", with: " ") }

    /// A text with a capital letter in front.
    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `24 November 2026`, of `2026-11-24`.
    static func day(_ date: String) -> String {
        guard let day = Day(date) else { return date }
        return "\(day.civil.day) \(months[day.month - 1]) \(day.year)"
    }

    /// `24 Nov`, of `2026-11-24`.
    static func shortDay(_ date: String) -> String {
        guard let day = Day(date) else { return date }
        return "\(day.civil.day) \(months[day.month - 1].prefix(3))"
    }

    /// `24 November 2026, 14:15 UTC`, of `2026-11-24T14:15:00Z`.
    static func moment(_ text: String) -> String {
        guard text.utf8.count >= 16 else { return text }
        return "\(day(String(text.prefix(10)))), \(text.dropFirst(11).prefix(5)) UTC"
    }

    /// A name with its middle left out, so that it has at most so many characters.
    static func shortened(_ name: String, to limit: Int) -> String {
        name.count <= limit ? name : "\(name.prefix(limit / 2))…\(name.suffix(limit - limit / 2 - 1))"
    }
}

/// A calendar day.
struct Day: Hashable, Comparable {
    /// Days since 1970-01-01.
    var number: Int

    init(number: Int) { self.number = number }

    /// Reads `2026-11-24`.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        let civil = CivilTime(year: year, month: month, day: day)
        guard civil.isValid else { return nil }
        number = civil.daysSinceEpoch
    }

    var civil: CivilTime { CivilTime(secondsSinceEpoch: Int64(number) * 86400) }

    var year: Int { civil.year }
    /// 1 to 12.
    var month: Int { civil.month }

    /// `2026-11-24`.
    var text: String {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let civil = civil
        return "\(civil.year)-\(padded(civil.month))-\(padded(civil.day))"
    }

    static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day {
    /// The first day of a month.
    static func month(of year: Int, _ month: Int) -> Day {
        Day(number: CivilTime(year: year, month: month, day: 1).daysSinceEpoch)
    }
}
