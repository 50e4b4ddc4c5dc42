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

    /// Where among the open record's bytes those are that lie somewhere in a text, which is taken in for the first of them;
    /// `nil` when they lie elsewhere, or the text is not to be taken in.
    @inline(__always)
    mutating func offset(of bytes: UnsafePointer<UInt8>, in whole: inout WholeText) -> Int? {
        let distance = whole.base.distance(to: bytes)
        guard UInt(bitPattern: distance) < UInt(bitPattern: whole.count) else { return nil }
        if whole.start < 0 {
            whole.start = arena.count &- current.arena
            arena.append(whole.base, whole.count)
        }
        return whole.start &+ distance
    }

    /// Takes in the record's own text, in front of any other bytes of it.
    mutating func takeOwnText(_ text: UnsafeBufferPointer<UInt8>) {
        if let base = text.baseAddress { arena.append(base, text.count) }
        current.ownTextCount = text.count
        if text.count > limits.recordBytes { fail(.recordTooLong, line: current.line, column: current.column) }
    }
}

/// The text of a record, which is taken in as a whole: most values are parts of it, and need not be copied one by one.
struct WholeText {
    fileprivate let base: UnsafePointer<UInt8>
    fileprivate let count: Int
    /// Where among the record's bytes it is; -1 before it is.
    fileprivate var start = -1

    /// A text that is so much shorter than a record may be that it does not count.
    init(_ base: UnsafePointer<UInt8>, _ count: Int, limits: ReadLimits) {
        self.base = base
        self.count = count <= limits.recordBytes / 4 ? count : 0
    }
}
