import DropFolder
import SystemPackage
import WireFormats

/// What lies in the inbox and is read by no run: each run's report says so, and so does a look over the job.
struct StrayInputs {
    private let job: JobDefinition
    private let root: FilePath
    private var strays: [Stray] = []

    /// One file or folder, and why nobody reads it.
    private struct Stray {
        /// The folder, relative to the inbox; empty for the inbox itself.
        var area: String
        var name: FilePath.Component
        var message: String
        var cure: String

        var finding: JobCheck.Finding {
            let place = (area.isEmpty ? "" : area + "/") + printable(name.string)
            return JobCheck.Finding(severity: .warning, place: place, message: message, cure: cure)
        }

        func isLike(_ other: Stray) -> Bool {
            area == other.area && message == other.message && cure == other.cure
        }
    }

    init(of job: JobDefinition) throws(DiskError) {
        self.job = job
        root = try Folders.current
        if !isOfJob(job.inbox, job.file) { try strangers(in: "", known: ["orders", "labels"]) }
        try strangers(in: "orders", known: job.stores.map(\.id))
        for store in job.stores { try unread(in: "orders/\(store.id)", patterns: store.files, "files of the store") }
        try unread(in: "labels", patterns: job.labels.files, "files of labels")
    }

    /// One for each file and folder.
    var findings: [JobCheck.Finding] { strays.map(\.finding) }

    /// A line for each folder and cause.
    var notes: [String] {
        var groups: [(first: Stray, count: Int)] = []
        for stray in strays {
            if let place = groups.firstIndex(where: { $0.first.isLike(stray) }) {
                groups[place].count += 1
            } else {
                groups.append((stray, 1))
            }
        }
        return groups.map { first, count in
            first.finding.line + (count == 1 ? "" : "; so it is with \(count - 1) more there")
        }
    }

    private mutating func add(_ area: String, _ name: FilePath.Component, _ message: String, _ cure: String) {
        strays.append(Stray(area: area, name: name, message: message, cure: cure))
    }

    /// What lies where no store looks for it.
    private mutating func strangers(in area: String, known: [String]) throws(DiskError) {
        let folder = area.isEmpty ? job.inbox : job.inbox.appending(area)
        for name in try inputs(in: folder) {
            add(
                area, name, "no store claims this file, so it is not read",
                "put it into orders/<store>/ or labels/ of the inbox")
        }
        for name in try FolderContents(of: folder).folders where !known.contains(name.string) {
            let path = folder.appending(name)
            let own = [job.outbox, job.archive, job.quarantine, job.ledger, job.work, job.reports] + job.orders
            if isHidden(name) || own.contains(where: { isOfJob(path, $0) }) { continue }
            let cure = JobFileText.nearest(to: name.string, among: known).map { "did you mean \($0)?" }
            if area.isEmpty {
                add(area, name, "nobody looks into this folder", cure ?? "take it away")
            } else {
                let count = try inputs(in: path).count
                // Whoever makes a store's folder before the store has done nothing wrong.
                guard count > 0 else { continue }
                add(
                    area, name, "no store of the job has this id, so its files (\(count)) are not read",
                    cure ?? "give the job the store, or take the folder away")
            }
        }
    }

    /// What lies where inputs are looked for, and is none.
    private mutating func unread(in area: String, patterns: [String], _ key: String) throws(DiskError) {
        let contents = try FolderContents(of: job.inbox.appending(area))
        for name in contents.others where !isHidden(name) {
            add(area, name, "this is a link or no plain file, so it is not read", "put the file itself there")
        }
        // The folder of labels that wait is ours.
        for name in contents.folders where !isHidden(name) && !(area == "labels" && name == "pending") {
            add(area, name, "folders in here are not read", "put its files into the folder above it")
        }
        for name in contents.files.map(\.name) where isInput(name, ["*"]) && !isInput(name, patterns) {
            add(
                area, name, "no pattern takes this file, so it is not read",
                "add its name to \(key), or take it away")
        }
        for name in markersAlone(among: contents.files.map(\.name)) {
            add(
                area, name, "this is the marker of a file that is not there",
                "remove it, or the next file of that name is read while it still arrives")
        }
    }

    /// The markers without their inputs.
    private func markersAlone(among names: [FilePath.Component]) -> [FilePath.Component] {
        guard let doneMarker = job.doneMarker else { return [] }
        let all = Set(names.map(\.string))
        return names.filter { name in
            DropFolder.input(ofMarker: name.string, doneMarker: doneMarker).map { !all.contains($0) } ?? false
        }
    }

    private func inputs(in folder: FilePath) throws(DiskError) -> [FilePath.Component] {
        try DropFolder.inputs(in: folder, patterns: ["*"], doneMarker: job.doneMarker)
    }

    private func isInput(_ name: FilePath.Component, _ patterns: [String]) -> Bool {
        DropFolder.isInput(name.string, patterns: patterns, doneMarker: job.doneMarker)
    }

    private func isHidden(_ name: FilePath.Component) -> Bool {
        !DropFolder.isInput(name.string, patterns: ["*"], doneMarker: nil)
    }

    /// Whether something of the job lies in a folder, or is it.
    private func isOfJob(_ folder: FilePath, _ path: FilePath) -> Bool {
        root.pushing(path).lexicallyNormalized().starts(with: root.pushing(folder).lexicallyNormalized())
    }
}
