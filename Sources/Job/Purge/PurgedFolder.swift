import DropFolder
import SystemPackage
import WireFormats

/// A folder of the job while what is past its time is removed from it.
struct PurgedFolder {
    let path: FilePath
    private let firstKept: ArchiveDay
    private var disposal: Disposal
    /// What is no file of Waybill's: links above all, behind which there may be anything.
    private var strange: [FilePath] = []

    init(_ path: FilePath, firstKept: ArchiveDay, isRehearsal: Bool) {
        self.path = path
        self.firstKept = firstKept
        disposal = Disposal(isRehearsal: isRehearsal)
    }

    /// What was removed.
    var removed: PurgeReport.Removed {
        PurgeReport.Removed(folder: path, files: disposal.files, bytes: disposal.bytes)
    }

    /// What a person has to look at; `nil` when there is nothing.
    var note: String? {
        guard let first = strange.first else { return nil }
        return "not of Waybill's making, or a link, and therefore left: \(strange.count) below "
            + "\(singleLine(path.string)), the first \(singleLine(first.string))"
    }

    /// What lies in a folder; to be asked for once.
    mutating func contents(of folder: FilePath) throws(DiskError) -> FolderContents {
        let contents = try FolderContents(of: folder)
        strange += contents.others.map { folder.appending($0) }
        return contents
    }

    // MARK: - The archive

    /// Removes inputs, and the folders of days that are over.
    /// - Parameter unsettled: Inputs that are kept, as paths below the archive.
    mutating func purgeArchive(keeping unsettled: Set<String>) throws(DiskError) {
        try purgeDays(in: path, "", unsettled)
    }

    /// Goes down years, months and days; one that is over loses its folder once that is empty.
    private mutating func purgeDays(in folder: FilePath, _ above: String, _ unsettled: Set<String>) throws(DiskError) {
        let contents = try contents(of: folder)
        strange += contents.files.map { folder.appending($0.name) }
        for child in contents.folders {
            let name = above + child.string
            guard Self.isDate(name) else {
                strange.append(folder.appending(child))
                continue
            }
            let bound = firstKept.folders.prefix(name.count)
            guard name <= bound, name != firstKept.folders else { continue }
            if name.utf8.count == firstKept.folders.utf8.count {
                try purgeShelves(in: folder.appending(child), name, unsettled)
            } else {
                try purgeDays(in: folder.appending(child), name + "/", unsettled)
            }
            if name < bound { try disposal.removeIfEmpty(folder.appending(child)) }
        }
    }

    private mutating func purgeShelves(in day: FilePath, _ name: String, _ unsettled: Set<String>) throws(DiskError) {
        let shelves = try contents(of: day)
        strange += shelves.files.map { day.appending($0.name) }
        for shelf in shelves.folders {
            let contents = try contents(of: day.appending(shelf))
            strange += contents.folders.map { day.appending(shelf).appending($0) }
            let inputs = contents.files.filter {
                !unsettled.contains("\(name)/\(shelf.string)/\($0.name.string)")
            }
            try disposal.remove(inputs, in: day.appending(shelf))
            try disposal.removeIfEmpty(day.appending(shelf))
        }
    }

    /// Whether a path is `2026`, `2026/11` or `2026/11/23`, and there is such a year, month or day.
    private static func isDate(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let day = ([String(path)] + ["01", "01"].dropFirst(parts.count - 1)).joined(separator: "/")
        return parts.count <= 3 && ArchiveDay(day, separator: "/") != nil
    }

    // MARK: - Outputs

    /// Removes outputs of a folder by the days of their inputs.
    mutating func purgeOutputs(
        in folder: FilePath, _ contents: FolderContents, endings: [String], _ days: [String: ArchiveDay]
    ) throws(DiskError) {
        let past = contents.files.filter { file in
            let name = file.name.string
            guard let ending = endings.first(where: name.hasSuffix) else { return false }
            let stem = String(name.dropLast(ending.count))
            return SafeName.isStem(stem) && isPast(days[stem], [file])
        }
        try disposal.remove(past, in: folder)
    }

    /// Removes a folder of calls by the day of their input.
    mutating func purgeCalls(in folder: FilePath, _ days: [String: ArchiveDay]) throws(DiskError) {
        guard let stem = folder.lastComponent?.string, SafeName.isStem(stem) else { return }
        let all = try contents(of: folder)
        let calls = all.files.filter { RequestFiles.isName($0.name.string) }
        guard isPast(days[stem], calls) else { return }
        strange += all.folders.map { folder.appending($0) }
        strange += all.files.filter { !calls.contains($0) }.map { folder.appending($0.name) }
        // The list first: without it nobody sends the bodies.
        let list = calls.filter { $0.name.string == RequestFiles.listName }
        try disposal.remove(list, in: folder)
        try disposal.remove(calls.filter { !list.contains($0) }, in: folder)
        try disposal.removeIfEmpty(folder)
    }

    /// Removes the answers that `send-updates.sh` has kept, by the time at which they came.
    mutating func purgeAnswers(in folder: FilePath) throws(DiskError) {
        let answers = try contents(of: folder).files.filter { file in
            file.name.string.utf8.count == 32 && file.name.string.allSatisfy(\.isHexDigit) && isPast(nil, [file])
        }
        try disposal.remove(answers, in: folder)
    }

    /// Whether the time of outputs is over: the day of their input counts, else that on which they were written last.
    private func isPast(_ day: ArchiveDay?, _ files: [FolderContents.File]) -> Bool {
        if let day { return day < firstKept }
        return files.allSatisfy { ArchiveDay(of: $0.modified) < firstKept }
    }

    // MARK: - The quarantine

    /// Removes inputs with their reasons, which say by when they were written how long the inputs have been there.
    mutating func purgeQuarantine() throws(DiskError) {
        for shelf in try contents(of: path).folders {
            let folder = path.appending(shelf)
            let files = try contents(of: folder).files
            // Texts that look alike may be different names.
            let byName = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0) })
            for file in files {
                if let input = QuarantineReason.input(of: file.name) {
                    guard isPast(nil, [file]) else { continue }
                    // The reason last: without it nobody knows the input's day.
                    try disposal.remove([byName[input], file].compactMap { $0 }, in: folder)
                } else if byName[QuarantineReason.name(for: file.name)] == nil {
                    strange.append(folder.appending(file.name))
                }
            }
        }
    }
}
