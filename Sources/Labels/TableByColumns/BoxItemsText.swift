import Orders

/// What is in a box as our own tables write it: `TEA-1=2; CUP-3=1`, with a backslash in front of each `\`, `;` and `=` of a
/// name.
enum BoxItemsText {
    /// The items; `nil` when one of them cannot be counted, since a wrong list would be told to the channel.
    static func items(_ text: String) -> [BoxItem]? {
        var parts: [BoxItem] = []
        var name: [UInt8] = []
        var number: [UInt8]?
        var isEscaped = false
        for byte in Array(text.utf8) + [UInt8(ascii: ";")] {
            if isEscaped || !#"\;="#.utf8.contains(byte) {
                if number == nil { name.append(byte) } else { number?.append(byte) }
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "=") {
                guard number == nil else { return nil }
                number = []
            } else {
                // A semicolon may stand behind the last item, too.
                if number != nil || !trimmed(name).isEmpty {
                    guard let item = item(trimmed(name), number.map(trimmed)) else { return nil }
                    parts.append(item)
                }
                (name, number) = ([], nil)
            }
        }
        return isEscaped || !name.isEmpty || parts.isEmpty ? nil : parts.filter { $0.quantity > .zero }
    }

    private static func item(_ name: ArraySlice<UInt8>, _ number: ArraySlice<UInt8>?) -> BoxItem? {
        guard !name.isEmpty, let number, let quantity = try? Quantity(text: Array(number).span), quantity >= .zero
        else { return nil }
        return BoxItem(sku: String(decoding: name, as: UTF8.self), quantity: quantity)
    }

    private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
        let start = text.drop { $0 == UInt8(ascii: " ") }
        return start.lastIndex { $0 != UInt8(ascii: " ") }.map { start[...$0] } ?? []
    }
}
