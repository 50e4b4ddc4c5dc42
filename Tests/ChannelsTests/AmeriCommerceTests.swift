import Orders
import Testing
import WireFormats

@testable import Channels

/// What AmeriCommerce's samples do not reach.
@Suite struct AmeriCommerceTests {
    @Test(arguments: [
        ("Color: Blue", ["Color: Blue"]), ("Color: Blue, Size: L", ["Color: Blue", " Size: L"]),
        ("Color: Natural, oiled, Seat: Straw", ["Color: Natural, oiled", " Seat: Straw"]), ("", []),
        ("one, two", ["one, two"]), ("Size: L,", ["Size: L,"]),
    ])
    func variationsEndWhereTheNextOneBegins(_ text: String, _ parts: [String]) {
        #expect(AmeriCommerceOrderDecoder.variations(text).map { String($0) } == parts)
    }

    @Test func onlySoManyRecordsAreHeldBesideTheOrders() {
        var joins = AmeriCommerceJoins()
        let place = SourcePosition(line: 1, column: 1)
        for number in 0..<AmeriCommerceJoins.limit {
            #expect(joins.add(["\(number)"], group: AmeriCommerceGroup.customer, at: place) == .reference)
        }
        #expect(
            joins.add(["x"], group: AmeriCommerceGroup.customer, at: place)
                == .tooManyReferences(limit: AmeriCommerceJoins.limit))
        #expect(joins[AmeriCommerceGroup.customer, "99999"] != nil)
        #expect(joins[AmeriCommerceGroup.customer, "x"] == nil)
    }

    /// What no order has named may still come; pages of an export bring their own lists.
    @Test func aRecordThatAnOrderHasMissedComesTooLate() {
        var joins = AmeriCommerceJoins()
        let place = SourcePosition(line: 1, column: 1)
        joins.miss("7", group: AmeriCommerceGroup.address)
        #expect(joins.add(["7"], group: AmeriCommerceGroup.customer, at: place) == .reference)
        #expect(joins.add(["8"], group: AmeriCommerceGroup.address, at: place) == .reference)
        #expect(joins.add(["7"], group: AmeriCommerceGroup.address, at: place) == .lateReference)
        #expect(joins[AmeriCommerceGroup.address, "7"] == nil)
    }

    @Test func theShippedStatusComesTooLateBehindOrdersWithoutStatuses() {
        let place = SourcePosition(line: 1, column: 1)
        func status(_ id: String, isShipped: Bool) -> [String] {
            AmeriCommerceStatusField.allCases.map { field in
                switch field {
                case .id: id
                case .isShipped: String(isShipped)
                default: ""
                }
            }
        }
        var joins = AmeriCommerceJoins()
        joins.noteOrder()
        #expect(
            joins.add(status("2", isShipped: false), group: AmeriCommerceGroup.status, at: place) == .reference)
        #expect(
            joins.add(status("3", isShipped: true), group: AmeriCommerceGroup.status, at: place) == .lateReference)
        var pages = AmeriCommerceJoins()
        _ = pages.add(status("2", isShipped: false), group: AmeriCommerceGroup.status, at: place)
        pages.noteOrder()
        #expect(pages.add(status("3", isShipped: true), group: AmeriCommerceGroup.status, at: place) == .reference)
        #expect(pages.shippedStatusID == "3")
    }

    @Test(arguments: [("1", "0", true), ("Yes", "", true), ("0", "", false), ("1", "1", false), ("perhaps", "", false)])
    func aStatusIsFlaggedAsShippedInAnySpelling(_ isShipped: String, _ isPartiallyShipped: String, _ isFound: Bool) {
        var joins = AmeriCommerceJoins()
        let values = AmeriCommerceStatusField.allCases.map { field in
            switch field {
            case .id: "7"
            case .isShipped: isShipped
            case .isPartiallyShipped: isPartiallyShipped
            default: ""
            }
        }
        _ = joins.add(values, group: AmeriCommerceGroup.status, at: SourcePosition(line: 1, column: 1))
        #expect(joins.shippedStatusID == (isFound ? "7" : nil))
    }

    /// Only so many are noted, so that a file of orders without lists takes no more room than one with them.
    @Test func onlySoManyMissedRecordsAreNoted() {
        var joins = AmeriCommerceJoins()
        let place = SourcePosition(line: 1, column: 1)
        for number in 0...AmeriCommerceJoins.limit { joins.miss("\(number)", group: AmeriCommerceGroup.customer) }
        let last = "\(AmeriCommerceJoins.limit)"
        #expect(joins.add(["0"], group: AmeriCommerceGroup.customer, at: place) == .lateReference)
        #expect(joins.add([last], group: AmeriCommerceGroup.customer, at: place) == .reference)
    }

    // MARK: - Updates

    @Test func aShipmentOfAnOrderThatIsNotCompleteSetsNoStatus() throws {
        let calls = try calls(completesOrder: false)
        #expect(calls.map(\.path) == ["/api/v1/order_shipments"])
    }

    @Test func theStatusComesAfterTheShipment() throws {
        let calls = try calls(completesOrder: true)
        #expect(calls.map(\.path) == ["/api/v1/order_shipments", "/api/v1/orders/100731/status"])
        #expect(calls.map(\.method) == ["POST", "PUT"])
        #expect(text(calls[1]) == "{\"order_status_id\":3}\n")
    }

    /// The job's number is before the export's, and that before the one that shops are born with.
    @Test(arguments: [(nil, nil, 3), ("14", nil, 14), ("14", 21, 21), (nil, 21, 21)] as [(String?, Int?, Int)])
    func theShippedStatusIsTheNearest(_ exported: String?, _ jobs: Int?, _ number: Int) throws {
        let calls = try calls(completesOrder: true) { _, order, store in
            order.channelData["shippedStatusId"] = exported
            store.shippedStatus.number = jobs
        }
        #expect(text(calls[1]) == "{\"order_status_id\":\(number)}\n")
    }

    @Test func itemsAreLeftOutWhenOneOfThemHasNoLine() throws {
        let calls = try calls { shipment, _, _ in
            shipment.items = [
                BoxItem(lineItemKey: "2001", quantity: .one), BoxItem(sku: "ELSE", quantity: .one),
            ]
        }
        #expect(!text(calls[0]).contains("items"))
    }

    @Test func anotherCarrierKeepsItsCode() throws {
        let calls = try calls { shipment, _, _ in
            shipment.label.carrier = .other
            shipment.label.carrierCode = "speedy"
        }
        #expect(text(calls[0]).contains("\"shipping_provider_name\":\"speedy\""))
    }

    /// Without a tracking number and a date, name and time come from the label itself.
    @Test func aBareLabelHasANameAndATime() throws {
        let calls = try calls { shipment, _, _ in
            shipment.label.trackingNumber = nil
            shipment.label.shipDate = nil
        }
        #expect(text(calls[0]).contains("\"shipment_name\":\"shipstation-v1 81234\""))
        #expect(text(calls[0]).contains("\"shipped_at\":\"2026-11-23T06:00:00+00:00\""))
        #expect(!text(calls[0]).contains("tracking_numbers"))
    }

    /// The id stands in the path of the call; the shop's ids are whole numbers.
    @Test(arguments: ["1/../2?x=1&y#z", "x7", "007", "+5", "٣", "0", "20.0", "1.5", "-4", "99999999999999999999"])
    func anOrderWhoseIdIsNoNumberIsLeftToAPerson(_ id: String) throws {
        let updates = updates { _, order, _ in order.orderKey = id }
        #expect(updates.requests.isEmpty)
        let issue = try #require(updates.manual[0])
        #expect(issue.code == .idNotNumeric)
        #expect(issue.value == id)
    }

    @Test func theIntegrationModelNamesItsOrdersByNumbersOfAnyForm() {
        let updates = updates { _, order, _ in
            order.orderKey = "ON-7"
            order.orderNumber = "ON-7"
            order.channelData["model"] = "integration"
        }
        #expect(updates.manual.isEmpty)
        #expect(updates.requests.map(\.request.path) == ["/api/v1/order_shipments/integration"])
    }

    @Test func itemsAreLeftOutWhenTheIdOfOneIsNoNumber() throws {
        let calls = try calls { shipment, _, _ in
            shipment.items = [
                BoxItem(lineItemKey: "2001", quantity: .one), BoxItem(lineItemKey: "abc", quantity: .one),
            ]
        }
        #expect(!text(calls[0]).contains("items"))
    }

    @Test func textsAreEscaped() throws {
        let calls = try calls { shipment, _, _ in shipment.label.notesToCustomer = "a \"b\"\n" }
        #expect(text(calls[0]).contains("\"shipping_comment\":\"a \\\"b\\\"\\n\""))
    }

    private func text(_ call: UpdateRequest) -> String { String(decoding: call.body, as: UTF8.self) }

    private func calls(
        completesOrder: Bool = false,
        _ change: (inout Shipment, inout ShippedOrder, inout StoreSettings) -> Void = { _, _, _ in }
    ) throws -> [UpdateRequest] {
        let updates = updates(completesOrder: completesOrder, change)
        #expect(updates.manual.isEmpty)
        return updates.requests.map(\.request)
    }

    private func updates(
        completesOrder: Bool = false,
        _ change: (inout Shipment, inout ShippedOrder, inout StoreSettings) -> Void
    ) -> EncodedUpdates {
        var label = Label(labelSystem: "shipstation-v1", source: Source(file: "labels.json", record: 1, line: 1))
        label.shipmentId = "81234"
        label.trackingNumber = "9400100000000000000017"
        label.createDate = Timestamp(seconds: 1_795_413_600)
        label.shipDate = Timestamp(seconds: 1_795_392_000, isDateOnly: true)
        var order = ShippedOrder(
            channel: "americommerce", store: "sample", orderKey: "100731", orderNumber: "100731",
            orderStatus: .awaitingShipment)
        var store = StoreSettings(id: "sample")
        var shipment = Shipment(
            label: label, store: "sample", orderKey: "100731", orderNumber: "100731", items: nil,
            completesOrder: completesOrder)
        change(&shipment, &order, &store)
        return AmeriCommerceUpdateEncoder().encode([OrderShipment(shipment: shipment, order: order)], store: store)
    }
}
