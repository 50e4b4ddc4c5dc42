/// The encodings that a job may name for CSV and JSON files; XML names its own.
package enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "utf-8"
    /// With a byte-order mark; without one the order follows from the first character.
    case utf16 = "utf-16"
    case windows1252 = "windows-1252"
    case iso88591 = "iso-8859-1"
}

/// How the first bytes of a text say that the rest is to be read.
struct TextStart: Equatable {
    /// The encoding by the name that iconv has for it; `nil` for UTF-8, which needs no decoding.
    var encoding: String?
    /// Bytes of a byte-order mark, which is no part of the text.
    var markSize = 0

    /// Looks at the first bytes.
    ///
    /// A byte-order mark is believed first, an XML declaration next, then what the job says. XML in UTF-16 without a
    /// mark shows itself by the zero beside its first `<` [D: XML 1.0, appendix F].
    init(of bytes: UnsafeBufferPointer<UInt8>, named: TextEncoding?) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            markSize = 3
        } else if bytes.starts(with: [0xFF, 0xFE]) {
            (encoding, markSize) = ("UTF-16LE", 2)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            (encoding, markSize) = ("UTF-16BE", 2)
        } else if bytes.starts(with: [UInt8(ascii: "<"), 0]) {
            encoding = "UTF-16LE"
        } else if bytes.starts(with: [0, UInt8(ascii: "<")]) {
            encoding = "UTF-16BE"
        } else if let declared = XMLDeclaration.encoding(in: bytes) {
            encoding = declared
        } else {
            switch named {
            case nil, .utf8: break
            // Without a mark the little end first is what Windows writes [I]; a zero in front says otherwise.
            case .utf16: encoding = bytes.first == 0 ? "UTF-16BE" : "UTF-16LE"
            case .windows1252: encoding = "WINDOWS-1252"
            case .iso88591: encoding = "ISO-8859-1"
            }
        }
    }
}
