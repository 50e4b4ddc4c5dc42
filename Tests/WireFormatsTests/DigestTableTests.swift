import TestSupport
import Testing

@testable import WireFormats

/// A table of digests says what a dictionary says.
@Suite struct DigestTableTests {
    @Test(arguments: [0, 100, 5000])
    func isADictionary(reserved: Int) {
        var generator = SeededGenerator(seed: UInt64(reserved) + 7)
        var table = DigestTable<Int>()
        var expected: [Digest: Int] = [:]
        var order: [Digest] = []
        table.reserve(reserved)
        for step in 0..<20_000 {
            // Halves that are alike fall on the same place of the index.
            let key = Digest(
                high: UInt64.random(in: 0..<40, using: &generator) << 57,
                low: UInt64.random(in: 0..<80, using: &generator))
            #expect(table[key] == expected[key])
            if expected[key] == nil { order.append(key) }
            #expect(table.set(key, to: step) == expected.updateValue(step, forKey: key))
        }
        #expect(table.keys == order)
        #expect(table.values == order.map { expected[$0] ?? -1 })
        #expect(table.count == expected.count)
    }

    /// Else each look goes past all that are there: what comes out is right, and takes for ever.
    @Test func placesAreSpreadOverAll() {
        let places = (0..<1000).map { DigestIndex.firstPlace(of: Digest(of: "order-\($0)").high, among: 1000) }
        #expect(places.allSatisfy { (0..<1000).contains($0) })
        #expect(Set(places).count > 550)
        #expect(places.count { $0 < 500 } > 400)
    }
}
