extension ByteOutput {
    /// Appends text as the content of an element or of an attribute in quotation marks.
    /// - Returns: How many characters were dropped because XML 1.0 has no place for them.
    @discardableResult
    package mutating func append(xmlText text: String) -> Int {
        var dropped = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": append("&amp;")
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "\"": append("&quot;")
            // A bare return would be read back as a line feed.
            case "\r": append("&#13;")
            case _ where !isXMLCharacter(scalar): dropped += 1
            default: append(text: String(scalar))
            }
        }
        return dropped
    }

    /// Appends text as a CDATA section; `]]>` is split over two, and no text makes no section.
    /// - Returns: How many characters were dropped because XML 1.0 has no place for them.
    @discardableResult
    package mutating func append(cdata text: String) -> Int {
        guard !text.isEmpty else { return 0 }
        var dropped = 0
        var brackets = 0
        append("<![CDATA[")
        for scalar in text.unicodeScalars {
            guard isXMLCharacter(scalar) else {
                dropped += 1
                continue
            }
            if scalar == ">", brackets >= 2 { append("]]><![CDATA[") }
            brackets = scalar == "]" ? brackets + 1 : 0
            append(text: String(scalar))
        }
        append("]]>")
        return dropped
    }
}

/// Whether XML 1.0 allows a character (production 2).
private func isXMLCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
}
