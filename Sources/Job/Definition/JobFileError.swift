package import SystemPackage
import WireFormats

/// One thing that is wrong in a job file.
package struct JobFileError: Hashable, Sendable, CustomStringConvertible {
    package var file: FilePath
    /// From 1.
    package var line: Int
    /// From 1, in characters.
    package var column: Int
    /// The keys that lead to the place, such as `stores.walmart-us.channel`; empty for the file as a whole.
    package var keyPath: String
    /// What is wrong.
    package var message: String
    /// What to do about it.
    package var cure: String

    /// The error as one line: `nightly.yaml:12:5: stores.walmart-us.chanel: unknown key: did you mean channel?`.
    package var description: String {
        let place = "\(file):\(line):\(column): "
        let key = keyPath.isEmpty ? "" : keyPath + ": "
        // Keys may be written with escapes, and so have any character.
        return printable(place + key + message + (cure.isEmpty ? "" : ": " + cure), limit: .max)
    }
}

/// A job file cannot be used; everything that is wrong in it, in the order of the file.
package struct InvalidJobFile: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one.
    package var errors: [JobFileError]

    /// One line for each error.
    package var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// Gathers what is wrong while a job file is read, so that a user sees all of it at once.
final class JobFileFindings {
    let file: FilePath
    private var errors: [JobFileError] = []

    init(file: FilePath) { self.file = file }

    func add(_ message: String, _ cure: String, keyPath: String, at position: SourcePosition) {
        errors.append(
            JobFileError(
                file: file, line: position.line, column: position.column, keyPath: keyPath, message: message, cure: cure
            ))
    }

    /// Everything found so far; `nil` when nothing is wrong.
    var verdict: InvalidJobFile? {
        guard !errors.isEmpty else { return nil }
        return InvalidJobFile(errors: errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }
}
