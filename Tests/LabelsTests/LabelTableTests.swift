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

    @Test("know every carrier by every word for it")
    func knowsEveryCarrier() throws {
        for (_, carrier, names) in CarrierTable.names {
            for name in names {
                let decoded = try decodeV1("{\"shipmentId\":1,\"orderNumber\":\"1\",\"carrierCode\":\"\(name)\"}")[0]
                #expect(decoded.label.carrier == carrier, "\(name)")
                #expect(decoded.label.carrierCode == name)
                #expect(decoded.warnings == [], "\(name)")
            }
        }
    }

    @Test("know every service by every word for it, in whatever file", arguments: ServiceTable.services)
    func knowsEveryService(_ service: Service) throws {
        for code in service.codes.values.joined() {
            let decoded = try decodeV1("{\"shipmentId\":1,\"orderNumber\":\"1\",\"serviceCode\":\"\(code)\"}")[0]
            #expect(decoded.label.service == service.name, "\(code)")
            #expect(decoded.label.serviceCode == code)
            #expect(decoded.warnings == [], "\(code)")
        }
        for code in service.codesBesideCarrier {
            #expect(ServiceTable.name(of: code, carrier: service.carrier) == .known(service.name))
            #expect(ServiceTable.name(of: code, carrier: .canadaPost) == .known(code))
        }
        // A name is not called something else.
        #expect(ServiceTable.name(of: service.name) == .known(service.name))
        #expect(!service.codes.values.joined().isEmpty || !service.codesBesideCarrier.isEmpty)
    }

    @Test("give one name to words that differ in case and signs alone")
    func hasOneNameForAWord() {
        var names: [String: String] = [:]
        for service in ServiceTable.services {
            for code in service.codes.values.joined() {
                let other = names.updateValue(service.name, forKey: foldedCode(code))
                #expect(other ?? service.name == service.name, "\(code)")
            }
        }
        #expect(names.count > 90)
    }

    @Test(
        "tell names of services from codes",
        arguments: [
            ("Priority Mail", .known("Priority Mail")), ("USPS Priority Mail", .known("USPS Priority Mail")),
            ("USPS_PRIORITY_MAIL", .known("Priority Mail")), ("Usps-Priority-Mail", .known("Priority Mail")),
            ("groundadvantage", .known("Ground Advantage")), ("FIRST CLASS", .known("First Class Mail")),
            ("First Class", .known("First Class")), ("PIGEON", .known("PIGEON")),
            ("PIGEON POST", .known("PIGEON POST")), ("pigeon post", .known("pigeon post")),
            ("PigeonPost", .known("PigeonPost")),
            ("Pigeon_Post", .known("Pigeon_Post")), ("PIGEON_POST", .unknown), ("PIGEON_POST-2", .unknown),
            ("pigeon", .unknown), ("some_new_service-2", .unknown),
        ] as [(String, ServiceTable.Name)])
    func knowsServices(code: String, name: ServiceTable.Name) {
        #expect(ServiceTable.name(of: code) == name)
    }

    @Test(
        "read costs below zero in the forms of accounts",
        arguments: [
            ("-$4.95", -49_500), ("$-4.95", -49_500), ("($4.95)", -49_500), (" ( 4.95 ) ", -49_500), ("4.95-", -49_500),
            ("$1,204.95-", -12_049_500), ("(0.00)", 0), ("-0", 0), ("$4.95", 49_500), ("4.95", 49_500),
        ] as [(String, Int64)])
    func readsCosts(text: String, ticks: Int64) throws {
        let bytes = Array(text.utf8)
        #expect(try CostText.read(bytes.span) == Money(ticks: ticks))
    }

    @Test(
        "refuse costs that are no number",
        arguments: [
            "(-4.95)", "-(4.95)", "--4.95", "$--4.95", "-4.95-", "()", "-", "$-", "(4.95", "4.95)", "(4,95)", "( )",
        ])
    func refusesCosts(text: String) {
        let bytes = Array(text.utf8)
        #expect(throws: Decimal4.Unreadable.notANumber) { try CostText.read(bytes.span) }
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
