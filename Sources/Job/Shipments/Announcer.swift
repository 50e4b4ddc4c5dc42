import Channels
import Labels
import Orders
import WireFormats

/// Decides what becomes of each label of one input, in their order, by the rules of the product contract §3.
struct Announcer {
    let stores: [String: StoreDefinition]
    let directory: OrderDirectory
    var ledger: ShipmentLedger
    /// The date of the run.
    let today: Timestamp
    let pendingDays: Int
    /// Stores of other jobs: their labels concern nobody here.
    let excludedStores: Set<String>
    /// Labels that are taken back in an input of this run: they were never on their way.
    private(set) var withdrawn = Withdrawals()
    /// For parcels that are taken back without naming an order, the orders that have labels of them in this run.
    private var holders: [Digest: Set<Digest>] = [:]
    /// Labels that wait, by what tells them from others, as far as this run has met them; see `wait`.
    var waiting: Set<Digest> = []
    /// For labels that have waited before, since when.
    private(set) var firstSeen: [Digest: Timestamp] = [:]
    /// Where the label at hand starts.
    private(set) var position = SourcePosition(line: 1, column: 1)
    /// What this input adds to the ledger.
    var lines: [ShipmentLedgerLine] = []
    /// For each order, by its place, the labels of this input that want to be announced.
    private var expected: [ExpectedLabels] = []
    /// The orders of this input of which some labels are decided and others are not, by their places.
    private var open: [Int: OpenOrder] = [:]

    private struct ExpectedLabels {
        /// How many are not decided yet.
        var left = 0
        /// The parcel of the first that is not taken back.
        var parcel: Digest?
        /// Whether all are of one parcel; one that is listed twice is one.
        var isOneParcel = true
    }

    private struct OpenOrder {
        var contents: BoxContents
        /// Its last label that is announced.
        var lastAnnounced: Int?
    }

    init(
        _ definition: JobDefinition, directory: OrderDirectory = OrderDirectory(),
        ledger: ShipmentLedger = ShipmentLedger(), today: Timestamp
    ) {
        stores = Dictionary(uniqueKeysWithValues: definition.stores.map { ($0.id, $0) })
        excludedStores = definition.labels.excludedStores
        pendingDays = definition.pendingDays
        self.directory = directory
        self.ledger = ledger
        self.today = today
    }

    /// Looks at all labels of the run before the first is decided.
    mutating func look(at labels: some Sequence<SeenLabel>) {
        for seen in labels
        where seen.label.status == .voided && !seen.label.isReturnLabel && !isExcluded(seen.label) {
            for words in orders(named: seen.label) { withdrawn.add(seen.label, words) }
        }
        for seen in labels where isOffered(seen.label) {
            let label = seen.label
            if withdrawn.isNameless(parcel: label.parcel) || ledger.withdrawn.isNameless(parcel: label.parcel) {
                let words = orders(named: label)[0]
                let order =
                    words.store.isEmpty || words.key.isEmpty
                    ? words.digest(with: "") : ShipmentKey.orderDigest(store: words.store, orderKey: words.key)
                holders[Digest(of: label.parcel), default: []].insert(order)
            }
            guard seen.firstSeen < today else { continue }
            let name = Self.name(ofWaiting: label)
            firstSeen[name] = min(firstSeen[name] ?? seen.firstSeen, seen.firstSeen)
        }
    }

    /// The order that a label names: its key and store where it is known, else what the label says; both for a part of
    /// an order, since an order of the whole number may come yet.
    private func orders(named label: Label) -> [OrderWords] {
        let words = OrderWords(of: label)
        guard !words.isNameless, case .order(let place, let isSuffixed) = match(label) else { return [words] }
        let order = directory[place]
        let found = OrderWords(store: order.store, key: order.orderKey, number: "")
        return isSuffixed ? [found, words] : [found]
    }

