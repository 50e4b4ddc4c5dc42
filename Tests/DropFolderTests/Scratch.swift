import DropFolder
import Glibc
import SystemPackage

/// A folder of one test's own, removed with it, laid out as a job's drop folder.
final class Scratch {
    let root: FilePath
    /// The real clock, in seconds since the epoch: the age of a file follows from it.
    let clock = Int64(time(nil))

    init(in parent: String = "/tmp") throws {
        let name = "\(parent)/waybill-drop-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        root = FilePath(name)
        try Folders.make(root.appending("in/orders/shop"))
    }

    deinit { try? Folders.removeTree(root) }

    subscript(path: String) -> FilePath { root.appending(path) }

    func folders(run: String = "run-1", inbox: String = "in", marker: String? = nil) -> DropFolders {
        DropFolders(
            inbox: self[inbox], work: self["work"], archive: self["archive"], quarantine: self["quarantine"],
            areas: ["orders/shop"], run: run, archiveDay: "2026/11/23", doneMarker: marker)
    }

    /// Opens the drop folder, an hour after the files of the test were made unless told otherwise.
    func open(
        run: String = "run-1", inbox: String = "in", after seconds: Int64 = 3600, reported: Set<String> = [],
        marker: String? = nil
    ) throws(DropFolderError) -> DropFolder {
        try DropFolder(
            folders(run: run, inbox: inbox, marker: marker), now: clock + seconds, sweeping: [self["out"]],
            isReported: { reported.contains($0) }, undo: { (_, _, _) throws(DiskError) in })
    }

    func write(_ text: String, to path: String) throws {
        let path = self[path]
        try OutputFile.write(
            Array(text.utf8), to: path.removingLastComponent(), as: path.lastComponent?.string ?? "", run: "test")
    }

    func read(_ path: String) throws -> String? {
        try Folders.read(self[path]).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The names in a folder, also those that are hidden.
    func names(_ path: String) throws -> [String] { try Folders.names(in: self[path]).map(\.string) }

    /// Sets a file's modification time, as an upload may do.
    func touch(_ path: String, at seconds: Int64, nanoseconds: Int = 0) {
        let time = timespec(tv_sec: Int(seconds), tv_nsec: nanoseconds)
        let times = [time, time]
        _ = self[path].withPlatformString { utimensat(AT_FDCWD, $0, times, 0) }
    }

    func rename(_ path: String, to target: String) { renameFile(self[path], self[target]) }

    func link(_ target: String, at path: String) {
        _ = self[path].withPlatformString { symlink(target, $0) }
    }

    func mode(_ path: String) -> mode_t { status(path).st_mode & 0o777 }

    func inode(_ path: String) -> UInt64 { UInt64(status(path).st_ino) }

    /// When a file was last changed in any way, in whole seconds since the epoch.
    func changed(_ path: String) -> Int64 { Int64(status(path).st_ctim.tv_sec) }

    private func status(_ path: String) -> stat {
        var found = stat()
        _ = self[path].withPlatformString { lstat($0, &found) }
        return found
    }
}

private func renameFile(_ path: FilePath, _ target: FilePath) {
    _ = path.withPlatformString { from in target.withPlatformString { rename(from, $0) } }
}

extension DropFolder {
    mutating func scanShop(settle: Int = 10, patterns: [String] = ["*.xml"]) throws -> ScanResult {
        try scan(area: "orders/shop", patterns: patterns, settle: settle)
    }

    /// Claims the first input that may be read.
    mutating func claimFirst(settle: Int = 10) throws -> ClaimedFile {
        guard let first = try scanShop(settle: settle).ready.first else { throw NothingToClaim() }
        return try mustClaim(first)
    }

    func mustClaim(_ candidate: Candidate) throws -> ClaimedFile {
        switch try claim(candidate) {
        case .file(let file): return file
        case .changed: throw NothingToClaim()
        case .forbidden(let error): throw error
        }
    }

    /// Whether an input may be claimed; it goes back at once.
    func canClaim(_ candidate: Candidate) throws -> Bool {
        guard case .file(let file) = try claim(candidate) else { return false }
        try file.release()
        return true
    }
}

extension ClaimedFile {
    consuming func archiveAsPlanned() throws {
        let place = try plannedArchivePath()
        if let failure = try archive(as: place) { throw failure }
    }
}

struct NothingToClaim: Error {}
