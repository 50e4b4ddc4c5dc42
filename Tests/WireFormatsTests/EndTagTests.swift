import TestSupport
import Testing

@testable import WireFormats

/// What is counted of a part of a document before it is parsed.
@Suite struct EndTagTests {
    @Test func countsLinesAndTagsAsOneByOne() {
        let generator = SeededGenerator(seed: 4711)
        var chance = generator
        let pieces = [
            "</Order>", "</Orders>", "<Order>", "\n", "\u{B}", "<", ">", "/", "x", "</Orde", "é", "\r\n", "==",
        ]
        for _ in 0..<500 {
            let count = Int.random(in: 0...600, using: &chance)
            let text = (0..<count).map { _ in pieces.randomElement(using: &chance) ?? "" }.joined()
            let bytes = Array(text.utf8)
            let found = EndTag(name: "Order").counts(in: bytes)
            #expect(found.lines == bytes.count { $0 == 0x0A }, "seed \(generator.seed)")
            #expect(found.tags == text.ranges(of: "</Order>").count, "seed \(generator.seed)")
        }
    }

    @Test func countsManyLines() {
        let bytes = [UInt8](repeating: 0x0A, count: 10_000)
        #expect(EndTag(name: "Order").counts(in: bytes).lines == 10_000)
    }

    @Test(arguments: [("a</Order>b</Order>c", 18), ("</Order>", 8), ("</Orders>", nil), ("", nil), ("</Order", nil)])
    func findsTheLastOne(_ text: String, _ end: Int?) {
        #expect(EndTag(name: "Order").lastEnd(in: Array(text.utf8)) == end)
    }
}
