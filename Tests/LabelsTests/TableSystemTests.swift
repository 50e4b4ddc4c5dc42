import Labels
import Orders
import Testing
import WireFormats

@Suite("Tables of WorldShip and Pirate Ship")
struct TableSystemTests {
    private func decode(_ system: some LabelSystem, _ text: String) throws(WireError) -> [DecodedLabel] {
        try decodeTable(text, system)
    }

    /// What a system says of a header.
    private func refusal(_ system: some LabelSystem, _ header: String) -> WireError? {
        var reader = CSVRecordReader(input: ByteInput(bytes: Array((header + "\n").utf8)), shape: system.shape)
        do throws(WireError) {
            _ = try reader.next()
            try system.checkColumns { reader.hasColumn($0) }
            return nil
        } catch {
            return error
        }
    }

    private func detect(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        return LabelCatalog.detect(firstBytes: bytes.span)?.id
    }

    @Test(
        "are told apart by their headers",
        arguments: [
            ("PackageTrackingNumber,PackageReference1\n", "worldship"),
            ("PackageTrackingNumber,ShipmentInformationServiceType\n", "worldship"),
            ("\"package tracking number\",\"PACKAGEWEIGHT\"\r\n", "worldship"),
            ("PackageTrackingNumber\n", nil),
            ("PackageReference1,PackageWeight\n", nil),
            ("Order ID,Tracking Number,Carrier,Service,Postage Cost,Ship Date\n", "pirate-ship"),
            ("Order ID,Tracking Number,Carrier,Service,Cost,Ship Date,Label Created Date,Weight (oz)\n", "pirate-ship"),
            ("Created Date,Recipient,Email,Tracking Number,Cost,Status,Ship Date\n", "pirate-ship"),
            ("Tracking Number,Postage Cost,Ship Date\n", "pirate-ship"),
            ("Type,Description,Total\n", "pirate-ship"),
            ("Order ID,Tracking Number\n", nil),
            ("Type,Description\n", nil),
            ("billingAccount,orderNum,company,trackingNumber\n", nil),
        ])
    func areToldApart(text: String, system: String?) {
        #expect(detect(text) == system)
    }

    @Test("need a column that names the order")
    func needAnOrder() {
        #expect(refusal(WorldShipSystem(), "PackageTrackingNumber,PackageReference5") == nil)
        #expect(refusal(WorldShipSystem(), "PackageTrackingNumber,PackageWeight")?.code == .columnMissing)
        #expect(refusal(WorldShipSystem(), "PackageReference1")?.message.contains("PackageTrackingNumber") == true)
        #expect(refusal(PirateShipSystem(), "Order ID,Tracking Number") == nil)
        #expect(refusal(PirateShipSystem(), "Tracking Number,Type,Description,Total")?.code == .columnMissing)
        #expect(refusal(PirateShipSystem(), "Type,Description,Total")?.code == .notAnExport)
    }

    @Test("have no labels in a list of payments, however long it is")
    func haveNoLabelsInPayments() throws {
        let rows = String(repeating: "Label,USPS,-$4.95\n", count: 50)
        #expect(try decode(PirateShipSystem(), "Type,Description,Total\n" + rows).isEmpty)
    }

    @Test(
        "take WorldShip's charges in their order",
        arguments: [
            // package negotiated, shipment negotiated, package published, shipment published
            ("1.10,2.20,3.30,4.40", 11_000), ("0,2.20,3.30,4.40", 22_000), ("0.00,0.00,3.30,4.40", 33_000),
            (",,,4.40", 44_000), (",,0.00,4.40", 0), ("-1,,3.30,", 33_000), (",,,", nil),
        ] as [(String, Int64?)])
    func takeCharges(charges: String, ticks: Int64?) throws {
        let header =
            "PackageTrackingNumber,PackageReference1,PackagePackageNegotiatedRatesCharge,"
            + "ShipmentInformationTotalShipperNegotiatedRatesCharge,PackagePackagePublishedCharge,"
            + "ShipmentInformationTotalShipmentPublishedCharge\n"
        let label = try #require(try decode(WorldShipSystem(), header + "1Z,100,\(charges)\n").first?.label)
        #expect(label.shipmentCost == ticks.map(Money.init(ticks:)))
    }

