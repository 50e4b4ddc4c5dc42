/// An exact decimal number with at most four digits behind the point: the arithmetic of money and quantities.
///
/// It never passes through a float. The range is ±922 trillion; arithmetic beyond it is reported, not wrapped.
package struct Decimal4: Hashable, Sendable {
    /// The number in ten-thousandths.
    package var ticks: Int64

    package static let zero = Decimal4(ticks: 0)
    package static let one = Decimal4(ticks: 10_000)
    /// Ticks of one whole unit.
    package static let scale: Int64 = 10_000

    @inlinable
    package init(ticks: Int64) { self.ticks = ticks }

    /// A whole number.
    package init(_ whole: Int) { ticks = Int64(whole) * Self.scale }

    /// Why a text is not a number that can be kept exactly.
    package enum Unreadable: Error, Hashable, Sendable {
        /// Not a decimal number.
        case notANumber
        /// More than four significant digits behind the point, or too large.
        case precision
    }

    /// Reads a number as exporters write it: an optional sign, digits in one run or in groups of three with commas, a
    /// point, an exponent, blanks around; `12.5000` and `1,234.50` and `1.2e3`.
    ///
    /// A currency sign in front is allowed.
    ///
    /// A comma that could be a decimal comma (`12,50`) is not a number: it is never guessed at.
    package init(text: Span<UInt8>) throws(Unreadable) {
        var index = 0
        var end = text.count
        while index < end, text[index] == 0x20 { index += 1 }
        while end > index, text[end - 1] == 0x20 { end -= 1 }
        var isNegative = false
        if index < end, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        if index < end, text[index] == UInt8(ascii: "$") { index += 1 }
        let whole = try Self.wholePart(text, &index, end)
        let fraction = try Self.fractionPart(text, &index, end)
        guard whole.digits + fraction.digits > 0 else { throw .notANumber }
        if index < end {
            self = try Self.scaled(text, index, end, whole: whole.value, fraction, isNegative: isNegative)
            return
        }
        guard fraction.value % fraction.excess == 0 else { throw .precision }
        let (scaled, overflow) = whole.value.multipliedReportingOverflow(by: Self.scale)
        let (sum, overflow2) = scaled.addingReportingOverflow(fraction.value / fraction.excess)
        guard !overflow, !overflow2 else { throw .precision }
        ticks = isNegative ? -sum : sum
    }

    private struct Fraction {
        var value: Int64 = 0
        var digits = 0
        /// 1 when `value` is in ticks; more when the text had more digits.
        var excess: Int64 = 1
    }

    private static func wholePart(
        _ text: Span<UInt8>, _ index: inout Int, _ end: Int
    ) throws(Unreadable) -> (value: Int64, digits: Int) {
        var value: Int64 = 0
        var digits = 0
        var sinceComma = -1
        while index < end {
            let byte = text[index]
            if byte == UInt8(ascii: ",") {
                // No group of thousands starts with a zero: `0,125` has a decimal comma.
                let isFirst = sinceComma < 0 && (1...3).contains(digits) && text[index - digits] != UInt8(ascii: "0")
                guard isFirst || sinceComma == 3 else { throw .notANumber }
                sinceComma = 0
            } else {
                let digit = byte &- 48
                guard digit < 10 else { break }
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                let (sum, overflow2) = product.addingReportingOverflow(Int64(digit))
                guard !overflow, !overflow2 else { throw .precision }
                value = sum
                digits += 1
                if sinceComma >= 0 { sinceComma += 1 }
            }
            index += 1
        }
        guard sinceComma < 0 || sinceComma == 3 else { throw .notANumber }
        return (value, digits)
    }

    private static func fractionPart(
        _ text: Span<UInt8>, _ index: inout Int, _ end: Int
    ) throws(Unreadable) -> Fraction {
        var fraction = Fraction()
        guard index < end, text[index] == UInt8(ascii: ".") else { return fraction }
        index += 1
        while index < end {
            let digit = text[index] &- 48
            guard digit < 10 else { break }
            fraction.digits += 1
            if fraction.digits <= 16 {
                fraction.value = fraction.value * 10 + Int64(digit)
                if fraction.digits > 4 { fraction.excess *= 10 }
            } else if digit != 0 {
                throw .precision
            }
            index += 1
        }
        var missing = fraction.digits
        while missing < 4 {
            fraction.value *= 10
            missing += 1
        }
        return fraction
    }

    /// Reads the exponent at `index` and applies it to what stood before.
    private static func scaled(
        _ text: Span<UInt8>, _ start: Int, _ end: Int, whole: Int64, _ fraction: Fraction, isNegative: Bool
    ) throws(Unreadable) -> Decimal4 {
        var index = start
        guard text[index] | 0x20 == UInt8(ascii: "e"), index + 1 < end else { throw .notANumber }
        index += 1
        var exponentIsNegative = false
        if text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            exponentIsNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < end else { throw .notANumber }
        var exponent = 0
        while index < end {
            let digit = text[index] &- 48
            guard digit < 10 else { throw .notANumber }
            exponent = min(1000, exponent * 10 + Int(digit))
            index += 1
        }
        var value = Int128(whole) * 10_000 * Int128(fraction.excess) + Int128(fraction.value)
        var divisor = Int128(fraction.excess)
        for _ in 0..<(value == 0 ? 0 : exponent) {
            if exponentIsNegative { divisor *= 10 } else { value *= 10 }
            guard value < Int128(1) << 100, divisor < Int128(1) << 100 else { throw .precision }
        }
        guard value % divisor == 0, let ticks = Int64(exactly: value / divisor) else { throw .precision }
        return Decimal4(ticks: isNegative ? -ticks : ticks)
    }
}

extension Decimal4: Comparable {
    package static func < (left: Decimal4, right: Decimal4) -> Bool { left.ticks < right.ticks }
}

extension Decimal4 {
    /// The sum, or `nil` beyond the range.
    package func adding(_ other: Decimal4) -> Decimal4? {
        let (sum, overflow) = ticks.addingReportingOverflow(other.ticks)
        return overflow ? nil : Decimal4(ticks: sum)
    }

    /// The product, or `nil` when it is not exact in four digits or beyond the range.
    package func multiplied(by other: Decimal4) -> Decimal4? {
        let (product, overflow) = ticks.multipliedReportingOverflow(by: other.ticks)
        // Whole numbers of 128 bits are divided by a loop.
        guard overflow else { return product % Self.scale == 0 ? Decimal4(ticks: product / Self.scale) : nil }
        let wide = Int128(ticks) * Int128(other.ticks)
        guard wide % Int128(Self.scale) == 0 else { return nil }
        return Int64(exactly: wide / Int128(Self.scale)).map(Decimal4.init(ticks:))
    }

    package static prefix func - (value: Decimal4) -> Decimal4 { Decimal4(ticks: -value.ticks) }

    /// Whether the number has no digits behind the point.
    package var isWhole: Bool { ticks % Self.scale == 0 }

    /// The number as text, with at least `digits` digits behind the point and no other trailing zeros.
    package func text(minimumFractionDigits digits: Int = 0) -> String {
        let magnitude = ticks.magnitude
        var fraction = String(magnitude % 10_000 + 10_000).dropFirst()
        while fraction.count > digits, fraction.last == "0" { fraction.removeLast() }
        let whole = (ticks < 0 ? "-" : "") + String(magnitude / 10_000)
        return fraction.isEmpty ? whole : whole + "." + fraction
    }
}

/// An amount of money in the order's currency, exact.
package typealias Money = Decimal4
/// A number of pieces; fractional where a shop sells by length or weight.
package typealias Quantity = Decimal4