    /// Decides for all labels of an input; `encode` then asks the channels.
    mutating func decide(_ labels: [SeenLabel]) -> [LabelOutcome] {
        lines = []
        expect(labels)
        var outcomes: [LabelOutcome] = []
        outcomes.reserveCapacity(labels.count)
        for seen in labels {
            position = seen.position
            let match = isOffered(seen.label) ? match(seen.label) : nil
            outcomes.append(decide(seen, match))
            if case .order(let place, _) = match { close(place, &outcomes) }
        }
        expected = []
        return outcomes
    }

    /// Looks at all labels of an input before its first is decided.
    private mutating func expect(_ labels: [SeenLabel]) {
        expected = Array(repeating: ExpectedLabels(), count: directory.count)
        for seen in labels where isOffered(seen.label) {
            guard case .order(let place, _) = match(seen.label) else { continue }
            expected[place].left += 1
            guard isTakenBack(seen.label, place) == .no else { continue }
            let parcel = Digest(of: seen.label.parcel)
            if let first = expected[place].parcel, first != parcel { expected[place].isOneParcel = false }
            expected[place].parcel = expected[place].parcel ?? parcel
        }
    }

    /// Counts the label that was decided last; with the last label of its order it is known whether the last box that is
    /// announced completes it.
    private mutating func close(_ place: Int, _ outcomes: inout [LabelOutcome]) {
        let index = outcomes.count - 1
        if case .announced = outcomes[index] { open[place]?.lastAnnounced = index }
        expected[place].left -= 1
        guard expected[place].left == 0, let order = open.removeValue(forKey: place), let last = order.lastAnnounced,
            case .announced(var box, let line, let warnings) = outcomes[last]
        else { return }
        box.completesOrder = order.contents.isComplete
        outcomes[last] = .announced(box, ledgerLine: line, warnings: warnings)
    }

    private func isExcluded(_ label: Label) -> Bool { label.store.map(excludedStores.contains) ?? false }

    /// Whether a label is one of a parcel that goes to a buyer.
    private func isOffered(_ label: Label) -> Bool {
        label.status == .completed && !label.isReturnLabel && label.namesParcel && !isExcluded(label)
    }

    /// The order that a label means, within the store that it names.
    func match(_ label: Label) -> OrderDirectory.Match {
        if let store = label.store, stores[store] == nil { return .storeUnknown(store) }
        return directory.match(label)
    }

    private mutating func decide(_ seen: SeenLabel, _ match: OrderDirectory.Match?) -> LabelOutcome {
        let label = seen.label
        switch match {
        case .order(let place, let isSuffixed): return decide(label, place, isSuffixed: isSuffixed)
        case .some(let match): return wait(seen, issue(of: match, label))
        case nil where isExcluded(label): return .noUpdate
        case nil where label.isReturnLabel: return .noUpdate
        case nil where label.status == .voided: return takeBack(label)
        case nil where label.isRefundRefused: return giveBack(label)
        case nil: return .noUpdate
        }
    }

    /// Writes a line to the ledger.
    mutating func note(_ line: ShipmentLedgerLine) {
        lines.append(line)
        ledger.add(line)
    }

    // MARK: - What was taken back

    /// Whether a label was taken back before anybody was told of it.
    enum TakenBack {
        case no
        /// By one that names its order.
        case byName
        /// By one that names its parcel, which no other order has.
        case byParcel
        /// By one that names its parcel, which several orders have.
        case perhaps
    }

    /// Whether a label was taken back, in this run or before.
    /// - Parameter place: Where its order is, when it is known.
    func isTakenBack(_ label: Label, _ place: Int?) -> TakenBack {
        guard withdrawn.knows(label) || ledger.withdrawn.knows(label) else { return .no }
        let words = allWords(of: label, place)
        if withdrawn.contains(label, words) || ledger.withdrawn.contains(label, words) { return .byName }
        let ids = (withdrawn.nameless(label) + ledger.withdrawn.nameless(label)).filter(label.mayBe)
        if ids.isEmpty { return .no }
        if label.id != nil, ids.contains(label.id) { return .byParcel }
        let known = ledger.boxes(of: label)
        if holderCount(of: label, known) <= 1 { return .byParcel }
        return known.contains(where: \.isTakenBack) ? .no : .perhaps
    }

