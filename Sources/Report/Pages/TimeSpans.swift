/// Orders by day, or by month or year where there would be too many columns to be told apart.
struct TimeSpans {
    /// `day`, `month` or `year`.
    var unit: String
    var bars: [Bar] = []
    /// The name of the first span and of the last.
    var first: String { bars.first?.label ?? "" }
    var last: String { bars.last?.label ?? "" }

    /// - Parameter days: How many there are of each day, such as `2026-11-24`; what is no day is left out.
    init(days counts: [String: Int]) {
        let days = counts.compactMap { entry in Day(entry.key).map { (day: $0, count: entry.value) } }
            .sorted { $0.day < $1.day }
        unit = "day"
        guard let first = days.first?.day, let last = days.last?.day else { return }
        let months = (last.year - first.year) * 12 + last.month - first.month
        if last.number - first.number < 62 {
            let byDay = Dictionary(uniqueKeysWithValues: days.map { ($0.day, $0.count) })
            bars = (first.number...last.number).map { Day(number: $0) }.map {
                Bar(Shown.shortDay($0.text), byDay[$0] ?? 0)
            }
        } else if months < 62 {
            unit = "month"
            let byMonth = days.reduce(into: [:]) { $0[String($1.day.text.prefix(7)), default: 0] += $1.count }
            bars = (0...months).map { step in
                let month = first.month - 1 + step
                let name = String(Day.month(of: first.year + month / 12, month % 12 + 1).text.prefix(7))
                return Bar(name, byMonth[name] ?? 0)
            }
        } else {
            unit = "year"
            let byYear = days.reduce(into: [:]) { $0[$1.day.year, default: 0] += $1.count }
            bars = byYear.sorted { $0.key < $1.key }.map { Bar(String($0.key), $0.value) }
        }
    }
}
