import WireFormats

/// The records that orders refer to by id, as far as the file has had them.
///
/// They are kept as strings, and only so many of them: an export of any size nests them in its orders.
struct AmeriCommerceJoins {
    /// A record beside the orders.
    struct Entry {
        var values: [String]
        var position: SourcePosition
        /// Whether another record had the id before and said something else.
        var isRepeated = false
    }

    static let limit = 100_000

    private var entries: [Int: [String: Entry]] = [:]
    private var count = 0
    /// The ids that orders have named before a record had them, by kind; as many as records are held.
    private var missed: [Int: Set<String>] = [:]
    private var missedCount = 0
    /// Whether an order was read while no status was known, so that it cannot have the number of the shipped one.
    private var hasOrderWithoutStatuses = false
    /// The id of the first status that is flagged as shipped.
    private(set) var shippedStatusID: String?

    /// Whether the file has any record of this kind.
    func has(_ group: Int) -> Bool { entries[group] != nil }

    subscript(group: Int, id: String) -> Entry? { entries[group]?[id] }

    /// Notes that an order is read with the records that are there.
    mutating func noteOrder() {
        if !has(AmeriCommerceGroup.status) { hasOrderWithoutStatuses = true }
    }

    /// Notes that an order names a record that is not there.
    mutating func miss(_ id: String, group: Int) {
        guard missedCount < Self.limit, missed[group, default: []].insert(id).inserted else { return }
        missedCount += 1
    }

    /// Takes a record in.
    /// - Parameter values: Its values by slot, the id first.
    /// - Returns: What the record means for the file; one that an order has missed comes too late.
    mutating func add(_ values: [String], group: Int, at position: SourcePosition) -> DocumentMessage {
        guard count < Self.limit else { return .tooManyReferences(limit: Self.limit) }
        if missed[group]?.contains(values[0]) == true { return .lateReference }
        count += 1
        let earlier = entries[group]?[values[0]]
        let isRepeated = earlier.map { $0.isRepeated || $0.values != values } ?? false
        entries[group, default: [:]][values[0]] = Entry(values: values, position: position, isRepeated: isRepeated)
        if group == AmeriCommerceGroup.status, shippedStatusID == nil,
            isSet(.isShipped, values), !isSet(.isPartiallyShipped, values)
        {
            if hasOrderWithoutStatuses { return .lateReference }
            shippedStatusID = values[0]
        }
        return .reference
    }

    private func isSet(_ flag: AmeriCommerceStatusField, _ values: [String]) -> Bool {
        FieldDecoding.boolean(Array(values[flag.rawValue].utf8).span) == true
    }
}
