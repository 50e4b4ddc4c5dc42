import Glibc

/// How CSV is written, beyond RFC 4180.
package struct CSVStyle: Hashable, Sendable {
    /// Whether the file starts with a byte-order mark, as Excel wants it.
    package var byteOrderMark = false
    /// Whether lines end in CR LF instead of LF.
    package var carriageReturns = false
    /// Whether a field that a spreadsheet would take for a formula gets an apostrophe in front.
    package var formulaSafe = false

    package init() {}
}

extension ByteOutput {
    /// Appends UTF-8 text as a CSV field, in quotation marks where RFC 4180 wants them.
    package mutating func append(csvField text: Span<UInt8>, formulaSafe: Bool = false) {
        text.withUnsafeBufferPointer { buffer in
            guard let source = buffer.baseAddress, buffer.count > 0 else { return }
            let count = buffer.count
            reserve(count &* 2 &+ 3)
            let isFormula = formulaSafe && looksLikeFormula(source, count)
            if !isFormula {
                let isCopied = WordScan.copy(source, count, to: end) { word in
                    WordScan.matches(word, UInt8(ascii: ",")) | WordScan.matches(word, UInt8(ascii: "\""))
                        | WordScan.matches(word, 0x0A) | WordScan.matches(word, 0x0D)
                }
                if isCopied { return advance(count) }
            }
            advance(copyQuoted(source, count, to: end, apostrophe: isFormula))
        }
    }

    /// Appends what this buffer holds to another as one CSV field.
    package func append(asCSVFieldTo other: inout ByteOutput, formulaSafe: Bool = false) {
        other.append(csvField: contents, formulaSafe: formulaSafe)
    }

    /// Appends a text as a CSV field.
    package mutating func append(csvField text: String, formulaSafe: Bool = false) {
        let bytes = Array(text.utf8)
        append(csvField: bytes.span, formulaSafe: formulaSafe)
    }
}

private func copyQuoted(
    _ source: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>, apostrophe: Bool
) -> Int {
    var length = 0
    target[length] = UInt8(ascii: "\"")
    length += 1
    if apostrophe {
        target[length] = UInt8(ascii: "'")
        length += 1
    }
    for index in 0..<count {
        if source[index] == UInt8(ascii: "\"") {
            target[length] = UInt8(ascii: "\"")
            length += 1
        }
        target[length] = source[index]
        length += 1
    }
    target[length] = UInt8(ascii: "\"")
    return length + 1
}

/// Whether a spreadsheet would run the text: it starts with `=`, `+`, `-`, `@`, their wide forms, a tab or a line end, and
/// is no number.
private func looksLikeFormula(_ source: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    switch source[0] {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: return true
    case 0xEF:
        // U+FF1D, U+FF0B, U+FF0D and U+FF20: spreadsheets of Japan and China take them for the narrow ones.
        guard count >= 3, source[1] == 0xBC else { return false }
        return [0x9D, 0x8B, 0x8D, 0xA0].contains(source[2])
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
        for index in 1..<max(1, count) {
            let byte = source[index]
            let isNumeric = (byte >= 48 && byte <= 57) || byte == UInt8(ascii: ".")
            if !isNumeric { return true }
        }
        return count == 1
    default: return false
    }
}
