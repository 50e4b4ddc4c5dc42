import Channels
import Orders
import Testing
import WireFormats

/// One box of one order, the notice that it makes, and ways to change and to read it.
enum ShipNotice {
    struct Sample {
        var shipment: Shipment
        var order: ShippedOrder
        var store = StoreSettings(id: "shop")
    }

    static var sample: Sample {
        var order = ShippedOrder(
            channel: "custom-store", store: "shop", orderKey: "123456", orderNumber: "100038",
            orderStatus: .awaitingShipment)
        order.customerUsername = "ada"
        order.customerEmail = "ada@example.com"
        order.customerNotes = "Ring twice"
        order.customField1 = "gift"
        order.shipTo.name = "Ada Example"
        order.shipTo.company = "Example & Daughters"
        order.shipTo.street1 = "1 Mill Lane"
        order.shipTo.street2 = "Floor 2"
        order.shipTo.city = "Springfield"
        order.shipTo.state = "OR"
        order.shipTo.postalCode = "97477"
        order.shipTo.country = "US"
        var line = OrderedItem(quantity: Quantity(3), ships: true)
        line.lineItemKey = "25590"
        line.sku = "TEA-1"
        line.name = "Green tea"
        line.upc = "012345678905"
        order.items = [line]

        var label = Label(labelSystem: "shipstation-v1", source: Source(file: "labels.json", record: 2, line: 17))
        label.orderNumber = "100038-1"
        // 2026-11-20T14:03:59Z
        label.createDate = Timestamp(
            seconds: CivilTime(year: 2026, month: 11, day: 20, hour: 14, minute: 3, second: 59).secondsSinceEpoch)
        label.shipDate = Timestamp(
            seconds: CivilTime(year: 2026, month: 11, day: 21).secondsSinceEpoch, isDateOnly: true)
        label.carrier = .usps
        label.service = "Priority Mail"
        label.trackingNumber = "9400111899561704681189"
        label.shipmentCost = Money(ticks: 49_500)
        label.notesToCustomer = "Thank you!"
        let items = [BoxItem(lineItemKey: "25590", sku: "TEA-1", name: "Green tea", quantity: Quantity(2))]
        return Sample(
            shipment: Shipment(
                label: label, store: "shop", orderKey: "123456", orderNumber: "100038", items: items,
                completesOrder: false),
            order: order)
    }

    static let expected = """
        <?xml version="1.0" encoding="utf-8"?>
        <ShipNotice>
          <OrderNumber><![CDATA[100038]]></OrderNumber>
          <OrderID><![CDATA[123456]]></OrderID>
          <CustomerCode><![CDATA[ada]]></CustomerCode>
          <CustomerNotes><![CDATA[Ring twice]]></CustomerNotes>
          <InternalNotes></InternalNotes>
          <NotesToCustomer><![CDATA[Thank you!]]></NotesToCustomer>
          <NotifyCustomer>true</NotifyCustomer>
          <LabelCreateDate>11/20/2026 14:03</LabelCreateDate>
          <ShipDate>11/21/2026</ShipDate>
          <Carrier>USPS</Carrier>
          <Service><![CDATA[Priority Mail]]></Service>
          <TrackingNumber><![CDATA[9400111899561704681189]]></TrackingNumber>
          <ShippingCost>4.95</ShippingCost>
          <CustomField1><![CDATA[gift]]></CustomField1>
          <CustomField2></CustomField2>
          <CustomField3></CustomField3>
          <Recipient>
            <Name><![CDATA[Ada Example]]></Name>
            <Company><![CDATA[Example & Daughters]]></Company>
            <Address1><![CDATA[1 Mill Lane]]></Address1>
            <Address2><![CDATA[Floor 2]]></Address2>
            <City><![CDATA[Springfield]]></City>
            <State><![CDATA[OR]]></State>
            <PostalCode><![CDATA[97477]]></PostalCode>
            <Country><![CDATA[US]]></Country>
          </Recipient>
          <Items>
            <Item>
              <SKU><![CDATA[TEA-1]]></SKU>
              <Name><![CDATA[Green tea]]></Name>
              <Quantity>2</Quantity>
              <LineItemID><![CDATA[25590]]></LineItemID>
              <UPC><![CDATA[012345678905]]></UPC>
            </Item>
          </Items>
        </ShipNotice>

        """

    // MARK: - Limits

    /// An element with a limit, and how to fill it.
    struct TextCase: CustomTestStringConvertible, Sendable {
        var path: String
        var limit: Int
        var set: @Sendable (inout Sample, String) -> Void

        var testDescription: String { path }
    }

