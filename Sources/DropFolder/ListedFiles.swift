import Glibc
package import SystemPackage

/// Files of one folder that count only when a list names them, such as the bodies of calls.
///
/// They are written under their own names and made safe against a power cut together, before the list is published: to
/// wait for the disk after each of 100,000 takes minutes.
package struct ListedFiles: ~Copyable {
    private let folder: FilePath
    /// Opened before the first file is written: what goes wrong from then on is told to it.
    private let descriptor: Int32
    private var count = 0

    /// So many files are waited for one by one: to wait for the file system is to wait for what others write, too.
    private static let mostSyncedAlone = 64

    /// Makes the folder if need be.
    package init(in folder: FilePath) throws(DiskError) {
        try Folders.make(folder)
        let opened = try POSIX.open(folder, O_RDONLY | O_DIRECTORY)
        self.folder = folder
        descriptor = opened
    }

    /// Writes a file, in place of one that an earlier run has left under this name.
    package mutating func write(_ bytes: [UInt8], as name: String) throws(DiskError) {
        let path = folder.appending(name)
        let file = try POSIX.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
        defer { POSIX.close(file) }
        // Whatever the umask says: the file is for its owner alone.
        try POSIX.setMode(file, 0o600, path)
        try POSIX.write(bytes, to: file, path)
        count += 1
        if count <= Self.mostSyncedAlone { try POSIX.sync(file, path) }
    }

    /// Makes all files and their names safe against a power cut.
    package func sync() throws(DiskError) {
        if count > Self.mostSyncedAlone {
            try POSIX.syncFileSystem(of: descriptor, folder)
        } else {
            try POSIX.sync(descriptor, folder)
        }
    }

    deinit { POSIX.close(descriptor) }
}
