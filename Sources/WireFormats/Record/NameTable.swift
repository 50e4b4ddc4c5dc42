import Glibc

/// From the bytes of a name to its number in a shape, compared as the shape wants it: a hash and usually one comparison.
///
/// The owner frees it. Hashes are of little cost rather than of high quality: the names that are found are the shape's own.
struct NameTable {
    private struct Entry {
        /// 0 for a free place.
        var number: Int
        var start: Int
        var count: Int
        var ends = Ends(first: 0, last: 0)
    }

    /// The first and the last bytes of a name: all of it, up to sixteen.
    private struct Ends: Equatable {
        var first: UInt64
        var last: UInt64
    }

    private let matching: RecordShape.NameMatching
    private let mask: Int
    private let entries: UnsafeMutablePointer<Entry>
    /// The names, one behind the other.
    private let bytes: UnsafeMutablePointer<UInt8>

    init(shape: RecordShape) {
        matching = shape.matching
        var size = 64
        while size < shape.names.count * 4 { size *= 2 }
        mask = size - 1
        entries = .allocate(capacity: size)
        entries.initialize(repeating: Entry(number: 0, start: 0, count: 0), count: size)
        bytes = .allocate(capacity: shape.names.reduce(1) { $0 + $1.utf8.count })
        var end = 0
        for (number, name) in shape.names.enumerated().dropFirst() {
            let start = end
            for byte in name.utf8 {
                bytes[end] = byte
                end += 1
            }
            let name = UnsafeBufferPointer(start: UnsafePointer(bytes) + start, count: end - start)
            let ends = ends(of: name)
            var index = hash(name, ends) & mask
            while entries[index].number != 0 { index = (index + 1) & mask }
            entries[index] = Entry(number: number, start: start, count: end - start, ends: ends)
        }
    }

    func deallocate() {
        entries.deallocate()
        bytes.deallocate()
    }

    /// The name's number, or 0 when the shape does not have it.
    @inline(__always)
    func number(of name: UnsafeBufferPointer<UInt8>) -> Int {
        let ends = ends(of: name)
        var index = hash(name, ends) & mask
        while entries[index].number != 0 {
            if isEqual(entries[index], name, ends) { return entries[index].number }
            index = (index &+ 1) & mask
        }
        return 0
    }

    @inline(__always)
    private func ends(of name: UnsafeBufferPointer<UInt8>) -> Ends {
        guard matching == .exact, let base = name.baseAddress else { return Ends(first: 0, last: 0) }
        let raw = UnsafeRawPointer(base)
        let count = name.count
        if count >= 8 {
            return Ends(
                first: raw.loadUnaligned(as: UInt64.self),
                last: raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
        }
        if count >= 4 {
            return Ends(
                first: UInt64(raw.loadUnaligned(as: UInt32.self)),
                last: UInt64(raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)))
        }
        var word: UInt64 = 0
        for index in 0..<count { word = word &<< 8 | UInt64(base[index]) }
        return Ends(first: word, last: 0)
    }

    /// A hash of the first and the last bytes, which tell the names of a shape apart.
    @inline(__always)
    private func hash(_ name: UnsafeBufferPointer<UInt8>, _ ends: Ends) -> Int {
        guard matching == .exact else { return foldedHash(name) }
        var word = ends.first ^ (ends.last &<< 5 | ends.last &>> 59)
        word = (word ^ UInt64(truncatingIfNeeded: name.count)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: word &>> 32)
    }

    private func foldedHash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name {
            guard let byte = foldedNameByte(byte) else { continue }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32))
    }

    @inline(__always)
    private func isEqual(_ entry: Entry, _ name: UnsafeBufferPointer<UInt8>, _ ends: Ends) -> Bool {
        guard matching == .exact else { return isFoldedEqual(entry, name) }
        guard entry.count == name.count, entry.ends == ends else { return false }
        guard entry.count > 16, let base = name.baseAddress else { return true }
        return memcmp(bytes + entry.start, base, entry.count) == 0
    }

    private func isFoldedEqual(_ entry: Entry, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        for byte in name {
            guard let byte = foldedNameByte(byte) else { continue }
            guard index < entry.count, bytes[entry.start &+ index] == byte else { return false }
            index += 1
        }
        return index == entry.count
    }
}
