import Glibc

/// One order's or label's worth of named values, in whatever format it came: what a decoder reads.
///
/// It is a view of the reader's arrays and ends with the reader's next step. Its parts are *instances* of the shape's
/// groups in document order; instance 0 is the record itself.
///
/// Public, with what is asked of it all the time: only so is it inlined in other modules.
public struct Record {
    private let builder: UnsafeMutablePointer<RecordBuilder>
    // What decoders look at all the time is at hand; the rest stays where it is.
    @usableFromInline let slots: UnsafePointer<Field>
    @usableFromInline let instances: UnsafePointer<RecordInstance>
    private let arenaStart: Int
    private var scratchEnd: Int
    /// How many instances the record has, itself included.
    @usableFromInline package let instanceCount: Int
    /// The record's number in its file, from 1.
    package let number: Int
    /// Where the record starts.
    package let position: SourcePosition
    private let place: UnsafePointer<RecordBuilder.Entry>?

    init(builder: UnsafeMutablePointer<RecordBuilder>, entry index: Int) {
        let place = UnsafePointer(builder.pointee.entries.base + index)
        self.init(
            builder, place.pointee, place, slots: builder.pointee.slots.base, instances: builder.pointee.instances.base,
            scratchEnd: builder.pointee.arena.count)
    }

    private init(
        _ builder: UnsafeMutablePointer<RecordBuilder>, _ entry: RecordBuilder.Entry,
        _ place: UnsafePointer<RecordBuilder.Entry>?, slots: UnsafeMutablePointer<Field>,
        instances: UnsafeMutablePointer<RecordInstance>, scratchEnd: Int
    ) {
        self.builder = builder
        self.place = place
        self.slots = UnsafePointer(slots + entry.slot)
        self.instances = UnsafePointer(instances + entry.instance)
        self.scratchEnd = scratchEnd
        arenaStart = entry.arena
        instanceCount = entry.instanceCount
        number = entry.number
        position = SourcePosition(line: entry.line, column: entry.column)
    }

    /// What a reader holds before its first record: no instance, no bytes.
    static func none(of builder: UnsafeMutablePointer<RecordBuilder>) -> Record {
        Record(
            builder, RecordBuilder.Entry(), nil, slots: builder.pointee.slots.base,
            instances: builder.pointee.instances.base, scratchEnd: 0)
    }

    private var entry: RecordBuilder.Entry { place?.pointee ?? RecordBuilder.Entry() }
    /// The last line that belongs to the record.
    package var lastLine: Int { entry.lastLine }
    /// Whether the record has elements that the shape does not name; values of JSON and of tables do not count.
    package var hasSkippedParts: Bool { entry.hasSkippedParts }
    /// The bytes of the decoded text that the record takes.
    var sourceRange: Range<Int> { entry.sourceStart..<max(entry.sourceStart, entry.sourceEnd) }

    /// The group that an instance belongs to.
    @inlinable @inline(__always)
    public func group(of instance: Int) -> Int {
        Int(instances[checked(instance)].group)
    }

    /// The instance that contains this one; -1 for the record itself.
    @inlinable @inline(__always)
    public func parent(of instance: Int) -> Int {
        Int(instances[checked(instance)].parent)
    }

    /// Where an instance starts.
    package func position(of instance: Int) -> SourcePosition {
        let found = instances[checked(instance)]
        return SourcePosition(line: Int(found.line), column: Int(found.column))
    }

    /// The value in a slot of the record itself.
    @inlinable @inline(__always)
    public func field(_ slot: Int) -> Field {
        slots[slot]
    }

    /// The value in a slot of an instance.
    @inlinable @inline(__always)
    public func field(_ slot: Int, of instance: Int) -> Field {
        let first = instances[checked(instance)].firstSlot
        return slots[Int(first) &+ slot]
    }

    /// The values in the slots of the record itself, until the next step of the reader.
    var fields: UnsafePointer<Field> { slots }

