import Orders
import WireFormats

extension FieldDecoding {
    /// Reads options as our own `lines.csv` writes them: `Colour=Red; Size=XL`, with a backslash in front of each `\`, `;`
    /// and `=` that belongs to a text.
    mutating func addOptions(of field: Field, _ name: @autoclosure () -> String, to order: inout Order) {
        noteRepetition(of: field, name)
        guard !field.isEmpty else { return }
        let text = record.string(field)
        for part in Self.parts(of: text[...], at: ";") where !part.allSatisfy(\.isWhitespace) {
            let sides = Self.parts(of: part, at: "=", limit: 2).map(Self.unescaped)
            let (option, value) = sides.count == 2 ? (sides[0], sides[1]) : ("", sides[0])
            if option.isEmpty || value.isEmpty {
                findings.warn(
                    RecordIssue(
                        .optionIncomplete, field: name(), at: field.position,
                        "the option has only a name or only a value; write Colour=Red; Size=XL"))
            }
            order.options.append(
                ItemOption(name: Text(record.append(option)), value: Text(record.append(value))))
        }
    }

    /// Cuts at a character that has no backslash in front of it.
    private static func parts(of text: Substring, at separator: Character, limit: Int = .max) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var index = start
        while index < text.endIndex, parts.count + 1 < limit {
            if text[index] == "\\" {
                index = text.index(after: index)
                if index == text.endIndex { break }
            } else if text[index] == separator {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
            index = text.index(after: index)
        }
        return parts + [text[start...]]
    }

    private static func unescaped(_ text: Substring) -> String {
        var plain = ""
        var isEscaped = false
        for character in text {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                if isEscaped, !"\\;=".contains(character) { plain.append("\\") }
                plain.append(character)
                isEscaped = false
            }
        }
        if isEscaped { plain.append("\\") }
        let trimmed = plain.drop(while: \.isWhitespace)
        return String(trimmed.reversed().drop(while: \.isWhitespace).reversed())
    }
}
