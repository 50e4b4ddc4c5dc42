import Orders
import WireFormats

/// What is known of one order of a store from the inputs that came before.
struct KnownOrder: Hashable {
    /// Seconds since the epoch, when the channel gives a modification date.
    var modifyDate: Int64?
    /// The digest of what was written last; `nil` when nothing was.
    var digest: Digest?
}

/// What one input has to say about one order, for its ledger entry.
struct OrderLedgerLine: Hashable {
    /// What became of the order's newest version in the input.
    enum Fate: String {
        case written
        case rejected
        case excluded
    }

    var fate: Fate
    var modifyDate: Int64?
    var digest: Digest?
    var orderKey: String

    var fields: [String] {
        [fate.rawValue, modifyDate.map(String.init) ?? "-", digest?.hex ?? "-", orderKey]
    }

    init(fate: Fate, modifyDate: Int64?, digest: Digest?, orderKey: String) {
        self.fate = fate
        self.modifyDate = modifyDate
        self.digest = digest
        self.orderKey = orderKey
    }

    init?(fields: [String]) {
        guard fields.count == 4, let fate = Fate(rawValue: fields[0]) else { return nil }
        self.fate = fate
        modifyDate = Int64(fields[1])
        digest = Digest(hex: Substring(fields[2]))
        orderKey = fields[3]
    }
}

/// What all earlier inputs of a store have written: the answer to "is this order new?".
struct OrderLedger {
    private var orders: [Digest: KnownOrder] = [:]

    /// Whether `version` counts over `known`: the newer one does; where either has no date, the one taken later.
    static func isNewer(_ version: Int64?, than known: Int64?) -> Bool {
        guard let version, let known else { return true }
        return version >= known
    }

    /// What is known of an order.
    subscript(key: Digest) -> KnownOrder? { orders[key] }

    /// Takes in an input that came after all those before.
    mutating func add(_ lines: some Sequence<OrderLedgerLine>) {
        for line in lines {
            let key = Digest(of: line.orderKey)
            let known = orders[key]
            if let known, !Self.isNewer(line.modifyDate, than: known.modifyDate) { continue }
            // A version that was rejected or excluded has not changed what the outputs say.
            orders[key] = KnownOrder(modifyDate: line.modifyDate, digest: line.digest ?? known?.digest)
        }
    }
}
