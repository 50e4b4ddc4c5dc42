import TestSupport
import Testing

@testable import WireFormats

/// XML that is damaged, cut or made to do harm: refused with a code and a place, in bounded memory.
@Suite struct XMLHostileTests {
    private func order(_ inside: String) -> String { "<Orders><Order>\(inside)</Order></Orders>" }

    @Test(arguments: [
        "<!DOCTYPE Orders><Orders/>",
        "<?xml version='1.0'?>\n<!DOCTYPE Orders [<!ENTITY a 'b'>]><Orders><Order><Note>&a;</Note></Order></Orders>",
        "<!DOCTYPE Orders SYSTEM 'http://example.com/orders.dtd'><Orders/>",
        "<!DOCTYPE Orders [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><Orders>&a;</Orders>",
        "<!DOCTYPE html><html></html>",
        """
        <!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>
        <Orders><Order><Note>&c;&c;&c;</Note></Order></Orders>
        """,
    ])
    func refusesDocumentTypes(document: String) {
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readXML(document, chunkSize: chunkSize)
            #expect(reading.error?.code == .doctypeRefused)
            #expect(reading.records == [])
        }
    }

    @Test func knowsNoEntitiesButThoseOfXML() {
        let reading = readXML(order("<Note>&nbsp;</Note>"))
        #expect(reading.error?.code == .malformed)
        #expect(reading.records == [])
        #expect(readXML(order("<Note>A & B</Note>")).error?.code == .malformed)
        #expect(readXML(order("<Note>&#x110000;</Note>")).error?.code == .malformed)
    }

    @Test func tellsTextBehindTheRootFromACutDocument() {
        for chunkSize in [1, 7, 65_536] {
            #expect(readXML("<Orders></Orders>x", chunkSize: chunkSize).error?.code == .malformed)
            #expect(readXML("<Orders></Orders>\n x", chunkSize: chunkSize).error?.code == .malformed)
            #expect(readXML("<Orders></Orders><!-- x", chunkSize: chunkSize).error?.code == .truncated)
            #expect(readXML("<Orders></Order", chunkSize: chunkSize).error?.code == .truncated)
        }
    }

    /// `⌖` stands where reading must stop.
    @Test(arguments: [
        "<Orders><Order><OrderID>1</OrderId>⌖</Order></Orders>",
        "<Orders>\n<Order>é<Note></Order>⌖</Orders>",
        "<Orders><Order></Order></Orders>⌖<Orders/>",
        "<Orders><Order></Order></Orders>\n⌖text",
        "<Orders><Order a=⌖1/></Orders>",
    ])
    func saysWhereADocumentIsMalformed(document: String) {
        let (text, place) = marked(document)
        for chunkSize in [1, 7, 65_536] {
            #expect(readXML(text, chunkSize: chunkSize).stop == "malformed \(place)", "chunks of \(chunkSize)")
        }
    }

    @Test(
        arguments: [
            [0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
            [0xE9, 0x20],
        ] as [[UInt8]])
    func refusesBytesThatAreNoCharacters(bytes: [UInt8]) {
        for (start, end) in [
            ("<Orders>\r\n<Order><Note>é美🎉 a", "b</Note></Order></Orders>"),
            ("<Orders>\r\n<Order><Note><![CDATA[é美🎉 a", "b]]></Note></Order></Orders>"),
            ("<Orders>\r\n<Order><Note a='é美🎉 a", "b'/></Order></Orders>"),
            ("<Orders>\r\n<Order><!-- é美🎉 a", "b--></Order></Orders>"),
        ] {
            let place = marked(start + "⌖").place
            for chunkSize in [1, 7, 64, 65_536] {
                let reading = readXML(Array(start.utf8) + bytes + Array(end.utf8), chunkSize: chunkSize)
                #expect(reading.stop == "invalid_encoding \(place)", "\(bytes) in \(start) in chunks of \(chunkSize)")
                #expect(reading.records == [])
            }
        }
    }

    @Test func dropsControlCharactersWithAFinding() throws {
        let start = "<Orders>\n<Order><OrderID>1</OrderID></Order>\n<Order><Note>é"
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readXML(
                start + "a\u{0}b\u{1F}c&#3;d\u{8}</Note></Order>\n<Order/></Orders>", chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.note) == [nil, "éabcd", nil])
            #expect(reading.records[0].findings == [])
            let found = reading.records[1].findings
            #expect(
                found.map(\.kind) == [
                    .controlCharacterDropped(0), .controlCharacterDropped(0x1F), .controlCharacterDropped(3),
                    .controlCharacterDropped(8),
                ])
            #expect(found.first?.position == marked(start + "a⌖").place, "chunks of \(chunkSize)")
            #expect(reading.records[2].findings == [])
        }
    }

    /// Halves of a character, as programs that think in UTF-16 write them, are joined; a half alone is dropped.
    @Test(arguments: [
        ("a&#xD83C;&#xDF89;b", "a🎉b", [] as [UInt32]),
        ("&#55356;&#57225;", "🎉", []),
        ("a&#xD83C;b", "ab", [0xD83C]),
        ("&#xDF89;&#xD83C;", "", [0xDF89, 0xD83C]),
        ("x&#xD83C; &#xDF89;y", "x y", [0xD83C, 0xDF89]),
        ("&#xD83C;&#0;&#xDF89;x&#xFFFE;", "x", [0xD83C, 0, 0xDF89, 0xFFFE]),
    ])
    func joinsHalvesOfACharacter(text: String, joined: String, dropped: [UInt32]) {
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readXML(order("<Note>\(text)</Note>"), chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect((reading.texts(TestSlot.note).first.flatMap(\.self) ?? "") == joined, "chunks of \(chunkSize)")
            #expect(reading.records.first?.findings.map(\.kind) == dropped.map { .controlCharacterDropped($0) })
        }
    }

    @Test func limitsTheDepth() {
        func nested(_ depth: Int) -> String {
            "<Orders><Order>" + String(repeating: "<a>", count: depth - 2) + "é"
                + String(repeating: "</a>", count: depth - 2) + "</Order></Orders>"
        }
        #expect(readXML(nested(64)).error == nil)
        #expect(readXML(nested(65)).stop == "too_deep 1:\(15 + 63 * 3 + 1)")
        #expect(readXML(nested(1_000_000)).error?.code == .tooDeep)
        var limits = ReadLimits()
        limits.depth = 3
        #expect(readXML(nested(3), limits: limits).error == nil)
        #expect(readXML(nested(4), limits: limits).error?.code == .tooDeep)
        // What ends a tag at once is an element all the same.
        let closed = "<Orders><Order><a><b/></a></Order></Orders>"
        #expect(readXML(closed, limits: limits).error?.code == .tooDeep)
    }

    @Test func limitsAField() {
        var limits = ReadLimits()
        limits.fieldBytes = 10
        let fits = order("\n<Note>123<![CDATA[45678]]>&lt;0</Note>")
        #expect(readXML(fits, limits: limits).texts(TestSlot.note) == ["12345678<0"])
        let (tooLong, place) = marked(order("\n<Note>⌖123<![CDATA[45678]]>&lt;00</Note>"))
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readXML(tooLong, chunkSize: chunkSize, limits: limits)
            #expect(reading.stop == "field_too_long \(place)")
        }
        #expect(readXML(order("<Other>12345678901</Other>"), limits: limits).error == nil)
        #expect(readXML(order("<Note>" + String(repeating: "x", count: 1 << 20))).error?.code == .malformed)
        #expect(readXML(order("<Note>" + String(repeating: "x", count: 1 << 20 + 1))).error?.code == .fieldTooLong)
    }

    @Test func limitsARecord() {
        var limits = ReadLimits()
        limits.recordBytes = 20_000
        let item = "<Item><SKU>" + String(repeating: "x", count: 89) + "</SKU></Item>"
        func document(_ items: Int) -> String {
            "<Orders>\n<Order/>\n <Order><Items>" + String(repeating: item, count: items) + "</Items></Order></Orders>"
        }
        #expect(readXML(document(150), limits: limits).records.count == 2)
        for chunkSize in [64, 1000, 65_536] {
            let reading = readXML(document(1000), chunkSize: chunkSize, limits: limits)
            #expect(reading.stop == "record_too_long 3:2", "chunks of \(chunkSize)")
        }
        // Parts without text take room too, and so does text that nobody wants.
        let empty = "<Orders><Order><Items>" + String(repeating: "<Item/>", count: 5000) + "</Items></Order></Orders>"
        #expect(readXML(empty, limits: limits).stop == "record_too_long 1:9")
        let unwanted = order("<Other>" + String(repeating: "x", count: 300_000) + "</Other>")
        #expect(readXML(unwanted, limits: limits).stop == "record_too_long 1:9")
        #expect(
            readXML("<Orders>" + String(repeating: "<Order/>", count: 50_000) + "</Orders>", limits: limits).error
                == nil)
    }

    @Test func limitsWhatIsNoText() {
        let long = String(repeating: "x", count: 200_000)
        for tag in ["<\(long)/>", "<a b='\(long)'/>", "<a \(long)='1'/>"] {
            for chunkSize in [1000, 65_536] {
                let reading = readXML(order("é\n<Note/>\(tag)"), chunkSize: chunkSize)
                #expect(reading.stop == "field_too_long 2:8", "chunks of \(chunkSize)")
            }
        }
        for text in ["<!--\(long)-->", "<?a \(long)?>", "<![CDATA[\(long)]]>", "<a b='\(long.prefix(60_000))'/>"] {
            #expect(readXML(order(text)).error == nil)
        }
        let huge = String(repeating: "x", count: 11_000_000)
        for text in ["<!--\(huge)-->", "<?a \(huge)?>", "&\(huge);"] {
            #expect(readXML(order("\n" + text)).stop == "field_too_long 2:1")
        }
    }

    /// libxml2 takes time for each name that grows with those it knows.
    @Test func limitsTheNamesOfADocument() {
        let names = (0..<300_000).map { "<a\($0)/>" }.joined()
        let error = readXML(order(names)).error
        #expect(error?.code == .malformed)
        #expect(error?.message == "the document has more names than any export")
        let few = (0..<1000).map { "<a\($0)/>" }.joined()
        #expect(readXML(order(few)).error == nil)
    }

    @Test func keepsOnlySomeFindings() {
        for character in ["\u{1}", "&#1;"] {
            let reading = readXML(order("<Note>a" + String(repeating: character, count: 100_000) + "b</Note>"))
            #expect(reading.texts(TestSlot.note) == ["ab"])
            #expect(reading.records.first.map { (1...2000).contains($0.findings.count) } == true)
        }
    }

    @Test func readsOtherEncodings() {
        let document = "<?xml version='1.0' encoding='UTF-16'?>\n<Orders><Order><Note>é美🎉</Note></Order></Orders>"
        for chunkSize in [1, 7, 65_536] {
            for bytes in [Array(document.utf8), utf16(document), utf16(document, littleEndian: false)] {
                let reading = readXML(bytes, chunkSize: chunkSize)
                #expect(reading.error == nil)
                #expect(reading.texts(TestSlot.note) == ["é美🎉"])
                #expect(reading.records.first?.place(TestSlot.note) == "2:22")
            }
            let latin =
                Array("<?xml version='1.0' encoding='windows-1252'?><Orders><Order><Note>".utf8) + [0x80, 0xE9]
                + Array("</Note></Order></Orders>".utf8)
            #expect(readXML(latin, chunkSize: chunkSize).texts(TestSlot.note) == ["€é"])
            #expect(readXML([0xEF, 0xBB, 0xBF] + Array(document.utf8), chunkSize: chunkSize).records.count == 1)
            #expect(readXML(" \n" + document, chunkSize: chunkSize).records.count == 1)
        }
    }

    /// libxml2 frees its text when it is stopped, and may set its place in that text afterwards.
    @Test func looksAtNothingThatAStoppedParserHasFreed() {
        let parser = XMLPushParser(shape: .testXML, limits: ReadLimits())
        defer { parser.deallocate() }
        var text = Array(order("<Note>a]]>b</Note>").utf8)
        text.withUnsafeMutableBufferPointer { parser.parse($0) }
        #expect(parser.state.pointee.builder.failure?.code == .malformed)
        #expect(parser.unparsed.isEmpty)
        let long = String(repeating: "x", count: 1 << 20)
        #expect(readXML(order("<Other>\(long)]]>b</Other>")).stop == "malformed 1:\(23 + long.utf8.count)")
    }

    /// The declaration is taken out before the parser comes; nothing else is.
    @Test func takesOutNoMoreThanADeclaration() {
        let open = "<?xml version='1.0'>\n<Orders><Order/></Orders>\n<?a ?>\n<Orders><Order/><Order/></Orders>"
        for chunkSize in [1, 64, 65_536] {
            let reading = readXML(open, chunkSize: chunkSize)
            #expect(reading.error?.code == .malformed)
            #expect(reading.error?.position.line == 1, "chunks of \(chunkSize)")
            #expect(reading.records == [])
        }
    }

    /// A declaration is judged by itself, and not by how much of it is in the first chunk.
    @Test func refusesADeclarationThatGoesOn() {
        func reading(_ blanks: Int, behind front: String = "", chunkSize: Int) -> Reading {
            let padding = String(repeating: " ", count: blanks)
            return readXML("\(front)<?xml version='1.0'\(padding)?>\n<Orders><Order/></Orders>", chunkSize: chunkSize)
        }
        let refusal = "the XML declaration does not end within the first 512 bytes"
        let rest = "<?xml version='1.0'?>".utf8.count
        for chunkSize in [1, 64, 512, 1024, 65_536] {
            #expect(reading(512 - rest, chunkSize: chunkSize).records.count == 1, "chunks of \(chunkSize)")
            #expect(reading(509 - rest, behind: "\n\n ", chunkSize: chunkSize).records.count == 1)
            for blanks in [513 - rest, 600, 1025, 70_000] {
                let long = reading(blanks, chunkSize: chunkSize)
                #expect(long.stop == "malformed 1:1" && long.error?.message == refusal, "\(blanks), \(chunkSize)")
                #expect(long.records == [])
            }
            #expect(reading(512 - rest, behind: "\n\n ", chunkSize: chunkSize).stop == "malformed 3:2")
            let far = reading(0, behind: String(repeating: " ", count: 512), chunkSize: chunkSize)
            #expect(far.error?.code == .malformed && far.error?.position.line == 1, "chunks of \(chunkSize)")
        }
    }

    @Test func namesEveryCut() {
        let document = Array(XMLRecordReaderTests.document.utf8)
        let whole = readXML(document)
        let end = document.lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? 0
        for cut in 1..<end {
            for chunkSize in [1, 65_536] {
                let reading = readXML(Array(document.prefix(cut)), chunkSize: chunkSize)
                let place = marked(String(decoding: document.prefix(cut), as: UTF8.self)).place
                #expect(reading.error?.code == .truncated, "cut at \(cut)")
                #expect(reading.error?.position.line == place.line, "cut at \(cut)")
                #expect(reading.records == Array(whole.records.prefix(reading.records.count)), "cut at \(cut)")
            }
        }
        #expect(readXML(Array(document.prefix(end))) == whole)
    }
}
