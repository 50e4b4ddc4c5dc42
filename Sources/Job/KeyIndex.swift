import WireFormats

/// The keys of one file's orders and where each was first seen.
struct KeyIndex {
    /// A place in eight bytes: no file has four thousand million lines.
    private struct Place {
        let line: UInt32
        let column: UInt32
    }

    private var places = DigestTable<Place>()

    /// Notes a key.
    /// - Returns: Where it was seen before, or `nil`.
    mutating func insert(_ key: Digest, at position: SourcePosition) -> SourcePosition? {
        let place = Place(
            line: UInt32(truncatingIfNeeded: position.line), column: UInt32(truncatingIfNeeded: position.column))
        return places.insert(key, place).map { SourcePosition(line: Int($0.line), column: Int($0.column)) }
    }
}
