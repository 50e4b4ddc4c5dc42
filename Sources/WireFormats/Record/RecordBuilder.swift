/// What a parser pushes into: the records of one chunk, in three arrays that are reused from chunk to chunk.
///
/// It lies behind a raw pointer, because parsers written in C hold it as their user data. Indices are relative to the
/// start of their record, so that an unfinished record can be moved to the front when the finished ones are done with.
struct RecordBuilder {
    private struct OpenElement {
        var node: UInt8
        /// The innermost open instance, relative to the record; -1 outside of records.
        var instance: Int32
    }

    let limits: ReadLimits
    let nameCount: Int
    /// The group of the shape's own records; those of others are messages, and not counted.
    let recordGroup: UInt16
    let transitions: UnsafeMutablePointer<UInt8>
    let nodes: UnsafeMutablePointer<RecordShape.Node>
    private let slotCounts: UnsafeMutablePointer<Int>
    private let open: UnsafeMutablePointer<OpenElement>
    private(set) var depth = 0
    /// How many more have been entered than may be open: they are not, and must not be closed.
    private var refusedDepth = 0

    var arena = GrowingBuffer<UInt8>(capacity: 1 << 17)
    var slots = GrowingBuffer<Field>(capacity: 1 << 12)
    var instances = GrowingBuffer<Instance>(capacity: 1 << 9)
    var entries = GrowingBuffer<Entry>(capacity: 1 << 8)
    var current = Entry()
    private(set) var isInsideRecord = false
    private(set) var recordDepth = 0

    /// What has begun since the parser took note of it.
    private(set) var begun = Begun.nothing

    private static let noDepth = Int(Int32.max)
    /// The depth of the open value, which no depth reaches when there is none.
    ///
    /// It is one less once the value has markup: so its end is not taken for that of a plain value, which costs those nothing.
    private var valueDepth = Self.noDepth
    private var valueSlot = 0
    private var valueStart = 0
    private var valueLine = 0
    private var valueColumn = 0
    /// Whether elements inside of a value are markup of its text; else they are skipped.
    private let keepsMarkup: Bool
    /// How much deeper than `valueDepth` text belongs to the value: nothing, or all when it has markup.
    private var valueReach: UInt = 0

    /// The first thing that makes the whole file unreadable; parsers stop when it is set.
    var failure: WireError?
    /// Whether a name led out of the document's own node: false for a document of another kind.
    private(set) var enteredRoot = false
    private(set) var recordCount = 0
    /// What stands where the records should be, as long as there is none.
    var listSoFar = ListSoFar()

    init(shape: RecordShape, limits: ReadLimits, keepsMarkup: Bool = false) {
        self.limits = limits
        self.keepsMarkup = keepsMarkup
        nameCount = shape.names.count
        recordGroup = shape.recordGroup
        transitions = allocate(copying: shape.transitionTable())
        nodes = allocate(copying: shape.nodes)
        slotCounts = allocate(copying: shape.slotCounts)
        open = .allocate(capacity: limits.depth + 2)
        open.initialize(
            repeating: OpenElement(node: UInt8(RecordShape.document), instance: -1), count: limits.depth + 2)
    }

    func deallocate() {
        transitions.deallocate()
        nodes.deallocate()
        slotCounts.deallocate()
        open.deallocate()
        arena.deallocate()
        slots.deallocate()
        instances.deallocate()
        entries.deallocate()
    }

    // MARK: - Pushed by parsers

