import Orders
import WireFormats

/// What the ledger knows of a box.
struct KnownBox {
    var fate: ShipmentLedgerLine.Fate
    var key: ShipmentKey
    var orderNumber: String
    /// The id of its label, where the parcel is a tracking number.
    var label: LabelID?
    var isBySuffix: Bool
    var items: [BoxItem]?

    /// Whether the channel or a person was told of it, and not of its end.
    var isTold: Bool { fate == .announced || fate == .manual }

    var isTakenBack: Bool { fate == .voided || fate == .withdrawn }

    /// Whether it holds something of its order: one without items that was left to a person may have been stopped, as
    /// that of a cancelled order.
    fileprivate var holdsItems: Bool { fate == .announced || fate == .manual && items != nil }
}

/// Which boxes of some orders and parcels were met before, what became of them, and how much of each order they hold.
///
/// A ledger may remember years; what is neither of these orders nor one of these parcels is not kept. What it is asked
/// by is kept as digests.
struct ShipmentLedger {
    private var boxes: [KnownBox] = []
    private var byKey: [Digest: Int] = [:]
    private var byOrder: [Digest: [Int]] = [:]
    /// By the parcel, and by the id of the label where that is another.
    private var byParcel: [Digest: [Int]] = [:]
    /// What was taken back before anybody was told of it.
    private(set) var withdrawn = Withdrawals()
    private var givenUp: Set<Digest> = []

    // A label that comes again without the tracking number that it had is the same; another box of its id is not.
    private static func byId(_ id: String) -> String { "id\u{1F}" + id }

    /// What a run has to know of a ledger.
    struct Selection {
        /// The digests of orders' keys.
        var orders: Set<Digest> = []
        /// The digests of parcels.
        var parcels: Set<Digest> = []
        /// The digests of labels' ids, as the ledger writes them.
        var labels: Set<Digest> = []

        /// - Parameters:
        ///   - orders: The digests of the orders' keys.
        ///   - labels: All labels of the run.
        ///   - hasOrder: Whether a label's order is one of these: then all is known by that.
        init(orders: some Sequence<Digest>, labels: some Sequence<Label>, hasOrder: (Label) -> Bool) {
            self.orders = Set(orders)
            for label in labels {
                parcels.insert(Digest(of: label.parcel))
                guard let id = label.id?.text, !hasOrder(label) else { continue }
                // It may have come before it had a tracking number, or come back without it.
                parcels.insert(Digest(of: id))
                if !label.hasTracking { self.labels.insert(Digest(of: ShipmentLedgerLine.labelMark + id)) }
            }
        }

        fileprivate func contains(_ line: borrowing TabbedLineReader) -> Bool {
            orders.contains(line.digest(2)) || parcels.contains(line.digest(3))
                || (!labels.isEmpty && labels.contains(line.digest(4)))
        }
    }

    /// What became of a box before, if it was met before.
    func fate(of key: ShipmentKey) -> ShipmentLedgerLine.Fate? { byKey[key.digest].map { boxes[$0].fate } }

    /// What is in the boxes of an order that the channel or a person was told of; `nil` where it is not known.
    /// - Parameter leaves: Whether a box is to be left out.
    func boxes(store: String, orderKey: String, leaving leaves: (KnownBox) -> Bool) -> [[BoxItem]?] {
        let places = byOrder[ShipmentKey.orderDigest(store: store, orderKey: orderKey)] ?? []
        return places.map { boxes[$0] }.filter { $0.holdsItems && !leaves($0) }.map(\.items)
    }

