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

    /// Where temporary files may be found after a run was killed.
    var sweeping: [FilePath] { [definition.outbox, definition.ledger, definition.reports, pending] }

    /// The stores that have ledger entries of a kind; label results belong to none.
    func ledgerStores(of kind: String) throws(JobError) -> [String] {
        if kind == AnnounceShipments.ledgerKind { return [""] }
        return try disk { () throws(DiskError) in try ledger.stores(kind: kind) }
    }

    /// Starts an output under a temporary name.
    func output(in folder: FilePath, _ label: String) throws(JobError) -> OutputFile {
        try disk { () throws(DiskError) in try OutputFile(in: folder, run: run, label: label) }
    }
}

/// Turns what the disk refuses into what the run is worth.
func disk<Result: ~Copyable>(_ body: () throws(DiskError) -> Result) throws(JobError) -> Result {
    do throws(DiskError) {
        return try body()
    } catch {
        throw JobError(error)
    }
}

extension JobError {
    init(_ error: DiskError) {
        // It names files, which anybody may have named.
        let message = singleLine(error.message)
        if error.isFull {
            self.init(.tryAgain, "\(message); make room and run again: nothing is lost")
        } else if error.call == "open" || error.call == "mkdir" {
            self.init(.cannotCreate, "\(message); see that the folder exists and is writable")
        } else {
            self.init(.inputOutput, message)
        }
    }

    init(_ error: DropFolderError) {
        switch error {
        case .noInbox(let path): self.init(.noInput, "there is no inbox \(path); make it, or mend inbox in the job")
        case .busy(let path): self.init(.tryAgain, "another run is at work on \(path)")
        case .otherFileSystem(let path):
            self.init(
                .config,
                "\(path) lies on another file system than the inbox; files could not be moved there in one step")
        case .disk(let error): self.init(error)
        }
    }
}
