import Orders
import WireFormats

/// A label that waits for its order.
struct Wait {
    var issue: RecordIssue
    /// The date on which it was first seen, in whichever file.
    var firstSeen: Timestamp
    /// Whether it stands in another file, or before, so that one waits for both.
    var isCopy: Bool
}

extension Announcer {
    /// Decides for a label whose order is not known, or not certain.
    ///
    /// A label that comes in export after export waits once, from the day on which it came first.
    mutating func wait(_ seen: SeenLabel, _ issue: RecordIssue) -> LabelOutcome {
        let label = seen.label
        // Of one that is valid again a person has to be told, when its order is known.
        if !label.isRefundRefused {
            switch isTakenBack(label, nil) {
            case .byName, .byParcel: return .noUpdate
            case .no, .perhaps: break
            }
        }
        var issue = issue
        if ledger.isGivenUp(label) {
            issue.message += "; it was given up before, and is announced if it comes again when that is mended"
            return .givenUp(issue)
        }
        let name = Self.name(ofWaiting: label)
        let firstSeen = min(firstSeen[name] ?? seen.firstSeen, seen.firstSeen)
        let days = (today.seconds - firstSeen.seconds) / 86400
        guard days < Int64(pendingDays) else {
            note(ShipmentLedgerLine(fate: .givenUp, of: label))
            issue.message +=
                "; it has waited for \(days) days and is given up: when that is mended let the label come again, in the"
                + " next export or in the same file under another name"
            return .rejected(issue)
        }
        return .pending(Wait(issue: issue, firstSeen: firstSeen, isCopy: !waiting.insert(name).inserted))
    }

    /// What tells a label that waits from others: its parcel, and all that it says of its order.
    static func name(ofWaiting label: Label) -> Digest { OrderWords(of: label).digest(with: label.parcel) }

    /// Why a label finds no order.
    func issue(of match: OrderDirectory.Match, _ label: Label) -> RecordIssue {
        let number = label.orderNumber ?? ""
        switch match {
        case .storeUnknown(let store):
            return RecordIssue(
                .storeUnknown, field: "store", value: store, at: position,
                "no store of the job is called so by its label-names; add the name there, or to exclude-stores of the"
                    + " job's labels")
        case .ambiguous(let orders):
            return RecordIssue(
                .ambiguousOrder, field: "orderNumber", value: number, at: position,
                "several orders have this number: " + orders.joined(separator: ", ")
                    + "; give the label the order's key or its store")
        case .order, .notFound:
            return RecordIssue(
                .orderNotFound, field: "orderNumber", value: number, at: position,
                "no order of this key or number is known; import it, or name its folder in the job's orders")
        }
    }
}
