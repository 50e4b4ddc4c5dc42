import Glibc
import SystemPackage

/// The two streams of a command: data goes to standard output, messages go to standard error.
enum Console {
    /// Writes data.
    /// - Throws: `ReaderGone` when nobody reads any more, `Errno` when the output cannot be written.
    static func write(_ data: some Sequence<UInt8>) throws {
        do {
            try FileDescriptor.standardOutput.writeAll(data)
        } catch Errno.brokenPipe {
            throw ReaderGone()
        }
    }

    /// Writes lines of text as data.
    static func write(lines text: String) throws { try write(Array(text.utf8)) }

    /// Writes a message; one that nobody can read is lost without harm.
    static func say(_ text: String) { _ = try? FileDescriptor.standardError.writeAll(Array(text.utf8)) }

    /// Whether standard error is a terminal, whose cursor can be moved.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Lets a write to a closed pipe fail as any other write does, instead of ending the process.
    static func reportBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }
}

/// Whoever read the output has gone, as `head` does: there is nothing left to do, and nothing is wrong.
struct ReaderGone: Error {}
