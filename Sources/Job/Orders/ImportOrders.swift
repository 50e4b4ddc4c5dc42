import Channels
import DropFolder
import Normalized
import Orders
import SystemPackage
import WireFormats

/// The first half of a run, for one store: each input from claim to archive, in the order of their names.
///
/// Outputs appear under their names only when the whole file is read; then the ledger says what they hold; then the input
/// moves to the archive, which commits it all.
struct ImportOrders {
    static let ledgerKind = "orders"

    let store: StoreDefinition
    let channel: any Channel
    /// How many threads may read an input.
    var threads = ReadingThreads.ofMachine
    private let folders: RunFolders
    private let now: Int64
    private var fates: InputFates
    private var ledger = OrderLedger()
    /// For outputs that a shard has made, by their paths, the orders in them that labels name.
    private(set) var extracts: [FilePath: FilePath] = [:]

    /// Reads inputs as if none had come before: what a shard does.
    init(alone store: StoreDefinition, channel: any Channel, folders: RunFolders, now: Int64) {
        self.store = store
        self.channel = channel
        self.folders = folders
        self.now = now
        fates = InputFates(kind: Self.ledgerKind, store: store.id, folders: folders, now: now)
    }

    /// Takes in what earlier inputs of the store have written.
    init(store: StoreDefinition, channel: any Channel, folders: RunFolders, now: Int64) throws(JobError) {
        self.init(alone: store, channel: channel, folders: folders, now: now)
        var ledger = OrderLedger()
        try fates.load(reserve: { ledger.reserve($0) }, { ledger.add($0) })
        self.ledger = ledger
    }

    /// Ends the store's import.
    func finish() throws(JobError) { try fates.finish() }

    /// Imports one input.
    /// - Parameter shard: What a shard has made of it; taken where no order of it was known before.
    mutating func importFile(
        _ file: consuming ClaimedFile, from shard: ShardedInput? = nil, report: (Finding) -> Void,
        progress: (Int) -> Void
    ) throws(JobError) -> FileReport {
        let name = file.name.string
        if let shard, try shard.isIndependent(of: ledger, writesRepeats: folders.definition.writesRepeats) {
            return try take(file, shard, report)
        }
        var replaced: Set<Int> = []
        while true {
            let outputs = try OrderOutputs(folders, store: store.id, name: name)
            let reading: Reading
            do throws(FileProblem) {
                reading = try read(
                    file.descriptor, name, replaced, into: outputs.sinks, report: replaced.isEmpty ? report : { _ in },
                    progress)
            } catch {
                switch error {
                case .file(let wire):
                    try outputs.discard()
                    return try fates.refuse(file, wire, .orders(OrderCounts()))
                case .job(let error): throw error
                }
            }
            if !reading.replaced.isEmpty {
                try outputs.discard()
                replaced.formUnion(reading.replaced)
                file.rewind()
                continue
            }
            let isUnchanged = try disk { () throws(DiskError) in try file.isUnchanged() }
            guard isUnchanged else {
                try outputs.discard()
                return try fates.leaveWritten(file, .orders(OrderCounts()))
            }
            return try commit(file, reading, outputs)
        }
    }

    /// Decides what an import would do with a file, which stays where it is.
    /// - Parameters:
    ///   - sinks: Take what would be written.
    mutating func rehearseFile(
        _ file: borrowing OpenFile, name: String, into sinks: OrderSinks, report: (Finding) -> Void
    ) throws(JobError) -> FileReport {
        var result = FileReport(
            store: store.id, file: name, stem: "", fate: .imported, content: .orders(OrderCounts()))
        var replaced: Set<Int> = []
        while true {
            do throws(FileProblem) {
                let reading = try read(
                    file.descriptor, name, replaced, into: sinks, report: replaced.isEmpty ? report : { _ in },
                    { _ in })
                replaced.formUnion(reading.replaced)
                guard reading.replaced.isEmpty else {
                    file.rewind()
                    continue
                }
                result.stem = SafeName.stem(of: name, digest: reading.digest.hex)
                if let counts = repeats(result.stem, reading.counts.read) {
                    result.repeats(
                        .orders(counts), rejected: fates.counts(ofClosed: result.stem)?["rejected"] ?? 0)
                    return result
                }
                (result.content, result.tally) = (.orders(reading.counts), reading.tally)
                ledger.add(reading.versions.lines)
                fates.rehearse(result.stem, reading.counts.named)
                return result
            } catch {
                switch error {
                case .file(let wire): result.refuse(wire)
                case .job(let error): throw error
                }
                return result
            }
        }
    }

    // MARK: - Reading

    /// Why a file's reading stopped.
    enum FileProblem: Error {
        case file(WireError)
        case job(JobError)
    }

    /// What a reading that came to the file's end has found out.
    struct Reading {
        var counts: OrderCounts
        var tally: RecordTally
        var versions: OrderVersions
        var replaced: Set<Int>
        var digest: Digest
    }

