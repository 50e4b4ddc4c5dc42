import Labels
import Orders
import Testing
import WireFormats

@Suite("Labels of EasyPost")
struct EasyPostTests {
    private func decode(_ text: String) throws -> [DecodedLabel] { try decodeJSON(text, of: EasyPostSystem()) }

    /// A shipment that has a label, with some more members.
    private func shipment(_ members: String) throws -> DecodedLabel {
        let text = "[{\"id\":\"shp_1\",\"reference\":\"100\",\"tracking_code\":\"9400\",\(members)}]"
        return try #require(try decode(text).first)
    }

    @Test("turns a whole shipment into a label")
    func decodesAShipment() throws {
        let decoded = try shipment(
            """
            "is_return": false, "created_at": "2026-11-20T01:00:00Z", "refund_status": null, "status": "in_transit",
            "parcel": {"weight": 17.5, "predefined_package": "Parcel"},
            "postage_label": {"id": "pl_1", "created_at": "2026-11-20T02:30:00Z", "label_date": "2026-11-21T02:30:00Z"},
            "selected_rate": {"carrier": "USPS", "service": "Priority", "rate": "7.15", "currency": "usd"},
            "tracker": {"carrier": "FedEx", "public_url": "https://track.example.com/1"},
            "fees": [{"type": "PostageFee", "amount": "7.15000"}, {"type": "InsuranceFee", "amount": "0.50000"}]
            """)
        #expect(decoded.rejection == nil)
        #expect(decoded.warnings == [])
        var expected = Label(labelSystem: "easypost", source: Source(file: "labels.txt", record: 1, line: 1))
        expected.shipmentId = "shp_1"
        expected.orderNumber = "100"
        expected.createDate = utc(2026, 11, 20, 2, 30)
        // The tests' account is seven hours behind.
        expected.shipDate = date(2026, 11, 20)
        expected.shipmentCost = Money(ticks: 71_500)
        expected.insuranceCost = Money(ticks: 5_000)
        expected.currency = Currency("USD")
        expected.trackingNumber = "9400"
        expected.trackingUrl = "https://track.example.com/1"
        expected.carrierCode = "USPS"
        expected.carrier = .usps
        expected.serviceCode = "Priority"
        expected.service = "Priority Mail"
        expected.packageCode = "Parcel"
        expected.weight = Weight(WeightNumber(Decimal4(ticks: 175_000)), .ounces)
        #expect(decoded.label == expected)
    }

    @Test(
        "knows what a refund makes of a label",
        arguments: [
            ("null", LabelStatus.completed, []), ("\"\"", .completed, []), ("\"submitted\"", .voided, []),
            ("\"refunded\"", .voided, []), ("\"not_applicable\"", .voided, []),
            ("\"rejected\"", .completed, ["refund_refused"]),
        ] as [(String, LabelStatus, [String])])
    func readsRefundStatus(value: String, status: LabelStatus, warnings: [String]) throws {
        let decoded = try shipment("\"refund_status\":\(value)")
        #expect(decoded.label.status == status)
        #expect(decoded.warningCodes == warnings)
        #expect(decoded.rejection == nil)
    }

    @Test("takes a refund for a void that names no order")
    func readsRefunds() throws {
        func refund(_ status: String) throws -> DecodedLabel {
            let text = """
                [{"id":"rfnd_1","tracking_code":"9400","shipment_id":"shp_1","carrier":"UPS",
                  "created_at":"2026-11-22T18:00:00Z","status":\(status)}]
                """
            return try #require(try decode(text).first)
        }
        let done = try refund("\"refunded\"")
        #expect(done.rejection == nil)
        #expect(done.label.status == .voided)
        #expect(done.label.shipmentId == "shp_1")
        #expect(done.label.trackingNumber == "9400")
        #expect(done.label.voidDate == utc(2026, 11, 22, 18))
        #expect(done.label.carrier == .ups)
        let refused = try refund("\"rejected\"")
        #expect(refused.label.status == .error)
        #expect(refused.label.voidDate == nil)
        #expect(refused.warningCodes == ["refund_refused"])
        #expect(try refund("\"lost\"").rejection?.code.rawValue == "status_unknown")
        #expect(try refund("null").label.status == .processing)
    }

    @Test("makes each shipment of an order a box with its own cost")
    func readsOrders() throws {
        let box = "\"id\":\"shp\",\"tracking_code\":\"9400\",\"selected_rate\":{\"rate\":\"5.21\",\"currency\":\"USD\"}"
        let order =
            "{\"reference\":\"100\",\"is_return\":true,\"shipments\":[\n{\(box)},\n{\(box),\"reference\":\"B\"}],\"id\":\"order_1\"}"
        for text in [order, "[\(order)]", "\(order)\n\(order)"] {
            let labels = try decode(text).map(\.label)
            #expect(labels.prefix(2).map(\.packageSequence) == [1, 2])
            #expect(labels.prefix(2).map(\.source.line) == [2, 3])
            #expect(labels.allSatisfy { $0.orderNumber == "100" && $0.isReturnLabel })
            #expect(labels.allSatisfy { $0.shipmentCost == Money(ticks: 52_100) })
        }
        // Behind its shipments an order's members come too late: it reads like a page, and is not guessed at.
        let late = try decode("{\"shipments\":[{\(box)}],\"reference\":\"100\"}")
        #expect(late.map(\.rejection?.code.rawValue) == ["order_reference_missing"])
        let page = try decode(
            "{\"shipments\":[{\(box),\"reference\":\"1\"},{\(box),\"reference\":\"2\"}],\"has_more\":true}")
        #expect(page.map(\.label.orderNumber) == ["1", "2"])
        #expect(page.map(\.label.packageSequence) == [nil, nil])
        #expect(page.map(\.label.source.record) == [1, 2])
    }

    @Test("tells a shipment without a label from what is none")
    func tellsLabels() throws {
        #expect(try decode("[{\"id\":\"shp_1\",\"reference\":null}]").first?.label.status == .processing)
        #expect(try decode("[{\"id\":\"shp_1\",\"reference\":null}]").first?.rejection == nil)
        for text in [
            "{\"error\":{\"code\":\"X\"}}", "{\"message\":\"no\"}", "{\"id\":\"adr_1\",\"object\":\"Address\"}",
            "{\"reference\":\"100\"}",
        ] {
            #expect(try decode(text).first?.rejection?.code.rawValue == "label_missing", "\(text)")
        }
        #expect(try shipment("\"mode\":\"test\"").rejection?.code.rawValue == "test_label")
        #expect(try shipment("\"mode\":\"production\"").rejection == nil)
    }
}
