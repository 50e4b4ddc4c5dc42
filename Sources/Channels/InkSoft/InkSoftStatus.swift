import Orders
import WireFormats

/// Which of an order's many states decides [I, from the flags of the client and InkSoft's help pages].
///
/// A word other than that of an order which may ship goes before it; where only a flag says something, the word is ours.
/// All of them are words of the status table, so that a store can decide otherwise.
extension FieldDecoding {
    private struct StatusWord {
        var text: Text
        var position: SourcePosition
        var name: String
    }

    mutating func decodeInkSoftStatus(
        _ table: StatusTable, _ policy: UnknownStatusPolicy, into order: inout Order
    ) {
        let word = decisiveWord(table)
        decodeStatus(word.text, at: word.position, word.name, table, policy, into: &order)
    }

    private mutating func decisiveWord(_ table: StatusTable) -> StatusWord {
        let status = word(.status)
        let meaning = self.meaning(of: status, table)
        if isTrue(.cancelled), meaning != .status(.cancelled) { return literal("Canceled", .cancelled) }
        // What is over, left out or unknown is so whatever else is said.
        if !status.text.isAbsent, meaning == nil || meaning == .exclude { return status }
        if meaning == .status(.cancelled) || meaning == .status(.shipped) { return status }
        if isTrue(.shipped) { return literal("Shipped", .shipped) }
        if isTrue(.approvalRequired), record.order(.approvalDate).isEmpty {
            let approval = literal("ApprovalRequired", .approvalRequired)
            if stands(approval, againstShippingIn: table) { return approval }
        }
        if let payment = paymentWord(table) { return payment }
        let production = word(.productionStatus)
        if let meaning = self.meaning(of: production, table), meaning != .status(.awaitingShipment) {
            return production
        }
        return status
    }

    /// The word of a payment that stands against shipping.
    private mutating func paymentWord(_ table: StatusTable) -> StatusWord? {
        let payment = word(.paymentStatus)
        if payment.text.isAbsent {
            if isFalse(.paid) {
                let unpaid = literal("NotPaid", .paid)
                if stands(unpaid, againstShippingIn: table) { return unpaid }
            }
        } else {
            let bytes = record.bytes(of: record.order(.paymentStatus))
            // With RefundDue more has been paid than is owed.
            let isPaid = bytes.isWord("paid") || bytes.isWord("refunddue")
            let isNamed = meaning(of: payment, table) != nil
            if isNamed || !isPaid, stands(payment, againstShippingIn: table) { return payment }
        }
        guard isFalse(.authorized) else { return nil }
        let unauthorized = literal("Unauthorized", .authorized)
        return stands(unauthorized, againstShippingIn: table) ? unauthorized : nil
    }

    private func stands(_ word: StatusWord, againstShippingIn table: StatusTable) -> Bool {
        meaning(of: word, table) != .status(.awaitingShipment)
    }

    private func meaning(of word: StatusWord, _ table: StatusTable) -> StatusMeaning? {
        guard !word.text.isAbsent else { return nil }
        return table[record.bytes(at: word.text.offset, count: word.text.count)]
    }

    private mutating func word(_ field: InkSoftField) -> StatusWord {
        let value = record.order(field)
        return StatusWord(text: text(value, field.path), position: value.position, name: field.path)
    }

    private mutating func literal(_ word: StaticString, _ field: InkSoftField) -> StatusWord {
        StatusWord(
            text: Text(record.append(literal: word)), position: record.order(field).position, name: field.path)
    }

    private mutating func isTrue(_ field: InkSoftField) -> Bool { boolean(record.order(field), field.path) == true }
    private mutating func isFalse(_ field: InkSoftField) -> Bool { boolean(record.order(field), field.path) == false }
}
