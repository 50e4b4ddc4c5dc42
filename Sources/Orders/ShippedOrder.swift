/// A postal address as strings, for the few orders that a label has found.
package struct PostalAddress: Hashable, Sendable {
    package var name: String?
    package var company: String?
    package var street1: String?
    package var street2: String?
    package var street3: String?
    package var city: String?
    package var state: String?
    package var postalCode: String?
    package var country: String?
    package var phone: String?

    package init() {}
}

/// A line of an order that a label has found.
package struct OrderedItem: Hashable, Sendable {
    package var lineItemKey: String?
    package var sku: String?
    package var name: String?
    package var upc: String?
    package var quantity: Quantity
    /// How many pieces were ordered and have been cancelled since; they are not in `quantity`.
    package var cancelledQuantity = Quantity.zero
    /// Whether the line goes into a parcel.
    package var ships: Bool

    package init(quantity: Quantity, ships: Bool) {
        self.quantity = quantity
        self.ships = ships
    }
}

/// An order as the announcement of its shipments needs it: read back from the normalized files, for the few orders that
/// a label has found among the many that stream past.
package struct ShippedOrder: Hashable, Sendable {
    package var channel: String
    package var store: String
    package var orderKey: String
    package var orderNumber: String
    package var orderStatus: OrderStatus
    package var modifyDate: Timestamp?
    package var currency: Currency?
    package var customerUsername: String?
    package var customerEmail: String?
    package var customerNotes: String?
    package var internalNotes: String?
    package var customField1: String?
    package var customField2: String?
    package var customField3: String?
    package var storeId: String?
    package var shipTo = PostalAddress()
    package var items: [OrderedItem] = []
    package var channelData: [String: String] = [:]

    package init(channel: String, store: String, orderKey: String, orderNumber: String, orderStatus: OrderStatus) {
        self.channel = channel
        self.store = store
        self.orderKey = orderKey
        self.orderNumber = orderNumber
        self.orderStatus = orderStatus
    }
}
