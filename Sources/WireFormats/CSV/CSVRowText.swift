/// The open row's own text, as long as all of the row stands in one chunk: its values are parts of it, and so it is taken over
/// as a whole in the end, and not value by value.
struct CSVRowText {
    /// Where the text starts; `nil` when values are copied one by one.
    var start: UnsafePointer<UInt8>?
    /// Values that stand in another way in the text, as those with quotation marks in them, and whose they are: they are taken
    /// over behind it.
    private var extras = GrowingBuffer<UInt8>(capacity: 1 << 10)
    private var extraSlots = GrowingBuffer<Int32>(capacity: 64)

    func deallocate() {
        extras.deallocate()
        extraSlots.deallocate()
    }

    /// Adds a value that is no part of the text.
    mutating func addExtra(
        _ slot: Int, _ bytes: UnsafeBufferPointer<UInt8>, at start: SourcePosition, to builder: inout RecordBuilder
    ) {
        let text = withoutBlanks(bytes)
        let isTaken = builder.add(
            slot: slot, offset: extras.count, text.count, line: start.line, column: start.column)
        if isTaken, let base = text.baseAddress, !text.isEmpty { keepExtra(slot, base, text.count) }
    }

    /// Whether the value of a slot is no part of the text.
    func hasExtra(_ slot: Int32) -> Bool { (0..<extraSlots.count).contains { extraSlots[$0] == slot } }

    private mutating func keepExtra(_ slot: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) {
        extras.append(bytes, count)
        extraSlots.append(Int32(truncatingIfNeeded: slot))
    }

    /// Adds the value that the row before has in a slot, when both have begun with the same bytes.
    /// - Parameters:
    ///   - last: The row before.
    ///   - linesLater: How many lines further down the value stands here.
    mutating func addSame(
        _ slot: Int, as place: RecordBuilder.RecordPlace, _ last: RecordBuilder.Entry, linesLater: Int,
        to builder: inout RecordBuilder
    ) {
        let field = builder.slots[place.slot + slot]
        guard field.isPresent, !builder.openSlots[slot].isPresent else { return }
        var offset = Int(field.offset)
        if start == nil {
            offset = builder.arena.count - builder.openPlace.arena
            builder.arena.appendCopy(from: place.arena + Int(field.offset), Int(field.count))
        } else if offset >= last.ownTextCount, !field.isEmpty {
            let bytes = UnsafePointer(builder.arena.base + (place.arena + offset))
            offset = extras.count
            keepExtra(slot, bytes, Int(field.count))
        }
        let same = Field(
            offset: offset, count: Int(field.count), line: field.line + linesLater, column: Int(field.column))
        builder.openSlots[slot] = field.isRepeated ? same.markedRepeated : same
    }

    /// Takes over the text so far; what comes now is added value by value.
    mutating func keep(_ text: UnsafeBufferPointer<UInt8>, in builder: inout RecordBuilder) {
        guard start != nil, let base = text.baseAddress else { return }
        builder.arena.append(base, text.count)
        addExtras(behind: text.count, in: &builder)
        start = nil
    }

    /// Takes over the whole text.
    mutating func end(_ text: UnsafeBufferPointer<UInt8>, in builder: inout RecordBuilder) {
        guard start != nil else { return }
        builder.takeOwnText(text)
        addExtras(behind: text.count, in: &builder)
        start = nil
    }

    private mutating func addExtras(behind count: Int, in builder: inout RecordBuilder) {
        guard !extraSlots.isEmpty else { return }
        builder.arena.append(extras.base, extras.count)
        let slots = builder.openSlots
        for index in 0..<extraSlots.count {
            let slot = Int(extraSlots[index])
            slots[slot] = slots[slot].moved(by: count)
        }
        extras.removeAll()
        extraSlots.removeAll()
    }
}
