import Orders

/// A cost as tables have it: below zero with a sign before or behind, or in parentheses, as accounts write it.
enum CostText {
    /// Reads `$4.95`, `-$4.95`, `$-4.95`, `4.95-` or `($4.95)`.
    static func read(_ text: Span<UInt8>) throws(Decimal4.Unreadable) -> Money {
        do throws(Decimal4.Unreadable) {
            return try Money(text: text)
        } catch {
            guard error == .notANumber, let amount = belowZero(text) else { throw error }
            return -(try Money(text: amount.span))
        }
    }

    /// The amount of a text that says with other signs than that in front of it that it is below zero.
    private static func belowZero(_ text: Span<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        for index in text.indices where text[index] != UInt8(ascii: " ") { bytes.append(text[index]) }
        let amount: ArraySlice<UInt8>
        if bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")") {
            amount = bytes.dropFirst().dropLast()
        } else if bytes.last == UInt8(ascii: "-") {
            amount = bytes.dropLast()
        } else if bytes.starts(with: "$-".utf8) {
            amount = bytes.dropFirst(2)
        } else {
            return nil
        }
        // Two signs are no number.
        return amount.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") } ? nil : Array(amount)
    }
}
