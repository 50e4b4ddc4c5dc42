import DropFolder
import SystemPackage
import WireFormats

/// Looks at the folders of a job and at what lies in them, before anything is read: what a run would trip over, and what
/// it would silently pass by.
package struct JobCheck {
    /// One thing that the job's owner should know.
    package struct Finding: Hashable, Sendable {
        /// An error is what a run would stop at.
        package var severity: Severity
        /// The job's key, or a place in the inbox.
        package var place: String
        package var message: String
        package var cure: String
        /// What a run would end with; `ok` for a warning.
        package var code = JobError.Code.ok

        /// How much it matters.
        package enum Severity: String, Hashable, Sendable {
            case error
            case warning
        }

        /// `archive: "/mnt/archive" lies on another file system than the inbox: put them on one`.
        package var line: String { "\(place): \(message): \(cure)" }
    }

    private let job: JobDefinition
    private var findings: [Finding] = []

    /// The findings, errors first.
    package static func findings(of job: JobDefinition) throws(JobError) -> [Finding] {
        var check = JobCheck(job: job)
        do throws(DiskError) {
            try check.folders()
            check.findings += try StrayInputs(of: job).findings
        } catch {
            throw JobError(error)
        }
        check.findings += job.advice
        return check.findings.filter { $0.severity == .error } + check.findings.filter { $0.severity == .warning }
    }

    private init(job: JobDefinition) { self.job = job }

    private mutating func warn(_ place: String, _ message: String, _ cure: String) {
        findings.append(Finding(severity: .warning, place: place, message: message, cure: cure))
    }

    private mutating func fail(_ code: JobError.Code, _ place: String, _ message: String, _ cure: String) {
        findings.append(Finding(severity: .error, place: place, message: message, cure: cure, code: code))
    }

    // MARK: - Folders

    private mutating func folders() throws(DiskError) {
        let inbox = try FolderState(of: job.inbox)
        if inbox.isObstructed || !inbox.isThere {
            fail(.noInput, JobKey.inbox.rawValue, "there is no folder \(quoted(job.inbox))", "make it, or mend the key")
        }
        let moved: [(JobKey, FilePath)] = [(.work, job.work), (.archive, job.archive), (.quarantine, job.quarantine)]
        let written: [(JobKey, FilePath)] = [(.outbox, job.outbox), (.ledger, job.ledger), (.reports, job.reports)]
        for (key, path) in [(.inbox, job.inbox)] + moved + written { try usable(key, path) }
        for (key, path) in moved {
            try onOneFileSystem(key.rawValue, path, inbox)
        }
        for area in job.stores.map({ "orders/\($0.id)" }) + ["labels", "labels/pending"] {
            try onOneFileSystem("\(JobKey.inbox.rawValue)/\(area)", job.inbox.appending(area), inbox)
        }
        for store in job.stores where try !Folders.exists(job.inbox.appending("orders/\(store.id)")) {
            warn(
                "orders/\(store.id)", "there is no such folder in the inbox: nothing is read for the store", "make it")
        }
        for path in job.orders where path != job.outbox.appending("orders") {
            guard try !Folders.exists(path) else { continue }
            warn(
                JobKey.orders.rawValue, "there is no folder \(quoted(path)): labels find no order in it",
                "make it, or mend the key")
        }
    }

    private mutating func usable(_ key: JobKey, _ path: FilePath) throws(DiskError) {
        let state = try FolderState(of: path)
        if state.isObstructed, key != .inbox {
            fail(
                .cannotCreate, key.rawValue, "\(quoted(path)), or a folder above it, is no folder",
                "name another, or take away what is in its place")
        } else if !state.isWritable {
            fail(
                .cannotCreate, key.rawValue, "this user may not write to \(quoted(path))",
                "let the user that runs Waybill read and write there")
        }
    }

    private mutating func onOneFileSystem(_ place: String, _ path: FilePath, _ inbox: FolderState) throws(DiskError) {
        let state = try FolderState(of: path)
        guard state.isThere, state.device != inbox.device else { return }
        fail(
            .config, place, "\(quoted(path)) lies on another file system than the inbox",
            "put inbox, work, archive, quarantine and the folders in them on one file system")
    }

    private func quoted(_ path: FilePath) -> String { "\"" + printable(path.string, limit: 4096) + "\"" }
}