    /// What the fields' offsets count from, until the next step of the reader.
    var values: UnsafePointer<UInt8> { UnsafePointer(builder.pointee.arena.base + arenaStart) }
    /// How many bytes the fields' values take, with what may lie between them.
    var valueCount: Int { entry.arenaEnd - arenaStart }
    /// How many of these bytes, from the first on, are just what the file has for the record; 0 when they are something else.
    var ownTextCount: Int { entry.ownTextCount }

    /// The bytes of a value, UTF-8.
    @_lifetime(borrow self)
    package func bytes(of field: Field) -> Span<UInt8> {
        bytes(at: field.offset, count: field.count)
    }

    /// The bytes at a place of the record's arena, UTF-8.
    @inline(__always)
    @_lifetime(borrow self)
    package func bytes(at offset: UInt32, count: UInt32) -> Span<UInt8> {
        let base = paddedBytes(at: offset, count: count)
        return _overrideLifetime(Span(_unsafeStart: base, count: Int(count)), borrowing: self)
    }

    /// The bytes at a place of the record's arena, behind which more can be read, up to `paddedBytes` from the first.
    @inline(__always)
    func paddedBytes(at offset: UInt32, count: UInt32) -> UnsafePointer<UInt8> {
        let start = arenaStart &+ Int(offset)
        precondition(start &+ Int(count) <= scratchEnd, "a value of another record")
        return UnsafePointer(builder.pointee.arena.base + start)
    }

    /// A value as a `String`, for messages and for what is not on the hot path.
    package func string(_ field: Field) -> String {
        string(at: field.offset, count: field.count)
    }

    /// The bytes at a place of the record's arena as a `String`.
    package func string(at offset: UInt32, count: UInt32) -> String {
        bytes(at: offset, count: count).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// Adds text that the decoder composed; it lives as long as the record.
    package mutating func append(_ text: String) -> (offset: UInt32, count: UInt32) {
        var text = text
        return text.withUTF8 { utf8 in
            guard let base = utf8.baseAddress else { return (0, 0) }
            return append(base, utf8.count)
        }
    }

    /// Adds a value that another record of the file has, so that it can be read like one of this record's own.
    /// - Parameters:
    ///   - text: The value.
    ///   - position: Where the value, or its record, stands in the file.
    package mutating func append(_ text: String, from position: SourcePosition) -> Field {
        let place = append(text)
        return Field(offset: Int(place.offset), count: Int(place.count), line: position.line, column: position.column)
    }

    /// Adds two values with a blank between them, such as the parts of a person's name.
    package mutating func append(_ first: Field, and second: Field) -> (offset: UInt32, count: UInt32) {
        let (firstCount, count) = (Int(first.count), Int(first.count) + 1 + Int(second.count))
        let target = builder.pointee.arena.room(for: count, at: scratchEnd)
        // Looked for behind `room`, which may have moved them.
        memcpy(target, paddedBytes(at: first.offset, count: first.count), firstCount)
        target[firstCount] = 0x20
        memcpy(target + firstCount + 1, paddedBytes(at: second.offset, count: second.count), count - firstCount - 1)
        defer { scratchEnd += count }
        return (UInt32(scratchEnd - arenaStart), UInt32(count))
    }

    /// Adds a literal; it lives as long as the record.
    package mutating func append(literal: StaticString) -> (offset: UInt32, count: UInt32) {
        append(literal.utf8Start, literal.utf8CodeUnitCount)
    }

    private mutating func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> (offset: UInt32, count: UInt32) {
        builder.pointee.appendScratch(bytes, count, at: scratchEnd)
        let offset = scratchEnd - arenaStart
        scratchEnd += count
        return (UInt32(offset), UInt32(count))
    }

    @inlinable @inline(__always)
    func checked(_ instance: Int) -> Int {
        precondition(instance >= 0 && instance < instanceCount, "an instance of another record")
        return instance
    }
}
