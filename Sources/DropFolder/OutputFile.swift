import Glibc
package import SystemPackage

/// A file that nobody sees before it is whole: written under a temporary name, published by a rename.
package struct OutputFile: ~Copyable {
    package let folder: FilePath
    /// Where it lies until it is published.
    package let temporary: FilePath
    /// For writing; closed by this type.
    package let descriptor: Int32
    private var isSettled = false

    /// Temporary names start like this, and go on with the run's name.
    static let temporaryPrefix = ".waybill-"

    /// Creates the file under a temporary name in its folder, which is made if need be.
    package init(in folder: FilePath, run: String, label: String) throws(DiskError) {
        try Folders.make(folder)
        let (path, opened) = try Self.create(in: folder, "\(Self.temporaryPrefix)\(run).\(SafeName.name(label))")
        do throws(DiskError) {
            // Whatever the umask says: the file is for its owner alone.
            try POSIX.setMode(opened, 0o600, path)
        } catch {
            POSIX.close(opened)
            throw error
        }
        self.folder = folder
        temporary = path
        descriptor = opened
    }

    /// Starts as a second name of a file that is whole already; where the file system has none, as a copy.
    package init(of source: FilePath, in folder: FilePath, run: String, label: String) throws(DiskError) {
        try Folders.make(folder)
        let (path, opened) = try Self.link(source, in: folder, "\(Self.temporaryPrefix)\(run).\(SafeName.name(label))")
        self.folder = folder
        temporary = path
        descriptor = opened
    }

    private static func link(
        _ source: FilePath, in folder: FilePath, _ name: String
    ) throws(DiskError) -> (FilePath, Int32) {
        var number = 1
        while true {
            let path = folder.appending(number == 1 ? "\(name).tmp" : "\(name).\(number).tmp")
            number += 1
            do throws(DiskError) {
                try POSIX.link(source, path)
            } catch {
                if error.isExisting { continue }
                guard [EXDEV, EPERM, ENOTSUP, ENOSYS, EMLINK].contains(error.errno) else { throw error }
                return try copy(source, in: folder, name)
            }
            return (path, try POSIX.open(path, O_RDONLY))
        }
    }

    private static func copy(
        _ source: FilePath, in folder: FilePath, _ name: String
    ) throws(DiskError) -> (FilePath, Int32) {
        let from = try OpenFile(source)
        let (path, opened) = try create(in: folder, name)
        do throws(DiskError) {
            try POSIX.copy(from.descriptor, source, to: opened, path)
        } catch {
            POSIX.close(opened)
            try? POSIX.remove(path)
            throw error
        }
        return (path, opened)
    }

    // Long labels are cut, so that two files of one folder may ask for the same temporary name.
    private static func create(in folder: FilePath, _ name: String) throws(DiskError) -> (FilePath, Int32) {
        var number = 1
        while true {
            let path = folder.appending(number == 1 ? "\(name).tmp" : "\(name).\(number).tmp")
            do throws(DiskError) {
                return (path, try POSIX.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600))
            } catch {
                if !error.isExisting { throw error }
                number += 1
            }
        }
    }

    /// Writes bytes; large outputs are written through the descriptor instead.
    package func write(_ bytes: [UInt8]) throws(DiskError) {
        try POSIX.write(bytes, to: descriptor, temporary)
    }

    /// Gives the file its name, replacing an earlier file of this name: the caller knows that it is the same input's.
    /// - Parameters:
    ///   - name: In the folder in which the file was begun.
    ///   - syncsFolder: Whether the name is safe against a power cut when this returns; of several files in one folder the
    ///     last one's call is enough.
    package consuming func publish(as name: String, syncsFolder: Bool = true) throws(DiskError) {
        try POSIX.sync(descriptor, temporary)
        try POSIX.rename(temporary, folder.appending(name))
        isSettled = true
        if syncsFolder { try POSIX.syncFolder(folder) }
    }

    /// Removes the file.
    ///
    /// Where nothing else has failed this is not left to the end of the value, which cannot say that it failed: nobody
    /// looks for the temporary files of a run that has ended well.
    package consuming func discard() throws(DiskError) {
        try POSIX.remove(temporary)
        isSettled = true
    }

    deinit {
        POSIX.close(descriptor)
        if !isSettled { try? POSIX.remove(temporary) }
    }
}

extension OutputFile {
    /// Writes and publishes a small file at once.
    package static func write(
        _ bytes: [UInt8], to folder: FilePath, as name: String, run: String, syncsFolder: Bool = true
    ) throws(DiskError) {
        let file = try OutputFile(in: folder, run: run, label: name)
        try file.write(bytes)
        try file.publish(as: name, syncsFolder: syncsFolder)
    }

    /// Removes what dead runs have left behind under temporary names, below a folder.
    static func sweep(_ folder: FilePath, runs: Set<String>) throws(DiskError) {
        for name in try Folders.names(in: folder) {
            let path = folder.appending(name)
            guard let status = try POSIX.status(path) else { continue }
            if status.isFolder {
                try sweep(path, runs: runs)
            } else if runs.contains(where: { name.string.hasPrefix("\(temporaryPrefix)\($0).") }) {
                try POSIX.remove(path)
            }
        }
    }
}
