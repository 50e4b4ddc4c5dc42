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
            var index = hash(name) & mask
            while entries[index].number != 0 { index = (index + 1) & mask }
            entries[index] = Entry(number: number, start: start, count: end - start)
        }
    }

    func deallocate() {
        entries.deallocate()
        bytes.deallocate()
    }

    /// The name's number, or 0 when the shape does not have it.
    @inline(__always)
    func number(of name: UnsafeBufferPointer<UInt8>) -> Int {
        var index = hash(name) & mask
        while entries[index].number != 0 {
            if isEqual(entries[index], name) { return entries[index].number }
            index = (index &+ 1) & mask
        }
        return 0
    }

    @inline(__always)
    private func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = name.baseAddress else { return 0 }
        return matching == .exact ? wordHash(base, name.count) : foldedHash(name)
    }

    /// A hash of the first and the last bytes, which tell the names of a shape apart.
    @inline(__always)
    private func wordHash(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
        let raw = UnsafeRawPointer(base)
        var word: UInt64
        if count >= 8 {
            let last = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            word = raw.loadUnaligned(as: UInt64.self) ^ (last &<< 5 | last &>> 59)
        } else if count >= 4 {
            let last = raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
            word = UInt64(raw.loadUnaligned(as: UInt32.self)) | UInt64(last) &<< 32
        } else {
            word = 0
            for index in 0..<count { word = word &<< 8 | UInt64(base[index]) }
        }
        word = (word ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
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
    private func isEqual(_ entry: Entry, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        guard matching == .exact else { return isFoldedEqual(entry, name) }
        guard entry.count == name.count, let base = name.baseAddress else { return entry.count == name.count }
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
