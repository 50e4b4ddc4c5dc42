import Channels
import DropFolder
import Labels
import Normalized
import Orders
import SystemPackage
import WireFormats

/// The second half of a run: label results in, shipment updates out.
///
/// All labels are read first, since they are few; then the orders stream past them once; then each input is decided,
/// published and committed by itself, in the order of their names, waiting labels first.
struct AnnounceShipments {
    static let ledgerKind = "labels"

    let folders: RunFolders
    let now: Int64
    private var fates: InputFates
    private var announcer: Announcer
    private let today: Timestamp

    init(folders: RunFolders, now: Int64) {
        self.folders = folders
        self.now = now
        fates = InputFates(kind: Self.ledgerKind, store: "", folders: folders, now: now)
        let civil = Timestamp(seconds: now).civil
        today = Timestamp(
            seconds: CivilTime(year: civil.year, month: civil.month, day: civil.day).secondsSinceEpoch,
            isDateOnly: true)
        announcer = Announcer(folders.definition, today: today)
    }

    /// Ends the announcement.
    func finish() throws(JobError) { try fates.finish() }

    // MARK: - Reading

    /// Reads the labels of an input.
    func read(_ file: borrowing ClaimedFile) throws(WireError) -> LabelFile {
        try read(file.descriptor, name: file.name.string)
    }

    /// Reads the labels of an open file.
    func read(_ descriptor: Int32, name: String) throws(WireError) -> LabelFile {
        let inputs = folders.definition.labels
        return try LabelFile.read(
            ByteInput(descriptor: descriptor, encoding: inputs.encoding), name: name, inputs, today: today,
            limits: folders.definition.limits)
    }

    /// Looks at all labels of a run before the first is decided: streams the normalized orders and keeps those that
    /// labels name, streams the ledger and keeps what it says of these, and notes which boxes are taken back.
    /// - Parameters:
    ///   - rehearsed: A file of orders that a run would write, if it is one that writes nothing.
    ///   - extracts: For files of orders, by their paths, those orders of them that the labels name.
    mutating func prepare(
        for files: [LabelFile], rehearsed: Int32? = nil, extracts: [FilePath: FilePath] = [:]
    ) throws(JobError) {
        let directory = try orders(for: files, rehearsed, extracts)
        let wanted = ShipmentLedger.Selection(
            orders: directory.orderKeys, labels: files.lazy.flatMap(\.labels).map(\.label),
            hasOrder: { label in
                if let store = label.store, folders.definition.store(store) == nil { return false }
                if case .order = directory.match(label) { return true }
                return false
            })
        var ledger = ShipmentLedger()
        try fates.load { ledger.add($0, wanted) }
        announcer = Announcer(folders.definition, directory: directory, ledger: ledger, today: today)
        announcer.look(at: files.lazy.flatMap(\.labels))
    }

    /// The orders that the labels of this run name.
    private func orders(
        for files: [LabelFile], _ rehearsed: Int32?, _ extracts: [FilePath: FilePath]
    ) throws(JobError) -> OrderDirectory {
        let wanted = WantedOrders(of: files)
        var directory = OrderDirectory()
        guard !wanted.isEmpty else { return directory }
        for root in folders.definition.orders {
            for store in try disk({ () throws(DiskError) in try Folders.names(in: root) }) {
                let folder = root.appending(store)
                for name in try disk({ () throws(DiskError) in try Folders.files(in: folder) })
                where name.string.hasSuffix(".orders.jsonl") && !name.string.hasPrefix(".") {
                    let path = extracts[folder.appending(name)] ?? folder.appending(name)
                    let file = try disk { () throws(DiskError) in try OpenFile(path) }
                    try add(file.descriptor, path, wanted, to: &directory)
                }
            }
        }
        if let rehearsed { try add(rehearsed, "the orders of this run", wanted, to: &directory) }
        return directory
    }

    /// What any channel wants back of its orders.
    static let channelDataNames = Set(ChannelCatalog.all.flatMap(\.updates.channelDataNames)).sorted()

    private func add(
        _ descriptor: Int32, _ path: FilePath, _ wanted: WantedOrders, to directory: inout OrderDirectory
    ) throws(JobError) {
        var reader = ShippedOrderReader(
            input: ByteInput(descriptor: descriptor, isDigested: false), channelData: Self.channelDataNames,
            limits: folders.definition.limits)
        do throws(WireError) {
            while try reader.next() {
                if reader.withNames({ wanted.contains(key: $0, number: $1) }) {
                    directory.add(try reader.shippedOrder())
                }
            }
        } catch {
            // An input without orders leaves an empty file.
            if error.code == .empty { return }
            if error.code == .readFailed { throw JobError(error, reading: path) }
            throw JobError(.inputOutput, "\(path):\(error.position): \(error.message); the orders file is damaged")
        }
    }

    // MARK: - One input

