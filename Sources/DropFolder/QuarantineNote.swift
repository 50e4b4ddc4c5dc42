import SystemPackage

/// What a run notes of a file before it goes to the quarantine: a run that is killed cannot tell it any more.
package struct QuarantineNote: Hashable, Sendable {
    /// The file's folder below the inbox.
    package var area: String
    package var name: String
    /// Where it lies, relative to the quarantine.
    package var place: String
    /// Why, in a line.
    package var summary: String

    /// The folder of the notes, in a run's own.
    static let folder: FilePath.Component = "quarantined"

    init(area: String, name: String, place: String, summary: String) {
        self.area = area
        self.name = name
        self.place = place
        self.summary = summary
    }

    /// The parts stand between zeros, which no name has.
    private init?(bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard parts.count == 4 else { return nil }
        self.init(area: parts[0], name: parts[1], place: parts[2], summary: parts[3])
    }

    func write(to folders: DropFolders) throws(DiskError) {
        let bytes = Array([area, name, place, summary].joined(separator: "\u{0}").utf8)
        let notes = folders.work.appending(folders.run).appending(Self.folder)
        try OutputFile.write(bytes, to: notes, as: SafeName.name(place), run: folders.run)
    }

    /// The notes of a dead run whose files are in the quarantine; a file that did not get there is an input again.
    static func load(of run: FilePath, _ folders: DropFolders) throws(DiskError) -> [QuarantineNote] {
        var notes: [QuarantineNote] = []
        for name in try Folders.files(in: run.appending(Self.folder)) where !name.string.hasPrefix(".") {
            guard let bytes = try Folders.read(run.appending(Self.folder).appending(name)),
                let note = QuarantineNote(bytes: bytes), try Folders.isFile(folders.quarantine.appending(note.place))
            else { continue }
            notes.append(note)
        }
        return notes
    }
}
