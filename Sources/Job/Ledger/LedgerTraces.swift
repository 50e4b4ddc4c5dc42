import DropFolder
import SystemPackage

/// What earlier runs have left behind beside the ledger: it tells when the ledger, or a part of it, is lost.
///
/// A run goes on without it, and does again what was done before; somebody must know that.
struct LedgerTraces {
    let folders: RunFolders

    /// What is to be said, if anything is.
    func notes() throws(JobError) -> [String] {
        var notes: [String] = []
        for store in folders.definition.stores.map(\.id) {
            notes += try note(ImportOrders.ledgerKind, store: store).map { [$0] } ?? []
        }
        return notes + (try note(AnnounceShipments.ledgerKind, store: "").map { [$0] } ?? [])
    }

    private func note(_ kind: String, store: String) throws(JobError) -> String? {
        let ledger = folders.ledger
        return try disk { () throws(DiskError) in
            let last = ledger.lastPath(kind: kind, store: store)
            guard try !Folders.isFile(last) else { return nil }
            let entries = try ledger.entries(kind: kind, store: store).filter { $0.state != .open }
            guard entries.isEmpty else { return try noteOfEnd(last, entries, kind, store) }
            let traces = try traces(kind, store)
            guard !traces.isEmpty else { return nil }
            let (what, again) =
                store.isEmpty
                ? ("labels", "parcels that were announced before are announced again when their labels come again")
                : ("orders of \(store)", "orders that were written before are written again when they come again")
            let shown = traces.joined(separator: ", ")
            return "the ledger knows of no \(what), and there was a run before, as \(shown) shows: " + again
                + "; put \(ledger.root) back from a backup before anything of this run is sent"
        }
    }

    /// Without the number of the last entry nobody misses those that are lost at the end.
    private func noteOfEnd(
        _ last: FilePath, _ entries: [LedgerFolder.Entry], _ kind: String, _ store: String
    ) throws(DiskError) -> String {
        var note = "\(last) is missing, which has the number of the last entry: entries lost at the end are not missed"
        // An entry of many inputs does not say where they lie.
        guard entries.allSatisfy({ $0.state == .closed }) else { return note }
        let known = Set(entries.compactMap { try? LedgerEntries.head(of: $0)["archive"] })
        let newest = try newestInputs(kind, store).filter { !known.contains($0) }
        if let first = newest.first {
            note +=
                "; the ledger does not know \(newest.count) of the newest archived inputs, such as \(printable(first)):"
                + " if these are no repeats, put the ledger back from a backup"
        }
        return note
    }

    // MARK: - Traces

    private func traces(_ kind: String, _ store: String) throws(DiskError) -> [String] {
        var traces = try newestInputs(kind, store).prefix(1).map {
            printable(folders.definition.archive.appending($0).string)
        }
        if store.isEmpty {
            for name in try Folders.names(in: folders.updates) {
                let updates = folders.updates.appending(name)
                if try !Folders.names(in: updates).isEmpty { traces.append(printable(updates.string)) }
            }
        } else if try !Folders.files(in: folders.orders(store)).isEmpty {
            traces.append(printable(folders.orders(store).string))
        }
        return traces
    }

    /// The inputs of the newest day in the archive that has any, relative to it.
    private func newestInputs(_ kind: String, _ store: String) throws(DiskError) -> [String] {
        let archive = folders.definition.archive
        for year in try numbers(in: archive) {
            for month in try numbers(in: archive.appending(year)) {
                for day in try numbers(in: archive.appending(year).appending(month)) {
                    let path = "\(year)/\(month)/\(day)/" + (store.isEmpty ? kind : store)
                    let inputs = try Folders.files(in: archive.appending(path)).map { "\(path)/\($0.string)" }
                    if !inputs.isEmpty { return inputs }
                }
            }
        }
        return []
    }

    /// The names that are numbers, the largest first.
    private func numbers(in folder: FilePath) throws(DiskError) -> [String] {
        try Folders.names(in: folder).map(\.string).filter { Int($0) != nil }.sorted().reversed()
    }
}
