/// The keys of one mapping of a job file, spelled as in the file.
protocol JobFileKey: RawRepresentable<String>, CaseIterable, Hashable {}

enum JobKey: String, JobFileKey {
    case version
    case inbox
    case outbox
    case archive
    case quarantine
    case ledger
    case work
    case orders
    case reports
    case settle
    case doneMarker = "done-marker"
    case maxRejects = "max-rejects"
    case limits
    case csv
    case pendingDays = "pending-days"
    case repeats
    case announce
    case since
    case labels
    case stores
}

enum LimitKey: String, JobFileKey {
    case depth
    case record
    case field
    case expansion
}

enum CSVKey: String, JobFileKey {
    case byteOrderMark = "bom"
    case carriageReturns = "crlf"
    case formulaSafe = "formula-safe"
}

enum LabelKey: String, JobFileKey {
    case format
    case files
    case timeZone = "time-zone"
    case currency
    case columns
    case encoding
    case excludeStores = "exclude-stores"
}

enum StoreKey: String, JobFileKey {
    case channel
    case files
    case currency
    case timeZone = "time-zone"
    case statuses
    case unknownStatus = "unknown-status"
    case select
    case window
    case notifyCustomer = "notify-customer"
    case shippedStatus = "shipped-status"
    case columns
    case encoding
    case labelNames = "label-names"
    case announce
    case since
}

enum StatusKey: String, JobFileKey {
    case awaitingPayment = "awaiting_payment"
    case awaitingShipment = "awaiting_shipment"
    case pendingFulfillment = "pending_fulfillment"
    case shipped
    case onHold = "on_hold"
    case cancelled
    /// The American spelling of `cancelled`.
    case canceled
    case exclude
}

enum WindowKey: String, JobFileKey {
    case days
}

/// The keys that a job file may have, for the test that compares them with the reference for users.
package enum JobFileKeys {
    /// For each mapping, by the heading of its table in `docs/job-file.md`, its keys in that order.
    package static let tables: [(heading: String, keys: [String])] = [
        ("The job", keys(JobKey.self)),
        ("limits", keys(LimitKey.self)),
        ("csv", keys(CSVKey.self)),
        ("labels", keys(LabelKey.self)),
        ("A store", keys(StoreKey.self)),
        ("statuses", keys(StatusKey.self)),
        ("window", keys(WindowKey.self)),
    ]

    private static func keys<Key: JobFileKey>(_: Key.Type) -> [String] { Key.allCases.map(\.rawValue) }
}
