package import SystemPackage

/// What lies in a folder, each thing as what it is: links are not followed.
package struct FolderContents: Sendable {
    /// A plain file.
    package struct File: Hashable, Sendable {
        package var name: FilePath.Component
        package var size: Int64
        /// Of its content, in seconds since the epoch; whoever sends a file may set it.
        package var modified: Int64
    }

    /// In the order of the bytes of their names, as the others are.
    package private(set) var files: [File] = []
    package private(set) var folders: [FilePath.Component] = []
    /// Links, pipes and whatever else is neither a file nor a folder.
    package private(set) var others: [FilePath.Component] = []

    /// Looks into a folder; one that is not there holds nothing.
    package init(of path: FilePath) throws(DiskError) {
        for name in try Folders.names(in: path) {
            guard let status = try POSIX.status(path.appending(name)) else { continue }
            if status.isRegular {
                files.append(File(name: name, size: status.size, modified: status.modified))
            } else if status.isFolder {
                folders.append(name)
            } else {
                others.append(name)
            }
        }
    }
}

/// Removes files for good, or only counts them.
package struct Disposal: Sendable {
    private let isRehearsal: Bool
    /// How many files were removed.
    package private(set) var files = 0
    /// The bytes that they had.
    package private(set) var bytes: Int64 = 0

    /// - Parameter isRehearsal: Whether nothing is removed.
    package init(isRehearsal: Bool) { self.isRehearsal = isRehearsal }

    /// Removes files of a folder in this order; a power cut does not bring them back.
    package mutating func remove(_ files: [FolderContents.File], in folder: FilePath) throws(DiskError) {
        for file in files {
            if !isRehearsal { try Folders.removeFile(folder.appending(file.name)) }
            self.files += 1
            bytes += file.size
        }
        if !isRehearsal, !files.isEmpty { try POSIX.syncFolder(folder) }
    }

    /// Removes a folder that has nothing in it.
    package func removeIfEmpty(_ folder: FilePath) throws(DiskError) {
        guard !isRehearsal, try POSIX.names(in: folder).isEmpty else { return }
        try POSIX.removeFolder(folder)
        try POSIX.syncFolder(folder.removingLastComponent())
    }
}