    @Test("keep a rejected first package from taking the shipment's charge")
    func keepTheChargeForAPackageThatIsUsed() throws {
        let text = """
            PackageTrackingNumber,PackageReference1,ShipmentInformationShipmentID,ShipmentInformationTotalShipmentPublishedCharge
            1ZA,,1ZA,9.90
            1ZB,100,1ZA,9.90
            1ZC,100,1ZA,9.90

            """
        let decoded = try decode(WorldShipSystem(), text)
        #expect(decoded.map { $0.rejection == nil } == [false, true, true])
        let used = WorldShipSystem().gathered(decoded.dropFirst().map(\.label))
        #expect(used.map(\.shipmentCost) == [Money(ticks: 99_000), nil])
        #expect(used.map(\.packageSequence) == [1, 2])
    }

    @Test("number no packages that nothing joins")
    func numberNoStrangers() throws {
        let text = """
            PackageTrackingNumber,PackageReference1,ShipmentInformationTotalShipmentPublishedCharge
            ,100,9.90
            ,101,8.80
            1ZC,102,7.70

            """
        let labels = WorldShipSystem().gathered(try decode(WorldShipSystem(), text).map(\.label))
        #expect(labels.map(\.packageSequence) == [nil, nil, nil])
        #expect(labels.map(\.shipmentCost) == [Money(ticks: 99_000), Money(ticks: 88_000), Money(ticks: 77_000)])
        #expect(labels.map(\.status) == [.processing, .processing, .completed])
    }

    @Test(
        "take what is left of WorldShip's references with a warning",
        arguments: [
            ("134.6095", true), ("1.2", true), ("134", false), ("134.", false), (".5", false), ("1.2.3", false),
            ("A1.2", false), ("1.2-3", false), ("#1.2", false),
        ])
    func warnOfShortenedReferences(reference: String, isDoubtful: Bool) throws {
        let text = "PackageTrackingNumber,PackageReference1\n1Z,\(reference)\n"
        let decoded = try #require(try decode(WorldShipSystem(), text).first)
        #expect(decoded.label.orderNumber == reference)
        #expect(decoded.warningCodes == (isDoubtful ? ["reference_doubtful"] : []))
    }

    @Test("read both of WorldShip's flags, so that neither is passed over")
    func readBothFlags() throws {
        let header = "PackageTrackingNumber,PackageReference1,PackageVoidIndicator,ShipmentInformationVoidIndicator\n"
        func decoded(_ flags: String) throws -> DecodedLabel {
            try #require(try decode(WorldShipSystem(), header + "1Z,100,\(flags)\n").first)
        }
        for flags in ["Y,", ",Y", "N,Y", "Y,N", "y,", ",y", "Y,y"] {
            #expect(try decoded(flags).label.status == .voided, "\(flags)")
        }
        for flags in [",", "N,", ",N", "N,N", ",n", "n,N"] {
            #expect(try decoded(flags).label.status == .completed, "\(flags)")
        }
        for flags in ["YES,", "1,", "N,X"] {
            #expect(try decoded(flags).rejection?.code.rawValue == "flag_unreadable", "\(flags)")
        }
    }

    @Test("prefer the job's currency to Pirate Ship's dollars")
    func preferTheJobsCurrency() throws {
        let text = "Order ID,Tracking Number,Cost,Ship Date\n100,94,$1.00,4/15/2026\n"
        var settings = testSettings
        #expect(try decodeTable(text, PirateShipSystem(), settings).first?.label.currency == Currency("USD"))
        settings.currency = Currency("CAD")
        #expect(try decodeTable(text, PirateShipSystem(), settings).first?.label.currency == Currency("CAD"))
        settings.currency = nil
        #expect(try decodeTable(text, PirateShipSystem(), settings).first?.label.currency == Currency("USD"))
        let bare = text.replacing("$", with: "")
        #expect(try decodeTable(bare, PirateShipSystem(), settings).first?.label.currency == nil)
    }
}
