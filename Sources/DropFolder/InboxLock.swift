import Glibc
package import SystemPackage

/// The inbox, locked for something that is no run: no run begins before this ends.
package struct InboxLock: ~Copyable {
    private let descriptor: Int32
    private let inbox: FilePath

    package init(_ inbox: FilePath) throws(DropFolderError) {
        do throws(DiskError) {
            guard try Folders.exists(inbox) else { throw DiskError(call: "", path: inbox, errno: ENOENT) }
        } catch {
            throw error.call.isEmpty ? .noInbox(inbox) : .disk(error)
        }
        descriptor = try DropFolder.lockInbox(inbox)
        self.inbox = inbox
    }

    deinit { POSIX.close(descriptor) }

    /// The runs of this inbox that have died, of which no later one has told what they did.
    package borrowing func deadRuns(in work: FilePath) throws(DiskError) -> [String] {
        var dead: [String] = []
        for name in try Folders.names(in: work) where DropFolders.isRunName(name.string) {
            let run = work.appending(name)
            guard let note = try Folders.read(run.appending(DropFolders.inboxNote)),
                try Recovery.isNote(note, of: inbox)
            else { continue }
            dead += [name.string] + (try Recovery.adopted(in: run))
        }
        return dead
    }
}
