package import WireFormats

/// One thing worth telling a person about a file or one of its records.
package struct Finding: Hashable, Sendable {
    /// How much it matters.
    package enum Severity: String, Hashable, Sendable {
        /// The record is not used.
        case error
        /// The record is used as it is.
        case warning
        /// Nothing is wrong.
        case note
    }

    package var severity: Severity
    /// The file's name, without folders.
    package var file: String
    /// The store whose file it is in; empty for labels, and where it is not known.
    package var store = ""
    /// The record's number in its file, from 1; 0 when the file as a whole is meant.
    package var record: Int
    /// What people call the order; empty when unknown.
    package var orderNumber: String
    /// What is wrong, without a value that may be personal.
    package var issue: RecordIssue

    /// What is wrong, as a stable word.
    package var code: String { issue.code.rawValue }

    package init(_ severity: Severity, file: String, record: Int, orderNumber: String = "", _ issue: RecordIssue) {
        self.severity = severity
        self.file = file
        self.record = record
        self.orderNumber = orderNumber
        self.issue = issue
        self.issue.value = Self.shown(issue)
    }

    /// A value without what can be known for an e-mail address or a card's number wherever it stands.
    private static func shown(_ issue: RecordIssue) -> String {
        if issue.value.utf8.contains(UInt8(ascii: "@")) { return "***" }
        if issue.field.lowercased().contains("tracking") { return issue.value }
        let masked = CardNumbers.masked(Array(issue.value.utf8), where: CardNumbers.isNumber)
        return masked.map { String(decoding: $0, as: UTF8.self) } ?? issue.value
    }

    /// The finding as one line: `orders-17.xml:1203:14: error: OrderTotal: "12,50" is … [amount_unreadable] order 8841`.
    package var line: String {
        var text = printable(file)
        if issue.position.line > 0 { text += ":\(issue.position)" }
        text += ": \(severity.rawValue): "
        if !issue.field.isEmpty { text += printable(issue.field) + ": " }
        if !issue.value.isEmpty { text += "\"" + printable(issue.value) + "\": " }
        text += issue.message + " [\(issue.code)]"
        if !orderNumber.isEmpty { text += " order " + printable(orderNumber) }
        return text
    }
}

/// A text from an input as it may stand in a log: one line, nothing that cannot be printed, and not too long.
package func printable(_ text: String, limit: Int = 80) -> String {
    let start = text.unicodeScalars.prefix(limit)
    let line = singleLine(String(start))
    return start.endIndex < text.unicodeScalars.endIndex ? line + "…" : line
}
