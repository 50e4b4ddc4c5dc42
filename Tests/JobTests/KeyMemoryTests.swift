import TestSupport
import Testing
import WireFormats

@testable import Job

/// What is held for each order is right when there are many of them.
@Suite struct KeyMemoryTests {
    private static func key(_ number: Int) -> String {
        // A long one now and then, and one without a letter.
        number == 7 ? "" : number % 1000 == 0 ? String(repeating: "k", count: 70_000) + "\(number)" : "order-\(number)"
    }

    private static func versions(_ numbers: Range<Int>, modifyDate: Int64? = nil) -> OrderVersions {
        var versions = OrderVersions()
        for number in numbers {
            let text = Array(key(number).utf8)
            let digest = Digest(of: text.span)
            let (place, _) = versions.begin(digest, text: text[...], record: number, modifyDate: modifyDate)
            if number % 3 == 0 { versions.settle(place, .written, Digest(high: 1, low: UInt64(number))) }
            if number % 3 == 1 { versions.settle(place, .rejected) }
        }
        return versions
    }

    @Test func linesStandInTheOrderOfTheirKeys() {
        var versions = Self.versions(0..<5000)
        let settled = (0..<5000).filter { $0 % 3 < 2 }
        #expect(versions.lineCount == settled.count)
        #expect(versions.lines.map(\.orderKey) == settled.map(Self.key))
        #expect(versions.lines.map(\.fate) == settled.map { $0 % 3 == 0 ? .written : .rejected })
        let known = versions.begin(Digest(of: Self.key(4321)), text: [], record: 1, modifyDate: nil)
        #expect(!known.isFirst && versions[known.number].record == 4321)
        #expect(versions.begin(Digest(of: "another"), text: [], record: 1, modifyDate: nil) == (5000, true))
    }

    /// Whether an input came last or long ago, its orders are known alike.
    @Test func theLastInputIsKnownAsThoseBefore() {
        var ledger = OrderLedger()
        #expect(ledger.isEmpty)
        ledger.add(Self.versions(0..<300, modifyDate: 100).lines)
        #expect(!ledger.isEmpty)
        let zero = Digest(of: Self.key(0)), one = Digest(of: Self.key(1)), two = Digest(of: Self.key(2))
        let written = KnownOrder(modifyDate: 100, digest: Digest(high: 1, low: 0))
        #expect(ledger[zero] == written)
        #expect(ledger[one] == KnownOrder(modifyDate: 100, digest: nil))
        #expect(ledger[two] == nil)
        // Older: nothing of it counts.
        ledger.add(Self.versions(0..<2, modifyDate: 50).lines)
        #expect(ledger[zero] == written)
        // Newer, and not written: what was written before stays so.
        var newer = OrderVersions()
        let (place, _) = newer.begin(zero, text: Array(Self.key(0).utf8)[...], record: 1, modifyDate: 200)
        newer.settle(place, .rejected)
        ledger.add(newer.lines)
        #expect(ledger[zero] == KnownOrder(modifyDate: 200, digest: Digest(high: 1, low: 0)))
        ledger.add(OrderVersions().lines)
        #expect(ledger[zero] == KnownOrder(modifyDate: 200, digest: Digest(high: 1, low: 0)))
        #expect(ledger[one] == KnownOrder(modifyDate: 100, digest: nil))
    }

    @Test func aKeyIsKnownByTheFirstPlaceOfMany() {
        var keys = KeyIndex()
        for number in 1...20_000 {
            #expect(keys.insert(Digest(of: "k\(number)"), at: SourcePosition(line: number, column: 3)) == nil)
        }
        for number in stride(from: 1, through: 20_000, by: 11) {
            let again = keys.insert(Digest(of: "k\(number)"), at: SourcePosition(line: 99_999, column: 1))
            #expect(again == SourcePosition(line: number, column: 3))
        }
    }
}
