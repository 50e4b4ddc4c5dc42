import Orders
import WireFormats

/// The key by which a shipment is announced once: store, order and tracking number, or the label's own id without one.
struct ShipmentKey: Hashable {
    var store: String
    var orderKey: String
    /// The tracking number in upper case without blanks, or `labelSystem:shipmentId`.
    var parcel: String

    init(store: String, orderKey: String, parcel: String) {
        self.store = store
        self.orderKey = orderKey
        self.parcel = parcel
    }

    init(store: String, orderKey: String, label: Label) {
        self.init(store: store, orderKey: orderKey, parcel: label.parcel)
    }

    var digest: Digest { Digest(of: store + "\u{1F}" + orderKey + "\u{1F}" + parcel) }

    /// The digest of the order alone.
    var orderDigest: Digest { Self.orderDigest(store: store, orderKey: orderKey) }

    static func orderDigest(store: String, orderKey: String) -> Digest {
        Digest(of: store + "\u{1F}" + orderKey)
    }

    /// The key of one call about some shipments, for the receiver that must not act on it twice.
    static func idempotencyKey(of keys: [ShipmentKey], kind: String) -> String {
        let parts = keys.flatMap { [$0.store, $0.orderKey, $0.parcel] }
        return Digest(of: (parts + [kind]).joined(separator: "\u{1F}")).hex
    }
}

/// The id of a label in its system: what tells that two labels are one when only one of them has a tracking number.
struct LabelID: Hashable {
    var system: String
    var id: String

    /// As it stands in place of a tracking number.
    var text: String { system + ":" + id }
}

extension Label {
    /// What tells this box of its order from all others: the tracking number, or the label's own id, or, for an order
    /// that was only marked as shipped, the day.
    var parcel: String {
        if let trackingNumber, !trackingNumber.isEmpty {
            // Nearly all are written so already: then it is the label's own text, and no other.
            let isPlain = trackingNumber.utf8.allSatisfy { $0 > 0x20 && $0 < 0x61 }
            return isPlain
                ? trackingNumber : trackingNumber.uppercased().filter { !$0.isWhitespace }
        }
        if let id { return id.text }
        let day = (shipDate ?? createDate).map { "\($0.civil.year)-\($0.civil.month)-\($0.civil.day)" }
        return "\(labelSystem):\(orderKey ?? "") \(orderNumber ?? "") \(day ?? "")"
    }

    var id: LabelID? { shipmentId.map { LabelID(system: labelSystem, id: $0) } }

    var hasTracking: Bool { trackingNumber?.isEmpty == false }

    /// The id of a label that is known by its tracking number.
    var idBesideParcel: LabelID? { hasTracking ? id : nil }

    /// Whether it may be the label of an id: one system's labels of two ids are two labels.
    func mayBe(_ other: LabelID?) -> Bool {
        guard let other, let id, id.system == other.system else { return true }
        return id == other
    }

    /// Whether anything says that there is a parcel: an order may be listed before it is shipped.
    var namesParcel: Bool { hasTracking || shipmentId != nil || shipDate != nil || createDate != nil }
}

/// What a label, or a line of the ledger, says of its order.
struct OrderWords: Hashable {
    /// Empty when it names none.
    var store = ""
    var key = ""
    /// Without a leading `#`.
    var number = ""

    init(store: String, key: String, number: String) {
        self.store = store
        self.key = key
        self.number = Self.withoutHash(number)
    }

    init(of label: Label) {
        self.init(store: label.store ?? "", key: label.orderKey ?? "", number: label.orderNumber ?? "")
    }

    /// Whether it names no order.
    var isNameless: Bool { key.isEmpty && number.isEmpty }

    /// Each word with a parcel: what is the same in two labels of one order and parcel.
    func digests(with parcel: String) -> [Digest] {
        [("k", key), ("n", number)].filter { !$0.1.isEmpty }.map {
            Digest(of: [$0.0, store, $0.1, parcel].joined(separator: "\u{1F}"))
        }
    }

    /// All words together with a parcel.
    func digest(with parcel: String) -> Digest {
        Digest(of: ["w", store, key, number, parcel].joined(separator: "\u{1F}"))
    }

    private static func withoutHash(_ number: String) -> String {
        number.hasPrefix("#") ? String(number.dropFirst()) : number
    }
}
