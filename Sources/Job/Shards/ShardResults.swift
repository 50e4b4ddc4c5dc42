import DropFolder
import SystemPackage
import WireFormats

/// What the shards of a plan have read, for the merge.
struct ShardResults {
    private let manifest: Manifest
    private let folders: RunFolders
    /// The places in the manifest, by area and name.
    private let places: [String: Int]

    init(_ manifest: Manifest, _ folders: RunFolders) {
        self.manifest = manifest
        self.folders = folders
        var places: [String: Int] = [:]
        for (place, input) in manifest.inputs.enumerated() { places["\(input.area)/\(input.name)"] = place }
        self.places = places
    }

    /// Whether the plan has a file of the inbox.
    func plans(_ area: String, _ name: String) -> Bool { places["\(area)/\(name)"] != nil }

    /// What a shard has made of an export.
    func input(_ area: String, _ name: String) throws(JobError) -> ShardedInput? {
        guard let place = places["\(area)/\(name)"], let shard = manifest.inputs[place].shard else { return nil }
        return try ShardedInput(manifest.inputs[place], in: folder(of: shard), place: place)
    }

    /// Requires a claimed file to have the bytes that were planned.
    func requirePlanned(_ file: borrowing ClaimedFile) throws(JobError) {
        guard let place = places["\(file.area)/\(file.name.string)"] else { return }
        let input = manifest.inputs[place]
        let isSame: Bool
        do throws(WireError) {
            isSame = try input.isSame(file.descriptor, file.stamp)
        } catch {
            throw JobError(error, reading: folders.path(of: file))
        }
        guard isSame else { throw input.changed(folders.definition) }
        file.rewind()
    }

    private var root: FilePath { manifest.folder(folders.definition) }

    private func folder(of shard: Int) -> FilePath { root.appending(manifest.folderName(of: shard)) }

    // MARK: - Proof

    /// Proves that every input of the plan is either done, or lies in the inbox as it was planned and was read by its
    /// shard, once.
    /// - Returns: What is to be said of it.
    /// - Throws: `JobError` when shards are missing, or inputs are missing or changed; nothing is done by then.
    func prove() throws(JobError) -> [String] {
        var open: Set<Int> = []
        var closed: [String: Set<String>] = [:]
        for (place, input) in manifest.inputs.enumerated() {
            if try lies(input) {
                open.insert(place)
            } else if try !isDone(input, &closed) {
                throw JobError(
                    .data,
                    "\(printable(input.path(in: folders.definition).string, limit: 4096)), which is in the plan, is not"
                        + " there, and no run has taken it; put it back, or plan again")
            }
        }
        try requireShards(of: open)
        let done = manifest.inputs.count - open.count
        if done == 0 { return [] }
        return [
            open.isEmpty
                ? "everything of the plan was done before"
                : "of the \(manifest.inputs.count) files of the plan \(done) were done before"
        ]
    }

    /// Whether an input is in the inbox.
    private func lies(_ input: Manifest.Input) throws(JobError) -> Bool {
        let path = input.path(in: folders.definition)
        guard let stamp = try disk({ () throws(DiskError) in try Folders.stamp(of: path) }) else { return false }
        if stamp == input.stamp { return true }
        let file = try disk { () throws(DiskError) in try OpenFile(path) }
        let isSame: Bool
        do throws(WireError) {
            isSame = try input.isSame(file.descriptor, stamp)
        } catch {
            throw JobError(error, reading: path)
        }
        guard isSame else { throw input.changed(folders.definition) }
        return true
    }

    /// Whether an earlier merge, or a run, has taken an input: it is in the ledger, or lies in the quarantine.
    private func isDone(_ input: Manifest.Input, _ closed: inout [String: Set<String>]) throws(JobError) -> Bool {
        let key = "\(input.kind)/\(input.store ?? "")"
        if closed[key] == nil {
            var stems: Set<String> = []
            try LedgerEntries(folders.ledger, kind: input.kind, store: input.store ?? "").replay(
                inputs: { stems.insert($0.stem) }, lines: { _ in true })
            closed[key] = stems
        }
        if closed[key]?.contains(input.stem) == true { return true }
        return try isInQuarantine(input)
    }

    private func isInQuarantine(_ input: Manifest.Input) throws(JobError) -> Bool {
        let shelf = input.area.split(separator: "/").last.map(String.init) ?? input.area
        let folder = folders.definition.quarantine.appending(shelf)
        for name in try disk({ () throws(DiskError) in try Folders.files(in: folder) }) {
            let path = folder.appending(name)
            guard try disk({ () throws(DiskError) in try Folders.stamp(of: path)?.size }) == input.stamp.size else {
                continue
            }
            let file = try disk { () throws(DiskError) in try OpenFile(path) }
            do throws(WireError) {
                if try Digest(ofFile: file.descriptor).hex == input.digest { return true }
            } catch {
                throw JobError(error, reading: path)
            }
        }
        return false
    }

    private func requireShards(of open: Set<Int>) throws(JobError) {
        let wanted = Set(open.compactMap { manifest.inputs[$0].shard })
        var reports: [Int: Int] = [:]
        var missing: [Int] = []
        for shard in wanted.sorted() {
            guard let summary = try ShardSummary(manifest, shard, folders.definition) else {
                missing.append(shard)
                continue
            }
            for place in summary.places { reports[place, default: 0] += 1 }
        }
        guard missing.isEmpty else {
            let shown = missing.prefix(20).map(String.init).joined(separator: ", ") + (missing.count > 20 ? ", …" : "")
            throw JobError(
                .tryAgain,
                "of \(manifest.shardCount) shards \(missing.count) are not done: \(shown); run them, then merge again")
        }
        for place in open.sorted() {
            let input = manifest.inputs[place]
            guard input.shard != nil, reports[place] != 1 else { continue }
            throw JobError(
                .software,
                "\(input.area)/\(printable(input.name)) was reported \(reports[place] ?? 0) times; remove \(root), and run"
                    + " the shards again")
        }
    }

    // MARK: - The end

    /// Removes what the shards have made, once everything of the plan is done.
    func remove(after report: RunReport) throws(JobError) {
        guard !report.files.contains(where: { $0.fate == .left }) else { return }
        try disk { () throws(DiskError) in
            guard try Folders.exists(root) else { return }
            try Folders.removeTree(root)
            try Folders.removeIfEmpty(root.removingLastComponent())
        }
    }
}