    /// Decides, publishes and commits one input.
    mutating func announce(
        _ file: consuming ClaimedFile, _ labels: LabelFile, report: (Finding) -> Void
    ) throws(JobError) -> FileReport {
        let name = file.name.string
        let stem = SafeName.stem(of: name, digest: labels.digest.hex)
        let isUnchanged = try disk { () throws(DiskError) in try file.isUnchanged() }
        guard isUnchanged else { return try fates.leaveWritten(file, .labels(LabelCounts())) }
        if let counts = repeats(stem, labels.count) {
            return try fates.archiveRepeat(file, stem: stem, .labels(counts))
        }
        var outcomes = announcer.decide(labels.labels)
        let isWaiting = file.area.hasSuffix("pending")
        if isWaiting, staysAsItIs(labels, outcomes) {
            // It stays where and what it is.
            var counts = LabelCounts()
            (counts.read, counts.pending) = (labels.count, labels.count)
            var result = try fates.leave(file, .waiting, .labels(counts))
            result.outputs = [
                FileOutput(kind: .pending, path: folders.pending.appending(name), count: counts.pending)
            ]
            return result
        }
        try fates.takeBack(stem)
        let outputs: ShipmentOutputs
        do throws(JobError) {
            outputs = try write(labels, &outcomes, of: file, stem: stem, isWaiting: isWaiting)
        } catch {
            // The bodies of calls may fill the disk on which the next run has to write.
            try? fates.takeBack(stem)
            throw error
        }
        let tally = tally(labels, outcomes, file: name, isWaiting: isWaiting, report: report)
        let lines = announcer.lines
        var result = try fates.commit(
            file, stem: stem, .labels(tally.counts), lineCount: lines.count,
            publish: { () throws(JobError) in try outputs.publish() },
            lines: { writer throws(OutputError) in for line in lines { try writer.line(line.fields) } })
        (result.tally, result.outputs) = (tally.tally, outputs.list)
        return result
    }

    /// Whether all labels of a file of waiting ones wait on.
    private func staysAsItIs(_ labels: LabelFile, _ outcomes: [LabelOutcome]) -> Bool {
        !outcomes.isEmpty
            && zip(labels.labels, outcomes).allSatisfy { seen, outcome in
                guard case .pending(let wait) = outcome else { return false }
                return !wait.isCopy && wait.firstSeen == seen.firstSeen
            }
    }

    /// Writes the outputs of an input; the channels may still leave boxes to a person.
    private mutating func write(
        _ labels: LabelFile, _ outcomes: inout [LabelOutcome], of file: borrowing ClaimedFile, stem: String,
        isWaiting: Bool
    ) throws(JobError) -> ShipmentOutputs {
        var outputs = ShipmentOutputs(
            folders: folders, stem: stem, file: origin(of: labels, file.name.string, isWaiting), isWaiting: isWaiting)
        for store in folders.definition.stores.map(\.id) {
            try outputs.writeRequests(of: store) { take throws(JobError) in
                try announcer.encode(labels.labels, of: store, &outcomes, take: take)
            }
        }
        let texts = try texts(of: file, labels, outcomes)
        try outputs.write(labels, outcomes, announcer.directory, texts: texts)
        return outputs
    }

    /// The texts of the labels that are rejected.
    private func texts(
        of file: borrowing ClaimedFile, _ labels: LabelFile, _ outcomes: [LabelOutcome]
    ) throws(JobError) -> RecordTexts {
        let records = zip(labels.labels, outcomes).compactMap { seen, outcome -> Int? in
            if case .rejected = outcome { seen.record } else { nil }
        }
        guard !records.isEmpty else { return RecordTexts() }
        file.rewind()
        let inputs = folders.definition.labels
        do throws(WireError) {
            return try RecordTexts(
                of: Set(records), ByteInput(descriptor: file.descriptor, encoding: inputs.encoding), inputs,
                limits: folders.definition.limits)
        } catch {
            throw JobError(error, reading: folders.path(of: file))
        }
    }

    // What waits in one file came in one file.
    private func origin(of labels: LabelFile, _ name: String, _ isWaiting: Bool) -> String {
        isWaiting ? labels.labels.first?.label.source.file ?? name : name
    }

    private func tally(
        _ labels: LabelFile, _ outcomes: [LabelOutcome], file name: String, isWaiting: Bool,
        report: (Finding) -> Void
    ) -> ShipmentTally {
        var tally = ShipmentTally(stores: folders.definition.stores.map(\.id), directory: announcer.directory)
        tally.take(labels, outcomes, file: origin(of: labels, name, isWaiting), report: report)
        return tally
    }

    /// Decides what a run would do with the labels of a file, which stays where it is.
    mutating func rehearse(_ labels: LabelFile, name: String, report: (Finding) -> Void) -> FileReport {
        let stem = SafeName.stem(of: name, digest: labels.digest.hex)
        var result = FileReport(store: "", file: name, stem: stem, fate: .imported, content: .labels(LabelCounts()))
        if let counts = repeats(stem, labels.count) {
            result.repeats(.labels(counts), rejected: fates.counts(ofClosed: stem)?["rejected"] ?? 0)
            return result
        }
        var outcomes = announcer.decide(labels.labels)
        for store in folders.definition.stores.map(\.id) {
            announcer.encode(labels.labels, of: store, &outcomes) { _ in }
        }
        let tally = tally(labels, outcomes, file: name, isWaiting: false, report: report)
        (result.content, result.tally) = (.labels(tally.counts), tally.tally)
        return result
    }

    /// The counts of an input whose ledger entry is closed; `nil` when there is none.
    private func repeats(_ stem: String, _ read: Int) -> LabelCounts? {
        guard let closed = fates.counts(ofClosed: stem) else { return nil }
        var counts = LabelCounts()
        counts.read = closed["read"] ?? read
        counts.alreadyAnnounced = counts.read
        return counts
    }

    /// Puts a file that cannot be read into the quarantine, or back when it may still be arriving.
    func refuse(_ file: consuming ClaimedFile, _ error: WireError) throws(JobError) -> FileReport {
        try fates.refuse(file, error, .labels(LabelCounts()))
    }
}
