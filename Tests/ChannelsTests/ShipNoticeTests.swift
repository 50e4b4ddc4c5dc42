import Channels
import Orders
import Testing
import WireFormats

@Suite struct ShipNoticeTests {
    @Test func aNoticeHasTheElementsOfTheGuideInTheirOrder() throws {
        let request = try #require(ShipNotice.requests(ShipNotice.sample).first)
        #expect(String(decoding: request.body, as: UTF8.self) == ShipNotice.expected)
    }

    @Test func theCallNamesOrderCarrierServiceAndTrackingNumber() throws {
        let request = try #require(ShipNotice.requests(ShipNotice.sample).first)
        #expect(request.kind == "shipnotice")
        #expect(request.method == "POST")
        #expect(request.path == "")
        #expect(request.contentType == "application/xml")
        #expect(request.fileExtension == "xml")
        #expect(request.query.map(\.name) == ["action", "order_number", "carrier", "service", "tracking_number"])
        #expect(
            request.query.map(\.value)
                == ["shipnotify", "100038", "USPS", "Priority Mail", "9400111899561704681189"])
    }

    @Test(arguments: ["custom-store", "geekseller", "web-shop-manager"])
    func everyCustomStoreChannelSendsTheSame(id: String) throws {
        let channel = try #require(ChannelCatalog.channel(id))
        let sample = ShipNotice.sample
        let shipments = [OrderShipment(shipment: sample.shipment, order: sample.order)]
        let encoded = channel.updates.encode(shipments, store: StoreSettings(id: id))
        #expect(encoded.manual.isEmpty)
        #expect(encoded.requests.map(\.request.body) == [Array(ShipNotice.expected.utf8)])
        #expect(channel.updates.requiresItems == false)
    }

    // MARK: - Text

    @Test func hostileTextIsReadBackAsItWas() throws {
        let hostile = "a ]]> b ]]]>> <tag attr=\"x\"> &amp; 'quoted'\n二行目 👩‍👩‍👧 \u{202E}rtl ]]"
        var sample = ShipNotice.sample
        sample.order.customerNotes = hostile
        sample.order.shipTo.name = "]]>"
        sample.shipment.items?[0].name = "5 < 6 && 7 > 6"
        let notice = try #require(try ShipNotice.read(sample))
        #expect(notice.values["CustomerNotes"] == hostile)
        #expect(notice.values["Recipient/Name"] == "]]>")
        #expect(notice.items.first?["Name"] == "5 < 6 && 7 > 6")
        #expect(notice.warnings.isEmpty)
    }

    @Test func charactersThatXMLForbidsAreDroppedWithAWarning() throws {
        var sample = ShipNotice.sample
        sample.order.internalNotes = "be\u{1}fore\u{B} af\u{FFFE}ter\u{1F}\u{FFFF}\tend"
        let notice = try #require(try ShipNotice.read(sample))
        #expect(notice.values["InternalNotes"] == "before after\tend")
        #expect(notice.warnings.map(\.code) == [.controlCharacterDropped])
        #expect(notice.warnings.first?.field == "ShipNotice/InternalNotes")
    }

    @Test(arguments: ShipNotice.texts)
    func aTextOfTheLimitPassesAndALongerOneIsCut(text: ShipNotice.TextCase) throws {
        var sample = ShipNotice.sample
        text.set(&sample, String(repeating: "é", count: text.limit))
        let whole = try #require(try ShipNotice.read(sample))
        #expect(whole.value(text.path) == String(repeating: "é", count: text.limit))
        #expect(whole.warnings.isEmpty)

        text.set(&sample, String(repeating: "é", count: text.limit) + "x")
        let cut = try #require(try ShipNotice.read(sample))
        #expect(cut.value(text.path) == String(repeating: "é", count: text.limit))
        #expect(cut.warnings.map(\.code) == [.textTruncated])
        #expect(cut.warnings.first?.field == "ShipNotice/" + text.path)
        #expect(cut.warnings.first?.position.line == sample.shipment.label.source.line)
    }

    @Test func aCutNeverGoesThroughACharacter() throws {
        var sample = ShipNotice.sample
        // Five scalars that people see as one character, of which four would fit.
        sample.order.customField1 = String(repeating: "x", count: 96) + "👩‍👩‍👧"
        let notice = try #require(try ShipNotice.read(sample))
        #expect(notice.values["CustomField1"] == String(repeating: "x", count: 96))
        sample.order.customField1 = "e" + String(repeating: "\u{301}", count: 200)
        let accents = try #require(try ShipNotice.read(sample))
        #expect(accents.values["CustomField1"]?.unicodeScalars.count == 100)
    }

    @Test func theServiceOfTheCallIsCutAsTheElementIs() throws {
        var sample = ShipNotice.sample
        sample.shipment.label.service = String(repeating: "s", count: 51)
        let request = try #require(ShipNotice.requests(sample).first)
        #expect(request.query[3].value == String(repeating: "s", count: 50))
    }

    @Test(arguments: ShipNotice.ids)
    func anIdIsNeverCut(id: ShipNotice.TextCase) throws {
        var sample = ShipNotice.sample
        id.set(&sample, String(repeating: "7", count: id.limit))
        #expect(try ShipNotice.read(sample)?.value(id.path) == String(repeating: "7", count: id.limit))
        id.set(&sample, String(repeating: "7", count: id.limit + 1))
        guard case .manual(let issue) = ShipNotice.encode(sample) else { return #expect(Bool(false), "not manual") }
        #expect(issue.code == .idTooLong)
        #expect(issue.field == "ShipNotice/" + id.path)
        #expect(issue.value.count == id.limit + 1)
    }

    // MARK: - Values

    @Test(arguments: [
        ("4.95", "4.95"), ("5", "5.00"), ("0", "0.00"), ("0.005", "0.00"), ("0.015", "0.02"), ("0.025", "0.02"),
        ("1.2350", "1.24"), ("1.2449", "1.24"), ("1.2451", "1.25"), ("-0.015", "-0.02"), ("9999999.99", "9999999.99"),
    ])
    func aCostHasTwoDigits(cost: String, written: String) throws {
        var sample = ShipNotice.sample
        sample.shipment.label.shipmentCost = ShipNotice.decimal(cost)
        let notice = try #require(try ShipNotice.read(sample))
        #expect(notice.values["ShippingCost"] == written)
        let isExact = ShipNotice.decimal(written) == ShipNotice.decimal(cost)
        #expect(notice.warnings.map(\.code) == (isExact ? [] : [.costRounded]))
    }

    @Test(arguments: ["10000000", "9999999.995", "-10000000"])
    func aCostOfMoreThanNineDigitsIsLeftToAPerson(cost: String) {
        var sample = ShipNotice.sample
        sample.shipment.label.shipmentCost = ShipNotice.decimal(cost)
        guard case .manual(let issue) = ShipNotice.encode(sample) else { return #expect(Bool(false), "not manual") }
        #expect(issue.code == .costNotExpressible)
    }

    @Test(arguments: ["1", "99999"])
    func wholePiecesAreWritten(quantity: String) throws {
        var sample = ShipNotice.sample
        sample.shipment.items?[0].quantity = ShipNotice.decimal(quantity)
        #expect(try ShipNotice.read(sample)?.items.first?["Quantity"] == quantity)
    }

    @Test(arguments: ["0", "0.375", "1.5", "100000", "-1"])
    func otherQuantitiesAreLeftToAPerson(quantity: String) {
        var sample = ShipNotice.sample
        sample.shipment.items?[0].quantity = ShipNotice.decimal(quantity)
        guard case .manual(let issue) = ShipNotice.encode(sample) else { return #expect(Bool(false), "not manual") }
        #expect(issue.code == .quantityNotExpressible)
        #expect(issue.field == "ShipNotice/Items/Item/Quantity")
    }

    @Test(arguments: [(true, true, "true"), (nil, true, "true"), (nil, false, "false"), (false, true, "false")])
    func theLabelSaysWhetherToMailElseTheStore(label: Bool?, store: Bool, written: String) throws {
        var sample = ShipNotice.sample
        sample.shipment.label.notifyCustomer = label
        sample.store.notifyCustomer = store
        #expect(try ShipNotice.read(sample)?.values["NotifyCustomer"] == written)
    }

    @Test func whatIsUnknownIsEmptyAndThere() throws {
        var sample = ShipNotice.sample
        let source = sample.shipment.label.source
        sample.shipment.label = Label(labelSystem: "shipstation-v1", source: source)
        sample.shipment.items = nil
        sample.order.shipTo = PostalAddress()
        let notice = try #require(try ShipNotice.read(sample))
        for element in [
            "NotesToCustomer", "LabelCreateDate", "ShipDate", "Carrier", "Service", "TrackingNumber", "ShippingCost",
            "Recipient/Name", "Recipient/Country",
        ] {
            #expect(notice.values[element] == "", "\(element)")
        }
        let body = try #require(ShipNotice.requests(sample).first?.body)
        #expect(String(decoding: body, as: UTF8.self).contains("  <Items></Items>\n"))
    }

    @Test func aDateAloneIsGivenNoMidnight() throws {
        var sample = ShipNotice.sample
        sample.shipment.label.createDate = Timestamp(seconds: 86400 * 20_000, isDateOnly: true)
        #expect(try ShipNotice.read(sample)?.values["LabelCreateDate"] == "")
    }

    @Test func theCustomersAddressStandsInForAMissingCode() throws {
        var sample = ShipNotice.sample
        sample.order.customerUsername = nil
        #expect(try ShipNotice.read(sample)?.values["CustomerCode"] == "ada@example.com")
    }

    @Test func aThirdLineOfTheStreetIsNotLost() throws {
        var sample = ShipNotice.sample
        sample.order.shipTo.street3 = "Door 4"
        #expect(try ShipNotice.read(sample)?.values["Recipient/Address2"] == "Floor 2, Door 4")
        sample.order.shipTo.street2 = nil
        #expect(try ShipNotice.read(sample)?.values["Recipient/Address2"] == "Door 4")
    }

    @Test func theBarcodeIsThatOfTheOrdersLine() throws {
        var sample = ShipNotice.sample
        sample.shipment.items?[0].lineItemKey = nil
        #expect(try ShipNotice.read(sample)?.items.first?["UPC"] == "012345678905")
        sample.shipment.items?[0].sku = "another"
        #expect(try ShipNotice.read(sample)?.items.first?["UPC"] == "")
    }
}
