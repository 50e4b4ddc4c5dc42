import Channels
import Orders
import WireFormats

extension RecordFindings {
    /// Masks card numbers in all that is said of a record: it goes to logs, reports and rejects.
    mutating func maskCardNumbers() {
        guard exclusion != nil || rejection != nil || !warnings.isEmpty else { return }
        rewrite { issue in
            guard !issue.field.lowercased().contains("tracking") else { return }
            issue.value = masked(issue.value)
            issue.message = masked(issue.message)
        }
    }
}

private func masked(_ text: String) -> String {
    guard text.utf8.count >= 13, let masked = CardNumbers.masked(Array(text.utf8), where: CardNumbers.isNumber) else {
        return text
    }
    return String(decoding: masked, as: UTF8.self)
}

extension Order {
    /// Masks card numbers that buyers and clerks have written into an order's notes, where no product may keep them.
    mutating func maskCardNumbers(in record: inout Record, _ findings: inout RecordFindings) {
        mask(&customerNotes, "customerNotes", &record, &findings)
        mask(&internalNotes, "internalNotes", &record, &findings)
        mask(&giftMessage, "giftMessage", &record, &findings)
    }
}

private func mask(_ text: inout Text, _ name: String, _ record: inout Record, _ findings: inout RecordFindings) {
    guard text.count >= 13, mayHoldCardNumber(record.bytes(at: text.offset, count: text.count)) else { return }
    let bytes = Array(record.string(at: text.offset, count: text.count).utf8)
    guard let masked = CardNumbers.masked(bytes, where: CardNumbers.isIssuedNumber) else { return }
    text = Text(record.append(String(decoding: masked, as: UTF8.self)))
    findings.warn(
        RecordIssue(
            .cardNumberMasked, field: name, at: record.position,
            "the number of a payment card stands in the text; *** is written in its place"))
}

/// Whether a text has digits as close together as those of a card are, as far as a few samples tell.
///
/// Of two neighbours inside of such a number one is a digit, and the shortest has 13 characters.
private func mayHoldCardNumber(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index + 1 < text.count {
        if 0x30...0x39 ~= text[index] || 0x30...0x39 ~= text[index + 1] { return true }
        index += 12
    }
    return false
}
