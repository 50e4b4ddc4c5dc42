import TestSupport
import Testing

@testable import WireFormats

/// What the XML reader hands out: values, places and the record's own text.
@Suite struct XMLRecordReaderTests {
    static let document = """
        <?xml version="1.0" encoding="utf-8"?>
        <Orders pages="1">
          <Order>
            <OrderID>1</OrderID>
            <ShipTo><Name>Ann</Name><City>Zürich</City></ShipTo>
            <Items><Item><SKU>A</SKU><Quantity>2</Quantity></Item><Item><SKU>B</SKU></Item></Items>
          </Order>
          <Order><OrderID>2</OrderID><Note/></Order>
        </Orders>

        """

    @Test func findsValuesPartsAndPlaces() throws {
        let reading = readXML(Self.document)
        #expect(reading.error == nil)
        #expect(reading.texts(TestSlot.id) == ["1", "2"])
        let first = try #require(reading.records.first)
        #expect(first.number == 1)
        #expect(first.position == SourcePosition(line: 3, column: 3))
        #expect(first.lastLine == 7)
        #expect(first.text(TestSlot.city) == "Zürich")
        #expect(first.place(TestSlot.id) == "4:14")
        #expect(first.place(TestSlot.city) == "5:35")
        #expect(first.text(TestSlot.note) == nil)
        #expect(first.instances.map(\.group) == [0, 1, 1])
        #expect(first.instances.map(\.parent) == [-1, 0, 0])
        #expect(first.text(ItemSlot.sku, of: 1) == "A")
        #expect(first.text(ItemSlot.quantity, of: 1) == "2")
        #expect(first.text(ItemSlot.sku, of: 2) == "B")
        #expect(first.text(ItemSlot.quantity, of: 2) == nil)
        #expect(first.rawText.hasPrefix("<Order>\n") && first.rawText.hasSuffix("</Order>"))
        let second = try #require(reading.records.last)
        #expect(second.number == 2)
        #expect(second.text(TestSlot.note)?.isEmpty == true)
        #expect(second.rawText == "<Order><OrderID>2</OrderID><Note/></Order>")
    }

    /// `⌖` stands where the value of `<City>` is to be found.
    @Test(arguments: [
        "<ShipTo><City>⌖x</City></ShipTo>",
        "<Name>é</Name><ShipTo><City>⌖x</City></ShipTo>",
        "<Name>é美🎉 &amp; &#233; é</Name><ShipTo><City>⌖x</City></ShipTo>",
        "<Name>&lt;é\n</Name><ShipTo><City>⌖x</City></ShipTo>",
        "<Name a='é美🎉'/><ShipTo><City>⌖x</City></ShipTo>",
        "<Name a='é&amp;é' b='&#65;é'/><ShipTo><City>⌖x</City></ShipTo>",
        "<!-- é美🎉 --><ShipTo><City>⌖x</City></ShipTo>",
        "<?pi é美🎉?><ShipTo><City>⌖x</City></ShipTo>",
        "<Name><![CDATA[é美🎉]]></Name><ShipTo><City>⌖x</City></ShipTo>",
        "<Name>a\r\nb</Name>\r\n<ShipTo><City>⌖x</City></ShipTo>",
        "<Name>a\rb\n\r</Name>\r<ShipTo><City>⌖x</City></ShipTo>",
        "<Name a='1\r\n2'\r\n b='3'/><ShipTo><City>⌖x</City></ShipTo>",
        "<!--\r\n\r\né--><ShipTo><City>⌖x</City></ShipTo>",
        "<?pi\r\n\r\né?><ShipTo><City>⌖x</City></ShipTo>",
        "<Name><![CDATA[\r\n\r\né]]></Name><ShipTo><City>⌖x</City></ShipTo>",
        "<ShipTo><City\n  a='é'\n>⌖x</City></ShipTo>",
        "<ShipTo><City >⌖x</City ></ShipTo>",
        "<ShipTo><City>⌖ \n x</City></ShipTo>",
        "<ShipTo><City>⌖<![CDATA[x]]></City></ShipTo>",
    ])
    func countsLinesAndCharacters(inside: String) throws {
        for filler in ["", String(repeating: "<!-- é -->", count: 70), String(repeating: "é", count: 500) + "\n"] {
            let (text, place) = marked("<Orders><Order><OrderID>1</OrderID><X>\(filler)</X>\(inside)</Order></Orders>")
            for chunkSize in [1, 7, 64, 65_536] {
                let reading = readXML(text, chunkSize: chunkSize)
                #expect(reading.error == nil)
                let record = try #require(reading.records.first)
                #expect(record.text(TestSlot.city) == "x")
                #expect(record.place(TestSlot.city) == place.description, "chunks of \(chunkSize)")
            }
        }
    }

    /// `⌖` stands where the second order begins.
    @Test(arguments: [
        "⌖<Order/>",
        "⌖<Order a='1' b='>'/>",
        "<!-- é -->⌖<Order a='é美🎉'/>",
        "⌖<Order\n  a='1'\r\n  b='é'></Order>",
        "  ⌖<Order>\n<OrderID>é</OrderID></Order>",
    ])
    func findsTheStartOfARecord(second: String) throws {
        let long = String(repeating: "x", count: 9000)
        for inside in [second, second.replacing("<Order", with: "<Order long='\(long)'", maxReplacements: 1)] {
            let (text, place) = marked("<Orders>\n<Order><OrderID>é</OrderID></Order>\(inside)</Orders>")
            for chunkSize in [1, 7, 64, 65_536] {
                let reading = readXML(text, chunkSize: chunkSize)
                #expect(reading.error == nil)
                try #require(reading.records.count == 2)
                #expect(reading.records[1].position == place, "chunks of \(chunkSize)")
                let raw = marked(inside).text.drop { $0 != "<" }.replacing("<!-- é -->", with: "")
                #expect(reading.records[1].rawText == raw, "chunks of \(chunkSize)")
            }
        }
    }

