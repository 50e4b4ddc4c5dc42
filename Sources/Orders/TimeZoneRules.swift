/// When a zone's clocks change, and to what: the rules of one zone, as the system's TZif files give them.
///
/// The footer of a TZif file, which holds for all times after its table, is written out once, for 400 years: the calendar
/// repeats itself after that, weekdays included. So each question is one binary search.
package struct TimeZoneRules: Hashable, Sendable {
    /// The instants in UTC at which the offset changes, ascending.
    private let instants: [Int64]
    /// For each change, the first reading of the local clock that belongs to the time after it.
    private let localInstants: [Int64]
    /// Seconds east of UTC: before the first change, then after each.
    private let offsets: [Int]
    /// From here on, in UTC as in local time, the last 400 years repeat; the largest value when nothing repeats.
    private let horizon: Int64

    /// Coordinated Universal Time, which never changes.
    package static let utc = TimeZoneRules(fixedOffset: 0)

    /// A zone that never changes.
    /// - Parameter fixedOffset: Seconds east of UTC.
    package init(fixedOffset: Int) {
        self.init(offsetBefore: fixedOffset, changes: [], horizon: .max)
    }

    /// Reads a zone file in the TZif format (RFC 8536, version 1 to 4).
    /// - Parameter bytes: The whole file, such as `/usr/share/zoneinfo/America/Chicago`.
    /// - Throws: `TimeZoneDamage` when the bytes are no such file, or one that counts leap seconds.
    package init(tzif bytes: [UInt8]) throws(TimeZoneDamage) {
        let file = try TimeZoneFile(bytes)
        guard let footer = file.footer else {
            self.init(offsetBefore: file.offsetBefore, changes: file.changes, horizon: .max)
            return
        }
        guard let daylight = footer.daylight else {
            // The file's last change agrees with the footer; a file without a change has only the footer.
            let offset = file.changes.isEmpty ? footer.standardOffset : file.offsetBefore
            self.init(offsetBefore: offset, changes: file.changes, horizon: .max)
            return
        }
        let lastTabled = file.changes.last?.instant ?? .min
        let firstYear = file.changes.isEmpty ? 1900 : CivilTime(secondsSinceEpoch: lastTabled).year
        var changes = file.changes
        for year in firstYear...(firstYear + Self.yearsOfCycle + 2) {
            changes += footer.changes(of: daylight, in: year).filter { $0.instant > lastTabled }
        }
        let horizon = CivilTime(year: firstYear + Self.yearsOfCycle + 2, month: 1, day: 1).secondsSinceEpoch
        self.init(offsetBefore: file.offsetBefore, changes: changes, horizon: horizon)
    }

    private init(offsetBefore: Int, changes: [TimeZoneChange], horizon: Int64) {
        var instants: [Int64] = []
        var localInstants: [Int64] = []
        var offsets = [offsetBefore]
        for change in changes.inOrder() {
            let before = offsets[offsets.count - 1]
            guard change.offset != before else { continue }
            instants.append(change.instant)
            // Through the gap of a clock put forward and the doubled hour of one put back, the time before holds.
            let local = change.instant + Int64(max(before, change.offset))
            localInstants.append(max(local, localInstants.last ?? .min))
            offsets.append(change.offset)
        }
        self.instants = instants
        self.localInstants = localInstants
        self.offsets = offsets
        self.horizon = horizon
    }

    /// How far the local clock is ahead of UTC.
    /// - Parameter seconds: An instant, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: Seconds, positive east of Greenwich.
    package func offset(atUTC seconds: Int64) -> Int {
        offsets[Self.countNotAfter(withinCycle(seconds), in: instants)]
    }

    /// The instant at which the local clock shows a time.
    ///
    /// A time that the clock skips is read with the offset before the gap, so that it comes out after it; of a time that
    /// the clock shows twice the first is taken, which is daylight saving time where clocks are put back for winter.
    /// - Parameter seconds: The local time, as seconds since 1970-01-01T00:00:00 on the same clock.
    /// - Returns: Seconds since 1970-01-01T00:00:00Z.
    package func utc(fromLocal seconds: Int64) -> Int64 {
        seconds - Int64(offsets[Self.countNotAfter(withinCycle(seconds), in: localInstants)])
    }

    // MARK: - Arithmetic

    private static let yearsOfCycle = 400
    private static let secondsOfCycle: Int64 = 146_097 * 86_400

    /// The same date and time in the last 400 years that are written out, for one beyond them.
    private func withinCycle(_ seconds: Int64) -> Int64 {
        guard seconds >= horizon else { return seconds }
        return seconds - ((seconds - horizon) / Self.secondsOfCycle + 1) * Self.secondsOfCycle
    }

    private static func countNotAfter(_ value: Int64, in sorted: [Int64]) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// From an instant on, clocks are this far ahead of UTC.
struct TimeZoneChange: Hashable {
    /// Seconds since 1970-01-01T00:00:00Z.
    var instant: Int64
    /// Seconds east of UTC.
    var offset: Int
}

extension [TimeZoneChange] {
    /// By instant; of several changes at one instant only the last of the list is kept.
    fileprivate func inOrder() -> [TimeZoneChange] {
        let sorted = enumerated().sorted { ($0.element.instant, $0.offset) < ($1.element.instant, $1.offset) }
        var ordered: [TimeZoneChange] = []
        for (_, change) in sorted {
            if ordered.last?.instant == change.instant { ordered.removeLast() }
            ordered.append(change)
        }
        return ordered
    }
}
