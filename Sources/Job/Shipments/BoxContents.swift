import Orders

/// How much of each line of an order its boxes hold, and what is left to ship.
struct BoxContents {
    /// A box's share of the order's lines: their indices with quantities; `nil` when it is not known.
    typealias Share = [(line: Int, quantity: Quantity)]?

    /// What can be said of a box that names its items.
    enum Allocation {
        case share([(line: Int, quantity: Quantity)], unknownItems: [BoxItem])
        /// A line would be shipped more often than it was ordered.
        case overShipped(BoxItem)
    }

    /// The order's lines.
    private let ordered: [OrderedItem]
    private var shipped: [Quantity]
    /// Whether some box went out without a list: it may hold anything.
    private(set) var hasUnknown = false
    private(set) var boxCount = 0

    /// Starts with the boxes that were sent before, each as its items.
    init(order: ShippedOrder, boxes: [[BoxItem]?]) {
        ordered = order.items
        shipped = Array(repeating: .zero, count: ordered.count)
        for box in boxes { add(box.map { fit($0).share }) }
    }

    /// Counts a box.
    mutating func add(_ share: Share) {
        boxCount += 1
        guard let share else {
            hasUnknown = true
            return
        }
        for (line, quantity) in share where shipped.indices.contains(line) {
            shipped[line] = shipped[line].adding(quantity) ?? shipped[line]
        }
    }

    /// Everything that ships and is not in a box yet.
    var rest: [(line: Int, quantity: Quantity)] {
        ordered.indices.compactMap { line in
            guard ordered[line].ships, let left = ordered[line].quantity.adding(-shipped[line]), left > .zero
            else { return nil }
            return (line, left)
        }
    }

    /// Whether the boxes so far hold everything that ships; a box without a list counts as holding the rest.
    var isComplete: Bool { hasUnknown || rest.isEmpty }

    /// Finds the order's lines for what a label says is in its box: by the line's key, else by SKU, without one by
    /// name, of several lines with the same SKU the first that has something left.
    ///
    /// What does not ship, such as a coupon, is in no box.
    func allocate(_ items: [BoxItem]) -> Allocation {
        let fit = fit(items)
        if let item = fit.tooMany { return .overShipped(item) }
        return .share(fit.share, unknownItems: fit.unknown)
    }

    /// As many of the items as the order's lines have left, the first of which there are too many, and those of no line.
    private func fit(
        _ items: [BoxItem]
    ) -> (share: [(line: Int, quantity: Quantity)], tooMany: BoxItem?, unknown: [BoxItem]) {
        var left = ordered.indices.map { ordered[$0].quantity.adding(-shipped[$0]) ?? .zero }
        var share: [(line: Int, quantity: Quantity)] = []
        var tooMany: BoxItem?
        var unknown: [BoxItem] = []
        for item in items {
            let lines = self.lines(of: item)
            if lines.isEmpty { unknown.append(item) }
            let goods = lines.filter { ordered[$0].ships }
            guard !goods.isEmpty else { continue }
            var missing = item.quantity
            for line in goods where missing > .zero && left[line] > .zero {
                let taken = min(missing, left[line])
                if let place = share.firstIndex(where: { $0.line == line }) {
                    share[place].quantity = share[place].quantity.adding(taken) ?? share[place].quantity
                } else {
                    share.append((line, taken))
                }
                left[line] = left[line].adding(-taken) ?? .zero
                missing = missing.adding(-taken) ?? .zero
            }
            if missing > .zero { tooMany = tooMany ?? item }
        }
        return (share, tooMany, unknown)
    }

    private func lines(of item: BoxItem) -> [Int] {
        if let key = item.lineItemKey, !key.isEmpty {
            let lines = lines { $0.lineItemKey == key }
            if !lines.isEmpty { return lines }
        }
        if let sku = item.sku, !sku.isEmpty {
            let exact = lines { $0.sku == sku }
            return exact.isEmpty ? lines { $0.sku?.lowercased() == sku.lowercased() } : exact
        }
        guard let name = item.name, !name.isEmpty else { return [] }
        return lines { $0.name == name }
    }

    private func lines(where isMeant: (OrderedItem) -> Bool) -> [Int] {
        ordered.indices.filter { isMeant(ordered[$0]) }
    }
}

extension ShippedOrder {
    /// The items of a box's share, as the channel knows them.
    func items(of share: [(line: Int, quantity: Quantity)]) -> [BoxItem] {
        share.map { line, quantity in
            let ordered = items[line]
            return BoxItem(
                lineItemKey: ordered.lineItemKey, sku: ordered.sku, name: ordered.name, quantity: quantity)
        }
    }
}
