import WireFormats

/// The keys of one file's orders and where each was first seen, in some twenty-two bytes for each.
///
/// Of a digest 70 bits of 128 are kept: among a million keys two are taken for one with a chance of one in a thousand
/// million, and all that is made of it is a warning.
struct KeyIndex {
    /// A key and its place in sixteen bytes: no file has four thousand million lines.
    private struct Entry {
        /// A part of the key's digest; 0 when the entry is free.
        var key: UInt64
        var line: UInt32
        var column: UInt32

        static let free = Entry(key: 0, line: 0, column: 0)
    }

    /// A share of all keys: each grows by itself, so that little is held twice.
    ///
    /// At most four entries of five are taken.
    private struct Share {
        private var entries: [Entry] = []
        private var taken = 0

        /// Notes a key, unless it is there.
        mutating func insert(_ entry: Entry) -> Entry? {
            if (taken + 1) * 5 > entries.count * 4 { grow() }
            let place = place(of: entry.key)
            guard entries[place].key == 0 else { return entries[place] }
            entries[place] = entry
            taken += 1
            return nil
        }

        /// Where a key stands, or may stand.
        private func place(of key: UInt64) -> Int {
            // A digest is evenly spread already: its share of all digests is its share of the entries.
            var place = Int(truncatingIfNeeded: key.multipliedFullWidth(by: UInt64(entries.count)).high)
            while entries[place].key != 0, entries[place].key != key {
                place = place + 1 == entries.count ? 0 : place + 1
            }
            return place
        }

        /// Small shares double, as growing takes time; large ones grow by a quarter, as entries take memory.
        private mutating func grow() {
            let before = entries
            let more = before.count < 64 ? max(8, before.count) : before.count / 4
            entries = [Entry](repeating: .free, count: before.count + more)
            for entry in before where entry.key != 0 { entries[place(of: entry.key)] = entry }
        }
    }

    private static let shareCount = 64

    private var shares = [Share](repeating: Share(), count: shareCount)

    /// Notes a key.
    /// - Returns: Where it was seen before, or `nil`.
    mutating func insert(_ key: Digest, at position: SourcePosition) -> SourcePosition? {
        let entry = Entry(
            key: max(1, key.high), line: UInt32(truncatingIfNeeded: position.line),
            column: UInt32(truncatingIfNeeded: position.column))
        let known = shares[Int(key.low % UInt64(Self.shareCount))].insert(entry)
        return known.map { SourcePosition(line: Int($0.line), column: Int($0.column)) }
    }
}
