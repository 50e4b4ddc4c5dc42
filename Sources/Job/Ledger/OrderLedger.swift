import Orders
import WireFormats

/// What is known of one order of a store from the inputs that came before.
struct KnownOrder: Hashable {
    // A store's whole history is held, so that nothing is spent on what tells absence.
    private static let noDate = Int64.min
    private static let noDigest = Digest(high: 0, low: 0)

    private var seconds: Int64
    private var written: Digest

    init(modifyDate: Int64?, digest: Digest?) {
        seconds = modifyDate ?? Self.noDate
        written = digest ?? Self.noDigest
    }

    /// Seconds since the epoch, when the channel gives a modification date.
    var modifyDate: Int64? { seconds == Self.noDate ? nil : seconds }

    /// The digest of what was written last; `nil` when nothing was.
    var digest: Digest? { written == Self.noDigest ? nil : written }
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
}

/// What all earlier inputs of a store have written: the answer to "is this order new?".
struct OrderLedger {
    private var keys = DigestIndex()
    /// By the numbers of their keys.
    private var orders = SegmentedArray<KnownOrder>()
    /// The input that came last, as it was read: where no other follows its orders are never held a second time.
    private var last: OrderVersions?

    /// Whether `version` counts over `known`: the newer one does; where either has no date, the one taken later.
    static func isNewer(_ version: Int64?, than known: Int64?) -> Bool {
        guard let version, let known else { return true }
        return version >= known
    }

    /// What is known of an order.
    subscript(key: Digest) -> KnownOrder? {
        let known = keys.number(of: key).map { orders[$0] }
        guard let version = last?.line(of: key) else { return known }
        return Self.newest(version, known)
    }

    var isEmpty: Bool { keys.count == 0 && last == nil }

    /// Makes room for so many orders at once.
    mutating func reserve(_ count: Int) { keys.reserve(count) }

    /// Takes in an input that came after all those before.
    mutating func add(_ lines: OrderVersions.Lines) {
        takeInLast()
        guard lines.versions.lineCount > 0 else { return }
        last = lines.versions
        last?.forgetTexts()
    }

    /// Takes in a line of an entry.
    /// - Returns: Whether it could be understood.
    mutating func add(_ line: borrowing TabbedLineReader) -> Bool {
        guard let parts = Self.parts(of: line) else { return false }
        takeInLast()
        add(parts.key, KnownOrder(modifyDate: parts.modifyDate, digest: parts.digest))
        return true
    }

    /// What a line of an entry says; `nil` when it cannot be understood.
    static func parts(of line: borrowing TabbedLineReader) -> (key: Digest, modifyDate: Int64?, digest: Digest?)? {
        guard line.fieldCount == 4, OrderLedgerLine.Fate(rawValue: line.text(0)) != nil else { return nil }
        let date = line.text(1)
        let digest = Digest(hex: line.bytes(2))
        guard date == "-" || Int64(date) != nil, digest != nil || line.text(2) == "-" else { return nil }
        return (line.digest(3), Int64(date), digest)
    }

    private mutating func takeInLast() {
        guard let versions = last else { return }
        last = nil
        versions.forEachLine { key, version in add(key, version) }
    }

    private mutating func add(_ key: Digest, _ version: KnownOrder) {
        let (number, isNew) = keys.insert(key)
        if isNew { orders.append(version) } else { orders[number] = Self.newest(version, orders[number]) }
    }

    /// What counts of a version and of what was known before it came.
    private static func newest(_ version: KnownOrder, _ known: KnownOrder?) -> KnownOrder {
        guard let known else { return version }
        guard isNewer(version.modifyDate, than: known.modifyDate) else { return known }
        // A version that was rejected or excluded has not changed what the outputs say.
        return KnownOrder(modifyDate: version.modifyDate, digest: version.digest ?? known.digest)
    }
}
