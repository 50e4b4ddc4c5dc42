import DropFolder
import WireFormats

/// What the ledger remembers of inputs, for `waybill ledger list`.
package struct LedgerListing: Sendable {
    /// One input, or many whose entries were compacted into one.
    package struct Entry: Sendable {
        /// `orders` or `labels`.
        package var kind: String
        /// The store; empty for label results.
        package var store: String
        /// The place of the input among those of its store, of many that of the last.
        package var sequence: Int
        package var stem: String
        package var file: String
        package var run: String
        /// Whether it has many inputs.
        package var isCompacted: Bool
        /// In the order of the report.
        package var counts: [(name: String, count: Int)]
    }

    package let entries: [Entry]

    /// Reads the heads of all entries of archived inputs.
    /// - Throws: `JobError` for an entry that is damaged.
    package init(_ definition: JobDefinition) throws(JobError) {
        let folders = RunFolders(definition, run: LedgerFolder.compaction)
        var all: [Entry] = []
        for kind in [ImportOrders.ledgerKind, AnnounceShipments.ledgerKind] {
            let names = kind == ImportOrders.ledgerKind ? OrderCounts().named : LabelCounts().named
            for store in try folders.ledgerStores(of: kind) {
                for entry in try LedgerEntries(folders.ledger, kind: kind, store: store).closed {
                    let counts = entry.head.counts
                    all.append(
                        Entry(
                            kind: kind, store: store, sequence: entry.head.sequence, stem: entry.file.stem,
                            file: entry.head["file"] ?? "", run: entry.head["run"] ?? "",
                            isCompacted: entry.file.state == .compacted,
                            counts: names.compactMap { name, _ in counts[name].map { (name, $0) } }))
                }
            }
        }
        entries = all
    }

    /// The listing as one JSON object.
    package var json: [UInt8] {
        var output = ByteOutput()
        output.append(
            listing: "ledger",
            entries.map {
                [
                    ("kind", .text($0.kind)), ("store", .text($0.store)), ("sequence", .number($0.sequence)),
                    ("stem", .text($0.stem)), ("file", .text($0.file)), ("run", .text($0.run)),
                    ("counts", .counts($0.counts)),
                ]
            })
        return output.array
    }
}

extension CompactLedger {
    /// What has come of a compaction as one JSON object.
    package static func json(_ outcomes: [Outcome]) -> [UInt8] {
        var output = ByteOutput()
        output.append(
            listing: "compacted",
            outcomes.map {
                [
                    ("folder", .text($0.folder)), ("entries", .number($0.entries)),
                    ("linesRead", .number($0.linesRead)),
                    ("linesKept", .number($0.linesKept)), ("lost", .number($0.lost)), ("damaged", .number($0.damaged)),
                    ("untold", .texts($0.untold)),
                ]
            })
        return output.array
    }
}
