import SystemPackage

/// The names of the files that say of an input that it is complete, such as `{name}.done`.
struct DoneMarkers: Hashable {
    let pattern: String
    private static let placeholder = "{name}"

    /// The name of an input's marker.
    func name(for input: String) -> FilePath.Component? {
        FilePath.Component(pattern.replacing(Self.placeholder, with: input))
    }

    /// Whether a name is one that the pattern makes, be the input there or not.
    func contains(_ name: String) -> Bool {
        let places = pattern.ranges(of: Self.placeholder)
        guard let first = places.first else { return false }
        let room = name.utf8.count - pattern.utf8.count + places.count * Self.placeholder.utf8.count
        guard room >= places.count else { return false }
        let start = pattern.utf8.distance(from: pattern.startIndex, to: first.lowerBound)
        let input = String(decoding: name.utf8.dropFirst(start).prefix(room / places.count), as: UTF8.self)
        return pattern.replacing(Self.placeholder, with: input) == name
    }
}

/// The marker of one input, which a run takes out of the inbox with it.
///
/// One that stayed would say of the next upload under the same name that it is complete while it still arrives. While the
/// run holds it, it is named by the input's inode: whatever is killed in between, it goes where that file is.
struct DoneMarker: Hashable {
    private let markers: DoneMarkers
    private let home: FilePath
    /// Where a run holds it.
    private let held: FilePath

    /// The folder of the markers, in a run's own.
    private static let folder: FilePath.Component = "markers"

    /// The marker of an input, by its inode; `nil` where inputs have none.
    init?(ofInode inode: UInt64, area: String, run: FilePath, _ folders: DropFolders) {
        guard let pattern = folders.doneMarker else { return nil }
        markers = DoneMarkers(pattern: pattern)
        home = folders.inbox.appending(area)
        held = run.appending(Self.folder).appending(area).appending(String(inode))
    }

    /// Takes the marker of an input out of the inbox, before the input.
    /// - Returns: Whether it was there.
    func take(of input: FilePath.Component) throws(DiskError) -> Bool {
        guard let name = markers.name(for: input.string) else { return false }
        try Folders.make(held.removingLastComponent())
        do throws(DiskError) {
            try POSIX.rename(home.appending(name), held)
            return true
        } catch {
            if error.isNotFound { return false }
            throw error
        }
    }

    /// Puts the marker back, after its input, under the name that this has now.
    func putBack(for input: FilePath.Component) throws(DiskError) {
        guard let name = markers.name(for: input.string) else { return }
        try POSIX.rename(held, home.appending(name))
        try POSIX.syncFolder(home)
    }

    /// Puts back what a dead run holds of inputs that are in the inbox; the others have gone to their end.
    static func putBackAll(of run: FilePath, _ folders: DropFolders) throws(DiskError) {
        let held = run.appending(folder)
        guard try Folders.exists(held) else { return }
        try putBack(held, area: "", run, folders)
        try Folders.removeTree(held)
    }

    private static func putBack(
        _ folder: FilePath, area: String, _ run: FilePath, _ folders: DropFolders
    ) throws(DiskError) {
        for name in try Folders.names(in: folder) {
            if try Folders.exists(folder.appending(name)) {
                let inner = area.isEmpty ? name.string : "\(area)/\(name.string)"
                try putBack(folder.appending(name), area: inner, run, folders)
            } else if let inode = UInt64(name.string),
                let marker = DoneMarker(ofInode: inode, area: area, run: run, folders),
                let input = try Self.input(inode, in: folders.inbox.appending(area))
            {
                try marker.putBack(for: input)
            }
        }
    }

    private static func input(_ inode: UInt64, in home: FilePath) throws(DiskError) -> FilePath.Component? {
        for name in try Folders.names(in: home) where try POSIX.status(home.appending(name))?.inode == inode {
            return name
        }
        return nil
    }
}
