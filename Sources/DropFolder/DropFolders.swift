package import SystemPackage

/// Where a job's inputs come from and go to, and the run that moves them.
package struct DropFolders: Hashable, Sendable {
    package var inbox: FilePath
    package var work: FilePath
    package var archive: FilePath
    package var quarantine: FilePath
    /// The folders below the inbox that inputs come from.
    package var areas: [String]
    /// The run's name, unique among the runs of the job.
    package var run: String
    /// The day of the run as folders of the archive, such as `2026/11/23`.
    package var archiveDay: String
    /// The name of the file that says an input is complete, with `{name}`; `nil` where inputs have none.
    package var doneMarker: String?

    package init(
        inbox: FilePath, work: FilePath, archive: FilePath, quarantine: FilePath, areas: [String], run: String,
        archiveDay: String, doneMarker: String? = nil
    ) {
        self.inbox = inbox
        self.work = work
        self.archive = archive
        self.quarantine = quarantine
        self.areas = areas
        self.run = run
        self.archiveDay = archiveDay
        self.doneMarker = doneMarker
    }

    /// The run's folder of claims.
    var claims: FilePath { work.appending(run).appending("claims") }

    /// What says, in a run's folder, which inbox its claims came from: two jobs may share one `work`.
    static let inboxNote = "inbox"

    /// A run's name from its start and this process, such as `20261124T141500Z-4711`.
    package static func runName(compactTime: String) -> String { "\(compactTime)-\(POSIX.processID)" }

    /// Whether a folder's name is one that a run may have: that of `runName`, with a number behind it where it was taken.
    static func isRunName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[0].count == 16 else { return false }
        let time = parts[0].enumerated().allSatisfy { index, byte in
            switch index {
            case 8: byte == UInt8(ascii: "T")
            case 15: byte == UInt8(ascii: "Z")
            default: isDigit(byte)
            }
        }
        return time && parts.dropFirst().allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

/// Why a drop folder cannot be opened.
package enum DropFolderError: Error, Hashable, Sendable {
    /// The inbox is not there.
    case noInbox(FilePath)
    /// Another run is at work on the same inbox.
    case busy(FilePath)
    /// A folder lies on another file system than the inbox, so that files could not be moved there in one step.
    case otherFileSystem(FilePath)
    /// A call to the operating system failed.
    case disk(DiskError)
}
