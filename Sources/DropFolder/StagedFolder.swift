import Glibc
package import SystemPackage

/// A folder that nobody sees before all in it is whole: filled under a temporary name, published by one rename.
///
/// Several processes, on several machines, may fill the same folder at once: each has a temporary one of its own, and one
/// of them is published.
package struct StagedFolder: ~Copyable {
    /// Where it lies until it is published.
    package let path: FilePath
    private let target: FilePath
    private var isSettled = false

    /// Makes the folder under a temporary name beside its own.
    package init(in parent: FilePath, as name: String) throws(DiskError) {
        try Folders.make(parent)
        path = try Self.claim(name, in: parent)
        target = parent.appending(name)
    }

    // To make a folder is the one step that two machines on one file system cannot both do.
    private static func claim(_ name: String, in parent: FilePath) throws(DiskError) -> FilePath {
        var number = 1
        while true {
            let path = parent.appending(".\(name).\(number)")
            do throws(DiskError) {
                try POSIX.makeFolder(path)
                return path
            } catch {
                if !error.isExisting { throw error }
                number += 1
            }
        }
    }

    /// Starts a file in it, in place of one that was there.
    package func file(_ name: String) throws(DiskError) -> StagedFile { try StagedFile(path.appending(name)) }

    /// Gives the folder its name.
    ///
    /// One that has the name already stays if it is equal, and else gives way.
    /// - Parameter isEqual: Whether the published folder at a path has what this one has.
    package consuming func publish(isEqual: (FilePath) throws(DiskError) -> Bool) throws(DiskError) {
        try POSIX.syncFolder(path)
        while true {
            do throws(DiskError) {
                try POSIX.rename(path, target)
                break
            } catch {
                guard error.errno == ENOTEMPTY || error.isExisting else { throw error }
            }
            if try isEqual(target) {
                try Folders.removeTree(path)
                break
            }
            let old = try Self.claim(".old", in: target.removingLastComponent())
            do throws(DiskError) {
                try POSIX.rename(target, old)
            } catch {
                // Another attempt was faster.
                if !error.isNotFound { throw error }
            }
            try Folders.removeTree(old)
        }
        isSettled = true
        try POSIX.syncFolder(target.removingLastComponent())
    }

    deinit {
        if !isSettled { try? Folders.removeTree(path) }
    }
}

/// A file of a folder that is not published yet.
package struct StagedFile: ~Copyable {
    /// For writing; closed by this type.
    package let descriptor: Int32
    package let path: FilePath

    init(_ path: FilePath) throws(DiskError) {
        descriptor = try POSIX.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o600)
        self.path = path
    }

    /// Makes its bytes safe against a power cut, and says how many there are.
    package func sync() throws(DiskError) -> Int64 {
        try POSIX.sync(descriptor, path)
        return try POSIX.status(of: descriptor, path).size
    }

    deinit { POSIX.close(descriptor) }
}
