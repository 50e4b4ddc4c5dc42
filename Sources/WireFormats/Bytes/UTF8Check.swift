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
