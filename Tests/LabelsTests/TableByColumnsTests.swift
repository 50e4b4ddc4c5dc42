import Labels
import Orders
import TestSupport
import Testing
import WireFormats

@Suite("Tables by columns")
struct TableByColumnsTests {
    private func decode(_ text: String) throws(WireError) -> DecodedLabel? {
        try decodeTable(text, TableByColumnsSystem()).first
    }

    /// Our own tables can only be read back while both have the same columns.
    @Test("have the columns of our own tables, except for the source")
    func haveOurColumns() throws {
        let sample = ExistingFolder(Checkout.root + "/samples/labels/shipstation-v1/shipments")
        let header = try #require(sample.text("expected.csv")?.split(separator: "\n").first)
        let written = header.split(separator: ",").map(String.init).filter { !$0.hasPrefix("source.") }
        #expect(TableByColumnsSystem().shape.columnNames == written)
    }

    @Test(
        "are recognised by a tracking number and an order's",
        arguments: [
            ("orderNumber,trackingNumber", true), ("Order_Key,Tracking Number,x", true),
            ("trackingNumber,shipDate", false),
            ("orderNumber,shipDate", false), ("orderNumber;trackingNumber", false),
        ])
    func areRecognised(_ header: String, _ isTable: Bool) {
        let bytes = Array((header + "\n").utf8)
        #expect((LabelCatalog.detect(firstBytes: bytes.span)?.id == "csv") == isTable)
    }

    @Test(
        "read what is in the box as our tables write it",
        arguments: [
            ("TENT-2P=1; PEG-10=2", [("TENT-2P", 1), ("PEG-10", 2)]),
            (#"A\;B\=C\\D=1;"#, [(#"A;B=C\D"#, 1)]),
            (" ROPE = 3 ;NONE=0", [("ROPE", 3)]),
        ] as [(String, [(String, Int)])])
    func readItems(_ list: String, _ items: [(String, Int)]) throws {
        let decoded = try #require(try decode("orderNumber,trackingNumber,shipmentItems\n1,T1,\(list)\n"))
        #expect(decoded.warnings.isEmpty)
        #expect(decoded.label.items?.map(\.sku) == items.map(\.0))
        #expect(decoded.label.items?.map { $0.quantity.text() } == items.map { String($0.1) })
    }

    @Test(
        "know nothing of the box when one item cannot be counted",
        arguments: [
            "TENT-2P", "TENT-2P=", "=1", "A=1=2", "A=1; B", "A=-1", #"A=1\"#, ";",
        ])
    func knowNothingOfTheBox(_ list: String) throws {
        let decoded = try #require(try decode("orderNumber,trackingNumber,shipmentItems\n1,T1,\(list)\n"))
        #expect(decoded.label.items == nil)
        #expect(decoded.warningCodes == ["items_unreadable"])
    }

    @Test(
        "say what became of the label",
        arguments: [
            ("completed,,", .completed), (",,", .completed), ("Voided,,", .voided), ("voided,false,", .voided),
            ("completed,yes,", .voided), (",,2026-11-21", .voided), ("processing,,", .processing),
            ("ERROR,no,", .error),
        ] as [(String, LabelStatus)])
    func sayWhatBecameOfIt(_ words: String, _ status: LabelStatus) throws {
        let decoded = try #require(try decode("orderNumber,trackingNumber,status,voided,voidDate\n1,T1,\(words)\n"))
        #expect(decoded.rejection == nil)
        #expect(decoded.label.status == status)
    }

    @Test("name each column as the job does")
    func nameColumnsAsTheJobDoes() throws {
        let system = TableByColumnsSystem()
        let shape = try system.shape.renaming(["status": "Zustand", "tracking number": "Nr", "orderNumber": "Auftrag"])
        var settings = testSettings
        settings.columnNames = shape.columnNames
        var reader = CSVRecordReader(
            input: ByteInput(bytes: Array("Nr,Auftrag,Zustand,status\nT1,1,weg,completed\n".utf8)), shape: shape)
        var decoder = system.decoder(for: settings)
        var labels: [Label] = []
        var findings = RecordFindings()
        #expect(try reader.next())
        decoder.decode(reader.record, into: &labels, findings: &findings)
        #expect(labels.first?.trackingNumber == "T1")
        #expect(findings.rejection?.code.rawValue == "status_unknown")
        #expect(findings.rejection?.field == "Zustand")
        #expect(findings.rejection?.value == "weg")
    }

    @Test(
        "lack no column that the job names",
        arguments: [
            ("Nr,Auftrag", nil), ("trackingNumber,Auftrag", "the table has no column Nr, which columns: names"),
        ] as [(String, String?)])
    func lackNoRenamedColumn(_ header: String, _ message: String?) throws {
        let shape = try TableByColumnsSystem().shape.renaming(["trackingNumber": "Nr"])
        var reader = CSVRecordReader(input: ByteInput(bytes: Array((header + "\n").utf8)), shape: shape)
        #expect(try !reader.next())
        var found: String?
        do throws(WireError) { try shape.checkRenamedColumns { reader.hasColumn($0) } } catch { found = error.message }
        #expect(found == message)
    }
}
