import TestSupport
import Testing

@testable import WireFormats

/// Members are expected where the last object of their kind had them: what is expected must never be what is read.
@Suite struct JSONMemberOrderTests {
    private static let members = [
        #""id": "1""#, #""note":"n""#, #""shipTo":{"city": "c", "name":"m"}"#, #""shipTo" : {"name":"m"}"#,
        #""i\u0064": "escaped""#, #""unknown":{"id":"2", "note": [1, {"id": 3}]}"#, #""idx":"no""#, #""i":"no""#,
        #""items":[{"sku":"A","quantity":1},{"quantity":2,"sku":"B"},{"sku":"C"}]"#, #""items":[]"#,
        #""a name that is longer than all that is compared at once, which is 48 bytes":7"#, #""id":"twice""#,
        "\"note\"\n:\n\"below\"",
    ]

    @Test(arguments: 1...20) func readsWhatStandsThere(seed: UInt64) {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let records = (0..<60).map { _ -> String in
            // Now and then more members than are remembered.
            let count = next(20) == 0 ? 90 : next(8)
            let first = next(Self.members.count)
            let isShuffled = next(3) == 0
            let chosen = (0..<count).map {
                Self.members[isShuffled ? next(Self.members.count) : (first + $0) % Self.members.count]
            }
            return "{" + chosen.joined(separator: ",") + "}"
        }
        let together = readJSON("[" + records.joined(separator: ",") + "]", chunkSize: 64)
        #expect(together.error == nil)
        #expect(together.records.count == records.count)
        for (text, record) in zip(records, together.records) {
            let alone = readJSON("[" + text + "]", chunkSize: 65_536).records
            #expect(alone.count == 1)
            for slot in [TestSlot.id, TestSlot.note, TestSlot.city] {
                #expect(record.text(slot) == alone.first?.text(slot))
            }
            #expect(record.instances.map(\.group) == alone.first?.instances.map(\.group))
            for (index, instance) in record.instances.enumerated() where instance.group == 1 {
                for slot in [ItemSlot.sku, ItemSlot.quantity] {
                    #expect(record.text(slot, of: index) == alone.first?.text(slot, of: index))
                }
            }
        }
    }
}
