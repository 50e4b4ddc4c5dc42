import Channels
import Orders
package import WireFormats

/// Decides what becomes of each label of one input, in their order, by the rules of the product contract §3.
struct Announcer {
    let stores: [String: StoreDefinition]
    let directory: OrderDirectory
    private(set) var ledger: ShipmentLedger
    /// The date of the run.
    let today: Timestamp
    let pendingDays: Int
    /// Boxes that are taken back in an input of this run: they were never on their way.
    let voidedParcels: Set<String>
    /// Where the label at hand starts.
    private var position = SourcePosition(line: 1, column: 1)
    /// What this input adds to the ledger.
    private(set) var lines: [ShipmentLedgerLine] = []
    /// For each order, by its place, the labels of this input that want to be announced.
    private var expected: [ExpectedLabels] = []
    /// The orders of this input of which some labels are decided and others are not, by their places.
    private var open: [Int: OpenOrder] = [:]

    private struct ExpectedLabels {
        /// How many are not decided yet.
        var left = 0
        /// The parcel of the first.
        var parcel = Digest(high: 0, low: 0)
        /// Whether all are of one parcel; one that is listed twice is one.
        var isOneParcel = true
    }

    private struct OpenOrder {
        var contents: BoxContents
        /// Its last label that is announced.
        var lastAnnounced: Int?
    }

    init(
        stores: [String: StoreDefinition], directory: OrderDirectory, ledger: ShipmentLedger,
        voidedParcels: Set<String>, today: Timestamp, pendingDays: Int
    ) {
        self.voidedParcels = voidedParcels
        self.stores = stores
        self.directory = directory
        self.ledger = ledger
        self.today = today
        self.pendingDays = pendingDays
    }

    /// Decides for all labels of an input; `encode` then asks the channels.
    mutating func decide(_ labels: [SeenLabel]) -> [LabelOutcome] {
        lines = []
        expect(labels)
        var outcomes: [LabelOutcome] = []
        outcomes.reserveCapacity(labels.count)
        for seen in labels {
            position = seen.position
            let match = wantsUpdate(seen.label) ? directory.match(seen.label) : nil
            outcomes.append(decide(seen, match))
            if case .order(let place, _) = match { close(place, &outcomes) }
        }
        expected = []
        return outcomes
    }

