package import Orders
import WireFormats

extension FieldDecoding {
    /// Warns of lines with the same id: an export that has a line twice would ship twice as much.
    /// - Parameters:
    ///   - order: With its lines.
    ///   - slot: Where the lines have their ids.
    ///   - group: The group of the lines.
    ///   - name: What the file calls the id.
    package mutating func warnOfRepeatedLines(
        of order: Order, slot: Int, of group: Int, _ name: @autoclosure () -> String
    ) {
        let count = order.items.count
        guard count > 1 else { return }
        var seen: Set<Digest> = []
        for index in 0..<count where !order.items[index].lineItemKey.isAbsent {
            let key = order.items[index].lineItemKey
            // Most orders have a few lines, which need no set.
            let isRepeated =
                count > 16
                ? !seen.insert(Digest(of: record.bytes(at: key.offset, count: key.count))).inserted
                : has(key, before: index, of: order)
            guard isRepeated else { continue }
            findings.warn(
                RecordIssue(
                    .lineRepeated, field: name(), value: record.string(at: key.offset, count: key.count),
                    at: position(of: key, slot: slot, of: group),
                    "two lines of the order have the same id; both count, so see whether it was ordered twice"))
        }
    }

    private func has(_ key: Text, before end: Int, of order: Order) -> Bool {
        for index in 0..<end where isEqual(order.items[index].lineItemKey, key) { return true }
        return false
    }

    private func isEqual(_ one: Text, _ other: Text) -> Bool {
        guard one.count == other.count else { return false }
        let (first, second) = (
            record.bytes(at: one.offset, count: one.count), record.bytes(at: other.offset, count: other.count)
        )
        for index in first.indices where first[index] != second[index] { return false }
        return true
    }

    /// Where the value stands that a text is.
    private func position(of text: Text, slot: Int, of group: Int) -> SourcePosition {
        let fields = (0..<record.instanceCount).filter { record.group(of: $0) == group }
            .map { record.field(slot, of: $0) }
        return fields.first { $0.offset == text.offset && $0.count == text.count }?.position ?? record.position
    }
}
