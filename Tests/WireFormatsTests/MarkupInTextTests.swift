import TestSupport
import Testing

@testable import WireFormats

/// Elements inside of a value are unescaped markup: the tags go, the words stay, and a finding says so.
@Suite struct MarkupInTextTests {
    static let chunkSizes = [1, 7, 64, 65_536]

    private func order(_ inside: String) -> String { "<Orders><Order>\(inside)</Order></Orders>" }

    @Test(arguments: [
        ("leave <b>the box</b> here<br/>please", "leave the box here please"),
        ("<b>all</b>", "all"),
        ("<p>one</p><p>two</p>", "one two"),
        ("<p>\n one </p>\n<p> two\n</p>", "one \n two"),
        ("a<ul><li>b<i>c</i></li><li/><li>d</li></ul>e", "a b c d e"),
        ("<a><b><c><d>deep</d></c></b></a>er", "deep er"),
        ("a<br/><br/>b", "a b"),
        ("a <br/>b<br/> c", "a b c"),
        ("<br/>", ""),
        (" <br/> a <br/> ", "a"),
        ("1<b>2</b>3", "1 2 3"),
        ("é<b>美</b>🎉", "é 美 🎉"),
        ("<Note>of its own name</Note>", "of its own name"),
        ("a<OrderID>9</OrderID>b<Items><Item><SKU>c</SKU></Item></Items>", "a 9 b c"),
        ("a<b title='x &gt; y'>b</b>", "a b"),
        ("a<b><![CDATA[ <i>b]]></b>&amp;<s:b>c</s:b>", "a <i>b & c"),
        ("a<b>\r\n<![CDATA[\r]]></b>b", "a\n\nb"),
        ("a<b>&#xD83C;&#xDF89;</b>", "a 🎉"),
    ])
    func keepsTheWords(written: String, value: String) throws {
        let document = order("<OrderID>1</OrderID><Note>\(written)</Note><ShipTo><City>x</City></ShipTo>")
        for chunkSize in Self.chunkSizes {
            let reading = readXML(document, chunkSize: chunkSize)
            #expect(reading.error == nil)
            let record = try #require(reading.records.first)
            #expect(record.text(TestSlot.note) == value, "chunks of \(chunkSize)")
            #expect(record.text(TestSlot.id) == "1")
            #expect(record.text(TestSlot.city) == "x")
            #expect(record.instances.count == 1)
            #expect(record.findings.map(\.kind) == [.markupDropped(field: "Note")], "chunks of \(chunkSize)")
        }
    }

