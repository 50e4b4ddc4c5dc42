import Orders
import WireFormats

/// A box in a feed: one tracking number with what is in it.
struct ShipmentFeedDetail {
    /// Which of the input's shipments it is.
    var index: Int
    /// Empty for a parcel without one.
    var trackingNumber: String
    /// `yyyy-MM-dd`.
    var shipDay: String
    var carrier: SearsCarrier
    var items: [BoxItem]
    /// What tells it from the order's other boxes.
    var box: String
}

/// Composes a feed, element by element in the order of the schema.
struct ShipmentFeedWriter: ~Copyable {
    private var output = ByteOutput()

    init() {
        output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        output.append("<shipment-feed xmlns=\"http://seller.marketplace.sears.com/oms/v7\">\n")
    }

    /// Adds what is shipped of one purchase order.
    mutating func add(_ header: [(name: String, value: String)], _ details: [ShipmentFeedDetail]) {
        output.append("  <shipment>\n    <header>\n")
        for (name, value) in header { element(name, value, depth: 3) }
        output.append("    </header>\n")
        for detail in details { add(detail) }
        output.append("  </shipment>\n")
    }

    private mutating func add(_ detail: ShipmentFeedDetail) {
        output.append("    <detail>\n")
        // An empty one would be a number; the schema lets it be left out.
        if !detail.trackingNumber.isEmpty { element("tracking-number", detail.trackingNumber, depth: 3) }
        element("ship-date", detail.shipDay, depth: 3)
        element("shipping-carrier", detail.carrier.code, depth: 3)
        element("shipping-method", detail.carrier.method, depth: 3)
        for item in detail.items {
            output.append("      <package-detail>\n")
            element("line-number", item.lineItemKey ?? "", depth: 4)
            element("item-id", item.sku ?? "", depth: 4)
            element("quantity", item.quantity.text(), depth: 4)
            output.append("      </package-detail>\n")
        }
        output.append("    </detail>\n")
    }

    private mutating func element(_ name: String, _ value: String, depth: Int) {
        for _ in 0..<depth { output.append("  ") }
        output.append(text: "<\(name)>")
        output.append(xmlText: value)
        output.append(text: "</\(name)>\n")
    }

    /// Ends the feed.
    consuming func finish() -> [UInt8] {
        output.append("</shipment-feed>\n")
        return output.array
    }
}
