/// Looks at eight bytes at once for bytes that need care: plain arithmetic on words, which every compiler turns into
/// fast code on every processor.
struct WordScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Non-zero when one of the eight bytes is `byte`.
    @inline(__always)
    static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let difference = word ^ (ones &* UInt64(byte))
        return (difference &- ones) & ~difference & highBits
    }

    /// The highest bit of each byte that is `byte`, exactly, as `matches` has it only for the first.
    @inline(__always)
    static func exactMatches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        let difference = word ^ (ones &* UInt64(byte))
        return ~((difference & ~highBits) &+ ~highBits | difference | ~highBits)
    }

    /// Non-zero when one of the eight bytes is less than `limit`, which is at most 128.
    @inline(__always)
    static func matches(_ word: UInt64, below limit: UInt8) -> UInt64 {
        (word &- ones &* UInt64(limit)) & ~word & highBits
    }

    @inline(__always)
    static func word(at pointer: UnsafePointer<UInt8>) -> UInt64 {
        UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self)
    }

    /// A word of as many ones as the first `count` bytes in memory have bits; `count` is less than eight.
    @inline(__always)
    static func firstBytes(_ count: Int) -> UInt64 { ((1 as UInt64) << UInt64(count &* 8)).littleEndian &- 1 }

    /// Whether two texts are the same; up to seven bytes behind them are read and do not count.
    @inline(__always)
    static func isSame(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var index = 0
        while index &+ 8 <= count {
            guard word(at: one + index) == word(at: other + index) else { return false }
            index &+= 8
        }
        return (word(at: one + index) ^ word(at: other + index)) & firstBytes(count &- index) == 0
    }

    /// How many characters begin in a text: its bytes without those that go on with one.
    static func countCharacters(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var characters = count
        var index = 0
        while index &+ 8 <= count {
            let word = word(at: text + index)
            characters &-= (word & ~(word << 1) & highBits).nonzeroBitCount
            index &+= 8
        }
        while index < count {
            if text[index] & 0xC0 == 0x80 { characters &-= 1 }
            index &+= 1
        }
        return characters
    }

    /// How many bytes two texts have in common at their beginnings.
    static func countSame(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, limit: Int) -> Int {
        var index = 0
        while index &+ 8 <= limit {
            let difference = word(at: one + index) ^ word(at: other + index)
            guard difference == 0 else { return index &+ difference.littleEndian.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < limit, one[index] == other[index] { index &+= 1 }
        return index
    }

    /// The index of the first byte from `start` on that is `byte`, or `end`; up to seven bytes behind `end` are read.
    @inline(__always)
    static func firstIndex(of byte: UInt8, _ padded: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index < end {
            let found = matches(word(at: padded + index), byte)
            if found != 0 { return min(end, index &+ found.littleEndian.trailingZeroBitCount / 8) }
            index &+= 8
        }
        return end
    }

    /// The index of the first byte from `start` on that is not ASCII, or `end`.
    static func firstNonASCII(_ text: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index &+ 8 <= end, word(at: text + index) & highBits == 0 { index &+= 8 }
        while index < end, text[index] < 0x80 { index &+= 1 }
        return index
    }

    /// Copies bytes and says whether none of them needs care; `needsCare` gives non-zero for a word that does.
    ///
    /// Nothing outside of the two ranges is touched: the last word overlaps the one before it.
    @inline(__always)
    static func copy(
        _ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>,
        unless needsCare: (UInt64) -> UInt64
    ) -> Bool {
        if count >= 8 {
            var found: UInt64 = 0
            func copyWord(_ index: Int) {
                let word = Self.word(at: source + index)
                found |= needsCare(word)
                UnsafeMutableRawPointer(target + index).storeBytes(of: word, as: UInt64.self)
            }
            // Most texts are short, and how often a loop is gone through is what processors guess worst.
            copyWord(0)
            if count > 16 {
                copyWord(8)
                var index = 16
                while index &+ 16 < count {
                    copyWord(index)
                    index &+= 8
                }
                copyWord(count &- 16)
            }
            copyWord(count &- 8)
            return found == 0
        }
        if count >= 4 {
            let first = UnsafeRawPointer(source).loadUnaligned(as: UInt32.self)
            let last = UnsafeRawPointer(source).loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
            UnsafeMutableRawPointer(target).storeBytes(of: first, as: UInt32.self)
            UnsafeMutableRawPointer(target).storeBytes(of: last, toByteOffset: count &- 4, as: UInt32.self)
            return needsCare(UInt64(first) << 32 | UInt64(last)) == 0
        }
        guard count > 0 else { return true }
        let (first, middle, last) = (source[0], source[count >> 1], source[count &- 1])
        target[0] = first
        target[count >> 1] = middle
        target[count &- 1] = last
        // Bytes that are not there are spaces, which never need care.
        let word = 0x2020_2020_2000_0000 | UInt64(first) << 16 | UInt64(middle) << 8 | UInt64(last)
        return needsCare(word) == 0
    }

    /// Copies 8 to 32 bytes, without a branch that depends on how many they are.
    @inline(__always)
    static func copy(from8to32 source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>) {
        let last = count &- 8
        let (second, third) = (min(8, last), max(0, last &- 8))
        let words = (word(at: source), word(at: source + second), word(at: source + third), word(at: source + last))
        let raw = UnsafeMutableRawPointer(target)
        raw.storeBytes(of: words.0, as: UInt64.self)
        raw.storeBytes(of: words.1, toByteOffset: second, as: UInt64.self)
        raw.storeBytes(of: words.2, toByteOffset: third, as: UInt64.self)
        raw.storeBytes(of: words.3, toByteOffset: last, as: UInt64.self)
    }
}
