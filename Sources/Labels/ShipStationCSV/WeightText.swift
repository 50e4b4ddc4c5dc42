import Orders

/// Reads a weight with its units in one text, such as `1 lb 4 oz`, `12.5oz` or `2.5 Pounds`.
enum WeightText {
    enum Reading: Hashable {
        case weight(Weight)
        /// A number alone.
        case unitMissing
        case unreadable
    }

    static func read(_ text: Span<UInt8>) -> Reading {
        var sum = Weight(units: 0)
        var index = 0
        repeat {
            let number = run(text, &index) { $0 &- 48 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
            guard !number.isEmpty, let value = WeightNumber(text: text.extracting(number)) else { return .unreadable }
            let letters = run(text, &index) { ($0 | 0x20) &- 97 < 26 }
            if letters.isEmpty { return index == text.count ? .unitMissing : .unreadable }
            guard let unit = WeightUnit(name: text.extracting(letters)) else { return .unreadable }
            sum = sum + Weight(value, unit)
            if index < text.count, text[index] == UInt8(ascii: ".") { index += 1 }
            _ = run(text, &index) { $0 == 0x20 || $0 == UInt8(ascii: ",") }
        } while index < text.count
        return .weight(sum)
    }

    /// The bytes of one kind from `index` on; blanks behind them are skipped.
    private static func run(_ text: Span<UInt8>, _ index: inout Int, of isWanted: (UInt8) -> Bool) -> Range<Int> {
        let start = index
        while index < text.count, isWanted(text[index]) { index += 1 }
        let end = index
        while index < text.count, text[index] == 0x20 { index += 1 }
        return start..<end
    }
}
