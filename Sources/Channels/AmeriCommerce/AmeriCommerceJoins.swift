import WireFormats

/// The records that orders refer to by id, as far as the file has had them.
///
/// They are kept as strings, and only so many of them: an export of any size nests them in its orders.
struct AmeriCommerceJoins {
    /// A record beside the orders.
    struct Entry {
        var values: [String]
        var position: SourcePosition
    }

    static let limit = 100_000

    private var entries: [Int: [String: Entry]] = [:]
    private var count = 0
    /// The id of the first status that is flagged as shipped.
    private(set) var shippedStatusID: String?

    /// Whether the file has any record of this kind.
    func has(_ group: Int) -> Bool { entries[group] != nil }

    subscript(group: Int, id: String) -> Entry? { entries[group]?[id] }

    /// Takes a record in.
    /// - Parameter values: Its values by slot, the id first.
    mutating func add(_ values: [String], group: Int, at position: SourcePosition) -> DocumentMessage {
        guard count < Self.limit else { return .tooManyReferences(limit: Self.limit) }
        count += 1
        entries[group, default: [:]][values[0]] = Entry(values: values, position: position)
        if group == AmeriCommerceGroup.status, shippedStatusID == nil,
            values[AmeriCommerceStatusField.isShipped.rawValue] == "true",
            values[AmeriCommerceStatusField.isPartiallyShipped.rawValue] != "true"
        {
            shippedStatusID = values[0]
        }
        return .reference
    }
}
