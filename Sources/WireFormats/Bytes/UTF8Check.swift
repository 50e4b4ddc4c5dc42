/// How many bytes the character at an index has, or 0 when they are not valid UTF-8 [D: RFC 3629].
func utf8Length(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = bytes[index]
    let length: Int
    // The second byte says whether the character is written too long, is half of a pair, or lies beyond the last one.
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    guard index + length <= bytes.count, second ~= bytes[index + 1] else { return 0 }
    for step in 2..<max(2, length) where bytes[index + step] & 0xC0 != 0x80 { return 0 }
    return length
}

/// The first byte that does not belong to valid UTF-8, or `nil`.
func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
        let length = utf8Length(bytes, at: index)
        if length == 0 { return index }
        index += length
    }
    return nil
}

/// Checks UTF-8 that comes in chunks, whose borders may lie inside of a character.
struct UTF8Stream {
    /// Bytes that the character at the border has already, and what the chunks before had of it.
    private var cut: [UInt8] = []

    /// Looks for the first byte that does not belong to valid UTF-8.
    /// - Returns: Where its character starts, negative in a chunk before; `nil` when all is valid so far.
    mutating func firstFault(in chunk: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        if !cut.isEmpty {
            let started = cut.count
            let joined = cut + chunk.prefix(4)
            let length = joined.withUnsafeBufferPointer { utf8Length($0, at: 0) }
            guard length > 0 else {
                guard joined.count < 4, joined.withUnsafeBufferPointer(startsCharacter) else { return -started }
                cut = joined
                return nil
            }
            index = length - started
            cut.removeAll(keepingCapacity: true)
        }
        while true {
            index = firstHighByte(chunk, from: index)
            guard index < chunk.count else { return nil }
            let length = utf8Length(chunk, at: index)
            if length == 0 { break }
            index += length
        }
        let rest = UnsafeBufferPointer(rebasing: chunk[index...])
        guard rest.count < 4, startsCharacter(rest) else { return index }
        cut = Array(rest)
        return nil
    }

    private func firstHighByte(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress else { return start }
        var index = start
        while index &+ 8 <= bytes.count, WordScan.word(at: base + index) & 0x8080_8080_8080_8080 == 0 { index &+= 8 }
        while index < bytes.count, base[index] < 0x80 { index &+= 1 }
        return index
    }
}

/// Whether bytes could go on to be a character: the first ones of one, and not all.
private func startsCharacter(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // A byte that any character may go on with, and those that come second in some only.
    let fills: [[UInt8]] = [[0x80, 0x80, 0x80], [0xA0, 0x80, 0x80], [0x90, 0x80, 0x80]]
    return fills.contains { fill in
        let whole = Array(bytes) + fill
        return whole.withUnsafeBufferPointer { utf8Length($0, at: 0) } > bytes.count
    }
}
