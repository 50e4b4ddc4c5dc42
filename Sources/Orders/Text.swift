/// A text of an order: a range of UTF-8 bytes in the arena of the record that it came from.
///
/// Empty means absent.
///
/// Orders pass through by the million, so their texts stay where the parser left them until they are written;
/// whoever holds a `Text` needs the record it belongs to.
///
/// Public, with what is asked of it all the time: only so is it inlined in other modules.
public struct Text: Hashable, Sendable {
    @usableFromInline package var offset: UInt32
    @usableFromInline package var count: UInt32

    /// No text.
    package static let absent = Text(offset: 0, count: 0)

    /// Text that lies somewhere in a record's arena.
    @inlinable @inline(__always)
    public init(offset: UInt32, count: UInt32) {
        self.offset = offset
        self.count = count
    }

    /// Whether there is no text.
    @inlinable @inline(__always)
    public var isAbsent: Bool { count == 0 }
}
