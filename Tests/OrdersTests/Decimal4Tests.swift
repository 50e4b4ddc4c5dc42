import Orders
import TestSupport
import Testing

@Suite("Decimals of four digits")
struct Decimal4Tests {
    private func parse(_ text: String) -> Result<Decimal4, Decimal4.Unreadable> {
        let bytes = Array(text.utf8)
        return Result { () throws(Decimal4.Unreadable) in try Decimal4(text: bytes.span) }
    }

    @Test(
        "are read as exporters write them",
        arguments: [
            ("0", 0), ("12.50", 125_000), ("12.5000", 125_000), ("-3.75", -37_500), ("+3.75", 37_500), (" 7 ", 70_000),
            (".5", 5_000), ("5.", 50_000), ("007", 70_000), ("-0", 0), ("0.0001", 1),
            ("12.50000000000000000000", 125_000),
            ("1,234.50", 12_345_000), ("1,234,567", 12_345_670_000), ("12,345", 123_450_000), ("$1,234.50", 12_345_000),
            ("-$5", -50_000), ("1.2e3", 12_000_000), ("1.2E-3", 12), ("1e+2", 1_000_000), ("0e999999", 0),
            ("12.34567e1", 1_234_567), ("100000e-5", 10_000), ("1e14", 1_000_000_000_000_000_000),
            ("922337203685477.5807", Int64.max), ("-922337203685477.5807", -Int64.max),
        ] as [(String, Int64)])
    func reads(text: String, ticks: Int64) {
        #expect(parse(text) == .success(Decimal4(ticks: ticks)))
    }

    @Test(
        "refuse what is no number, and never guess at a comma",
        arguments: [
            "", " ", "-", "+", ".", "-.", "$", "abc", "12abc", "1 2", "1.2.3", "--1", "- 1", "$-5", "5$", "12,50",
            "1,2345",
            "1234,567", ",123", "1,", "1,23,456", "1,234,", "0,125", "00,125", "1.234,50", "1e", "1e+", "e3", "1e3x",
            "0x10",
            "NaN", "inf", "١٢", "1\u{0}", "€5", "(5.00)", "5%",
        ])
    func refuses(text: String) {
        #expect(parse(text) == .failure(.notANumber))
    }

    @Test(
        "refuse what they cannot keep exactly",
        arguments: [
            "0.00001", "12.34567", "1.00000000000000000001", "922337203685477.5808", "922337203685478",
            "-922337203685477.5808", "99999999999999999999", "1e15", "1e999", "1e-5", "1.2345e-1",
            "1e-999999999999999999999",
        ])
    func refusesWhatIsNotExact(text: String) {
        #expect(parse(text) == .failure(.precision))
    }

    @Test("are read back from their own text")
    func readsBackItsOwnText() {
        var random = SeededGenerator(seed: 0x0044_4543)
        for _ in 0..<20_000 {
            let bits = Int64.random(in: 0..<63, using: &random)
            let number = Decimal4(ticks: Int64.random(in: -(1 << bits)...(1 << bits), using: &random))
            for digits in [0, 2, 4] {
                let text = number.text(minimumFractionDigits: digits)
                #expect(parse(text) == .success(number), "seed \(random.seed), \(text)")
                let fraction = text.split(separator: ".").dropFirst().first ?? ""
                #expect(fraction.count >= digits && (fraction.count == digits || fraction.last != "0"), "\(text)")
            }
        }
    }

    @Test("mean the same however they are written")
    func ignoresTheWayOfWriting() {
        var random = SeededGenerator(seed: 0x0053_5041)
        for _ in 0..<5_000 {
            let number = Decimal4(ticks: Int64.random(in: -999_999_999_999...999_999_999_999, using: &random))
            let text = number.text(minimumFractionDigits: 4)
            let shift = Int.random(in: 0...5, using: &random)
            let digits = text.filter { $0 != "." }
            let spellings = [
                "  \(text) ", text + "000000000000", grouped(text), "\(digits)e-4",
                "\(digits)" + String(repeating: "0", count: shift) + "E-\(4 + shift)",
            ]
            for spelling in spellings {
                #expect(parse(spelling) == .success(number), "seed \(random.seed), \(spelling)")
            }
        }
    }

    /// The text with commas between groups of three.
    private func grouped(_ text: String) -> String {
        let whole = text.prefix { $0 != "." }
        let sign = whole.hasPrefix("-") ? "-" : ""
        var groups = ""
        for (index, digit) in whole.drop(while: { $0 == "-" }).reversed().enumerated() {
            if index > 0, index % 3 == 0 { groups = "," + groups }
            groups = String(digit) + groups
        }
        return sign + groups + text.drop(while: { $0 != "." })
    }

    @Test("add exactly, and say when a sum is out of range")
    func adds() {
        let most = Decimal4(ticks: .max)
        #expect(Decimal4(2).adding(Decimal4(ticks: -5)) == Decimal4(ticks: 19_995))
        #expect(most.adding(Decimal4(ticks: 1)) == nil)
        #expect(Decimal4(ticks: .min).adding(Decimal4(ticks: -1)) == nil)
        #expect(most.adding(-most) == .zero)
    }

    @Test("multiply exactly, or not at all")
    func multiplies() {
        #expect(Decimal4(ticks: 15_000).multiplied(by: Decimal4(3)) == Decimal4(ticks: 45_000))
        #expect(Decimal4(ticks: 1).multiplied(by: Decimal4(ticks: 5_000)) == nil)
        #expect(Decimal4(ticks: 100).multiplied(by: Decimal4(ticks: -100)) == Decimal4(ticks: -1))
        #expect(Decimal4(ticks: .max).multiplied(by: .one) == Decimal4(ticks: .max))
        #expect(Decimal4(ticks: .max).multiplied(by: Decimal4(2)) == nil)
        var random = SeededGenerator(seed: 0x004D_554C)
        for _ in 0..<5_000 {
            let left = Decimal4(ticks: Int64.random(in: -1_000_000_000...1_000_000_000, using: &random))
            let right = Decimal4(ticks: Int64.random(in: -1_000_000_000...1_000_000_000, using: &random))
            let exact = Int128(left.ticks) * Int128(right.ticks)
            let product = left.multiplied(by: right)
            #expect(
                product.map { Int128($0.ticks) * 10_000 } == (exact % 10_000 == 0 ? exact : nil), "seed \(random.seed)")
            #expect(product == right.multiplied(by: left))
        }
    }

    @Test("are in the order of their numbers")
    func compares() {
        let numbers = [Int64.min, -10_000, -1, 0, 1, 9_999, 10_000, .max].map(Decimal4.init(ticks:))
        #expect(numbers.shuffled().sorted() == numbers)
        #expect(Decimal4(3).isWhole && !Decimal4(ticks: 30_001).isWhole && Decimal4.zero.isWhole)
    }
}
