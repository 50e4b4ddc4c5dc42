/// Which parts of a document make a record, and which values of it a decoder wants.
///
/// A shape is declared once per format as paths of names (`Customer/ShipTo/City`) and compiled to a table:
/// from (node, name) to node. Readers of every wire format drive the same table, so a decoder never sees whether
/// its record came from elements, members or columns. What no path names is skipped with all it contains.
/// In a path `*` is any name that has no path of its own, and `@pages` an attribute of a document's root element.
package struct RecordShape: Sendable {
    /// A part of a record that may occur many times, such as a line item, with its values and its own parts.
    package struct Group: Sendable {
        let id: Int
        let paths: [String]
        let fields: [[String]]
        let groups: [Group]

        /// Declares a group.
        /// - Parameters:
        ///   - id: The number by which the decoder finds the group's instances; each group of a shape has its own.
        ///   - paths: The group's place below its parent, such as `Items/Item`; several are alternatives.
        ///   - fields: For each slot the places of its value below the group; the first that occurs is kept. An empty
        ///     place is the text of the group itself, for parts that repeat and are values, such as lines of an address.
        ///   - groups: The groups inside this one.
        package init(id: Int, at paths: String..., fields: [[String]], groups: [Group] = []) {
            self.init(id: id, at: paths, fields: fields, groups: groups)
        }

        /// Declares a group whose places are a list.
        package init(id: Int, at paths: [String], fields: [[String]], groups: [Group] = []) {
            self.id = id
            self.paths = paths
            self.fields = fields
            self.groups = groups
        }
    }

    /// How names of the document are compared with those of the shape.
    package enum NameMatching: Sendable {
        /// Letter by letter.
        case exact
        /// Without regard to case, blanks, `_` and `-`.
        case folded
    }

    enum NodeKind: UInt8, Sendable {
        case container
        case record
        case group
        case field
    }

    struct Node: Sendable {
        var kind: NodeKind
        /// Whether no name leads on from here.
        var isLeaf = true
        /// Whether its value may come in parts that the shape does not name, of which only the words count.
        var hasNamelessParts = false
        /// Whether records of the shape's own are looked for right below, so that empty it says that there are none.
        var isList = false
        /// Whether a message of this kind answers for the records, which need not be there then.
        var standsForRecords = false
        /// The group's id, for `record` and `group`.
        var group: UInt16 = 0
        /// The slot in the innermost group; -1 for a node that holds no value of its own.
        var slot: Int16 = -1
        /// For a group, the slot of its instances that takes their own text; -1 for a group of parts alone.
        var textSlot: Int16 = -1
    }

    /// The node that nothing leads out of.
    static let skipped = 0
    /// The node of the document itself.
    static let document = 1

    let matching: NameMatching
    /// The group of the records themselves, rather than of messages.
    let recordGroup: UInt16
    private(set) var names: [String] = [""]
    private(set) var nodes: [Node] = [Node(kind: .container), Node(kind: .container)]
    /// The names below the document that lead to records, messages left out, as the shape writes them.
    package private(set) var recordNames: [String] = []
    /// The places of the records, messages left out, as the shape writes them.
    private(set) var recordPaths: [String] = []
    /// The member whose elements are the records that also come bare, if they may; for JSON.
    private(set) var bareMember: String?
    /// For each group's id the number of its slots.
    package private(set) var slotCounts: [Int] = []
    private var edges: [[Int: Int]] = [[:], [:]]
    /// What the columns of a table are and how its rows make records; `nil` for other formats.
    let table: TableLayout?

    /// Compiles a shape.
    /// - Parameters:
    ///   - record: The record itself, as a group; its paths start at the document.
    ///   - messages: Records of another kind, such as an error in place of the export; each with an id of its own.
    ///   - matching: How names are compared.
    package init(record: Group, messages: [Group] = [], matching: NameMatching = .exact) {
        self.matching = matching
        table = nil
        recordGroup = UInt16(record.id)
        recordNames = record.paths.compactMap { $0.split(separator: "/").first.map(String.init) }
        for group in [record] + messages { add(group, below: Self.document, kind: .record) }
        recordPaths = record.paths.filter { !$0.isEmpty }
        // Below any name at all an empty element says nothing.
        for path in recordPaths where !path.contains("*") {
            nodes[walk(path.split(separator: "/").dropLast().joined(separator: "/"), from: Self.document)].isList = true
        }
        precondition(nodes.count <= 256 && names.count <= 1024, "a shape has at most 256 nodes and 1024 names")
    }

    /// Compiles the shape of records that each are several rows of one table.
    ///
    /// A decoder sees the table's group as the record itself, with the values of the record's first row, and the rows'
    /// group once for each row. Names are compared folded, and taken as they are: a `/` in one is no path.
    /// - Parameters:
    ///   - table: What belongs to the record as a whole.
    ///   - rows: What belongs to each row.
    ///   - key: The slots of the table's group whose values together say which record a row belongs to.
    ///   - otherwise: The slots of which the first with a value says it of a row without any of those.
    package init(table: Group, rows: Group, key: [Int], otherwise: [Int] = []) {
        self.init(table: TableLayout(table: table, rows: rows, key: key, otherwise: otherwise))
    }

    /// Compiles the shape of a table of which each row is a record.
    /// - Parameter columns: For each slot the names that its column may have. They are compared folded.
    package init(columns: [[String]]) {
        self.init(
            rowsOf: TableLayout(
                table: Group(id: 0, at: "", fields: columns), rows: Group(id: 1, at: "", fields: []), key: []))
    }

    /// Compiles the shape of records that each are several rows of one table.
    init(table layout: TableLayout) {
        self.init(rowsOf: layout)
        // The rows are instances of their own, so neither group has the slots of both.
        slotCounts = [Int](repeating: 0, count: max(layout.table.id, layout.rows.id) + 1)
        slotCounts[layout.table.id] = layout.table.fields.count
        slotCounts[layout.rows.id] = layout.rows.fields.count
    }

    /// Compiles the shape of the rows by themselves: the slots of the table's group, then those of the rows' group.
    init(rowsOf layout: TableLayout) {
        matching = .folded
        table = layout
        recordGroup = UInt16(layout.table.id)
        nodes[Self.document].kind = .record
        slotCounts = [layout.columns.count]
        for (slot, names) in layout.columns.enumerated() {
            for name in names {
                let field = step(name, from: Self.document)
                precondition(nodes[field].kind == .container, "two values of a table have the column \(name)")
                nodes[field].kind = .field
                nodes[field].slot = Int16(slot)
            }
        }
        precondition(nodes.count <= 256 && names.count <= 1024, "a shape has at most 256 nodes and 1024 names")
    }

    /// The shape with a value that may come in parts without names here: their words are its text, and no finding.
    /// - Parameter path: The value's place, from the document on.
    package func expectingParts(at path: String) -> RecordShape {
        var shape = self
        let node = shape.walk(path, from: Self.document)
        precondition(shape.nodes[node].kind == .field, "no value stands at \(path)")
        shape.nodes[node].hasNamelessParts = true
        return shape
    }

    /// The shape with a message that answers for the records: an envelope that has it need not have their member.
    /// - Parameter member: The message's place, below the document.
    package func accepting(_ member: String) -> RecordShape {
        var shape = self
        shape.nodes[shape.walk(member, from: Self.document)].standsForRecords = true
        return shape
    }

    /// The transitions as one flat table of `nodes.count * nameStride` entries; 0 means skip.
    func transitionTable() -> [UInt8] {
        var table = [UInt8](repeating: 0, count: nodes.count * names.count)
        let anyName = names.firstIndex(of: "*")
        for (node, targets) in edges.enumerated() {
            if let target = anyName.flatMap({ targets[$0] }) {
                for name in names.indices { table[node * names.count + name] = UInt8(target) }
            }
            for (name, target) in targets { table[node * names.count + name] = UInt8(target) }
        }
        return table
    }

    /// Whether a name is one of the shape's, wherever it stands there.
    package func knows(_ name: String) -> Bool { number(ofName: name) != 0 }

    /// The attributes of the root element that lead to messages, by their names, with the numbers of these in the shape.
    var rootAttributes: [String: Int] {
        var numbers: [String: Int] = [:]
        for (number, name) in names.enumerated() where name.hasPrefix("@") {
            numbers[String(name.dropFirst())] = number
        }
        return numbers
    }

    /// The number of one of the shape's names; 0 for another.
    func number(ofName name: String) -> Int { names.firstIndex(of: folded(name)) ?? 0 }

    /// The name as this shape compares it.
    func folded(_ name: String) -> String {
        matching == .exact ? name : String(decoding: name.utf8.compactMap(foldedNameByte), as: UTF8.self)
    }

    /// The names that can follow the document, to tell a stranger's file from an empty one.
    package var rootNames: [String] {
        edges[Self.document].keys.sorted().map { names[$0] }
    }

    /// Whether records or messages are looked for below names that follow the document.
    var hasRecordsBelowDocument: Bool { edges[Self.document].values.contains { nodes[$0].kind == .record } }

    /// Whether the document itself, or each element of it, is a record.
    var hasRecordAtTopLevel: Bool { nodes[Self.document].kind == .record || bareMember != nil }

    /// What a text that is no export lacks.
    var expectation: String {
        let members = recordNames.map { "member \"\($0)\"" }
        return "there is no " + (members + (hasRecordAtTopLevel ? ["list of records"] : [])).joined(separator: " or ")
    }

    /// The names of values that only a bare record has, where its parts have the name of the envelope's list.
    ///
    /// Empty where an object with such a list can be nothing but an envelope.
    var namesOfBareRecords: Set<Int> {
        guard let bareMember, let list = edges[Self.document][number(ofName: bareMember)] else { return [] }
        guard let part = edges[list][number(ofName: bareMember)], nodes[part].kind == .group else { return [] }
        return Set(edges[list].filter { nodes[$0.value].kind == .field }.keys)
    }

    /// The slot of the record that a column fills, by the number of the column's name; for tables, whose records lie at
    /// the top level.
    func slotOfColumn(_ name: Int) -> Int? {
        edges[Self.document][name].map { Int(nodes[$0].slot) }
    }

    private mutating func add(_ group: Group, below parent: Int, kind: NodeKind) {
        while slotCounts.count <= group.id { slotCounts.append(0) }
        slotCounts[group.id] = group.fields.count
        var paths = group.paths
        if kind == .record, paths.count > 1, paths.contains("") {
            paths.removeAll { $0.isEmpty }
            bareMember = paths[0]
        }
        var first: Int?
        for path in paths {
            // A group in another place is the same group: its nodes need not stand twice.
            if let first, link(path, from: parent, to: first) { continue }
            let node = walk(path, from: parent)
            first = first ?? node
            nodes[node].kind = kind
            nodes[node].group = UInt16(group.id)
            for (slot, fieldPaths) in group.fields.enumerated() {
                for fieldPath in fieldPaths {
                    guard !fieldPath.isEmpty else {
                        nodes[node].textSlot = Int16(slot)
                        continue
                    }
                    let field = walk(fieldPath, from: node)
                    nodes[field].slot = Int16(slot)
                    if nodes[field].kind == .container { nodes[field].kind = .field }
                }
            }
            for inner in group.groups { add(inner, below: node, kind: .group) }
        }
    }

    /// Lets a path end in a node that is there already.
    /// - Returns: Whether it does; not when the path is another's.
    private mutating func link(_ path: String, from start: Int, to node: Int) -> Bool {
        let parts = path.split(separator: "/")
        guard let last = parts.last else { return false }
        let container = walk(parts.dropLast().joined(separator: "/"), from: start)
        let name = nameID(folded(String(last)))
        guard edges[container][name] == nil else { return false }
        edges[container][name] = node
        nodes[container].isLeaf = false
        return true
    }

    private mutating func walk(_ path: String, from start: Int) -> Int {
        path.split(separator: "/").reduce(start) { step(String($1), from: $0) }
    }

    private mutating func step(_ part: String, from node: Int) -> Int {
        let name = nameID(folded(part))
        if let known = edges[node][name] { return known }
        nodes.append(Node(kind: .container))
        edges.append([:])
        edges[node][name] = nodes.count - 1
        nodes[node].isLeaf = false
        return nodes.count - 1
    }

    private mutating func nameID(_ name: String) -> Int {
        if let known = names.firstIndex(of: name) { return known }
        names.append(name)
        return names.count - 1
    }
}

/// A byte of a name as folded matching compares it: lower case, `nil` for what does not count.
func foldedNameByte(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "_"), UInt8(ascii: "-"): nil
    default: byte
    }
}
