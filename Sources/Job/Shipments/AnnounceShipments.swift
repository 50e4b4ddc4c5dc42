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
    private let stores: [String: StoreDefinition]
    private var fates: InputFates
    private var ledger = ShipmentLedger(orderKeys: [], parcels: [])
    /// The orders that the labels of this run name.
    private var directory = OrderDirectory()
    /// Boxes that a label of this run takes back.
    private var voidedParcels: Set<String> = []
    private var today: Timestamp

    init(folders: RunFolders, now: Int64) {
        self.folders = folders
        self.now = now
        fates = InputFates(kind: Self.ledgerKind, store: "", folders: folders, now: now)
        stores = Dictionary(uniqueKeysWithValues: folders.definition.stores.map { ($0.id, $0) })
        let civil = Timestamp(seconds: now).civil
        today = Timestamp(
            seconds: CivilTime(year: civil.year, month: civil.month, day: civil.day).secondsSinceEpoch,
            isDateOnly: true)
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
    /// - Parameter rehearsed: A file of orders that a run would write, if it is one that writes nothing.
    mutating func prepare(for files: [LabelFile], rehearsed: Int32? = nil) throws(JobError) {
        try loadOrders(for: files, rehearsed)
        let parcels = files.lazy.flatMap(\.labels).map(\.label.parcel)
        var ledger = ShipmentLedger(orderKeys: directory.orderKeys, parcels: parcels)
        try fates.load { ledger.add($0) }
        self.ledger = ledger
    }

    private mutating func loadOrders(for files: [LabelFile], _ rehearsed: Int32?) throws(JobError) {
        var wanted = WantedOrders()
        for file in files {
            for seen in file.labels {
                wanted.add(seen.label)
                if seen.label.status == .voided { voidedParcels.insert(seen.label.parcel) }
            }
        }
        directory = OrderDirectory()
        guard !wanted.isEmpty else { return }
        for root in folders.definition.orders {
            for store in try disk({ () throws(DiskError) in try Folders.names(in: root) }) {
                let folder = root.appending(store)
                for name in try disk({ () throws(DiskError) in try Folders.files(in: folder) })
                where name.string.hasSuffix(".orders.jsonl") && !name.string.hasPrefix(".") {
                    let file = try disk { () throws(DiskError) in try OpenFile(folder.appending(name)) }
                    try addOrders(of: file.descriptor, folder.appending(name).string, wanted)
                }
            }
        }
        if let rehearsed { try addOrders(of: rehearsed, "the orders of this run", wanted) }
    }

    /// What any channel wants back of its orders.
    private static let channelDataNames = Set(ChannelCatalog.all.flatMap(\.updates.channelDataNames)).sorted()

    private mutating func addOrders(
        of descriptor: Int32, _ name: String, _ wanted: WantedOrders
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
            throw JobError(.inputOutput, "\(name):\(error.position): \(error.message); the orders file is damaged")
        }
    }

    // MARK: - One input

    /// Decides, publishes and commits one input.
    mutating func announce(
        _ file: consuming ClaimedFile, _ labels: LabelFile, report: (Finding) -> Void
    ) throws(JobError) -> FileReport {
        let name = file.name.string
        let stem = SafeName.stem(of: name, digest: labels.digest.hex)
        if let counts = repeats(stem, labels.count) {
            return try fates.archiveRepeat(file, stem: stem, .labels(counts))
        }
        var announcer = announcer
        let outcomes = announcer.decide(labels.labels)
        let isWaiting = file.area.hasSuffix("pending")
        let isAllPending = outcomes.allSatisfy { if case .pending = $0 { true } else { false } }
        if isWaiting, isAllPending, labels.rejects.isEmpty, !labels.labels.isEmpty {
            // It stays where and what it is.
            var counts = LabelCounts()
            (counts.read, counts.pending) = (labels.count, labels.count)
            return try fates.leave(file, .waiting, .labels(counts))
        }
        var outputs = ShipmentOutputs(folders: folders, stem: stem, file: name, isWaiting: isWaiting)
        outputs.take(labels, outcomes, announcer.calls, report: report)
        let lines = announcer.lines
        var result = try fates.commit(
            file, stem: stem, .labels(outputs.counts), lineCount: lines.count,
            publish: { () throws(JobError) in try outputs.publish() },
            lines: { writer throws(OutputError) in for line in lines { try writer.line(line.fields) } })
        ledger = announcer.ledger
        result.codes = outputs.codes
        return result
    }

    /// Decides what a run would do with the labels of a file, which stays where it is.
    mutating func rehearse(_ labels: LabelFile, name: String, report: (Finding) -> Void) -> FileReport {
        let stem = SafeName.stem(of: name, digest: labels.digest.hex)
        var result = FileReport(store: "", file: name, stem: stem, fate: .imported, content: .labels(LabelCounts()))
        if let counts = repeats(stem, labels.count) {
            result.repeats(.labels(counts), rejected: fates.counts(ofClosed: stem)?["rejected"] ?? 0)
            return result
        }
        var announcer = announcer
        var outputs = ShipmentOutputs(folders: folders, stem: stem, file: name, isWaiting: false)
        let outcomes = announcer.decide(labels.labels)
        outputs.take(labels, outcomes, announcer.calls, report: report)
        ledger = announcer.ledger
        (result.content, result.codes) = (.labels(outputs.counts), outputs.codes)
        return result
    }

    private var announcer: Announcer {
        Announcer(
            stores: stores, directory: directory, ledger: ledger, voidedParcels: voidedParcels, today: today,
            pendingDays: folders.definition.pendingDays)
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
