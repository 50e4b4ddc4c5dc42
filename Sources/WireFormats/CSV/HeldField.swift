/// A field as it is held: in eight bytes, which is enough for almost all of them.
///
/// Ten thousand open orders are some megabytes of fields, and most of what holding them takes is to fill that memory.
struct HeldField: BitwiseCopyable {
    private var offset: UInt16 = 0
    private var count: UInt16 = 0
    private var column: UInt16 = 0
    /// Twice how many lines below its row's start it stands, plus one when it is repeated; `noLine` when it is absent.
    private var line = noLine

    private static let noLine: UInt16 = .max

    /// Appends a row's fields, those of some slots.
    /// - Returns: Where their values lie; `nil` when they do not fit, and nothing was appended.
    static func append(
        _ fields: UnsafePointer<Field>, _ slots: UnsafeBufferPointer<Int32>, of firstLine: UInt32,
        to held: inout GrowingBuffer<HeldField>
    ) -> Range<UInt32>? {
        let before = held.count
        let target = held.appendRoom(slots.count)
        var excess: UInt32 = 0
        var (first, end) = (UInt32.max, 0 as UInt32)
        for index in 0..<slots.count {
            let field = fields[Int(slots[index])]
            // Which fields are there is another question for each row, so nothing here branches at the answer.
            let here = (UInt32(truncatingIfNeeded: field.line) &- firstLine) &* 2 &+ (field.isRepeated ? 1 : 0)
            let lines = field.isPresent ? here : UInt32(Self.noLine)
            excess |= field.offset | field.count | field.column | (field.isPresent ? here &+ 1 : 0)
            first = min(first, field.count > 0 ? field.offset : .max)
            end = max(end, field.count > 0 ? field.offset &+ field.count : 0)
            target[index] = HeldField(
                offset: UInt16(truncatingIfNeeded: field.offset), count: UInt16(truncatingIfNeeded: field.count),
                column: UInt16(truncatingIfNeeded: field.column), line: UInt16(truncatingIfNeeded: lines))
        }
        guard excess <= UInt32(UInt16.max) else {
            held.removeLast(held.count - before)
            return nil
        }
        return min(first, end)..<end
    }

    /// Appends a row's fields as they are, each in the place of two.
    static func appendWide(
        _ fields: UnsafePointer<Field>, _ slots: UnsafeBufferPointer<Int32>, to held: inout GrowingBuffer<HeldField>
    ) {
        for slot in slots {
            let halves = unsafeBitCast(fields[Int(slot)], to: (HeldField, HeldField).self)
            held.append(halves.0)
            held.append(halves.1)
        }
    }

    @inline(__always)
    fileprivate func field(below firstLine: UInt32, moved: UInt32) -> Field {
        guard line != Self.noLine else { return .absent }
        // An empty value may lie outside of those that are kept.
        return Field(
            offset: count == 0 ? 0 : UInt32(offset) &+ moved, count: UInt32(count),
            line: firstLine &+ UInt32(line >> 1), column: UInt32(column), isRepeated: line & 1 != 0)
    }
}

extension UnsafePointer<HeldField> {
    /// One of the fields that were appended for a row.
    /// - Parameter moved: How much later its bytes lie now.
    @inline(__always)
    func field(_ index: Int, of row: HeldRows.Row, moved: Int) -> Field {
        guard row.isWide else {
            return self[index].field(below: row.line, moved: UInt32(truncatingIfNeeded: moved))
        }
        return unsafeBitCast((self[2 &* index], self[2 &* index &+ 1]), to: Field.self).moved(by: moved)
    }
}
