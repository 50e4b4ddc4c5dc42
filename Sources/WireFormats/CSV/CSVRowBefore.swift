/// The row before, as far as it belongs to the same record: what it says of the record, the next row need not say again.
///
/// Tables of orders repeat the order in each row of it, and most of a row is that. Only rows of one chunk are compared; what
/// is not found out here is found out when the rows are gathered.
struct CSVRowBefore {
    /// What a column of the file leads to.
    struct Column: BitwiseCopyable {
        /// The slot, or -1.
        var slot: Int32
        var kind = Kind.own
        /// Whether the columns up to this one may be taken over together: no slot has one of them and one behind them.
        var endsWhole = false
        /// Where the columns end that follow each other and belong to the record as a whole, from this one on.
        var sharedEnd: Int32 = 0
    }

    enum Kind: UInt8 {
        /// Of the row itself, or of several columns.
        case own
        /// Of the record as a whole.
        case shared
        /// What tells records apart.
        case key
    }

    private var keyCount = 0
    private var place: RecordBuilder.RecordPlace?
    private var sameKeys = 0
    private(set) var isSameRecord = false

    init() {}

    /// Prepares for a table's rows.
    /// - Parameter columns: The table's columns, of which the kinds are filled in.
    init(layout: TableLayout, _ columns: GrowingBuffer<Column>) {
        let slots = (0..<columns.count).map { Int(columns[$0].slot) }
        for index in slots.indices {
            let behind = Set(slots[(index + 1)...])
            columns[index].endsWhole = !slots[...index].contains { $0 >= 0 && behind.contains($0) }
        }
        for (index, slot) in slots.enumerated() where slot >= 0 && slot < layout.table.fields.count {
            let isPlain = slots.count { $0 == slot } == 1
            columns[index].kind = layout.key.contains(slot) ? .key : isPlain ? .shared : .own
            if layout.key.contains(slot) { keyCount += 1 }
        }
        for index in slots.indices.reversed() {
            let isFollowed = index + 1 < slots.count && columns[index + 1].kind == .shared
            columns[index].sharedEnd = isFollowed ? columns[index + 1].sharedEnd : Int32(index + 1)
        }
    }

    /// The rows before are not there any more.
    mutating func forget() {
        place = nil
        isSameRecord = false
    }

    mutating func beginRow() {
        sameKeys = 0
        isSameRecord = false
    }

    /// Where the row before may have said the same of the same record as this row's column; `nil` when it has not.
    @inline(__always)
    func place(of column: Column) -> RecordBuilder.RecordPlace? {
        isSameRecord && column.kind == .shared ? place : nil
    }

    /// Whether a value of the last row need not be taken over: the row that is remembered has said it, of the same record.
    func isKnown(_ column: Column, of last: RecordBuilder.RecordPlace) -> Bool {
        place(of: column).map { $0.slot == last.slot } ?? false
    }

    /// Where the row before has its key, for a column that holds a part of the key.
    @inline(__always)
    func place(ofKey column: Column) -> RecordBuilder.RecordPlace? { column.kind == .key ? place : nil }

    /// Takes in that a part of the key is that of the row before.
    mutating func keepKey() {
        sameKeys += 1
        isSameRecord = sameKeys == keyCount
    }

    /// Remembers the row, unless it repeats one that is remembered.
    mutating func endRow(at place: RecordBuilder.RecordPlace) {
        if !isSameRecord { self.place = place }
    }
}
