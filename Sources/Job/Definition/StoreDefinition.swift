package import Channels
package import Orders
package import WireFormats

/// One store of a job: a shop, and how its exports are read and its shipments announced.
package struct StoreDefinition: Sendable {
    /// The key in `stores`, also the name of the store's folders: letters, digits, `.`, `_` and `-`.
    package var id: String
    /// `channel`: the id of the channel.
    package var channel: String
    /// `files`: patterns of the names that are read; default all.
    package var files = ["*"]
    /// `currency`: the currency of amounts where the format names none; unknown unless given.
    package var currency = Currency.unknown
    /// `time-zone`: the zone of times that name none; default UTC.
    package var timeZone = NamedTimeZone(name: "UTC", rules: .utc)
    /// `statuses`: the store's own table; `nil` takes the channel's.
    package var statuses: StatusTable?
    /// `unknown-status`: what becomes of an order whose status is in no table; default a reject.
    package var unknownStatus = UnknownStatusPolicy.reject
    /// `select`: for each name, the values that are taken; a name that is not here takes all.
    package var select: [String: Set<String>] = [:]
    /// `window`: how old an order may be; any age unless given.
    package var window = OrderWindow.none
    /// `notify-customer`: whether the shop still has to mail the buyer, when the label does not say; default yes.
    package var notifyCustomer = true
    /// `shipped-status`: the number of the status that shipped orders get, for all storefronts or for each.
    package var shippedStatus = ShippedStatus()
    /// `columns`: for a column as the documentation names it, what the store's tables call it.
    package var columns: [String: String] = [:]
    /// `encoding`: of tables and JSON; `nil` is UTF-8, or UTF-16 with a byte-order mark.
    package var encoding: TextEncoding?
    /// `label-names`: what label systems call the store, names or ids; its own id counts besides.
    package var labelNames: [String] = []
    /// `announce` and `since`: of the store, else of the job.
    package var announcements = Announcements()

    /// What the store's channel needs to know.
    /// - Parameter now: The moment that counts as now, in seconds since the epoch.
    package func settings(at now: Int64) -> StoreSettings {
        var settings = StoreSettings(id: id)
        settings.statuses = statuses
        settings.unknownStatus = unknownStatus
        settings.currency = currency
        settings.timeZone = timeZone.rules
        settings.select = select
        settings.notifyCustomer = notifyCustomer
        settings.columns = columns
        settings.shippedStatus = shippedStatus
        settings.encoding = encoding
        if case .days(let days) = window { settings.oldest = OldestOrder(days: days, before: now, in: timeZone.rules) }
        return settings
    }

    init(id: String, channel: String, announcements: Announcements) {
        self.id = id
        self.channel = channel
        self.announcements = announcements
    }

    /// Takes what the channel says of every store that says nothing itself.
    mutating func takeDefaults(of channel: any Channel, zone: (String) -> TimeZoneRules?) {
        if let name = channel.timeZone, let rules = zone(name) { timeZone = NamedTimeZone(name: name, rules: rules) }
        if let days = channel.window { window = .days(days) }
    }
}

/// How old an order may be on the day of the run.
package enum OrderWindow: Hashable, Sendable {
    /// Orders from more days before are excluded.
    case days(Int)
    /// Orders of any age are taken.
    case none
}
