/// A person's or company's postal address, as ShipStation's V1 orders have it.
package struct Address: Hashable, Sendable {
    package var name = Text.absent
    package var company = Text.absent
    package var street1 = Text.absent
    package var street2 = Text.absent
    package var street3 = Text.absent
    package var city = Text.absent
    package var state = Text.absent
    package var postalCode = Text.absent
    /// ISO 3166-1 alpha-2.
    package var country = Text.absent
    package var phone = Text.absent

    package init() {}

    /// Whether nothing at all is known.
    package var isAbsent: Bool { self == Address() }
}

/// A choice that the buyer made for a line item: colour, size, design, engraving.
package struct ItemOption: Hashable, Sendable {
    package var name: Text
    package var value: Text

    package init(name: Text, value: Text) {
        self.name = name
        self.value = value
    }
}

/// A line of an order: goods, a service, or an adjustment of the total.
package struct LineItem: Hashable, Sendable {
    package var lineItemKey = Text.absent
    package var sku = Text.absent
    package var name = Text.absent
    package var quantity: Quantity?
    /// How many pieces were ordered and have been cancelled since; they are not in `quantity`.
    package var cancelledQuantity: Quantity?
    package var unitPrice: Money?
    package var taxAmount: Money?
    package var shippingAmount: Money?
    package var discountAmount: Money?
    /// The weight of one unit.
    package var weight: Weight?
    package var imageUrl = Text.absent
    /// The line's part of the order's `options`.
    package var options = 0..<0
    package var warehouseLocation = Text.absent
    package var productId = Text.absent
    package var upc = Text.absent
    /// Whether the line changes the total and is not a thing: a discount, a coupon, a fee.
    package var adjustment = false
    /// Whether the line goes into a parcel.
    package var ships = true

    package init() {}
}

/// A reduction of the order's total.
package struct Discount: Hashable, Sendable {
    package var code = Text.absent
    package var description = Text.absent
    /// Positive.
    package var amount: Money

    package init(amount: Money) { self.amount = amount }
}

/// Something that the channel wants back verbatim, or a named extra of it.
package struct ChannelDatum: Hashable, Sendable {
    package var name: String
    package var value: Text

    package init(name: String, value: Text) {
        self.name = name
        self.value = value
    }
}

/// One order in the normal form, whichever channel it came from.
///
/// The names are those of ShipStation's V1 order JSON. What is absent is unknown; it is never a default.
/// Texts lie in the record that the order was decoded from and end with it.
package struct Order: Sendable {
    /// The channel's own id: with the store, the key of the order.
    package var orderKey = Text.absent
    /// The number shown to people.
    package var orderNumber = Text.absent
    package var orderStatus = OrderStatus.awaitingShipment
    /// The channel's word, verbatim.
    package var channelStatus = Text.absent
    package var orderDate: Timestamp?
    package var modifyDate: Timestamp?
    package var paymentDate: Timestamp?
    package var shipByDate: Timestamp?
    package var currency = Currency.unknown
    package var orderTotal: Money?
    package var amountPaid: Money?
    package var taxAmount: Money?
    package var shippingAmount: Money?
    package var discountAmount: Money?
    package var customerUsername = Text.absent
    package var customerEmail = Text.absent
    package var customerId = Text.absent
    package var billTo = Address()
    package var shipTo = Address()
    package var requestedShippingService = Text.absent
    package var paymentMethod = Text.absent
    package var discounts: [Discount] = []
    package var gift: Bool?
    package var giftMessage = Text.absent
    package var customerNotes = Text.absent
    package var internalNotes = Text.absent
    /// The weight of all that ships.
    package var weight: Weight?
    package var items: [LineItem] = []
    /// The options of all lines; each line names its part.
    package var options: [ItemOption] = []
    package var customField1 = Text.absent
    package var customField2 = Text.absent
    package var customField3 = Text.absent
    /// The marketplace that the order was placed on.
    package var source = Text.absent
    package var storeId = Text.absent
    package var channelData: [ChannelDatum] = []

    package init() {}

    /// Makes it an order of which nothing is known, keeping the room of its lists.
    package mutating func clear() {
        var lists = (discounts, items, options, channelData)
        self = Order()
        lists.0.removeAll(keepingCapacity: true)
        lists.1.removeAll(keepingCapacity: true)
        lists.2.removeAll(keepingCapacity: true)
        lists.3.removeAll(keepingCapacity: true)
        (discounts, items, options, channelData) = lists
    }
}
