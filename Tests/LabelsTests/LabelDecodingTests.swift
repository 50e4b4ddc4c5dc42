import Labels
import Orders
import Testing
import WireFormats

@Suite("Decoding labels")
struct LabelDecodingTests {
    /// A shipment with one more member.
    private func v1(_ member: String) throws -> DecodedLabel {
        try #require(try decodeV1("[{\"orderNumber\":\"100\",\(member)}]").first)
    }

    /// A row with one more column.
    private func csv(_ column: String, _ value: String) throws -> DecodedLabel {
        let text = "Order - Number,Shipment - Tracking Number,\(column)\n100,1Z,\"\(value)\"\n"
        return try #require(try decodeCSV(text).first)
    }

    @Test("turns a whole shipment into a label")
    func decodesAShipment() throws {
        let decoded = try #require(
            try decodeV1(
                """
                {"shipments":[
                 {"shipmentId": 33974374, "orderKey": "k-1", "orderNumber": "100038-1", "createDate": "2026-11-20T09:15:30.1230000",
                  "shipDate": "2026-11-20", "shipmentCost": 7.50, "insuranceCost": 0, "trackingNumber": "9400111899561111111111",
                  "isReturnLabel": false, "carrierCode": "stamps_com", "serviceCode": "usps_priority_mail",
                  "packageCode": "package", "voided": false, "voidDate": null, "weight": {"value": 1.5, "units": "ounces"},
                  "advancedOptions": {"storeId": 4711},
                  "shipmentItems": [{"lineItemKey": "L1", "sku": "MUG", "name": "Mug", "quantity": 2}, {"sku": "ZERO", "quantity": 0}]}
                ]}
                """
            ).first)
        #expect(decoded.rejection == nil)
        #expect(decoded.warnings == [])
        var expected = Label(labelSystem: "shipstation-v1", source: Source(file: "labels.txt", record: 1, line: 2))
        expected.shipmentId = "33974374"
        expected.orderKey = "k-1"
        expected.orderNumber = "100038-1"
        expected.store = "north"
        expected.createDate = utc(2026, 11, 20, 16, 15, 30)
        expected.shipDate = date(2026, 11, 20)
        expected.shipmentCost = Money(ticks: 75_000)
        expected.insuranceCost = .zero
        expected.currency = Currency("USD")
        expected.trackingNumber = "9400111899561111111111"
        expected.carrierCode = "stamps_com"
        expected.carrier = .usps
        expected.serviceCode = "usps_priority_mail"
        expected.service = "Priority Mail"
        expected.packageCode = "package"
        expected.weight = Weight(WeightNumber(Decimal4(ticks: 15_000)), .ounces)
        expected.items = [BoxItem(lineItemKey: "L1", sku: "MUG", name: "Mug", quantity: Quantity(2))]
        #expect(decoded.label == expected)
    }

    @Test("takes an empty list of items for none")
    func tellsNoItemsFromUnknown() throws {
        #expect(try v1("\"shipmentItems\":[]").label.items == nil)
        #expect(try v1("\"shipmentItems\":null").label.items == nil)
        #expect(try v1("\"shipmentId\":1").label.items == nil)
        #expect(try v1("\"shipmentItems\":{\"sku\":\"A\",\"quantity\":1}").label.items?.map(\.sku) == ["A"])
        let twice = try v1(
            "\"shipmentItems\":[{\"sku\":\"A\",\"quantity\":1}],\"shipmentItems\":[{\"sku\":\"A\",\"quantity\":1}]")
        #expect(twice.label.items == nil)
        #expect(twice.warningCodes == ["items_unreadable"])
        let unreadable = try v1(
            "\"shipmentItems\":[{\"sku\":\"A\",\"quantity\":1},{\"sku\":\"B\",\"quantity\":\"two\"}]")
        #expect(unreadable.label.items == nil)
        #expect(unreadable.warningCodes == ["items_unreadable"])
        #expect(unreadable.warnings.first?.value == "two")
        for item in ["{\"sku\":\"A\"}", "{\"sku\":\"A\",\"quantity\":-1}", "{\"sku\":\"A\",\"quantity\":null}"] {
            let decoded = try v1("\"shipmentItems\":[\(item)]")
            #expect(decoded.label.items == nil, "\(item)")
            #expect(decoded.warningCodes == ["items_unreadable"], "\(item)")
            #expect(decoded.warnings.first.map { $0.position.column > 1 } == true, "\(item)")
        }
    }

    @Test(
        "reads flags in every way of writing them",
        arguments: [
            ("true", true), ("\"True\"", true), ("\"YES\"", true), ("\"y\"", true), ("1", true), ("\"1\"", true),
            ("false", false), ("\"FALSE\"", false), ("\"No\"", false), ("\"n\"", false), ("0", false), ("\"\"", false),
            ("null", false),
        ])
    func readsFlags(value: String, isSet: Bool) throws {
        let decoded = try v1("\"isReturnLabel\":\(value)")
        #expect(decoded.rejection == nil)
        #expect(decoded.label.isReturnLabel == isSet)
        #expect(try v1("\"voided\":\(value)").label.status == (isSet ? .voided : .completed))
        #expect(try v1("\"voidRequested\":\(value)").label.status == (isSet ? .processing : .completed))
    }

    @Test("rejects a flag that is neither yes nor no", arguments: ["\"maybe\"", "2", "\"wahr\"", "-1", "\"t\""])
    func rejectsFlags(value: String) throws {
        let rejection = try #require(try v1("\"voided\":\(value)").rejection)
        #expect(rejection.code.rawValue == "flag_unreadable")
        #expect(rejection.field == "voided")
        #expect(rejection.position == SourcePosition(line: 1, column: 32))
    }

    @Test("takes a date of voiding for a void")
    func readsVoids() throws {
        let decoded = try v1("\"voided\":false,\"voidDate\":\"2026-11-21T08:00:00\"")
        #expect(decoded.label.status == .voided)
        #expect(decoded.label.voidDate == utc(2026, 11, 21, 15))
        #expect(try csv("Shipment - Void Flag", "Yes").label.status == .voided)
        #expect(try csv("Shipment - Void Date", "11/21/2026").label.status == .voided)
        #expect(try csv("Shipment - Void Flag", "0").label.status == .completed)
    }

    @Test("keeps the day of the account for the day of shipping")
    func readsShipDates() throws {
        #expect(try v1("\"shipDate\":\"2026-11-20\"").label.shipDate == date(2026, 11, 20))
        #expect(try v1("\"shipDate\":\"2026-11-20T23:59:00\"").label.shipDate == date(2026, 11, 20))
        #expect(try v1("\"shipDate\":\"2026-11-21T02:00:00Z\"").label.shipDate == date(2026, 11, 20))
        #expect(try v1("\"createDate\":\"2026-11-20\"").label.createDate == date(2026, 11, 20))
        #expect(try v1("\"shipDate\":\"soon\"").rejection?.code.rawValue == "date_unreadable")
    }

    @Test("keeps amounts exactly, or rejects them")
    func readsAmounts() throws {
        #expect(try v1("\"shipmentCost\":12.3456").label.shipmentCost == Money(ticks: 123_456))
        #expect(try v1("\"shipmentCost\":1.5e1").label.shipmentCost == Money(15))
        #expect(try v1("\"shipmentCost\":\"\"").label.shipmentCost == nil)
        #expect(try csv("Carrier - Fee", "$1,204.95").label.shipmentCost == Money(ticks: 12_049_500))
        #expect(try v1("\"insuranceCost\":1.00001").rejection?.code.rawValue == "amount_precision")
        #expect(try v1("\"insuranceCost\":\"12,50\"").rejection?.code.rawValue == "amount_unreadable")
        #expect(try v1("\"insuranceCost\":\"free\"").rejection?.field == "insuranceCost")
    }

    @Test("rejects a label that names no order")
    func requiresAnOrder() throws {
        for text in ["{\"shipmentId\":1}", "{\"shipmentId\":1,\"orderNumber\":\"\",\"orderKey\":null}"] {
            #expect(try decodeV1(text).first?.rejection?.code.rawValue == "order_reference_missing")
        }
        #expect(try decodeV1("{\"orderKey\":\"k\"}").first?.rejection == nil)
        let row = "Order - Number,Shipment - Tracking Number\n,1Z\n"
        #expect(try decodeCSV(row).first?.rejection?.code.rawValue == "order_reference_missing")
    }

    @Test("rejects a tracking number that a spreadsheet has rounded")
    func rejectsRoundedNumbers() throws {
        for number in ["9.4E+21", "9,4E+21", "9.40011E+21", "1E+10", "9.4e21"] {
            let rejection = try decodeV1("{\"orderNumber\":\"1\",\"trackingNumber\":\"\(number)\"}").first?.rejection
            #expect(rejection?.code.rawValue == "tracking_mangled", "\(number)")
        }
        for number in ["9400111899561111111111", "1Z999AA10123456784", "1E5", "E+5", "9.4", "9.4E+", "9.E+21", "1E+5X"]
        {
            let decoded = try decodeV1("{\"orderNumber\":\"1\",\"trackingNumber\":\"\(number)\"}").first
            #expect(decoded?.rejection == nil, "\(number)")
            #expect(decoded?.label.trackingNumber == number)
        }
    }

    @Test("leaves a weight out that nobody could say, with a warning")
    func readsWeights() throws {
        func weight(_ json: String) throws -> DecodedLabel { try v1("\"weight\":\(json)") }
        #expect(
            try weight("{\"value\":2,\"units\":\"pounds\"}").label.weight == Weight(WeightNumber(Decimal4(2)), .pounds))
        #expect(try weight("{\"value\":0,\"units\":\"ounces\"}").label.weight == nil)
        #expect(try weight("null").warnings == [])
        #expect(try weight("{\"value\":2,\"units\":\"stones\"}").warningCodes == ["weight_unit_unknown"])
        #expect(try weight("{\"value\":2}").warningCodes == ["weight_unit_unknown"])
        #expect(try weight("{\"value\":-2,\"units\":\"grams\"}").warningCodes == ["weight_unreadable"])
        #expect(try weight("{\"value\":\"x\",\"units\":\"grams\"}").warningCodes == ["weight_unreadable"])
        #expect(
            try csv("Shipment - Weight (Oz)", "12.5").label.weight
                == Weight(WeightNumber(Decimal4(ticks: 125_000)), .ounces))
        #expect(try csv("Shipment - Weight", "1 lb 4 oz").label.weight == Weight(WeightNumber(Decimal4(20)), .ounces))
        #expect(try csv("Shipment - Weight", "12.5").warningCodes == ["weight_unit_unknown"])
        #expect(try csv("Shipment - Weight", "heavy").warningCodes == ["weight_unreadable"])
        #expect(try csv("Shipment - Weight", "0 lb 0 oz").label.weight == nil)
    }

    @Test("passes on what its tables do not have, with a warning")
    func passesOnUnknownCodes() throws {
        let carrier = try v1("\"carrierCode\":\"pigeon\"")
        #expect(carrier.label.carrier == .other)
        #expect(carrier.label.carrierCode == "pigeon")
        #expect(carrier.warningCodes == ["carrier_unknown"])
        let service = try v1("\"serviceCode\":\"pigeon_express\"")
        #expect(service.label.service == "pigeon_express")
        #expect(service.warningCodes == ["service_unknown"])
        #expect(try v1("\"serviceCode\":\"Pigeon Express\"").warnings == [])
    }

    @Test("uses the first of a field given twice, with a warning")
    func warnsOfRepeatedFields() throws {
        let decoded = try v1("\"trackingNumber\":\"A\",\"trackingNumber\":\"B\"")
        #expect(decoded.label.trackingNumber == "A")
        #expect(decoded.warningCodes == ["field_repeated"])
    }

    @Test("warns when one tracking number stands for several boxes")
    func warnsOfSharedTracking() throws {
        #expect(try csv("Shipment - Package Count", "3").warningCodes == ["packages_share_tracking"])
        for count in ["1", "", "x", "0"] {
            #expect(try csv("Shipment - Package Count", count).warnings == [], "\(count)")
        }
    }

    @Test("takes a row without a label for an order in process")
    func readsRowsWithoutLabels() throws {
        let rows = "Order - Number,Shipment - Tracking Number,Date - Shipped Date\n1,,\n2,,11/20/2026\n3,1Z,\n"
        let labels = try decodeCSV(rows).map(\.label)
        #expect(labels.map(\.status) == [.processing, .completed, .completed])
        #expect(labels.map(\.shipDate) == [nil, date(2026, 11, 20), nil])
        #expect(labels.map(\.source.line) == [2, 3, 4])
    }

    /// A void in which an order is missing must not be lost: it ends an announcement by its parcel.
    @Test(
        "needs an order for what is to be announced, and a parcel for all else",
        arguments: [
            ("\"trackingNumber\":\"1Z\"", true), ("\"trackingNumber\":\"1Z\",\"voided\":true", false),
            ("\"trackingNumber\":\"1Z\",\"isReturnLabel\":true", false), ("\"shipmentId\":1,\"voided\":true", false),
            ("\"voided\":true", true), ("\"carrierCode\":\"ups\",\"isReturnLabel\":true", true),
        ])
    func needsAnOrderOrAParcel(_ members: String, _ isRejected: Bool) throws {
        let decoded = try #require(try decodeV1("{\"shipments\":[{\(members)}]}").first)
        #expect(decoded.rejection?.code.rawValue == (isRejected ? "order_reference_missing" : nil))
    }

    @Test("takes a void of several orders' items for one")
    func takesAVoidOfSeveralOrders() throws {
        let items = "\"shipment\":{\"items\":[{\"external_order_id\":\"1\"},{\"external_order_id\":\"2\"}]}"
        for (status, code) in [("voided", nil), ("completed", "order_reference_ambiguous")] {
            let decoded = try #require(
                try decodeV2("[{\"label_id\":\"se-1\",\"tracking_number\":\"1Z\",\"status\":\"\(status)\",\(items)}]")
                    .first)
            #expect(decoded.rejection?.code.rawValue == code)
        }
    }
}
