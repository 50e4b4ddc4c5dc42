import DropFolder
import WireFormats

/// Makes one entry of the many in each folder of the ledger, with what of them still counts.
package struct CompactLedger {
    /// What became of the entries of a kind and store.
    package struct Outcome: Hashable, Sendable {
        /// Their folder below the ledger.
        package var folder: String
        package var entries = 0
        package var linesRead = 0
        package var linesKept = 0
        /// Entries that were lost, and are no longer missed.
        package var lost = 0
        /// Entries that were damaged, and are set aside.
        package var damaged = 0
        /// Inputs that a killed run has committed and no report has named.
        package var untold: [String] = []
    }

    private let definition: JobDefinition
    private let folders: RunFolders
    private let acceptsLoss: Bool

    /// Prepares it.
    /// - Parameters:
    ///   - definition: The job.
    ///   - acceptsLoss: Whether entries that are lost or damaged may be forgotten.
    package init(_ definition: JobDefinition, acceptsLoss: Bool) {
        self.definition = definition
        self.acceptsLoss = acceptsLoss
        folders = RunFolders(definition, run: LedgerFolder.compaction)
    }

    /// Compacts all of it.
    ///
    /// Entries of inputs that are not archived yet stay for the next run.
    /// - Throws: `JobError` while a run is at work, or while a killed one has not told what it did, unless that is accepted.
    package func run() throws(JobError) -> [Outcome] {
        let lock: InboxLock
        do throws(DropFolderError) { lock = try InboxLock(definition.inbox) } catch { throw JobError(error) }
        var outcomes: [Outcome] = []
        let deadRuns: [String]
        do throws(DiskError) { deadRuns = try lock.deadRuns(in: definition.work) } catch { throw JobError(error) }
        for kind in [ImportOrders.ledgerKind, AnnounceShipments.ledgerKind] {
            for store in try folders.ledgerStores(of: kind) {
                if let outcome = try compact(kind, store, deadRuns) { outcomes.append(outcome) }
            }
        }
        return outcomes
    }

    private func compact(_ kind: String, _ store: String, _ deadRuns: [String]) throws(JobError) -> Outcome? {
        var outcome = Outcome(folder: store.isEmpty ? kind : "\(kind)/\(store)")
        try disk { () throws(DiskError) in try folders.ledger.sweepCompaction(kind: kind, store: store) }
        if acceptsLoss { outcome.damaged = try setDamagedAside(kind, store) }
        var entries = try LedgerEntries(folders.ledger, kind: kind, store: store)
        if acceptsLoss { outcome.lost = max(0, entries.acceptLoss() - outcome.damaged) }
        try entries.requireWhole()
        outcome.entries = entries.closed.count
        outcome.untold = entries.closed.map(\.head).filter { deadRuns.contains($0["run"] ?? "") }.map {
            $0["file"] ?? ""
        }
        guard outcome.untold.isEmpty || acceptsLoss else {
            throw JobError(
                .tryAgain, "a run was ended before it could tell what it did; run the job first, then compact")
        }
        if acceptsLoss {
            try disk { () throws(DiskError) in
                try folders.ledger.noteLast(entries.lastSequence, kind: kind, store: store)
            }
        }
        guard entries.closed.contains(where: { $0.file.state == .closed }) || !entries.superseded.isEmpty else {
            return outcome.damaged == 0 && outcome.lost == 0 ? nil : outcome
        }
        var choice = LedgerChoice(isOfOrders: kind == ImportOrders.ledgerKind)
        var inputs: [LedgerInput] = []
        try entries.replay(inputs: { inputs.append($0) }, lines: { choice.take($0) })
        (outcome.linesRead, outcome.linesKept) = (choice.count, choice.keptCount)
        try publish(entries, inputs, choice, kind, store)
        return outcome
    }

    private func setDamagedAside(_ kind: String, _ store: String) throws(JobError) -> Int {
        let files = try disk { () throws(DiskError) in try folders.ledger.entries(kind: kind, store: store) }
        let damaged = files.filter { $0.state != .open && !LedgerEntries.isWhole($0) }
        for file in damaged { try disk { () throws(DiskError) in try folders.ledger.setAside(file) } }
        return damaged.count
    }

    private func publish(
        _ entries: LedgerEntries, _ inputs: [LedgerInput], _ choice: LedgerChoice, _ kind: String, _ store: String
    ) throws(JobError) {
        var head = LedgerHead(kind: kind)
        head.values = [("sequence", String(entries.lastSequence)), ("store", store), ("inputs", String(inputs.count))]
        let entry = try disk { () throws(DiskError) in try folders.ledger.entry(kind: kind, store: store) }
        do {
            var writer = try LedgerEntryWriter(
                head, lines: inputs.count + choice.keptCount, to: ByteOutput(descriptor: entry.descriptor))
            for input in inputs { try writer.line(input.fields) }
            var number = 0
            var failure: OutputError?
            try entries.replay(
                inputs: { _ in },
                lines: { line in
                    if choice.keeps(number), failure == nil {
                        do throws(OutputError) { try writer.line(line.line) } catch { failure = error }
                    }
                    number += 1
                    return true
                })
            if let failure { throw failure }
            try writer.finish()
        } catch let error as OutputError {
            throw JobError(error, writing: entry.whereabouts)
        } catch let error as JobError {
            throw error
        } catch {
            throw JobError(.software, "\(error)")
        }
        do throws(DiskError) {
            try folders.ledger.publishCompacted(
                entry, upTo: entries.lastSequence, replacing: entries.closed.map(\.file) + entries.superseded)
        } catch {
            throw JobError(error)
        }
    }
}

