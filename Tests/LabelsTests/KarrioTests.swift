import Labels
import Orders
import Testing
import WireFormats

@Suite("Labels of karrio")
struct KarrioTests {
    private func decode(_ text: String) throws -> [DecodedLabel] { try decodeJSON(text, of: KarrioSystem()) }

    /// A shipment with some more members.
    private func shipment(_ members: String, status: String = "created") throws -> [DecodedLabel] {
        try decode(
            "{\"id\":\"shp_1\",\"reference\":\"100\",\"status\":\"\(status)\",\"tracking_number\":\"1Z\",\(members)}")
    }

    private func parcel(_ members: String) -> String { "{\"weight_unit\":\"LB\",\(members)}" }

    @Test("makes each parcel with a number of its own a label")
    func readsParcels() throws {
        let decoded = try shipment(
            """
            "carrier_name": "ups", "service": "ups_ground", "selected_rate": {"total_charge": 14.5, "currency": "usd"},
            "meta": {"tracking_numbers": ["1Z", "2Z"], "carrier_tracking_link": "https://track.example.com/1"},
            "parcels": [\(parcel("\"weight\": 2, \"items\": [{\"sku\": \"A\", \"title\": \"Mug\", \"quantity\": 2}]")),
              \(parcel("\"weight\": \"0.5\", \"package_preset\": \"ups_box\", \"items\": []"))]
            """)
        #expect(decoded.map(\.rejection) == [nil, nil])
        #expect(decoded.flatMap(\.warnings) == [])
        let labels = decoded.map(\.label)
        #expect(labels.map(\.trackingNumber) == ["1Z", "2Z"])
        #expect(labels.map(\.packageSequence) == [1, 2])
        #expect(labels.map(\.shipmentCost) == [Money(ticks: 145_000), nil])
        #expect(labels.map(\.trackingUrl) == ["https://track.example.com/1", nil])
        #expect(labels.map(\.packageCode) == [nil, "ups_box"])
        #expect(labels.map(\.items) == [[BoxItem(sku: "A", name: "Mug", quantity: Quantity(2))], nil])
        #expect(
            labels.map(\.weight) == [
                Weight(WeightNumber(Decimal4(2)), .pounds), Weight(WeightNumber(Decimal4(ticks: 5_000)), .pounds),
            ])
        #expect(labels.allSatisfy { $0.currency == Currency("USD") && $0.carrier == .ups && $0.service == "Ground" })
    }

    @Test(
        "makes parcels that cannot be told apart one label",
        arguments: ["[]", "[\"1Z\"]", "[\"1Z\",\"1Z\"]", "[\"1Z\",\"\"]", "[\"1Z\",\"2Z\",\"3Z\"]", "null"])
    func joinsParcels(numbers: String) throws {
        let parcels = ["A", "B"].map { parcel("\"weight\":1,\"items\":[{\"sku\":\"\($0)\",\"quantity\":1}]") }
        let decoded = try shipment(
            "\"meta\":{\"tracking_numbers\":\(numbers)},\"parcels\":[\(parcels.joined(separator: ","))]")
        #expect(decoded.count == 1)
        #expect(decoded[0].warningCodes == ["packages_share_tracking"])
        #expect(decoded[0].label.trackingNumber == "1Z")
        #expect(decoded[0].label.packageSequence == nil)
        #expect(decoded[0].label.items?.map(\.sku) == ["A", "B"])
        #expect(decoded[0].label.weight == Weight(WeightNumber(Decimal4(2)), .pounds))
    }

    @Test("does not know what is in all parcels when one does not say it")
    func joinsUnknownItems() throws {
        let known = parcel("\"weight\":1,\"items\":[{\"sku\":\"A\",\"quantity\":1}]")
        for unknown in [parcel("\"items\":[]"), parcel("\"items\":[{\"sku\":\"B\",\"quantity\":\"some\"}]")] {
            for parcels in ["\(known),\(unknown)", "\(unknown),\(known)"] {
                let label = try #require(try shipment("\"parcels\":[\(parcels)]").first?.label)
                #expect(label.items == nil)
                #expect(label.weight == nil)
            }
        }
        #expect(try shipment("\"parcels\":[\(parcel("\"items\":[{\"quantity\":0}]"))]").first?.label.items == [])
    }

    @Test("finds the order in one of four members")
    func readsOrderLinks() throws {
        func number(_ members: String) throws -> String? {
            try decode("{\"id\":\"shp_1\",\"status\":\"created\",\(members)}").first?.label.orderNumber
        }
        let all = [
            "\"metadata\":{\"order_id\":\"2\",\"order_number\":\"1\"}", "\"reference\":\"3\"", "\"order_id\":\"4\"",
        ]
        #expect(try number(all.joined(separator: ",")) == "1")
        #expect(try number("\"metadata\":{\"orderId\":2},\(all[1])") == "2")
        #expect(try number("\(all[2]),\(all[1])") == "3")
        #expect(try number("\"metadata\":{},\"reference\":\"\",\(all[2])") == "4")
    }

    @Test("finds the number of a cancelled shipment in its identifier")
    func readsCancelledShipments() throws {
        let text = "{\"id\":\"shp_1\",\"status\":\"STATUS\",\"tracking_number\":null,\"shipment_identifier\":\"1Z\"}"
        let cancelled = try #require(try decode(text.replacing("STATUS", with: "cancelled")).first)
        #expect(cancelled.rejection == nil)
        #expect(cancelled.label.status == .voided)
        #expect(cancelled.label.trackingNumber == "1Z")
        #expect(try decode(text.replacing("STATUS", with: "draft")).first?.label.trackingNumber == nil)
    }

    @Test("rejects what is no label")
    func rejects() throws {
        #expect(try shipment("\"test_mode\":true").first?.rejection?.code.rawValue == "test_label")
        #expect(try shipment("\"a\":1", status: "lost").first?.rejection?.code.rawValue == "status_unknown")
        let error = try decode("{\"errors\":[{\"code\":\"x\",\"message\":\"no\"}]}").first?.rejection
        #expect(error?.code.rawValue == "label_missing")
        #expect(error?.value == "x")
    }

    @Test("announces the carrier behind another label system")
    func readsHubs() throws {
        func label(_ name: String, _ hub: String) throws -> DecodedLabel {
            try #require(try shipment("\"carrier_name\":\"\(name)\",\"meta\":{\"carrier\":\"\(hub)\"}").first)
        }
        let hub = try label("easypost", "usps")
        #expect(hub.label.carrier == .usps)
        #expect(hub.label.carrierCode == "usps")
        #expect(hub.warnings == [])
        #expect(try label("ups", "usps").label.carrier == .ups)
        #expect(try label("pigeon", "pigeon").warningCodes == ["carrier_unknown"])
    }
}
