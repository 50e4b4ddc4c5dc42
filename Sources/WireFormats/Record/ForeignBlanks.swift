extension Record {
    /// A field without blanks around it that are no ASCII, such as those which spreadsheets and web pages keep lines
    /// together with, and what is blank behind them.
    package func withoutForeignBlanks(_ field: Field) -> Field {
        guard !field.isEmpty else { return field }
        let text = bytes(of: field)
        guard text[0] >= 0x80 || text[text.count - 1] >= 0x80 else { return field }
        let scalars = Array(string(field).unicodeScalars)
        let front = scalars.prefix { isForeignBlank($0) }
        let back = scalars.dropFirst(front.count).reversed().prefix { isForeignBlank($0) }
        return field.part(from: byteCount(front), count: text.count - byteCount(front) - byteCount(back))
    }
}

private func byteCount(_ scalars: some Sequence<Unicode.Scalar>) -> Int {
    scalars.reduce(0) { $0 + UTF8.width($1) }
}

private func isForeignBlank(_ scalar: Unicode.Scalar) -> Bool {
    // Those without a width show nothing either, and a byte-order mark was one of them.
    scalar.properties.isWhitespace || [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF].contains(scalar.value)
}
