import Channels
import DropFolder
import Normalized
import Orders
package import SystemPackage
import WireFormats

/// What is happening, for a progress bar.
package struct RunProgress: Hashable, Sendable {
    /// The input at work.
    package var file: String
    package var bytesRead: Int
    package var bytesTotal: Int
}

/// Who watches a run.
package protocol RunObserver: AnyObject {
    /// Something is worth telling about a record or a file.
    func found(_ finding: Finding)
    func progress(_ progress: RunProgress)
    /// Something is worth telling about the run as a whole.
    func note(_ text: String)
}

/// How a run is to be done.
package struct RunOptions: Hashable, Sendable {
    /// The parts of a run.
    package struct Parts: OptionSet, Hashable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let orders = Parts(rawValue: 1)
        package static let shipments = Parts(rawValue: 2)
    }

    /// The moment that counts as now, in seconds since the epoch.
    package var now: Int64
    package var parts: Parts = [.orders, .shipments]
    /// Whether everything is read and decided and nothing is written.
    package var isDryRun = false
    /// A file that takes what was read and written, as events of OpenLineage.
    package var lineage: FilePath?
    /// How many threads may read an input; `nil` is one for each processor, four at most.
    package var threads: Int?
    /// Whether the report of a rehearsal names what lies in the inbox and nobody reads, as that of a run does.
    package var namesStrays = true

    package init(now: Int64) { self.now = now }
}

