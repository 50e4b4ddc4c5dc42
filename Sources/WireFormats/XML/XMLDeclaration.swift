/// The `<?xml …?>` at the start of a document, which says how its bytes are to be read.
enum XMLDeclaration {
    /// Bytes from the start of the text within which it must end: no more than are surely in a first chunk, so that it is
    /// judged by itself and not by where the chunks end.
    static let limit = 512

    private enum Extent {
        case none
        case whole(Range<Int>)
        /// It goes on behind the limit.
        case endless(start: Int)
    }

    /// The declared encoding, when the bytes can be in it; `nil` for UTF-8 or for a label that the bytes contradict.
    ///
    /// Magento's exporter labels UTF-8 text `utf-16` [C]: text that starts with single-byte characters is not UTF-16.
    static func encoding(in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard case .whole(let range) = extent(in: bytes) else { return nil }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
        guard let name = attribute("encoding", in: text)?.uppercased() else { return nil }
        if name.hasPrefix("UTF") || name.hasPrefix("UCS") || name.hasPrefix("ISO-10646") { return nil }
        return name == "US-ASCII" || name == "ASCII" ? nil : name
    }

    /// Overwrites the declaration with blanks, keeping its lines.
    /// - Parameter bytes: The text's first chunk.
    /// - Throws: `malformed` for one that does not end within the limit.
    static func blankOut(in bytes: UnsafeMutableBufferPointer<UInt8>) throws(WireError) {
        switch extent(in: UnsafeBufferPointer(bytes)) {
        case .none: return
        case .whole(let range):
            for index in range where bytes[index] != 0x0A && bytes[index] != 0x0D { bytes[index] = 0x20 }
        case .endless(let start):
            var position = SourcePosition(line: 1, column: 1)
            if let base = bytes.baseAddress { position.advance(over: base, start) }
            throw WireError(
                .malformed, at: position, "the XML declaration does not end within the first \(limit) bytes")
        }
    }

    /// Whether there is nothing but blanks.
    static func isBlank(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        bytes.allSatisfy(WireFormats.isBlank)
    }

    private static func extent(in bytes: UnsafeBufferPointer<UInt8>) -> Extent {
        let end = min(bytes.count, limit)
        let opening = Array("<?xml".utf8)
        guard let start = bytes[..<end].firstIndex(where: { !isBlank($0) }), bytes.count - start > opening.count,
            bytes[start..<(start + opening.count)].elementsEqual(opening), isBlank(bytes[start + opening.count])
        else { return .none }
        var index = start + opening.count
        while index + 1 < end {
            // One that has no end is no declaration: the end of another instruction would hide all that stands before it.
            if bytes[index] == UInt8(ascii: "<") { return .none }
            if bytes[index] == UInt8(ascii: "?") && bytes[index + 1] == UInt8(ascii: ">") {
                return .whole(start..<(index + 2))
            }
            index += 1
        }
        return bytes.count >= limit ? .endless(start: start) : .none
    }

    private static func isBlank(_ byte: UInt8) -> Bool { WireFormats.isBlank(byte) }

    private static func attribute(_ name: String, in text: String) -> String? {
        guard let found = text.firstRange(of: name) else { return nil }
        var rest = text[found.upperBound...].drop { $0.isWhitespace }
        guard rest.first == "=" else { return nil }
        rest = rest.dropFirst().drop { $0.isWhitespace }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote })
    }
}
