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
    func contains(_ name: String) -> Bool { input(of: name) != nil }

    /// The name of the input whose marker would be called so.
    func input(of name: String) -> String? {
        let places = pattern.ranges(of: Self.placeholder)
        guard let first = places.first else { return nil }
        let room = name.utf8.count - pattern.utf8.count + places.count * Self.placeholder.utf8.count
        guard room >= places.count else { return nil }
        let start = pattern.utf8.distance(from: pattern.startIndex, to: first.lowerBound)
        let input = String(decoding: name.utf8.dropFirst(start).prefix(room / places.count), as: UTF8.self)
        return pattern.replacing(Self.placeholder, with: input) == name ? input : nil
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

    private init(_ name: HeldMarker, _ markers: DoneMarkers, area: String, run: FilePath, _ folders: DropFolders) {
        self.markers = markers
        home = folders.inbox.appending(area)
        held = run.appending(Self.folder).appending(area).appending(name.text)
    }

    /// Takes the marker of an input out of the inbox, before the input.
    /// - Returns: `nil` when it is not there, or no more: another machine may have been faster.
    static func take(
        of input: Candidate, run: FilePath, _ markers: DoneMarkers, _ folders: DropFolders
    ) throws(DiskError) -> DoneMarker? {
        let home = folders.inbox.appending(input.area)
        guard let name = markers.name(for: input.name.string), let status = try POSIX.status(home.appending(name)),
            status.isRegular
        else { return nil }
        let held = HeldMarker(input: input.status.inode, marker: status.inode, name: SafeName.name(input.name.string))
        let marker = DoneMarker(held, markers, area: input.area, run: run, folders)
        try Folders.make(marker.held.removingLastComponent())
        do throws(DiskError) {
            try POSIX.rename(home.appending(name), marker.held)
            return marker
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
    }

    /// Puts the marker back, after its input, under the name that this has now.
    func putBack(for input: FilePath.Component) throws(DiskError) {
        guard let name = markers.name(for: input.string) else { return }
        try POSIX.rename(held, home.appending(name))
        try POSIX.syncFolder(home)
    }
}

// MARK: - Those of a dead run

extension DoneMarker {
    /// Gives the markers that a dead run holds of its claims the inodes that these have now.
    ///
    /// In a folder that was copied since, as one that comes from a backup, every file has another.
    static func follow(_ claims: FilePath, of run: FilePath) throws(DiskError) {
        try follow(claims, heldIn: run.appending(folder))
    }

    private static func follow(_ claims: FilePath, heldIn folder: FilePath) throws(DiskError) {
        var inodes: [String: [UInt64]] = [:]
        for name in try Folders.names(in: claims) {
            guard let status = try POSIX.status(claims.appending(name)) else { continue }
            if status.isFolder {
                try follow(claims.appending(name), heldIn: folder.appending(name))
            } else {
                inodes[SafeName.name(name.string), default: []].append(status.inode)
            }
        }
        for name in try Folders.files(in: folder) {
            // Of two long names that begin alike nobody knows which it was.
            guard let old = HeldMarker(name.string), let claims = inodes[old.name], claims.count == 1,
                let own = try POSIX.status(folder.appending(name))?.inode
            else { continue }
            let new = HeldMarker(input: claims[0], marker: own, name: old.name)
            if new != old { try POSIX.rename(folder.appending(name), folder.appending(new.text)) }
        }
    }

    /// Puts back what a dead run holds of inputs that are in the inbox; the others have gone to their end.
    static func putBackAll(of run: FilePath, _ folders: DropFolders) throws(DiskError) {
        let held = run.appending(folder)
        guard try Folders.exists(held) else { return }
        if let pattern = folders.doneMarker {
            try putBack(held, area: "", run, DoneMarkers(pattern: pattern), folders)
        }
        try Folders.removeTree(held)
    }

    private static func putBack(
        _ folder: FilePath, area: String, _ run: FilePath, _ markers: DoneMarkers, _ folders: DropFolders
    ) throws(DiskError) {
        for name in try Folders.names(in: folder) {
            guard let status = try POSIX.status(folder.appending(name)) else { continue }
            if status.isFolder {
                let inner = area.isEmpty ? name.string : "\(area)/\(name.string)"
                try putBack(folder.appending(name), area: inner, run, markers, folders)
            } else if let held = HeldMarker(name.string), held.marker == status.inode,
                let input = try Self.input(held.input, in: folders.inbox.appending(area))
            {
                try DoneMarker(held, markers, area: area, run: run, folders).putBack(for: input)
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

/// The name of a marker that a run holds.
private struct HeldMarker: Hashable {
    /// The input's inode.
    var input: UInt64
    /// The marker's own: when that is another, the folder was copied, and the input's inode says nothing any more.
    var marker: UInt64
    /// The input's name among the claims, made safe, and cut where it is long.
    var name: String

    var text: String { "\(input)-\(marker)-\(name)" }

    init(input: UInt64, marker: UInt64, name: String) {
        self.input = input
        self.marker = marker
        self.name = name
    }

    /// Takes it apart.
    init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let input = UInt64(parts[0]), let marker = UInt64(parts[1]) else { return nil }
        self.init(input: input, marker: marker, name: String(parts[2]))
    }
}
