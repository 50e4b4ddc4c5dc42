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
    let folders: RunFolders
    let now: Int64
    private var ledger = OrderLedger()
    private var closedStems: [String: [String: Int]] = [:]
    private var lastSequence = 0

    init(store: StoreDefinition, channel: any Channel, folders: RunFolders, now: Int64) {
        self.store = store
        self.channel = channel
        self.folders = folders
        self.now = now
    }

    /// Takes in what earlier inputs of the store have written.
    mutating func load(_ entries: [LedgerEntry]) {
        for entry in entries where !entry.isOpen {
            closedStems[entry.stem] = entry.text.counts
            lastSequence = max(lastSequence, entry.text.sequence)
            ledger.add(entry.text.body.compactMap(OrderLedgerLine.init(fields:)))
        }
    }

    /// Imports one input.
    mutating func importFile(
        _ file: consuming ClaimedFile, report: (Finding) -> Void, progress: (Int) -> Void
    ) throws(JobError) -> FileReport {
        let name = file.name.string
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
                case .file(let wire): return try refuse(file, wire)
                case .job(let error): throw error
                }
            }
            if !reading.replaced.isEmpty {
                replaced.formUnion(reading.replaced)
                file.rewind()
                continue
            }
            let isUnchanged = try disk { () throws(DiskError) in try file.isUnchanged() }
            guard isUnchanged else { return try leave(file, "the file was written to while it was read") }
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
                    result.repeats(.orders(counts), rejected: closedStems[result.stem]?["rejected"] ?? 0)
                    return result
                }
                (result.content, result.codes) = (.orders(reading.counts), reading.codes)
                ledger.add(reading.lines)
                closedStems[result.stem] = Dictionary(
                    uniqueKeysWithValues: reading.counts.named.map { ($0.name, $0.count) })
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
    private enum FileProblem: Error {
        case file(WireError)
        case job(JobError)
    }

    /// What a reading that came to the file's end has found out.
    private struct Reading {
        var counts: OrderCounts
        var codes: [String: Int]
        var lines: [OrderLedgerLine]
        var replaced: Set<Int>
        var digest: Digest
    }

    private func open(_ descriptor: Int32) throws(FileProblem) -> OrderStream {
        do throws(WireError) {
            return try OrderStream.open(
                ByteInput(descriptor: descriptor, encoding: store.encoding), channel: channel,
                store: store.settings(at: now), limits: folders.definition.limits)
        } catch {
            throw .file(error)
        }
    }

    private func read(
        _ descriptor: Int32, _ name: String, _ replaced: Set<Int>, into sinks: OrderSinks, report: (Finding) -> Void,
        _ progress: (Int) -> Void
    ) throws(FileProblem) -> Reading {
        var stream = try open(descriptor)
        let setting = OrderPass.Setting(
            file: name, ledger: ledger, writesRepeats: folders.definition.writesRepeats, replaced: replaced)
        var pass = OrderPass(
            setting,
            writer: NormalizedOrderWriter(
                files: .all, jsonLines: ByteOutput(descriptor: sinks.json),
                orderTable: ByteOutput(descriptor: sinks.orders), lineTable: ByteOutput(descriptor: sinks.lines),
                style: folders.definition.csv, channel: channel.id, store: store.id, file: name),
            rejects: RejectWriter(output: ByteOutput(descriptor: sinks.rejects), file: name))
        do {
            while try stream.next() {
                if pass.counts.read & 1023 == 0 { progress(stream.bytesRead) }
                try pass.take(&stream, report: report)
            }
            try pass.finish()
            if let noOrders = stream.noOrders { report(Finding(.note, file: name, record: 0, noOrders)) }
        } catch let error as WireError {
            throw .file(error)
        } catch let error as OutputError {
            throw .job(JobError(error, writing: "the outputs of \(printable(name))"))
        } catch {
            throw .job(JobError(.software, "\(error)"))
        }
        return Reading(
            counts: pass.counts, codes: pass.codes, lines: pass.ledgerLines, replaced: pass.newlyReplaced,
            digest: stream.digest)
    }

    // MARK: - Fates

    private mutating func commit(
        _ file: consuming ClaimedFile, _ reading: Reading, _ outputs: consuming OrderOutputs
    ) throws(JobError) -> FileReport {
        let name = file.name.string
        let stem = SafeName.stem(of: name, digest: reading.digest.hex)
        if let counts = repeats(stem, reading.counts.read) { return try archiveRepeat(file, stem: stem, counts) }
        let counts = reading.counts
        try disk { () throws(DiskError) in
            try Leftovers(folders: folders).remove(Self.ledgerKind, store: store.id, stem)
        }
        try outputs.publish(stem: stem, counts)
        let archivePath = try disk { () throws(DiskError) in try file.plannedArchivePath() }
        var entry = LedgerText(kind: Self.ledgerKind)
        lastSequence += 1
        entry.head = [
            ("sequence", String(lastSequence)), ("store", store.id), ("file", name), ("stem", stem),
            ("run", folders.run),
            ("archive", archivePath),
        ]
        entry.add(counts: counts.named)
        entry.body = reading.lines.map(\.fields)
        try close(file, stem: stem, entry, archivePath)
        ledger.add(reading.lines)
        closedStems[stem] = entry.counts
        var result = FileReport(store: store.id, file: name, stem: stem, fate: .imported, content: .orders(counts))
        result.movedTo = archivePath
        result.codes = reading.codes
        return result
    }

    private func close(
        _ file: consuming ClaimedFile, stem: String, _ entry: LedgerText, _ archivePath: String
    ) throws(JobError) {
        do throws(DiskError) {
            try folders.ledger.writeOpen(kind: Self.ledgerKind, store: store.id, stem: stem, entry.bytes)
            try file.archive(as: archivePath)
            try folders.ledger.close(kind: Self.ledgerKind, store: store.id, stem: stem)
        } catch {
            throw JobError(error)
        }
    }

    /// The counts of an input whose ledger entry is closed; `nil` when there is none, or repeats are written.
    private func repeats(_ stem: String, _ read: Int) -> OrderCounts? {
        guard let closed = closedStems[stem], !folders.definition.writesRepeats else { return nil }
        var counts = OrderCounts()
        counts.read = closed["read"] ?? read
        counts.unchanged = counts.read
        return counts
    }

    private func archiveRepeat(
        _ file: consuming ClaimedFile, stem: String, _ counts: OrderCounts
    ) throws(JobError) -> FileReport {
        let name = file.name.string
        var result = FileReport(store: store.id, file: name, stem: stem, fate: .repeated, content: .orders(counts))
        result.repeats(.orders(counts), rejected: closedStems[stem]?["rejected"] ?? 0)
        do throws(DiskError) {
            let archivePath = try file.plannedArchivePath()
            try file.archive(as: archivePath)
            result.movedTo = archivePath
        } catch {
            throw JobError(error)
        }
        return result
    }

    private func refuse(_ file: consuming ClaimedFile, _ error: WireError) throws(JobError) -> FileReport {
        let name = file.name.string
        if error.code == .readFailed {
            throw JobError(.inputOutput, "cannot read \(printable(name)): \(error.message)")
        }
        // An upload that is still running looks like a file that ends too early.
        if error.mayStillBeArriving, file.age(at: now) < Int64(folders.definition.settle) * 6 {
            return try leave(file, "the file ends too early and is young: it may still be arriving")
        }
        var result = FileReport(
            store: store.id, file: name, stem: "", fate: .quarantined, content: .orders(OrderCounts()))
        result.refuse(error)
        do throws(DiskError) {
            result.movedTo = try file.quarantine(
                reason: quarantineReason(error, file: name, store: store.id), summary: result.reason ?? "")
        } catch {
            throw JobError(error)
        }
        return result
    }

    private func leave(_ file: consuming ClaimedFile, _ reason: String) throws(JobError) -> FileReport {
        var result = FileReport(
            store: store.id, file: file.name.string, stem: "", fate: .left, content: .orders(OrderCounts()))
        result.reason = reason
        do throws(DiskError) { try file.release() } catch { throw JobError(error) }
        return result
    }
}
