import Channels
import Orders
package import WireFormats

/// What becomes of one label.
enum LabelOutcome {
    /// The channel is told.
    case announced(Shipment, ShippedOrder, warnings: [RecordIssue])
    case alreadyAnnounced(Shipment?)
    /// Its order is not known yet, or not certain.
    case pending(RecordIssue)
    /// Nothing is to be told; of an announced box that was taken back, a person is.
    case noUpdate(voided: ShipmentKey?)
    case manual(Shipment, RecordIssue)
    case rejected(RecordIssue)
}

/// One call to a channel, and the boxes that it is about.
struct UpdateCall {
    var request: UpdateRequest
    var keys: [ShipmentKey]
}

/// Decides what becomes of each label of one input, in their order, by the rules of the product contract §3.
struct Announcer {
    let stores: [String: StoreDefinition]
    let directory: OrderDirectory
    var ledger: ShipmentLedger
    /// The date of the run.
    let today: Timestamp
    let pendingDays: Int
    /// Where the label at hand starts.
    private var position = SourcePosition(line: 1, column: 1)
    /// For each store the calls that tell its channel, in their order.
    private(set) var calls: [String: [UpdateCall]] = [:]
    /// What this input adds to the ledger.
    private(set) var lines: [ShipmentLedgerLine] = []
    private var contents: [ShipmentOrderID: BoxContents] = [:]
    /// Boxes that are taken back in an input of this run: they were never on their way.
    let voidedParcels: Set<String>
    /// For each order the parcels of this input that want to be announced; one that is listed twice is one.
    private var parcels: [ShipmentOrderID: Set<String>] = [:]

    struct ShipmentOrderID: Hashable {
        var store: String
        var orderKey: String
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

    /// Decides for all labels of an input.
    mutating func decide(_ labels: [SeenLabel]) -> [LabelOutcome] {
        lines = []
        calls = [:]
        contents = [:]
        parcels = [:]
        for seen in labels where wantsUpdate(seen.label) {
            if case .order(let order, _) = directory.match(seen.label) {
                let id = ShipmentOrderID(store: order.store, orderKey: order.orderKey)
                parcels[id, default: []].insert(seen.label.parcel)
            }
        }
        var outcomes = labels.map { decide($0) }
        markLastBoxes(&outcomes)
        encode(&outcomes)
        return outcomes
    }

    private func wantsUpdate(_ label: Label) -> Bool {
        label.status == .completed && !label.isReturnLabel && label.namesParcel
            && !voidedParcels.contains(label.parcel) && !ledger.isNeverAnnounced(parcel: label.parcel)
    }

