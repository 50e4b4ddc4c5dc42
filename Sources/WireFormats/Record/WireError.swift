/// Why a file as a whole cannot be read: thrown by every reader, with the place where reading stopped.
package struct WireError: Error, Hashable, Sendable {
    /// The reason, as it stands in `reason.json` and in the documentation.
    package enum Code: String, Sendable, CaseIterable {
        /// The text breaks the rules of its format.
        case malformed
        /// The text ends before its format allows it to.
        case truncated
        /// The file has no bytes, or only blanks.
        case empty
        /// The document is not an export of this kind: another root element, a web page, a text file.
        case notAnExport = "not_an_export"
        /// The document itself says that the export failed.
        case exportError = "export_error"
        /// The file has a document type declaration, which could name other files.
        case doctypeRefused = "doctype_refused"
        /// The bytes are not valid in the file's encoding.
        case invalidEncoding = "invalid_encoding"
        /// Elements or objects are nested deeper than allowed.
        case tooDeep = "too_deep"
        /// One field is longer than allowed.
        case fieldTooLong = "field_too_long"
        /// One record is longer than allowed.
        case recordTooLong = "record_too_long"
        /// The file has more records than are held at once, or more that are wrong.
        case tooManyRecords = "too_many_records"
        /// A compressed file grows beyond the allowed size.
        case expansionLimit = "expansion_limit"
        /// A compressed file is damaged.
        case compressionDamaged = "compression_damaged"
        /// The columns that the format needs are not there.
        case columnMissing = "column_missing"
        /// The rows of one order stand too far apart.
        case rowsApart = "rows_apart"
        /// A record that orders refer to stands behind them.
        case referenceLate = "reference_late"
        /// The operating system refused to read on.
        case readFailed = "read_failed"

        /// What to do about it, as the documentation says too.
        package var cure: String {
            switch self {
            case .malformed: "export again"
            case .truncated: "upload it again"
            case .empty: "export again; one without records still has its root element, its list or its header"
            case .notAnExport: "look at the file"
            case .exportError: "see what it says, and export again"
            case .doctypeRefused: "look at the file; an export needs none"
            case .invalidEncoding: "export as UTF-8"
            case .tooDeep: "look at the file"
            case .fieldTooLong, .recordTooLong, .expansionLimit: "look at the file, or raise the limit"
            case .tooManyRecords: "split it; if most of it is wrong, see whether it is the right file"
            case .compressionDamaged: "upload it again"
            case .columnMissing: "export again with it"
            case .rowsApart: "sort the export by order"
            case .referenceLate: "put the lists that orders refer to in front of the orders, or nest them"
            case .readFailed: "look at the disk"
            }
        }
    }

    package var code: Code
    package var position: SourcePosition
    /// What was found, in words a shop can act on; what an input says in it is on the same line, without e-mail addresses.
    package let message: String
    /// The `errno` of a failed read; 0 otherwise.
    package var errno: Int32

    package init(_ code: Code, at position: SourcePosition, _ message: String, errno: Int32 = 0) {
        self.code = code
        self.position = position
        self.message = singleLine(withoutAddresses(message))
        self.errno = errno
    }

    /// Whether more bytes might mend the file: an upload that is still running looks like this.
    package var mayStillBeArriving: Bool { code == .truncated || code == .empty }
}