/// Which lines of a ledger say something that no later line says anew.
struct LedgerChoice {
    /// An order's lines that count: its newest, and the newest that was written when that is another.
    private struct OrderLines {
        var modifyDate: Int64?
        var newest: Int
        var written: Int?
    }

    private let isOfOrders: Bool
    private var orders = DigestTable<OrderLines>()
    private var boxes = DigestTable<Int>()
    private var kept: [Bool] = []
    private(set) var keptCount = 0

    init(isOfOrders: Bool) { self.isOfOrders = isOfOrders }

    /// How many lines there were.
    var count: Int { kept.count }

    /// Whether a line, by its number from 0, counts.
    func keeps(_ number: Int) -> Bool { kept[number] }

    /// Takes in the next line.
    /// - Returns: Whether it could be understood.
    mutating func take(_ line: borrowing TabbedLineReader) -> Bool {
        let number = kept.count
        kept.append(true)
        keptCount += 1
        if isOfOrders {
            guard let parts = OrderLedger.parts(of: line) else { return false }
            takeOrder(parts.key, parts.modifyDate, isWritten: parts.digest != nil, number)
        } else {
            guard let box = ShipmentLedgerLine(line) else { return false }
            // Without a key it is the number that tells orders apart.
            let key = box.key.orderKey.isEmpty ? box.words.digest(with: box.key.parcel) : line.digest(1...3)
            if let old = boxes.set(key, to: number) { drop(old) }
        }
        return true
    }

    private mutating func takeOrder(_ key: Digest, _ modifyDate: Int64?, isWritten: Bool, _ number: Int) {
        let known = orders[key]
        if let known, !OrderLedger.isNewer(modifyDate, than: known.modifyDate) { return drop(number) }
        if let known {
            if known.newest != known.written { drop(known.newest) }
            if isWritten, let written = known.written { drop(written) }
        }
        orders.set(
            key,
            to: OrderLines(modifyDate: modifyDate, newest: number, written: isWritten ? number : known?.written))
    }

    private mutating func drop(_ number: Int) {
        kept[number] = false
        keptCount -= 1
    }
}
