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

    /// The key of a box that was taken back before anybody knew its order.
    static func ofNoOrder(parcel: String) -> ShipmentKey { ShipmentKey(store: "", orderKey: "", parcel: parcel) }

    var isOfNoOrder: Bool { store.isEmpty && orderKey.isEmpty }

    /// The key of one call about some shipments, for the receiver that must not act on it twice.
    static func idempotencyKey(of keys: [ShipmentKey], kind: String) -> String {
        let parts = keys.flatMap { [$0.store, $0.orderKey, $0.parcel] }
        return Digest(of: (parts + [kind]).joined(separator: "\u{1F}")).hex
    }
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
        if let shipmentId { return "\(labelSystem):\(shipmentId)" }
        let day = (shipDate ?? createDate).map { "\($0.civil.year)-\($0.civil.month)-\($0.civil.day)" }
        return "\(labelSystem):\(orderKey ?? "") \(orderNumber ?? "") \(day ?? "")"
    }

    /// Whether anything says that there is a parcel: an order may be listed before it is shipped.
    var namesParcel: Bool {
        trackingNumber?.isEmpty == false || shipmentId != nil || shipDate != nil || createDate != nil
    }
}

/// What one input has to say about one box, for its ledger entry.
struct ShipmentLedgerLine: Hashable {
    /// What became of the box.
    enum Fate: String {
        /// The channel is told.
        case announced
        /// A person is told.
        case manual
        /// A person is told that an announced box was taken back.
        case voided
    }

    var fate: Fate
    var key: ShipmentKey
    /// What is in the box, as the ledger knows it; `nil` when it is not known.
    var items: [BoxItem]?

    init(fate: Fate, key: ShipmentKey, items: [BoxItem]?) {
        self.fate = fate
        self.key = key
        self.items = items?.map(\.named)
    }

    /// The fate, the key, then `unknown`, or `items` and for each its name and its quantity.
    var fields: [String] {
        let box = [fate.rawValue, key.store, key.orderKey, key.parcel]
        guard let items else { return box + ["unknown"] }
        return box + ["items"] + items.flatMap { [$0.ledgerName, $0.quantity.text()] }
    }

    init?(_ line: borrowing TabbedLineReader) {
        guard line.fieldCount >= 5, let fate = Fate(rawValue: line.text(0)) else { return nil }
        self.fate = fate
        key = ShipmentKey(store: line.text(1), orderKey: line.text(2), parcel: line.text(3))
        switch line.text(4) {
        case "unknown" where line.fieldCount == 5: return
        case "items" where !line.fieldCount.isMultiple(of: 2): items = []
        default: return nil
        }
        for field in stride(from: 5, to: line.fieldCount, by: 2) {
            guard let quantity = try? Quantity(text: line.bytes(field + 1)),
                let item = BoxItem(ledgerName: line.text(field), quantity: quantity)
            else { return nil }
            items?.append(item)
        }
    }
}

extension BoxItem {
    /// The item by what tells an order's line from its others in every export: its key, else its SKU, else its name.
    ///
    /// Its place does not: the next export may have other lines.
    fileprivate var named: BoxItem {
        if let lineItemKey, !lineItemKey.isEmpty { return BoxItem(lineItemKey: lineItemKey, quantity: quantity) }
        if let sku, !sku.isEmpty { return BoxItem(sku: sku, quantity: quantity) }
        return BoxItem(name: name, quantity: quantity)
    }

    /// The only name that a `named` item has.
    fileprivate var ledgerName: String {
        if let lineItemKey { return "key:" + lineItemKey }
        if let sku { return "sku:" + sku }
        return "name:" + (name ?? "")
    }

    fileprivate init?(ledgerName: String, quantity: Quantity) {
        self.init(quantity: quantity)
        let text = String(ledgerName.drop(while: { $0 != ":" }).dropFirst())
        switch ledgerName.prefix(while: { $0 != ":" }) {
        case "key": lineItemKey = text
        case "sku": sku = text
        case "name": name = text
        default: return nil
        }
    }
}

/// Which boxes of some orders and parcels were announced before, and how much of each order they hold.
///
/// A ledger may remember years; what is neither of these orders nor one of these parcels is not kept. What it is asked
/// by is kept as digests.
struct ShipmentLedger {
    private var fates: [Digest: ShipmentLedgerLine.Fate] = [:]
    private var boxesByOrder: [Digest: [Box]] = [:]
    private var ordersByParcel: [Digest: [ShipmentKey]] = [:]
    /// Boxes that were taken back before they were announced.
    private var neverAnnounced: Set<Digest> = []

    private struct Box {
        var parcel: Digest
        var items: [BoxItem]?
    }

    /// What a run has to know of a ledger.
    struct Selection {
        /// The digests of orders' keys.
        var orders: Set<Digest>
        /// The digests of parcels.
        var parcels: Set<Digest>
    }

    /// What became of a box before, if it was met before.
    func fate(of key: ShipmentKey) -> ShipmentLedgerLine.Fate? { fates[key.digest] }

    /// What is in the boxes of an order that the channel or a person was told of; `nil` where it is not known.
    func boxes(store: String, orderKey: String) -> [[BoxItem]?] {
        boxesByOrder[ShipmentKey.orderDigest(store: store, orderKey: orderKey)]?.map(\.items) ?? []
    }

    /// The announced box that a label's tracking number stands for, to find the order of a void.
    func announced(parcel: String) -> ShipmentKey? {
        ordersByParcel[Digest(of: parcel)]?.last { fates[$0.digest] == .announced }
    }

    /// Whether a box was taken back before it was announced: then it never is.
    func isNeverAnnounced(parcel: String) -> Bool {
        !neverAnnounced.isEmpty && neverAnnounced.contains(Digest(of: parcel))
    }

    /// Takes in a line of an entry, unless it is of neither an order nor a parcel that is asked for.
    /// - Returns: Whether it could be understood.
    mutating func add(_ line: borrowing TabbedLineReader, _ wanted: Selection) -> Bool {
        guard line.fieldCount >= 5 else { return false }
        guard wanted.orders.contains(line.digest(2)) || wanted.parcels.contains(line.digest(3)) else {
            return ShipmentLedgerLine.Fate(rawValue: line.text(0)) != nil
        }
        guard let line = ShipmentLedgerLine(line) else { return false }
        add(line)
        return true
    }

    /// Takes in what an input has announced.
    mutating func add(_ line: ShipmentLedgerLine) {
        let parcel = Digest(of: line.key.parcel)
        if line.key.isOfNoOrder {
            neverAnnounced.insert(parcel)
            return
        }
        fates[line.key.digest] = line.fate
        let order = ShipmentKey.orderDigest(store: line.key.store, orderKey: line.key.orderKey)
        boxesByOrder[order]?.removeAll { $0.parcel == parcel }
        switch line.fate {
        case .announced:
            boxesByOrder[order, default: []].append(Box(parcel: parcel, items: line.items))
            ordersByParcel[parcel, default: []].append(line.key)
        case .voided: break  // What was taken back may be shipped again.
        case .manual:
            // Without items it may have been stopped, as that of a cancelled order.
            if line.items != nil { boxesByOrder[order, default: []].append(Box(parcel: parcel, items: line.items)) }
        }
    }
}

extension ShipmentKey {
    fileprivate var digest: Digest { Digest(of: store + "\u{1F}" + orderKey + "\u{1F}" + parcel) }

    fileprivate static func orderDigest(store: String, orderKey: String) -> Digest {
        Digest(of: store + "\u{1F}" + orderKey)
    }
}
