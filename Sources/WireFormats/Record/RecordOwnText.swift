// MARK: - Records whose values are parts of their own text

extension RecordBuilder {
    /// Adds the value of a slot, of which the caller adds the bytes: now, or with the record's own text by `takeOwnText`.
    /// - Parameter offset: Where in the record's bytes it starts.
    /// - Returns: Whether it is the slot's value now.
    @inline(__always) @discardableResult
    mutating func add(slot: Int, offset: Int, _ count: Int, line: Int, column: Int) -> Bool {
        let index = current.slot &+ slot
        if slots[index].isPresent {
            if count == 0 { return false }
            guard slots[index].isEmpty else {
                slots[index] = slots[index].markedRepeated
                return false
            }
        }
        slots[index] = Field(offset: offset, count: count, line: line, column: column)
        if count > limits.fieldBytes { fail(.fieldTooLong, line: line, column: column) }
        return true
    }

    /// Takes in the record's own text, in front of any other bytes of it.
    mutating func takeOwnText(_ text: UnsafeBufferPointer<UInt8>) {
        if let base = text.baseAddress { arena.append(base, text.count) }
        current.ownTextCount = text.count
        if text.count > limits.recordBytes { fail(.recordTooLong, line: current.line, column: current.column) }
    }
}
