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
    private let folders: DropFolders
    private var isSettled = false

    init(
        name: FilePath.Component, area: String, path: FilePath, home: FilePath, descriptor: Int32, status: FileStatus,
        folders: DropFolders
    ) {
        self.name = name
        self.area = area
        self.path = path
        self.home = home
        self.descriptor = descriptor
        self.status = status
        self.folders = folders
    }

    /// The size in bytes when it was claimed.
    package var size: Int64 { status.size }

    /// Seconds since the last write at `now`; a time in the future counts as none.
    package func age(at now: Int64) -> Int64 { max(0, now - status.modified) }

    /// Whether nobody has written to the file since it was claimed.
    package func isUnchanged() throws(DiskError) -> Bool {
        try POSIX.status(of: descriptor, path).isSameContent(as: status)
    }

    /// Starts reading again from the first byte. The corresponding C function is `lseek`.
    package func rewind() { _ = lseek(descriptor, 0, SEEK_SET) }

    /// Where `archive` will put the file, relative to the archive: the ledger says so before it happens.
    package func plannedArchivePath() throws(DiskError) -> String {
        let folder = "\(folders.archiveDay)/\(area)"
        return "\(folder)/\(try freeName(in: folders.archive.appending(folder)))"
    }

    /// Moves the file to the archive: the commit of all that was made of it.
    package consuming func archive(as relative: String) throws(DiskError) {
        let target = folders.archive.appending(relative)
        try Folders.make(target.removingLastComponent())
        try POSIX.renameWithoutReplacing(path, target)
        isSettled = true
        try POSIX.syncFolder(target.removingLastComponent())
        try POSIX.syncFolder(path.removingLastComponent())
    }

    /// Moves the file to the quarantine, with its reason beside it.
    /// - Returns: Where it lies, relative to the quarantine.
    package consuming func quarantine(reason: [UInt8]) throws(DiskError) -> String {
        let folder = folders.quarantine.appending(area)
        try Folders.make(folder)
        let free = try freeName(in: folder)
        try OutputFile.write(reason, to: folder, as: free + ".reason.json", run: folders.run)
        try POSIX.renameWithoutReplacing(path, folder.appending(free))
        isSettled = true
        try POSIX.syncFolder(folder)
        try POSIX.syncFolder(path.removingLastComponent())
        return "\(area)/\(free)"
    }

    /// Puts the file back where it came from.
    package consuming func release() throws(DiskError) {
        try putBack()
        isSettled = true
    }

    private func putBack() throws(DiskError) {
        try Folders.make(home)
        try POSIX.renameWithoutReplacing(path, home.appending(try freeName(in: home)))
        try POSIX.syncFolder(home)
    }

    /// The file's name, with a number when it is taken: nothing of another input is ever overwritten.
    private func freeName(in folder: FilePath) throws(DiskError) -> String {
        try FreeName.first(for: name, in: folder)
    }

    deinit {
        if !isSettled { try? putBack() }
        POSIX.close(descriptor)
    }
}

/// Finds names that are not taken.
enum FreeName {
    /// `orders.xml`, or `orders.2.xml` when that is taken, and so on.
    static func first(for name: FilePath.Component, in folder: FilePath) throws(DiskError) -> String {
        var number = 1
        while true {
            let candidate = number == 1 ? name.string : numbered(name, number)
            if try POSIX.status(folder.appending(candidate)) == nil { return candidate }
            number += 1
        }
    }

    private static func numbered(_ name: FilePath.Component, _ number: Int) -> String {
        guard let suffix = name.extension else { return "\(name.string).\(number)" }
        return "\(name.stem).\(number).\(suffix)"
    }
}
