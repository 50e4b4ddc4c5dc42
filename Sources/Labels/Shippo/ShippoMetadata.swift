import WireFormats

/// The order number in a transaction's metadata: a text of up to 100 characters that is the user's own.
///
/// Read are, in this order: a JSON object with one of the `keys`; `order_number: X` in any of its spellings, alone or
/// between commas, semicolons or line ends; else the whole text is the number.
enum ShippoMetadata {
    /// The members of a JSON object, the first that has a value counts; case and `_` do not.
    static let keys = ["order_number", "order_id", "order"]

    /// The order number, or `nil` for an object that has none.
    static func orderNumber(in text: String) -> String? {
        if text.hasPrefix("{") { return member(of: text) }
        let parts = text.split { ",;|".contains($0) || $0.isNewline }
        for part in parts {
            if let number = named(part) { return number }
        }
        return text
    }

    private static func member(of object: String) -> String? {
        var reader = JSONRecordReader(input: ByteInput(bytes: Array(object.utf8)), shape: .shippoMetadata)
        guard (try? reader.next()) == true else { return nil }
        let record = reader.record
        return keys.indices.map { record.field($0) }.first { !$0.isEmpty }.map(record.string)
    }

    /// What follows `order`, with or without `number`, `no` or `id`, and then `:`, `=`, `#` or a blank.
    private static func named(_ part: Substring) -> String? {
        var rest = part.drop(while: \.isWhitespace)
        guard take("order", &rest) else { return nil }
        let bare = rest
        rest = rest.drop { $0 == " " || $0 == "_" || $0 == "-" }
        let isNamed = ["number", "no.", "no", "nr.", "nr", "id"].contains { take($0, &rest) }
        // `nova` is a number of its own, and no `no`.
        if !isNamed || rest.first?.isLetter ?? false { rest = bare }
        let value = rest.drop { $0.isWhitespace || ":=#".contains($0) }
        // Without anything between, as in `ORDER-17` or `orders`, it is a word or a number of its own.
        guard value.startIndex != rest.startIndex else { return nil }
        let number = value.prefix { !$0.isWhitespace }
        return number.isEmpty ? nil : String(number)
    }

    private static func take(_ word: String, _ text: inout Substring) -> Bool {
        guard text.prefix(word.count).lowercased() == word else { return false }
        text = text.dropFirst(word.count)
        return true
    }
}
