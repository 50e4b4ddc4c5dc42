import Channels
import DropFolder
import SystemPackage
import WireFormats

/// The calls of one input and store: a body for each, and the list that names them.
///
/// Without the list nobody sends the bodies, so these are written under their own names; the list is published when all
/// of them are safe.
final class RequestFiles {
    /// The list of calls, the last file of its folder.
    static let listName = "requests.jsonl"

    /// The list, not published yet.
    let list: UnpublishedFile
    private var output: ByteOutput
    private var bodies: ListedFiles
    /// How many calls there are.
    private(set) var count = 0

    init(_ folders: RunFolders, in folder: FilePath) throws(JobError) {
        let bodies = try disk { () throws(DiskError) in try ListedFiles(in: folder) }
        list = try UnpublishedFile(folders, in: folder, Self.listName)
        output = ByteOutput(descriptor: list.whereabouts.descriptor)
        self.bodies = bodies
    }

    /// Writes a call.
    func add(_ call: UpdateCall) throws(JobError) {
        count += 1
        let name = "\(Self.number(count)).\(call.request.fileExtension)"
        do throws(DiskError) { try bodies.write(call.request.body, as: name) } catch { throw JobError(error) }
        output.append(call, bodyFile: name)
        do throws(OutputError) {
            try output.flushIfFull()
        } catch {
            throw JobError(error, writing: list.whereabouts)
        }
    }

    // Six digits, so that the order of the names is that of the calls.
    private static func number(_ count: Int) -> Substring { String(1_000_000 + count).dropFirst() }

    /// Whether a file is the list or may be a call's body.
    static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return name == listName
            || parts.count == 2 && parts[0].utf8.count >= 6 && JobFileText.number(parts[0]) != nil && !parts[1].isEmpty
    }

    /// Writes out the list, and makes the bodies safe.
    func finish() throws(JobError) {
        do throws(OutputError) {
            try output.flush()
        } catch {
            throw JobError(error, writing: list.whereabouts)
        }
        do throws(DiskError) { try bodies.sync() } catch { throw JobError(error) }
    }
}

/// A file that waits for its publication: lists cannot hold what must not be copied.
final class UnpublishedFile {
    let folder: FilePath
    let whereabouts: OutputPath
    private let name: String
    private var file: OutputFile?

    init(_ folders: RunFolders, in folder: FilePath, _ name: String) throws(JobError) {
        let file = try folders.output(in: folder, name)
        self.folder = folder
        self.name = name
        whereabouts = file.whereabouts
        self.file = consume file
    }

    /// Gives the file its name, once.
    func publish(syncsFolder: Bool) throws(JobError) {
        guard let file = file.take() else { return }
        do throws(DiskError) { try file.publish(as: name, syncsFolder: syncsFolder) } catch { throw JobError(error) }
    }
}
