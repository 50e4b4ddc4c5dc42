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
            try check.unclaimed()
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

    // MARK: - Files that nobody reads

    private mutating func unclaimed() throws(DiskError) {
        for store in job.stores {
            let area = "orders/\(store.id)"
            guard try Folders.exists(job.inbox.appending(area)) else {
                warn(area, "there is no such folder in the inbox: nothing is read for the store", "make it")
                continue
            }
            try passedBy(in: area, patterns: store.files, "files of the store")
        }
        try passedBy(in: "labels", patterns: job.labels.files, "files of labels")
        for area in ["", "orders"] {
            let known = area.isEmpty ? ["orders", "labels"] : job.stores.map(\.id)
            try strangers(in: area, known: known)
        }
    }

    /// Says of files in a folder of inputs that no pattern takes, and of what is never read.
    private mutating func passedBy(in area: String, patterns: [String], _ key: String) throws(DiskError) {
        let folder = job.inbox.appending(area)
        let taken = Set(try DropFolder.inputs(in: folder, patterns: patterns, doneMarker: job.doneMarker))
        let all = try DropFolder.inputs(in: folder, patterns: ["*"], doneMarker: job.doneMarker)
        for name in all where !taken.contains(name) {
            warn(
                place(area, name), "no pattern takes this file: it is not read",
                "add its name to \(key), or take it away")
        }
        let contents = try FolderContents(of: folder)
        for name in contents.others {
            warn(place(area, name), "this is a link or no plain file: it is not read", "put the file itself there")
        }
        for name in contents.folders where !(area == "labels" && name.string == "pending") {
            warn(place(area, name), "folders in here are not read", "put its files into the folder above it")
        }
    }

    /// Says of what lies where no store looks for it.
    private mutating func strangers(in area: String, known: [String]) throws(DiskError) {
        let folder = area.isEmpty ? job.inbox : job.inbox.appending(area)
        for name in try DropFolder.inputs(in: folder, patterns: ["*"], doneMarker: job.doneMarker) {
            warn(
                place(area, name), "no store claims this file: it is not read",
                "put it into orders/<store>/ or labels/ of the inbox")
        }
        for name in try FolderContents(of: folder).folders where !known.contains(name.string) {
            // Folders of the job may lie in the inbox.
            if isOfJob(folder.appending(name)) || name.string.hasPrefix(".") { continue }
            warn(
                place(area, name), area.isEmpty ? "nobody looks into this folder" : "no store of the job has this id",
                JobFileText.nearest(to: name.string, among: known).map { "did you mean \($0)?" }
                    ?? "give the job the store, or take the folder away")
        }
    }

    private func isOfJob(_ path: FilePath) -> Bool {
        let own = [job.outbox, job.archive, job.quarantine, job.ledger, job.work, job.reports] + job.orders
        let path = path.lexicallyNormalized()
        return own.contains { $0.lexicallyNormalized().starts(with: path) }
    }

    private func place(_ area: String, _ name: FilePath.Component) -> String {
        (area.isEmpty ? "" : area + "/") + printable(name.string)
    }
}
