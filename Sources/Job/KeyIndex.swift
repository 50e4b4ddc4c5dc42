import WireFormats

/// The keys of one file's orders and where each was first seen.
struct KeyIndex {
    /// A place in eight bytes: no file has four thousand million lines.
    private struct Place {
        let line: UInt32
        let column: UInt32
    }

    private var keys = DigestIndex()
    private var places: [Place] = []

    /// Notes a key.
    /// - Returns: Where it was seen before, or `nil`.
    mutating func insert(_ key: Digest, at position: SourcePosition) -> SourcePosition? {
        let (number, isNew) = keys.insert(key)
        guard isNew else { return SourcePosition(line: Int(places[number].line), column: Int(places[number].column)) }
        places.append(
            Place(line: UInt32(truncatingIfNeeded: position.line), column: UInt32(truncatingIfNeeded: position.column)))
        return nil
    }
}
