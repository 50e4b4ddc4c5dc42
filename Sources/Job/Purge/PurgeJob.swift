import DropFolder
import SystemPackage
import WireFormats

/// Removes personal data past its time: inputs from archive and quarantine, and what was made of them.
///
/// What is in the inbox and what runs hold is at work and stays; the ledger and the reports hold no personal data. A purge
/// that is killed is ended by the next one.
package struct PurgeJob {
    private let definition: JobDefinition
    private let folders: RunFolders
    private let firstKept: ArchiveDay
    private let isDryRun: Bool

    /// Prepares it.
    /// - Parameters:
    ///   - definition: The job.
    ///   - days: The age from which data is removed.
    ///   - now: The moment that counts as now, in seconds since the epoch.
    ///   - isDryRun: Whether everything is counted and nothing removed.
    package init(_ definition: JobDefinition, olderThan days: Int, now: Int64, isDryRun: Bool) {
        self.definition = definition
        self.isDryRun = isDryRun
        // A day that began so many days ago is not over for as long.
        firstKept = ArchiveDay(of: now).earlier(by: days)
        // Not a run's name: it writes nothing.
        folders = RunFolders(definition, run: "purge")
    }

    /// Purges.
    /// - Throws: `JobError` while a run is at work.
    package func run() throws(JobError) -> PurgeReport {
        let lock: InboxLock
        do throws(DropFolderError) { lock = try InboxLock(definition.inbox) } catch { throw JobError(error) }
        let days = try InputDays(folders)
        var report = PurgeReport(firstKept: firstKept, isDryRun: isDryRun)
        try purge(definition.archive, &report) { folder throws(DiskError) in
            try folder.purgeArchive(keeping: days.unsettled)
        }
        try purgeOutputs(days, &report)
        try purge(definition.quarantine, &report) { folder throws(DiskError) in try folder.purgeQuarantine() }
        if !days.unsettled.isEmpty {
            report.notes.append("a run was ended before it could settle what it did: run the job, then purge again")
        }
        for elsewhere in definition.orders where !isInOutbox(elsewhere) {
            report.notes.append(
                "what was moved to \(singleLine(elsewhere.string)) (orders) is not purged: it is no longer in the outbox"
            )
        }
        _ = consume lock
        return report
    }

    private func isInOutbox(_ path: FilePath) -> Bool {
        path.lexicallyNormalized() == definition.outbox.appending("orders").lexicallyNormalized()
    }

    private func purgeOutputs(_ days: InputDays, _ report: inout PurgeReport) throws(JobError) {
        let (orders, labels) = (ImportOrders.ledgerKind, AnnounceShipments.ledgerKind)
        try purge(definition.outbox.appending("orders"), &report) { folder throws(DiskError) in
            for store in try folder.contents(of: folder.path).folders {
                let path = folder.path.appending(store)
                let contents = try folder.contents(of: path)
                try folder.purgeOutputs(
                    in: path, contents, endings: OutputEndings.orders, days.ofInputs(orders, store.string))
            }
        }
        try purge(folders.shipments, &report) { folder throws(DiskError) in
            let contents = try folder.contents(of: folder.path)
            try folder.purgeOutputs(
                in: folder.path, contents, endings: OutputEndings.shipments, days.ofInputs(labels, ""))
        }
        try purge(folders.updates, &report) { folder throws(DiskError) in
            for store in try folder.contents(of: folder.path).folders {
                let path = folder.path.appending(store)
                let contents = try folder.contents(of: path)
                try folder.purgeOutputs(in: path, contents, endings: OutputEndings.lists, days.ofInputs(labels, ""))
                for calls in contents.folders {
                    try folder.purgeCalls(in: path.appending(calls), days.ofInputs(labels, ""))
                }
            }
        }
        let sent = definition.outbox.appending("updates.sent")
        if try disk({ () throws(DiskError) in try Folders.exists(sent) }) {
            try purge(sent, &report) { folder throws(DiskError) in
                for store in try folder.contents(of: folder.path).folders where store.string.hasSuffix(".answers") {
                    try folder.purgeAnswers(in: folder.path.appending(store))
                }
            }
        }
        try purge(definition.outbox.appending("rejects"), &report) { folder throws(DiskError) in
            for store in try folder.contents(of: folder.path).folders {
                let path = folder.path.appending(store)
                let isOfLabels = store.string == labels
                let contents = try folder.contents(of: path)
                try folder.purgeOutputs(
                    in: path, contents, endings: OutputEndings.rejects,
                    isOfLabels ? days.ofInputs(labels, "") : days.ofInputs(orders, store.string))
            }
        }
    }

    private func purge(
        _ path: FilePath, _ report: inout PurgeReport, _ body: (inout PurgedFolder) throws(DiskError) -> Void
    ) throws(JobError) {
        var folder = PurgedFolder(path, firstKept: firstKept, isRehearsal: isDryRun)
        try disk { () throws(DiskError) in try body(&folder) }
        report.removed.append(folder.removed)
        if let note = folder.note { report.notes.append(note) }
    }
}
