/// What is wrong with a record, as a stable word for files, reports and documentation, such as `ship_to_missing`.
package struct IssueCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }
}

/// A finding about one record: a value, never thrown.
///
/// An error drops the record; a warning keeps it.
package struct RecordIssue: Hashable, Sendable {
    package var code: IssueCode
    /// The field's name in the file's own words; empty when the record as a whole is meant.
    package var field: String
    /// The value found, verbatim.
    package var value: String
    /// What is wrong and how to mend it, in one or two sentences without personal data.
    package var message: String
    package var position: SourcePosition

    package init(_ code: IssueCode, field: String, value: String = "", at position: SourcePosition, _ message: String) {
        self.code = code
        self.field = field
        self.value = value
        self.position = position
        self.message = message
    }
}

/// What a record that is no order says of the whole file.
package enum DocumentMessage: Hashable, Sendable {
    /// Nothing by itself: what it means, other records decide.
    case remark
    /// There are none, in the document's own words.
    case noOrders(String)
    /// The export failed, in the document's own words.
    case failed(String)
    /// The record is one that orders refer to, and no order itself.
    case reference
    /// It is such a record, and stands behind orders that would have needed it.
    case lateReference
    /// It is one such record more than are held.
    case tooManyReferences(limit: Int)
}

/// All that was found out about one record besides its values.
package struct RecordFindings: Sendable {
    /// Why the record is not for this store, though nothing is wrong with it.
    package var exclusion: RecordIssue?
    /// The first error: the record is not used.
    package var rejection: RecordIssue?
    package private(set) var warnings: [RecordIssue] = []
    /// What the record says of the file, when it is no order.
    package var document: DocumentMessage?

    package init() {}

    /// Makes it empty again, for the next record.
    package mutating func clear() {
        if exclusion != nil { exclusion = nil }
        if rejection != nil { rejection = nil }
        if document != nil { document = nil }
        if !warnings.isEmpty { warnings.removeAll(keepingCapacity: true) }
    }

    /// Notes an error; the first one counts.
    package mutating func reject(_ issue: RecordIssue) {
        if rejection == nil { rejection = issue }
    }

    /// Notes a reason to leave the record out; the first one counts.
    package mutating func exclude(_ issue: RecordIssue) {
        if exclusion == nil { exclusion = issue }
    }

    package mutating func warn(_ issue: RecordIssue) { warnings.append(issue) }

    /// Changes what is said in each of them.
    package mutating func rewrite(_ change: (inout RecordIssue) -> Void) {
        if var issue = exclusion {
            change(&issue)
            exclusion = issue
        }
        if var issue = rejection {
            change(&issue)
            rejection = issue
        }
        for index in warnings.indices { change(&warnings[index]) }
    }

    /// The codes of the warnings, each once, in the order of their first occurrence.
    package var warningCodes: [IssueCode] {
        var codes: [IssueCode] = []
        for warning in warnings where !codes.contains(warning.code) { codes.append(warning.code) }
        return codes
    }
}
