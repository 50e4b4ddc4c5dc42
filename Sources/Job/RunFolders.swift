import DropFolder
import Orders
import SystemPackage
import WireFormats

/// The folders that a run writes to, and the names of what it writes there.
struct RunFolders {
    let definition: JobDefinition
    let run: String
    let ledger: LedgerFolder

    init(_ definition: JobDefinition, run: String) {
        self.definition = definition
        self.run = run
        ledger = LedgerFolder(root: definition.ledger, run: run)
    }

    func orders(_ store: String) -> FilePath { definition.outbox.appending("orders").appending(store) }
    var shipments: FilePath { definition.outbox.appending("shipments") }
    var updates: FilePath { definition.outbox.appending("updates") }
    func updates(_ store: String) -> FilePath { updates.appending(store) }
    func rejects(_ store: String) -> FilePath { definition.outbox.appending("rejects").appending(store) }
    var pending: FilePath { definition.inbox.appending("labels").appending("pending") }

    /// Where an input lies when no run holds it.
    func path(of file: borrowing ClaimedFile) -> FilePath {
        definition.inbox.appending(file.area).appending(file.name)
    }

    /// Where temporary files may be found after a run was killed.
    var sweeping: [FilePath] { [definition.outbox, definition.ledger, definition.reports, pending] }

    /// The stores that have ledger entries of a kind; label results belong to none.
    func ledgerStores(of kind: String) throws(JobError) -> [String] {
        if kind == AnnounceShipments.ledgerKind { return [""] }
        return try disk { () throws(DiskError) in try ledger.stores(kind: kind) }
    }

    /// What lies there of an input that a killed run has taken.
    func outputs(ofKind kind: String, store: String, stem: String) throws(JobError) -> [FileOutput] {
        var expected: [FileOutput] = []
        func expect(_ kind: FileOutput.Kind, _ store: String?, _ folder: FilePath, _ name: String) {
            expected.append(FileOutput(kind: kind, store: store, path: folder.appending(name), count: nil))
        }
        if kind == ImportOrders.ledgerKind {
            expect(.orders, store, orders(store), stem + OutputEndings.orders[0])
            expect(.rejects, store, rejects(store), stem + OutputEndings.rejects[0])
        } else {
            expect(.shipments, nil, shipments, stem + OutputEndings.shipments[0])
            expect(.rejects, nil, rejects("labels"), stem + OutputEndings.rejects[0])
            expect(.pending, nil, pending, ShipmentOutputs.pendingName(of: stem))
            for name in try disk({ () throws(DiskError) in try Folders.names(in: updates) }) {
                let folder = updates.appending(name)
                expect(.requests, name.string, folder.appending(stem), RequestFiles.listName)
                expect(.manual, name.string, folder, stem + OutputEndings.lists[0])
                expect(.voids, name.string, folder, stem + OutputEndings.lists[1])
            }
        }
        return try disk { () throws(DiskError) in
            var found: [FileOutput] = []
            for output in expected where try Folders.isFile(output.path) { found.append(output) }
            return found
        }
    }

    /// Starts an output under a temporary name.
    func output(in folder: FilePath, _ label: String) throws(JobError) -> OutputFile {
        try disk { () throws(DiskError) in try OutputFile(in: folder, run: run, label: label) }
    }
}