    /// Looks at all labels before the first is decided.
    private mutating func expect(_ labels: [SeenLabel]) {
        expected = Array(repeating: ExpectedLabels(), count: directory.count)
        for seen in labels where wantsUpdate(seen.label) {
            guard case .order(let place, _) = directory.match(seen.label) else { continue }
            let parcel = Digest(of: seen.label.parcel)
            if expected[place].left == 0 { expected[place].parcel = parcel }
            if expected[place].parcel != parcel { expected[place].isOneParcel = false }
            expected[place].left += 1
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

    private func wantsUpdate(_ label: Label) -> Bool {
        label.status == .completed && !label.isReturnLabel && label.namesParcel
            && !voidedParcels.contains(label.parcel) && !ledger.isNeverAnnounced(parcel: label.parcel)
    }

    private mutating func decide(_ seen: SeenLabel, _ match: OrderDirectory.Match?) -> LabelOutcome {
        let label = seen.label
        if label.status == .voided { return void(label) }
        switch match {
        case nil: return .noUpdate(voided: nil)
        case .notFound:
            return wait(
                seen,
                RecordIssue(
                    .orderNotFound, field: "orderNumber", value: label.orderNumber ?? "", at: position,
                    "no order of this key or number is known; import it, or name its folder in the job's orders"))
        case .ambiguous(let orders):
            return wait(
                seen,
                RecordIssue(
                    .ambiguousOrder, field: "orderNumber", value: label.orderNumber ?? "", at: position,
                    "several orders have this number: " + orders.joined(separator: ", ")
                        + "; give the label the order's key or its store"))
        case .order(let place, let isSuffixed): return announce(label, place, isSuffixed: isSuffixed)
        }
    }

    private func wait(_ seen: SeenLabel, _ issue: RecordIssue) -> LabelOutcome {
        let days = (today.seconds - seen.firstSeen.seconds) / 86400
        return days >= Int64(pendingDays) ? .rejected(issue) : .pending(issue)
    }

    // MARK: - Voids

    private mutating func void(_ label: Label) -> LabelOutcome {
        guard let key = ledger.announced(parcel: label.parcel) else {
            // A label of it may wait for its order, or come later.
            if !ledger.isNeverAnnounced(parcel: label.parcel) {
                note(ShipmentLedgerLine(fate: .voided, key: .ofNoOrder(parcel: label.parcel), items: nil))
            }
            return .noUpdate(voided: nil)
        }
        note(ShipmentLedgerLine(fate: .voided, key: key, items: nil))
        return .noUpdate(voided: key)
    }

    private mutating func note(_ line: ShipmentLedgerLine) {
        lines.append(line)
        ledger.add(line)
    }

    // MARK: - Announcements

    private mutating func announce(_ label: Label, _ place: Int, isSuffixed: Bool) -> LabelOutcome {
        let order = directory[place]
        let key = ShipmentKey(store: order.store, orderKey: order.orderKey, label: label)
        let box = OrderBox(order: place)
        guard ledger.fate(of: key) == nil else { return .alreadyAnnounced(box) }
        guard let store = stores[order.store], let channel = ChannelCatalog.channel(store.channel) else {
            return manual(
                box, key,
                RecordIssue(
                    .storeUnknown, field: "store", value: order.store, at: position,
                    "the order's store is not in the job; tell the shop by hand, or add the store"))
        }
        guard store.announcements.isOn, !isTooOld(label, store) else { return .noUpdate(voided: nil) }
        if order.orderStatus == .cancelled {
            return manual(
                box, key,
                RecordIssue(
                    .orderCancelled, field: "orderStatus", value: "cancelled", at: position,
                    "the order is cancelled; stop the parcel, or tell the shop by hand"))
        }
        var warnings: [RecordIssue] = []
        if order.orderStatus == .awaitingPayment || order.orderStatus == .onHold {
            warnings.append(
                RecordIssue(
                    .statusNotReady, field: "orderStatus", value: order.orderStatus.rawValue,
                    at: position, "the order was not ready to ship; it is announced all the same"))
        }
        switch share(of: label, order, place, isSuffixed, &warnings) {
        case .failure(let issue): return .rejected(issue.issue)
        case .success(let share):
            return accept(OrderBox(order: place, contents: .share(share)), order, channel, key, warnings)
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
            ?? BoxContents(order: order, boxes: ledger.boxes(store: order.store, orderKey: order.orderKey))
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
        _ box: OrderBox, _ order: ShippedOrder, _ channel: any Channel, _ key: ShipmentKey, _ warnings: [RecordIssue]
    ) -> LabelOutcome {
        let items = box.items(of: order, labelled: nil)
        if channel.updates.requiresItems, items?.isEmpty ?? true {
            return manual(
                box, key,
                RecordIssue(
                    .itemsUnknown, field: "shipmentItems", at: position,
                    "the channel wants to know what is in the box; tell it by hand"))
        }
        note(ShipmentLedgerLine(fate: .announced, key: key, items: items))
        return .announced(box, ledgerLine: lines.count - 1, warnings: warnings)
    }

    private mutating func manual(_ box: OrderBox, _ key: ShipmentKey, _ issue: RecordIssue) -> LabelOutcome {
        note(ShipmentLedgerLine(fate: .manual, key: key, items: nil))
        return .manual(box, issue)
    }

    // MARK: - The channels' words

    /// Puts the accepted boxes of a store into the words of its channel.
    /// - Parameter take: Takes the calls in their order.
    mutating func encode<Failure: Error>(
        _ labels: [SeenLabel], of id: String, _ outcomes: inout [LabelOutcome],
        take: (UpdateCall) throws(Failure) -> Void
    ) throws(Failure) {
        guard let store = stores[id], let channel = ChannelCatalog.channel(store.channel) else { return }
        let directory = directory
        let boxes = outcomes.enumerated().compactMap { index, outcome -> (label: Int, box: OrderBox)? in
            guard case .announced(let box, _, _) = outcome, directory.store(of: box.order) == id else { return nil }
            return (index, box)
        }
        guard !boxes.isEmpty else { return }
        let shipments = boxes.lazy.map { directory.shipment(of: labels[$0.label].label, in: $0.box) }
        let findings = try channel.updates.encode(shipments, store: store.settings(at: today.seconds)) {
            (request, covered) throws(Failure) in
            try take(UpdateCall(request: request, keys: covered.map { shipments[$0].key }))
        }
        apply(findings, to: boxes.map(\.label), labels, &outcomes)
    }

    private mutating func apply(
        _ findings: UpdateFindings, to indices: [Int], _ labels: [SeenLabel], _ outcomes: inout [LabelOutcome]
    ) {
        for (covered, finding) in findings.warnings {
            var warning = finding
            warning.position = labels[indices[covered]].position
            guard case .announced(let box, let line, let warnings) = outcomes[indices[covered]] else { continue }
            outcomes[indices[covered]] = .announced(box, ledgerLine: line, warnings: warnings + [warning])
        }
        for (covered, finding) in findings.manual {
            var issue = finding
            issue.position = labels[indices[covered]].position
            guard case .announced(let box, let line, _) = outcomes[indices[covered]] else { continue }
            lines[line].fate = .manual
            ledger.add(lines[line])
            outcomes[indices[covered]] = .manual(box, issue)
        }
    }
}

extension OrderShipment {
    fileprivate var key: ShipmentKey {
        ShipmentKey(store: order.store, orderKey: order.orderKey, label: shipment.label)
    }
}

/// The codes of what becomes of labels. Their texts are in `docs/codes.md`.
extension IssueCode {
    static let orderNotFound = IssueCode(rawValue: "order_not_found")
    static let ambiguousOrder = IssueCode(rawValue: "ambiguous_order")
    static let overShipped = IssueCode(rawValue: "over_shipped")
    static let orderCancelled = IssueCode(rawValue: "order_cancelled")
    static let storeUnknown = IssueCode(rawValue: "store_unknown")
    static let statusNotReady = IssueCode(rawValue: "status_not_ready")
    static let itemNotInOrder = IssueCode(rawValue: "item_not_in_order")
    static let itemsUnknown = IssueCode(rawValue: "items_unknown")
    static let invalidBytes = IssueCode(rawValue: "invalid_bytes")
    static let rowTooLong = IssueCode(rawValue: "row_too_long")
    static let rowTooShort = IssueCode(rawValue: "row_too_short")
    static let rowDiffers = IssueCode(rawValue: "row_differs")
    static let markupDropped = IssueCode(rawValue: "markup_dropped")

    /// Every code of this room, for the documentation's test.
    package static let ofJobs: [IssueCode] = [
        .orderNotFound, .ambiguousOrder, .overShipped, .orderCancelled, .storeUnknown, .statusNotReady, .itemNotInOrder,
        .itemsUnknown, .invalidBytes, .rowTooLong, .rowTooShort, .rowDiffers, .markupDropped,
    ]
}