    /// The limits of the guide's table.
    static let texts: [TextCase] = [
        TextCase(path: "CustomerCode", limit: 50) { $0.order.customerUsername = $1 },
        TextCase(path: "CustomerNotes", limit: 1000) { $0.order.customerNotes = $1 },
        TextCase(path: "InternalNotes", limit: 1000) { $0.order.internalNotes = $1 },
        TextCase(path: "NotesToCustomer", limit: 1000) { $0.shipment.label.notesToCustomer = $1 },
        TextCase(path: "Service", limit: 50) { $0.shipment.label.service = $1 },
        TextCase(path: "CustomField1", limit: 100) { $0.order.customField1 = $1 },
        TextCase(path: "CustomField2", limit: 100) { $0.order.customField2 = $1 },
        TextCase(path: "CustomField3", limit: 100) { $0.order.customField3 = $1 },
        TextCase(path: "Recipient/Name", limit: 100) { $0.order.shipTo.name = $1 },
        TextCase(path: "Recipient/Company", limit: 100) { $0.order.shipTo.company = $1 },
        TextCase(path: "Recipient/Address1", limit: 200) { $0.order.shipTo.street1 = $1 },
        TextCase(path: "Recipient/Address2", limit: 200) { $0.order.shipTo.street2 = $1 },
        TextCase(path: "Recipient/City", limit: 100) { $0.order.shipTo.city = $1 },
        TextCase(path: "Recipient/State", limit: 100) { $0.order.shipTo.state = $1 },
        TextCase(path: "Recipient/PostalCode", limit: 50) { $0.order.shipTo.postalCode = $1 },
        TextCase(path: "Recipient/Country", limit: 2) { $0.order.shipTo.country = $1 },
        TextCase(path: "Items/Item/Name", limit: 200) { $0.shipment.items?[0].name = $1 },
    ]

    /// Those that stand for something.
    static let ids: [TextCase] = [
        TextCase(path: "OrderNumber", limit: 50) { $0.order.orderNumber = $1 },
        TextCase(path: "OrderID", limit: 50) { $0.order.orderKey = $1 },
        TextCase(path: "TrackingNumber", limit: 50) { $0.shipment.label.trackingNumber = $1 },
        TextCase(path: "Items/Item/SKU", limit: 100) { $0.shipment.items?[0].sku = $1 },
        TextCase(path: "Items/Item/LineItemID", limit: 50) { $0.shipment.items?[0].lineItemKey = $1 },
    ]

    static func decimal(_ text: String) -> Decimal4 {
        let bytes = Array(text.utf8)
        return (try? Decimal4(text: bytes.span)) ?? .zero
    }

    // MARK: - Encoding and reading back

    static func encode(_ sample: Sample) -> EncodedUpdate {
        ShipNoticeEncoder().encode(sample.shipment, of: sample.order, store: sample.store)
    }

    static func requests(_ sample: Sample) -> [UpdateRequest] {
        guard case .requests(let requests, _) = encode(sample) else { return [] }
        return requests
    }

    /// A notice as a receiver reads it.
    struct Notice {
        var values: [String: String] = [:]
        var items: [[String: String]] = []
        var warnings: [RecordIssue] = []

        func value(_ path: String) -> String? {
            let item = "Items/Item/"
            return path.hasPrefix(item) ? items.first?[String(path.dropFirst(item.count))] : values[path]
        }
    }

    /// Encodes the sample and reads the notice with the reader that reads shops' XML.
    static func read(_ sample: Sample) throws -> Notice? {
        guard case .requests(let requests, let warnings) = encode(sample), let request = requests.first else {
            return nil
        }
        let shape = RecordShape(
            record: .init(
                id: 0, at: "ShipNotice", fields: elements.map { [$0] },
                groups: [.init(id: 1, at: "Items/Item", fields: itemElements.map { [$0] })]))
        var reader = XMLRecordReader(input: ByteInput(bytes: request.body), shape: shape, limits: ReadLimits())
        guard try reader.next() else { return nil }
        let record = reader.record
        var notice = Notice(warnings: warnings)
        for (slot, name) in elements.enumerated() where record.field(slot).isPresent {
            notice.values[name] = record.string(record.field(slot))
        }
        for instance in 1..<max(1, record.instanceCount) {
            var item: [String: String] = [:]
            for (slot, name) in itemElements.enumerated() {
                item[name] = record.string(record.field(slot, of: instance))
            }
            notice.items.append(item)
        }
        return notice
    }

    private static let elements = [
        "OrderNumber", "OrderID", "CustomerCode", "CustomerNotes", "InternalNotes", "NotesToCustomer",
        "NotifyCustomer", "LabelCreateDate", "ShipDate", "Carrier", "Service", "TrackingNumber", "ShippingCost",
        "CustomField1", "CustomField2", "CustomField3", "Recipient/Name", "Recipient/Company", "Recipient/Address1",
        "Recipient/Address2", "Recipient/City", "Recipient/State", "Recipient/PostalCode", "Recipient/Country",
    ]
    private static let itemElements = ["SKU", "Name", "Quantity", "LineItemID", "UPC"]
}
