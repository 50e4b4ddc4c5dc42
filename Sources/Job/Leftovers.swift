import DropFolder
import SystemPackage
import WireFormats

/// What a killed or failed run has published of an input that it could not commit.
///
/// It is taken back before the input is read again: in the meantime other inputs may have come, so that some of its
/// records are decided otherwise, and an update that was published then would be sent beside the one of now.
struct Leftovers {
    let folders: RunFolders

    /// Takes back what was made of a claim of a dead run.
    /// - Parameters:
    ///   - area: The claim's folder below the inbox.
    ///   - name: Its name when it was claimed.
    ///   - path: Where it lies.
    func remove(area: String, name: String, path: FilePath) throws(DiskError) {
        let stem = SafeName.stem(of: name, digest: try digest(of: path))
        let parts = area.split(separator: "/")
        if parts.first == "orders", parts.count == 2 {
            try remove(ImportOrders.ledgerKind, store: String(parts[1]), stem)
        } else if parts.first == "labels" {
            try remove(AnnounceShipments.ledgerKind, store: "", stem)
        }
    }

    /// Takes back what was made of an input, unless its ledger entry is closed: then it is no leftover.
    func remove(_ kind: String, store: String, _ stem: String) throws(DiskError) {
        guard try !folders.ledger.isClosed(kind: kind, store: store, stem: stem) else { return }
        if kind == ImportOrders.ledgerKind {
            for ending in OutputEndings.orders {
                try Folders.removeFile(folders.orders(store).appending(stem + ending))
            }
            for ending in OutputEndings.rejects {
                try Folders.removeFile(folders.rejects(store).appending(stem + ending))
            }
        } else {
            try removeShipments(stem)
        }
        try folders.ledger.removeOpen(kind: kind, store: store, stem: stem)
    }

    private func removeShipments(_ stem: String) throws(DiskError) {
        for ending in OutputEndings.shipments {
            try Folders.removeFile(folders.shipments.appending(stem + ending))
        }
        for ending in OutputEndings.rejects {
            try Folders.removeFile(folders.rejects(AnnounceShipments.ledgerKind).appending(stem + ending))
        }
        try Folders.removeFile(folders.pending.appending(ShipmentOutputs.pendingName(of: stem)))
        for store in try Folders.names(in: folders.updates) {
            let updates = folders.updates.appending(store)
            for ending in OutputEndings.lists {
                try Folders.removeFile(updates.appending(stem + ending))
            }
            let calls = updates.appending(stem)
            // The list first: without it nobody sends the bodies.
            try Folders.removeFile(calls.appending(RequestFiles.listName))
            if try Folders.exists(calls) { try Folders.removeTree(calls) }
        }
    }

    private func digest(of path: FilePath) throws(DiskError) -> String {
        let file = try OpenFile(path)
        do throws(WireError) {
            return try Digest(ofFile: file.descriptor).hex
        } catch {
            throw DiskError(call: "read", path: path, errno: error.errno)
        }
    }
}
