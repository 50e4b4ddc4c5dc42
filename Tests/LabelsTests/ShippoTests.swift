import Orders
import Testing
import WireFormats

@testable import Labels

@Suite("Labels of Shippo")
struct ShippoTests {
    private func decode(_ text: String) throws -> [DecodedLabel] { try decodeJSON(text, of: ShippoSystem()) }

    /// A transaction with some more members.
    private func transaction(_ members: String) throws -> DecodedLabel {
        let text = "{\"object_id\":\"t1\",\"metadata\":\"100\",\"tracking_number\":\"9400\",\(members)}"
        return try #require(try decode(text).first)
    }

    @Test(
        "reads the order's number in metadata",
        arguments: [
            ("W-1001", "W-1001"), ("#1001", "#1001"), ("ORDER-1001", "ORDER-1001"), ("Orders 1001", "Orders 1001"),
            ("order", "order"), ("Order:", "Order:"), ("order number", "order number"), ("orderly 1", "orderly 1"),
            ("order_number: 1001", "1001"), ("Order Number: W-1001", "W-1001"), ("ordernumber=1001", "1001"),
            ("Order #1001", "1001"), ("order 1001", "1001"), ("ORDER NO. 1001", "1001"), ("order-no: 1001", "1001"),
            ("Order ID 1001", "1001"), ("order nr.: 1001", "1001"), ("order #  1001 for Kim", "1001"),
            ("customer: 5, order_id=1001; gift", "1001"), ("a|order:1001|order:1002", "1001"),
            ("packed\r\norder: 1001\r\n", "1001"), ("order: north", "north"), ("Order nova", "nova"),
            ("{\"order_number\":\"1001\"}", "1001"), ("{\"orderNumber\":1001}", "1001"),
            ("{\"order\":\"1\",\"order_id\":\"2\",\"ORDER_NUMBER\":\"3\"}", "3"),
            ("{\"order_number\":\"\",\"order_id\":\"2\"}", "2"),
            ("{}", nil), ("{\"customer\":\"5\"}", nil), ("{\"order_number\":", nil), ("{order: 1001}", nil),
        ] as [(String, String?)])
    func readsMetadata(text: String, number: String?) {
        #expect(ShippoMetadata.orderNumber(in: text) == number)
    }

    @Test(
        "knows every status",
        arguments: [
            ("SUCCESS", LabelStatus.completed), ("success", .completed), ("WAITING", .processing),
            ("QUEUED", .processing),
            ("ERROR", .error), ("REFUNDED", .voided), ("REFUNDPENDING", .voided), ("REFUNDREJECTED", .completed),
        ])
    func readsStatus(word: String, status: LabelStatus) throws {
        let decoded = try transaction("\"status\":\"\(word)\",\"rate\":{\"amount\":\"5.50\",\"currency\":\"USD\"}")
        #expect(decoded.rejection == nil)
        #expect(decoded.label.status == status)
        #expect(decoded.warningCodes == (word == "REFUNDREJECTED" ? ["refund_refused"] : []))
        #expect(decoded.label.isRefundRefused == (word == "REFUNDREJECTED"))
        let isBought = status == .completed || status == .voided
        #expect(decoded.label.shipmentCost == (isBought ? Money(ticks: 55_000) : nil))
    }

    @Test("rejects what is no label, or cannot be announced")
    func rejects() throws {
        #expect(try transaction("\"status\":\"MAYBE\"").rejection?.code.rawValue == "status_unknown")
        #expect(try transaction("\"status\":null").rejection?.code.rawValue == "label_missing")
        #expect(try transaction("\"status\":\"SUCCESS\",\"test\":true").rejection?.code.rawValue == "test_label")
        #expect(try transaction("\"status\":\"SUCCESS\",\"object_state\":\"INVALID\"").label.status == .error)
        let nameless = "{\"object_id\":\"t1\",\"tracking_number\":\"9400\",\"metadata\":\"\",\"status\":"
        #expect(try decode(nameless + "\"SUCCESS\"}").first?.rejection?.code.rawValue == "order_reference_missing")
        for word in ["QUEUED", "ERROR", "REFUNDED"] {
            #expect(try decode(nameless + "\"\(word)\"}").first?.rejection == nil, "\(word)")
        }
    }

    @Test("takes the rate as an object or as an id")
    func readsRates() throws {
        let id = try transaction("\"status\":\"SUCCESS\",\"rate\":\"r1\"")
        #expect(id.warnings == [])
        #expect(id.label.shipmentCost == nil)
        #expect(id.label.carrier == nil)
        let object = try transaction(
            "\"status\":\"SUCCESS\",\"rate\":{\"object_id\":\"r1\",\"amount\":\"5.5\",\"currency\":\"usd\",\"provider\":\"DHL Express\","
                + "\"servicelevel\":{\"token\":\"dhl_new\",\"name\":\"New\"}}")
        #expect(object.warnings == [])
        #expect(object.label.shipmentCost == Money(ticks: 55_000))
        #expect(object.label.currency == Currency("USD"))
        #expect(object.label.carrier == .dhl)
        #expect(object.label.serviceCode == "dhl_new")
        #expect(object.label.service == "New")
    }

    @Test("leaves a rate's price on the first of its boxes and numbers them")
    func numbersBoxes() throws {
        func box(_ order: String, _ rate: String, _ status: String = "SUCCESS") -> String {
            "{\"object_id\":\"t\",\"metadata\":\"\(order)\",\"tracking_number\":\"1\",\"status\":\"\(status)\","
                + "\"rate\":{\"object_id\":\"\(rate)\",\"amount\":\"5\",\"currency\":\"USD\"}}"
        }
        let text = [
            box("1", "a", "ERROR"), box("1", "a"), box("2", "b"), box("1", "a"), box("1", "a"), box("3", "c"),
            box("3", "d"),
        ]
        .joined(separator: "\n")
        let labels = ShippoSystem().gathered(try decode(text).map(\.label))
        #expect(labels.map(\.packageSequence) == [nil, 1, nil, 2, 3, nil, nil])
        #expect(labels.map { $0.shipmentCost != nil } == [false, true, true, false, false, true, true])
    }
}
