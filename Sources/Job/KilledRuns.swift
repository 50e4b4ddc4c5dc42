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
            for store in try folders.ledgerStores(of: kind) { committed += try settle(kind, store, inbox) }
        }
        return committed + inbox.deadRunsQuarantined.map(FileReport.init)
    }

    private func settle(
        _ kind: String, _ store: String, _ inbox: borrowing DropFolder
    ) throws(JobError) -> [FileReport] {
        var committed: [FileReport] = []
        var last = 0
        for entry in try disk({ () throws(DiskError) in try folders.ledger.entries(kind: kind, store: store) })
        where entry.state == .open || (entry.state == .closed && !inbox.deadRuns.isEmpty) {
            let head = try LedgerEntries.head(of: entry)
            if entry.state == .open {
                guard try isArchived(head) else { continue }
                try disk { () throws(DiskError) in
                    try folders.ledger.close(kind: kind, store: store, stem: entry.stem)
                }
            }
            guard inbox.deadRuns.contains(head["run"] ?? "") else { continue }
            let report = FileReport(recovered: head, kind: kind, store: store, stem: entry.stem)
            try removeMarker(of: report.file, kind, store, inbox)
            last = max(last, head.sequence)
            committed.append(report)
        }
        try noteLast(last, kind, store)
        return committed
    }

    /// Notes beside the ledger how far it goes, which dead runs could not.
    private func noteLast(_ number: Int, _ kind: String, _ store: String) throws(JobError) {
        try disk { () throws(DiskError) in
            guard try number > folders.ledger.lastNumber(kind: kind, store: store) else { return }
            try folders.ledger.noteLast(number, kind: kind, store: store)
        }
    }

    // What was claimed and not archived has gone back to the inbox, and its entry is removed by then.
    private func isArchived(_ entry: LedgerHead) throws(JobError) -> Bool {
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
    fileprivate init(recovered entry: LedgerHead, kind: String, store: String, stem: String) {
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
