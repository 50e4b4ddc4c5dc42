import ArgumentParser
import Glibc
import Job
import SystemPackage

/// The two streams of a command: data goes to standard output, messages go to standard error.
enum Console {
    /// Writes data.
    /// - Throws: `ReaderGone` when nobody reads any more, `JobError` when the output cannot be written.
    static func write(_ data: some Sequence<UInt8>) throws {
        do {
            try FileDescriptor.standardOutput.writeAll(data)
        } catch Errno.brokenPipe {
            throw ReaderGone()
        } catch let error as Errno {
            throw JobError(errno: error.rawValue, writing: "standard output")
        }
    }

    /// Writes what has come of a command, and ends it with its status: a lost output does not hide what is worse.
    static func write(_ data: some Sequence<UInt8>, endingWith code: JobError.Code) throws {
        do {
            try write(data)
        } catch let error as JobError {
            throw JobError(.first(of: [code, error.code]), error.message)
        } catch is ReaderGone where code != .ok {
            throw ExitCode(code.rawValue)
        }
        if code != .ok { throw ExitCode(code.rawValue) }
    }

    /// Writes lines of text as data.
    static func write(lines text: String) throws { try write(Array(text.utf8)) }

    /// Writes a message; one that nobody can read is lost without harm.
    static func say(_ text: String) { _ = try? FileDescriptor.standardError.writeAll(Array(text.utf8)) }

    /// Whether standard error is a terminal, whose cursor can be moved.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Takes the numbers of streams that were closed, so that no file gets them and is written to as if it were one.
    static func occupyStreams() {
        for (number, mode) in [
            (STDIN_FILENO, FileDescriptor.AccessMode.writeOnly), (STDOUT_FILENO, .readOnly), (STDERR_FILENO, .readOnly),
        ]
        where fcntl(number, F_GETFD) == -1 {
            // The wrong way round: using the stream fails as it would have.
            _ = try? FileDescriptor.open("/dev/null" as FilePath, mode)
        }
    }

    /// Lets a write to a closed pipe fail as any other write does, instead of ending the process.
    static func reportBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }
}

/// Whoever read the output has gone, as `head` does: there is nothing left to do, and nothing is wrong.
struct ReaderGone: Error {}
