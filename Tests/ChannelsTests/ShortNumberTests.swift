import Orders
import Testing
import WireFormats

/// What is read at once must be what is read digit by digit.
@Suite struct ShortNumberTests {
    @Test(arguments: ["0", "7", "12.50", "1234.567", "0.0001", "99999999", "5.", ".5", "007", "1.2345", "2500.00"])
    func readsPlainNumbers(_ text: String) throws {
        let (short, whole) = try read([text])[0]
        #expect(short == whole)
        #expect(short != nil)
    }

    @Test(arguments: ["-1", "1e3", "1,234", ".", "1.23456", "1.2.3", "12 5", "$5", "123456789", "1:2", "a", "/", "é"])
    func leavesOthers(_ text: String) throws {
        #expect(try read([text])[0].short == nil)
    }

    @Test func agreesWithDecimal4() throws {
        var state: UInt64 = 1
        func next(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        let bytes = Array("0123456789..9876543210+-e/:".utf8)
        let texts = (0..<20_000).map { _ in
            String(decoding: (0...next(8)).map { _ in bytes[next(next(8) > 0 ? 22 : 27)] }, as: UTF8.self)
        }
        var shorts = 0
        for (short, whole) in try read(texts) where short != nil {
            shorts += 1
            #expect(short == whole)
        }
        #expect(shorts > 5_000)
    }

    /// Each text as `shortNumber` and as `Decimal4` has it, in ten-thousandths.
    private func read(_ texts: [String]) throws -> [(short: Int64?, whole: Int64?)] {
        let table = "number\n" + texts.map { "\"\($0)\"\n" }.joined()
        var reader = CSVRecordReader(
            input: ByteInput(bytes: Array(table.utf8)), shape: RecordShape(columns: [["number"]]))
        var found: [(short: Int64?, whole: Int64?)] = []
        while try reader.next() {
            let record = reader.record
            let field = record.field(0)
            found.append((record.shortNumber(field), (try? Decimal4(text: record.bytes(of: field)))?.ticks))
        }
        return found
    }
}