    /// Opens an element or member by its number in the shape; 0 is a name that the shape does not have.
    @inline(__always)
    mutating func enter(_ name: Int, line: Int, column: Int, sourceOffset: Int) {
        let parent = open[depth]
        guard depth < limits.depth else { return refuse(line: line, column: column) }
        depth &+= 1
        let node = transitions[Int(parent.node) &* nameCount &+ name]
        open[depth] = OpenElement(node: node, instance: parent.instance)
        guard node != 0 else {
            current.hasSkippedParts = true
            if depth > valueDepth { enterMarkup() }
            if recordCount == 0 { noteStranger(in: parent.node) }
            return
        }
        if depth == 1 { enteredRoot = true }
        switch nodes[Int(node)].kind {
        case .field: openValue(nodes[Int(node)].slot, of: parent.instance, line: line, column: column)
        case .container: if recordCount == 0 { noteList(node, line: line, column: column) }
        case .group:
            open[depth].instance = openInstance(
                nodes[Int(node)].group, parent: parent.instance, line: line, column: column)
            if nodes[Int(node)].slot >= 0 {
                markPresent(nodes[Int(node)], of: parent.instance, line: line, column: column)
            }
            openText(ofGroup: nodes[Int(node)], line: line, column: column)
        case .record: beginRecord(nodes[Int(node)], line: line, column: column, sourceOffset: sourceOffset)
        }
    }

    /// Opens another occurrence of the node that is open at this depth's parent, for the elements of an array.
    @inline(__always)
    mutating func enterElement(line: Int, column: Int, sourceOffset: Int) {
        let array = open[depth]
        guard depth < limits.depth else { return refuse(line: line, column: column) }
        depth &+= 1
        open[depth] = array
        guard array.node != 0 else { return }
        switch nodes[Int(array.node)].kind {
        case .field: openValue(nodes[Int(array.node)].slot, of: array.instance, line: line, column: column)
        case .container: break
        case .group:
            open[depth].instance = openInstance(
                nodes[Int(array.node)].group, parent: array.instance, line: line, column: column)
            openText(ofGroup: nodes[Int(array.node)], line: line, column: column)
        case .record:
            beginRecord(nodes[Int(array.node)], line: line, column: column, sourceOffset: sourceOffset)
        }
    }

    /// Opens an array member: its elements are the occurrences, so the member itself makes none.
    ///
    /// Where the shape has a value in the group's place too, that value is present and empty: so a decoder can tell an
    /// empty list from none.
    @inline(__always)
    mutating func enterArray(_ name: Int, line: Int, column: Int) {
        let parent = open[depth]
        guard depth < limits.depth else { return refuse(line: line, column: column) }
        depth &+= 1
        let node = transitions[Int(parent.node) &* nameCount &+ name]
        open[depth] = OpenElement(node: node, instance: parent.instance)
        guard node != 0 else { return }
        if depth == 1 { enteredRoot = true }
        if nodes[Int(node)].kind == .group, nodes[Int(node)].slot >= 0 {
            markPresent(nodes[Int(node)], of: parent.instance, line: line, column: column)
        }
    }

    /// Adds text to the open value; text between elements is not kept.
    @inline(__always)
    mutating func text(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        guard UInt(bitPattern: depth &- valueDepth) <= valueReach else {
            if recordCount == 0 { noteText(bytes, count, in: open[depth].node) }
            return
        }
        arena.append(bytes, count)
        if arena.count &- valueStart > limits.fieldBytes {
            fail(.fieldTooLong, line: valueLine, column: valueColumn)
        }
    }

    /// Opens a member, adds its text and closes it: what `enter`, `text` and `leave` do, with less to do for a value.
    /// - Parameter whole: The text that the member's text may be a part of.
    @inline(__always)
    mutating func add(
        _ name: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int, line: Int, column: Int, in whole: inout WholeText
    ) {
        let parent = open[depth]
        let node = Int(transitions[Int(parent.node) &* nameCount &+ name])
        guard node != 0 else { return }
        guard nodes[node].kind == .field else {
            enter(name, line: line, column: column, sourceOffset: 0)
            text(bytes, count)
            return leave(line: line, sourceOffset: 0)
        }
        guard parent.instance >= 0 else { return }
        // An object where a plain value may stand, too, is none.
        valueDepth = Self.noDepth
        let slot = Int(instances[current.instance &+ Int(parent.instance)].firstSlot) &+ Int(nodes[node].slot)
        guard let offset = offset(of: bytes, in: &whole) else {
            return add(slot: slot, bytes, count, line: line, column: column)
        }
        var (start, end) = (0, count)
        while start < end, isBlank(bytes[start]) { start &+= 1 }
        while end > start, isBlank(bytes[end &- 1]) { end &-= 1 }
        add(slot: slot, offset: offset &+ start, end &- start, line: line, column: column)
    }

