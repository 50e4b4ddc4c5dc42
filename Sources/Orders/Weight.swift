/// A weight, exact: pounds and ounces are converted by their legal definitions and rounded only when written.
package struct Weight: Hashable, Sendable {
    /// The weight in units of 10⁻¹³ gram: four digits behind the point of an ounce, which has nine digits in grams.
    package var units: Int128

    /// Units of one gram.
    package static let unitsPerGram: Int128 = 10_000_000_000_000

    package init(units: Int128) { self.units = units }

    /// A weight as a channel gives it.
    package init(_ value: Decimal4, _ unit: WeightUnit) {
        let (product, overflow) = value.ticks.multipliedReportingOverflow(by: unit.billionthsOfGram)
        units = overflow ? Int128(value.ticks) * Int128(unit.billionthsOfGram) : Int128(product)
    }

    package static func + (left: Weight, right: Weight) -> Weight { Weight(units: left.units + right.units) }

    /// The weight of several pieces, or `nil` for a quantity that makes it inexact or out of range.
    package func multiplied(by quantity: Quantity) -> Weight? {
        let (product, overflow) = units.multipliedReportingOverflow(by: Int128(quantity.ticks))
        guard !overflow, product % Int128(Quantity.scale) == 0 else { return nil }
        return Weight(units: product / Int128(Quantity.scale))
    }

    /// The weight in milligrams, rounded half to even: what is written has three digits behind the gram.
    package var milligrams: Int64? {
        let perMilligram: Int128 = Self.unitsPerGram / 1000
        let (quotient, remainder) = units.quotientAndRemainder(dividingBy: perMilligram)
        let twice = remainder.magnitude * 2
        let roundsAway =
            twice > perMilligram.magnitude || (twice == perMilligram.magnitude && quotient.magnitude % 2 == 1)
        return Int64(exactly: roundsAway ? quotient + (units < 0 ? -1 : 1) : quotient)
    }
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
        guard letters <= 9, let unit = Self.spellings[word] else { return nil }
        self = unit
    }

    private static let spellings: [UInt64: WeightUnit] = {
        let names: [(WeightUnit, [String])] = [
            (.pounds, ["pound", "pounds", "lb", "lbs"]),
            (.ounces, ["ounce", "ounces", "oz", "ozs"]),
            (.grams, ["gram", "grams", "g", "gm", "gms", "gr"]),
            (.kilograms, ["kilogram", "kilograms", "kg", "kgs", "kilo", "kilos"]),
        ]
        var table: [UInt64: WeightUnit] = [:]
        for (unit, spellings) in names {
            for spelling in spellings {
                let word = spelling.utf8.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                table[word] = unit
            }
        }
        return table
    }()
}
