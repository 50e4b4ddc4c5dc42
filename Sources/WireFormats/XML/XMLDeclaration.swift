/// The `<?xml …?>` at the start of a document, which says how its bytes are to be read.
enum XMLDeclaration {
    /// The declared encoding, when the bytes can be in it; `nil` for UTF-8 or for a label that the bytes contradict.
    ///
    /// Magento's exporter labels UTF-8 text `utf-16` [C]: text that starts with single-byte characters is not UTF-16.
    static func encoding(in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let range = range(in: bytes) else { return nil }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
        guard let name = attribute("encoding", in: text)?.uppercased() else { return nil }
        if name.hasPrefix("UTF") || name.hasPrefix("UCS") || name.hasPrefix("ISO-10646") { return nil }
        return name == "US-ASCII" || name == "ASCII" ? nil : name
    }

    /// Overwrites the declaration with blanks, keeping its lines.
    static func blankOut(in bytes: UnsafeMutableBufferPointer<UInt8>) {
        guard let range = range(in: UnsafeBufferPointer(bytes)) else { return }
        for index in range where bytes[index] != 0x0A && bytes[index] != 0x0D { bytes[index] = 0x20 }
    }

    /// Whether there is nothing but blanks.
    static func isBlank(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        bytes.allSatisfy(WireFormats.isBlank)
    }

    private static func range(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard let start = bytes.firstIndex(where: { !isBlank($0) }) else { return nil }
        let opening = Array("<?xml".utf8)
        guard bytes.count - start > opening.count,
            bytes[start..<(start + opening.count)].elementsEqual(opening), isBlank(bytes[start + opening.count])
        else { return nil }
        var index = start + opening.count
        // One that has no end is no declaration: the end of another instruction would hide all that stands before it.
        while index + 1 < bytes.count, bytes[index] != UInt8(ascii: "<") {
            if bytes[index] == UInt8(ascii: "?") && bytes[index + 1] == UInt8(ascii: ">") { return start..<(index + 2) }
            index += 1
        }
        return nil
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
