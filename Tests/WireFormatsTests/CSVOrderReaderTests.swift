import TestSupport
import Testing

@testable import WireFormats

/// Which rows of a table make an order, in which order they come, and what is refused.
@Suite struct CSVOrderReaderTests {
    static let chunkSizes = [1, 7, 64, 65_536]

    /// Each order as `id: sku x quantity, ...`.
    private func orders(_ reading: Reading) -> [String] {
        reading.records.map { record in
            let rows = record.instances.indices.dropFirst().map { row in
                (record.text(ItemSlot.sku, of: row) ?? "-") + "x" + (record.text(ItemSlot.quantity, of: row) ?? "-")
            }
            return (record.text(TestSlot.id) ?? "-") + ": " + rows.joined(separator: ", ")
        }
    }

    @Test func gathersRowsThatStandTogether() throws {
        let table =
            "Order ID,City,SKU,Note,Quantity,Extra\nA1,Zürich,TENT,\"two\nlines, \"\"quoted\"\"\",1,x\n"
            + "A1,Zürich,PEG,,12,y\nA2,Basel,ROPE,,3,z\n"
        for chunkSize in Self.chunkSizes {
            let reading = readOrders(table, chunkSize: chunkSize)
            #expect(reading.error == nil)
            #expect(orders(reading) == ["A1: TENTx1, PEGx12", "A2: ROPEx3"], "chunks of \(chunkSize)")
            try #require(reading.records.count == 2)
            let (first, second) = (reading.records[0], reading.records[1])
            #expect(first.number == 1 && second.number == 2)
            #expect(first.position == SourcePosition(line: 2, column: 1) && first.lastLine == 4)
            #expect(second.position == SourcePosition(line: 5, column: 1) && second.lastLine == 5)
            #expect(first.instances.map(\.group) == [0, 1, 1])
            #expect(first.instances.map(\.parent) == [-1, 0, 0])
            #expect(first.instances[2].position == SourcePosition(line: 4, column: 1))
            #expect(first.text(TestSlot.city) == "Zürich")
            #expect(first.text(TestSlot.note) == "two\nlines, \"quoted\"")
            #expect(first.place(TestSlot.note) == "2:16")
            #expect(first.place(ItemSlot.sku, of: 2) == "4:11")
            #expect(first.place(ItemSlot.quantity, of: 2) == "4:16")
            #expect(first.rawText == "A1,Zürich,TENT,\"two\nlines, \"\"quoted\"\"\",1,x\nA1,Zürich,PEG,,12,y")
            #expect(second.rawText == "A2,Basel,ROPE,,3,z")
            #expect(reading.records.allSatisfy { $0.findings == [] })
        }
    }

    @Test func gathersRowsThatStandApart() {
        let table = "Order ID,SKU,Qty\nA,a1,1\nB,b1,1\nA,a2,2\nC,c1,1\nB,b2,2\nA,a3,3\n"
        for chunkSize in Self.chunkSizes {
            let reading = readOrders(table, chunkSize: chunkSize)
            #expect(orders(reading) == ["A: a1x1, a2x2, a3x3", "B: b1x1, b2x2", "C: c1x1"])
            #expect(reading.records.map(\.position.line) == [2, 3, 5])
            #expect(reading.records.map(\.lastLine) == [7, 6, 5])
            #expect(reading.records.map(\.rawText) == ["A,a1,1\nA,a2,2\nA,a3,3", "B,b1,1\nB,b2,2", "C,c1,1"])
        }
    }

    @Test func refusesRowsThatStandTooFarApart() {
        var limits = ReadLimits()
        limits.openOrders = 3
        // Two others between them are open with the first; a third pushes it out.
        #expect(orders(readOrders("Order ID,SKU\nA,1\nB,1\nC,1\nA,2\n", limits: limits)).first == "A: 1x-, 2x-")
        for chunkSize in Self.chunkSizes {
            let reading = readOrders("Order ID,SKU\nA,1\nB,1\nC,1\nD,1\nA,2\n", chunkSize: chunkSize, limits: limits)
            #expect(reading.stop == "rows_apart 6:1")
            #expect(orders(reading) == ["A: 1x-"])
        }
        // A row without a key is an order too.
        #expect(readOrders("Order ID,SKU\nA,1\n,1\n,2\n,3\nA,2\n", limits: limits).stop == "rows_apart 6:1")
    }

    @Test func refusesRowsThatStandTooFarApartByTheirSize() {
        var limits = ReadLimits()
        limits.openBytes = 2_000
        let filler = (0..<20).map { "B\($0),\(String(repeating: "x", count: 200))\n" }.joined()
        #expect(readOrders("Order ID,SKU\nA,1\n\(filler)A,2\n", limits: limits).error?.code == .rowsApart)
        limits.openBytes = 200_000
        #expect(readOrders("Order ID,SKU\nA,1\n\(filler)A,2\n", limits: limits).records.count == 21)
    }

