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
    /// The record's number in its file, from 1; 0 when the file as a whole is meant.
    package var record: Int
    /// What people call the order; empty when unknown.
    package var orderNumber: String
    package var issue: RecordIssue

    /// What is wrong, as a stable word.
    package var code: String { issue.code.rawValue }

    package init(_ severity: Severity, file: String, record: Int, orderNumber: String = "", _ issue: RecordIssue) {
        self.severity = severity
        self.file = file
        self.record = record
        self.orderNumber = orderNumber
        self.issue = issue
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

/// A text from an input as it may stand in a log: one line, no control characters, cut where it is longer than allowed.
package func printable(_ text: String, limit: Int = 80) -> String {
    var safe = ""
    for scalar in text.unicodeScalars.prefix(limit) {
        let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        let isDirection =
            (0x200E...0x200F).contains(scalar.value) || (0x2028...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
        if isControl || isDirection {
            safe += "\\u{" + String(scalar.value, radix: 16) + "}"
        } else {
            safe.unicodeScalars.append(scalar)
        }
    }
    return text.unicodeScalars.count > limit ? safe + "…" : safe
}
