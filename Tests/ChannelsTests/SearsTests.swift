import Orders
import Testing
import WireFormats

@testable import Channels

@Suite struct SearsTests {
    // MARK: - Carriers

    /// Codes and methods of Sears' list.
    @Test(arguments: [
        (Carrier.usps, "First-Class Package", "USPS", "First Class"),
        (.usps, "Priority Mail Express", "USPS", "Priority"),
        (.usps, "Parcel Select Lightweight", "USPS", "Parcel Post"), (.usps, "Library Mail", "USPS", "Standard Mail"),
        (.ups, "3 Day Select", "UPS", "Ground"), (.ups, "Ground Saver", "UPS", "SurePost"),
        (.ups, "Next Day Air Early AM", "UPS", "Next Day"), (.ups, "2nd Day Air", "UPS", "Second Day"),
        (.ups, "UPS Freight LTL", "UPGF", "LTL"), (.ups, "UPS i-parcel Select", "UPSI", "Parcel"),
        (.ups, "ups_mail_innovations_domestic", "UPSM", "Parcel"), (.upsMailInnovations, "", "UPSM", "Parcel"),
        (.fedEx, "SmartPost Parcel Select", "SMRT", "Smart Post"), (.fedEx, "Ground Economy", "SMRT", "Smart Post"),
        (.fedEx, "Standard Overnight", "FDE", "Next Day"), (.fedEx, "2Day AM", "FDE", "Second Day"),
        (.fedEx, "2Day Freight", "FXFT", "LTL"), (.fedEx, "Express Saver", "FDE", "Ground"),
        (.dhl, "Express Worldwide", "DHLC", "Priority"), (.dhlGlobalMail, "Parcel", "DHLC", "Economy"),
        (.onTrac, "Ground", "OTH", "Standard"),
    ])
    func aServiceIsAMethodOfTheList(_ carrier: Carrier, service: String, code: String, method: String) {
        var label = Self.label("1Z1")
        label.carrier = carrier
        label.service = service
        let found = SearsCarrier(of: label)
        #expect(found.code == code)
        #expect(found.method == method)
    }

    @Test func aFreightCarrierGoesByItsSCAC() {
        var label = Self.label("1Z1")
        label.carrier = .other
        label.carrierCode = "saia"
        #expect(SearsCarrier(of: label).code == "SAIA")
        label.carrier = nil
        label.carrierCode = nil
        #expect(SearsCarrier(of: label).code == "OTH")
    }

    // MARK: - Feeds

    /// A box holds what it holds wherever its label stands in the input.
    @Test func aNoticeIsNumberedByItsBoxes() throws {
        let number = try #require(Self.element("asn-number", of: ["1Z1", "1Z2"]))
        #expect(number == Self.element("asn-number", of: ["1Z2", "1Z1"]))
        #expect(number != Self.element("asn-number", of: ["1Z1"]))
        #expect(number.hasPrefix("40830603"))
        #expect(number.count == 16)
    }

    @Test(arguments: [(12, 20), (13, 20), (16, 20), (17, nil), (30, nil)])
    func aNumberHasTwentyDigitsAtMost(digits: Int, count: Int?) {
        let order = String(repeating: "7", count: digits)
        #expect(Self.element("asn-number", of: ["1Z1"], order: order)?.count == count)
    }

    @Test func withoutItsDateAnOrderIsLeftToAPerson() {
        var box = Self.box("1Z1")
        box.order.channelData = [:]
        #expect(Self.element("po-date", in: Self.encode([box])) == "2026-11-22")
        box.order.orderKey = "40830603"
        let updates = Self.encode([box])
        #expect(updates.requests.isEmpty)
        #expect(updates.manual[0]?.code == .channelDataMissing)
    }

    @Test(arguments: [Quantity(ticks: 5_000), .zero, -.one])
    func whatIsNoNumberOfPiecesIsLeftToAPerson(_ quantity: Quantity) {
        var box = Self.box("1Z1")
        box.shipment.items?[0].quantity = quantity
        #expect(Self.encode([box]).manual[0]?.code == .quantityNotExpressible)
    }

