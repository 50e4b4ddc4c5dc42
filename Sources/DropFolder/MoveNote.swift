import SystemPackage

/// What a run notes of an input before it moves it away without an entry in the ledger: a run that is killed cannot tell
/// it any more.
package struct MoveNote: Hashable, Sendable {
    /// Where the input goes.
    package enum Target: String, Hashable, Sendable {
        case archive
        case quarantine
    }

    /// The file's folder below the inbox.
    package var area: String
    package var name: String
    package var target: Target
    /// Where it lies, relative to the target.
    package var place: String
    /// What the run would have told of it, in the caller's words.
    package var facts: [String]

    /// The folder of the notes, in a run's own.
    private static let folder: FilePath.Component = "moved"

    init(area: String, name: String, target: Target, place: String, facts: [String]) {
        self.area = area
        self.name = name
        self.target = target
        self.place = place
        self.facts = facts
    }

    /// The parts stand between zeros, which no name has.
    private init?(bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard parts.count >= 4, let target = Target(rawValue: parts[2]) else { return nil }
        self.init(area: parts[0], name: parts[1], target: target, place: parts[3], facts: Array(parts[4...]))
    }

    func write(to folders: DropFolders) throws(DiskError) {
        let bytes = Array(([area, name, target.rawValue, place] + facts).joined(separator: "\u{0}").utf8)
        let notes = folders.work.appending(folders.run).appending(Self.folder)
        try Folders.make(notes)
        let name = FilePath.Component(SafeName.name("\(target.rawValue)/\(place)")) ?? Self.folder
        try OutputFile.write(bytes, to: notes, as: FreeName.first(for: name, in: notes).string, run: folders.run)
    }

    /// The notes of a dead run whose files went where they were to go.
    ///
    /// The others are removed: their files are inputs again, and may yet go there by another run, which tells it.
    static func load(of run: FilePath, _ folders: DropFolders) throws(DiskError) -> [MoveNote] {
        var notes: [MoveNote] = []
        for name in try Folders.files(in: run.appending(Self.folder)) where !name.string.hasPrefix(".") {
            let path = run.appending(Self.folder).appending(name)
            if let bytes = try Folders.read(path), let note = MoveNote(bytes: bytes),
                try Folders.isFile(note.path(in: folders))
            {
                notes.append(note)
            } else {
                try Folders.removeFile(path)
            }
        }
        return notes
    }

    private func path(in folders: DropFolders) -> FilePath {
        switch target {
        case .archive: folders.archive.appending(place)
        case .quarantine: folders.quarantine.appending(place)
        }
    }
}
