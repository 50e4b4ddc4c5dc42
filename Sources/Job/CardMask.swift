/// Takes payment card data out of a record's own text, which a reject keeps so that the record can be mended.
enum CardMask {
    private static let mask = Array("***".utf8)

    /// The text with nothing between the tags of elements that hold card data.
    ///
    /// What lies between the first such tag and the last end tag of its name is taken out: a text that pretends to end the
    /// element does not end it. One that is not ended takes all the rest with it.
    /// - Parameter names: Elements of the channel's own that hold card data.
    static func masked(xml text: [UInt8], names: [String] = []) -> [UInt8] {
        let names = Set(names.map { $0.lowercased() })
        var kept: [UInt8] = []
        var index = 0
        while index < text.count {
            guard text[index] == UInt8(ascii: "<"), let name = name(text, at: index + 1), isOfCard(name, names) else {
                kept.append(text[index])
                index += 1
                continue
            }
            // Attributes go too.
            kept += [UInt8(ascii: "<")] + name + [UInt8(ascii: ">")] + mask
            if let end = endOfEmptyElement(text, from: index) {
                kept += Array("</".utf8) + name + [UInt8(ascii: ">")]
                index = end
                continue
            }
            guard let end = lastEnd(of: name, in: text, from: index) else { return kept }
            index = end
        }
        return kept
    }

    /// Whether an element's name says that it is about a card: `CreditCard`, `cc:CreditCardNumber`, `CVV2`.
    private static func isOfCard(_ name: ArraySlice<UInt8>, _ names: Set<String>) -> Bool {
        let local = String(decoding: name, as: UTF8.self).lowercased().split(separator: ":").last.map(String.init) ?? ""
        if names.contains(local) { return true }
        let letters = String(decoding: name, as: UTF8.self).lowercased().filter { $0 != "_" && $0 != "-" }
        return ["creditcard", "cardnumber", "ccnumber", "cvv", "cvc"].contains { letters.contains($0) }
    }

    /// The name of the start tag that begins behind a `<`.
    private static func name(_ text: [UInt8], at start: Int) -> ArraySlice<UInt8>? {
        var end = start
        while end < text.count, !isEndOfName(text[end]) { end += 1 }
        return end > start ? text[start..<end] : nil
    }

    private static func isEndOfName(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<")
    }

    /// The place behind a tag that has its own end, as `<CreditCard/>`; `nil` for any other tag.
    private static func endOfEmptyElement(_ text: [UInt8], from start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<text.count {
            let byte = text[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return text[index - 1] == UInt8(ascii: "/") ? index + 1 : nil
            }
        }
        return nil
    }

    /// Where the last end tag of a name begins.
    private static func lastEnd(of name: ArraySlice<UInt8>, in text: [UInt8], from start: Int) -> Int? {
        let tag = Array("</".utf8) + name
        guard text.count >= start + tag.count else { return nil }
        return stride(from: text.count - tag.count, through: start, by: -1).first { index in
            text[index] == tag[0] && text[index..<(index + tag.count)].elementsEqual(tag)
                && (index + tag.count == text.count || isEndOfName(text[index + tag.count]))
        }
    }
}