    @Test func forbiddenCharactersAreDroppedWithAWarning() {
        let updates = Self.encode([Self.box("1Z\u{1}9")])
        #expect(updates.warnings.map(\.issue.code) == [.controlCharacterDropped])
        #expect(Self.element("tracking-number", in: updates) == "1Z9")
    }

    @Test func theDayIsThatOfTheStoresClock() throws {
        var box = Self.box("1Z1")
        box.shipment.label.shipDate = nil
        // 2026-11-22T05:30:00Z
        box.shipment.label.createDate = Timestamp(
            seconds: CivilTime(year: 2026, month: 11, day: 22, hour: 5, minute: 30).secondsSinceEpoch)
        #expect(Self.element("ship-date", in: Self.encode([box])) == "2026-11-22")
        #expect(
            Self.element("ship-date", in: Self.encode([box], zone: TimeZoneRules(fixedOffset: -21_600))) == "2026-11-21"
        )
    }

    @Test func boxesOfOneOrderAreOneShipment() throws {
        let boxes = [Self.box("1Z1"), Self.box("1Z2", order: "9"), Self.box("1Z3")]
        let request = try #require(Self.encode(boxes).requests.first)
        #expect(request.shipments == [0, 1, 2])
        #expect(request.request.kind == "asn")
        #expect(request.request.method == "PUT")
        #expect(request.request.path == "/oms/asn/v7")
        let parts = String(decoding: request.request.body, as: UTF8.self).split(separator: "<shipment>")
        #expect(parts.count == 3)
        #expect(parts[1].contains("1Z1") && parts[1].contains("1Z3"))
        #expect(parts[2].contains("1Z2"))
    }

    @Test func nothingToTellMakesNoFeed() {
        #expect(Self.encode([]).requests.isEmpty)
    }

    // MARK: - Material

    private static func label(_ trackingNumber: String) -> Label {
        var label = Label(labelSystem: "shipstation-v1", source: Source(file: "labels.json", record: 1, line: 4))
        label.trackingNumber = trackingNumber
        label.carrier = .ups
        label.service = "Ground"
        label.shipDate = Timestamp(
            seconds: CivilTime(year: 2026, month: 11, day: 22).secondsSinceEpoch, isDateOnly: true)
        return label
    }

    private static func box(_ trackingNumber: String, order number: String = "40830603") -> OrderShipment {
        var order = ShippedOrder(
            channel: "sears", store: "sample", orderKey: "2026-11-22-\(number)", orderNumber: number,
            orderStatus: .awaitingShipment)
        order.channelData = ["po-date": "2026-11-22"]
        let items = [BoxItem(lineItemKey: "1", sku: "MUG-1", name: "Mug", quantity: .one)]
        return OrderShipment(
            shipment: Shipment(
                label: label(trackingNumber), store: "sample", orderKey: order.orderKey, orderNumber: number,
                items: items, completesOrder: true),
            order: order)
    }

    private static func encode(_ boxes: [OrderShipment], zone: TimeZoneRules = .utc) -> EncodedUpdates {
        var store = StoreSettings(id: "sample")
        store.timeZone = zone
        return SearsChannel().updates.encode(boxes, store: store)
    }

    private static func element(_ name: String, of trackingNumbers: [String], order: String = "40830603") -> String? {
        element(name, in: encode(trackingNumbers.map { box($0, order: order) }))
    }

    /// The text of the first element of a name.
    private static func element(_ name: String, in updates: EncodedUpdates) -> String? {
        guard let body = updates.requests.first?.request.body else { return nil }
        let parts = String(decoding: body, as: UTF8.self).split(separator: "<\(name)>")
        guard parts.count > 1 else { return nil }
        return parts[1].split(separator: "</\(name)>").first.map(String.init)
    }
}