    /// The boxes of an order that a label is of, by its tracking number, or by its id where only one of the two has a
    /// tracking number.
    func boxes(of label: Label, store: String, orderKey: String) -> [KnownBox] {
        let key = ShipmentKey(store: store, orderKey: orderKey, label: label)
        var places = byKey[key.digest].map { [$0] } ?? []
        if let id = label.idBesideParcel {
            let before = ShipmentKey(store: store, orderKey: orderKey, parcel: id.text)
            places += byKey[before.digest].map { [$0] } ?? []
        } else if label.id != nil {
            places += (byParcel[Digest(of: key.parcel)] ?? []).filter {
                boxes[$0].key.parcel != key.parcel && boxes[$0].key.store == store
                    && boxes[$0].key.orderKey == orderKey
            }
        }
        return places.map { boxes[$0] }
    }

    /// The boxes of any order that a label may be of.
    func boxes(of label: Label) -> [KnownBox] {
        let parcel = label.parcel
        var found = (byParcel[Digest(of: parcel)] ?? []).map { boxes[$0] }
        if let id = label.idBesideParcel?.text {
            found += (byParcel[Digest(of: id)] ?? []).map { boxes[$0] }.filter { $0.key.parcel == id }
        }
        return found
    }

    /// The box that a label was taken for when its number without the split suffix was the order's.
    func boxJoinedBySuffix(_ label: Label, store: String) -> KnownBox? {
        guard let number = label.orderNumber.flatMap(WantedOrders.withoutSplitSuffix) else { return nil }
        let words = OrderWords(store: store, key: "", number: number)
        return boxes(of: label).last {
            $0.isBySuffix && $0.fate != .withdrawn && $0.key.store == store && $0.words.number == words.number
        }
    }

    /// Whether a label was given up before.
    func isGivenUp(_ label: Label) -> Bool {
        guard !givenUp.isEmpty else { return false }
        let words = OrderWords(of: label)
        return [label.parcel, label.idBesideParcel?.text ?? Self.byId(label.parcel)].contains {
            givenUp.contains(words.digest(with: $0))
        }
    }

    /// Takes in a line of an entry, unless it is of neither an order nor a parcel that is asked for.
    /// - Returns: Whether it could be understood.
    mutating func add(_ line: borrowing TabbedLineReader, _ wanted: Selection) -> Bool {
        guard line.fieldCount >= 5 else { return false }
        guard wanted.contains(line) else { return ShipmentLedgerLine.Fate(rawValue: line.text(0)) != nil }
        guard let line = ShipmentLedgerLine(line) else { return false }
        add(line)
        return true
    }

    /// Takes in what an input has to say of a box.
    mutating func add(_ line: ShipmentLedgerLine) {
        switch line.fate {
        case .givenUp:
            givenUp.insert(line.words.digest(with: line.key.parcel))
            if let label = line.label { givenUp.insert(line.words.digest(with: Self.byId(label.text))) }
            return
        case .withdrawn: withdrawn.add(line)
        case .announced, .manual, .voided: break
        }
        guard !line.key.store.isEmpty, !line.key.orderKey.isEmpty else { return }
        let box = KnownBox(
            fate: line.fate, key: line.key, orderNumber: line.orderNumber ?? line.key.orderKey, label: line.label,
            isBySuffix: line.isBySuffix, items: line.items)
        let key = line.key.digest
        if let place = byKey[key] {
            boxes[place] = box
            return
        }
        let place = boxes.count
        boxes.append(box)
        byKey[key] = place
        byOrder[line.key.orderDigest, default: []].append(place)
        byParcel[Digest(of: line.key.parcel), default: []].append(place)
        if let label = line.label { byParcel[Digest(of: label.text), default: []].append(place) }
    }
}

extension KnownBox {
    /// What is known of its order.
    var words: OrderWords { OrderWords(store: key.store, key: key.orderKey, number: orderNumber) }

    /// Whether it is of the order that a label names.
    func isMeant(by label: Label) -> Bool {
        let words = OrderWords(of: label)
        guard words.store.isEmpty || words.store == key.store else { return false }
        if !words.key.isEmpty, words.key == key.orderKey { return true }
        guard !words.number.isEmpty else { return false }
        return words.number == self.words.number
            || isBySuffix && WantedOrders.withoutSplitSuffix(words.number) == self.words.number
    }
}
