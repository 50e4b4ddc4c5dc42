import WireFormats

/// The keys of one file's orders and where each was first seen.
struct KeyIndex {
    private var positions: [Digest: SourcePosition] = [:]

    /// Notes a key.
    /// - Returns: Where it was seen before, or `nil`.
    mutating func insert(_ key: Digest, at position: SourcePosition) -> SourcePosition? {
        if let first = positions.updateValue(position, forKey: key) {
            positions[key] = first
            return first
        }
        return nil
    }
}
