import DropFolder
import SystemPackage
import WireFormats

/// Turns what the disk refuses into what the run is worth.
func disk<Result: ~Copyable>(_ body: () throws(DiskError) -> Result) throws(JobError) -> Result {
    do throws(DiskError) {
        return try body()
    } catch {
        throw JobError(error)
    }
}

/// An output while it is written, and where it lies.
struct OutputPath {
    var descriptor: Int32
    var path: FilePath
}

extension OutputFile {
    /// For writing, and for saying which file could not be written.
    var whereabouts: OutputPath { OutputPath(descriptor: descriptor, path: temporary) }
}

extension StagedFile {
    /// For writing, and for saying which file could not be written.
    var whereabouts: OutputPath { OutputPath(descriptor: descriptor, path: path) }
}

/// What to do about an error of the operating system, and what it is worth.
struct DiskCure {
    /// What a failed call was for.
    enum Purpose { case creating, other }

    let code: JobError.Code
    let cure: String

    /// Everything ends with another run: what it cannot find done it does again.
    var text: String { "\(cure), then run again: nothing is lost" }

    init(errno: Int32, _ purpose: Purpose = .other) {
        let failed: JobError.Code = purpose == .creating ? .cannotCreate : .inputOutput
        switch Errno(rawValue: errno) {
        case .noSpace, .diskQuotaExceeded: (code, cure) = (.tryAgain, "make room")
        case .tooManyOpenFiles, .tooManyOpenFilesInSystem: (code, cure) = (.tryAgain, "allow more open files")
        case .permissionDenied, .notPermitted, .readOnlyFileSystem:
            (code, cure) = (failed, "let the user that runs Waybill read and write there")
        case .improperLink:
            (code, cure) = (.config, "put inbox, work, archive, quarantine and the folders in them on one file system")
        case .noSuchFileOrDirectory, .notDirectory: (code, cure) = (failed, "see that the folder is there")
        default: (code, cure) = (failed, "look at the disk")
        }
    }
}

extension JobError {
    init(_ error: DiskError) {
        let cure = DiskCure(errno: error.errno, ["create", "mkdir"].contains(error.call) ? .creating : .other)
        self.init(cure.code, "\(printable(error.message, limit: 4096)); \(cure.text)")
    }

    init(_ error: DropFolderError) {
        switch error {
        case .noInbox(let path): self.init(.noInput, "there is no inbox \(path); make it, or mend inbox in the job")
        case .busy(let path): self.init(.tryAgain, "another run is at work on \(path)")
        case .otherFileSystem(let path):
            self.init(
                .config,
                "\(path) lies on another file system than the inbox; files could not be moved there in one step")
        case .disk(let error): self.init(error)
        }
    }

    /// One of the outputs that a run writes together cannot be written.
    init(_ error: OutputError, writing files: OutputPath...) {
        let file = files.first { $0.descriptor == error.descriptor } ?? files[0]
        self.init(error, writing: file.path)
    }

    /// An output of a run cannot be written.
    private init(_ error: OutputError, writing path: FilePath) {
        let cure = DiskCure(errno: error.errno)
        self.init(cure.code, "cannot write \(printable(path.string, limit: 4096)): \(error.message); \(cure.text)")
    }

    /// An output of a command cannot be written; the number is the system's.
    package init(errno: Int32, writing what: String) {
        self.init(DiskCure(errno: errno).code, "cannot write \(what): \(OutputError(errno: errno).message)")
    }

    /// An input cannot be read to its end.
    init(_ error: WireError, reading path: FilePath) {
        let cure = DiskCure(errno: error.errno)
        self.init(cure.code, "cannot read \(printable(path.string, limit: 4096)): \(error.message); \(cure.text)")
    }
}
