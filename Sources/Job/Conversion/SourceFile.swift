import DropFolder
import SystemPackage
import WireFormats

/// One input that was named on the command line, open; it is closed when this ends.
struct SourceFile: ~Copyable {
    /// The name without folders, for messages and for `source`; `-` for standard input.
    let name: String
    let descriptor: FileDescriptor
    /// In bytes; 0 when nobody knows, as for a pipe.
    let size: Int

    /// Opens a file.
    /// - Parameter path: `-` is standard input, which stays open.
    /// - Throws: `JobError` of code `noInput`.
    init(_ path: String) throws(JobError) {
        guard path != "-" else {
            name = path
            descriptor = .standardInput
            size = 0
            return
        }
        let path = FilePath(path)
        do {
            descriptor = try FileDescriptor.open(path, .readOnly)
            // A folder or a pipe has no end to look for.
            size = Int((try? descriptor.seek(offset: 0, from: .end)) ?? 0)
            _ = try? descriptor.seek(offset: 0, from: .start)
        } catch {
            throw JobError(.noInput, "cannot read \(printable(path.string)): \(error)")
        }
        name = path.lastComponent?.string ?? path.string
    }

    deinit { if descriptor != .standardInput { try? descriptor.close() } }

    /// Creates the file of rejected records, in place of any earlier one.
    /// - Throws: `JobError` of code `usage` for a path that leads to this input, which creating it would empty.
    func createRejects(_ path: String) throws(JobError) -> FileDescriptor {
        if path == "-" {
            throw JobError(.usage, "--rejects needs the name of a file; standard output has the other records")
        }
        if Folders.isOpen(FilePath(path), as: descriptor.rawValue) {
            throw JobError(.usage, "--rejects \(printable(path)) is the input itself; name another file")
        }
        do {
            return try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
        } catch {
            throw JobError(.cannotCreate, "cannot create \(printable(path)): \(error)")
        }
    }
}

extension JobError {
    /// Nobody reads the output any more, as when `head` has seen enough: nothing is wrong, and there is nothing to say.
    package static let readerGone = JobError(.ok, "")

    /// What stopped the reading of a file that was named on the command line.
    init(_ error: any Error, file: String) {
        switch error {
        case let error as JobError: self = error
        case let error as OutputError where error.errno == Errno.brokenPipe.rawValue: self = .readerGone
        case let error as OutputError: self.init(errno: error.errno, writing: "the output")
        case let error as WireError where error.code == .readFailed:
            self.init(.noInput, "cannot read \(printable(file)): \(error.message)")
        case let error as WireError:
            let place = error.position.line > 0 ? ":\(error.position)" : ""
            self.init(
                .data, "\(printable(file))\(place): \(error.message); \(error.code.cure) [\(error.code.rawValue)]")
        default: self.init(.software, "\(error)")
        }
    }
}