    /// `⌖` stands where the finding is to be: at the first tag of the text.
    @Test(arguments: [
        "<Note>⌖<b>x</b></Note>",
        "<Note>é美🎉 ⌖<b a='é'\n c='d'>x</b><i>y</i></Note>",
        "<Note>\r\n <![CDATA[<b>é]]> ⌖<br/></Note>",
        "<ShipTo>\n<Note>no<b/></Note></ShipTo><Note><!-- <b> -->⌖<b><i>x</i></b></Note>",
    ])
    func saysWhereTheMarkupIs(inside: String) throws {
        let (text, place) = marked(order("<OrderID>é</OrderID>\n" + inside))
        for chunkSize in Self.chunkSizes {
            let record = try #require(readXML(text, chunkSize: chunkSize).records.first)
            #expect(
                record.findings == [TextFinding(kind: .markupDropped(field: "Note"), position: place)],
                "chunks of \(chunkSize)")
        }
    }

    @Test func namesTheFieldsAndTheirRecords() {
        let document = """
            <Orders><Order><OrderID>1</OrderID></Order>
            <Order><s:ShipTo><City>a<b/>&#1;<b/></City></s:ShipTo>
            <Items><Item><SKU>x</SKU></Item><Item><SKU><b>y</b></SKU><Quantity>2</Quantity></Item></Items></Order>
            <Order><Note>plain</Note></Order></Orders>
            """
        for chunkSize in Self.chunkSizes {
            let reading = readXML(document, chunkSize: chunkSize)
            #expect(
                reading.records.map { $0.findings.map(\.kind) } == [
                    [],
                    [
                        .markupDropped(field: "ShipTo/City"), .controlCharacterDropped(1),
                        .markupDropped(field: "Items/Item/SKU"),
                    ],
                    [],
                ], "chunks of \(chunkSize)")
            #expect(reading.records[1].text(TestSlot.city) == "a")
            #expect((1...2).map { reading.records[1].text(ItemSlot.sku, of: $0) } == ["x", "y"])
            #expect(reading.records[1].text(ItemSlot.quantity, of: 2) == "2")
            #expect(reading.texts(TestSlot.note) == [nil, nil, "plain"])
        }
    }

    /// The value keeps its own place, and markup in a second one does not reach the first.
    @Test func treatsMarkedTextsAsValues() throws {
        let reading = readXML(order("<Note><b>a</b></Note><Note>c<i>d</i></Note><OrderID><br/></OrderID>"))
        let record = try #require(reading.records.first)
        #expect(record.text(TestSlot.note) == "a")
        #expect(record.place(TestSlot.note) == "1:22")
        #expect(record.instances[0].values[TestSlot.note]?.isRepeated == true)
        #expect(record.text(TestSlot.id)?.isEmpty == true)
        #expect(record.findings.count == 3)
    }

    /// What is no value has no text: elements that nobody knows are skipped with all they contain.
    @Test func skipsMarkupOutsideOfValues() throws {
        let record = try #require(
            readXML(order("<Other>a<b>c</b></Other>text<i>d</i><ShipTo>e<b>f</b></ShipTo><Note>g</Note>")).records.first
        )
        #expect(record.text(TestSlot.note) == "g")
        #expect(record.text(TestSlot.city) == nil)
        #expect(record.findings == [])
    }

    /// A value below which the shape has more values is no mere text.
    @Test func skipsElementsBesideValuesInsideOfAValue() throws {
        let shape = RecordShape(record: .init(id: 0, at: "Orders/Order", fields: [["Note"], ["Note/By"]]))
        let text = order("<Note>a<b>c<i>d</i></b>e</Note>")
        var reader = XMLRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: shape)
        #expect(try reader.next())
        let record = reader.record
        #expect(record.string(record.field(0)) == "ae")
        #expect(reader.takeTextFindings() == [])
    }

    @Test func holdsTheLimits() {
        var limits = ReadLimits()
        limits.depth = 5
        #expect(readXML(order("<Note><b><i>x</i></b></Note>"), limits: limits).texts(TestSlot.note) == ["x"])
        for chunkSize in Self.chunkSizes {
            let (tooDeep, place) = marked(order("<Note><b><i><u>⌖x</u></i></b></Note>"))
            #expect(readXML(tooDeep, chunkSize: chunkSize, limits: limits).stop == "too_deep \(place)")
        }
        limits.fieldBytes = 10
        #expect(readXML(order("<Note>1234<b>56789</b></Note>"), limits: limits).texts(TestSlot.note) == ["1234 56789"])
        for chunkSize in Self.chunkSizes {
            let (tooLong, place) = marked(order("<Note>⌖1234<b>56789</b>0</Note>"))
            #expect(readXML(tooLong, chunkSize: chunkSize, limits: limits).stop == "field_too_long \(place)")
        }
        let tags = String(repeating: "<b/>", count: 100_000)
        #expect(readXML(order("<Note>a\(tags)b</Note>"), limits: limits).texts(TestSlot.note) == ["a b"])
    }

    /// One record's many findings are cut, yet none of the others goes without.
    @Test func warnsOfEachRecord() {
        let item = "<Item><SKU>a<b/></SKU></Item>"
        let many = "<Order><Items>" + String(repeating: item, count: 3000) + "</Items></Order>"
        let document =
            "<Orders>" + many + String(repeating: "<Order><Note><b/></Note></Order>", count: 2000) + "</Orders>"
        for chunkSize in [64, 65_536, 1 << 20] {
            let counts = readXML(document, chunkSize: chunkSize).records.map(\.findings.count)
            #expect(counts.count == 2001)
            #expect(counts.first.map { (1...2000).contains($0) } == true, "chunks of \(chunkSize)")
            #expect(counts.dropFirst().allSatisfy { $0 == 1 }, "chunks of \(chunkSize)")
        }
    }

    /// Other formats have no markup: what is no text where one is expected is skipped.
    @Test func leavesJSONAlone() {
        for value in ["{\"b\":\"c\"}", "{\"b\":[\"c\",[\"d\"]],\"note\":\"e\"}", "{}"] {
            for chunkSize in Self.chunkSizes {
                let reading = readJSON("{\"id\":\"1\",\"note\":\(value)}", chunkSize: chunkSize)
                #expect(reading.error == nil)
                #expect(reading.texts(TestSlot.id) == ["1"])
                #expect(reading.texts(TestSlot.note) == [""], "\(value) in chunks of \(chunkSize)")
                #expect(reading.records.first?.findings == [])
            }
        }
    }
}
