import Labels
import Orders
import Testing
import WireFormats

@Suite("Decoding labels of ShipStation's V2 API")
struct ShipStationV2Tests {
    /// The boxes of a label with some more members.
    private func boxes(_ members: String...) throws -> [DecodedLabel] {
        try decodeV2(
            "[{" + (["\"label_id\":\"se-1\"", "\"external_order_id\":\"100\""] + members).joined(separator: ",") + "}]")
    }

    private func label(_ members: String) throws -> DecodedLabel { try #require(try boxes(members).first) }

    @Test("turns a whole label into ours")
    func decodesALabel() throws {
        let decoded = try decodeV2(
            """
            {"labels":[
             {"label_id":"se-75", "status":"completed", "shipment_id":"se-14", "external_shipment_id":"k-1",
              "ship_date":"2026-11-20T00:00:00.000Z", "created_at":"2026-11-20T16:15:30.1230000Z",
              "shipment_cost":{"currency":"cad","amount":7.50}, "insurance_cost":{"currency":"cad","amount":0},
              "tracking_number":"1ZMASTER", "tracking_url":"https://example.com/1ZMASTER", "is_return_label":false,
              "carrier_code":"ups", "service_code":"ups_ground", "package_code":"package", "voided":false, "voided_at":null,
              "packages":[{"package_code":"letter","tracking_number":"1ZMASTER","weight":{"value":1.5,"unit":"ounce"}}],
              "shipment":{"shipment_id":"se-14", "shipment_number":"100038-1", "store_id":"4711", "items":[
                {"external_order_item_id":"L1","sku":"MUG","name":"Mug","quantity":2},{"sku":"ZERO","quantity":0}]}}
            ],"total":1,"page":1,"pages":1,"links":{}}
            """)
        #expect(decoded.count == 1)
        #expect(decoded[0].rejection == nil)
        #expect(decoded[0].warnings == [])
        var expected = Label(labelSystem: "shipstation-v2", source: Source(file: "labels.txt", record: 1, line: 2))
        expected.shipmentId = "se-75"
        expected.orderKey = "k-1"
        expected.orderNumber = "100038-1"
        expected.store = "north"
        expected.createDate = utc(2026, 11, 20, 16, 15, 30)
        expected.shipDate = date(2026, 11, 20)
        expected.shipmentCost = Money(ticks: 75_000)
        expected.insuranceCost = .zero
        expected.currency = Currency("CAD")
        expected.trackingNumber = "1ZMASTER"
        expected.trackingUrl = "https://example.com/1ZMASTER"
        expected.carrierCode = "ups"
        expected.carrier = .ups
        expected.serviceCode = "ups_ground"
        expected.service = "Ground"
        expected.packageCode = "letter"
        expected.weight = Weight(WeightNumber(Decimal4(ticks: 15_000)), .ounces)
        expected.items = [BoxItem(lineItemKey: "L1", sku: "MUG", name: "Mug", quantity: Quantity(2))]
        #expect(decoded[0].label == expected)
    }

    @Test("reads members however an SDK spells them")
    func readsEverySpelling() throws {
        let snake = try decodeV2(
            "{\"label_id\":\"1\",\"external_shipment_id\":\"k\",\"tracking_number\":\"1Z\",\"packages\":[{\"weight\":{\"value\":1,\"unit\":\"pound\"}}]}"
        )
        for text in [
            "{\"labelId\":\"1\",\"externalShipmentId\":\"k\",\"trackingNumber\":\"1Z\",\"packages\":[{\"weight\":{\"value\":1,\"unit\":\"pound\"}}]}",
            "{\"LabelId\":\"1\",\"ExternalShipmentId\":\"k\",\"TrackingNumber\":\"1Z\",\"Packages\":[{\"Weight\":{\"Value\":1,\"Unit\":\"Pound\"}}]}",
        ] {
            let other = try decodeV2(text)
            #expect(other.map(\.label) == snake.map(\.label))
            #expect(other.first?.warnings == [])
        }
        #expect(snake.first?.label.weight == Weight(WeightNumber(Decimal4(1)), .pounds))
    }

    @Test(
        "keeps the day that the file says for the day of shipping",
        arguments: [
            ("2026-11-20T00:00:00Z", 20), ("2026-11-20T00:00:00.000Z", 20), ("2026-11-20", 20),
            // A moment: the account of the tests is seven hours behind UTC.
            ("2026-11-20T02:00:00Z", 19), ("2026-11-20T12:00:00Z", 20),
        ])
    func readsShipDates(text: String, day: Int) throws {
        #expect(try label("\"ship_date\":\"\(text)\"").label.shipDate == date(2026, 11, day))
    }

    @Test("has a currency from the costs, else from the account")
    func readsCurrencies() throws {
        #expect(try label("\"status\":\"completed\"").label.currency == Currency("USD"))
        #expect(try label("\"shipment_cost\":{\"amount\":1}").label.currency == Currency("USD"))
        #expect(try label("\"shipment_cost\":{\"amount\":1,\"currency\":\"eur\"}").label.currency == Currency("EUR"))
        #expect(try label("\"insurance_cost\":{\"amount\":1,\"currency\":\"eur\"}").label.currency == Currency("EUR"))
        let unreadable = try label("\"shipment_cost\":{\"amount\":1,\"currency\":\"euro\"}")
        #expect(unreadable.label.currency == nil)
        #expect(unreadable.label.shipmentCost == Money(1))
        #expect(unreadable.warningCodes == ["currency_unknown"])
        let free = try boxes(
            "\"shipment_cost\":{\"amount\":1,\"currency\":\"eur\"}",
            "\"insurance_cost\":{\"amount\":0,\"currency\":\"usd\"}")
        #expect(free.first?.warnings == [])
        #expect(free.first?.label.insuranceCost == .zero)
        #expect(try label("\"shipment_cost\":1.25").label.shipmentCost == Money(ticks: 12_500))
    }

    @Test("numbers the boxes of a label and has its costs on the first")
    func makesBoxes() throws {
        let found = try boxes(
            "\"tracking_number\":\"A\"", "\"tracking_url\":\"https://example.com/A\"",
            "\"insurance_cost\":{\"amount\":2}",
            "\"shipment_cost\":{\"amount\":1}", "\"packages\":[{\"tracking_number\":\"A\"},{\"tracking_number\":\"B\"}]"
        )
        #expect(found.map(\.label.trackingNumber) == ["A", "B"])
        #expect(found.map(\.label.trackingUrl) == ["https://example.com/A", nil])
        #expect(found.map(\.label.packageSequence) == [1, 2])
        #expect(found.map(\.label.shipmentCost) == [Money(1), nil])
        #expect(found.map(\.label.insuranceCost) == [Money(2), nil])
        #expect(found.map(\.label.items) == [nil, nil])
        #expect(found.first?.warnings == [])
        #expect(try label("\"packages\":[{\"tracking_number\":\"A\"}]").label.packageSequence == nil)
        #expect(try label("\"packages\":[]").label.packageSequence == nil)
        #expect(try boxes("\"packages\":{\"tracking_number\":\"A\"}").map(\.label.trackingNumber) == ["A"])
    }

    @Test(
        "warns of packages that cannot be told apart",
        arguments: [
            ("{},{}", "A", true), ("{},{}", "", true), ("{\"tracking_number\":\"A\"},{}", "A", true),
            ("{},{\"tracking_number\":\"B\"}", "A", false), ("{},{\"tracking_number\":\"B\"}", "", false),
            ("{\"tracking_number\":\"B\"},{\"tracking_number\":\"B\"}", "A", true), ("{}", "A", false),
        ])
    func warnsOfSharedNumbers(packages: String, master: String, isShared: Bool) throws {
        let found = try boxes("\"tracking_number\":\"\(master)\"", "\"packages\":[\(packages)]")
        #expect(found.first?.warningCodes == (isShared ? ["packages_share_tracking"] : []))
        for quiet in ["\"voided\":true", "\"status\":\"error\"", "\"is_return_label\":true"] {
            let found = try boxes("\"tracking_number\":\"\(master)\"", "\"packages\":[\(packages)]", quiet)
            #expect(found.first?.warnings == [], "\(quiet)")
        }
    }

    @Test("says that the items are those of all packages")
    func tellsWhoseItems() throws {
        let items = "\"shipment\":{\"items\":[{\"sku\":\"MUG\",\"quantity\":2}]}"
        let two = try boxes("\"packages\":[{\"tracking_number\":\"A\"},{\"tracking_number\":\"B\"}]", items)
        #expect(two.map { $0.label.items?.map { $0.sku } } == [["MUG"], []])
        #expect(two.first?.warningCodes == ["items_unknown"])
        #expect(try label(items).warnings == [])
        #expect(try label("\"shipment\":{\"items\":[]}").label.items == nil)
        let twice = try label(
            "\"shipment\":{\"items\":[{\"sku\":\"A\",\"quantity\":1}],\"items\":[{\"sku\":\"A\",\"quantity\":1}]}")
        #expect(twice.label.items == nil)
        #expect(twice.warningCodes == ["items_unreadable"])
    }

    @Test("takes any sign of a void or a return")
    func readsStatuses() throws {
        #expect(try label("\"status\":\"Voided\"").label.status == .voided)
        #expect(try label("\"status\":\"error\",\"voided\":true").label.status == .voided)
        #expect(try label("\"voided_at\":\"2026-11-20T08:00:00Z\"").label.voidDate == utc(2026, 11, 20, 8))
        #expect(try label("\"status\":\"processing\"").label.status == .processing)
        #expect(try label("\"status\":\"in_transit\"").rejection?.code.rawValue == "status_unknown")
        #expect(try label("\"outbound_label_id\":\"se-2\"").label.isReturnLabel)
        #expect(try label("\"shipment\":{\"is_return\":true}").label.isReturnLabel)
        #expect(try !label("\"rma_number\":\"\"").label.isReturnLabel)
        #expect(try label("\"test_label\":true").rejection?.code.rawValue == "test_label")
    }

    @Test(
        "finds what names the order",
        arguments: [
            ("\"external_shipment_id\":\"k\"", "k", "k"),
            ("\"external_order_id\":\"n\"", "n", "n"),
            ("\"external_shipment_id\":\"k\",\"external_order_id\":\"n\"", "k", "n"),
            ("\"shipment_id\":\"se-2\",\"external_shipment_id\":\"se-2\",\"external_order_id\":\"n\"", "n", "n"),
            ("\"external_shipment_id\":\"k\",\"shipment\":{\"items\":[{\"external_order_id\":\"n\"}]}", "k", "n"),
            (
                "\"external_shipment_id\":\"k\",\"shipment\":{\"items\":[{\"external_order_id\":\"n\"},{\"external_order_id\":\"m\"}]}",
                "k", "k"
            ),
            ("\"shipment\":{\"items\":[{\"sales_order_id\":\"n\"},{\"sales_order_id\":\"n\"}]}", nil, "n"),
            ("\"shipment\":{\"shipment_number\":\"n\",\"external_order_id\":\"o\"}", "o", "n"),
        ] as [(String, String?, String?)])
    func findsTheOrder(members: String, key: String?, number: String?) throws {
        let decoded = try #require(try decodeV2("{\"label_id\":\"se-1\",\(members)}").first)
        #expect(decoded.rejection == nil)
        #expect(decoded.label.orderKey == key)
        #expect(decoded.label.orderNumber == number)
    }

    @Test(
        "rejects what announces nothing",
        arguments: [
            (
                "{\"label_id\":\"se-1\",\"shipment_id\":\"se-2\",\"external_shipment_id\":\"se-2\"}",
                "order_reference_missing"
            ),
            (
                "{\"label_id\":\"1\",\"shipment\":{\"items\":[{\"external_order_id\":\"a\"},{\"external_order_id\":\"b\"}]}}",
                "order_reference_ambiguous"
            ),
            ("{\"request_id\":\"a\",\"errors\":[{\"error_code\":\"unauthorized\"}]}", "label_missing"),
            ("{}", "label_missing"),
        ])
    func rejectsOthers(text: String, code: String) throws {
        #expect(try decodeV2(text).first?.rejection?.code.rawValue == code)
    }

    @Test("reads V1 label requests with their replies")
    func readsRequestsOfV1() throws {
        let request =
            "\"request\":{\"orderId\":7,\"orderNumber\":\"100\",\"carrierCode\":\"ups\",\"shipDate\":\"2026-11-20\"}"
        let bought = try #require(
            try decodeV1(
                "[{\(request),\"response\":{\"shipmentId\":8,\"trackingNumber\":\"1Z\",\"shipmentCost\":1.5}}]"
            ).first)
        #expect(bought.rejection == nil)
        #expect(bought.label.shipmentId == "8")
        #expect(bought.label.orderNumber == "100")
        #expect(bought.label.carrier == .ups)
        #expect(bought.label.shipDate == date(2026, 11, 20))
        #expect(bought.label.shipmentCost == Money(ticks: 15_000))
        for response in ["null", "{}", "{\"Message\":\"no\"}"] {
            let failed = try decodeV1("{\(request),\"response\":\(response)}").first
            #expect(failed?.rejection?.code.rawValue == "label_missing", "\(response)")
            #expect(failed?.label.orderNumber == "100")
        }
        let unnamed = try decodeV1("{\"request\":{\"orderId\":7},\"response\":{\"shipmentId\":8}}").first?.rejection
        #expect(unnamed?.code.rawValue == "order_reference_missing")
        #expect(unnamed?.field == "request/orderNumber")
    }
}