    /// Adds the value of a slot of the open record, without its blanks; a second one only marks the first.
    ///
    /// An empty value says nothing, so it neither stands in another's way nor counts as a second one.
    @inline(__always)
    mutating func add(slot: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int, line: Int, column: Int) {
        var start = 0
        var end = count
        while start < end, isBlank(bytes[start]) { start &+= 1 }
        while end > start, isBlank(bytes[end &- 1]) { end &-= 1 }
        add(slot: slot, trimmed: bytes + start, end &- start, line: line, column: column, isPadded: false)
    }

    /// Adds the value of a slot as the other `add` does, one that has no blanks at its ends.
    @inline(__always)
    mutating func add(
        slot: Int, trimmed bytes: UnsafePointer<UInt8>, _ count: Int, line: Int, column: Int, isPadded: Bool
    ) {
        guard add(slot: slot, offset: arena.count &- current.arena, count, line: line, column: column) else { return }
        if isPadded { arena.append(padded: bytes, count) } else { arena.append(bytes, count) }
        if arena.count &- current.arena > limits.recordBytes {
            fail(.recordTooLong, line: current.line, column: current.column)
        }
    }

    /// Closes what `enter`, `enterElement` or `enterArray` opened last.
    @inline(__always)
    mutating func leave(line: Int, sourceOffset: Int) {
        guard refusedDepth == 0 else {
            refusedDepth -= 1
            return
        }
        if depth == valueDepth { closeValue() } else if depth > valueDepth { leaveMarkup() }
        if endsRecordHere { endRecord(line: line, sourceOffset: sourceOffset) }
        depth &-= 1
    }

    /// Whether `leave` would end the record.
    @inline(__always)
    var endsRecordHere: Bool { isInsideRecord && depth == recordDepth }

    /// Says what has begun since it was asked last, so that the parser can find its place.
    mutating func takeBegun() -> Begun {
        defer { begun = .nothing }
        return begun
    }

    @inline(never)
    private mutating func refuse(line: Int, column: Int) {
        refusedDepth += 1
        fail(.tooDeep, line: line, column: column)
    }

    // MARK: - Pulled by readers

    /// Goes on behind so many records that somebody else has read.
    mutating func resume(behind recordCount: Int) {
        discardFinished()
        self.recordCount = recordCount
    }

    /// Forgets the finished records and moves the unfinished one to the front.
    mutating func discardFinished() {
        guard !entries.isEmpty else { return }
        entries.removeAll()
        guard isInsideRecord else {
            arena.removeAll()
            slots.removeAll()
            instances.removeAll()
            return
        }
        arena.removeFirst(current.arena)
        slots.removeFirst(current.slot)
        instances.removeFirst(current.instance)
        valueStart -= current.arena
        current.arena = 0
        current.slot = 0
        current.instance = 0
    }

    // MARK: - Parts

    @inline(__always)
    private mutating func openValue(_ slot: Int16, of instance: Int32, line: Int, column: Int) {
        guard instance >= 0 else { return }
        valueDepth = depth
        valueSlot = Int(instances[current.instance &+ Int(instance)].firstSlot) &+ Int(slot)
        valueStart = arena.count
        valueLine = line
        valueColumn = column
    }

    @inline(__always)
    private mutating func openText(ofGroup node: RecordShape.Node, line: Int, column: Int) {
        if node.textSlot >= 0 { openValue(node.textSlot, of: open[depth].instance, line: line, column: column) }
    }

    private mutating func markPresent(_ node: RecordShape.Node, of instance: Int32, line: Int, column: Int) {
        guard instance >= 0 else { return }
        let first = instances[current.instance &+ Int(instance)].firstSlot
        let index = current.slot &+ Int(first) &+ Int(node.slot)
        guard !slots[index].isPresent else { return slots[index] = slots[index].markedRepeated }
        slots[index] = Field(offset: arena.count &- current.arena, count: 0, line: line, column: column)
    }

