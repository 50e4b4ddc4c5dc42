import Channels
import Orders
import WireFormats

/// The texts by which labels may name their orders: what to look for while the orders stream past.
struct WantedOrders {
    private var texts: Set<Digest> = []

    /// Notes what the labels of some files name.
    init(of files: [LabelFile]) {
        for file in files {
            for seen in file.labels { add(seen.label) }
        }
    }

    /// Notes every text under which a label's order could be found.
    mutating func add(_ label: Label) {
        if let key = label.orderKey { texts.insert(Digest(of: key)) }
        guard let number = label.orderNumber else { return }
        for candidate in Self.spellings(of: number) { texts.insert(Digest(of: candidate)) }
    }

    /// Whether an order of this key or number is wanted.
    func contains(key: Span<UInt8>, number: Span<UInt8>) -> Bool {
        texts.contains(Digest(of: key)) || texts.contains(Digest(of: number))
            || (number.count > 1 && number[0] == UInt8(ascii: "#")
                && texts.contains(Digest(of: number.extracting(1..<number.count))))
    }

    var isEmpty: Bool { texts.isEmpty }

    /// The order number as given, without a leading `#`, and without a split suffix, in the order in which they are tried.
    static func spellings(of number: String) -> [String] {
        var spellings = [number]
        if number.hasPrefix("#") { spellings.append(String(number.dropFirst())) }
        if let whole = withoutSplitSuffix(spellings[spellings.count - 1]) { spellings.append(whole) }
        return spellings
    }

    /// `100038` for `100038-1`; `nil` when there is no such suffix.
    static func withoutSplitSuffix(_ number: String) -> String? {
        guard let dash = number.lastIndex(of: "-"), dash > number.startIndex else { return nil }
        let suffix = number[number.index(after: dash)...]
        guard !suffix.isEmpty, suffix.utf8.count <= 3, suffix.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
            return nil
        }
        return String(number[..<dash])
    }
}

/// The orders that labels may mean, each in its newest version.
struct OrderDirectory {
    /// What a label's words lead to.
    enum Match: Hashable {
        /// An order, by its place in the directory.
        case order(Int, spelledWithSuffix: Bool)
        case notFound
        /// More than one order has this number: their stores and keys.
        case ambiguous([String])
        /// It names a store that the job does not have.
        case storeUnknown(String)
    }

    private var orders: [PackedOrder] = []
    private var byKey = DigestTable<Places>()
    private var byNumber = DigestTable<Places>()

    /// The places of the orders of one key or number: nearly always one.
    private struct Places {
        var first: Int32
        var others: [Int32] = []

        var all: [Int] { [Int(first)] + others.map { Int($0) } }
    }

    var count: Int { orders.count }

    /// The keys of the orders.
    var orderKeys: [Digest] { byKey.keys }

    /// The order at a place.
    subscript(place: Int) -> ShippedOrder { orders[place].order }

    /// The store of the order at a place.
    func store(of place: Int) -> String { orders[place].store }

    /// Takes in a version of an order; of several the newest counts, and where either has no date, the one taken later.
    mutating func add(_ order: ShippedOrder) {
        let key = Digest(of: order.orderKey)
        let place: Int
        if let known = byKey[key]?.all.first(where: { orders[$0].store == order.store }) {
            place = known
            orders[place] = PackedOrder(newest(of: orders[place].order, order))
        } else {
            place = orders.count
            orders.append(PackedOrder(order))
        }
        Self.note(place, under: key, in: &byKey)
        Self.note(place, under: Digest(of: order.orderNumber), in: &byNumber)
        if order.orderNumber.hasPrefix("#") {
            Self.note(place, under: Digest(of: String(order.orderNumber.dropFirst())), in: &byNumber)
        }
    }

    private static func note(_ place: Int, under name: Digest, in table: inout DigestTable<Places>) {
        guard var places = table[name] else {
            table.set(name, to: Places(first: Int32(place)))
            return
        }
        guard !places.all.contains(place) else { return }
        places.others.append(Int32(place))
        table.set(name, to: places)
    }

    private func newest(of known: ShippedOrder, _ order: ShippedOrder) -> ShippedOrder {
        let isNewer = OrderLedger.isNewer(order.modifyDate?.seconds, than: known.modifyDate?.seconds)
        var newest = isNewer ? order : known
        if let channel = ChannelCatalog.channel(order.channel), channel.listsOpenQuantities {
            newest.restoreQuantities(from: isNewer ? known : order)
        }
        return newest
    }

    /// The order that a label means: by its key, else by its number as given, without `#`, without a split suffix.
    func match(_ label: Label) -> Match {
        if let key = label.orderKey, let found = choose(byKey[Digest(of: key)], label, isSuffixed: false) {
            return found
        }
        guard let number = label.orderNumber else { return .notFound }
        let spellings = WantedOrders.spellings(of: number)
        for spelling in spellings {
            let isSuffixed = spelling != number && "#" + spelling != number
            if let found = choose(byNumber[Digest(of: spelling)], label, isSuffixed: isSuffixed) { return found }
        }
        return .notFound
    }

    private func choose(_ places: Places?, _ label: Label, isSuffixed: Bool) -> Match? {
        let inStore = (places?.all ?? []).filter { label.store == nil || orders[$0].store == label.store }
        guard let first = inStore.first else { return nil }
        if inStore.count == 1 { return .order(first, spelledWithSuffix: isSuffixed) }
        return .ambiguous(inStore.map { orders[$0].order }.map { "\($0.store) \($0.orderKey)" }.sorted())
    }
}

extension ShippedOrder {
    /// Takes back into each line what has left since another version listed it as open, but not what was cancelled since.
    fileprivate mutating func restoreQuantities(from other: ShippedOrder) {
        for line in other.items where line.ships {
            guard let index = items.firstIndex(where: { $0.lineItemKey == line.lineItemKey }) else {
                items.append(line)
                continue
            }
            let cancelled = items[index].cancelledQuantity
            let since = max(.zero, cancelled.adding(-line.cancelledQuantity) ?? .zero)
            items[index].cancelledQuantity = max(cancelled, line.cancelledQuantity)
            guard let left = line.quantity.adding(-since), left > items[index].quantity else { continue }
            items[index].quantity = left
            items[index].ships = true
        }
    }
}
