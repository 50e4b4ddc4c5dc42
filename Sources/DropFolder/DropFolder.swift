import Glibc
package import SystemPackage

/// An input in the inbox that may be read.
package struct Candidate: Hashable, Sendable {
    package let name: FilePath.Component
    package let area: String
    let status: FileStatus
    let marker: FilePath.Component?
}

/// What a look into a folder of the inbox has found.
package struct ScanResult: Sendable {
    /// Inputs that may be read, in the order of the bytes of their names.
    package var ready: [Candidate] = []
    /// Names of inputs that are too young or wait for their marker.
    package var arriving: [String] = []
}

/// The inbox, locked for one run.
///
/// The lock is on the inbox folder itself, so that no file of ours lies among the user's. A file is claimed by a rename
/// into the run's own folder below `work`; the lock on that folder tells a living run from a dead one, whose claims go back.
package struct DropFolder: ~Copyable {
    package let folders: DropFolders
    /// The runs that died before they could report.
    package let deadRuns: [String]
    /// What they have put into the quarantine.
    package let deadRunsQuarantined: [QuarantineNote]
    private let inboxDescriptor: Int32
    private let runDescriptor: Int32
    /// Files that were seen with a modification time in the future, or that came back from a dead run.
    private var known: [String: SeenFile]
    private let now: Int64

    /// Opens, locks and recovers a drop folder.
    /// - Parameters:
    ///   - now: Seconds since the epoch. One in the past gives way to the clock: the ages of files are real, and a
    ///     file that is younger than `now` would never settle.
    ///   - sweeping: Folders in which dead runs may have left temporary files.
    ///   - isReported: Whether a dead run has left a report: then nothing of it needs to be told again.
    ///   - undo: Called for each claim of a dead run before it goes back, with its area, name and path.
    package init(
        _ folders: DropFolders, now: Int64, sweeping: [FilePath], isReported: (String) -> Bool,
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
        deadRunsQuarantined = recovery.quarantined
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
            for folder in [folders.work, folders.archive, folders.quarantine] {
                guard try POSIX.status(folder.appending("."))?.device == device else {
                    throw DiskError(call: "", path: folder, errno: EXDEV)
                }
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
    ///   - settle: Seconds that a file must have been left alone.
    ///   - doneMarker: The name of the file that says an input is complete, with `{name}`; replaces `settle`.
    package mutating func scan(
        area: String, patterns: [String], settle: Int, doneMarker: String?
    ) throws(DiskError) -> ScanResult {
        var result = ScanResult()
        let folder = folders.inbox.appending(area)
        let names = try Folders.names(in: folder)
        let all = Set(names.map(\.string))
        for name in names {
            let text = name.string
            guard !Self.isIgnored(text), let status = try POSIX.status(folder.appending(name)), status.isRegular,
                patterns.contains(where: { Glob.matches($0, text) })
            else { continue }
            var marker: FilePath.Component?
            if let doneMarker {
                if Self.isMarker(text, doneMarker) { continue }
                let markerName = doneMarker.replacing("{name}", with: text)
                marker = all.contains(markerName) ? FilePath.Component(markerName) : nil
            }
            let isReady = doneMarker == nil ? isSettled("\(area)/\(text)", status, settle) : marker != nil
            if isReady {
                result.ready.append(Candidate(name: name, area: area, status: status, marker: marker))
            } else {
                result.arriving.append(text)
            }
        }
        return result
    }

    /// Whether a name is one that the pattern of markers makes, be the input there or not.
    private static func isMarker(_ name: String, _ pattern: String) -> Bool {
        let placeholder = "{name}"
        let places = pattern.ranges(of: placeholder)
        guard let first = places.first else { return false }
        let room = name.utf8.count - pattern.utf8.count + places.count * placeholder.utf8.count
        guard room >= places.count else { return false }
        let start = pattern.utf8.distance(from: pattern.startIndex, to: first.lowerBound)
        let input = String(decoding: name.utf8.dropFirst(start).prefix(room / places.count), as: UTF8.self)
        return pattern.replacing(placeholder, with: input) == name
    }

    private mutating func isSettled(_ key: String, _ status: FileStatus, _ settle: Int) -> Bool {
        if settle <= 0 || now - status.lastTouch >= Int64(settle) { return true }
        if let seen = known[key], seen.isSame(as: status) {
            return now - seen.settling(status, at: now) >= Int64(settle)
        }
        // A time in the future never gets old: it counts from now on.
        guard max(status.modified, status.changed) > now else { return false }
        known[key] = SeenFile(status: status, firstSeen: now)
        return false
    }

    /// The names in a folder that are inputs, whatever their age.
    package static func inputs(
        in folder: FilePath, patterns: [String], doneMarker: String? = nil
    ) throws(DiskError) -> [FilePath.Component] {
        try Folders.files(in: folder).filter { name in
            let isMarker = doneMarker.map { Self.isMarker(name.string, $0) } ?? false
            return !isMarker && !isIgnored(name.string) && patterns.contains { Glob.matches($0, name.string) }
        }
    }

    /// Names that upload tools use for what is not complete, and names that are hidden.
    static func isIgnored(_ name: String) -> Bool {
        let suffixes = [".part", ".filepart", ".tmp", ".writing", ".crdownload", ".swp"]
        return name.hasPrefix(".") || name.hasPrefix("~") || suffixes.contains { name.hasSuffix($0) }
    }

    /// Claims an input for this run alone.
    /// - Returns: `nil` when another machine was faster or the file has changed since the look; then it stays.
    package func claim(_ candidate: Candidate) throws(DiskError) -> ClaimedFile? {
        let home = folders.inbox.appending(candidate.area)
        let claims = folders.claims.appending(candidate.area)
        try Folders.make(claims)
        let path = claims.appending(candidate.name)
        do throws(DiskError) {
            guard let status = try POSIX.status(home.appending(candidate.name)),
                status.isSameContent(as: candidate.status)
            else { return nil }
            try POSIX.renameWithoutReplacing(home.appending(candidate.name), path)
        } catch {
            // The name is taken among the claims while its file is still at work: the new one's turn comes later.
            if error.isNotFound || error.isExisting { return nil }
            throw error
        }
        let (descriptor, status) = try open(path, home: home, candidate)
        let file = ClaimedFile(
            name: candidate.name, area: candidate.area, path: path, home: home, descriptor: descriptor, status: status,
            firstSeen: firstSeen(of: candidate), folders: folders)
        guard status.isSameContent(as: candidate.status) else {
            try file.release()
            return nil
        }
        return file
    }

    // What cannot be opened must not stay among the claims.
    private func open(
        _ path: FilePath, home: FilePath, _ candidate: Candidate
    ) throws(DiskError) -> (Int32, FileStatus) {
        do throws(DiskError) {
            // Not to wait for the writer of a FIFO that has taken the file's place.
            let descriptor = try POSIX.open(path, O_RDONLY | O_NONBLOCK)
            return (descriptor, try POSIX.status(of: descriptor, path))
        } catch {
            try POSIX.renameWithoutReplacing(path, home.appending(try FreeName.first(for: candidate.name, in: home)))
            throw error
        }
    }

    private func firstSeen(of candidate: Candidate) -> Int64 {
        guard let seen = known["\(candidate.area)/\(candidate.name.string)"], seen.isSame(as: candidate.status) else {
            return now
        }
        return seen.firstSeen
    }

    /// Removes the marker that said an input was complete, once the input is archived.
    package func removeMarker(of candidate: Candidate) throws(DiskError) {
        guard let marker = candidate.marker else { return }
        try Folders.removeFile(folders.inbox.appending(candidate.area).appending(marker))
    }

    /// Removes the marker of an input that a killed run had archived, unless an input of this name is there again.
    package func removeMarker(area: String, name: String, doneMarker: String) throws(DiskError) {
        let home = folders.inbox.appending(area)
        guard let input = FilePath.Component(name),
            let marker = FilePath.Component(doneMarker.replacing("{name}", with: name)),
            try POSIX.status(home.appending(input)) == nil
        else { return }
        try Folders.removeFile(home.appending(marker))
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