    /// Takes an element inside of a value as markup of its text, if that is what it can be.
    @inline(never)
    private mutating func enterMarkup() {
        if valueReach == 0 {
            let node = nodes[Int(open[valueDepth].node)]
            guard keepsMarkup, node.isLeaf else { return }
            valueReach = .max
            valueDepth -= 1
            if !node.hasNamelessParts { begun = .markup }
        }
        arena.addTagMark(from: valueStart)
    }

    /// Leaves an element inside of a value, or the value that has had one.
    @inline(never)
    private mutating func leaveMarkup() {
        guard valueReach > 0 else { return }
        guard depth == valueDepth + 1 else { return arena.addTagMark(from: valueStart) }
        arena.replaceTagMarks(from: valueStart)
        valueReach = 0
        closeValue()
    }

    @inline(__always)
    private mutating func closeValue() {
        valueDepth = Self.noDepth
        var start = valueStart
        var end = arena.count
        while start < end, isBlank(arena[start]) { start &+= 1 }
        while end > start, isBlank(arena[end &- 1]) { end &-= 1 }
        let index = current.slot &+ valueSlot
        if slots[index].isPresent {
            if start == end { return }
            guard slots[index].isEmpty else { return slots[index] = slots[index].markedRepeated }
        }
        slots[index] = Field(
            offset: start &- current.arena, count: end &- start, line: valueLine, column: valueColumn)
        if end &- current.arena > limits.recordBytes {
            fail(.recordTooLong, line: current.line, column: current.column)
        }
    }

    @inline(__always)
    private mutating func openInstance(_ group: UInt16, parent: Int32, line: Int, column: Int) -> Int32 {
        let index = instances.count &- current.instance
        let firstSlot = slots.count &- current.slot
        slots.append(repeating: .absent, count: slotCounts[Int(group)])
        instances.append(
            Instance(
                group: group, parent: parent, firstSlot: Int32(truncatingIfNeeded: firstSlot),
                line: UInt32(truncatingIfNeeded: line), column: UInt32(truncatingIfNeeded: column)))
        // A record of a million empty parts holds no text, yet memory: parts count as what they take.
        if slots.count &- current.slot > limits.recordBytes / MemoryLayout<Field>.stride {
            fail(.recordTooLong, line: current.line, column: current.column)
        }
        return Int32(truncatingIfNeeded: index)
    }

    private mutating func beginRecord(_ node: RecordShape.Node, line: Int, column: Int, sourceOffset: Int) {
        // A record has no records inside: what looks like one is skipped, unless the outer one is but a list of them.
        if isInsideRecord {
            guard node.group == recordGroup, isListSoFar else {
                return open[depth].node = UInt8(RecordShape.skipped)
            }
            dropOuterRecord()
        }
        if node.group == recordGroup { recordCount += 1 }
        // In place of the whole document a message says all there is to say.
        if depth == 1 { listSoFar.isReached = true }
        isInsideRecord = true
        recordDepth = depth
        current = Entry(
            arena: arena.count, slot: slots.count, instance: instances.count, number: recordCount, line: line,
            column: column, sourceStart: sourceOffset)
        open[depth].instance = openInstance(node.group, parent: -1, line: line, column: column)
        openText(ofGroup: node, line: line, column: column)
        begun = .record
    }

    /// Whether the open record is one of the shape's own and has had nothing yet.
    private var isListSoFar: Bool {
        instances[current.instance].group == recordGroup && instances.count == current.instance + 1
            && (current.slot..<slots.count).allSatisfy { !slots[$0].isPresent }
    }

    private mutating func dropOuterRecord() {
        arena.removeLast(arena.count - current.arena)
        slots.removeLast(slots.count - current.slot)
        instances.removeLast(instances.count - current.instance)
        recordCount -= 1
    }

    private mutating func endRecord(line: Int, sourceOffset: Int) {
        current.instanceCount = instances.count - current.instance
        current.arenaEnd = arena.count
        current.lastLine = line
        current.sourceEnd = sourceOffset
        entries.append(current)
        isInsideRecord = false
    }
}
