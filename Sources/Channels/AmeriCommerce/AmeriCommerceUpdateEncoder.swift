package import Orders
import WireFormats

/// Tells AmeriCommerce of shipments: one `order_shipments` for each box, and when the order is complete its new status,
/// which alone makes the shop write to the buyer [D: rest-api, order_shipments.md, orders.md].
///
/// A shipment of a name that the order has already replaces that one [D]: named after its parcel, a call that is made twice
/// makes one shipment.
package struct AmeriCommerceUpdateEncoder: SingleUpdateEncoder {
    package init() {}

    package var requiresItems: Bool { false }
    package var channelDataNames: [String] { ["model", "shippedStatusId"] }

    /// What `Shipped` is in a shop that has left its statuses alone [C].
    private static let shippedStatus = "3"

    package func encode(_ shipment: Shipment, of order: ShippedOrder, store: StoreSettings) -> EncodedUpdate {
        let isIntegration = order.channelData["model"] == "integration"
        guard isIntegration || isNumericID(order.orderKey) else {
            return .manual(
                RecordIssue(
                    .idNotNumeric, field: "order_id", value: order.orderKey,
                    at: SourcePosition(line: shipment.label.source.line, column: 1),
                    "AmeriCommerce's order ids are whole numbers; tell the shop by hand"))
        }
        var requests = [
            UpdateRequest(
                kind: "order_shipments", method: "POST",
                path: isIntegration ? "/api/v1/order_shipments/integration" : "/api/v1/order_shipments", query: [],
                contentType: "application/json",
                body: body(of: shipment, order, store, isIntegration: isIntegration), fileExtension: "json")
        ]
        var warnings: [RecordIssue] = []
        if shipment.completesOrder, !isIntegration {
            let own = store.shippedStatus.number(storefront: order.storeId)
            let number = own.map { String($0) } ?? order.channelData["shippedStatusId"] ?? Self.shippedStatus
            if own == nil, !store.shippedStatus.byStorefront.isEmpty {
                warnings.append(storefrontUnknown(order, shipment.label, number))
            }
            var status = AmeriCommerceObject()
            status.number("order_status_id", number)
            requests.append(
                UpdateRequest(
                    kind: "status", method: "PUT", path: "/api/v1/orders/\(order.orderKey)/status", query: [],
                    contentType: "application/json", body: status.bytes, fileExtension: "json"))
        }
        return .requests(requests, warnings: warnings)
    }

    private func storefrontUnknown(_ order: ShippedOrder, _ label: Label, _ number: String) -> RecordIssue {
        RecordIssue(
            .storefrontUnknown, field: "store_id", value: order.storeId ?? "",
            at: SourcePosition(line: label.source.line, column: 1),
            "shipped-status has no number for this storefront, so the order gets the status \(number); add one")
    }

    private func body(
        of shipment: Shipment, _ order: ShippedOrder, _ store: StoreSettings, isIntegration: Bool
    ) -> [UInt8] {
        let label = shipment.label
        var body = AmeriCommerceObject()
        if isIntegration {
            body.text("order_number", order.orderNumber)
        } else {
            body.number("order_id", order.orderKey)
        }
        body.text("shipped_at", shippedAt(label, store))
        body.text("tracking_numbers", label.trackingNumber)
        body.text("tracking_url", label.trackingUrl)
        body.text("shipping_method", label.service)
        body.number("number_of_packages", "1")
        if !isIntegration { costs(of: label, &body) }
        // Waybill mails nobody; whether the shop does, the status decides.
        body.literal("email_sent", "false")
        body.text("shipping_comment", label.notesToCustomer)
        if !isIntegration {
            body.text("shipping_method_type", "provider")
            body.text("shipping_provider_name", carrier(of: label))
        }
        body.text("shipment_name", label.trackingNumber ?? "\(label.labelSystem) \(label.shipmentId ?? "")")
        if isIntegration {
            if shipment.completesOrder { body.text("order_status", "Shipped") }
        } else {
            items(shipment.items, of: order, &body)
        }
        return body.bytes
    }

    /// The day in the shop's time zone, as in the vendor's sample; else the moment at which the label was made.
    private func shippedAt(_ label: Label, _ store: StoreSettings) -> String? {
        guard let day = label.shipDate else { return label.createDate.map { isoText($0, offset: 0) } }
        let midnight = store.timeZone.utc(fromLocal: day.civil.startOfDay)
        return isoText(Timestamp(seconds: midnight), offset: store.timeZone.offset(atUTC: midnight))
    }

    /// The base cost is a text in the vendor's pages, the others are numbers [D].
    private func costs(of label: Label, _ body: inout AmeriCommerceObject) {
        guard let cost = label.shipmentCost else { return }
        body.text("provider_base_shipping_cost", cost.text(minimumFractionDigits: 2))
        let insurance = label.insuranceCost ?? .zero
        body.number("provider_insurance_cost", insurance.text(minimumFractionDigits: 2))
        if let total = cost.adding(insurance) {
            body.number("provider_total_shipping_cost", total.text(minimumFractionDigits: 2))
        }
    }

    private func carrier(of label: Label) -> String? {
        label.carrier == .other ? label.carrierCode ?? Carrier.other.rawValue : label.carrier?.rawValue
    }

    /// What is in the box by the ids of the order's lines, not of products [D]; a list with gaps would say something else.
    private func items(_ items: [BoxItem]?, of order: ShippedOrder, _ body: inout AmeriCommerceObject) {
        guard let items, !items.isEmpty else { return }
        var list: [AmeriCommerceObject] = []
        for item in items {
            let line = item.lineItemKey ?? order.items.first { $0.sku != nil && $0.sku == item.sku }?.lineItemKey
            guard let line, isNumericID(line) else { return }
            var entry = AmeriCommerceObject()
            entry.number("id", line)
            entry.number("quantity_shipped", item.quantity.text())
            list.append(entry)
        }
        body.list("items", list)
    }
}

