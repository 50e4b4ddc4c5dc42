/// Values by digest, in the order in which their keys were first set, with six to twelve bytes of overhead for each.
package struct DigestTable<Value> {
    package private(set) var keys: [Digest] = []
    package private(set) var values: [Value] = []
    /// For each place that a digest hashes to, one more than its value's index, or 0; at most two of three are taken.
    private var index: [UInt32] = []

    package init() {}

    package var count: Int { keys.count }

    /// Makes room for so many keys at once.
    package mutating func reserve(_ count: Int) {
        keys.reserveCapacity(count)
        values.reserveCapacity(count)
        if count * 3 > index.count * 2 { rebuild(places: count * 3 / 2 + 1) }
    }

    package subscript(key: Digest) -> Value? { place(of: key).map { values[$0] } }

    /// Sets a key's value.
    /// - Returns: The value that it had.
    @discardableResult
    package mutating func set(_ key: Digest, to value: Value) -> Value? {
        if let place = place(of: key) {
            let old = values[place]
            values[place] = value
            return old
        }
        add(key, value)
        return nil
    }

    /// Sets a key's value, unless it has one.
    /// - Returns: The value that it has already.
    package mutating func insert(_ key: Digest, _ value: Value) -> Value? {
        if let place = place(of: key) { return values[place] }
        add(key, value)
        return nil
    }

    private mutating func add(_ key: Digest, _ value: Value) {
        if (count + 1) * 3 > index.count * 2 { rebuild(places: max(16, index.count * 2)) }
        keys.append(key)
        values.append(value)
        index[freePlace(of: key)] = UInt32(count)
    }

    private func place(of key: Digest) -> Int? {
        guard !index.isEmpty else { return nil }
        var place = firstPlace(of: key)
        while index[place] != 0 {
            let candidate = Int(index[place]) - 1
            if keys[candidate] == key { return candidate }
            place = place + 1 == index.count ? 0 : place + 1
        }
        return nil
    }

    private func freePlace(of key: Digest) -> Int {
        var place = firstPlace(of: key)
        while index[place] != 0 { place = place + 1 == index.count ? 0 : place + 1 }
        return place
    }

    // A digest is evenly spread already: its share of all digests is its share of the places.
    private func firstPlace(of key: Digest) -> Int {
        Int(key.low.multipliedFullWidth(by: UInt64(index.count)).high)
    }

    private mutating func rebuild(places: Int) {
        index = [UInt32](repeating: 0, count: places)
        for (number, key) in keys.enumerated() { index[freePlace(of: key)] = UInt32(number + 1) }
    }
}

extension DigestTable: Sendable where Value: Sendable {}
