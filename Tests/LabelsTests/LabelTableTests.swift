import Orders
import Testing
import WireFormats

@testable import Labels

@Suite("Tables and texts of labels")
struct LabelTableTests {
    private func read(_ text: String) -> WeightText.Reading {
        let bytes = Array(text.utf8)
        return WeightText.read(bytes.span)
    }

    @Test(
        "know carriers by code and name",
        arguments: [
            ("stamps_com", Carrier.usps), ("Stamps.com", .usps), ("endicia", .usps), ("USPS", .usps), ("usps", .usps),
            ("US Postal Service", .usps), ("ups", .ups), ("ups_walleted", .ups),
            ("UPS Mail Innovations", .upsMailInnovations),
            ("fedex", .fedEx), ("FedEx_Walleted", .fedEx), ("dhl_express", .dhl), ("dhl_express_worldwide", .dhl),
            ("DHL", .dhl), ("dhl_ecommerce", .dhlGlobalMail), ("DHLGlobalMail", .dhlGlobalMail), ("ontrac", .onTrac),
            ("canada_post", .canadaPost), ("Royal Mail", .royalMail), ("asendia_us", .asendia), ("dpd", .other),
            ("Other", .other),
        ])
    func knowsCarriers(name: String, carrier: Carrier) {
        #expect(CarrierTable.carrier(name) == carrier)
    }

    @Test("know no carrier that they were not told of", arguments: ["", "-", "pigeon", "uspss", "dh", "fedex2"])
    func knowsNoOtherCarriers(name: String) {
        #expect(CarrierTable.carrier(name) == nil)
    }

    @Test("know every word of ShipNotice", arguments: Carrier.allCases)
    func knowsEveryWord(carrier: Carrier) {
        #expect(CarrierTable.carrier(carrier.rawValue) == carrier)
        #expect(CarrierTable.carrier(carrier.rawValue.lowercased()) == carrier)
    }

    @Test("tell names of services from codes")
    func knowsServices() {
        #expect(ServiceTable.name(of: "usps_priority_mail") == .known("Priority Mail"))
        #expect(ServiceTable.name(of: "ups_ground") == .known("Ground"))
        #expect(ServiceTable.name(of: "Priority Mail") == .known("Priority Mail"))
        #expect(ServiceTable.name(of: "USPS_PRIORITY_MAIL") == .known("USPS_PRIORITY_MAIL"))
        #expect(ServiceTable.name(of: "some_new_service-2") == .unknown)
    }

    @Test(
        "read weights with their units",
        arguments: [
            ("1 lb 4 oz", 200_000), ("1lb4oz", 200_000), ("12.5oz", 125_000), ("12.5 oz.", 125_000),
            ("1.25 Pounds", 200_000),
            ("1 lb, 4 oz", 200_000), ("1 lbs. 4 ozs.", 200_000), ("0 lb 8 oz", 80_000), ("1,000 oz", 10_000_000),
            ("2 LB", 320_000),
        ] as [(String, Int64)])
    func readsWeights(text: String, ounces: Int64) {
        #expect(read(text) == .weight(Weight(WeightNumber(Decimal4(ticks: ounces)), .ounces)))
    }

    @Test("read a weight in kilograms and grams")
    func readsMetricWeights() {
        #expect(read("1 kg 500 g") == .weight(Weight(WeightNumber(Decimal4(1_500)), .grams)))
    }

    @Test("refuse what is no weight, or has no unit")
    func refusesOtherTexts() {
        for text in ["5", "5.5", "5 "] { #expect(read(text) == .unitMissing, "\(text)") }
        for text in [
            "", " ", "lb", "x", "5 stone", "1 lb 4", "1 lb x", "1 lb 4 oz x", "-1 lb", "1..2 lb", "12,5 lb", "5 é",
        ] {
            let reading = read(text)
            if text == "1 lb 4" {
                #expect(reading == .unitMissing, "\(text)")
            } else {
                #expect(reading == .unreadable, "\(text)")
            }
        }
    }

    @Test("gather the rows of a parcel into one label")
    func gathersRows() throws {
        let rows = """
            Order - Number,Shipment - Tracking Number,Item - SKU,Item - Qty,Shipment - Void Flag
            1,A,MUG,2,
            1,B,CUP,1,
            1,A,TEA,1,
            2,A,MUG,1,
            1,A,MUG,1,true
            3,,MUG,1,
            3,,MUG,1,

            """
        let labels = ShipStationCSVSystem().gathered(try decodeCSV(rows).map(\.label))
        #expect(labels.map(\.orderNumber) == ["1", "1", "2", "1", "3", "3"])
        #expect(
            labels.map { $0.items?.map { $0.sku } } == [["MUG", "TEA"], ["CUP"], ["MUG"], ["MUG"], ["MUG"], ["MUG"]])
        #expect(labels[0].source.line == 2)
        // One row whose items cannot be read makes the parcel's list unknown.
        let unreadable = rows.replacing("1,A,TEA,1,", with: "1,A,TEA,some,")
        let gathered = ShipStationCSVSystem().gathered(try decodeCSV(unreadable).map(\.label))
        #expect(gathered[0].items == nil)
    }

    @Test("know which columns a table must have")
    func requiresColumns() {
        let system = ShipStationCSVSystem()
        func missing(_ header: String) -> WireError? {
            var reader = CSVRecordReader(input: ByteInput(bytes: Array((header + "\n").utf8)), shape: system.shape)
            do throws(WireError) {
                _ = try reader.next()
                let columns = Set((0..<30).filter { reader.hasColumn($0) })
                try system.checkColumns { columns.contains($0) }
                return nil
            } catch {
                return error
            }
        }
        #expect(missing("Order - Number,Shipment - Tracking Number") == nil)
        #expect(missing("order number,SHIPMENT-TRACKING-NUMBER,x") == nil)
        #expect(missing("Order - Number")?.code == .columnMissing)
        #expect(missing("Shipment - Tracking Number")?.message.contains("Order - Number") == true)
    }
}
