/// How much of a file may be held at once; what exceeds it is refused, never cut.
package struct ReadLimits: Hashable, Sendable {
    /// Nesting of elements or objects.
    package var depth = 64
    /// Bytes of one record's values.
    package var recordBytes = 16 << 20
    /// Bytes of one value.
    package var fieldBytes = 1 << 20
    /// Orders of a table that are held at once, while their rows may still come.
    package var openOrders = 10_000
    /// Bytes of the rows that are held at once; the oldest orders are let go before there are more.
    package var openBytes = 256 << 20
    /// Bytes that a compressed file may expand to for each byte it has, once beyond `expansionFloor`.
    package var expansionRatio = 200
    /// Bytes that any compressed file may expand to.
    package var expansionFloor = 64 << 20

    package init() {}
}
