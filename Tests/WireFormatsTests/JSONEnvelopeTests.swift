import Testing

@testable import WireFormats

/// A record whose parts have the name of the list that records come in: which of the two an object is.
@Suite struct JSONEnvelopeTests {
    private static let shape = RecordShape(
        record: .init(
            id: 0, at: "orders", "", fields: [["id"], ["shipTo/city"]],
            groups: [.init(id: 1, at: "orders", fields: [["id"]])]))

    /// For each record its id and those of its parts.
    private func read(_ text: String, _ shape: RecordShape = shape) throws -> [[String]] {
        var found: [[String]] = []
        for chunkSize in [1, 7, 65_536] {
            var reader = JSONRecordReader(
                input: ByteInput(bytes: Array(text.utf8), chunkSize: chunkSize), shape: shape)
            var records: [[String]] = []
            while try reader.next() {
                let record = reader.record
                records.append((0..<record.instanceCount).map { record.string(record.field(0, of: $0)) })
            }
            #expect(chunkSize == 1 || records == found)
            found = records
        }
        return found
    }

    @Test func isARecordWithItsOwnValueInFrontOfTheList() throws {
        #expect(try read("{\"id\":1,\"orders\":[{\"id\":2},{\"id\":3}]}") == [["1", "2", "3"]])
        #expect(try read("{\"x\":{\"orders\":[1]},\"id\":null,\"orders\":[{\"id\":2}]}") == [["", "2"]])
        #expect(try read("[{\"id\":1,\"orders\":[{\"id\":2}]},{\"id\":3}]") == [["1", "2"], ["3"]])
        #expect(try read("{\"id\":1,\"orders\":[]}\n{\"id\":2,\"orders\":[{\"id\":3}]}") == [["1"], ["2", "3"]])
    }

    @Test func isAnEnvelopeOtherwise() throws {
        #expect(try read("{\"orders\":[{\"id\":2},{\"id\":3}],\"id\":1}") == [["2"], ["3"]])
        #expect(try read("{\"total\":2,\"shipTo\":{\"id\":9},\"orders\":[{\"id\":2}]}") == [["2"]])
        #expect(try read("{\"orders\":[{\"id\":2,\"orders\":[{\"id\":3}]}]}") == [["2", "3"]])
        #expect(try read("[{\"orders\":[{\"id\":2}]},{\"orders\":[{\"id\":3}]}]") == [["2"], ["3"]])
    }

    @Test func isAnEnvelopeWhereRecordsHaveNoSuchParts() throws {
        let plain = RecordShape(record: .init(id: 0, at: "orders", "", fields: [["id"]]))
        #expect(try read("{\"id\":1,\"orders\":[{\"id\":2},{\"id\":3}]}", plain) == [["2"], ["3"]])
    }
}
