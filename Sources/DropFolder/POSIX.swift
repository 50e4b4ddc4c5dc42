import Glibc
package import SystemPackage

/// A call to the operating system failed.
package struct DiskError: Error, Hashable, Sendable {
    /// The C function, such as `rename`; of one that makes a file, `create`.
    package var call: String
    package var path: FilePath
    /// The new name, of calls that give one.
    package var target: FilePath?
    /// The system's error number.
    package var errno: Int32

    package init(call: String, path: FilePath, target: FilePath? = nil, errno: Int32) {
        self.call = call
        self.path = path
        self.target = target
        self.errno = errno
    }

    package var message: String {
        "\(call) \(path)\(target.map { " to \($0)" } ?? ""): \(String(cString: strerror(errno)))"
    }
    package var isNotFound: Bool { errno == ENOENT }
    package var isExisting: Bool { errno == EEXIST }
    package var isForbidden: Bool { errno == EACCES || errno == EPERM }
}

/// What the file system says of a file.
struct FileStatus: Hashable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    /// Seconds and nanoseconds since the epoch.
    var modified: Int64
    var modifiedNanoseconds: Int64
    /// Seconds and nanoseconds since the epoch: the last change of content, name or mode.
    var changed: Int64
    var changedNanoseconds: Int64
    var isRegular: Bool
    var isFolder: Bool

    fileprivate init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec)
        modifiedNanoseconds = Int64(status.st_mtim.tv_nsec)
        changed = Int64(status.st_ctim.tv_sec)
        changedNanoseconds = Int64(status.st_ctim.tv_nsec)
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isFolder = status.st_mode & S_IFMT == S_IFDIR
    }

    /// The last write in whole seconds, rounded up: by a clock of whole seconds nothing is older than it is.
    var lastWrite: Int64 { modified + (modifiedNanoseconds > 0 ? 1 : 0) }

    /// The last write or other change, likewise.
    var lastTouch: Int64 { max(lastWrite, changed + (changedNanoseconds > 0 ? 1 : 0)) }

    /// Whether the two are the same content of the same file, as far as can be told without reading it.
    func isSameContent(as other: FileStatus) -> Bool {
        inode == other.inode && device == other.device && size == other.size && modified == other.modified
            && modifiedNanoseconds == other.modifiedNanoseconds
    }
}

/// The only place where the room calls the operating system.
///
/// Each function names the C function it wraps.
enum POSIX {
    /// Repeats a call that a signal has interrupted; any other failure is thrown.
    private static func check(
        _ call: String, _ path: FilePath, to target: FilePath? = nil, _ body: (UnsafePointer<CChar>) -> Int
    ) throws(DiskError) -> Int {
        let (result, code) = path.withPlatformString { name -> (Int, Int32) in
            while true {
                let result = body(name)
                if result >= 0 { return (result, 0) }
                let code = errno
                if code != EINTR { return (result, code) }
            }
        }
        if code != 0 { throw DiskError(call: call, path: path, target: target, errno: code) }
        return result
    }

    /// The corresponding C function is `open`; links are not followed unless that is asked for.
    static func open(
        _ path: FilePath, _ flags: Int32, mode: mode_t = 0, followsLinks: Bool = false
    ) throws(DiskError) -> Int32 {
        let all = flags | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
        let call = flags & O_CREAT == 0 ? "open" : "create"
        return Int32(try check(call, path) { Int(Glibc.open($0, all, mode)) })
    }

    /// The corresponding C function is `close`.
    static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    /// The corresponding C function is `rename`.
    static func rename(_ old: FilePath, _ new: FilePath) throws(DiskError) {
        _ = try check("rename", old, to: new) { old in new.withPlatformString { Int(Glibc.rename(old, $0)) } }
    }

