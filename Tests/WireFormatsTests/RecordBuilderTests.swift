import TestSupport
import Testing

@testable import WireFormats

/// The builder's own promises, which no single parser shows.
@Suite struct RecordBuilderTests {
    @Test func closesNoMoreThanItOpened() {
        var limits = ReadLimits()
        limits.depth = 4
        let shape = RecordShape.testXML
        var builder = RecordBuilder(shape: shape, limits: limits)
        defer { builder.deallocate() }
        for name in ["Orders", "Order"] {
            builder.enter(shape.number(ofName: name), line: 1, column: 1, sourceOffset: 0)
        }
        #expect(builder.isInsideRecord)
        for _ in 0..<10 { builder.enter(0, line: 1, column: 2, sourceOffset: 0) }
        builder.enterArray(0, line: 1, column: 2)
        builder.enterElement(line: 1, column: 2, sourceOffset: 0)
        #expect(builder.failure?.code == .tooDeep)
        #expect(builder.depth == 4)
        for _ in 0..<12 { builder.leave(line: 1, sourceOffset: 0) }
        #expect(builder.depth == 2)
        #expect(builder.isInsideRecord)
        builder.leave(line: 1, sourceOffset: 0)
        #expect(builder.depth == 1)
        #expect(builder.entries.count == 1)
    }

    @Test func keepsTheFirstFailure() {
        var builder = RecordBuilder(shape: .testJSON, limits: ReadLimits())
        defer { builder.deallocate() }
        builder.fail(.fieldTooLong, line: 2, column: 3)
        builder.fail(.tooDeep, line: 9, column: 9)
        #expect(builder.failure?.code == .fieldTooLong)
        #expect(builder.failure?.position == SourcePosition(line: 2, column: 3))
    }

    /// Indices are relative to their record, so that an unfinished one can move to the front.
    @Test func movesAnUnfinishedRecordToTheFront() throws {
        let document =
            "<Orders><Order><OrderID>1</OrderID></Order><Order><OrderID>2</OrderID><Items><Item><SKU>a</SKU>"
            + "</Item></Items><Note>n</Note></Order></Orders>"
        let whole = readXML(document)
        for cut in 1..<document.utf8.count {
            #expect(readXML(document, chunkSize: cut) == whole, "chunks of \(cut)")
        }
    }

    /// A slot in a group's place says that the group is there, and holds none of the texts inside of it.
    @Test func marksAGroupAsPresent() throws {
        let shape = RecordShape(
            record: .init(
                id: 0, at: "", fields: [["items"], ["id"]], groups: [.init(id: 1, at: "items", fields: [["sku"]])]))
        for (written, instances, isRepeated) in [
            ("[]", 1, false), ("[{\"sku\":\"A\"},{\"sku\":\"B\"}]", 3, false), ("{\"sku\":\"A\"}", 2, false),
            ("[{\"sku\":\"A\"}],\"items\":[{\"sku\":\"B\"}]", 3, true), ("{\"sku\":\"A\"},\"items\":{}", 3, true),
        ] {
            let text = "{\"id\":1,\"items\":\(written)}"
            var reader = JSONRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: shape)
            let hasRecord = try reader.next()
            #expect(hasRecord)
            let record = reader.record
            #expect(record.instanceCount == instances, "\(written)")
            #expect(record.field(0).isPresent && record.field(0).isEmpty, "\(written)")
            #expect(record.field(0).isRepeated == isRepeated, "\(written)")
            #expect(record.string(record.field(1)) == "1")
        }
    }
}
