import Labels
import Orders
import WireFormats

/// A box of an earlier input of which a person is told something.
struct ListedBox {
    var key: ShipmentKey
    var orderNumber: String
    /// Whether it may be the box of another order that is meant.
    var isDoubtful = false

    init(_ box: KnownBox, isDoubtful: Bool = false) {
        key = box.key
        orderNumber = box.orderNumber
        self.isDoubtful = isDoubtful
    }
}

extension Announcer {
    /// Decides for a label that was taken back: a person is told if anybody knows of it, else it is kept in mind.
    mutating func takeBack(_ label: Label) -> LabelOutcome {
        if OrderWords(of: label).isNameless { return takeBackNameless(label) }
        if case .order(let place, let isSuffixed) = match(label) {
            return takeBack(label, of: directory[place], isSuffixed: isSuffixed)
        }
        // Its order has left the folders, or was never here.
        let boxes = ledger.boxes(of: label).filter { $0.isMeant(by: label) }
        if Set(boxes.map(\.key.orderDigest)).count > 1 { return takeBackPerhaps(label, boxes) }
        if boxes.isEmpty { noteByWords(label) }
        return void(boxes, label)
    }

    /// Notes a label that is taken back by what it says of its order, once.
    private mutating func noteByWords(_ label: Label) {
        guard !ledger.withdrawn.contains(label, [OrderWords(of: label)]) else { return }
        note(ShipmentLedgerLine(fate: .withdrawn, of: label))
    }

    private mutating func takeBack(_ label: Label, of order: ShippedOrder, isSuffixed: Bool) -> LabelOutcome {
        // An order of the whole number may come yet.
        if isSuffixed { noteByWords(label) }
        var boxes = ledger.boxes(of: label, store: order.store, orderKey: order.orderKey)
        let isNew = boxes.isEmpty
        let other = ledger.boxJoinedBySuffix(label, store: order.store)
        if let other, !boxes.contains(where: { $0.key == other.key }) { boxes.append(other) }
        if isNew {
            note(
                ShipmentLedgerLine(
                    fate: .withdrawn, key: ShipmentKey(store: order.store, orderKey: order.orderKey, label: label),
                    orderNumber: order.orderNumber, label: label.idBesideParcel))
        }
        return void(boxes, label)
    }

    /// One that names no order counts for its parcel, unless several orders have it.
    private mutating func takeBackNameless(_ label: Label) -> LabelOutcome {
        let known = ledger.boxes(of: label).filter { label.mayBe($0.label) }
        let own = known.filter { $0.label != nil && $0.label == label.id }
        if !own.isEmpty { return void(own, label) }
        guard holderCount(of: label, known) <= 1 else { return takeBackPerhaps(label, known) }
        if known.isEmpty, ledger.withdrawn.nameless(label).isEmpty {
            note(ShipmentLedgerLine(fate: .withdrawn, of: label))
        }
        return void(known, label)
    }

    /// Leaves it to a person, once, of which order the label was.
    private mutating func takeBackPerhaps(_ label: Label, _ boxes: [KnownBox]) -> LabelOutcome {
        let line = ShipmentLedgerLine(fate: .withdrawn, of: label)
        let isNoted =
            line.words.isNameless
            ? !ledger.withdrawn.nameless(label).isEmpty : ledger.withdrawn.contains(label, [line.words])
        guard !isNoted else { return .noUpdate }
        note(line)
        let told = boxes.filter(\.isTold)
        return told.isEmpty ? .noUpdate : .takenBack(told.map { ListedBox($0, isDoubtful: true) })
    }

    /// Notes that boxes are taken back; a person is told of those that the shop may know.
    private mutating func void(_ boxes: [KnownBox], _ label: Label) -> LabelOutcome {
        let told = boxes.filter(\.isTold)
        for box in told {
            note(
                ShipmentLedgerLine(
                    fate: .voided, key: box.key, orderNumber: box.orderNumber, label: box.label,
                    isBySuffix: box.isBySuffix))
        }
        // One label that was told of without its number, and then with it, is one row.
        var orders: Set<Digest> = []
        let rows = told.filter { orders.insert($0.key.orderDigest).inserted || !label.hasTracking }
        return rows.isEmpty ? .noUpdate : .takenBack(rows.map { ListedBox($0) })
    }

    /// Decides for an answer that a label could not be taken back: if it was read as taken back, a person has to act.
    mutating func giveBack(_ label: Label) -> LabelOutcome {
        let isNameless = OrderWords(of: label).isNameless
        let known = ledger.boxes(of: label).filter {
            $0.isTakenBack && label.mayBe($0.label) && (isNameless || $0.isMeant(by: label))
        }
        let own = known.filter { $0.label != nil && $0.label == label.id }
        let boxes = own.isEmpty ? known : own
        guard let first = boxes.first else { return .noUpdate }
        for box in boxes {
            note(
                ShipmentLedgerLine(
                    fate: .manual, key: box.key, orderNumber: box.orderNumber, label: box.label,
                    isBySuffix: box.isBySuffix))
        }
        let isDoubtful = Set(boxes.map(\.key.orderDigest)).count > 1
        return .listed(
            boxes.map { ListedBox($0, isDoubtful: isDoubtful) }, refundRefused(first, position))
    }
}

// MARK: - What is told of it

extension Announcer {
    func refundRefused(_ box: KnownBox?, _ position: SourcePosition) -> RecordIssue {
        let before =
            box?.fate == .voided
            ? "the shop was told of it, and then voids.csv had it: if the tracking number was taken back there, give it again"
            : "it was read as taken back before the shop was told: tell the shop"
        return RecordIssue(
            .refundRefused, field: "status", at: position,
            "the carrier did not take the label back, so that it is valid again; \(before)")
    }

    func trackingLater(_ label: Label) -> RecordIssue {
        RecordIssue(
            .trackingLater, field: "trackingNumber", value: label.trackingNumber ?? "", at: position,
            "the shop was told of this label when it had no tracking number; tell it the number")
    }

    func voidDoubtful(_ label: Label) -> RecordIssue {
        RecordIssue(
            .voidDoubtful, field: "trackingNumber", value: label.trackingNumber ?? "", at: position,
            "a label with this tracking number was taken back, and nobody says of which order; if it was not this one,"
                + " tell the shop")
    }

    func announcedBySuffix(_ label: Label, _ box: KnownBox) -> RecordIssue {
        RecordIssue(
            .announcedBySuffix, field: "orderNumber", value: label.orderNumber ?? "", at: position,
            "the shop was told of this parcel for order \(box.orderNumber), before this order was known; take it back"
                + " there, and tell the shop of it for this order")
    }

    func joinedBySuffix(_ label: Label, _ order: ShippedOrder) -> RecordIssue {
        RecordIssue(
            .joinedBySuffix, field: "orderNumber", value: label.orderNumber ?? "", at: position,
            "no order has this number; it is taken for a part of order \(order.orderNumber)")
    }
}