/// A JSON object, member by member; what is not known is left out.
struct AmeriCommerceObject {
    private var members: [String] = []

    var bytes: [UInt8] { Array(text.utf8) + [0x0A] }

    private var text: String { "{" + members.joined(separator: ",") + "}" }

    mutating func literal(_ name: String, _ value: String) { members.append("\"\(name)\":\(value)") }

    mutating func text(_ name: String, _ value: String?) {
        guard let value else { return }
        literal(name, quoted(value))
    }

    /// A number, or the text where it is none: ids are numbers here, but nothing may break the body.
    mutating func number(_ name: String, _ value: String) {
        let isNumber = value.wholeMatch(of: /(0|[1-9][0-9]{0,17})(\.[0-9]{1,4})?/) != nil
        literal(name, isNumber ? value : quoted(value))
    }

    mutating func list(_ name: String, _ objects: [AmeriCommerceObject]) {
        literal(name, "[" + objects.map(\.text).joined(separator: ",") + "]")
    }

    private func quoted(_ value: String) -> String {
        var output = ByteOutput()
        output.append(jsonString: value)
        return String(decoding: output.array, as: UTF8.self)
    }
}

extension CivilTime {
    /// The beginning of the day, in seconds on the same clock.
    fileprivate var startOfDay: Int64 { CivilTime(year: year, month: month, day: day).secondsSinceEpoch }
}

/// The moment as `2026-11-20T00:00:00-06:00`.
private func isoText(_ moment: Timestamp, offset: Int) -> String {
    let civil = CivilTime(secondsSinceEpoch: moment.seconds + Int64(offset))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = abs(offset) / 60
    return "\(civil.year)-\(two(civil.month))-\(two(civil.day))T\(two(civil.hour)):\(two(civil.minute)):"
        + "\(two(civil.second))\(offset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
}
