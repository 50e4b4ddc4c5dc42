import SystemPackage

/// A file of the inbox that was seen before, for what its own times do not tell: `work/seen.tsv`.
///
/// The table may be lost: then such files only wait once more.
struct SeenFile: Hashable {
    var inode: UInt64
    var size: Int64
    var modified: Int64
    /// Seconds since the epoch; 0 when the file had settled before.
    var firstSeen: Int64

    init(status: FileStatus, firstSeen: Int64) {
        inode = status.inode
        size = status.size
        modified = status.modified
        self.firstSeen = firstSeen
    }

    private init?(_ fields: [Substring]) {
        guard fields.count == 5, let inode = UInt64(fields[0]), let size = Int64(fields[1]),
            let modified = Int64(fields[2]), let firstSeen = Int64(fields[3])
        else { return nil }
        self.inode = inode
        self.size = size
        self.modified = modified
        self.firstSeen = firstSeen
    }

    func isSame(as status: FileStatus) -> Bool {
        inode == status.inode && size == status.size && modified == status.modified
    }

    /// Since when the file has been left alone, as far as is known.
    ///
    /// One that came back from a dead run may have been written to meanwhile, by a client that had it open.
    func settling(_ status: FileStatus, at now: Int64) -> Int64 {
        // The look was at some moment of its second.
        max(firstSeen + 1, status.modified > now ? 0 : status.lastWrite)
    }

    private static let file = "seen.tsv"

    static func load(from work: FilePath) throws(DiskError) -> [String: SeenFile] {
        var seen: [String: SeenFile] = [:]
        let bytes = try Folders.read(work.appending(file)) ?? []
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: "\t", maxSplits: 4)
            if let entry = SeenFile(fields), let name = fields.last { seen[String(name)] = entry }
        }
        return seen
    }

    static func save(_ seen: [String: SeenFile], to work: FilePath, run: String) throws(DiskError) {
        // A name with a line end or a tab cannot stand in the table; such a file only waits once more.
        let rows = seen.filter { entry in !entry.key.utf8.contains { $0 == 0x0A || $0 == 0x09 } }
            .sorted { $0.key < $1.key }
            .map { "\($0.value.inode)\t\($0.value.size)\t\($0.value.modified)\t\($0.value.firstSeen)\t\($0.key)\n" }
        if rows.isEmpty {
            if try POSIX.status(work.appending(file)) != nil { try POSIX.remove(work.appending(file)) }
            return
        }
        try OutputFile.write(Array(rows.joined().utf8), to: work, as: file, run: run)
    }
}