    /// All that a label and its order say of the order, in whichever store it was said.
    private func allWords(of label: Label, _ place: Int?) -> [OrderWords] {
        let order = place.map { directory[$0] }
        let stores = Set(["", label.store ?? "", order?.store ?? ""])
        let keys = [label.orderKey, order?.orderKey].compactMap(\.self)
        let numbers = [label.orderNumber, order?.orderNumber].compactMap(\.self)
        return stores.flatMap { store in
            keys.map { OrderWords(store: store, key: $0, number: "") }
                + numbers.map { OrderWords(store: store, key: "", number: $0) }
        }
    }

    /// How many orders have labels of a parcel, in this run and among boxes of earlier ones.
    func holderCount(of label: Label, _ known: [KnownBox]) -> Int {
        Set(known.map(\.key.orderDigest)).union(holders[Digest(of: label.parcel)] ?? []).count
    }

    /// Whether a box of which the shop knows is taken back in this run: a label in its place may come before its void.
    private func isGoing(_ box: KnownBox) -> Bool {
        withdrawn.contains(box.key)
            || withdrawn.isNameless(parcel: box.key.parcel)
                && holders[Digest(of: box.key.parcel), default: []].union([box.key.orderDigest]).count == 1
    }

    // MARK: - Announcements

    private mutating func decide(_ label: Label, _ place: Int, isSuffixed: Bool) -> LabelOutcome {
        let order = directory[place]
        let box = OrderBox(order: place)
        let line = ShipmentLedgerLine(
            fate: .manual, key: ShipmentKey(store: order.store, orderKey: order.orderKey, label: label),
            orderNumber: order.orderNumber, label: label.idBesideParcel, isBySuffix: isSuffixed)
        let boxes = ledger.boxes(of: label, store: order.store, orderKey: order.orderKey)
        let known = boxes.first { $0.key == line.key } ?? boxes.first
        let isBack = isTakenBack(label, place)
        if label.isRefundRefused, known?.isTakenBack ?? (isBack == .byName || isBack == .byParcel) {
            return manual(box, line, refundRefused(known, position))
        }
        if let known {
            if known.fate == .withdrawn { return .noUpdate }
            guard known.fate != .voided, label.hasTracking, known.key != line.key else { return .alreadyAnnounced(box) }
            return manual(box, line, trackingLater(label))
        }
        switch isBack {
        case .byName: return .noUpdate
        case .byParcel:
            var found = line
            found.fate = .withdrawn
            note(found)
            return .noUpdate
        case .perhaps: return manual(box, line, voidDoubtful(label))
        case .no: break
        }
        if !isSuffixed, let other = ledger.boxJoinedBySuffix(label, store: order.store) {
            return other.isTold ? manual(box, line, announcedBySuffix(label, other)) : .noUpdate
        }
        return announce(label, order, box, line)
    }

