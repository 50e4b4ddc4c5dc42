import TestSupport
import Testing

@testable import WireFormats

/// What the CSV reader hands out: values, places and the record's own text.
@Suite struct CSVRecordReaderTests {
    @Test func findsValuesAndPlaces() throws {
        let table = "Order ID,City,Extra,Note\r\n1,Zürich,x,\" a \"\"b\"\", \"\r\n\"2\",\"Basel\nSt. Johann\",,\r\n"
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readCSV(table, chunkSize: chunkSize)
            #expect(reading.error == nil)
            try #require(reading.records.count == 2)
            #expect(reading.texts(TestSlot.id) == ["1", "2"])
            #expect(reading.texts(TestSlot.city) == ["Zürich", "Basel\nSt. Johann"])
            #expect(reading.texts(TestSlot.note) == ["a \"b\",", ""])
            let (first, second) = (reading.records[0], reading.records[1])
            #expect(first.number == 1 && second.number == 2)
            #expect(first.position == SourcePosition(line: 2, column: 1))
            #expect(first.lastLine == 2)
            #expect(first.place(TestSlot.city) == "2:3")
            #expect(first.place(TestSlot.note) == "2:12")
            #expect(first.rawText == "1,Zürich,x,\" a \"\"b\"\", \"")
            #expect(second.position == SourcePosition(line: 3, column: 1))
            #expect(second.lastLine == 4)
            #expect(second.place(TestSlot.city) == "3:5")
            #expect(second.place(TestSlot.note) == "4:14")
            #expect(second.rawText == "\"2\",\"Basel\nSt. Johann\",,")
        }
    }

    @Test(arguments: [
        "Order ID,Note\n1,a\n2,b\n",
        "Order ID,Note\n1,a\n2,b",
        "Order ID,Note\r\n1,a\r\n2,b\r\n",
        "Order ID,Note\r1,a\r2,b\r",
        "\n\r\n\nOrder ID,Note\n\n\n1,a\r\n\r\n2,b\n\n",
        "\u{FEFF}Order ID,Note\n1,a\n2,b\n",
        "\u{FEFF}\"Order ID\",\"Note\"\n\"1\",\"a\"\n\"2\",\"b\"\n",
        "Note,Order ID\na,1\nb,2\n",
        "\"order_id\",NOTE\n1,a\n2,b\n",
        " order-ID ,Other,\tnote\n1,x,a\n2,y,b\n",
        "OrderNumber,Note\n 1,a \n\t2,b\n",
        "Order ID,Note,\n1,a,\n2,b,\n",
        "Order ID,Note\n 1 , \"a\"\n  \n\"2\" ,\t\"b\" \n \t",
    ])
    func readsEveryFraming(table: String) {
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readCSV(table, chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.id) == ["1", "2"], "chunks of \(chunkSize)")
            #expect(reading.texts(TestSlot.note) == ["a", "b"], "chunks of \(chunkSize)")
            #expect(reading.texts(TestSlot.city) == [nil, nil])
            #expect(reading.records.flatMap(\.findings) == [])
        }
    }

    @Test func tellsAnEmptyValueFromNone() {
        let reading = readCSV("Order ID,City,Note\n1\n2,\n3,,\n4,b,\"\"\n,,\n\"\"\n")
        #expect(reading.error == nil)
        #expect(reading.texts(TestSlot.id) == ["1", "2", "3", "4", "", ""])
        #expect(reading.texts(TestSlot.city) == [nil, "", "", "b", "", nil])
        #expect(reading.texts(TestSlot.note) == [nil, nil, "", "", "", nil])
    }

    @Test func findsARowThatIsTooLong() {
        for chunkSize in [1, 65_536] {
            let reading = readCSV("Order ID,Note\n1,a, ,\"\",\n2,b\n3,c,\n", chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.note) == ["a", "b", "c"])
            let place = SourcePosition(line: 2, column: 5)
            #expect(reading.records[0].findings == [TextFinding(kind: .rowTooLong, position: place)])
            #expect(reading.records[1].findings == [])
            #expect(reading.records[2].findings.map(\.kind) == [.rowTooLong])
        }
    }

    /// Where there are more values than columns, any of them may stand in the wrong one.
    @Test(arguments: ["1,a,é\n", "1,a,x,y\n", "1,a,,x\n", "1,a,\"x\"", "1,a, x "])
    func findsARowWhoseValuesMayHaveMoved(_ row: String) {
        for chunkSize in [1, 65_536] {
            let reading = readCSV("Order ID,Note\n" + row, chunkSize: chunkSize)
            #expect(reading.records.map { $0.findings.contains { $0.kind == .rowShifted } } == [true])
        }
    }

    /// Each row of a table may be too long, when the exporter ends all rows but the header with a comma.
    @Test func findsEveryRowThatIsTooLong() {
        let table = "Order ID\n" + String(repeating: "1,\n", count: 40_000)
        let reading = readCSV(table)
        #expect(reading.records.count == 40_000)
        #expect(reading.records.allSatisfy { $0.findings.map(\.kind) == [.rowTooLong] })
        var reader = CSVRecordReader(input: ByteInput(bytes: Array(table.utf8)), shape: .testCSV)
        do throws(WireError) {
            for _ in 0..<30_000 { _ = try reader.next() }
        } catch {
            Issue.record("\(error)")
        }
        // Findings that nobody has taken are not those of a later record.
        let findings = reader.takeTextFindings()
        #expect(findings == [TextFinding(kind: .rowTooLong, position: SourcePosition(line: 30_001, column: 3))])
    }

    @Test(arguments: [
        ("Order ID,Note,note,Note\n1,a,b,c\n", "1", "a", ["note for Note", "Note for Note"]),
        // The name that the shape has first goes before the others, wherever its column stands.
        ("OrderNumber,Note,Order ID\n1,a,2\n", "2", "a", ["OrderNumber for Order ID"]),
        ("Order ID,Note,OrderNumber\n2,a,1\n", "2", "a", ["OrderNumber for Order ID"]),
        ("OrderNumber,Note,Order ID\n1,a,\n", "", "a", ["OrderNumber for Order ID"]),
        ("OrderNumber,Note,x,x\n1,a,b,c\n", "1", "a", []),
    ])
    func readsOneOfSeveralColumns(_ text: String, _ id: String, _ note: String, _ unread: [String]) throws {
        let reading = readCSV(text)
        #expect(reading.texts(TestSlot.id) == [id])
        #expect(reading.texts(TestSlot.note) == [note])
        let values = reading.records[0].instances[0].values.compactMap(\.self)
        #expect(values.allSatisfy { !$0.isRepeated })
        var reader = CSVRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: .testCSV)
        let hasRow = try reader.next()
        #expect(hasRow)
        let found = reader.headFindings.map { finding in
            if case .columnUnread(let column, let other) = finding.kind { "\(column) for \(other)" } else { "" }
        }
        #expect(found == unread)
    }

    /// Spreadsheets are told the separator by a line of its own.
    @Test(arguments: ["sep=,\n", "SEP=,\r\n", "\u{FEFF}sep=,\n", "\"sep=,\"\n"])
    func passesOverTheSeparatorsLine(_ line: String) {
        for chunkSize in [1, 65_536] {
            let reading = readCSV(line + "Order ID,Note\n1,a\n", chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(reading.texts(TestSlot.id) == ["1"])
            #expect(reading.records.first?.place(TestSlot.note) == "3:3")
        }
    }

    @Test func knowsItsColumns() throws {
        var reader = CSVRecordReader(input: ByteInput(bytes: Array("note,x\n".utf8)), shape: .testCSV)
        #expect(try !reader.next())
        let columns = [TestSlot.id, TestSlot.city, TestSlot.note].map { reader.hasColumn($0) }
        #expect(columns == [false, false, true])
    }

    @Test func readsAHeaderWithoutRows() {
        for table in ["Order ID", "Order ID,Note\n", "Order ID\r\n\r\n", "x"] { #expect(readCSV(table) == Reading()) }
        #expect(readCSV("").stop == "empty 1:1")
        #expect(readCSV("\r\n\n").stop == "empty 1:1")
        #expect(readCSV("\u{FEFF}").stop == "empty 1:1")
    }

    @Test func readsOtherSeparators() {
        let reading = readCSV(Array("Order ID;Note;City\n1;a,b;c\n".utf8), separator: UInt8(ascii: ";"))
        #expect(reading.texts(TestSlot.note) == ["a,b"])
        #expect(reading.texts(TestSlot.city) == ["c"])
        #expect(reading.records[0].place(TestSlot.city) == "2:7")
        let tabs = readCSV(Array("Order ID\tNote\n1\t\"a\tb\"\n".utf8), separator: 0x09)
        #expect(tabs.texts(TestSlot.note) == ["a\tb"])
    }

    @Test func countsBytesAndDigestsTheFile() throws {
        let bytes = Array("Order ID\n1\n2\n".utf8)
        var reader = CSVRecordReader(input: ByteInput(bytes: bytes, chunkSize: 5), shape: .testCSV)
        while try reader.next() {}
        #expect(reader.bytesRead == bytes.count)
        #expect(reader.digest == Digest(of: bytes.span))
    }

    // MARK: - Damaged and hostile tables

    /// `⌖` stands where reading must stop.
    @Test(arguments: [
        "Order ID,Note\n1,é⌖\"b\n",
        "Order ID,Note\n1,\"a\"⌖b\n",
        "Order ID,Note\n1,\"é\n\"⌖  b,2\n", "Order ID,Note\n1,\"a\" ⌖\"b\"\n", "Order ID,Note\n1,a ⌖\"b\"\n",
        "Order ⌖\"ID\"\n",
    ])
    func saysWhereAQuotationMarkIsWrong(table: String) {
        let (text, place) = marked(table)
        for chunkSize in [1, 7, 65_536] {
            let reading = readCSV(text, chunkSize: chunkSize)
            #expect(reading.stop == "malformed \(place)", "chunks of \(chunkSize)")
        }
    }

    @Test func namesAnOpenQuotationMark() {
        for chunkSize in [1, 7, 65_536] {
            let reading = readCSV("Order ID,Note\n1,a\n2,\"é\n3,b\n", chunkSize: chunkSize)
            #expect(reading.stop == "truncated 3:3")
            #expect(reading.records.count <= 1)
        }
    }

    /// Where a chunk ends inside of the blanks, nobody knows yet what follows.
    @Test(arguments: [1, 7, 64, 65_536]) func doesNotCountBlanksBehindAValue(chunkSize: Int) {
        let blanks = String(repeating: " ", count: 100)
        var limits = ReadLimits()
        limits.fieldBytes = 64
        let reading = readCSV(
            "Order ID\(blanks),Note\(blanks)\n1\(blanks),b\(blanks)\n", chunkSize: chunkSize, limits: limits)
        #expect(reading.stop == nil)
        #expect(reading.texts(TestSlot.note) == ["b"])
    }

    /// What is too long is refused before anybody looks at its bytes, however many come at once.
    @Test func refusesAValueThatIsTooLongAndNoCharacters() {
        var limits = ReadLimits()
        limits.fieldBytes = 64
        let long = [UInt8](repeating: 0xFF, count: 100)
        for quote in [[], Array("\"".utf8)] {
            let table = Array("Order ID,Note\n1, ".utf8) + quote + long + quote + Array("\n".utf8)
            for chunkSize in [1, 7, 65_536] {
                #expect(readOrders(table, chunkSize: chunkSize, limits: limits).stop == "field_too_long 2:3")
            }
        }
    }

    @Test func rejectsValuesThatAreNoCharacters() {
        for bytes in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82]] as [[UInt8]] {
            let table = Array("Order ID,Note,x\n1,é".utf8) + bytes + Array(",\n2,b,".utf8) + bytes + Array("\n".utf8)
            for chunkSize in [1, 7, 65_536] {
                let reading = readCSV(table, chunkSize: chunkSize)
                #expect(reading.error == nil)
                #expect(reading.texts(TestSlot.note) == [nil, "b"])
                let place = SourcePosition(line: 2, column: 3)
                #expect(reading.records[0].findings == [TextFinding(kind: .invalidBytes, position: place)])
            }
        }
    }

    @Test func limitsAField() {
        var limits = ReadLimits()
        limits.fieldBytes = 10
        #expect(readCSV("Order ID,Note\n1,1234567890\n", limits: limits).error == nil)
        for tooLong in ["12345678901", "\"12345678901\"", "1234567890" + String(repeating: "x", count: 100_000)] {
            for chunkSize in [1, 64, 65_536] {
                let reading = readCSV("Order ID,Note\né,\(tooLong)\n", chunkSize: chunkSize, limits: limits)
                #expect(reading.stop == "field_too_long 2:3", "chunks of \(chunkSize)")
            }
        }
        let header = String(repeating: "x", count: 100_000)
        #expect(readCSV("Order ID,\(header)\n", limits: limits).stop == "field_too_long 1:10")
        // A field that never ends is not kept until the end of the file.
        let open = "Order ID,Note\n1,\"" + String(repeating: "x", count: 3 << 20)
        #expect(readCSV(open).stop == "field_too_long 2:3")
    }

    @Test func limitsARecord() {
        var limits = ReadLimits()
        limits.recordBytes = 20_000
        let row = String(repeating: "xxxxxxxx,", count: 100_000)
        for chunkSize in [64, 65_536] {
            #expect(
                readCSV("Order ID,Note\n1,a\n" + row, chunkSize: chunkSize, limits: limits).stop
                    == "record_too_long 3:1")
            #expect(readCSV(row + "\n1\n", chunkSize: chunkSize, limits: limits).stop == "record_too_long 1:1")
        }
        let many = "Order ID\n" + String(repeating: "1\n", count: 50_000)
        #expect(readCSV(many, limits: limits).records.count == 50_000)
        var shallow = ReadLimits()
        shallow.depth = 1
        #expect(readCSV("Order ID\n1\n", limits: shallow).texts(TestSlot.id) == ["1"])
    }

    @Test func limitsTheColumns() {
        let header = "Order ID" + String(repeating: ",", count: 16_383)
        #expect(readCSV(header + "\n1\n").texts(TestSlot.id) == ["1"])
        for chunkSize in [64, 65_536] {
            let reading = readCSV(header + ",\n1\n", chunkSize: chunkSize)
            #expect(reading.stop == "not_an_export 1:\(header.utf8.count + 2)", "chunks of \(chunkSize)")
        }
    }

    @Test func keepsToTheLimitOfExpansion() {
        var limits = ReadLimits()
        limits.expansionFloor = 100
        limits.expansionRatio = 100
        #expect(readCSV(BytesGzipTests.bomb, limits: limits).error?.code == .expansionLimit)
        // Nothing but blanks.
        #expect(readCSV(BytesGzipTests.bomb).error?.code == .empty)
        #expect(readXML(BytesGzipTests.bomb, limits: limits).error?.code == .expansionLimit)
        #expect(readJSON(BytesGzipTests.bomb, limits: limits).error?.code == .expansionLimit)
    }

    /// A table has no end mark: a cut can shorten its last row, and nothing else.
    @Test func losesNothingButTheLastRowToACut() {
        let table = Array("Order ID,City,Note\r\n1,Zürich,\"a\r\n\"\"é\"\"\"\r\n2,,b\r\n".utf8)
        let whole = readCSV(table)
        for cut in 1..<table.count {
            for chunkSize in [1, 65_536] {
                let reading = readCSV(Array(table.prefix(cut)), chunkSize: chunkSize)
                #expect(reading.records.count <= whole.records.count, "cut at \(cut)")
                let complete = reading.records.dropLast()
                #expect(Array(complete) == Array(whole.records.prefix(complete.count)), "cut at \(cut)")
                if let last = reading.records.last, let id = last.text(TestSlot.id) {
                    #expect(whole.texts(TestSlot.id)[complete.count]?.hasPrefix(id) == true, "cut at \(cut)")
                }
                if let error = reading.error { #expect(error.code == .truncated, "cut at \(cut)") }
            }
        }
    }
}
