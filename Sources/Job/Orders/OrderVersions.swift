import WireFormats

/// The newest version of each order that a file has, and what became of it: what the ledger is to say of the file.
///
/// A file may hold all of a store's history, so that an order takes few bytes: the texts of the keys lie one behind the other.
struct OrderVersions {
    private struct Version {
        var content: KnownOrder
        /// Where the key's text ends; it begins where the one before ends.
        var keyEnd: Int
        /// The record that holds the newest version so far.
        var record: UInt32
        var fate: OrderLedgerLine.Fate?
    }

    private var keys = DigestIndex()
    /// By the numbers of their keys.
    private var versions: [Version] = []
    private var keyTexts: [UInt8] = []

    /// The record of the newest version so far and the date of that; `nil` for an order that has not come yet.
    subscript(key: Digest) -> (record: Int, modifyDate: Int64?)? {
        keys.number(of: key).map { (Int(versions[$0].record), versions[$0].content.modifyDate) }
    }

    /// Notes the first version of an order.
    mutating func begin(_ key: Digest, text: ArraySlice<UInt8>, record: Int, modifyDate: Int64?) {
        guard keys.insert(key).isNew else { return }
        keyTexts += text
        versions.append(
            Version(
                content: KnownOrder(modifyDate: modifyDate, digest: nil), keyEnd: keyTexts.count,
                record: UInt32(truncatingIfNeeded: record)))
    }

    /// Notes a version that is newer than the one before.
    mutating func replace(_ key: Digest, record: Int, modifyDate: Int64?) {
        guard let number = keys.number(of: key) else { return }
        versions[number].record = UInt32(truncatingIfNeeded: record)
        versions[number].content = KnownOrder(modifyDate: modifyDate, digest: nil)
        versions[number].fate = nil
    }

    /// Notes what became of the newest version.
    mutating func settle(_ key: Digest, _ fate: OrderLedgerLine.Fate, _ digest: Digest?) {
        guard let number = keys.number(of: key) else { return }
        versions[number].fate = fate
        versions[number].content = KnownOrder(modifyDate: versions[number].content.modifyDate, digest: digest)
    }

    /// How many lines the ledger gets.
    var lineCount: Int { versions.count { $0.fate != nil } }

    /// The lines of the ledger, in the order in which the keys first occurred.
    var lines: some Sequence<OrderLedgerLine> {
        versions.indices.lazy.compactMap { [versions, keyTexts] index in
            guard let fate = versions[index].fate else { return nil }
            let start = index == 0 ? 0 : versions[index - 1].keyEnd
            return OrderLedgerLine(
                fate: fate, modifyDate: versions[index].content.modifyDate, digest: versions[index].content.digest,
                orderKey: String(decoding: keyTexts[start..<versions[index].keyEnd], as: UTF8.self))
        }
    }
}
