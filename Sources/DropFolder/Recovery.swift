import Glibc
package import SystemPackage

/// A killed run that holds inputs of another inbox: a run of that one gives them back.
package struct ForeignRun: Hashable, Sendable {
    /// The run's folder.
    package var path: FilePath
    /// The path of the inbox, as the run has noted it.
    package var inbox: String
}

/// What a new run does about runs that were killed.
struct Recovery {
    let folders: DropFolders
    /// Seconds since the epoch.
    let now: Int64
    var known: [String: SeenFile]
    private(set) var deadRuns: [String] = []
    /// What they have moved away without an entry in the ledger.
    private(set) var moved: [MoveNote] = []
    /// Whether there was any, reported or not.
    private(set) var isAfterStoppedRun = false

    /// Those of other inboxes.
    private(set) var foreign: [ForeignRun] = []

    init(folders: DropFolders, now: Int64, known: [String: SeenFile]) {
        self.folders = folders
        self.now = now
        self.known = known
    }

    /// Gives back what dead runs have claimed and removes what they have left half done.
    /// - Parameter isResumed: Whether a dead run had this run's own name.
    mutating func run(
        isResumed: Bool, sweeping: [FilePath], isReported: (String) throws(DiskError) -> Bool,
        undo: (String, String, FilePath) throws(DiskError) -> Void
    ) throws(DiskError) {
        var dead: [String] = []
        for name in try POSIX.names(in: folders.work) {
            let path = folders.work.appending(name)
            if name.string == folders.run {
                if isResumed { dead.append(name.string) }
                continue
            }
            // Whatever else lies in the folder is somebody's own.
            guard DropFolders.isRunName(name.string), try POSIX.status(path)?.isFolder == true, try isDead(path) else {
                continue
            }
            if let note = try Folders.read(path.appending(DropFolders.inboxNote)) {
                if try isOurs(note) {
                    dead.append(name.string)
                } else if try Folders.holdFile(path.appending("claims")) {
                    foreign.append(ForeignRun(path: path, inbox: String(decoding: note, as: UTF8.self)))
                }
            } else {
                try removeStillborn(name.string, at: path)
            }
        }
        isAfterStoppedRun = !dead.isEmpty
        guard isAfterStoppedRun else { return }
        var swept = Set(dead)
        for run in dead { swept.formUnion(try Self.adopted(in: folders.work.appending(run))) }
        for folder in sweeping + [folders.quarantine, folders.work] { try OutputFile.sweep(folder, runs: swept) }
        for run in dead {
            let path = folders.work.appending(run)
            try DoneMarker.follow(path.appending("claims"), of: path)
            try giveBack(path.appending("claims"), area: "", undo)
            try DoneMarker.putBackAll(of: path, folders)
            try Folders.removeEmptyTree(path.appending("claims"))
            if run == folders.run {
                deadRuns += try isReported(run) ? [] : [run] + Self.adopted(in: path)
            } else if try isReported(run) {
                try Self.removeRun(path)
            } else {
                deadRuns += [run] + (try Self.adopted(in: path))
                try adopt(run, at: path)
            }
        }
        moved = try MoveNote.load(of: folders.work.appending(folders.run), folders)
        let recovered = folders.work.appending(folders.run).appending(Self.adoptedFolder)
        for run in try Folders.names(in: recovered) {
            moved += try MoveNote.load(of: recovered.appending(run), folders)
        }
        try SeenFile.save(known, to: folders.work, run: folders.run)
    }

    private func isDead(_ path: FilePath) throws(DiskError) -> Bool {
        let descriptor = try POSIX.open(path, O_RDONLY | O_DIRECTORY)
        defer { POSIX.close(descriptor) }
        return try POSIX.lock(descriptor, path)
    }

    /// Removes a run's folder, its note last: without it what is left would be taken for somebody else's.
    static func removeRun(_ path: FilePath) throws(DiskError) {
        for name in try Folders.names(in: path) where try Folders.exists(path.appending(name)) {
            try Folders.removeTree(path.appending(name))
        }
        try Folders.removeTree(path)
    }

    /// Removes what a run leaves that was killed before it could write its note: nothing is claimed by then.
    private func removeStillborn(_ run: String, at path: FilePath) throws(DiskError) {
        try OutputFile.sweep(path, runs: [run])
        if try Folders.names(in: path).isEmpty { try POSIX.removeFolder(path) }
    }

    // The claims of another job's run go back to the other job's inbox, by its own next run.
    private func isOurs(_ note: [UInt8]) throws(DiskError) -> Bool { try Self.isNote(note, of: folders.inbox) }

    /// Whether a run's note names an inbox, or none that there is.
    static func isNote(_ note: [UInt8], of inbox: FilePath) throws(DiskError) -> Bool {
        let noted = FilePath(String(decoding: note, as: UTF8.self))
        guard let other = try POSIX.status(noted.appending(".")),
            let own = try POSIX.status(inbox.appending("."))
        else { return true }
        return other.inode == own.inode && other.device == own.device
    }

    /// Keeps the name of a dead run, and of those that it kept, until this run has reported: what they have committed
    /// must still be told.
    ///
    /// All lie side by side: a chain of runs that die must not make a chain of folders.
    private func adopt(_ run: String, at path: FilePath) throws(DiskError) {
        let recovered = folders.work.appending(folders.run).appending(Self.adoptedFolder)
        try Folders.make(recovered)
        for name in try Folders.names(in: path.appending(Self.adoptedFolder)) {
            try POSIX.rename(path.appending(Self.adoptedFolder).appending(name), recovered.appending(name))
        }
        try POSIX.rename(path, recovered.appending(run))
    }

    /// The names of dead runs that a run has kept.
    static func adopted(in run: FilePath) throws(DiskError) -> [String] {
        try Folders.names(in: run.appending(Self.adoptedFolder)).map(\.string)
    }

    /// Where a run's folder has the names of dead runs.
    private static let adoptedFolder = "recovered"

    private mutating func giveBack(
        _ folder: FilePath, area: String, _ undo: (String, String, FilePath) throws(DiskError) -> Void
    ) throws(DiskError) {
        for name in try Folders.names(in: folder) {
            let path = folder.appending(name)
            guard let status = try POSIX.status(path) else { continue }
            if status.isFolder {
                try giveBack(path, area: area.isEmpty ? name.string : "\(area)/\(name.string)", undo)
                continue
            }
            try undo(area, name.string, path)
            let home = folders.inbox.appending(area)
            try Folders.make(home)
            let free = try FreeName.first(for: name, in: home, inode: status.inode)
            // It had settled when it was claimed; coming back must not make it young again.
            let seen = known["\(area)/\(name.string)"].flatMap { $0.isSame(as: status) ? $0.firstSeen : nil }
            known["\(area)/\(free.string)"] = SeenFile(
                status: status, firstSeen: seen ?? (status.modified > now ? now : 0))
            try SeenFile.save(known, to: folders.work, run: folders.run)
            try POSIX.renameWithoutReplacing(path, home.appending(free))
            try POSIX.syncFolder(home)
        }
    }
}
