/// A weight, exact: pounds and ounces are converted by their legal definitions and rounded only when written.
package struct Weight: Hashable, Sendable {
    /// The weight in units of 10⁻¹⁸ gram: nine digits behind the point of an ounce, which has nine digits in grams.
    package var units: Int128

    /// Units of one gram.
    package static let unitsPerGram: Int128 = 1_000_000_000_000_000_000

    package init(units: Int128) { self.units = units }

    /// A weight as a channel gives it.
    package init(_ value: WeightNumber, _ unit: WeightUnit) {
        units = value.billionths &* Int128(unit.billionthsOfGram)
    }

    package static func + (left: Weight, right: Weight) -> Weight { Weight(units: left.units + right.units) }

    /// The weight of several pieces, or `nil` for a quantity that makes it inexact or out of range.
    package func multiplied(by quantity: Quantity) -> Weight? {
        // Almost all quantities are whole, and to divide numbers of 128 bits takes a loop.
        if quantity.isWhole {
            let (product, overflow) = units.multipliedReportingOverflow(by: Int128(quantity.ticks / Quantity.scale))
            return overflow ? nil : Weight(units: product)
        }
        let (product, overflow) = units.multipliedReportingOverflow(by: Int128(quantity.ticks))
        guard !overflow, product % Int128(Quantity.scale) == 0 else { return nil }
        return Weight(units: product / Int128(Quantity.scale))
    }

    /// The weight in milligrams, rounded half to even: what is written has three digits behind the gram.
    ///
    /// `nil` for one that would come out as zero though it is something, and for one that is out of range.
    package var milligrams: Int64? {
        let (quotient, remainder) = wholeMilligrams
        let twice = remainder.magnitude * 2
        let perMilligram = Self.unitsPerMilligram.magnitude
        let roundsUp = twice > perMilligram || (twice == perMilligram && quotient & 1 == 1)
        let rounded = roundsUp ? quotient + 1 : quotient
        return rounded == 0 && units != 0 ? nil : Int64(exactly: rounded)
    }
}

extension Weight {
    private static let unitsPerMilligram: Int128 = unitsPerGram / 1000

    /// How many milligrams, and the units that are left: those of all parcels divide as numbers of 64 bits.
    private var wholeMilligrams: (quotient: Int128, remainder: Int128) {
        // 10¹⁵, which is 2¹⁵ times 5¹⁵.
        let (twos, fives): (Int128, UInt64) = (15, 30_517_578_125)
        guard units >= 0, let high = UInt64(exactly: units >> twos) else {
            return units.quotientAndRemainder(dividingBy: Self.unitsPerMilligram)
        }
        let (quotient, rest) = high.quotientAndRemainder(dividingBy: fives)
        return (Int128(quotient), Int128(rest) << twos | units & (1 << twos - 1))
    }
}

/// A weight's number, exact to nine digits behind the point and not below zero.
///
/// Programs that convert units write more digits than amounts ever have, as `0.45359237000000002`; what is behind the
/// ninth is rounded half to even, far below what a scale can tell.
package struct WeightNumber: Hashable, Sendable {
    let billionths: Int128

    package static let zero = WeightNumber(billionths: 0)

    private init(billionths: Int128) { self.billionths = billionths }

    /// A number with few decimals, which must not be below zero.
    package init(_ value: Decimal4) { billionths = Int128(value.ticks) * 100_000 }

    /// Reads a number; `nil` when it is none.
    package init?(text: Span<UInt8>) {
        if let value = try? Decimal4(text: text) {
            guard value >= .zero else { return nil }
            self.init(value)
        } else if let billionths = Self.billionths(text) {
            self.init(billionths: billionths)
        } else {
            return nil
        }
    }

    /// Digits with a point and any number of decimals.
    private static func billionths(_ text: Span<UInt8>) -> Int128? {
        var value: Int128 = 0
        var decimals: Int?
        var dropped = (first: UInt8(0), hasMore: false)
        for index in text.indices {
            let digit = text[index] &- 48
            if text[index] == UInt8(ascii: "."), decimals == nil {
                decimals = 0
            } else if digit > 9 {
                return nil
            } else if let count = decimals, count >= 9 {
                if count == 9 { dropped.first = digit } else if digit != 0 { dropped.hasMore = true }
                decimals = count + 1
            } else {
                value = value * 10 + Int128(digit)
                if value > Self.most { return nil }
                decimals = decimals.map { $0 + 1 }
            }
        }
        guard let decimals, text.count > 1 else { return nil }
        for _ in min(decimals, 9)..<9 { value *= 10 }
        if value > Self.most { return nil }
        let isAboveHalf = dropped.first > 5 || (dropped.first == 5 && (dropped.hasMore || value % 2 == 1))
        return isAboveHalf ? value + 1 : value
    }

    /// Beyond it nothing is a parcel; in the largest unit it still fits.
    private static let most: Int128 = 10_000_000_000_000_000_000_000_000
}

/// A unit of weight, by any spelling met in the wild.
package enum WeightUnit: String, Hashable, Sendable, CaseIterable {
    case pounds
    case ounces
    case grams
    case kilograms

    /// Exact, by definition: one pound is 453.59237 g, one ounce a sixteenth of it.
    package var billionthsOfGram: Int64 {
        switch self {
        case .pounds: 453_592_370_000
        case .ounces: 28_349_523_125
        case .grams: 1_000_000_000
        case .kilograms: 1_000_000_000_000
        }
    }

    /// Recognises a unit's name or abbreviation, in any case, with or without a point at the end.
    package init?(name: Span<UInt8>) {
        // Eight letters decide between all spellings; none is longer than nine.
        var word: UInt64 = 0
        var letters = 0
        for index in name.indices {
            let byte = name[index]
            if byte == 0x20 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") { continue }
            if letters < 8 { word = word << 8 | UInt64(byte | 0x20) }
            letters += 1
        }
        guard letters <= 9, let spelling = Self.spellings.first(where: { $0.word == word }) else { return nil }
        self = spelling.unit
    }

    // So few that looking through them is faster than hashing.
    private static let spellings: [(word: UInt64, unit: WeightUnit)] = {
        let names: [(WeightUnit, [String])] = [
            (.pounds, ["pound", "pounds", "lb", "lbs"]),
            (.ounces, ["ounce", "ounces", "oz", "ozs"]),
            (.grams, ["gram", "grams", "g", "gm", "gms", "gr"]),
            (.kilograms, ["kilogram", "kilograms", "kg", "kgs", "kilo", "kilos"]),
        ]
        return names.flatMap { unit, spellings in
            spellings.map { ($0.utf8.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, unit) }
        }
    }()
}
