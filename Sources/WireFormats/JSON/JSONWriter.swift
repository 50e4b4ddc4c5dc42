internal import CVectors
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
            var length = buffer.count
            if let source = buffer.baseAddress {
                let isCopied = WordScan.copy(source, length, to: start + 1) { word in
                    WordScan.matches(word, below: 0x20) | WordScan.matches(word, UInt8(ascii: "\""))
                        | WordScan.matches(word, UInt8(ascii: "\\"))
                }
                if !isCopied { length = copyEscaped(source, length, to: start + 1) }
            }
            start[length &+ 1] = UInt8(ascii: "\"")
            advance(length &+ 2)
        }
    }

    /// Appends a text as a JSON string, with its quotation marks.
    package mutating func append(jsonString text: String) {
        var text = text
        text.withUTF8 { append(jsonString: $0.span) }
    }

    /// Appends a member of an object, a text: its key with comma, quotation marks and colon, and its value.
    /// - Parameters:
    ///   - key: With the comma in front, the quotation marks and the colon.
    ///   - isFirst: Whether the comma is left out.
    ///   - offset: Where in the record's arena the text lies, which is valid UTF-8.
    ///   - count: How many bytes it has.
    ///   - record: The record.
    package mutating func append(
        key: StaticString, isFirst: Bool, textAt offset: UInt32, count: UInt32, of record: borrowing Record
    ) {
        append(key, withoutFirstByte: isFirst)
        guard count <= paddedBytes else { return append(jsonString: record.bytes(at: offset, count: count)) }
        // All short texts in one way, as how long they are is what processors guess worst.
        reserve(6 &* paddedBytes &+ 2)
        let (start, source) = (end, record.paddedBytes(at: offset, count: count))
        var length = Int(count)
        start[0] = UInt8(ascii: "\"")
        if wb_copy_json(start + 1, source) & UInt32(truncatingIfNeeded: (1 as UInt64) &<< UInt64(length) &- 1) != 0 {
            length = copyEscaped(source, length, to: start + 1)
        }
        start[length &+ 1] = UInt8(ascii: "\"")
        advance(length &+ 2)
    }
}

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