/// One run of a job: what a timer calls.
///
/// Orders first, then shipments; at the end one report that accounts for each record.
package struct RunJob {
    private let definition: JobDefinition
    private let options: RunOptions
    private let folders: RunFolders
    /// What shards have read already, where this is their merge.
    private let shards: ShardResults?

    package init(_ definition: JobDefinition, _ options: RunOptions) throws(JobError) {
        try self.init(definition, options, merging: nil)
    }

    /// Prepares a run over the inputs of a plan, of which shards have read the orders.
    package init(merging manifest: Manifest, _ definition: JobDefinition) throws(JobError) {
        try manifest.requireJob(definition)
        try self.init(definition, RunOptions(now: manifest.now), merging: manifest)
    }

    private init(
        _ definition: JobDefinition, _ options: RunOptions, merging manifest: Manifest?
    ) throws(JobError) {
        self.definition = definition
        self.options = options
        let civil = Timestamp(seconds: options.now).civil
        let time =
            [civil.year, civil.month, civil.day].map(Self.twoDigits).joined() + "T"
            + [civil.hour, civil.minute, civil.second].map(Self.twoDigits).joined() + "Z"
        let name = DropFolders.runName(compactTime: time)
        folders = RunFolders(
            definition, run: try disk { () throws(DiskError) in try Self.unused(name, in: definition.reports) })
        shards = manifest.map { [folders] in ShardResults($0, folders) }
    }

    // In a container each run may have the same process number, and `--as-of` may repeat a moment.
    private static func unused(_ name: String, in reports: FilePath) throws(DiskError) -> String {
        var candidate = name
        var number = 1
        while try Folders.isFile(reports.appending(candidate + ".json")) {
            number += 1
            candidate = "\(name)-\(number)"
        }
        return candidate
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// Runs.
    /// - Throws: `JobError` for what stops the run; everything that was claimed goes back to the inbox, and what was
    ///   committed before is in the run's report.
    package func run(observer: some RunObserver) throws(JobError) -> RunReport {
        if options.isDryRun { return try rehearse(observer) }
        var report = RunReport(run: folders.run, of: definition, startedAt: options.now)
        var inbox = try open()
        // A run that fails here leaves no report: of what the killed ones did it would tell nothing, and still count as
        // having told it.
        report.files = try KilledRuns(folders: folders).settle(inbox)
        let lineage = try options.lineage.map { path throws(JobError) in
            try LineageFile(path, definition, run: folders.run)
        }
        let reports = ReportFolder(folders: folders)
        do throws(JobError) {
            try lineage?.start(at: options.now)
            try work(&inbox, &report, observer)
            report.settle { !definition.maxRejects.isExceeded(by: $0, of: $1) }
            report.finish()
            try reports.publish(report)
        } catch {
            report.stop(error)
            report.finish()
            try? reports.publish(report)
            try? lineage?.end(report, failure: error)
            throw error
        }
        try shards?.remove(after: report)
        try lineage?.end(report)
        do throws(DiskError) { try inbox.finish() } catch { throw JobError(error) }
        return report
    }

    private func work(
        _ inbox: inout DropFolder, _ report: inout RunReport, _ observer: some RunObserver
    ) throws(JobError) {
        let lost = try tellOfLostLedger(&report, observer)
        if !lost, try disk({ () throws(DiskError) in try !Folders.exists(definition.ledger) }) {
            report.notes.append("there is no ledger yet: repeats of earlier inputs would not be seen")
        }
        report.notes += try strays() + notes(of: inbox.foreignRuns)
        if let shards { report.notes += try shards.prove() }
        var extracts: [FilePath: FilePath] = [:]
        if options.parts.contains(.orders) {
            for store in definition.storesInOrder {
                try importOrders(of: store, &inbox, &extracts, &report, observer)
            }
        }
        if options.parts.contains(.shipments) { try announceShipments(&inbox, extracts, &report, observer) }
    }

    private func strays() throws(JobError) -> [String] {
        try disk { () throws(DiskError) in try StrayInputs(of: definition).notes }
    }

    /// Says of what the ledger should know and does not, at once and in the report.
    /// - Returns: Whether there is anything.
    private func tellOfLostLedger(_ report: inout RunReport, _ observer: some RunObserver) throws(JobError) -> Bool {
        let notes = try LedgerTraces(folders: folders).notes()
        for note in notes { observer.note(note) }
        report.notes += notes
        return !notes.isEmpty
    }

    /// Says of what killed runs of other jobs hold: nobody else does when this folder is a copy of theirs.
    private func notes(of runs: [ForeignRun]) -> [String] {
        runs.map {
            "\(printable($0.path.string)) holds inputs of \(printable($0.inbox)), which the next run there gives back; if"
                + " this folder is a copy of that, move them from claims into the inbox by hand"
        }
    }

    private func rehearse(_ observer: some RunObserver) throws(JobError) -> RunReport {
        var report = RunReport(run: folders.run, of: definition, startedAt: options.now)
        report.isDryRun = true
        guard try disk({ () throws(DiskError) in try Folders.exists(definition.inbox) }) else {
            throw JobError(DropFolderError.noInbox(definition.inbox))
        }
        _ = try tellOfLostLedger(&report, observer)
        if options.namesStrays { report.notes += try strays() }
        let rehearsal = try Rehearsal(folders, now: options.now)
        if options.parts.contains(.orders) {
            for store in definition.storesInOrder {
                guard let channel = ChannelCatalog.channel(store.channel) else { continue }
                try rehearsal.orders(of: store, channel, observer, &report)
            }
        }
        if options.parts.contains(.shipments) { try rehearsal.labels(observer, &report) }
        report.settle { !definition.maxRejects.isExceeded(by: $0, of: $1) }
        report.finish()
        return report
    }

    // MARK: - Start and end

    private func open() throws(JobError) -> DropFolder {
        let areas = definition.stores.map { "orders/\($0.id)" } + ["labels", "labels/pending"]
        let dropFolders = DropFolders(
            inbox: definition.inbox, work: definition.work, archive: definition.archive,
            quarantine: definition.quarantine, areas: areas, run: folders.run,
            archiveDay: ArchiveDay(of: options.now).folders, doneMarker: definition.doneMarker)
        let reports = definition.reports
        let leftovers = Leftovers(folders: folders)
        do throws(DropFolderError) {
            return try DropFolder(
                dropFolders, now: options.now, sweeping: folders.sweeping,
                isReported: { run throws(DiskError) in try Folders.isFile(reports.appending(run + ".json")) },
                undo: { (area, name, path) throws(DiskError) in
                    try leftovers.remove(area: area, name: name, path: path)
                })
        } catch {
            throw JobError(error)
        }
    }

    // MARK: - Orders

    private func importOrders(
        of store: StoreDefinition, _ inbox: inout DropFolder, _ extracts: inout [FilePath: FilePath],
        _ report: inout RunReport, _ observer: some RunObserver
    ) throws(JobError) {
        guard let channel = ChannelCatalog.channel(store.channel) else {
            throw JobError(.config, "there is no channel \(store.channel)")
        }
        let candidates = try look("orders/\(store.id)", store.files, settle: definition.settle, &inbox, &report)
        guard !candidates.isEmpty else { return }
        var importer = try ImportOrders(store: store, channel: channel, folders: folders, now: options.now)
        if let threads = options.threads { importer.threads = threads }
        for candidate in candidates {
            guard let file = try claim(candidate, store: store.id, .orders(OrderCounts()), inbox, &report) else {
                continue
            }
            let size = Int(file.size)
            let stopwatch = Stopwatch()
            var result = try importer.importFile(
                file, from: try shards?.input(candidate.area, candidate.name.string),
                report: {
                    report.note($0, store: store.id)
                    observer.found($0)
                },
                progress: {
                    observer.progress(RunProgress(file: candidate.name.string, bytesRead: $0, bytesTotal: size))
                })
            (result.bytes, result.milliseconds) = (Int64(size), stopwatch.milliseconds)
            report.files.append(result)
            if let failure = result.failure { throw failure }
        }
        try importer.finish()
        extracts.merge(importer.extracts) { $1 }
    }

    /// The inputs of a folder of the inbox that may be read: all that have settled, or those of the plan.
    private func look(
        _ area: String, _ patterns: [String], settle: Int, hasMarkers: Bool = true, _ inbox: inout DropFolder,
        _ report: inout RunReport
    ) throws(JobError) -> [Candidate] {
        let scan: ScanResult
        do throws(DiskError) {
            scan = try inbox.scan(
                area: area, patterns: patterns, settle: shards == nil ? settle : 0,
                hasMarkers: hasMarkers && shards == nil)
        } catch {
            throw JobError(error)
        }
        if let shards { return scan.ready.filter { shards.plans(area, $0.name.string) } }
        report.arriving += scan.arriving.map { "\(area)/\($0)" }
        return scan.ready
    }

    // MARK: - Shipments

    private func announceShipments(
        _ inbox: inout DropFolder, _ extracts: [FilePath: FilePath], _ report: inout RunReport,
        _ observer: some RunObserver
    ) throws(JobError) {
        // Waiting labels first: they were here before.
        let waiting = try look("labels/pending", ["*"], settle: 0, hasMarkers: false, &inbox, &report)
        let candidates =
            try waiting + look("labels", definition.labels.files, settle: definition.settle, &inbox, &report)
        guard !candidates.isEmpty else { return }
        var announcer = AnnounceShipments(folders: folders, now: options.now)
        var files: [(labels: LabelFile, claim: HeldClaim)] = []
        for candidate in candidates {
            guard let file = try claim(candidate, store: "", .labels(LabelCounts()), inbox, &report) else {
                continue
            }
            let size = file.size
            let labels: LabelFile
            do throws(WireError) {
                labels = try announcer.read(file)
            } catch {
                var result = try announcer.refuse(file, error)
                result.bytes = size
                report.files.append(result)
                if let failure = result.failure { throw failure }
                continue
            }
            files.append((labels, HeldClaim(file)))
        }
        try announcer.prepare(for: files.map(\.labels), extracts: extracts)
        for (labels, claim) in files {
            guard let file = claim.take() else { continue }
            let size = file.size
            var result = try announcer.announce(
                file, labels,
                report: {
                    report.note($0, store: "")
                    observer.found($0)
                })
            result.bytes = size
            report.files.append(result)
            if let failure = result.failure { throw failure }
        }
        try announcer.finish()
    }

    /// Claims an input; one that has changed or may not be read stays where it is, and the others go on.
    private func claim(
        _ candidate: Candidate, store: String, _ content: FileReport.Content, _ inbox: borrowing DropFolder,
        _ report: inout RunReport
    ) throws(JobError) -> ClaimedFile? {
        let claim: Claim
        do throws(DiskError) { claim = try inbox.claim(candidate) } catch { throw JobError(error) }
        switch consume claim {
        case .file(let file):
            try shards?.requirePlanned(file)
            return file
        case .changed: report.arriving.append("\(candidate.area)/\(candidate.name.string)")
        case .forbidden(let error):
            var result = FileReport(
                store: store, file: candidate.name.string, stem: "", fate: .left, content: content)
            result.reason = "it must not be taken: \(JobError(error).message)"
            report.files.append(result)
        }
        return nil
    }
}

/// A claimed file that waits for its turn: lists cannot hold what must not be copied.
private final class HeldClaim {
    private var file: ClaimedFile?

    init(_ file: consuming ClaimedFile) { self.file = consume file }

    /// Hands the file over, once.
    func take() -> ClaimedFile? { file.take() }
}
