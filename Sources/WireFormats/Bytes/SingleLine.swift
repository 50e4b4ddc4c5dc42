extension Unicode.Scalar {
    /// Whether a terminal would obey it, or a reader would not see it: controls, signs of direction, line ends.
    package var isUnprintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

/// A text as it may stand in a line of a message, whoever has written it: what cannot be printed is escaped, as `\u{1b}`.
package func singleLine(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return String(text) }
    var line = ""
    for scalar in text.unicodeScalars {
        if scalar.isUnprintable {
            line += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
            line.unicodeScalars.append(scalar)
        }
    }
    return line
}

/// A text of a file's own words without e-mail addresses.
package func withoutAddresses(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { $0.contains("@") ? "***" : $0 }
        .joined(separator: " ")
}

extension ByteOutput {
    /// Appends a text as a JSON string for people, who may look at the file with anything: what cannot be printed is
    /// escaped, as `\u001b`.
    package mutating func append(printableJSONString text: String) {
        if !text.unicodeScalars.contains(where: \.isUnprintable) { return append(jsonString: text) }
        append("\"")
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" {
                append("\\")
                append(text: String(scalar))
            } else if scalar.isUnprintable {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    append(text: "\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
                }
            } else {
                append(text: String(scalar))
            }
        }
        append("\"")
    }
}
