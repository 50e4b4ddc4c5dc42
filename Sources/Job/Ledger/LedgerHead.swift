/// What stands at the top of a ledger entry: names with values that say whose entry it is.
///
/// An entry is text: lines of fields separated by tabs. The first line is `waybill-ledger`, the version and the kind; then
/// come the head's names and values, an empty line, and the body's lines: what the input has written. Tabs, line ends,
/// carriage returns and backslashes in a field stand as `\t \n \r \\`. The last line is `end` and the XXH3-128 of all
/// before it: an entry without it was cut, and one with another was changed; either is reported rather than believed.
struct LedgerHead {
    static let version = "2"
    static let firstField = "waybill-ledger"
    static let end = "end"

    var kind: String
    var values: [(name: String, value: String)] = []

    init(kind: String) { self.kind = kind }

    subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    /// The entry's place among those of its kind and store, in the order in which their inputs were taken, from 1.
    var sequence: Int { number("sequence") }

    /// How many lines the body has.
    var lines: Int { number("lines") }

    private func number(_ name: String) -> Int { self[name].flatMap { Int($0) } ?? 0 }

    /// The counts of the input, which stand as `count.<name>`.
    var counts: [String: Int] {
        var counts: [String: Int] = [:]
        for (name, value) in values where name.hasPrefix("count.") {
            counts[String(name.dropFirst("count.".count))] = Int(value) ?? 0
        }
        return counts
    }

    mutating func add(counts: [(name: String, count: Int)]) {
        for (name, count) in counts { values.append(("count.\(name)", String(count))) }
    }
}