    @Test(arguments: [
        ("Ann", "Ann"),
        ("  Ann \t\r\n", "Ann"),
        ("A<![CDATA[ & <b>]]> C", "A & <b> C"),
        ("<![CDATA[A]]]]><![CDATA[>B]]>", "A]]>B"),
        ("<![CDATA[]]>", ""),
        ("A<!-- no -->n<?no no?>n", "Ann"),
        ("&lt;&gt;&amp;&apos;&quot;", "<>&'\""),
        ("&#233;&#xe9;&#x1F389;", "éé🎉"),
        ("a&#10;b&#13;c", "a\nb\rc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("<![CDATA[a\r\nb\rc]]>", "a\nb\nc"),
        ("Ann<b>bold</b>e", "Ann bold e"),
        ("Ann<City>of another place</City>e", "Ann of another place e"),
        ("]] >", "]] >"),
    ])
    func joinsThePiecesOfAText(written: String, value: String) throws {
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readXML(
                "<Orders><Order><Note>\(written)</Note></Order></Orders>", chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.note) == [value], "chunks of \(chunkSize)")
        }
    }

    @Test func keepsTheFirstOfSeveralValues() throws {
        let reading = readXML(
            "<Orders><Order><Note>a</Note><OrderID>1</OrderID><Note>b</Note><Note/></Order></Orders>")
        let values = try #require(reading.records.first).instances[0].values
        #expect(values[TestSlot.note]?.text == "a")
        #expect(values[TestSlot.note]?.isRepeated == true)
        #expect(values[TestSlot.id]?.isRepeated == false)
    }

    @Test(arguments: [1, 7, ByteInput.chunkSize]) func keepsEachTextOfAPartThatIsAValue(chunkSize: Int) throws {
        let shape = RecordShape(
            record: .init(
                id: 0, at: "Orders/Order", fields: [["City"]],
                groups: [.init(id: 1, at: "Street", fields: [[""], ["Zone"]])]))
        let document = "<Orders><Order><Street> 1 Elm &amp; Oak </Street><City>c</City><Street/><Street>2</Street>"
        let reading = readXML(
            Array((document + "</Order></Orders>").utf8), chunkSize: chunkSize, shape: shape)
        let record = try #require(reading.records.first)
        #expect(record.instances.map(\.group) == [0, 1, 1, 1])
        #expect((1...3).map { record.text(0, of: $0) } == ["1 Elm & Oak", "", "2"])
        #expect(record.text(0) == "c")
        #expect(record.place(0, of: 1) == "1:24")
    }

    @Test func passesOverWhatTheShapeDoesNotName() {
        let reading = readXML(
            """
            <Orders><Count>2</Count><Page><Order><OrderID>no</OrderID></Order></Page>
            <Order status="new" id="9"><orderid>no</orderid><Extra><OrderID>no</OrderID><Note>no</Note></Extra>
            <City>no</City><OrderID x="no">1</OrderID></Order>text</Orders>
            """)
        #expect(reading.error == nil)
        #expect(reading.texts(TestSlot.id) == ["1"])
        #expect(reading.texts(TestSlot.city) == [nil])
        #expect(reading.texts(TestSlot.note) == [nil])
    }

    /// Channels use prefixes as they please; the names behind them count.
    @Test func comparesNamesWithoutTheirPrefixes() {
        let document = "<s:Orders xmlns:s='urn:shop'><s:Order><s:OrderID>1</s:OrderID></s:Order></s:Orders>"
        #expect(readXML(document).texts(TestSlot.id) == ["1"])
        let undeclared = "<s:Orders><s:Order><s:OrderID>1</s:OrderID></s:Order></s:Orders>"
        #expect(readXML(undeclared).error == nil)
    }

    @Test func tellsNoOrdersFromNoExport() {
        for document in ["<Orders/>", "<Orders></Orders>", "<?xml version='1.0'?>\n<Orders pages='0'>\n</Orders>\n"] {
            #expect(readXML(document) == Reading())
        }
        #expect(readXML("").stop == "empty 1:1")
        #expect(readXML(" \r\n\t ").stop == "empty 1:1")
        #expect(readXML("<Error>no</Error>").error?.code == .notAnExport)
        #expect(readXML("<Order><OrderID>1</OrderID></Order>").error?.code == .notAnExport)
        for text in ["Orders", "a", "{\"orders\":[]}", "\"Order\",1\n"] {
            #expect(readXML(text).stop == "not_an_export 1:1")
        }
        #expect(readXML("\n  no orders").stop == "not_an_export 2:3")
    }

    @Test func countsBytesAndDigestsTheFile() throws {
        let bytes = Array(Self.document.utf8)
        var reader = XMLRecordReader(input: ByteInput(bytes: bytes, chunkSize: 10), shape: .testXML)
        while try reader.next() {}
        #expect(reader.bytesRead == bytes.count)
        #expect(reader.digest == Digest(of: bytes.span))
    }

    @Test func cutsTheTextOfARecordAtALimit() throws {
        var reader = XMLRecordReader(input: ByteInput(bytes: Array(Self.document.utf8)), shape: .testXML)
        #expect(try reader.next())
        #expect(reader.rawText(limit: 12) == Array("<Order>\n    ".utf8))
        #expect(reader.rawText(limit: 0) == [])
    }
}
