/// Numbers digests from 0 in the order in which they first come, with some eleven bytes of overhead for each.
///
/// It is not generic, so that modules which use it need not be compiled with it to be fast.
package struct DigestIndex: Sendable {
    /// A share of all digests, with the places of its own, so that little is held twice when places are added.
    private struct Share {
        /// For each place that a digest belongs to, a part of the digest and one more than its number; 0 when it is free.
        ///
        /// That part tells nearly all others apart without a look at them, and says where the place is: adding places
        /// needs no look at the digests either. At most four places of five are taken.
        var places: [UInt64] = []
        var taken = 0

        /// Whether another digest needs more places.
        var isFull: Bool { (taken + 1) * 5 > places.count * 4 }

        /// Where a digest stands, or may stand.
        func place(of key: Digest, _ digests: SegmentedArray<Digest>) -> Int {
            var place = DigestIndex.firstPlace(of: key.high, among: places.count)
            while true {
                let entry = places[place]
                if entry == 0 { return place }
                if entry >> 32 == key.high >> 32, digests[DigestIndex.number(entry)] == key { return place }
                place = place + 1 == places.count ? 0 : place + 1
            }
        }

        /// Small shares double, as growing takes time; large ones grow by a quarter, as places take memory.
        mutating func grow() { grow(to: max(8, places.count + (places.count < 64 ? places.count : places.count / 4))) }

        mutating func grow(to count: Int) {
            var grown = [UInt64](repeating: 0, count: count)
            for entry in places where entry != 0 {
                var place = DigestIndex.firstPlace(of: entry, among: count)
                while grown[place] != 0 { place = place + 1 == count ? 0 : place + 1 }
                grown[place] = entry
            }
            places = grown
        }
    }

    private static let shareCount = 64

    private var digests = SegmentedArray<Digest>()
    private var shares = [Share](repeating: Share(), count: shareCount)

    package init() {}

    package var count: Int { digests.count }

    /// The digests by their numbers.
    package var keys: [Digest] { (0..<count).map { digests[$0] } }

    /// The digest of a number.
    package subscript(number: Int) -> Digest { digests[number] }

    /// Makes room for so many digests at once.
    package mutating func reserve(_ count: Int) {
        let places = count * 4 / 3 / Self.shareCount
        for share in shares.indices where shares[share].places.count < places { shares[share].grow(to: places) }
    }

    /// The number of a digest that has come.
    package func number(of key: Digest) -> Int? {
        let share = Self.share(of: key)
        guard shares[share].taken > 0 else { return nil }
        let entry = shares[share].places[shares[share].place(of: key, digests)]
        return entry == 0 ? nil : Self.number(entry)
    }

    /// The number of a digest, and whether it comes for the first time.
    package mutating func insert(_ key: Digest) -> (number: Int, isNew: Bool) {
        let share = Self.share(of: key)
        if shares[share].isFull { shares[share].grow() }
        let place = shares[share].place(of: key, digests)
        let entry = shares[share].places[place]
        guard entry == 0 else { return (Self.number(entry), false) }
        shares[share].places[place] = key.high & ~UInt64(UInt32.max) | UInt64(UInt32(truncatingIfNeeded: count + 1))
        shares[share].taken += 1
        digests.append(key)
        return (count - 1, true)
    }

    private static func share(of key: Digest) -> Int { Int(key.low % UInt64(shareCount)) }

    /// A digest is evenly spread already: its share of all digests is its share of the places.
    static func firstPlace(of entry: UInt64, among count: Int) -> Int {
        Int(truncatingIfNeeded: ((entry >> 32) &* UInt64(truncatingIfNeeded: count)) >> 32)
    }

    private static func number(_ entry: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: entry)) - 1 }
}