    func read(
        _ descriptor: Int32, _ name: String, _ replaced: Set<Int>, into sinks: OrderSinks, report: (Finding) -> Void,
        _ progress: (Int) -> Void
    ) throws(FileProblem) -> Reading {
        let setting = OrderPass.Setting(
            file: name, ledger: ledger, writesRepeats: folders.definition.writesRepeats, replaced: replaced)
        var pass = OrderPass(
            setting,
            writer: NormalizedOrderWriter(
                jsonLines: ByteOutput(descriptor: sinks.json.descriptor),
                orderTable: ByteOutput(descriptor: sinks.orders.descriptor),
                lineTable: ByteOutput(descriptor: sinks.lines.descriptor), style: folders.definition.csv),
            rejects: RejectWriter(output: ByteOutput(descriptor: sinks.rejects.descriptor), file: name))
        do {
            var reading = try open(descriptor, name)
            let outcome = try reading.read(progress: progress) { try pass.take($0, report: report) }
            try pass.finish()
            for (severity, issue) in outcome.findings { pass.tell(severity, issue, ofFile: name, report) }
            return Reading(
                counts: pass.counts, tally: pass.tally, versions: pass.versions, replaced: pass.newlyReplaced,
                digest: outcome.digest)
        } catch let error as WireError {
            throw .file(error)
        } catch let error as OutputError {
            throw .job(JobError(error, writing: sinks.json, sinks.orders, sinks.lines, sinks.rejects))
        } catch {
            throw .job(JobError(.software, "\(error)"))
        }
    }

    private func open(_ descriptor: Int32, _ name: String) throws(WireError) -> OrderReading {
        let rendering = OrderRendering(
            files: .all, style: folders.definition.csv, channel: channel.id, store: store.id, file: name,
            keptText: .orderKey, digestsContent: true, keepsRejects: true)
        return try OrderReading.open(
            ByteInput(descriptor: descriptor, encoding: store.encoding), channel: channel,
            store: store.settings(at: now), limits: folders.definition.limits, rendering, threads: threads)
    }

    // MARK: - Fates

    private mutating func commit(
        _ file: consuming ClaimedFile, _ reading: Reading, _ outputs: consuming OrderOutputs
    ) throws(JobError) -> FileReport {
        let stem = SafeName.stem(of: file.name.string, digest: reading.digest.hex)
        if let counts = repeats(stem, reading.counts.read) {
            try outputs.discard()
            return try fates.archiveRepeat(file, stem: stem, .orders(counts))
        }
        var held = Optional(outputs)
        try fates.takeBack(stem)
        var result = try fates.commit(
            file, stem: stem, .orders(reading.counts), lineCount: reading.versions.lineCount,
            publish: { () throws(JobError) in try held.take()?.publish(stem: stem, reading.counts) },
            lines: { writer throws(OutputError) in
                for line in reading.versions.lines { try writer.line(line.fields) }
            })
        ledger.add(reading.versions.lines)
        result.tally = reading.tally
        result.outputs = published(stem, reading.counts)
        return result
    }

    /// Commits an input as a shard has read it.
    private mutating func take(
        _ file: consuming ClaimedFile, _ shard: ShardedInput, _ report: (Finding) -> Void
    ) throws(JobError) -> FileReport {
        for finding in shard.findings { report(finding) }
        let stem = shard.stem
        let isUnchanged = try disk { () throws(DiskError) in try file.isUnchanged() }
        guard isUnchanged else { return try fates.leaveWritten(file, .orders(OrderCounts())) }
        if let counts = repeats(stem, shard.counts.read) {
            return try fates.archiveRepeat(file, stem: stem, .orders(counts))
        }
        try fates.takeBack(stem)
        let folders = folders
        let store = store.id
        var ledger = ledger
        self.ledger = OrderLedger()
        defer { self.ledger = ledger }
        var result = try fates.commit(
            file, stem: stem, .orders(shard.counts), lineCount: shard.lineCount,
            publish: { () throws(JobError) in
                try OrderOutputs(of: shard, folders, store: store).publish(stem: stem, shard.counts)
            },
            lines: { writer throws(OutputError) in try shard.copyLines(to: &writer, &ledger) })
        result.tally = shard.tally
        result.outputs = published(stem, shard.counts)
        extracts[folders.orders(store).appending(stem + OutputEndings.orders[0])] = shard.extract
        return result
    }

    private func published(_ stem: String, _ counts: OrderCounts) -> [FileOutput] {
        let orders = FileOutput(
            kind: .orders, store: store.id, path: folders.orders(store.id).appending(stem + OutputEndings.orders[0]),
            count: counts.written)
        let rejects = FileOutput(
            kind: .rejects, store: store.id, path: folders.rejects(store.id).appending(stem + OutputEndings.rejects[0]),
            count: counts.rejected)
        return counts.rejected > 0 ? [orders, rejects] : [orders]
    }

    /// The counts of an input whose ledger entry is closed; `nil` when there is none, or repeats are written.
    private func repeats(_ stem: String, _ read: Int) -> OrderCounts? {
        guard let closed = fates.counts(ofClosed: stem), !folders.definition.writesRepeats else { return nil }
        var counts = OrderCounts()
        counts.read = closed["read"] ?? read
        counts.unchanged = counts.read
        return counts
    }
}
