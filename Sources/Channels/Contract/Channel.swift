package import Orders
package import WireFormats

/// One sales channel: how its order exports are read and how it is told of shipments.
package protocol Channel: Sendable {
    /// The name in jobs, folders and samples, such as `geekseller`.
    var id: String { get }
    /// The name for people.
    var title: String { get }
    /// The formats of its order exports; which one a file has, its beginning says.
    var orderFormats: [OrderFormat] { get }
    /// Whether a file without a byte is an export without orders, as one shop system writes it; else it is refused.
    var emptyFileMeansNoOrders: Bool { get }
    /// The zone of times that name none, by its name in the tz database, unless the store has its own; `nil` is UTC.
    var timeZone: String? { get }
    /// How many days old an order may be, unless the store says otherwise; `nil` is any age.
    var window: Int? { get }
    /// What its status words mean, unless a store says otherwise.
    var defaultStatuses: StatusTable { get }
    /// Whether what the default words mean is our own guess, so that a store had better say it itself.
    var statusesAreInferred: Bool { get }
    /// How a store's own status words are compared.
    var statusMatching: StatusTable.Matching { get }
    /// The names that a store may `select:` by.
    var selectors: [String] { get }
    /// Whether its updates set a status by its number, so that a store may say `shipped-status:`.
    var setsStatusByNumber: Bool { get }
    /// Whether a line's quantity is what is still to be shipped, so that a later export says less than was ordered.
    var listsOpenQuantities: Bool { get }
    /// The members and elements of its exports that hold what is on a payment card: not even a reject repeats their values.
    var cardDataNames: [String] { get }
    /// What each feature of an update is worth here, for `waybill channels`; those of an import are the formats'.
    var updateFeatures: [Feature: Support] { get }

    /// A decoder for one file of a store.
    func orderDecoder(for store: StoreSettings, format: OrderFormat) -> any OrderDecoder
    /// What tells this channel of shipments.
    var updates: any UpdateEncoder { get }
}

extension Channel {
    package var statusesAreInferred: Bool { false }
    package var emptyFileMeansNoOrders: Bool { false }
    package var setsStatusByNumber: Bool { false }
    package var listsOpenQuantities: Bool { false }
    package var cardDataNames: [String] { [] }
    package var timeZone: String? { nil }
    package var window: Int? { nil }
}

/// Decodes the records of one file into orders.
package protocol OrderDecoder {
    /// Learns what the document is before its first record.
    /// - Parameter rootName: The local name of an XML document's root element; `nil` for other formats.
    mutating func begin(rootName: String?)
    /// Decodes one record.
    ///
    /// The order's key and dates are filled even when the record is excluded or rejected, since a newer version that
    /// cannot be used still supersedes the older ones.
    /// - Parameters:
    ///   - record: The record; the decoder may add texts to it.
    ///   - order: An order that has been cleared; its texts lie in the record.
    ///   - findings: Empty; takes the exclusion, the rejection and the warnings.
    mutating func decode(_ record: inout Record, into order: inout Order, findings: inout RecordFindings)
    /// What the records that are no orders say of the file, now that all of them are decoded; `nil` when nothing is wrong.
    var failure: WireError? { get }
    /// What is to be warned of about the file as a whole, now that all of its records are decoded.
    var warnings: [RecordIssue] { get }
}

extension OrderDecoder {
    package var failure: WireError? { nil }
    package var warnings: [RecordIssue] { [] }
    package mutating func begin(rootName: String?) {}
}

/// What an import or an update carries: the features of product contract §1.1 and §1.2.
package enum Feature: String, Hashable, Sendable, CaseIterable {
    case statusMapping = "F1"
    case customerEmail = "F2"
    case customerPhone = "F3"
    case shippingMethod = "F4"
    case paymentMethod = "F5"
    case discounts = "F6"
    case gift = "F7"
    case internalNotes = "F8"
    case customerNotes = "F9"
    case orderWeight = "F10"
    case itemWeight = "F11"
    case itemImage = "F12"
    case itemOptions = "F13"
    case stockLocation = "F14"
    case statusUpdate = "U1"
    case trackingNumber = "U2"
    case carrier = "U3"
    case service = "U4"
    case carrierCost = "U5"
    case notesToBuyer = "U6"
    case itemsInBox = "U7"

    /// Those of an import, `F1` to `F14`, and those of an update, `U1` to `U7`.
    package static let ofImports = allCases.filter { $0.rawValue.hasPrefix("F") }
    package static let ofUpdates = allCases.filter { $0.rawValue.hasPrefix("U") }

    /// What the feature is, for people.
    package var title: String {
        switch self {
        case .statusMapping: "status mapping"
        case .customerEmail: "customer e-mail"
        case .customerPhone: "customer phone"
        case .shippingMethod: "shipping method chosen at checkout"
        case .paymentMethod: "payment method"
        case .discounts: "discounts and coupons"
        case .gift: "gift and gift message"
        case .internalNotes: "internal notes"
        case .customerNotes: "customer notes"
        case .orderWeight: "total weight of the order"
        case .itemWeight: "weight of each item"
        case .itemImage: "image URL of each item"
        case .itemOptions: "item options"
        case .stockLocation: "stock location"
        case .statusUpdate: "status update"
        case .trackingNumber: "tracking number"
        case .carrier: "carrier"
        case .service: "service"
        case .carrierCost: "carrier cost"
        case .notesToBuyer: "notes to the buyer"
        case .itemsInBox: "items in the box"
        }
    }
}

/// Whether a channel's formats carry a feature.
package enum Support: String, Hashable, Sendable {
    case yes
    /// The format has no place for it.
    case notInFormat = "not in the format"
    /// Carried by a convention of our own, since the channel documents none.
    case ours
}