    @Test func holdsTenThousandOrdersUnlessToldOtherwise() {
        let others = { (count: Int) in (0..<count).map { "B\($0),1\n" }.joined() }
        let near = readOrders("Order ID,SKU\nA,1\n" + others(9_999) + "A,2\n")
        #expect(near.error == nil)
        #expect(near.records.count == 10_000)
        #expect(orders(near).first == "A: 1x-, 2x-")
        #expect(readOrders("Order ID,SKU\nA,1\n" + others(10_000) + "A,2\n").stop == "rows_apart 10003:1")
    }

    @Test func warnsOfRowsThatDiffer() {
        let table = "Order ID,City,Note,SKU\nA,Bern,,1\nA,Basel,late,2\nA,Genf,,3\nB,Bern,n,1\nB,,n,2\nB,Bern,,3\n"
        let reading = readOrders(table)
        #expect(reading.texts(TestSlot.city) == ["Bern", "Bern"])
        #expect(reading.texts(TestSlot.note) == ["", "n"])
        #expect(
            reading.records.first?.findings == [
                TextFinding(kind: .rowDiffers(column: "City"), position: SourcePosition(line: 3, column: 3)),
                TextFinding(kind: .rowDiffers(column: "Note"), position: SourcePosition(line: 3, column: 9)),
            ])
        #expect(reading.records.last?.findings == [])
    }

    @Test func givesFindingsOfRowsToTheirOrder() {
        let bytes = Array("Order ID,SKU\nA,1\nB,1,x\nA,".utf8) + [0xFF] + Array("\n".utf8)
        let reading = readOrders(bytes)
        #expect(reading.records.map { $0.findings.map(\.kind) } == [[.invalidBytes], [.rowShifted]])
        #expect(reading.records.first?.findings.first?.position == SourcePosition(line: 4, column: 3))
        #expect(orders(reading) == ["A: 1x-, -x-", "B: 1x-"])
    }

    /// Blanks that are no ASCII do not make another key, nor one of nothing else.
    @Test func knowsAKeyBetweenForeignBlanks() {
        let reading = readOrders(
            "Order ID,SKU,Qty\n\u{A0}A,1,1\nA,2,1\nA\u{2003}\u{FEFF},3,1\n\u{200B} A\u{A0} ,4,1\n\u{A0},5,1\n\u{A0},6,1\n"
        )
        #expect(reading.records.map { $0.instances.count - 1 } == [4, 1, 1])
    }

    @Test func keepsRowsWithoutAKeyApart() {
        let reading = readOrders("Order ID,SKU,Qty\nA,1,1\n,2,1\n ,3,1\nA,4,1\n")
        #expect(orders(reading) == ["A: 1x1, 4x1", ": 2x1", ": 3x1"])
    }

    @Test func passesOverRowsOfSeparators() {
        let reading = readOrders("Order ID,SKU,Qty\nA,1,1\n,,\n , ,\"\"\nA,2,1\n,,\n")
        #expect(orders(reading) == ["A: 1x1, 2x1"])
        #expect(reading.records.map(\.number) == [1])
    }

    @Test func takesRowsThatAreTooShort() {
        let reading = readOrders("Order ID,SKU,Qty,City\nA,1\nA\nA,2,5,Bern\n")
        #expect(orders(reading) == ["A: 1x-, -x-, 2x5"])
        #expect(reading.texts(TestSlot.city) == [nil])
        #expect(reading.records[0].findings.map(\.kind) == [.rowDiffers(column: "City")])
    }

    @Test(arguments: [
        "Order ID,SKU,Qty\r\nA,1,1\r\nA,2,2\r\n", "\u{FEFF}Order ID,SKU,Qty\nA,1,1\nA,2,2",
        "\u{FEFF}\"order_id\",\"sku\",\"QTY\"\r\n\"A\",\"1\",\"1\"\r\n\"A\",\"2\",\"2\"",
        "Quantity,OrderNumber,SKU\n1,A,1\n2, A ,2\n",
    ])
    func readsEveryFraming(table: String) {
        for chunkSize in Self.chunkSizes {
            #expect(orders(readOrders(table, chunkSize: chunkSize)) == ["A: 1x1, 2x2"], "chunks of \(chunkSize)")
        }
    }

    @Test func readsOtherEncodings() {
        let text = "Order ID,City,SKU\nA,Zürich,1\nA,Zürich,2\n"
        let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let narrow = text.unicodeScalars.map { UInt8($0.value) }
        for chunkSize in Self.chunkSizes {
            for reading in [
                readOrders(wide, chunkSize: chunkSize),
                readOrders(narrow, encoding: .windows1252, chunkSize: chunkSize),
            ] {
                #expect(orders(reading) == ["A: 1x-, 2x-"])
                #expect(reading.texts(TestSlot.city) == ["Zürich"])
                #expect(reading.records.first?.rawText == "A,Zürich,1\nA,Zürich,2")
            }
        }
    }

    @Test func readsAHeaderWithoutRows() {
        #expect(readOrders("Order ID,SKU\n") == Reading())
        #expect(readOrders("").stop == "empty 1:1")
    }

    // MARK: - Columns

    @Test func refusesATableWithoutKeys() {
        let reading = readOrders("City,SKU\nBern,1\n")
        #expect(reading.stop == "column_missing 1:1")
        #expect(reading.error?.message == "the table has no column Order ID")
        #expect(readOrders("Bad gateway").stop == "not_an_export 1:1")
    }

    /// What is wrong with the header is said first, though rows of the same chunk were read already.
    @Test(arguments: [1, 7, 65_536]) func namesTheMissingColumnBeforeAMisplacedQuote(chunkSize: Int) {
        #expect(readOrders("City,Note\na,b\nc,d\"e\n", chunkSize: chunkSize).stop == "column_missing 1:1")
        #expect(readOrders("City,N\"ote\na,b\n", chunkSize: chunkSize).stop == "malformed 1:7")
    }

    @Test func readsColumnsByTheStoresNames() throws {
        let shape = try RecordShape.testOrders.renaming(["order id": "Bestell-Nr.", "City": "Ort/Stadt", "Note": "Qty"])
        let reading = readOrders("Order ID,Bestellnr.,Ort / Stadt,SKU,Qty\nx,A,Bern,1,7\ny,A,Thun,2,8\n", shape: shape)
        // `Qty` is the note now, and so no quantity; `Order ID` is a column like any other.
        #expect(orders(reading) == ["A: 1x-, 2x-"])
        #expect(reading.texts(TestSlot.city) == ["Bern"])
        #expect(reading.texts(TestSlot.note) == ["7"])
        #expect(
            reading.records[0].findings.map(\.kind) == [.rowDiffers(column: "Ort/Stadt"), .rowDiffers(column: "Qty")])
    }

    @Test func exchangesTwoColumns() throws {
        let shape = try RecordShape.testOrders.renaming(["City": "Note", "Note": "City"])
        let reading = readOrders("Order ID,City,Note,SKU\nA,c,n,1\n", shape: shape)
        #expect(reading.texts(TestSlot.city) == ["n"])
        #expect(reading.texts(TestSlot.note) == ["c"])
    }

    @Test func refusesNamesThatLeadNowhere() throws {
        func message(_ columns: [String: String]) -> String? {
            do throws(WireError) {
                _ = try RecordShape.testOrders.renaming(columns)
                return nil
            } catch {
                return error.code == .columnMissing ? error.message : nil
            }
        }
        #expect(message(["Colour": "Farbe"]) == "columns: names Colour, but the format has no such column")
        #expect(message(["OrderNumber": "Nr"]) == "columns: names OrderNumber, but the format has no such column")
        #expect(message(["City": "Ort", "Note": "ORT"]) == "columns: gives ORT to two columns")
        #expect(message(["City": " -"]) == "columns: gives City no name")
        let shape = try RecordShape.testOrders.renaming(["City": "Ort"])
        let reading = readOrders("Order ID,City\nA,Bern\n", shape: shape)
        #expect(reading.error?.message == "the table has no column Ort, which columns: names")
    }

    // MARK: - Many rows

    /// Whatever the window and the chunks, what comes out is what a dictionary would say.
    @Test(arguments: [0x5457_4F31, 0x5457_4F32] as [UInt64])
    func gathersLikeADictionary(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var limits = ReadLimits()
        limits.openOrders = 40
        var rowsOf: [Int: [String]] = [:]
        var table = "Order ID,SKU,Note\n"
        for row in 0..<6_000 {
            // The oldest order that can still come is thirty orders back.
            let order = max(0, row / 3 - Int.random(in: 0..<30, using: &random))
            rowsOf[order, default: []].append("s\(row)x-")
            table += "N\(order),s\(row),\(String(repeating: "é", count: row % 50))\n"
        }
        let reading = readOrders(table, limits: limits)
        #expect(reading.error == nil)
        let found = Dictionary(uniqueKeysWithValues: orders(reading).map { ($0.prefix { $0 != ":" }, $0) })
        #expect(found.count == rowsOf.count)
        for (order, rows) in rowsOf {
            #expect(found["N\(order)"] == "N\(order): " + rows.joined(separator: ", "))
        }
        let lines = reading.records.map(\.position.line)
        #expect(lines == lines.sorted())
        for chunkSize in [1, 7, 64] { #expect(readOrders(table, chunkSize: chunkSize, limits: limits) == reading) }
    }

    @Test func limitsAnOrder() {
        var limits = ReadLimits()
        limits.recordBytes = 20_000
        let rows = String(repeating: "A,0123456789\n", count: 400)
        #expect(readOrders("Order ID,SKU\nB,1\n" + rows, limits: limits).stop == "record_too_long 3:1")
        #expect(readOrders("Order ID,SKU\nB,1\n" + rows).records.count == 2)
    }

    @Test func cutsTheTextOfAnOrder() throws {
        var reader = CSVOrderReader(
            input: ByteInput(bytes: Array("Order ID,SKU\nA,1\nA,22\nA,3\n".utf8)), shape: .testOrders)
        #expect(try reader.next())
        for (limit, text) in [(0, ""), (2, "A,"), (3, "A,1"), (6, "A,1\nA,"), (100, "A,1\nA,22\nA,3")] {
            #expect(String(decoding: reader.rawText(limit: limit), as: UTF8.self) == text)
        }
        #expect(try !reader.next())
        #expect(reader.rawText(limit: 10) == [])
    }
}
