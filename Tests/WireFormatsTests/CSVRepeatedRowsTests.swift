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

    /// Fields are held in two bytes for each number, unless a number needs more.
    @Test(arguments: [65_530, 65_536, 70_000, 200_000]) func holdsRowsOfAnyLength(length: Int) {
        let note = String(repeating: "é", count: length / 2)
        let lines = String(repeating: "\n", count: 33_000)
        let table =
            "Order ID,City,Note,SKU,Qty\nA,Basel,\(note),a1,1\nA,,\"\(lines)x\",a2,2\nB,Bern,\"\"\"\(note)\"\"\",b1,1\n"
            + "B,Bern,\"\"\"\(note)\"\"\",b2,\n"
        let reading = readOrders(table, chunkSize: 1 << 20)
        #expect(reading.error == nil)
        #expect(reading.records.map { $0.text(TestSlot.note) } == [note, "\"\(note)\""])
        #expect(reading.records.map { $0.text(TestSlot.city) } == ["Basel", "Bern"])
        #expect(reading.records.first?.findings.count == 1)
        #expect(readOrders(table, chunkSize: 7) == reading)
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
            "\"\"", "\t", "\"a \"\"b\"\"\"", " \"\" ", "\"\"\"\"",
        ]
        return texts.randomElement(using: &random) ?? ""
    }
}
