import TestSupport
import Testing

@testable import WireFormats

/// Most of a table of orders repeats what the row before says; whatever way is taken for that, the records are the same.
@Suite struct CSVRepeatedRowsTests {
    /// Small chunks know no row before and look at each byte; large ones skip what is said again.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func readsTheSameFromChunksOfAnySize(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let table = table(using: &random)
        let small = readOrders(table, chunkSize: 1)
        for chunkSize in [2, 40, 100, 333, 65_536] {
            let reading = readOrders(table, chunkSize: chunkSize)
            #expect(reading == small, "seed \(seed), chunks of \(chunkSize)\n\(table)")
        }
        #expect(small.error != nil || !small.records.isEmpty)
    }

    @Test func aRowThatDiffersIsNotedHoweverManyFollow() throws {
        let table =
            "City,Order ID,Note,SKU,Qty\nBasel,A,\(Self.long),a1,1\nBasel,A,\(Self.long),a2,1\nBern,A,\(Self.long),a3,1\n"
            + "Bern,A,\(Self.long),a4,1\nBasel,B,\(Self.long),b1,1\n" + Self.long + "\n"
        let reading = readOrders(table)
        try #require(reading.records.count == 3)
        #expect(
            reading.records[0].findings == [
                TextFinding(kind: .rowDiffers(column: "City"), position: SourcePosition(line: 4, column: 1))
            ])
        #expect(reading.records[1].text(TestSlot.note) == Self.long)
        #expect(reading.records[1].text(TestSlot.city) == "Basel")
    }

    private static let long = "a note that is longer than what is read at once of a word"

    private func table(using random: inout SeededGenerator) -> String {
        var columns = ["Order ID", "City", "Note", "SKU", "Qty", "Extra", "OrderNumber"].shuffled(using: &random)
        if Bool.random(using: &random) { columns.removeLast() }
        var rows = [columns.joined(separator: ",")]
        var values = columns.map { _ in "" }
        for _ in 0..<Int.random(in: 5...60, using: &random) {
            for index in columns.indices where Int.random(in: 0..<4, using: &random) == 0 {
                values[index] = value(using: &random)
            }
            rows.append(values.joined(separator: ","))
        }
        return rows.joined(separator: ["\n", "\r\n"].randomElement(using: &random) ?? "\n") + "\n"
    }

    private func value(using random: inout SeededGenerator) -> String {
        let texts = [
            "", "A", "B", "Basel", "Zürich", " B ", "\"A\"", "\"two, \"\"quoted\"\"\nlines\"", "12345678", "1234567",
            Self.long, "注文",
            "\"\"", "\t",
        ]
        return texts.randomElement(using: &random) ?? ""
    }
}
