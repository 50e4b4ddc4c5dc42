/// Values by digest, in the order in which their keys were first set.
package struct DigestTable<Value> {
    private var index = DigestIndex()
    private var items = SegmentedArray<Value>()

    package init() {}

    package var count: Int { items.count }
    package var keys: [Digest] { index.keys }
    package var values: [Value] { (0..<count).map { items[$0] } }

    /// Makes room for so many keys at once.
    package mutating func reserve(_ count: Int) { index.reserve(count) }

    package subscript(key: Digest) -> Value? { index.number(of: key).map { items[$0] } }

    /// Sets a key's value.
    /// - Returns: The value that it had.
    @discardableResult
    package mutating func set(_ key: Digest, to value: Value) -> Value? {
        let (number, isNew) = index.insert(key)
        guard !isNew else {
            items.append(value)
            return nil
        }
        defer { items[number] = value }
        return items[number]
    }

    /// Sets a key's value, unless it has one.
    /// - Returns: The value that it has already.
    package mutating func insert(_ key: Digest, _ value: Value) -> Value? {
        let (number, isNew) = index.insert(key)
        guard isNew else { return items[number] }
        items.append(value)
        return nil
    }
}

extension DigestTable: Sendable where Value: Sendable {}
