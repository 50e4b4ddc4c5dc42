import Glibc

extension ByteOutput {
    /// Appends UTF-8 text as a JSON string, with its quotation marks.
    ///
    /// Only what JSON requires is escaped. The text must be valid UTF-8.
    package mutating func append(jsonString text: Span<UInt8>) {
        text.withUnsafeBufferPointer { buffer in
            reserve(buffer.count &* 6 &+ 2)
            let start = end
            start[0] = UInt8(ascii: "\"")
            var length = 0
            if let source = buffer.baseAddress {
                length = copyUnlessEscaped(source, buffer.count, to: start + 1, escapes: needsJSONEscape)
                if length < 0 { length = copyEscaped(source, buffer.count, to: start + 1) }
            }
            start[length &+ 1] = UInt8(ascii: "\"")
            advance(length &+ 2)
        }
    }

    /// Appends a text as a JSON string, with its quotation marks.
    package mutating func append(jsonString text: String) {
        let bytes = Array(text.utf8)
        append(jsonString: bytes.span)
    }
}

/// Copies bytes as long as none of them needs an escape.
/// - Returns: The number of bytes, or -1 when there is one that does.
@inline(__always)
func copyUnlessEscaped(
    _ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>, escapes: EscapeSet
) -> Int {
    if count >= 16 {
        var index = 0
        var found = SIMD16<UInt8>.zero
        while true {
            let bytes = UnsafeRawPointer(source + index).loadUnaligned(as: SIMD16<UInt8>.self)
            found |= escapes.matches(bytes)
            UnsafeMutableRawPointer(target + index).storeBytes(of: bytes, as: SIMD16<UInt8>.self)
            if index &+ 16 == count { break }
            // The last vector overlaps the one before it, so that nothing behind the text is touched.
            index = min(index &+ 16, count &- 16)
        }
        return found == .zero ? count : -1
    }
    var flags: UInt8 = 0
    for index in 0..<count {
        let byte = source[index]
        flags |= escapes.table[Int(byte)]
        target[index] = byte
    }
    return flags == 0 ? count : -1
}

/// Which bytes cannot be copied as they are.
struct EscapeSet {
    /// For each byte, 1 when it is in the set.
    let table: UnsafePointer<UInt8>
    /// Up to four single bytes.
    let singles: (UInt8, UInt8, UInt8, UInt8)
    /// All bytes below this one.
    let below: UInt8

    init(singles: (UInt8, UInt8, UInt8, UInt8), below: UInt8) {
        self.singles = singles
        self.below = below
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        table.initialize(repeating: 0, count: 256)
        for byte in 0..<below { table[Int(byte)] = 1 }
        for byte in [singles.0, singles.1, singles.2, singles.3] { table[Int(byte)] = 1 }
        self.table = UnsafePointer(table)
    }

    @inline(__always)
    func matches(_ bytes: SIMD16<UInt8>) -> SIMD16<UInt8> {
        let mask =
            (bytes .== singles.0) .| (bytes .== singles.1) .| (bytes .== singles.2) .| (bytes .== singles.3)
            .| (bytes .< below)
        return SIMD16<UInt8>.zero.replacing(with: 1, where: mask)
    }
}

nonisolated(unsafe) private let needsJSONEscape = EscapeSet(
    singles: (UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "\\")), below: 0x20)

private func copyEscaped(
    _ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>
) -> Int {
    let hexDigits: StaticString = "0123456789abcdef"
    var length = 0
    func put(_ byte: UInt8) {
        target[length] = byte
        length += 1
    }
    for index in 0..<count {
        let byte = source[index]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            put(UInt8(ascii: "\\"))
            put(byte)
        case 0x0A:
            put(UInt8(ascii: "\\"))
            put(UInt8(ascii: "n"))
        case 0x0D:
            put(UInt8(ascii: "\\"))
            put(UInt8(ascii: "r"))
        case 0x09:
            put(UInt8(ascii: "\\"))
            put(UInt8(ascii: "t"))
        case 0..<0x20:
            for character in "\\u00".utf8 { put(character) }
            put(hexDigits.utf8Start[Int(byte >> 4)])
            put(hexDigits.utf8Start[Int(byte & 15)])
        default: put(byte)
        }
    }
    return length
}
