import Orders

/// The day of a run in UTC, by which the archive keeps its inputs: `archive/2026/11/23`.
package struct ArchiveDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    private let number: Int

    /// The day of a moment, in seconds since the epoch.
    init(of seconds: Int64) { number = CivilTime(secondsSinceEpoch: seconds).daysSinceEpoch }

    /// A day as the archive's folders or `text` name it, whatever follows behind a separator; `nil` for anything else.
    init?(_ text: some StringProtocol, separator: Character) {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false).prefix(3)
        guard parts.map(\.utf8.count) == [4, 2, 2] else { return nil }
        let numbers = parts.compactMap { JobFileText.number($0) }
        guard numbers.count == 3 else { return nil }
        let civil = CivilTime(year: numbers[0], month: numbers[1], day: numbers[2])
        guard civil.isValid else { return nil }
        number = civil.daysSinceEpoch
    }

    private init(number: Int) { self.number = number }

    /// So many days before.
    func earlier(by days: Int) -> ArchiveDay { ArchiveDay(number: number - days) }

    /// The folders of the day below the archive: `2026/11/23`.
    var folders: String { written("/") }

    /// The day as ISO 8601 writes it: `2026-11-23`.
    package var text: String { written("-") }

    private func written(_ separator: String) -> String {
        let civil = CivilTime(secondsSinceEpoch: Int64(number) * 86_400)
        return [civil.year, civil.month, civil.day].map { $0 < 10 ? "0\($0)" : String($0) }
            .joined(separator: separator)
    }

    package static func < (left: ArchiveDay, right: ArchiveDay) -> Bool { left.number < right.number }
}
