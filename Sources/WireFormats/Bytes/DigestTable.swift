/// Values by digest, in the order in which their keys were first set.
package struct DigestTable<Value> {
    private var index = DigestIndex()
    package private(set) var values: [Value] = []

    package init() {}

    package var count: Int { values.count }
    package var keys: [Digest] { index.keys }

    /// Makes room for so many keys at once.
    package mutating func reserve(_ count: Int) {
        index.reserve(count)
        values.reserveCapacity(count)
    }

    package subscript(key: Digest) -> Value? { index.number(of: key).map { values[$0] } }

    /// Sets a key's value.
    /// - Returns: The value that it had.
    @discardableResult
    package mutating func set(_ key: Digest, to value: Value) -> Value? {
        let (number, isNew) = index.insert(key)
        guard !isNew else {
            values.append(value)
            return nil
        }
        defer { values[number] = value }
        return values[number]
    }

    /// Sets a key's value, unless it has one.
    /// - Returns: The value that it has already.
    package mutating func insert(_ key: Digest, _ value: Value) -> Value? {
        let (number, isNew) = index.insert(key)
        guard isNew else { return values[number] }
        values.append(value)
        return nil
    }
}

extension DigestTable: Sendable where Value: Sendable {}