    private typealias RenameAt =
        @convention(c) (
            Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32
    // Swift's Glibc module does not show `renameat2`, since its header asks for _GNU_SOURCE.
    private static let renameAt: RenameAt? = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: RenameAt.self) }
    private static let noReplace: UInt32 = 1

    /// Renames a file unless the new name is taken.
    ///
    /// The corresponding C function is `renameat2`.
    ///
    /// Where the file system or the kernel does not know it (NFS), `link` and `unlink` do the same in two steps.
    static func renameWithoutReplacing(_ old: FilePath, _ new: FilePath) throws(DiskError) {
        do throws(DiskError) {
            guard let renameAt else { throw DiskError(call: "renameat2", path: old, errno: ENOSYS) }
            _ = try check("renameat2", old, to: new) { old in
                new.withPlatformString { Int(renameAt(AT_FDCWD, old, AT_FDCWD, $0, noReplace)) }
            }
        } catch {
            guard error.errno == EINVAL || error.errno == ENOSYS else { throw error }
            try linkAndUnlink(old, new)
        }
    }

    /// Gives a file a name that must be free and takes its old one away.
    ///
    /// The C functions are `link` and `unlink`.
    static func linkAndUnlink(_ old: FilePath, _ new: FilePath) throws(DiskError) {
        do throws(DiskError) {
            _ = try check("link", old, to: new) { old in new.withPlatformString { Int(Glibc.link(old, $0)) } }
        } catch {
            // Two names of one file: a crash came between the two calls, and the second is all that is left.
            guard error.isExisting, try status(old)?.inode == status(new)?.inode else { throw error }
        }
        try remove(old)
    }

    /// Gives a file a second name, which must be free.
    ///
    /// The corresponding C function is `link`.
    static func link(_ old: FilePath, _ new: FilePath) throws(DiskError) {
        _ = try check("link", old, to: new) { old in new.withPlatformString { Int(Glibc.link(old, $0)) } }
    }

    /// The corresponding C function is `unlink`.
    static func remove(_ path: FilePath) throws(DiskError) {
        _ = try check("unlink", path) { Int(Glibc.unlink($0)) }
    }

    /// The corresponding C function is `rmdir`.
    static func removeFolder(_ path: FilePath) throws(DiskError) {
        _ = try check("rmdir", path) { Int(Glibc.rmdir($0)) }
    }

    /// The corresponding C functions are `mkdir` and `chmod`: for this user alone whatever the umask says.
    static func makeFolder(_ path: FilePath) throws(DiskError) {
        _ = try check("mkdir", path) { Int(Glibc.mkdir($0, 0o700)) }
        _ = try check("chmod", path) { Int(Glibc.chmod($0, 0o700)) }
    }

    /// The corresponding C function is `fsync`.
    static func sync(_ descriptor: Int32, _ path: FilePath) throws(DiskError) {
        _ = try check("fsync", path) { _ in Int(Glibc.fsync(descriptor)) }
    }

    /// Makes the names in a folder safe against a power cut.
    ///
    /// The corresponding C function is `fsync`.
    static func syncFolder(_ path: FilePath) throws(DiskError) {
        // A link to a folder is the owner's way of putting it elsewhere.
        let descriptor = try open(path, O_RDONLY | O_DIRECTORY, followsLinks: true)
        defer { close(descriptor) }
        try sync(descriptor, path)
    }

    private typealias SyncFileSystem = @convention(c) (Int32) -> Int32
    // As `renameat2`, it is not shown.
    private static let syncfs: SyncFileSystem? = dlsym(nil, "syncfs").map { unsafeBitCast($0, to: SyncFileSystem.self) }

    /// Makes all that was written to a file system safe against a power cut.
    ///
    /// The corresponding C function is `syncfs`.
    static func syncFileSystem(of descriptor: Int32, _ path: FilePath) throws(DiskError) {
        guard let syncfs else { throw DiskError(call: "syncfs", path: path, errno: ENOSYS) }
        _ = try check("syncfs", path) { _ in Int(syncfs(descriptor)) }
    }

    /// The corresponding C function is `flock`.
    /// - Returns: Whether the lock could be taken.
    static func lock(_ descriptor: Int32, _ path: FilePath) throws(DiskError) -> Bool {
        do throws(DiskError) {
            _ = try check("flock", path) { _ in Int(flock(descriptor, LOCK_EX | LOCK_NB)) }
            return true
        } catch {
            if error.errno == EWOULDBLOCK { return false }
            throw error
        }
    }

    /// The corresponding C function is `fchmod`.
    static func setMode(_ descriptor: Int32, _ mode: mode_t, _ path: FilePath) throws(DiskError) {
        _ = try check("fchmod", path) { _ in Int(Glibc.fchmod(descriptor, mode)) }
    }

    /// What the file system says of a path; `nil` when there is nothing.
    ///
    /// The corresponding C function is `lstat`.
    static func status(_ path: FilePath) throws(DiskError) -> FileStatus? {
        var found = stat()
        do throws(DiskError) {
            _ = try check("lstat", path) { Int(Glibc.lstat($0, &found)) }
        } catch {
            if error.errno == ENOENT || error.errno == ENOTDIR { return nil }
            throw error
        }
        return FileStatus(found)
    }

    /// What the file system says of the file that a path leads to, through links; `nil` when there is nothing.
    ///
    /// The corresponding C function is `stat`.
    static func statusThroughLinks(_ path: FilePath) -> FileStatus? {
        var found = stat()
        return path.withPlatformString { stat($0, &found) } == 0 ? FileStatus(found) : nil
    }

    /// Whether this user may make files in a folder.
    ///
    /// The corresponding C function is `access`.
    static func mayWrite(_ folder: FilePath) -> Bool {
        folder.withPlatformString { access($0, W_OK | X_OK) } == 0
    }

    /// What the file system says of an open file.
    ///
    /// The corresponding C function is `fstat`.
    static func status(of descriptor: Int32, _ path: FilePath) throws(DiskError) -> FileStatus {
        var found = stat()
        _ = try check("fstat", path) { _ in Int(Glibc.fstat(descriptor, &found)) }
        return FileStatus(found)
    }

    /// A folder's path from the root, without links.
    ///
    /// The corresponding C function is `realpath`.
    static func realPath(_ path: FilePath) throws(DiskError) -> FilePath {
        guard let resolved = path.withPlatformString({ realpath($0, nil) }) else {
            throw DiskError(call: "realpath", path: path, errno: errno)
        }
        defer { free(resolved) }
        return FilePath(platformString: resolved)
    }

    /// The names in a folder in the order of their bytes.
    ///
    /// The corresponding C function is `readdir`.
    static func names(in folder: FilePath) throws(DiskError) -> [FilePath.Component] {
        let opened = folder.withPlatformString { opendir($0) }
        guard let opened else { throw DiskError(call: "opendir", path: folder, errno: errno) }
        defer { closedir(opened) }
        var names: [[CChar]] = []
        while true {
            Glibc.errno = 0
            guard let entry = readdir(opened) else {
                // A listing that broke off must not pass for a short one.
                if Glibc.errno != 0 { throw DiskError(call: "readdir", path: folder, errno: Glibc.errno) }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
                }
            }
            if name != [46, 0] && name != [46, 46, 0] { names.append(name) }
        }
        names.sort { $0.lexicographicallyPrecedes($1) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) } }
        return names.compactMap { $0.withUnsafeBufferPointer { $0.baseAddress.map(FilePath.Component.init) ?? nil } }
    }

    /// Reads a file to its end; one longer than `limit` fails with `EFBIG`.
    ///
    /// The corresponding C function is `read`.
    static func read(_ path: FilePath, limit: Int, followsLinks: Bool = false) throws(DiskError) -> [UInt8] {
        let descriptor = try open(path, O_RDONLY, followsLinks: followsLinks)
        defer { close(descriptor) }
        return try read(descriptor, path, limit: limit)
    }

    /// Reads what an open file still has, up to the same limit.
    ///
    /// The corresponding C function is `read`.
    static func read(_ descriptor: Int32, _ path: FilePath, limit: Int) throws(DiskError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try check("read", path) { _ in
                chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            if bytes.count > limit { throw DiskError(call: "read", path: path, errno: EFBIG) }
        }
    }

    /// Writes all bytes.
    ///
    /// The corresponding C function is `write`.
    static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: FilePath) throws(DiskError) {
        var written = 0
        while written < bytes.count {
            written += try check("write", path) { _ in
                bytes.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
                }
            }
        }
    }

    /// Writes all that an open file still has to another.
    ///
    /// The corresponding C functions are `read` and `write`.
    static func copy(
        _ source: Int32, _ from: FilePath, to descriptor: Int32, _ path: FilePath
    ) throws(DiskError) {
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try check("read", from) { _ in
                chunk.withUnsafeMutableBytes { Glibc.read(source, $0.baseAddress, $0.count) }
            }
            if count == 0 { return }
            try write(count == chunk.count ? chunk : Array(chunk[..<count]), to: descriptor, path)
        }
    }

    /// Goes back to a file's first byte; fails only for what has none.
    ///
    /// The corresponding C function is `lseek`.
    static func rewind(_ descriptor: Int32) { _ = lseek(descriptor, 0, SEEK_SET) }

    /// The folder for temporary files.
    ///
    /// The corresponding C function is `getenv`.
    static var temporaryFolder: FilePath { FilePath(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp") }

    /// A new file without a name, in the folder for temporary files.
    ///
    /// The corresponding C functions are `mkstemp` and `unlink`.
    static func openTemporary() throws(DiskError) -> Int32 {
        let path = temporaryFolder.appending("waybill-XXXXXX")
        var name = Array(path.string.utf8CString)
        let descriptor = mkstemp(&name)
        if descriptor < 0 { throw DiskError(call: "mkstemp", path: path, errno: errno) }
        unlink(name)
        return descriptor
    }

    /// Seconds since the epoch.
    ///
    /// The corresponding C function is `time`.
    static var clock: Int64 { Int64(time(nil)) }

    /// This process's number.
    ///
    /// The corresponding C function is `getpid`.
    static var processID: Int32 { getpid() }
}