    private mutating func announce(
        _ label: Label, _ order: ShippedOrder, _ box: OrderBox, _ line: ShipmentLedgerLine
    ) -> LabelOutcome {
        guard let store = stores[order.store], let channel = ChannelCatalog.channel(store.channel) else {
            return manual(
                box, line,
                RecordIssue(
                    .storeUnknown, field: "store", value: order.store, at: position,
                    "the order's store is not in the job; tell the shop by hand, or add the store"))
        }
        guard store.announcements.isOn, !isTooOld(label, store) else { return .noUpdate }
        if order.orderStatus == .cancelled {
            return manual(
                box, line,
                RecordIssue(
                    .orderCancelled, field: "orderStatus", value: "cancelled", at: position,
                    "the order is cancelled; stop the parcel, or tell the shop by hand"))
        }
        var warnings: [RecordIssue] = []
        if line.isBySuffix { warnings.append(joinedBySuffix(label, order)) }
        if order.orderStatus == .awaitingPayment || order.orderStatus == .onHold {
            warnings.append(
                RecordIssue(
                    .statusNotReady, field: "orderStatus", value: order.orderStatus.rawValue,
                    at: position, "the order was not ready to ship; it is announced all the same"))
        }
        switch share(of: label, order, box.order, line.isBySuffix, &warnings) {
        case .failure(let issue): return .rejected(issue.issue)
        case .success(let share):
            return accept(OrderBox(order: box.order, contents: .share(share)), order, channel, line, warnings)
        }
    }

    private func isTooOld(_ label: Label, _ store: StoreDefinition) -> Bool {
        guard let since = store.announcements.since, let date = label.shipDate ?? label.createDate else { return false }
        return date < since
    }

    private struct Overflow: Error { var issue: RecordIssue }

    private mutating func share(
        of label: Label, _ order: ShippedOrder, _ place: Int, _ isSuffixed: Bool, _ warnings: inout [RecordIssue]
    ) -> Result<BoxContents.Share, Overflow> {
        var boxes =
            open[place]?.contents
            ?? BoxContents(
                order: order,
                boxes: ledger.boxes(store: order.store, orderKey: order.orderKey, leaving: { isGoing($0) }))
        defer { open[place, default: OpenOrder(contents: boxes)].contents = boxes }
        if let items = label.items {
            switch boxes.allocate(items) {
            case .overShipped(let item):
                return .failure(
                    Overflow(
                        issue: RecordIssue(
                            .overShipped, field: "shipmentItems",
                            value: item.sku ?? item.lineItemKey ?? "", at: position,
                            "more of this item would be shipped than was ordered; see which label is wrong")))
            case .share(let share, let unknown):
                for item in unknown {
                    warnings.append(
                        RecordIssue(
                            .itemNotInOrder, field: "shipmentItems",
                            value: item.sku ?? item.lineItemKey ?? "", at: position,
                            "the item is no line of the order; the shop is not told of it"))
                }
                boxes.add(share)
                return .success(share)
            }
        }
        let isFirst = boxes.boxCount == 0
        if isFirst && !isSuffixed {
            // The only label carries the whole order; of several without items the first is said to.
            if !expected[place].isOneParcel { warnings.append(itemsUnknown(label)) }
            let rest = boxes.rest
            boxes.add(rest)
            return .success(rest)
        }
        warnings.append(itemsUnknown(label))
        boxes.add(nil)
        return .success(nil)
    }

    private func itemsUnknown(_ label: Label) -> RecordIssue {
        RecordIssue(
            .itemsUnknown, field: "shipmentItems", at: position,
            "the label does not say what is in the box; ask the label system for items")
    }

    /// Takes a box in; the channel's words for it follow when all boxes of the input are known.
    private mutating func accept(
        _ box: OrderBox, _ order: ShippedOrder, _ channel: any Channel, _ line: ShipmentLedgerLine,
        _ warnings: [RecordIssue]
    ) -> LabelOutcome {
        let items = box.items(of: order, labelled: nil)
        if channel.updates.requiresItems, items?.isEmpty ?? true {
            return manual(
                box, line,
                RecordIssue(
                    .itemsUnknown, field: "shipmentItems", at: position,
                    "the channel wants to know what is in the box; tell it by hand"))
        }
        note(line.announced(items))
        return .announced(box, ledgerLine: lines.count - 1, warnings: warnings)
    }

    private mutating func manual(_ box: OrderBox, _ line: ShipmentLedgerLine, _ issue: RecordIssue) -> LabelOutcome {
        note(line)
        return .manual(box, issue)
    }
}
