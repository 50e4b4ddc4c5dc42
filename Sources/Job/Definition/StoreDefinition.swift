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
    /// `window`: how old an order may be; `nil` takes the channel's own rule.
    package var window: OrderWindow?
    /// `notify-customer`: whether the shop still has to mail the buyer, when the label does not say; default yes.
    package var notifyCustomer = true
    /// `announce` and `since`: of the store, else of the job.
    package var announcements = Announcements()
    /// `columns`: for each of our names the column of the store's CSV files.
    package var columns: [String: String] = [:]
    /// `encoding`: of CSV and JSON files; `nil` is UTF-8, or UTF-16 with a byte-order mark.
    package var encoding: TextEncoding?
    /// `shipped-status`: the id of the status that says shipped, for channels that number them.
    package var shippedStatus: ShippedStatus?

    /// What the store's channel needs to know.
    package var settings: StoreSettings {
        var settings = StoreSettings(id: id)
        settings.statuses = statuses
        settings.unknownStatus = unknownStatus
        settings.currency = currency
        settings.timeZone = timeZone.rules
        settings.select = select
        settings.notifyCustomer = notifyCustomer
        return settings
    }

    init(id: String, channel: String, announcements: Announcements) {
        self.id = id
        self.channel = channel
        self.announcements = announcements
    }
}

/// How old an order may be on the day of the run.
package enum OrderWindow: Hashable, Sendable {
    /// Orders from more days before are excluded.
    case days(Int)
    /// Orders of any age are taken.
    case none
}

/// The number of the status that says shipped.
package enum ShippedStatus: Hashable, Sendable {
    case everywhere(Int)
    /// By the channel's own id of the store.
    case byStore([String: Int])
}
