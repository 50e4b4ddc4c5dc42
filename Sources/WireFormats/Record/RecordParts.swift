/// One occurrence of a group inside a record.
@usableFromInline
struct RecordInstance: BitwiseCopyable {
    @usableFromInline var group: UInt16
    /// The instance that contains this one, counted from the record's first; -1 for the record itself.
    @usableFromInline var parent: Int32
    @usableFromInline var firstSlot: Int32
    var line: UInt32
    var column: UInt32
}

extension RecordBuilder {
    typealias Instance = RecordInstance

    /// Where a record's slots and bytes begin in the arrays.
    struct RecordPlace {
        var slot: Int
        var arena: Int
    }

    /// A record in the arrays: where its parts begin and how many there are.
    struct Entry {
        var arena = 0
        var arenaEnd = 0
        var slot = 0
        var instance = 0
        var instanceCount = 0
        var number = 0
        var line = 0
        var column = 0
        var lastLine = 0
        /// Whether there were elements, or objects as members, that the shape does not name.
        var hasSkippedParts = false
        /// The byte of the decoded text where the record starts and the one behind its end.
        var sourceStart = 0
        var sourceEnd = 0
        /// How many of its bytes in the arena, from the first on, are just what stands between these two; 0 when they are not.
        var ownTextCount = 0
    }

    /// What the parser has to find the place of, since its tag may have begun long before.
    enum Begun {
        case nothing
        case record
        /// The first tag inside of a text.
        case markup
    }
}

// MARK: - The open record

extension RecordBuilder {
    /// Where the unfinished record starts in the decoded text, if there is one.
    var unfinishedSourceStart: Int? { isInsideRecord ? current.sourceStart : nil }
    /// Where the unfinished record starts for people, if there is one.
    var unfinishedPosition: SourcePosition? {
        isInsideRecord ? SourcePosition(line: current.line, column: current.column) : nil
    }

    /// Corrects the place of the record that has just begun.
    mutating func relocateRecord(to position: SourcePosition, sourceOffset: Int) {
        current.line = position.line
        current.column = position.column
        current.sourceStart = sourceOffset
        instances[current.instance].line = UInt32(truncatingIfNeeded: position.line)
        instances[current.instance].column = UInt32(truncatingIfNeeded: position.column)
    }

    /// The slots of the open record itself.
    var openSlots: UnsafeMutablePointer<Field> { slots.base + current.slot }
    /// Where the open record is.
    var openPlace: RecordPlace { RecordPlace(slot: current.slot, arena: current.arena) }

    /// Whether a record has just these bytes in a slot.
    /// - Parameter bytes: With readable ones behind them, as of a padded source.
    @inline(__always)
    func hasSame(_ padded: UnsafePointer<UInt8>, _ count: Int, in slot: Int, of place: RecordPlace) -> Bool {
        let field = slots[place.slot &+ slot]
        guard Int(field.count) == count else { return false }
        let other = UnsafePointer(arena.base + (place.arena &+ Int(field.offset)))
        return WordScan.isSame(padded, other, count)
    }

    /// Whether the open record has the same bytes in a slot as another.
    /// - Parameter text: The open record's own text, if that is what its fields' offsets count in.
    func hasSameInOpenRecord(_ slot: Int, as place: RecordPlace, in text: UnsafePointer<UInt8>?) -> Bool {
        let field = slots[current.slot &+ slot]
        let bytes = (text ?? UnsafePointer(arena.base + current.arena)) + Int(field.offset)
        return !field.isEmpty && hasSame(bytes, Int(field.count), in: slot, of: place)
    }
}

extension RecordBuilder {
    /// What a document without records has had where they should be.
    struct ListSoFar {
        /// Whether a list of records was there, or a message in its place.
        var isReached = false
        /// Where the content of the first list begins.
        var position: SourcePosition?
        /// Whether there was anything but records in it.
        var hasStrangers = false
    }

    @inline(never)
    mutating func noteList(_ node: UInt8, line: Int, column: Int) {
        guard nodes[Int(node)].isList else { return }
        listSoFar.isReached = true
        listSoFar.position = listSoFar.position ?? SourcePosition(line: line, column: column)
    }

    @inline(never)
    mutating func noteStranger(in node: UInt8) {
        if nodes[Int(node)].isList { listSoFar.hasStrangers = true }
    }

    /// Notes text that belongs to no value.
    @inline(never)
    mutating func noteText(_ bytes: UnsafePointer<UInt8>, _ count: Int, in node: UInt8) {
        guard nodes[Int(node)].isList, !listSoFar.hasStrangers else { return }
        listSoFar.hasStrangers = !UnsafeBufferPointer(start: bytes, count: count).allSatisfy(isBlank)
    }

    @inline(never)
    mutating func fail(_ code: WireError.Code, line: Int, column: Int) {
        guard failure == nil else { return }
        failure = WireError(
            code, at: SourcePosition(line: line, column: column), limits.message(of: code))
    }

    /// Room for text that a decoder composes, behind all that the parser has pushed.
    mutating func appendScratch(_ bytes: UnsafePointer<UInt8>, _ count: Int, at end: Int) {
        arena.write(bytes, count, at: end)
    }
}

extension ReadLimits {
    /// What it means that a limit is exceeded.
    func message(of code: WireError.Code) -> String {
        switch code {
        case .tooDeep: "elements are nested deeper than \(depth)"
        case .fieldTooLong: "one value is longer than \(fieldBytes) bytes"
        case .recordTooLong: "one record is longer than \(recordBytes) bytes"
        default: code.rawValue
        }
    }
}

@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

/// A text without the blanks around it.
func withoutBlanks(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, text.count)
    while start < end, isBlank(text[start]) { start &+= 1 }
    while end > start, isBlank(text[end &- 1]) { end &-= 1 }
    return UnsafeBufferPointer(rebasing: text[start..<end])
}

func allocate<Element>(copying elements: [Element]) -> UnsafeMutablePointer<Element> {
    let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    elements.withUnsafeBufferPointer {
        if let base = $0.baseAddress { pointer.initialize(from: base, count: $0.count) }
    }
    return pointer
}
