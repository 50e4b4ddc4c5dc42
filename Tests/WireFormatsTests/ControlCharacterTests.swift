import TestSupport
import Testing

@testable import WireFormats

/// Control characters belong in no text: tables and JSON lose them as XML does, and say so.
@Suite struct ControlCharacterTests {
    private static let chunkSizes = [1, 7, 65_536]

    private func dropped(_ byte: UInt32, line: Int, column: Int) -> TextFinding {
        TextFinding(kind: .controlCharacterDropped(byte), position: SourcePosition(line: line, column: column))
    }

    @Test func tablesLoseThem() {
        let table = "Order ID,City,Note\n1,B\u{1}as\u{0}el,\"a\tb\u{1F}\"\n\u{2}2,Bern,c\n3,Bonn,d\u{3}\n4,Bex,e\n"
        for chunkSize in Self.chunkSizes {
            let reading = readCSV(table, chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.id) == ["1", "2", "3", "4"], "chunks of \(chunkSize)")
            #expect(reading.texts(TestSlot.city) == ["Basel", "Bern", "Bonn", "Bex"])
            #expect(reading.texts(TestSlot.note) == ["a\tb", "c", "d", "e"])
            #expect(reading.records.map(\.rawText) == ["1,Basel,\"a\tb\"", "2,Bern,c", "3,Bonn,d", "4,Bex,e"])
            #expect(
                reading.records.map(\.findings) == [
                    [
                        dropped(1, line: 2, column: 4), dropped(0, line: 2, column: 6),
                        dropped(0x1F, line: 2, column: 13),
                    ],
                    [dropped(2, line: 3, column: 1)], [dropped(3, line: 4, column: 9)], [],
                ], "chunks of \(chunkSize)")
        }
    }

    @Test func escapedOnesAreLostFromJSON() {
        let text = #"[{"id":"a\u0001b","note":"t\tx\n\u0000"},{"id":"c\u00e9","note":"\\u0001"},{"id":2}]"#
        for chunkSize in Self.chunkSizes {
            let reading = readJSON(text, chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.id) == ["ab", "cé", "2"])
            #expect(reading.texts(TestSlot.note) == ["t\tx", #"\u0001"#, nil])
            #expect(
                reading.records.map(\.findings) == [
                    [dropped(1, line: 1, column: 8), dropped(0, line: 1, column: 26)], [], [],
                ])
        }
    }

    @Test func manyAreNotAllTold() {
        let many = String(repeating: #"\u0000"#, count: 5_000)
        #expect(readJSON("[{\"id\":\"1\(many)\"}]").records.first?.findings.count == XMLPushParser.findingLimit)
        let reading = readCSV("Order ID\n1\(String(repeating: "\u{0}", count: 5_000))\n")
        #expect(reading.texts(TestSlot.id) == ["1"])
        #expect(reading.records.first?.findings.count == XMLPushParser.findingLimit)
    }
}
