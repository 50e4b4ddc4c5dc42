import TestSupport
import Testing

@testable import WireFormats

/// A place that holds one record, or a list of them.
@Suite struct XMLListRecordTests {
    private static let shape = RecordShape(
        record: .init(
            id: 0, at: "Answer/Data", "Answer/Data/Order", fields: [["ID"], [""]],
            groups: [.init(id: 1, at: "Item", fields: [["SKU"]])]))

    private func read(_ text: String, chunkSize: Int) -> Reading {
        readXML(Array(text.utf8), chunkSize: chunkSize, shape: Self.shape)
    }

    @Test func givesTheRecordsOfTheList() {
        let text = """
            <Answer>
             <Data>
              <Order><ID>1</ID><Item><SKU>A</SKU></Item></Order>
              <Order/>
              <Order>
               <ID>3</ID></Order>
             </Data>
             <Data><ID>4</ID></Data>
            </Answer>
            """
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = read(text, chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(0) == ["1", nil, "3", "4"], "chunks of \(chunkSize)")
            #expect(reading.records.map(\.number) == [1, 2, 3, 4])
            #expect(reading.records.map(\.position.description) == ["3:3", "4:3", "5:3", "8:2"])
            #expect(reading.records.first?.instances.map(\.group) == [0, 1])
            #expect(reading.records.first?.rawText == "<Order><ID>1</ID><Item><SKU>A</SKU></Item></Order>")
            #expect(reading.records.last?.rawText == "<Data><ID>4</ID></Data>")
        }
    }

    /// Only what has nothing of its own is a list: else a record in it would take its place.
    @Test(arguments: [
        "<ID>1</ID><Order><ID>2</ID></Order>", "<Item/><Order><ID>2</ID></Order><ID>1</ID>",
        "<Order><Item/><Order><ID>2</ID></Order><ID>1</ID></Order>",
    ])
    func aRecordHasNoRecordsInside(_ content: String) {
        for chunkSize in [1, 65_536] {
            let reading = read("<Answer><Data>\(content)</Data></Answer>", chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(0) == ["1"])
        }
    }

    @Test(arguments: ["<Data/>", "<Data> \n </Data>"])
    func anEmptyListIsOneEmptyRecord(_ content: String) {
        let reading = read("<Answer>\(content)</Answer>", chunkSize: 65_536)
        #expect(reading.error == nil)
        #expect(reading.texts(0) == [nil])
    }
}
