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
            let attempt: Attempt
            do throws(FileProblem) {
                attempt = try read(file, name, replaced, report: replaced.isEmpty ? report : { _ in }, progress)
            } catch {
                switch error {
                case .file(let wire): return try refuse(file, wire)
                case .job(let error): throw error
                }
            }
            if !attempt.replaced.isEmpty {
                replaced.formUnion(attempt.replaced)
                file.rewind()
                continue
            }
            let isUnchanged = try disk { () throws(DiskError) in try file.isUnchanged() }
            guard isUnchanged else { return try leave(file, "the file was written to while it was read") }
            return try commit(file, attempt)
        }
    }

    // MARK: - Reading

    /// Why a file's reading stopped.
    private enum FileProblem: Error {
        case file(WireError)
        case job(JobError)
    }

    /// A reading that came to the file's end.
    private struct Attempt: ~Copyable {
        var outputs: OrderOutputs
        var counts: OrderCounts
        var codes: [String: Int]
        var lines: [OrderLedgerLine]
        var replaced: Set<Int>
        var digest: Digest
    }

    private func read(
        _ file: borrowing ClaimedFile, _ name: String, _ replaced: Set<Int>, report: (Finding) -> Void,
        _ progress: (Int) -> Void
    ) throws(FileProblem) -> Attempt {
        let outputs: OrderOutputs
        do throws(JobError) { outputs = try OrderOutputs(folders, store: store.id, name: name) } catch {
            throw .job(error)
        }
        var stream = OrderStream(
            input: ByteInput(descriptor: file.descriptor), format: channel.orderFormats[0], channel: channel,
            store: store.settings(at: now), limits: folders.definition.limits)
        let setting = OrderPass.Setting(
            file: name, ledger: ledger, writesRepeats: folders.definition.writesRepeats, replaced: replaced)
        var pass = OrderPass(
            setting,
            writer: NormalizedOrderWriter(
                files: .all, jsonLines: ByteOutput(descriptor: outputs.json.descriptor),
                orderTable: ByteOutput(descriptor: outputs.orders.descriptor),
                lineTable: ByteOutput(descriptor: outputs.lines.descriptor), style: folders.definition.csv,
                channel: channel.id, store: store.id, file: name),
            rejects: RejectWriter(output: ByteOutput(descriptor: outputs.rejects.descriptor), file: name))
        do {
            while try stream.next() {
                if pass.counts.read & 1023 == 0 { progress(stream.bytesRead) }
                try pass.take(&stream, report: report)
            }
            try pass.finish()
        } catch let error as WireError {
            throw .file(error)
        } catch let error as OutputError {
            throw .job(JobError(error, writing: "the outputs of \(printable(name))"))
        } catch {
            throw .job(JobError(.software, "\(error)"))
        }
        return Attempt(
            outputs: outputs, counts: pass.counts, codes: pass.codes, lines: pass.ledgerLines,
            replaced: pass.newlyReplaced, digest: stream.digest)
    }

    // MARK: - Fates

    private mutating func commit(
        _ file: consuming ClaimedFile, _ attempt: consuming Attempt
    ) throws(JobError) -> FileReport {
        let name = file.name.string
        let stem = SafeName.stem(of: name, digest: attempt.digest.hex)
        if let counts = closedStems[stem], !folders.definition.writesRepeats {
            return try archiveRepeat(file, stem: stem, read: counts["read"] ?? attempt.counts.read)
        }
        let counts = attempt.counts
        let lines = attempt.lines
        let codes = attempt.codes
        try disk { () throws(DiskError) in
            try Leftovers(folders: folders).remove(Self.ledgerKind, store: store.id, stem)
        }
        try attempt.outputs.publish(stem: stem, counts)
        let archivePath = try disk { () throws(DiskError) in try file.plannedArchivePath() }
        var entry = LedgerText(kind: Self.ledgerKind)
        lastSequence += 1
        entry.head = [
            ("sequence", String(lastSequence)), ("store", store.id), ("file", name), ("stem", stem),
            ("run", folders.run),
            ("archive", archivePath),
        ]
        entry.add(counts: counts.named)
        entry.body = lines.map(\.fields)
        try close(file, stem: stem, entry, archivePath)
        ledger.add(lines)
        closedStems[stem] = entry.counts
        var result = FileReport(store: store.id, file: name, stem: stem, fate: .imported, content: .orders(counts))
        result.movedTo = archivePath
        result.codes = codes
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

    private func archiveRepeat(
        _ file: consuming ClaimedFile, stem: String, read: Int
    ) throws(JobError) -> FileReport {
        let name = file.name.string
        var counts = OrderCounts()
        counts.read = read
        counts.unchanged = read
        var result = FileReport(store: store.id, file: name, stem: stem, fate: .repeated, content: .orders(counts))
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
        result.reason = "\(error.position): \(error.code.rawValue): \(error.message)"
        let reason = quarantineReason(error, file: name, store: store.id)
        do throws(DiskError) { result.movedTo = try file.quarantine(reason: reason) } catch { throw JobError(error) }
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

/// The four files that one input makes, under temporary names until all of them are whole.
private struct OrderOutputs: ~Copyable {
    let json: OutputFile
    let orders: OutputFile
    let lines: OutputFile
    let rejects: OutputFile

    init(_ folders: RunFolders, store: String, name: String) throws(JobError) {
        let json = try folders.output(in: folders.orders(store), name + ".orders.jsonl")
        let orders = try folders.output(in: folders.orders(store), name + ".orders.csv")
        let lines = try folders.output(in: folders.orders(store), name + ".lines.csv")
        rejects = try folders.output(in: folders.rejects(store), name + ".rejects.jsonl")
        self.json = json
        self.orders = orders
        self.lines = lines
    }

    consuming func publish(stem: String, _ counts: OrderCounts) throws(JobError) {
        do throws(DiskError) {
            try json.publish(as: stem + ".orders.jsonl")
            try orders.publish(as: stem + ".orders.csv")
            try lines.publish(as: stem + ".lines.csv")
            if counts.rejected > 0 { try rejects.publish(as: stem + ".rejects.jsonl") } else { rejects.discard() }
        } catch {
            throw JobError(error)
        }
    }
}
