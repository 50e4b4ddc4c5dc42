package import Orders
package import WireFormats

/// A label that waits for its order.
package struct PendingLabel: Hashable, Sendable {
    /// The label; its `source` is the file in which it came first.
    package var label: Label
    /// The date of the run that saw it first.
    package var firstSeen: Timestamp

    package init(label: Label, firstSeen: Timestamp) {
        self.label = label
        self.firstSeen = firstSeen
    }

    /// Whether a file is one of waiting labels, by its first member.
    /// - Parameter firstBytes: The start of the file.
    package static func isPendingFile(firstBytes: Span<UInt8>) -> Bool {
        let beginning: StaticString = "{\"firstSeen\":"
        guard firstBytes.count >= beginning.utf8CodeUnitCount else { return false }
        return beginning.description.utf8.enumerated().allSatisfy { firstBytes[$0.offset] == $0.element }
    }
}

/// Writes labels that wait for their orders: JSON Lines with the members of the shipments file, behind the date on which
/// the label was first seen.
///
/// Unlike there, nothing is tidied: the label that is read back is the one that was written.
package struct PendingLabelWriter: ~Copyable {
    private var json: ShipmentJSON

    package init(output: consuming ByteOutput) {
        json = ShipmentJSON(output: output, keepsWeights: true)
    }

    package mutating func write(_ pending: PendingLabel) throws(OutputError) {
        json.append(ShipmentRow(verbatim: pending.label), firstSeen: pending.firstSeen)
        try json.output.flushIfFull()
    }

    /// Writes out what is still in the buffer.
    package mutating func finish() throws(OutputError) { try json.output.flush() }

    /// What is in the buffer: everything, for an output that collects in memory.
    package var contents: [UInt8] { json.output.array }
}
