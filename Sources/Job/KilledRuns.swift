import DropFolder
import SystemPackage

/// What earlier runs that were killed have committed without telling anybody.
struct KilledRuns {
    let folders: RunFolders

    /// Ends what they could not end: closes the ledger entries of archived inputs, removes their markers.
    /// - Returns: What they had committed, for the report of this run.
    func settle(_ inbox: borrowing DropFolder) throws(JobError) -> [FileReport] {
        var committed: [FileReport] = []
        for kind in [ImportOrders.ledgerKind, AnnounceShipments.ledgerKind] {
            for store in try stores(of: kind) {
                for entry in try folders.ledgerEntries(kind: kind, store: store) {
                    if entry.isOpen {
                        guard try isArchived(entry.text) else { continue }
                        try disk { () throws(DiskError) in
                            try folders.ledger.close(kind: kind, store: store, stem: entry.stem)
                        }
                    }
                    guard inbox.deadRuns.contains(entry.text["run"] ?? "") else { continue }
                    let report = FileReport(recovered: entry.text, kind: kind, store: store, stem: entry.stem)
                    try removeMarker(of: report.file, kind, store, inbox)
                    committed.append(report)
                }
            }
        }
        return committed + inbox.deadRunsQuarantined.map(FileReport.init)
    }

    private func stores(of kind: String) throws(JobError) -> [String] {
        if kind == AnnounceShipments.ledgerKind { return [""] }
        return try disk { () throws(DiskError) in try folders.ledger.stores(kind: kind) }
    }

    // What was claimed and not archived has gone back to the inbox, and its entry is removed by then.
    private func isArchived(_ entry: LedgerText) throws(JobError) -> Bool {
        guard let path = entry["archive"] else { return false }
        return try disk { () throws(DiskError) in
            try Folders.isFile(folders.definition.archive.appending(path))
        }
    }

    private func removeMarker(
        of file: String, _ kind: String, _ store: String, _ inbox: borrowing DropFolder
    ) throws(JobError) {
        guard let doneMarker = folders.definition.doneMarker else { return }
        let area = store.isEmpty ? kind : "\(kind)/\(store)"
        do throws(DiskError) {
            try inbox.removeMarker(area: area, name: file, doneMarker: doneMarker)
        } catch {
            throw JobError(error)
        }
    }
}

extension FileReport {
    /// What a killed run has done, as its ledger entry tells.
    fileprivate init(recovered entry: LedgerText, kind: String, store: String, stem: String) {
        self.init(
            store: store, file: entry["file"] ?? "", stem: stem, fate: .recovered,
            content: kind == ImportOrders.ledgerKind
                ? .orders(OrderCounts(named: entry.counts)) : .labels(LabelCounts(named: entry.counts)))
        movedTo = entry["archive"]
    }

    /// What a killed run has put into the quarantine.
    fileprivate init(_ note: QuarantineNote) {
        let parts = note.area.split(separator: "/").map(String.init)
        let isOfOrders = parts.first == ImportOrders.ledgerKind
        self.init(
            store: isOfOrders ? parts.last ?? "" : "", file: note.name, stem: "", fate: .quarantined,
            content: isOfOrders ? .orders(OrderCounts()) : .labels(LabelCounts()))
        reason = note.summary
        movedTo = note.place
    }
}

/// An entry of the ledger, read.
struct LedgerEntry {
    var stem: String
    var isOpen: Bool
    var text: LedgerText
}

extension RunFolders {
    /// The ledger's entries of a kind and store in the order in which their inputs were taken.
    /// - Throws: `JobError` for a damaged entry: what it remembered is never guessed at.
    func ledgerEntries(kind: String, store: String) throws(JobError) -> [LedgerEntry] {
        var entries: [LedgerEntry] = []
        for entry in try disk({ () throws(DiskError) in try ledger.entries(kind: kind, store: store) }) {
            let bytes = try disk { () throws(DiskError) in try Folders.read(entry.path) } ?? []
            guard let text = LedgerText(bytes: bytes) else {
                throw JobError(
                    .inputOutput,
                    "the ledger entry \(entry.path) is damaged; put it back from a backup, or remove it and accept that its input counts as new"
                )
            }
            entries.append(LedgerEntry(stem: entry.stem, isOpen: entry.isOpen, text: text))
        }
        return entries.sorted { $0.text.sequence < $1.text.sequence }
    }
}
