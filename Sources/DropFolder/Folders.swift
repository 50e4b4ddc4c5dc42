import Glibc
package import SystemPackage

/// Reading and making folders, for this room and for whoever must look into one.
package enum Folders {
    /// Makes a folder and those above it, readable by this user alone, and their names safe against a power cut.
    package static func make(_ path: FilePath) throws(DiskError) {
        if let status = try POSIX.status(path) {
            if status.isFolder { return }
            // A link to a folder is the owner's way of putting it elsewhere.
            if try isFolderBehindLink(path) { return }
            throw DiskError(call: "mkdir", path: path, errno: ENOTDIR)
        }
        let parent = path.removingLastComponent()
        if !parent.isEmpty { try make(parent) }
        do throws(DiskError) {
            try POSIX.makeFolder(path)
        } catch {
            if !error.isExisting { throw error }
        }
        try POSIX.syncFolder(parent.isEmpty ? "." : parent)
    }

    private static func isFolderBehindLink(_ path: FilePath) throws(DiskError) -> Bool {
        try POSIX.status(path.appending(".")).map(\.isFolder) ?? false
    }

    /// Whether there is a folder at a path.
    package static func exists(_ path: FilePath) throws(DiskError) -> Bool {
        try POSIX.status(path.appending("."))?.isFolder ?? false
    }

    /// The folder that relative paths start from, as a path from the root.
    package static var current: FilePath {
        get throws(DiskError) { try POSIX.realPath(".") }
    }

    /// Whether there is a regular file at a path.
    package static func isFile(_ path: FilePath) throws(DiskError) -> Bool {
        try POSIX.status(path)?.isRegular ?? false
    }

    /// Whether a path leads, through links or as a second name, to the regular file that is open.
    package static func isOpen(_ path: FilePath, as descriptor: Int32) -> Bool {
        guard let named = POSIX.statusThroughLinks(path), named.isRegular,
            let open = try? POSIX.status(of: descriptor, path)
        else { return false }
        return named.inode == open.inode && named.device == open.device
    }

    /// The names in a folder in the order of their bytes; none when there is no such folder.
    package static func names(in path: FilePath) throws(DiskError) -> [FilePath.Component] {
        guard try exists(path) else { return [] }
        return try POSIX.names(in: path)
    }

    /// The regular files in a folder in the order of the bytes of their names.
    package static func files(in path: FilePath) throws(DiskError) -> [FilePath.Component] {
        var files: [FilePath.Component] = []
        for name in try names(in: path) {
            if try POSIX.status(path.appending(name))?.isRegular == true { files.append(name) }
        }
        return files
    }

    /// Whether there is anything but folders in a folder or in those below it.
    static func holdFile(_ path: FilePath) throws(DiskError) -> Bool {
        for name in try names(in: path) {
            let child = path.appending(name)
            if try POSIX.status(child)?.isFolder != true { return true }
            if try holdFile(child) { return true }
        }
        return false
    }

    /// A whole file, up to a limit; `nil` when there is none.
    /// - Parameters:
    ///   - path: The file.
    ///   - limit: The most bytes that it may have.
    ///   - followsLinks: Whether the file may be a link: only where its owner and no sender of inputs makes it.
    package static func read(
        _ path: FilePath, limit: Int = 1 << 30, followsLinks: Bool = false
    ) throws(DiskError) -> [UInt8]? {
        do throws(DiskError) {
            return try POSIX.read(path, limit: limit, followsLinks: followsLinks)
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
    }

    /// Writes a file that must not be there yet, for its owner to edit.
    package static func create(_ path: FilePath, _ bytes: [UInt8]) throws(DiskError) {
        let descriptor = try POSIX.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
        defer { POSIX.close(descriptor) }
        try POSIX.write(bytes, to: descriptor, path)
        try POSIX.sync(descriptor, path)
    }

    /// Everything that an open descriptor still has, as for a pipe that cannot be read twice.
    package static func read(descriptor: Int32) throws(DiskError) -> [UInt8] {
        try POSIX.read(descriptor, "-", limit: .max)
    }

    /// Whether a file may get this name: nothing has it, or a file that may be replaced.
    package static func mayTakeFile(_ path: FilePath) throws(DiskError) -> Bool {
        try POSIX.status(path).map(\.isRegular) ?? true
    }

    /// Puts bytes behind those that a file has, in one call; the file is made, for its owner alone, if there is none.
    package static func append(_ bytes: [UInt8], to path: FilePath) throws(DiskError) {
        let descriptor = try POSIX.open(path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o600, followsLinks: true)
        defer { POSIX.close(descriptor) }
        try POSIX.write(bytes, to: descriptor, path)
    }

    /// Removes a file, if there is one.
    package static func removeFile(_ path: FilePath) throws(DiskError) {
        do throws(DiskError) {
            try POSIX.remove(path)
        } catch {
            if !error.isNotFound { throw error }
        }
    }

    /// Removes a folder that holds nothing but folders; fails when there is a file in it.
    static func removeEmptyTree(_ path: FilePath) throws(DiskError) {
        guard try exists(path) else { return }
        for name in try names(in: path) where try POSIX.status(path.appending(name))?.isFolder == true {
            try removeEmptyTree(path.appending(name))
        }
        try POSIX.removeFolder(path)
    }

    /// Removes a folder that has nothing in it.
    package static func removeIfEmpty(_ path: FilePath) throws(DiskError) {
        guard try names(in: path).isEmpty else { return }
        try POSIX.removeFolder(path)
    }

    /// Removes a folder with all it contains.
    package static func removeTree(_ path: FilePath) throws(DiskError) {
        for name in try names(in: path) {
            let child = path.appending(name)
            if try POSIX.status(child)?.isFolder == true {
                try removeTree(child)
            } else {
                try POSIX.remove(child)
            }
        }
        try POSIX.removeFolder(path)
    }
}

/// A file that is open for reading; its descriptor is closed with it.
package struct OpenFile: ~Copyable {
    package let descriptor: Int32

    /// Opens a file; links are not followed.
    package init(_ path: FilePath) throws(DiskError) { descriptor = try POSIX.open(path, O_RDONLY) }

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// A file that takes everything and keeps nothing.
    package static func nowhere() throws(DiskError) -> OpenFile {
        OpenFile(descriptor: try POSIX.open("/dev/null", O_WRONLY))
    }

    /// A file without a name, for what is written and read once; it is gone when this ends.
    package static func temporary() throws(DiskError) -> OpenFile { OpenFile(descriptor: try POSIX.openTemporary()) }

    /// The folder in which `temporary` makes its files.
    package static var temporaryFolder: FilePath { POSIX.temporaryFolder }

    /// Starts reading again from the first byte.
    package func rewind() { POSIX.rewind(descriptor) }

    deinit { POSIX.close(descriptor) }
}

/// Turns texts from files and jobs into single names of files.
package enum SafeName {
    /// A name without separators, a leading dot or what cannot be printed, at most 180 bytes, by escaping as `%2F`.
    package static func name(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            if isDangerous(scalar, isFirst: safe.isEmpty) {
                for byte in String(scalar).utf8 {
                    let digits = String(byte, radix: 16, uppercase: true)
                    safe += byte < 16 ? "%0" + digits : "%" + digits
                }
            } else {
                safe.unicodeScalars.append(scalar)
            }
        }
        return safe.isEmpty ? "_" : cut(safe, to: 180)
    }

    private static func isDangerous(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
        switch scalar {
        case "/", "\\", "%": true
        case ".", "~": isFirst
        default:
            // A terminal obeys them, or they make a name look like another.
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }

    /// As much of a text's beginning as fits into `limit` bytes without cutting a character or an escape in two.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var kept = text
        while kept.utf8.count > limit { kept.unicodeScalars.removeLast() }
        if let percent = kept.unicodeScalars.suffix(2).firstIndex(of: "%") {
            kept.unicodeScalars.removeSubrange(percent...)
        }
        return kept
    }

    /// The name that all outputs of an input share: its own without the last extension, and the start of its digest.
    package static func stem(of file: String, digest: String) -> String {
        let dot = file.lastIndex(of: ".")
        let base = dot.map { $0 > file.startIndex ? String(file[..<$0]) : file } ?? file
        return name(base) + "-" + digest.prefix(digestLength)
    }

    /// Whether a name is one that `stem` may have made.
    package static func isStem(_ name: String) -> Bool {
        let digest = name.utf8.suffix(digestLength)
        return name.utf8.count > digestLength + 1 && name.utf8.dropLast(digestLength).last == UInt8(ascii: "-")
            && digest.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static let digestLength = 12
}
