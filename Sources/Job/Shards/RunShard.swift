import Channels
import DropFolder
import Normalized
import SystemPackage
import WireFormats

/// Reads the inputs of one shard of a plan where they lie: no lock, no claim, no archive, no ledger.
///
/// What it makes appears by one rename of its folder. It may be done again, or by two machines at once: each makes the same
/// bytes.
package struct RunShard {
    private let definition: JobDefinition
    private let manifest: Manifest
    private let folders: RunFolders

    /// Prepares shards of a plan.
    /// - Throws: `JobError` when the job file is not the one that was planned.
    package init(_ definition: JobDefinition, _ manifest: Manifest) throws(JobError) {
        try manifest.requireJob(definition)
        self.definition = definition
        self.manifest = manifest
        // Not a run's name: nothing that it writes is a run's.
        folders = RunFolders(definition, run: "shard")
    }

    /// What shards have done.
    package struct Outcome: Sendable {
        /// Of those that were read now.
        package var orders = OrderCounts()
        package var files = 0
        package var shards = 0
        /// Shards that were done before.
        package var doneBefore = 0
        /// Files that cannot be read: the merge puts them into the quarantine.
        package var refused = 0
    }

    /// Reads one shard, or all in turn that are not done yet.
    /// - Parameters:
    ///   - shard: From 0; `nil` for all.
    ///   - observer: Is told what is read, and of findings.
    /// - Throws: `JobError` of code `data` when trying again is in vain: an input is not what was planned.
    package func run(_ shard: Int?, observer: some RunObserver) throws(JobError) -> Outcome {
        var outcome = Outcome()
        var open: [Int] = []
        for shard in shard.map({ [$0] }) ?? Array(0..<manifest.shardCount) {
            if try ShardSummary(manifest, shard, definition) == nil {
                open.append(shard)
            } else {
                outcome.doneBefore += 1
            }
        }
        guard !open.isEmpty else { return outcome }
        let wanted = try wantedOrders()
        let chosen = Set(open)
        let bytes = manifest.inputs.reduce(0) { $0 + ($1.shard.map(chosen.contains) == true ? Int($1.stamp.size) : 0) }
        var progress = ShardProgress(total: bytes)
        for shard in open {
            try run(shard, wanted, &progress, &outcome, observer)
            outcome.shards += 1
        }
        return outcome
    }

    // MARK: - Labels

    /// What the labels of the plan name: they are few, and every shard reads all of them.
    private func wantedOrders() throws(JobError) -> WantedOrders {
        let announcer = AnnounceShipments(folders: folders, now: manifest.now)
        var files: [LabelFile] = []
        for input in manifest.inputs where input.shard == nil {
            let file = try open(input)
            try requireSame(input, file)
            file.rewind()
            // One that cannot be read says nothing; the merge tells of it.
            if let labels = try? announcer.read(file.descriptor, name: input.name) { files.append(labels) }
        }
        return WantedOrders(of: files)
    }

    // MARK: - One shard

    private func run(
        _ shard: Int, _ wanted: WantedOrders, _ progress: inout ShardProgress, _ outcome: inout Outcome,
        _ observer: some RunObserver
    ) throws(JobError) {
        let places = manifest.inputs.indices.filter { manifest.inputs[$0].shard == shard }
        let folder = try disk { () throws(DiskError) in
            try StagedFolder(in: manifest.folder(definition), as: manifest.folderName(of: shard))
        }
        for place in places {
            try read(place, into: folder, wanted, progress, &outcome, observer)
            progress.done += Int(manifest.inputs[place].stamp.size)
            outcome.files += 1
        }
        try write(to: folder, ShardSummary.fileName) { output throws(OutputError) in
            try ShardSummary.write(places, of: manifest, shard, to: output)
        }
        let summary = ShardSummary.fileName
        let own = try disk { () throws(DiskError) in try Folders.read(folder.path.appending(summary)) }
        do throws(DiskError) {
            try folder.publish { path throws(DiskError) in try Folders.read(path.appending(summary)) == own }
        } catch {
            throw JobError(error)
        }
    }

    private func read(
        _ place: Int, into folder: borrowing StagedFolder, _ wanted: WantedOrders, _ progress: ShardProgress,
        _ outcome: inout Outcome, _ observer: some RunObserver
    ) throws(JobError) {
        let input = manifest.inputs[place]
        let file = try open(input)
        var facts = ShardFacts()
        let read = try StagedOrders.read(
            input, file, place, into: folder, try importer(of: input),
            report: { finding in
                facts.note(finding)
                observer.found(finding)
            },
            progress: { observer.progress(progress.at($0, input.name)) })
        switch read {
        case .refused(let refusal):
            try requireSame(input, file)
            outcome.refused += 1
            try write(to: folder, ShardFile.facts.name(of: place)) { output throws(OutputError) in
                try facts.write(refusal, digest: input.digest, stem: input.stem, to: output)
            }
        case .orders(let reading, let replaced, let sizes):
            guard reading.digest.hex == input.digest else { throw input.changed(definition) }
            outcome.orders += reading.counts
            try write(to: folder, ShardFile.facts.name(of: place)) { output throws(OutputError) in
                try facts.write(reading, replaced: replaced, sizes: sizes, stem: input.stem, to: output)
            }
            try extract(place, wanted, in: folder)
        }
    }

    private func importer(of input: Manifest.Input) throws(JobError) -> ImportOrders {
        guard let store = input.store.flatMap(definition.store), let channel = ChannelCatalog.channel(store.channel)
        else {
            throw JobError(.data, "\(input.area) is no store of the job; plan again")
        }
        return ImportOrders(alone: store, channel: channel, folders: folders, now: manifest.now)
    }

    private func open(_ input: Manifest.Input) throws(JobError) -> OpenFile {
        let path = input.path(in: definition)
        do throws(DiskError) {
            let file = try OpenFile(path)
            if try file.stamp.size == input.stamp.size { return file }
        } catch {
            guard error.isNotFound else { throw JobError(error) }
            throw JobError(
                .data,
                "\(printable(path.string, limit: 4096)), which is in the plan, is not there; put it back, or plan again"
            )
        }
        throw input.changed(definition)
    }

    private func requireSame(_ input: Manifest.Input, _ file: borrowing OpenFile) throws(JobError) {
        file.rewind()
        do throws(WireError) {
            if try input.isSame(file.descriptor, input.stamp, isRead: true) { return }
        } catch {
            throw JobError(error, reading: input.path(in: definition))
        }
        throw input.changed(definition)
    }

    /// Writes the orders of an input that labels name into a file of their own, for the merge.
    private func extract(_ place: Int, _ wanted: WantedOrders, in folder: borrowing StagedFolder) throws(JobError) {
        guard !wanted.isEmpty else { return }
        let path = folder.path.appending(ShardFile.json.name(of: place))
        let file = try disk { () throws(DiskError) in try OpenFile(path) }
        var reader = ShippedOrderReader(
            input: ByteInput(descriptor: file.descriptor, isDigested: false), limits: definition.limits)
        try write(to: folder, ShardFile.wanted.name(of: place)) { output throws(OutputError) in
            var output = output
            while try Self.next(&reader) {
                guard reader.withNames({ wanted.contains(key: $0, number: $1) }) else { continue }
                output.append(reader.line(limit: .max))
                output.append("\n")
                try output.flushIfFull()
            }
            try output.flush()
        }
    }

    // What was written a moment ago can be read, unless the disk fails.
    private static func next(_ reader: inout ShippedOrderReader) throws(OutputError) -> Bool {
        do throws(WireError) {
            return try reader.next()
        } catch {
            // An input without orders leaves an empty file.
            if error.code == .empty { return false }
            throw OutputError(errno: error.errno == 0 ? Errno.ioError.rawValue : error.errno)
        }
    }

    private func write(
        to folder: borrowing StagedFolder, _ name: String,
        _ body: (consuming ByteOutput) throws(OutputError) -> Void
    ) throws(JobError) {
        let file = try disk { () throws(DiskError) in try folder.file(name) }
        do throws(OutputError) {
            try body(ByteOutput(descriptor: file.descriptor))
        } catch {
            throw JobError(error, writing: file.whereabouts)
        }
        _ = try disk { () throws(DiskError) in try file.sync() }
    }
}

/// How far the shards of one process are, for a progress bar over all of them.
private struct ShardProgress {
    let total: Int
    var done = 0

    init(total: Int) { self.total = total }

    func at(_ bytes: Int, _ file: String) -> RunProgress {
        RunProgress(file: file, bytesRead: done + bytes, bytesTotal: total)
    }
}
