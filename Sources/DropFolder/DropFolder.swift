import Glibc
package import SystemPackage

/// An input in the inbox that may be read.
package struct Candidate: Hashable, Sendable {
    package let name: FilePath.Component
    package let area: String
    let status: FileStatus
    let hasMarker: Bool
}

/// What a look into a folder of the inbox has found.
package struct ScanResult: Sendable {
    /// Inputs that may be read, in the order of the bytes of their names.
    package var ready: [Candidate] = []
    /// Names of inputs that are too young or wait for their marker.
    package var arriving: [String] = []
}

/// What came of the attempt to claim an input.
package enum Claim: ~Copyable {
    case file(ClaimedFile)
    /// Another machine was faster, or the file has changed since the look; it stays.
    case changed
    /// This user may not move or read it; it stays.
    case forbidden(DiskError)
}

/// The inbox, locked for one run.
///
/// The lock is on the inbox folder itself, so that no file of ours lies among the user's. A file is claimed by a rename
/// into the run's own folder below `work`; the lock on that folder tells a living run from a dead one, whose claims go back.
package struct DropFolder: ~Copyable {
    package let folders: DropFolders
    /// The runs that died before they could report.
    package let deadRuns: [String]
    /// What they have moved away without an entry in the ledger.
    package let deadRunsMoved: [MoveNote]
    /// Whether a run before this one did not come to its end, be it that it could report or not.
    package let isAfterStoppedRun: Bool
    /// Killed runs of other inboxes that share `work`, with what they hold.
    package let foreignRuns: [ForeignRun]
    private let inboxDescriptor: Int32
    private let runDescriptor: Int32
    /// Files that were seen with a modification time in the future, or that came back from a dead run.
    private var known: [String: SeenFile]
    private let now: Int64

    /// Opens, locks and recovers a drop folder.
    /// - Parameters:
    ///   - folders: Where inputs lie, and where they go.
    ///   - now: Seconds since the epoch. One in the past gives way to the clock: the ages of files are real, and a
    ///     file that is younger than `now` would never settle.
    ///   - sweeping: Folders in which dead runs may have left temporary files.
    ///   - isReported: Whether a dead run has left a report: then nothing of it needs to be told again.
    ///   - undo: Called for each claim of a dead run before it goes back, with its area, name and path.
    package init(
        _ folders: DropFolders, now: Int64, sweeping: [FilePath], isReported: (String) throws(DiskError) -> Bool,
        undo: (_ area: String, _ name: String, _ path: FilePath) throws(DiskError) -> Void
    ) throws(DropFolderError) {
        try Self.prepare(folders)
        try Self.requireOneFileSystem(folders)
        let inbox = try Self.lockInbox(folders.inbox)
        let run: Int32
        var recovery: Recovery
        let now = max(now, POSIX.clock)
        do throws(DiskError) {
            let isResumed = try Folders.exists(folders.work.appending(folders.run))
            run = try Self.lockRun(folders.work.appending(folders.run))
            try OutputFile.write(
                Array(POSIX.realPath(folders.inbox).string.utf8), to: folders.work.appending(folders.run),
                as: DropFolders.inboxNote, run: folders.run)
            recovery = Recovery(folders: folders, now: now, known: try SeenFile.load(from: folders.work))
            try recovery.run(isResumed: isResumed, sweeping: sweeping, isReported: isReported, undo: undo)
        } catch {
            POSIX.close(inbox)
            throw .disk(error)
        }
        self.folders = folders
        self.now = now
        inboxDescriptor = inbox
        runDescriptor = run
        known = recovery.known
        deadRuns = recovery.deadRuns
        deadRunsMoved = recovery.moved
        isAfterStoppedRun = recovery.isAfterStoppedRun
        foreignRuns = recovery.foreign
    }

    private static func prepare(_ folders: DropFolders) throws(DropFolderError) {
        do throws(DiskError) {
            guard try Folders.exists(folders.inbox) else {
                throw DiskError(call: "", path: folders.inbox, errno: ENOENT)
            }
            for folder in [folders.work, folders.archive, folders.quarantine] { try Folders.make(folder) }
        } catch {
            if error.call.isEmpty { throw .noInbox(folders.inbox) }
            throw .disk(error)
        }
    }

    deinit {
        POSIX.close(runDescriptor)
        POSIX.close(inboxDescriptor)
    }

    /// Makes and locks the run's own folder.
    ///
    /// A run of another job that shares `work` may take it for a dead run's before it is locked, and remove it: then it
    /// is made again.
    private static func lockRun(_ path: FilePath) throws(DiskError) -> Int32 {
        while true {
            try Folders.make(path)
            do throws(DiskError) {
                let descriptor = try POSIX.open(path, O_RDONLY | O_DIRECTORY)
                _ = try POSIX.lock(descriptor, path)
                if try POSIX.status(path)?.inode == POSIX.status(of: descriptor, path).inode { return descriptor }
                POSIX.close(descriptor)
            } catch {
                if !error.isNotFound { throw error }
            }
        }
    }

    static func lockInbox(_ inbox: FilePath) throws(DropFolderError) -> Int32 {
        do throws(DiskError) {
            let descriptor = try POSIX.open(inbox.appending("."), O_RDONLY | O_DIRECTORY)
            if try POSIX.lock(descriptor, inbox) { return descriptor }
            POSIX.close(descriptor)
        } catch {
            throw .disk(error)
        }
        throw .busy(inbox)
    }

    private static func requireOneFileSystem(_ folders: DropFolders) throws(DropFolderError) {
        do throws(DiskError) {
            let device = try POSIX.status(folders.inbox.appending("."))?.device
            let areas = folders.areas.map { folders.inbox.appending($0) }
            for folder in [folders.work, folders.archive, folders.quarantine] + areas {
                guard let status = try POSIX.status(folder.appending(".")) else { continue }
                if status.device != device { throw DiskError(call: "", path: folder, errno: EXDEV) }
            }
        } catch {
            if error.call.isEmpty { throw .otherFileSystem(error.path) }
            throw .disk(error)
        }
    }

    // MARK: - Inputs

    /// Looks into a folder of the inbox.
    /// - Parameters:
    ///   - area: The folder below the inbox.
    ///   - patterns: Those of names that are read, with `*`, `?` and `[a-z]`.
    ///   - settle: Seconds that a file must have been left alone, where inputs have no markers.
    ///   - hasMarkers: Whether inputs have markers here, if they have any.
    package mutating func scan(
        area: String, patterns: [String], settle: Int, hasMarkers: Bool = true
    ) throws(DiskError) -> ScanResult {
        var result = ScanResult()
        let markers = hasMarkers ? folders.doneMarker.map(DoneMarkers.init) : nil
        let folder = folders.inbox.appending(area)
        let names = try Folders.names(in: folder)
        for name in names {
            let text = name.string
            guard !Self.isIgnored(text), let status = try POSIX.status(folder.appending(name)), status.isRegular,
                patterns.contains(where: { Glob.matches($0, text) })
            else { continue }
            if markers?.contains(text) == true { continue }
            noteFirstLook("\(area)/\(text)", status)
            let isReady =
                if let markers {
                    try markers.name(for: text).map { name throws(DiskError) in
                        try Folders.isFile(folder.appending(name))
                    } ?? false
                } else {
                    isSettled("\(area)/\(text)", status, settle)
                }
            if isReady {
                result.ready.append(Candidate(name: name, area: area, status: status, hasMarker: markers != nil))
            } else {
                result.arriving.append(text)
            }
        }
        return result
    }

    /// Notes when a file was first seen whose own times do not tell how old it is: those in the future never get old.
    private mutating func noteFirstLook(_ key: String, _ status: FileStatus) {
        // What was touched since the run began is not of the future.
        let now = max(now, POSIX.clock)
        // A clock that was put back since makes the first look one of the future.
        if let seen = known[key], seen.isSame(as: status), seen.firstSeen <= now { return }
        guard max(status.modified, status.changed) > now else { return }
        known[key] = SeenFile(status: status, firstSeen: now)
    }

    private func isSettled(_ key: String, _ status: FileStatus, _ settle: Int) -> Bool {
        if settle <= 0 || now - status.lastTouch >= Int64(settle) { return true }
        guard let seen = known[key], seen.isSame(as: status) else { return false }
        return now - seen.settling(status, at: now) >= Int64(settle)
    }

    /// The names in a folder that are inputs, whatever their age.
    package static func inputs(
        in folder: FilePath, patterns: [String], doneMarker: String? = nil
    ) throws(DiskError) -> [FilePath.Component] {
        try Folders.files(in: folder).filter { isInput($0.string, patterns: patterns, doneMarker: doneMarker) }
    }

    /// Whether a name is one of an input.
    package static func isInput(_ name: String, patterns: [String], doneMarker: String?) -> Bool {
        let isMarker = doneMarker.map { DoneMarkers(pattern: $0).contains(name) } ?? false
        return !isMarker && !isIgnored(name) && patterns.contains { Glob.matches($0, name) }
    }

    /// The name of the input that a marker of this name would belong to.
    package static func input(ofMarker name: String, doneMarker: String) -> String? {
        DoneMarkers(pattern: doneMarker).input(of: name)
    }

    /// Names that upload tools use for what is not complete, and names that are hidden.
    static func isIgnored(_ name: String) -> Bool {
        let suffixes = [".part", ".filepart", ".tmp", ".writing", ".crdownload", ".swp"]
        return name.hasPrefix(".") || name.hasPrefix("~") || suffixes.contains { name.hasSuffix($0) }
    }

    /// Claims an input for this run alone, and its marker with it.
    package func claim(_ candidate: Candidate) throws(DiskError) -> Claim {
        let home = folders.inbox.appending(candidate.area)
        let claims = folders.claims.appending(candidate.area)
        try Folders.make(claims)
        let path = claims.appending(candidate.name)
        guard let status = try POSIX.status(home.appending(candidate.name)), status.isSameContent(as: candidate.status)
        else { return .changed }
        let marker = try takeMarker(of: candidate)
        if candidate.hasMarker, marker == nil { return .changed }
        do throws(DiskError) {
            try POSIX.renameWithoutReplacing(home.appending(candidate.name), path)
        } catch {
            try marker?.putBack(for: candidate.name)
            // The name is taken among the claims while its file is still at work: the new one's turn comes later.
            if error.isNotFound || error.isExisting { return .changed }
            if error.isForbidden { return .forbidden(error) }
            throw error
        }
        return try open(candidate, path, home: home, marker)
    }

    private func takeMarker(of candidate: Candidate) throws(DiskError) -> DoneMarker? {
        guard candidate.hasMarker, let pattern = folders.doneMarker else { return nil }
        let run = folders.work.appending(folders.run)
        return try DoneMarker.take(of: candidate, run: run, DoneMarkers(pattern: pattern), folders)
    }

    private func open(
        _ candidate: Candidate, _ path: FilePath, home: FilePath, _ marker: DoneMarker?
    ) throws(DiskError) -> Claim {
        let descriptor: Int32
        do throws(DiskError) {
            // Not to wait for the writer of a FIFO that has taken the file's place.
            descriptor = try POSIX.open(path, O_RDONLY | O_NONBLOCK)
        } catch {
            // What cannot be opened must not stay among the claims.
            let free = try FreeName.first(for: candidate.name, in: home)
            try POSIX.renameWithoutReplacing(path, home.appending(free))
            try marker?.putBack(for: free)
            if error.isForbidden {
                return .forbidden(DiskError(call: error.call, path: home.appending(free), errno: error.errno))
            }
            throw error
        }
        let file = ClaimedFile(
            name: candidate.name, area: candidate.area, path: path, home: home, descriptor: descriptor,
            status: candidate.status, firstSeen: firstSeen(of: candidate), marker: marker, folders: folders)
        guard try file.isUnchanged() else {
            try file.release()
            return .changed
        }
        return .file(file)
    }

    private func firstSeen(of candidate: Candidate) -> Int64 {
        guard let seen = known["\(candidate.area)/\(candidate.name.string)"], seen.isSame(as: candidate.status) else {
            return now
        }
        return seen.firstSeen
    }

    /// Ends the run after its report: nothing of it is left in `work`.
    package consuming func finish() throws(DiskError) {
        let seen = known.filter { entry in
            (try? POSIX.status(folders.inbox.appending(entry.key)))??.inode == entry.value.inode
        }
        try SeenFile.save(seen, to: folders.work, run: folders.run)
        // Whatever went wrong, an input is never removed with the folder it was claimed into.
        try Folders.removeEmptyTree(folders.claims)
        try Recovery.removeRun(folders.work.appending(folders.run))
    }
}
