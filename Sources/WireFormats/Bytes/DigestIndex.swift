/// Numbers digests from 0 in the order in which they first come, with eleven to twenty-two bytes of overhead for each.
///
/// It is not generic, so that modules which use it need not be compiled with it to be fast.
package struct DigestIndex: Sendable {
    /// The digests by their numbers.
    package private(set) var keys: [Digest] = []
    /// For each place that a digest hashes to a part of the digest, and one more than its number; 0 when it is free.
    ///
    /// That part tells nearly all others apart without a look at them. At most three places of four are taken.
    private var places: [UInt64] = []

    package init() {}

    package var count: Int { keys.count }

    /// Makes room for so many digests at once.
    package mutating func reserve(_ count: Int) {
        keys.reserveCapacity(count)
        if count * 4 > places.count * 3 { rebuild(count * 4 / 3 + 1) }
    }

    /// The number of a digest that has come.
    package func number(of key: Digest) -> Int? {
        guard !places.isEmpty else { return nil }
        let number = places[place(of: key)]
        return number == 0 ? nil : Self.number(number)
    }

    /// The number of a digest, and whether it comes for the first time.
    package mutating func insert(_ key: Digest) -> (number: Int, isNew: Bool) {
        if (count + 1) * 4 > places.count * 3 { rebuild(max(16, places.count * 2)) }
        let place = place(of: key)
        guard places[place] == 0 else { return (Self.number(places[place]), false) }
        keys.append(key)
        places[place] = Self.entry(of: key, count - 1)
        return (count - 1, true)
    }

    /// Where a digest stands, or may stand.
    private func place(of key: Digest) -> Int {
        // A digest is evenly spread already: its share of all digests is its share of the places.
        var place = Int(key.low.multipliedFullWidth(by: UInt64(places.count)).high)
        while places[place] != 0 {
            if places[place] >> 32 == key.high >> 32, keys[Self.number(places[place])] == key { break }
            place = place + 1 == places.count ? 0 : place + 1
        }
        return place
    }

    private static func entry(of key: Digest, _ number: Int) -> UInt64 {
        key.high & ~UInt64(UInt32.max) | UInt64(UInt32(truncatingIfNeeded: number + 1))
    }

    private static func number(_ entry: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: entry)) - 1 }

    private mutating func rebuild(_ count: Int) {
        places = [UInt64](repeating: 0, count: count)
        for (number, key) in keys.enumerated() { places[place(of: key)] = Self.entry(of: key, number) }
    }
}
