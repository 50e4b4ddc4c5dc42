import Orders
import WireFormats

extension FieldDecoding {
    /// Reads options as our own `lines.csv` writes them: `Colour=Red; Size=XL`, with a backslash in front of each `\`, `;`
    /// and `=` that belongs to a text.
    mutating func addOptions(of field: Field, _ name: @autoclosure () -> String, to order: inout Order) {
        noteRepetition(of: field, name)
        let count = Int(field.count)
        var start = 0
        while start < count {
            let end = firstIndex(of: UInt8(ascii: ";"), in: start..<count, of: field)
            let part = record.trimmed(start..<end, of: field)
            start = end + 1
            guard !part.isEmpty else { continue }
            let sign = firstIndex(of: UInt8(ascii: "="), in: part, of: field)
            let isPair = sign < part.upperBound
            let option = isPair ? record.trimmed(part.lowerBound..<sign, of: field) : 0..<0
            let value = isPair ? record.trimmed((sign + 1)..<part.upperBound, of: field) : part
            if option.isEmpty || value.isEmpty {
                findings.warn(
                    RecordIssue(
                        .optionIncomplete, field: name(), at: field.position,
                        "the option has only a name or only a value; write Colour=Red; Size=XL"))
            }
            order.options.append(ItemOption(name: unescaped(option, of: field), value: unescaped(value, of: field)))
        }
    }

    /// The first such byte that has no backslash in front of it, or the end of the range.
    private func firstIndex(of byte: UInt8, in range: Range<Int>, of field: Field) -> Int {
        let text = record.bytes(of: field)
        var index = range.lowerBound
        while index < range.upperBound, text[index] != byte { index += text[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return min(index, range.upperBound)
    }

    /// A part of a value: where it lies, unless a backslash in it has to go.
    private mutating func unescaped(_ range: Range<Int>, of field: Field) -> Text {
        let text = record.bytes(of: field)
        var first = range.lowerBound
        while first < range.upperBound, text[first] != UInt8(ascii: "\\") { first += 1 }
        guard first < range.upperBound else { return Text(field, range) }
        var plain: [UInt8] = []
        var isEscaped = false
        for index in range {
            let byte = text[index]
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
            } else {
                if isEscaped, !"\\;=".utf8.contains(byte) { plain.append(UInt8(ascii: "\\")) }
                plain.append(byte)
                isEscaped = false
            }
        }
        if isEscaped { plain.append(UInt8(ascii: "\\")) }
        return Text(record.append(String(decoding: plain, as: UTF8.self)))
    }
}
