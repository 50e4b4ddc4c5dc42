import DropFolder
import SystemPackage
import WireFormats

/// Finds folders of a job that would get in each other's way.
///
/// A run moves, replaces and removes files, and must meet none but those that belong there: what it writes into the inbox it
/// would read again, and what lies in `work` it may remove.
struct FolderRules {
    private struct Folder {
        var key: JobKey
        /// As the job has it, without detours.
        var path: FilePath
        /// From the root.
        var place: FilePath
    }

    private let job: JobDefinition
    private let members: [JobKey: JobFileNode]
    /// What relative paths start from.
    private let base: FilePath
    /// Keys that a mistake was found at: what follows from it is not told.
    private var faulty: Set<JobKey> = []

    init(_ job: JobDefinition, _ members: [JobKey: JobFileNode]) {
        self.job = job
        self.members = members
        base = job.file.isAbsolute ? "" : (try? Folders.current) ?? ""
    }

    /// Notes what is wrong, at the folder that the job names later; defaults count as well.
    mutating func check() {
        let inputs = ["orders", "labels"].map { folder(.inbox, job.inbox.appending($0)) }
        let work = folder(.work, job.work)
        let others = [
            folder(.outbox, job.outbox), folder(.archive, job.archive), folder(.quarantine, job.quarantine),
            folder(.ledger, job.ledger), folder(.reports, job.reports),
        ]
        for input in inputs {
            for other in [work] + others { keepApart(input, other) }
        }
        if place(of: job.file).starts(with: work.place), faulty.insert(.work).inserted {
            members[.work]?.fail("the job file lies in it", "give it a folder of its own")
        }
        for other in others { keepApart(work, other) }
        for (index, first) in others.enumerated() {
            for second in others[(index + 1)...] where first.place == second.place { keepApart(first, second) }
        }
    }

    private func folder(_ key: JobKey, _ path: FilePath) -> Folder {
        Folder(key: key, path: path.lexicallyNormalized(), place: place(of: path))
    }

    private func place(of path: FilePath) -> FilePath { base.pushing(path).lexicallyNormalized() }

    private mutating func keepApart(_ first: Folder, _ second: Folder) {
        let (left, right) = (Self.quoted(first), Self.quoted(second))
        if first.place == second.place {
            blame(first, second, "\(left) is both \(first.key.rawValue) and \(second.key.rawValue)")
        } else if first.place.starts(with: second.place) {
            blame(first, second, "\(left) (\(first.key.rawValue)) lies in \(right) (\(second.key.rawValue))")
        } else if second.place.starts(with: first.place) {
            blame(first, second, "\(left) (\(first.key.rawValue)) contains \(right) (\(second.key.rawValue))")
        }
    }

    private mutating func blame(_ first: Folder, _ second: Folder, _ message: String) {
        guard !faulty.contains(first.key), !faulty.contains(second.key) else { return }
        let named = [first, second].compactMap { folder in members[folder.key].map { (folder.key, $0) } }
        let last = named.max { ($0.1.position.line, $0.1.position.column) < ($1.1.position.line, $1.1.position.column) }
        guard let last else { return }
        faulty.insert(last.0)
        last.1.fail(message, "give each its own folder")
    }

    private static func quoted(_ folder: Folder) -> String { "\"" + printable(folder.path.string) + "\"" }
}
