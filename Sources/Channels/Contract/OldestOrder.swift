package import Orders

/// The first calendar day whose orders are taken; those of earlier days are `too_old`.
package struct OldestOrder: Hashable, Sendable {
    /// The day, without a time.
    package let day: Timestamp
    /// The instant at which the day begins on the store's clock.
    package let start: Timestamp

    /// Counts back from the date of a moment on a store's clock.
    package init(days: Int, before now: Int64, in zone: TimeZoneRules) {
        let today = CivilTime(secondsSinceEpoch: now + Int64(zone.offset(atUTC: now))).daysSinceEpoch
        // A million days reach back beyond every date that can be read.
        let midnight = Int64(today - min(days, 1_000_000)) * 86_400
        day = Timestamp(seconds: midnight, isDateOnly: true)
        start = Timestamp(seconds: zone.utc(fromLocal: midnight))
    }

    /// Whether an order of this date is taken.
    package func admits(_ date: Timestamp) -> Bool { date.isDateOnly ? date >= day : date >= start }
}
