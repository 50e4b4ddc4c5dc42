import Orders
import TestSupport
import Testing

@Suite("Weights")
struct WeightTests {
    private func weight(_ ticks: Int64, _ unit: WeightUnit) -> Weight {
        Weight(WeightNumber(Decimal4(ticks: ticks)), unit)
    }

    @Test(
        "are exact in every unit",
        arguments: [
            (WeightUnit.pounds, 453_592), (.ounces, 28_350), (.grams, 1_000), (.kilograms, 1_000_000),
        ] as [(WeightUnit, Int64)])
    func converts(unit: WeightUnit, milligrams: Int64) {
        #expect(weight(10_000, unit).milligrams == milligrams)
        #expect(weight(0, unit).milligrams == 0)
    }

    @Test("follow the legal definitions")
    func followsTheDefinitions() {
        // 1 lb = 453.59237 g = 16 oz [D: NIST Handbook 44, appendix C].
        #expect(weight(10_000, .pounds) == weight(160_000, .ounces))
        #expect(weight(10_000, .pounds).units * 100_000 == Weight.unitsPerGram * 45_359_237)
        #expect(weight(10_000, .kilograms) == weight(10_000_000, .grams))
        #expect(weight(20_000, .pounds).milligrams == 907_185)
        #expect(weight(1, .ounces).units * 10_000 == weight(10_000, .ounces).units)
    }

    @Test("add without rounding in between")
    func sums() {
        var random = SeededGenerator(seed: 0x0057_4549)
        for _ in 0..<2_000 {
            let parts = (0..<20).map { _ in Int64.random(in: 0...500_000, using: &random) }
            let sum = parts.map { weight($0, .ounces) }.reduce(Weight(units: 0), +)
            #expect(sum == weight(parts.reduce(0, +), .ounces), "seed \(random.seed)")
        }
        // Three times 0.4 mg is 1.2 mg, not three times nothing.
        let third = weight(4, .grams)
        #expect(third.milligrams == nil)
        #expect((third + third + third).milligrams == 1)
    }

    @Test("are rounded half to even when they are written")
    func rounds() {
        for (tenthsOfMilligram, milligrams) in [
            (6, 1), (15, 2), (25, 2), (35, 4), (46, 5),
        ] as [(Int64, Int64)] {
            #expect(weight(tenthsOfMilligram, .grams).milligrams == milligrams, "\(tenthsOfMilligram)")
        }
        let half = weight(5, .grams)
        #expect(Weight(units: half.units + 1).milligrams == 1)
        #expect(Weight(units: half.units * 3 - 1).milligrams == 1)
        // Something is never written as nothing.
        #expect(half.milligrams == nil)
    }

    @Test("are multiplied by quantities exactly, or not at all")
    func multiplies() {
        #expect(weight(12_500, .ounces).multiplied(by: Quantity(3)) == weight(37_500, .ounces))
        #expect(weight(10_000, .pounds).multiplied(by: Quantity(ticks: 5_000)) == weight(5_000, .pounds))
        #expect(weight(10_000, .pounds).multiplied(by: .zero) == Weight(units: 0))
        #expect(Weight(units: 1).multiplied(by: Quantity(ticks: 1)) == nil)
        #expect(Weight(units: .max).multiplied(by: Quantity(2)) == nil)
    }

    @Test("say when they are too large to be written")
    func refusesWhatIsTooLarge() {
        #expect(weight(.max - 7, .grams).milligrams == Int64.max / 10)
        #expect(weight(.max, .pounds).milligrams == nil)
    }

    @Test(
        "take more decimals than amounts, as programs that convert units write them",
        arguments: [
            ("1.23456", "1.234560000"), ("0.45359237000000002", "0.453592370"), ("2.0000000005", "2.000000000"),
            ("2.0000000015", "2.000000002"), ("2.00000000050001", "2.000000001"), (".123456", "0.123456000"),
            ("9999999999999999.5", "9999999999999999.500000000"), ("1,234.5", "1234.500000000"), ("7", "7.000000000"),
        ])
    func takesLongDecimals(text: String, number: String) throws {
        let bytes = Array(text.utf8)
        let read = WeightNumber(text: bytes.span)
        let weight = Weight(try #require(read), .kilograms)
        let billionths = number.filter { $0 != "." }
        #expect(weight.units == (Int128(billionths) ?? -1) * 1_000_000_000_000)
    }

    @Test(
        "are no other texts",
        arguments: ["", ".", "-1", "-1.23456", "1.2.3", "1.23456x", "12,50", "1e99", "99999999999999999.5", "heavy"])
    func refusesOtherTexts(text: String) {
        let bytes = Array(text.utf8)
        let read = WeightNumber(text: bytes.span)
        #expect(read == nil)
    }

    @Test("have units of many spellings")
    func readsUnits() {
        func unit(_ name: String) -> WeightUnit? {
            let bytes = Array(name.utf8)
            return WeightUnit(name: bytes.span)
        }
        let spellings: [(WeightUnit, [String])] = [
            (.pounds, ["lb", "LB", "lbs", "Lbs.", "pound", "Pounds", "POUNDS", "l_b"]),
            (.ounces, ["oz", "OZ.", "ozs", "ounce", "Ounces"]),
            (.grams, ["g", "G", "gr", "gm", "gms", "gram", "Grams"]),
            (.kilograms, ["kg", "KG", "kgs", "kilo", "kilos", "kilogram", "Kilograms", " kilo grams"]),
        ]
        for (expected, names) in spellings { for name in names { #expect(unit(name) == expected, "\(name)") } }
        for name in ["", "t", "ton", "stone", "mg", "fl oz", "poundss", "kilogramss", "o", "lbz", "1", "kilogrxms"] {
            #expect(unit(name) == nil, "\(name)")
        }
        for unit in WeightUnit.allCases {
            let bytes = Array(unit.rawValue.utf8)
            #expect(WeightUnit(name: bytes.span) == unit)
        }
    }
}
