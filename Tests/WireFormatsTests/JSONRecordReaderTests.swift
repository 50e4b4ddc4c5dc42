import TestSupport
import Testing

@testable import WireFormats

/// What the JSON reader hands out: values, places and the record's own text.
@Suite struct JSONRecordReaderTests {
    static let document = """
        {
          "total": 2, "pages": {"orders": [{"id": "no"}]},
          "orders": [
            {"id": 1, "shipTo": {"name": "Ann", "city": "Zürich"},
             "items": [{"sku": "A", "quantity": 2}, {"sku": "B"}]},
            {"id": "2", "note": ""}
          ],
          "next": null
        }

        """

    @Test func findsValuesPartsAndPlaces() throws {
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readJSON(Self.document, chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.id) == ["1", "2"])
            let first = try #require(reading.records.first)
            #expect(first.number == 1)
            #expect(first.position == SourcePosition(line: 4, column: 5))
            #expect(first.lastLine == 5)
            #expect(first.text(TestSlot.city) == "Zürich")
            #expect(first.place(TestSlot.id) == "4:12")
            #expect(first.place(TestSlot.city) == "4:49")
            #expect(first.text(TestSlot.note) == nil)
            #expect(first.instances.map(\.group) == [0, 1, 1])
            #expect(first.instances.map(\.parent) == [-1, 0, 0])
            #expect(first.instances[2].position == SourcePosition(line: 5, column: 45))
            #expect(first.text(ItemSlot.sku, of: 1) == "A")
            #expect(first.text(ItemSlot.quantity, of: 1) == "2")
            #expect(first.text(ItemSlot.quantity, of: 2) == nil)
            #expect(first.rawText.hasPrefix("{\"id\": 1") && first.rawText.hasSuffix("\"B\"}]}"))
            let second = try #require(reading.records.last)
            #expect(second.number == 2)
            #expect(second.text(TestSlot.note)?.isEmpty == true)
            #expect(second.rawText == "{\"id\": \"2\", \"note\": \"\"}")
        }
    }

    @Test(arguments: [
        "[{\"id\":1},{\"id\":2}]",
        " [ {\"id\":1} , {\"id\":2} ] \n",
        "{\"id\":1}\n{\"id\":2}\n",
        "{\"id\":1}\r\n\r\n{\"id\":2}",
        "{\"id\":1}{\"id\":2}",
        "{\"orders\":[{\"id\":1},{\"id\":2}]}",
        "{\"orders\":[{\"id\":1}],\"orders\":{\"id\":2}}",
        "\u{FEFF}[{\"id\":1},{\"id\":2}]",
    ])
    func readsEveryFraming(text: String) {
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readJSON(text, chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.id) == ["1", "2"], "chunks of \(chunkSize)")
            #expect(reading.records.map(\.rawText) == ["{\"id\":1}", "{\"id\":2}"])
            #expect(reading.records.map(\.number) == [1, 2])
        }
    }

    /// Only a member's name makes an envelope, and only at the top.
    @Test(arguments: [
        "{\"id\":\"1\",\"note\":\"orders\"}",
        "{\"note\":\"orders\",\"id\":\"1\"}",
        "{\"note\":\"orders\" ,\"id\":\"1\"}",
        "{\"id\":\"1\",\"shipTo\":{\"orders\":[]}}",
        "{\"id\":\"1\",\"list\":[\"orders\",{\"orders\":1}]}",
        "{\"id\":\"1\",\"note\":\"\\\"orders\\\":\"}",
    ])
    func takesABareObjectForARecord(text: String) {
        for chunkSize in [1, 65_536] {
            let reading = readJSON(text, chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.id) == ["1"])
        }
    }

    @Test(arguments: ["{\"orders\":[]}", "{\"orders\":null}", "{\"orders\":false,\"a\":1}", "[]", " [ ] "])
    func readsAnExportWithoutRecords(text: String) {
        #expect(readJSON(text) == Reading())
    }

    @Test func refusesWhatIsNoExport() {
        #expect(readJSON("").stop == "empty 1:1")
        #expect(readJSON(" \n\t\r ").stop == "empty 1:1")
        #expect(readJSON("<html>").stop == "not_an_export 1:1")
        #expect(readJSON(" \n  Error: no").stop == "not_an_export 2:3")
        #expect(readJSON("\"orders\"").error?.code == .notAnExport)
        #expect(readJSON("12").error?.code == .notAnExport)
        let enveloped = RecordShape(record: .init(id: 0, at: "orders", fields: [["id"]]))
        func read(_ text: String) -> WireError.Code? {
            var reader = JSONRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: enveloped)
            do throws(WireError) {
                while try reader.next() {}
                return nil
            } catch {
                return error.code
            }
        }
        #expect(read("[]") == .notAnExport)
        #expect(read("{\"error\":\"no\"}") == .notAnExport)
        #expect(read("{\"orders\":[]}") == nil)
    }

    @Test(arguments: [
        ("\"\"", ""),
        ("\" a b \"", "a b"),
        // A control character is dropped, however it is escaped.
        ("\"\\\"\\\\\\/\\b\\f\\n\\r\\tz\"", "\"\\/\n\r\tz"),
        ("\"\\u0041\\u00e9\\u7f8E\"", "Aé美"),
        ("\"\\ud83C\\uDF89\"", "🎉"),
        ("\"é美🎉\"", "é美🎉"),
        ("\"a\\u0000b\"", "ab"),
        ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
        ("0", "0"),
        ("-0.50", "-0.50"),
        ("1E+400", "1E+400"),
        ("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"),
        ("true", "true"),
        ("false", "false"),
        ("[\"a\"]", "a"),
        ("{\"b\":\"c\"}", ""),
    ])
    func readsEveryValueAsText(written: String, value: String) throws {
        for text in ["{\"note\":\(written)}", "[ { \"note\" : \(written) , \"z\" : \(written) } ]"] {
            for chunkSize in [1, 7, 65_536] {
                let reading = readJSON(text, chunkSize: chunkSize)
                #expect(reading.error == nil)
                #expect(reading.texts(TestSlot.note) == [value])
            }
        }
    }

    @Test func takesNullForAbsent() {
        #expect(readJSON("[{\"note\":null,\"items\":null,\"shipTo\":null}]").texts(TestSlot.note) == [nil])
        #expect(readJSON("[{\"note\":[],\"id\":[null]}]").texts(TestSlot.note) == [nil])
    }

    @Test func keepsTheFirstOfSeveralValues() throws {
        for text in [
            "{\"note\":\"a\",\"id\":1,\"note\":\"b\"}", "{\"id\":1,\"note\":[\"a\",\"b\",{}]}",
            "{\"id\":1,\"n\\u006fte\":\"a\",\"note\":0}",
        ] {
            let values = try #require(readJSON(text).records.first).instances[0].values
            #expect(values[TestSlot.note]?.text == "a")
            #expect(values[TestSlot.note]?.isRepeated == true)
            #expect(values[TestSlot.id]?.isRepeated == false)
        }
    }

    @Test func passesOverWhatTheShapeDoesNotName() {
        let reading = readJSON(
            """
            {"a":[{"id":"no"},[[{"id":"no"}]]],"ID":"no","x":{"id":"no","note":"no"},"city":"no","id":"1",
             "items":[["no"],"no",{"sku":["B"]}]}
            """)
        #expect(reading.error == nil)
        #expect(reading.texts(TestSlot.id) == ["1"])
        #expect(reading.texts(TestSlot.note) == [nil])
        #expect(reading.texts(TestSlot.city) == [nil])
        #expect(reading.records.first?.instances.last?.values.first??.text == "B")
    }

    /// `⌖` stands where the value of `note` is to be found.
    @Test(arguments: [
        "{\"note\":⌖\"x\"}",
        "{\"a\":\"é美🎉\",\"note\": \t⌖\"x\"}",
        "{\"a\":\"\\u00e9\",\r\n\"b\":1,\r\n \"note\"\r\n:\r\n⌖\"x\"}",
        "{\"a\":[1,2,{\"é\":\"é\"}],\"note\":[ ⌖\"x\"]}",
        "[{\"note\":⌖\"x\"}]",
        "\u{FEFF}{\"orders\" : [\n\n{\"é\":\"🎉\",\"note\":⌖\"x\"}]}",
    ])
    func countsLinesAndCharacters(document: String) throws {
        for filler in ["", String(repeating: "é", count: 300), String(repeating: "\n", count: 130)] {
            let (text, place) = marked(
                document.replacing("{", with: "{" + (filler.hasPrefix("\n") ? filler : ""))
                    .replacing("\"a\":", with: "\"\(filler.hasPrefix("\n") ? "" : filler)\":1,\"a\":"))
            let expected = document.hasPrefix("\u{FEFF}") && place.line == 1 ? place.column - 1 : place.column
            for chunkSize in [1, 7, 64, 65_536] {
                let reading = readJSON(text, chunkSize: chunkSize)
                #expect(reading.error == nil)
                let record = try #require(reading.records.first)
                #expect(record.text(TestSlot.note) == "x")
                #expect(record.place(TestSlot.note) == "\(place.line):\(expected)", "chunks of \(chunkSize)")
            }
        }
    }

    @Test func countsBytesAndDigestsTheFile() throws {
        let bytes = Array(Self.document.utf8)
        var reader = JSONRecordReader(input: ByteInput(bytes: bytes, chunkSize: 10), shape: .testJSON)
        while try reader.next() {}
        #expect(reader.bytesRead == bytes.count)
        #expect(reader.digest == Digest(of: bytes.span))
    }

    /// An object where a plain value may stand is no value, whatever it holds.
    @Test(
        arguments: [
            ("\"done\"", "done", nil), ("{\"name\":\"sent\"}", nil, "sent"),
            ("{\"id\":5,\"name\":\"sent\",\"by\":{\"name\":\"x\"}}", nil, "sent"), ("{}", "", nil),
        ] as [(String, String?, String?)])
    func tellsAValueFromAnObjectInItsPlace(written: String, value: String?, name: String?) throws {
        let shape = RecordShape(record: .init(id: 0, at: "", fields: [["status"], ["status/name"]]))
        let text = "[{\"status\":\(written)}]"
        var reader = JSONRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: shape)
        let hasRecord = try reader.next()
        #expect(hasRecord)
        let record = reader.record
        let found = [record.field(0), record.field(1)].map { $0.isPresent ? record.string($0) : nil }
        #expect(found == [value, name])
    }

    /// A record is read alike wherever it may stand, and its nodes stand once.
    @Test(arguments: [
        "[{\"id\":1,\"items\":[{\"sku\":\"A\"}]}]", "{\"id\":1,\"items\":[{\"sku\":\"A\"}]}",
        "{\"new\":[],\"old\":[{\"id\":1,\"items\":[{\"sku\":\"A\"}]}]}",
        "{\"new\":{\"id\":1,\"lines\":[{\"sku\":\"A\"}]}}",
    ])
    func readsARecordInEachOfItsPlaces(text: String) throws {
        let item = RecordShape.Group(id: 1, at: "items", "lines", fields: [["sku"]])
        let shape = RecordShape(record: .init(id: 0, at: "", "new", "old", fields: [["id"]], groups: [item]))
        // Beside nothing and the document: new and old, id, items and lines, sku.
        #expect(shape.nodes.count == 6)
        var reader = JSONRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: shape)
        let hasRecord = try reader.next()
        #expect(hasRecord)
        let record = reader.record
        #expect(record.instanceCount == 2)
        #expect(record.string(record.field(0)) == "1")
        #expect(record.string(record.field(0, of: 1)) == "A")
        let hasMore = try reader.next()
        #expect(!hasMore)
    }
}
