package import SystemPackage

/// The ledger's files: one for each input, `<kind>/<store>/<stem>`, with `.open` behind it until the input is archived.
package struct LedgerFolder: Sendable {
    /// Whose entry it is.
    package enum State: Hashable, Sendable {
        /// That of an input which is not archived yet.
        case open
        /// That of an archived input.
        case closed
        /// That of many archived inputs.
        case compacted
    }

    /// An entry's file.
    package struct Entry: Hashable, Sendable {
        package var stem: String
        package var state: State
        package var path: FilePath

        package init(stem: String, state: State, path: FilePath) {
            self.stem = stem
            self.state = state
            self.path = path
        }
    }

    package let root: FilePath
    private let run: String
    // Stems end with a digest, so none ends like this.
    private static let openSuffix = ".open"
    private static let compactedSuffix = ".compacted"
    private static let lastSuffix = ".last"

    /// What a compaction calls itself where a run has its name; there is one at a time.
    package static let compaction = "compact"

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
            let endings: [(State, String)] = [(.open, Self.openSuffix), (.compacted, Self.compactedSuffix)]
            let (state, ending) = endings.first { name.string.hasSuffix($0.1) } ?? (.closed, "")
            return Entry(
                stem: String(name.string.dropLast(ending.count)), state: state, path: folder.appending(name))
        }
    }

    /// The stores that have entries of a kind, or have had some.
    package func stores(kind: String) throws(DiskError) -> [String] {
        var stores: Set<String> = []
        for name in try Folders.names(in: root.appending(kind)) {
            if try Folders.exists(root.appending(kind).appending(name)) { stores.insert(name.string) }
        }
        for name in try Folders.names(in: root).map(\.string)
        where name.hasPrefix(kind + "-") && name.hasSuffix(Self.lastSuffix) {
            stores.insert(String(name.dropFirst(kind.count + 1).dropLast(Self.lastSuffix.count)))
        }
        return stores.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The number of the entry that came last, as a run has noted it beside the folder; 0 when none has, the largest
    /// there is when it cannot be read.
    ///
    /// A folder that has lost its youngest entries looks whole; this says that it is not.
    package func lastNumber(kind: String, store: String) throws(DiskError) -> Int {
        guard let bytes = try Folders.read(lastPath(kind: kind, store: store), limit: 64) else { return 0 }
        return Int(String(decoding: bytes, as: UTF8.self).prefix { $0 != "\n" }) ?? .max
    }

    /// Notes the number of the entry that came last.
    package func noteLast(_ number: Int, kind: String, store: String) throws(DiskError) {
        try OutputFile.write(Array("\(number)\n".utf8), to: root, as: Self.lastName(kind, store), run: run)
    }

    /// The file that has the number of the last entry.
    package func lastPath(kind: String, store: String) -> FilePath { root.appending(Self.lastName(kind, store)) }

    private static func lastName(_ kind: String, _ store: String) -> String {
        (store.isEmpty ? kind : "\(kind)-\(store)") + lastSuffix
    }

    /// Starts an entry under a temporary name.
    package func entry(kind: String, store: String) throws(DiskError) -> OutputFile {
        try OutputFile(in: folder(kind, store), run: run, label: "entry")
    }

    /// Publishes an entry whose input is not archived yet.
    package func publishOpen(_ entry: consuming OutputFile, stem: String) throws(DiskError) {
        try entry.publish(as: stem + Self.openSuffix)
    }

    /// Publishes an entry of many inputs, in place of their own, which are removed.
    package func publishCompacted(
        _ entry: consuming OutputFile, upTo sequence: Int, replacing replaced: [Entry]
    ) throws(DiskError) {
        let folder = entry.folder
        let name = "\(sequence)\(Self.compactedSuffix)"
        try entry.publish(as: name)
        for old in replaced where old.path != folder.appending(name) { try Folders.removeFile(old.path) }
        try POSIX.syncFolder(folder)
    }

    /// Removes what compactions have left unpublished, which were killed: only one that holds the inbox's lock may.
    package func sweepCompaction(kind: String, store: String) throws(DiskError) {
        for folder in [root, folder(kind, store)] {
            for name in try Folders.names(in: folder)
            where name.string.hasPrefix("\(OutputFile.temporaryPrefix)\(Self.compaction).") {
                try Folders.removeFile(folder.appending(name))
            }
        }
    }

    /// Puts a damaged entry aside, where no run reads it.
    package func setAside(_ entry: Entry) throws(DiskError) {
        let name = entry.path.lastComponent?.string ?? entry.stem
        try POSIX.rename(entry.path, entry.path.removingLastComponent().appending(".damaged-" + name))
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
