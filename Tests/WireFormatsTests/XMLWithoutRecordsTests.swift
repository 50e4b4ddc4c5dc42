import TestSupport
import Testing

@testable import WireFormats

/// A document without records: one that says so, and one that only has none that can be read.
@Suite struct XMLWithoutRecordsTests {
    private static let shape = RecordShape(
        record: .init(
            id: 0, at: "Orders/Order", "Feed/List/Order", "Envelope/Body/*/*/Order",
            "Envelope/Body/GetResponse/GetResult/Order",
            fields: [["ID"]]),
        messages: [
            .init(id: 1, at: "Failure", fields: [[""]]), .init(id: 2, at: "Feed/Codes", fields: [["Code"]]),
            .init(id: 3, at: "Envelope/Body/Fault", fields: [[""]]), .init(id: 4, at: "Orders/@pages", fields: [[""]]),
        ])

    private func read(_ text: String, chunkSize: Int = 65_536) -> Reading {
        readXML(Array(text.utf8), chunkSize: chunkSize, shape: Self.shape)
    }

    @Test(arguments: [
        "<Orders/>", "<Orders> \n </Orders>", "<Orders><!-- none --></Orders>", "<Feed><List/></Feed>",
        "<Feed><Version>2</Version>text<List></List></Feed>", "<Feed><Codes><Code>1</Code></Codes><List/></Feed>",
        "<Envelope><Header><x/></Header><Body><GetResponse><GetResult/></GetResponse></Body></Envelope>",
    ])
    func anEmptyListSaysSo(_ text: String) {
        for chunkSize in [1, 65_536] { #expect(read(text, chunkSize: chunkSize).error == nil) }
    }

    /// What stands in their place may be records under other names.
    @Test(arguments: [
        ("<Orders>Access denied</Orders>", "1:9"), ("<Orders><![CDATA[no]]></Orders>", "1:9"),
        ("<Orders><order/></Orders>", "1:9"),
        ("<Orders>\n<Result><Order><ID>1</ID></Order></Result></Orders>", "1:9"),
        ("<Feed><List><x/></List></Feed>", "1:13"),
        ("<Feed/>", "1:1"), ("<Feed><Count>5</Count></Feed>", "1:1"), ("<Feed><Order><ID>1</ID></Order></Feed>", "1:1"),
        ("<Feed><Codes><Code>1</Code></Codes></Feed>", "1:1"), ("<Envelope/>", "1:1"),
        ("<Envelope><Body/></Envelope>", "1:1"),
        ("<Envelope><Body><html><p/></html></Body></Envelope>", "1:1"),
        ("<Envelope><Body><GetResponse/></Body></Envelope>", "1:1"),
        ("<Envelope><Body><LoginResponse><LoginResult/></LoginResponse></Body></Envelope>", "1:1"),
    ])
    func anythingElseIsNoExport(_ text: String, _ place: String) {
        for chunkSize in [1, 65_536] {
            let reading = read(text, chunkSize: chunkSize)
            #expect(reading.stop == "not_an_export \(place)", "\(reading.error?.message ?? "")")
        }
    }

    @Test func namesThePlaceOfRecordsInTheDocument() {
        #expect(read("<Feed/>").error?.message == "there is no Feed/List/Order, and no empty list in its place either")
        #expect(read("<Orders>no</Orders>").error?.message == "something else stands where Orders/Order should be")
    }

    /// A document that ends too early may have had records.
    @Test func aCutDocumentIsTruncated() {
        #expect(read("<Orders><order/>").error?.code == .truncated)
        #expect(read("<Feed>").error?.code == .truncated)
    }

    @Test func aMessageInPlaceOfTheDocumentIsEnough() {
        let reading = read("<Failure>none found<x/></Failure>")
        #expect(reading.error == nil)
        #expect(reading.records.map { $0.instances[0].group } == [1])
    }

    /// Beside records, strangers are passed over as ever.
    @Test func recordsMakeItAnExport() {
        #expect(read("<Orders>a<b/><Order><ID>1</ID></Order>c<d/></Orders>").texts(0) == ["1"])
    }

    /// Any name leads where the shape has `*`, but for those that have a path of their own.
    @Test(arguments: ["Get", "Other"]) func readsRecordsBelowAnyName(_ call: String) {
        let text =
            "<Envelope><Body><\(call)Response><\(call)Result><Order><ID>1</ID></Order></\(call)Result></\(call)Response></Body></Envelope>"
        #expect(read(text).texts(0) == ["1"])
        #expect(
            read("<Envelope><Body><Fault>no</Fault></Body></Envelope>").records.map { $0.instances[0].group } == [3])
    }

    @Test func readsAttributesOfTheRootElement() {
        for text in ["<Orders x='1' pages = '3'><Order/></Orders>", "<Orders xmlns:a='u' a:pages='&#51;'/>"] {
            let first = read(text).records.first
            #expect(first?.instances[0].group == 4)
            #expect(first?.text(0) == "3")
            #expect(first?.position == SourcePosition(line: 1, column: 1))
        }
        #expect(read("<Orders><Order pages='3'/></Orders>").records.map { $0.instances[0].group } == [0])
    }
}
