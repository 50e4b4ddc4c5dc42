import Glibc
package import SystemPackage

/// An input that this run alone holds: it must end in the archive, in the quarantine, or back in the inbox.
package struct ClaimedFile: ~Copyable {
    /// The file's own name.
    package let name: FilePath.Component
    /// Its folder below the inbox, such as `orders/walmart-us`.
    package let area: String
    /// For reading; closed by this type.
    package let descriptor: Int32
    private let path: FilePath
    private let home: FilePath
    private let status: FileStatus
    private let firstSeen: Int64
    private let marker: DoneMarker?
    private let folders: DropFolders
    private var isSettled = false

    init(
        name: FilePath.Component, area: String, path: FilePath, home: FilePath, descriptor: Int32, status: FileStatus,
        firstSeen: Int64, marker: DoneMarker?, folders: DropFolders
    ) {
        self.name = name
        self.area = area
        self.path = path
        self.home = home
        self.descriptor = descriptor
        self.status = status
        self.firstSeen = firstSeen
        self.marker = marker
        self.folders = folders
    }

    /// Its folder in the archive and the quarantine, such as `walmart-us`.
    private var shelf: String { area.split(separator: "/").last.map(String.init) ?? area }

    /// The size in bytes when it was claimed.
    package var size: Int64 { status.size }

    /// What tells, without reading it, whether it is as somebody has seen it.
    package var stamp: FileStamp { FileStamp(status) }

    /// Seconds since the last write at `now`; a time in the future counts from when the file was first seen.
    ///
    /// A `now` in the past gives way to the clock, as for `DropFolder`.
    package func age(at now: Int64) -> Int64 {
        let now = max(now, POSIX.clock)
        return max(0, now - max(0, status.modified > now ? firstSeen : status.lastWrite))
    }

    /// Whether nobody has written to the file since it was claimed.
    package func isUnchanged() throws(DiskError) -> Bool {
        try POSIX.status(of: descriptor, path).isSameContent(as: status)
    }

    /// Starts reading again from the first byte.
    package func rewind() { POSIX.rewind(descriptor) }

    /// Where `archive` will put the file, relative to the archive: the ledger says so before it happens.
    package func plannedArchivePath() throws(DiskError) -> String {
        let folder = "\(folders.archiveDay)/\(shelf)"
        return "\(folder)/\(try FreeName.first(for: name, in: folders.archive.appending(folder)).string)"
    }

    /// Moves the file to the archive: the commit of all that was made of it.
    /// - Parameters:
    ///   - relative: Where it was planned to lie.
    ///   - facts: What the next run is to tell of it should this run end before its report; `nil` when the ledger knows.
    /// - Throws: `DiskError` while the file can still go back.
    /// - Returns: What failed once the file was there.
    package mutating func archive(as relative: String, noting facts: [String]? = nil) throws(DiskError) -> DiskError? {
        let target = folders.archive.appending(relative)
        try Folders.make(target.removingLastComponent())
        if let facts { try note(.archive, relative, facts) }
        return try move(to: target)
    }

    private func note(_ target: MoveNote.Target, _ place: String, _ facts: [String]) throws(DiskError) {
        try MoveNote(area: area, name: name.string, target: target, place: place, facts: facts).write(to: folders)
    }

    private mutating func move(to target: FilePath) throws(DiskError) -> DiskError? {
        try POSIX.renameWithoutReplacing(path, target)
        isSettled = true
        do throws(DiskError) {
            try POSIX.syncFolder(target.removingLastComponent())
            try POSIX.syncFolder(path.removingLastComponent())
            return nil
        } catch {
            return error
        }
    }

    /// Moves the file to the quarantine, with its reason beside it.
    /// - Parameters:
    ///   - reason: The reason's file.
    ///   - facts: What the next run is to tell of it should this run end before its report.
    /// - Throws: `DiskError` while the file can still go back.
    /// - Returns: Where it lies, relative to the quarantine, and what failed once it was there.
    package mutating func quarantine(
        reason: [UInt8], noting facts: [String]
    ) throws(DiskError) -> (place: String, failure: DiskError?) {
        let folder = folders.quarantine.appending(shelf)
        try Folders.make(folder)
        // Room for the reason's name, which is longer.
        let ending = QuarantineReason.ending
        let free = try FreeName.first(for: name, in: folder, reserve: ending.utf8.count, without: ending).string
        try OutputFile.write(reason, to: folder, as: free + ending, run: folders.run)
        let place = "\(shelf)/\(free)"
        try note(.quarantine, place, facts)
        return (place, try move(to: folder.appending(free)))
    }

    /// Leaves the file among the claims: the next run puts it back, when it has taken back what was made of it.
    package consuming func keep() { isSettled = true }

    /// Puts the file back where it came from.
    package consuming func release() throws(DiskError) {
        try putBack()
        isSettled = true
    }

    private func putBack() throws(DiskError) {
        try Folders.make(home)
        let free = try FreeName.first(for: name, in: home)
        try POSIX.renameWithoutReplacing(path, home.appending(free))
        try marker?.putBack(for: free)
        try POSIX.syncFolder(home)
    }

    deinit {
        if !isSettled { try? putBack() }
        POSIX.close(descriptor)
    }
}

/// The file beside an input in the quarantine that says why it is there.
package enum QuarantineReason {
    /// What stands behind the input's name; an input of such a name gets another, so that every reason is ours.
    static let ending = ".reason.json"

    /// The input that a reason belongs to; `nil` for a file that is none.
    package static func input(of name: FilePath.Component) -> FilePath.Component? {
        name.string.hasSuffix(ending) ? FilePath.Component(String(name.string.dropLast(ending.count))) : nil
    }

    /// The name of an input's reason.
    package static func name(for input: FilePath.Component) -> FilePath.Component {
        FilePath.Component(input.string + ending) ?? input
    }
}

/// Finds names that are not taken: nothing of another input is ever overwritten.
enum FreeName {
    /// Bytes that a name may have on Linux (`NAME_MAX`).
    static let maximumLength = 255

    /// `orders.xml`, or `orders.2.xml` when that is taken, and so on.
    /// - Parameters:
    ///   - reserve: Bytes that will be added behind the name.
    ///   - ending: How no name may end.
    ///   - inode: A file whose own second name counts as free: a crash came between the two steps of a move.
    static func first(
        for name: FilePath.Component, in folder: FilePath, reserve: Int = 0, without ending: String? = nil,
        inode: UInt64? = nil
    ) throws(DiskError) -> FilePath.Component {
        var number = 0
        while true {
            number += 1
            let candidate = numbered(name, number, reserve)
            if let ending, candidate.string.hasSuffix(ending) { continue }
            guard let taken = try POSIX.status(folder.appending(candidate)) else { return candidate }
            if taken.inode == inode { return candidate }
        }
    }

    private static func numbered(_ name: FilePath.Component, _ number: Int, _ reserve: Int) -> FilePath.Component {
        let room = maximumLength - reserve
        if number == 1, name.string.utf8.count <= room { return name }
        var ending = name.extension.map { ".\($0)" } ?? ""
        // An extension that leaves no room for a stem is not worth keeping.
        if ending.utf8.count > 40 { ending = "" }
        let stem = ending.isEmpty ? name.string : name.stem
        if number > 1 { ending = ".\(number)\(ending)" }
        return FilePath.Component(SafeName.cut(stem, to: room - ending.utf8.count) + ending) ?? name
    }
}