    private mutating func decide(_ seen: SeenLabel) -> LabelOutcome {
        let label = seen.label
        position = seen.position
        if label.status == .voided { return void(label) }
        guard wantsUpdate(label) else { return .noUpdate(voided: nil) }
        switch directory.match(label) {
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
        case .order(let order, let isSuffixed): return announce(label, order, isSuffixed: isSuffixed)
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

    private mutating func announce(_ label: Label, _ order: ShippedOrder, isSuffixed: Bool) -> LabelOutcome {
        let key = ShipmentKey(store: order.store, orderKey: order.orderKey, label: label)
        let bare = Shipment(
            label: label, store: order.store, orderKey: order.orderKey, orderNumber: order.orderNumber,
            items: label.items, completesOrder: false)
        guard ledger.fate(of: key) == nil else { return .alreadyAnnounced(bare) }
        guard let store = stores[order.store], let channel = ChannelCatalog.channel(store.channel) else {
            return manual(
                bare, key,
                RecordIssue(
                    .storeUnknown, field: "store", value: order.store, at: position,
                    "the order's store is not in the job; tell the shop by hand, or add the store"))
        }
        guard store.announcements.isOn, !isTooOld(label, store) else { return .noUpdate(voided: nil) }
        if order.orderStatus == .cancelled {
            return manual(
                bare, key,
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
        switch share(of: label, order, isSuffixed, &warnings) {
        case .failure(let issue): return .rejected(issue.issue)
        case .success(let share): return accept(bare, order, channel, key, share, warnings)
        }
    }

    private func isTooOld(_ label: Label, _ store: StoreDefinition) -> Bool {
        guard let since = store.announcements.since, let date = label.shipDate ?? label.createDate else { return false }
        return date < since
    }

    private struct Overflow: Error { var issue: RecordIssue }

    private mutating func share(
        of label: Label, _ order: ShippedOrder, _ isSuffixed: Bool, _ warnings: inout [RecordIssue]
    ) -> Result<BoxContents.Share, Overflow> {
        let id = ShipmentOrderID(store: order.store, orderKey: order.orderKey)
        var boxes =
            contents[id]
            ?? BoxContents(
                order: order, boxes: ledger.boxes(store: order.store, orderKey: order.orderKey))
        defer { contents[id] = boxes }
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
        let isOnly = isFirst && parcels[id]?.count == 1 && !isSuffixed
        if isOnly || (isFirst && !isSuffixed) {
            // The only label carries the whole order; of several without items the first is said to.
            if !isOnly { warnings.append(itemsUnknown(label)) }
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
        _ bare: Shipment, _ order: ShippedOrder, _ channel: any Channel, _ key: ShipmentKey,
        _ share: BoxContents.Share, _ warnings: [RecordIssue]
    ) -> LabelOutcome {
        var shipment = bare
        let boxes = contents[ShipmentOrderID(store: order.store, orderKey: order.orderKey)]
        shipment.items = share.flatMap { share in boxes?.items(of: share) }
        if channel.updates.requiresItems, shipment.items?.isEmpty ?? true {
            return manual(
                shipment, key,
                RecordIssue(
                    .itemsUnknown, field: "shipmentItems", at: position,
                    "the channel wants to know what is in the box; tell it by hand"))
        }
        note(ShipmentLedgerLine(fate: .announced, key: key, items: shipment.items))
        return .announced(shipment, order, warnings: warnings)
    }

    /// Puts the accepted boxes of each store into the words of its channel.
    private mutating func encode(_ outcomes: inout [LabelOutcome]) {
        var accepted: [String: [Int]] = [:]
        for (index, outcome) in outcomes.enumerated() {
            if case .announced(let shipment, _, _) = outcome { accepted[shipment.store, default: []].append(index) }
        }
        for (id, indices) in accepted {
            guard let store = stores[id], let channel = ChannelCatalog.channel(store.channel) else { continue }
            let shipments = indices.compactMap { index -> OrderShipment? in
                guard case .announced(let shipment, let order, _) = outcomes[index] else { return nil }
                return OrderShipment(shipment: shipment, order: order)
            }
            let updates = channel.updates.encode(shipments, store: store.settings(at: today.seconds))
            take(updates, of: shipments, at: indices, &outcomes)
            calls[id] = updates.requests.map { request, covered in
                UpdateCall(request: request, keys: covered.map { key(of: shipments[$0]) })
            }
        }
    }

    private mutating func take(
        _ updates: EncodedUpdates, of shipments: [OrderShipment], at indices: [Int], _ outcomes: inout [LabelOutcome]
    ) {
        for (covered, warning) in updates.warnings {
            guard case .announced(let shipment, let order, let warnings) = outcomes[indices[covered]] else { continue }
            outcomes[indices[covered]] = .announced(shipment, order, warnings: warnings + [warning])
        }
        for (covered, issue) in updates.manual {
            let key = key(of: shipments[covered])
            if let place = lines.lastIndex(where: { $0.key == key }) {
                lines[place].fate = .manual
                ledger.add(lines[place])
            }
            outcomes[indices[covered]] = .manual(shipments[covered].shipment, issue)
        }
    }

    private func key(of shipment: OrderShipment) -> ShipmentKey {
        ShipmentKey(store: shipment.order.store, orderKey: shipment.order.orderKey, label: shipment.shipment.label)
    }

    private mutating func manual(
        _ shipment: Shipment, _ key: ShipmentKey, _ issue: RecordIssue
    ) -> LabelOutcome {
        note(ShipmentLedgerLine(fate: .manual, key: key, items: nil))
        return .manual(shipment, issue)
    }

    /// Marks each order's last announced box as completing it, when the boxes so far hold everything that ships.
    private func markLastBoxes(_ outcomes: inout [LabelOutcome]) {
        var done: Set<ShipmentOrderID> = []
        for index in outcomes.indices.reversed() {
            guard case .announced(var shipment, let order, let warnings) = outcomes[index] else {
                continue
            }
            let id = ShipmentOrderID(store: shipment.store, orderKey: shipment.orderKey)
            guard done.insert(id).inserted else { continue }
            shipment.completesOrder = contents[id]?.isComplete ?? false
            outcomes[index] = .announced(shipment, order, warnings: warnings)
        }
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
