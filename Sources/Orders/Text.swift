/// A text of an order: a range of UTF-8 bytes in the arena of the record that it came from.
///
/// Empty means absent.
///
/// Orders pass through by the million, so their texts stay where the parser left them until they are written;
/// whoever holds a `Text` needs the record it belongs to.
package struct Text: Hashable, Sendable {
    package var offset: UInt32
    package var count: UInt32

    /// No text.
    package static let absent = Text(offset: 0, count: 0)

    @inlinable @inline(__always)
    package init(offset: UInt32, count: UInt32) {
        self.offset = offset
        self.count = count
    }

    @inlinable @inline(__always)
    package var isAbsent: Bool { count == 0 }
}
