package import SystemPackage

/// The ledger's files: one for each input, `<kind>/<store>/<stem>`, with `.open` behind it until the input is archived.
package struct LedgerFolder: Sendable {
    /// An entry's file.
    package struct Entry: Hashable, Sendable {
        package var stem: String
        package var isOpen: Bool
        package var path: FilePath
    }

    package let root: FilePath
    private let run: String
    private static let openSuffix = ".open"

    package init(root: FilePath, run: String) {
        self.root = root
        self.run = run
    }

    private func folder(_ kind: String, _ store: String) -> FilePath {
        store.isEmpty ? root.appending(kind) : root.appending(kind).appending(store)
    }

    /// The entries of a kind and store, in the order of the bytes of their names.
    package func entries(kind: String, store: String) throws(DiskError) -> [Entry] {
        let folder = folder(kind, store)
        return try Folders.files(in: folder).filter { !$0.string.hasPrefix(".") }.map { name in
            let isOpen = name.string.hasSuffix(Self.openSuffix)
            let stem = isOpen ? String(name.string.dropLast(Self.openSuffix.count)) : name.string
            return Entry(stem: stem, isOpen: isOpen, path: folder.appending(name))
        }
    }

    /// The stores that have entries of a kind.
    package func stores(kind: String) throws(DiskError) -> [String] {
        var stores: [String] = []
        for name in try Folders.names(in: root.appending(kind)) {
            if try Folders.exists(root.appending(kind).appending(name)) { stores.append(name.string) }
        }
        return stores
    }

    /// Publishes an entry whose input is not archived yet.
    package func writeOpen(kind: String, store: String, stem: String, _ bytes: [UInt8]) throws(DiskError) {
        try OutputFile.write(bytes, to: folder(kind, store), as: stem + Self.openSuffix, run: run)
    }

    /// Whether there is an entry whose input is archived.
    package func isClosed(kind: String, store: String, stem: String) throws(DiskError) -> Bool {
        try Folders.isFile(folder(kind, store).appending(stem))
    }

    /// Removes the entry of an input that was not archived, if there is one.
    package func removeOpen(kind: String, store: String, stem: String) throws(DiskError) {
        try Folders.removeFile(folder(kind, store).appending(stem + Self.openSuffix))
    }

    /// Says that the input of an open entry is archived.
    package func close(kind: String, store: String, stem: String) throws(DiskError) {
        let folder = folder(kind, store)
        try POSIX.rename(folder.appending(stem + Self.openSuffix), folder.appending(stem))
        try POSIX.syncFolder(folder)
    }
}
