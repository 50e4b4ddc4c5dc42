package import Orders
package import WireFormats

/// What becomes of an order whose status word is in no table.
package enum UnknownStatusPolicy: Hashable, Sendable {
    case reject
    case exclude
    case status(OrderStatus)
}

/// The numbers of the status that shipped orders get, of a shop with one storefront or several.
package struct ShippedStatus: Hashable, Sendable {
    /// For all storefronts that have none of their own.
    package var number: Int?
    /// By the storefront's id.
    package var byStorefront: [String: Int] = [:]

    package init() {}

    /// The number for an order of a storefront; `nil` when the job says nothing.
    package func number(storefront: String?) -> Int? {
        storefront.flatMap { byStorefront[$0] } ?? number
    }
}

/// One store of the job, as a channel needs to know it.
package struct StoreSettings: Sendable {
    /// The store's id in the job and in folders.
    package var id: String
    /// The store's own status table; `nil` takes the channel's.
    package var statuses: StatusTable?
    package var unknownStatus = UnknownStatusPolicy.reject
    /// The currency of amounts when the format names none.
    package var currency = Currency.unknown
    /// The zone of times that name none.
    package var timeZone = TimeZoneRules.utc
    /// The date before which orders are left out, if any are.
    package var oldest: OldestOrder?
    /// For each name, such as `marketplace`, the values to take; a name that is not here takes all.
    package var select: [String: Set<String>] = [:]
    /// The encoding of tables and JSON; `nil` is UTF-8.
    package var encoding: TextEncoding?
    /// For a column as the documentation names it, what the store's tables call it.
    package var columns: [String: String] = [:]
    /// What the shop calls the status of a shipped order, for channels that are told of it by its number.
    package var shippedStatus = ShippedStatus()
    /// Whether the shop itself still has to mail the buyer about a shipment, when the label does not say.
    package var notifyCustomer = true

    package init(id: String) { self.id = id }
}
