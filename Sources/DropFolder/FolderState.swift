package import SystemPackage

/// What a folder that is to be used is good for; nothing is made or changed to find out.
package struct FolderState: Hashable, Sendable {
    /// Whether it is there.
    package var isThere: Bool
    /// Whether something else is in its place, or in that of a folder above it.
    package var isObstructed: Bool
    /// Whether this user may write there: into the folder, or into the nearest one above it, where it would be made.
    package var isWritable: Bool
    /// The number of the file system that it lies on, or would.
    package var device: UInt64

    /// Looks at a folder, or at where it would be made.
    package init(of path: FilePath) throws(DiskError) {
        var place = path.isEmpty ? "." : path
        isThere = try Folders.exists(place)
        isObstructed = false
        while try !Folders.exists(place) {
            if try POSIX.status(place) != nil { isObstructed = true }
            let parent = place.removingLastComponent()
            place = parent.isEmpty ? (place.isAbsolute ? "/" : ".") : parent
        }
        isWritable = POSIX.mayWrite(place)
        device = try POSIX.status(place.appending("."))?.device ?? 0
    }
}
