/// One value of a record: where its bytes lie in the record's arena, and where it stood in the file.
///
/// The bytes are UTF-8 without surrounding white space. A field that the file does not have has `isPresent == false`;
/// one that it has without a value has `isPresent == true` and no bytes.
///
/// Public, with what is asked of it all the time: only so is it inlined in other modules.
public struct Field: Sendable, BitwiseCopyable {
    /// The first byte, counted from the start of the record's arena.
    package let offset: UInt32
    /// How many bytes the value has.
    @usableFromInline package let count: UInt32
    @usableFromInline let lineAndFlag: UInt32
    /// The column of the value's first character, from 1; 0 when the field is absent.
    package let column: UInt32

    @inlinable @inline(__always)
    static var repeatedFlag: UInt32 { 1 << 31 }

    /// A field that the record does not have.
    package static let absent = Field(offset: 0, count: 0, line: 0, column: 0)

    init(offset: Int, count: Int, line: Int, column: Int) {
        self.init(
            offset: UInt32(truncatingIfNeeded: offset), count: UInt32(truncatingIfNeeded: count),
            lineAndFlag: UInt32(truncatingIfNeeded: line) & 0x7FFF_FFFF, column: UInt32(truncatingIfNeeded: column))
    }

    init(offset: UInt32, count: UInt32, line: UInt32, column: UInt32, isRepeated: Bool) {
        let flag = isRepeated ? Self.repeatedFlag : 0
        self.init(offset: offset, count: count, lineAndFlag: line & 0x7FFF_FFFF | flag, column: column)
    }

    private init(offset: UInt32, count: UInt32, lineAndFlag: UInt32, column: UInt32) {
        self.offset = offset
        self.count = count
        self.lineAndFlag = lineAndFlag
        self.column = column
    }

    /// The line of the value, from 1; 0 when the field is absent.
    package var line: Int { Int(lineAndFlag & ~Self.repeatedFlag) }
    /// Where the value stood in the file.
    package var position: SourcePosition { SourcePosition(line: line, column: Int(column)) }
    /// Whether the file has the field at all.
    @inlinable @inline(__always)
    public var isPresent: Bool { lineAndFlag != 0 }
    /// Whether the field is absent or has no bytes.
    @inlinable @inline(__always)
    public var isEmpty: Bool { count == 0 }
    /// Whether the file had the field more than once in this place; the first value is the one kept.
    @inlinable @inline(__always)
    public var isRepeated: Bool { lineAndFlag & Self.repeatedFlag != 0 }

    /// Another value in this one's place, such as the word that a code stands for.
    package func replaced(by text: (offset: UInt32, count: UInt32)) -> Field {
        Field(offset: text.offset, count: text.count, lineAndFlag: lineAndFlag, column: column)
    }

    /// A part of the value, in the same place of the file.
    package func part(from start: Int, count: Int) -> Field {
        Field(
            offset: offset &+ UInt32(truncatingIfNeeded: start), count: UInt32(truncatingIfNeeded: count),
            lineAndFlag: lineAndFlag, column: column)
    }

    /// The same value in an arena where its bytes lie so much later.
    func moved(by count: Int) -> Field {
        guard isPresent else { return self }
        return Field(
            offset: offset &+ UInt32(truncatingIfNeeded: count), count: self.count, lineAndFlag: lineAndFlag,
            column: column)
    }

    var markedRepeated: Field {
        Field(offset: offset, count: count, lineAndFlag: lineAndFlag | Self.repeatedFlag, column: column)
    }
}
