import DropFolder
import SystemPackage

/// What earlier runs that were killed have committed without telling anybody.
struct KilledRuns {
    let folders: RunFolders

    /// Ends what they could not end: closes the ledger entries of archived inputs, notes how far the ledger goes.
    /// - Returns: What they had committed, for the report of this run.
    func settle(_ inbox: borrowing DropFolder) throws(JobError) -> [FileReport] {
        var committed: [FileReport] = []
        for kind in [ImportOrders.ledgerKind, AnnounceShipments.ledgerKind] {
            for store in try folders.ledgerStores(of: kind) { committed += try settle(kind, store, inbox) }
        }
        return committed + inbox.deadRunsMoved.map(FileReport.init)
    }

    private func settle(
        _ kind: String, _ store: String, _ inbox: borrowing DropFolder
    ) throws(JobError) -> [FileReport] {
        var committed: [FileReport] = []
        var last = 0
        try disk { () throws(DiskError) in try folders.ledger.sweepCompaction(kind: kind, store: store) }
        for entry in try disk({ () throws(DiskError) in try folders.ledger.entries(kind: kind, store: store) })
        where entry.state == .open || (entry.state == .closed && inbox.isAfterStoppedRun) {
            let head = try LedgerEntries.head(of: entry)
            if entry.state == .open {
                guard try isArchived(head) else { continue }
                try disk { () throws(DiskError) in
                    try folders.ledger.close(kind: kind, store: store, stem: entry.stem)
                }
            }
            last = max(last, head.sequence)
            guard inbox.deadRuns.contains(head["run"] ?? "") else { continue }
            var report = FileReport(recovered: head, kind: kind, store: store, stem: entry.stem)
            report.outputs = try folders.outputs(ofKind: kind, store: store, stem: entry.stem)
            committed.append(report)
        }
        try noteLast(last, kind, store)
        return committed
    }

    /// Notes beside the ledger how far it goes, which runs that were stopped could not.
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

    /// What the next run needs to tell the same of a repeat or a quarantined file, for the note before its move.
    var facts: [String] { [stem, reason ?? ""] + content.named.flatMap { [$0.name, String($0.count)] } }

    /// What a killed run has archived as a repeat, or put into the quarantine.
    fileprivate init(_ note: MoveNote) {
        let area = note.area.split(separator: "/").map(String.init)
        let isOfOrders = area.first == ImportOrders.ledgerKind
        var counts: [String: Int] = [:]
        for index in stride(from: 3, to: note.facts.count, by: 2) {
            counts[note.facts[index - 1]] = Int(note.facts[index])
        }
        self.init(
            store: isOfOrders ? area.last ?? "" : "", file: note.name, stem: note.facts.first ?? "",
            fate: note.target == .archive ? .repeated : .quarantined,
            content: isOfOrders ? .orders(OrderCounts(named: counts)) : .labels(LabelCounts(named: counts)))
        reason = note.facts.dropFirst().first.flatMap { $0.isEmpty ? nil : $0 }
        movedTo = note.place
    }
}
