import Orders
import WireFormats

/// Labels that were taken back before anybody was told of them: by their parcels, with what they said of their orders.
///
/// One tracking number may stand on the labels of several orders, as `Local delivery`: that one of them is taken back
/// says nothing of the others.
struct Withdrawals {
    /// The parcels of which something is known here.
    private var parcels: Set<Digest> = []
    private var words: Set<Digest> = []
    /// For parcels that were taken back without naming an order, the ids of the labels, where they had one.
    private var nameless: [Digest: [LabelID?]] = [:]

    // A label without a tracking number takes back the one that has got one since.
    private static func byId(_ parcel: String) -> String { "id\u{1F}" + parcel }

    /// Notes a label that is taken back.
    /// - Parameter order: What is known of its order.
    mutating func add(_ label: Label, _ order: OrderWords) {
        add(label.parcel, label.idBesideParcel, order)
    }

    /// Notes what a line of the ledger says.
    mutating func add(_ line: ShipmentLedgerLine) {
        var words = line.words
        // An order that was found is known by its key.
        if !words.store.isEmpty, !words.key.isEmpty { words.number = "" }
        add(line.key.parcel, line.label, words)
    }

    private mutating func add(_ parcel: String, _ label: LabelID?, _ order: OrderWords) {
        for name in [parcel, label?.text ?? Self.byId(parcel)] {
            let digest = Digest(of: name)
            parcels.insert(digest)
            if order.isNameless {
                let known = nameless[digest] ?? []
                if !known.contains(label) { nameless[digest] = known + [label] }
            } else {
                words.formUnion(order.digests(with: name))
            }
        }
    }

    /// Whether anything is known of a label's parcel.
    func knows(_ label: Label) -> Bool {
        !parcels.isEmpty && names(of: label).contains { parcels.contains(Digest(of: $0)) }
    }

    /// Whether a label of an order was taken back by name.
    /// - Parameter orders: All that can be said of the order.
    func contains(_ label: Label, _ orders: [OrderWords]) -> Bool {
        names(of: label).contains { name in
            orders.contains { $0.digests(with: name).contains { words.contains($0) } }
        }
    }

    /// Whether a box of the ledger was taken back by name.
    func contains(_ key: ShipmentKey) -> Bool {
        guard !words.isEmpty else { return false }
        return OrderWords(store: key.store, key: key.orderKey, number: "").digests(with: key.parcel).contains {
            words.contains($0)
        }
    }

    /// The ids of the labels of a parcel that were taken back without naming an order.
    func nameless(_ label: Label) -> [LabelID?] {
        nameless.isEmpty ? [] : names(of: label).flatMap { nameless[Digest(of: $0)] ?? [] }
    }

    /// Whether a parcel was taken back without naming an order.
    func isNameless(parcel: String) -> Bool { !nameless.isEmpty && nameless[Digest(of: parcel)] != nil }

    private func names(of label: Label) -> [String] {
        label.idBesideParcel.map { [label.parcel, Self.byId($0.text)] } ?? [label.parcel]
    }
}
