package import Orders
import WireFormats

/// Writes ShipNotice XML, one notice for each box: what ShipStation posts to a Custom Store
/// [D: ShipStation Custom Store Development Guide; shipstation-formats §2].
///
/// Elements stand as in the guide's sample, all of them, empty where nothing is known. `Items` is there and empty, too,
/// when the box's contents are not known: receivers that ship the rest for want of a list do so with or without the
/// element, and the others are not told of items that nobody has counted [I].
package struct ShipNoticeEncoder: SingleUpdateEncoder {
    package init() {}

    package var requiresItems: Bool { false }

    package func encode(_ shipment: Shipment, of order: ShippedOrder, store: StoreSettings) -> EncodedUpdate {
        let label = shipment.label
        let service = label.service.map { $0.cut(to: ShipNoticeLimit.service) } ?? ""
        var notice = ShipNoticeWriter(position: SourcePosition(line: label.source.line, column: 1))
        notice.open("ShipNotice")
        identity(&notice, order)
        notes(&notice, label, order, store)
        parcel(&notice, label)
        for (index, text) in [order.customField1, order.customField2, order.customField3].enumerated() {
            notice.text("CustomField\(index + 1)", text, limit: ShipNoticeLimit.customField)
        }
        recipient(&notice, order.shipTo)
        items(&notice, shipment.items, of: order)
        notice.close("ShipNotice")
        if let obstacle = notice.obstacle { return .manual(obstacle) }
        let request = UpdateRequest(
            kind: "shipnotice", method: "POST", path: "",
            query: [
                ("action", "shipnotify"), ("order_number", order.orderNumber),
                ("carrier", label.carrier?.rawValue ?? ""), ("service", service),
                ("tracking_number", label.trackingNumber ?? ""),
            ],
            contentType: "application/xml", body: notice.body, fileExtension: "xml")
        return .requests([request], warnings: notice.warnings)
    }

    // MARK: - Parts

    private func identity(_ notice: inout ShipNoticeWriter, _ order: ShippedOrder) {
        notice.id("OrderNumber", order.orderNumber, limit: ShipNoticeLimit.id)
        notice.id("OrderID", order.orderKey, limit: ShipNoticeLimit.id)
        notice.text("CustomerCode", order.customerUsername ?? order.customerEmail, limit: ShipNoticeLimit.customerCode)
    }

    private func notes(
        _ notice: inout ShipNoticeWriter, _ label: Label, _ order: ShippedOrder, _ store: StoreSettings
    ) {
        notice.text("CustomerNotes", order.customerNotes, limit: ShipNoticeLimit.notes)
        notice.text("InternalNotes", order.internalNotes, limit: ShipNoticeLimit.notes)
        notice.text("NotesToCustomer", label.notesToCustomer, limit: ShipNoticeLimit.notes)
        notice.plain("NotifyCustomer", label.notifyCustomer ?? store.notifyCustomer ? "true" : "false")
    }

    private func parcel(_ notice: inout ShipNoticeWriter, _ label: Label) {
        // The element has a time: a date alone is not given a midnight.
        let created = label.createDate.flatMap { $0.isDateOnly ? nil : $0 }
        notice.plain("LabelCreateDate", created.map { $0.guideDate + " " + $0.guideTime } ?? "")
        notice.plain("ShipDate", label.shipDate.map(\.guideDate) ?? "")
        notice.plain("Carrier", label.carrier?.rawValue ?? "")
        notice.text("Service", label.service, limit: ShipNoticeLimit.service)
        notice.id("TrackingNumber", label.trackingNumber ?? "", limit: ShipNoticeLimit.trackingNumber)
        notice.cost("ShippingCost", label.shipmentCost)
    }

    private func recipient(_ notice: inout ShipNoticeWriter, _ address: PostalAddress) {
        notice.open("Recipient")
        notice.text("Name", address.name, limit: ShipNoticeLimit.name)
        notice.text("Company", address.company, limit: ShipNoticeLimit.name)
        notice.text("Address1", address.street1, limit: ShipNoticeLimit.street)
        // The format has two lines; a third is not dropped.
        let rest = [address.street2, address.street3].compactMap(\.self).joined(separator: ", ")
        notice.text("Address2", rest, limit: ShipNoticeLimit.street)
        notice.text("City", address.city, limit: ShipNoticeLimit.city)
        notice.text("State", address.state, limit: ShipNoticeLimit.state)
        notice.text("PostalCode", address.postalCode, limit: ShipNoticeLimit.postalCode)
        notice.text("Country", address.country, limit: ShipNoticeLimit.country)
        notice.close("Recipient")
    }

    private func items(_ notice: inout ShipNoticeWriter, _ items: [BoxItem]?, of order: ShippedOrder) {
        guard let items, !items.isEmpty else { return notice.plain("Items", "") }
        notice.open("Items")
        for item in items {
            notice.open("Item")
            notice.id("SKU", item.sku ?? "", limit: ShipNoticeLimit.sku)
            notice.text("Name", item.name, limit: ShipNoticeLimit.itemName)
            notice.quantity("Quantity", item.quantity)
            notice.id("LineItemID", item.lineItemKey ?? "", limit: ShipNoticeLimit.lineItemID)
            notice.text("UPC", order.item(like: item)?.upc, limit: .max)
            notice.close("Item")
        }
        notice.close("Items")
    }
}

/// How many characters an element may have [D: the guide's table of ShipNotice].
enum ShipNoticeLimit {
    static let id = 50
    static let customerCode = 50
    static let notes = 1000
    static let service = 50
    static let trackingNumber = 50
    static let customField = 100
    static let name = 100
    static let street = 200
    static let city = 100
    static let state = 100
    static let postalCode = 50
    static let country = 2
    static let sku = 100
    static let itemName = 200
    static let lineItemID = 50
    /// 9,2: nine digits, two of them behind the point.
    static let cost = Money(10_000_000)
    static let quantities = Quantity(1)...Quantity(99_999)
}

extension ShippedOrder {
    /// The order's line that an item in a box is of.
    fileprivate func item(like item: BoxItem) -> OrderedItem? {
        if let key = item.lineItemKey, let line = items.first(where: { $0.lineItemKey == key }) { return line }
        return item.sku.flatMap { sku in items.first { $0.sku == sku } }
    }
}

extension Timestamp {
    /// `MM/dd/yyyy`, in UTC.
    fileprivate var guideDate: String {
        let civil = civil
        return [
            twoDigits(civil.month), twoDigits(civil.day), twoDigits(civil.year / 100) + twoDigits(civil.year % 100),
        ]
        .joined(separator: "/")
    }

    /// `HH:mm`, in UTC.
    fileprivate var guideTime: String { twoDigits(civil.hour) + ":" + twoDigits(civil.minute) }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
