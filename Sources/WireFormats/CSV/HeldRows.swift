/// The rows of a table whose orders may still get more: in four arrays from which the oldest rows are let go.
///
/// Rows, fields and bytes are named by how many came before them in the file; what lies in an array begins at its base.
struct HeldRows {
    struct Row: BitwiseCopyable {
        /// The next row of the same order; -1 for the last.
        var next = -1
        /// The row's values and behind them its own text.
        var bytes: Int
        var valueCount: Int
        var rawCount = 0
        var position: SourcePosition
        var lastLine: Int
    }

    struct OpenOrder: BitwiseCopyable {
        var firstRow: Int
        var lastRow: Int
        var rowCount = 1
        /// What its rows take.
        var size = 0
    }

    /// How many fields each row has.
    let columnCount: Int
    private var rows = GrowingBuffer<Row>(capacity: 1 << 10)
    private var fields = GrowingBuffer<Field>(capacity: 1 << 14)
    private var bytes = GrowingBuffer<UInt8>(capacity: 1 << 17)
    private var orders = GrowingBuffer<OpenOrder>(capacity: 1 << 8)
    private var rowBase = 0
    private var byteBase = 0
    private var orderBase = 0
    /// How many orders have been let go.
    private(set) var closedCount = 0

    init(columnCount: Int) { self.columnCount = columnCount }

    func deallocate() {
        rows.deallocate()
        fields.deallocate()
        bytes.deallocate()
        orders.deallocate()
    }

    /// How many orders there have been.
    var orderCount: Int { orderBase + orders.count }
    var openCount: Int { orderCount - closedCount }
    /// What the rows of open orders take, and those between them.
    var size: Int {
        guard openCount > 0 else { return 0 }
        let first = self[order: closedCount].firstRow
        return byteBase + bytes.count - self[row: first].bytes + (rowBase + rows.count - first) * rowSize
    }
    /// What a row takes besides its bytes.
    private var rowSize: Int { columnCount * MemoryLayout<Field>.stride + MemoryLayout<Row>.stride }

    subscript(order number: Int) -> OpenOrder { orders[number - orderBase] }
    subscript(row number: Int) -> Row { rows[number - rowBase] }

    /// A field of a row; its offset counts from the row's bytes.
    @inline(__always)
    func field(_ slot: Int, ofRow number: Int) -> Field { fields[(number &- rowBase) &* columnCount &+ slot] }

    /// Bytes by their place in all that there have been.
    func bytes(_ start: Int, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes.base + (start - byteBase), count: count)
    }

    /// The bytes of a row's field.
    func value(_ field: Field, ofRow number: Int) -> UnsafeBufferPointer<UInt8> {
        bytes(self[row: number].bytes + Int(field.offset), Int(field.count))
    }

    // MARK: - Adding

    /// Adds a row to an order.
    /// - Parameter order: The order's number; the one behind the last begins a new order.
    mutating func add(_ record: Record, to order: Int, rawText: (_ visit: (UnsafeBufferPointer<UInt8>) -> Void) -> Void)
    {
        let number = rowBase + rows.count
        var row = Row(
            bytes: byteBase + bytes.count, valueCount: 0, position: record.position, lastLine: record.lastLine)
        let columns = record.fields(columnCount)
        if let base = columns.baseAddress { fields.append(base, columnCount) }
        for field in columns { row.valueCount = max(row.valueCount, Int(field.offset) &+ Int(field.count)) }
        record.bytes(at: 0, count: UInt32(row.valueCount)).withUnsafeBufferPointer { append($0) }
        let rawStart = bytes.count
        rawText { append($0) }
        row.rawCount = bytes.count - rawStart
        rows.append(row)
        link(number, to: order, size: row.valueCount + row.rawCount + rowSize)
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        if let base = text.baseAddress { bytes.append(base, text.count) }
    }

    private mutating func link(_ row: Int, to order: Int, size: Int) {
        guard order < orderCount else {
            return orders.append(OpenOrder(firstRow: row, lastRow: row, size: size))
        }
        var open = self[order: order]
        rows[open.lastRow - rowBase].next = row
        open.lastRow = row
        open.rowCount += 1
        open.size += size
        orders[order - orderBase] = open
    }

    // MARK: - Letting go

    /// Lets the oldest order go; its rows stay until `discardClosed`.
    mutating func closeFirst() -> OpenOrder {
        closedCount += 1
        return self[order: closedCount - 1]
    }

    /// Forgets the rows in front of the oldest open order, when they are so many that moving the others is worth it.
    mutating func discardClosed() {
        let orderCount = closedCount - orderBase
        if orderCount > 256, orderCount * 2 >= orders.count {
            orders.removeFirst(orderCount)
            orderBase = closedCount
        }
        let firstRow = openCount > 0 ? self[order: closedCount].firstRow : rowBase + rows.count
        let rowCount = firstRow - rowBase
        guard rowCount > 256, rowCount * 2 >= rows.count else { return }
        let firstByte = rowCount < rows.count ? rows[rowCount].bytes : byteBase + bytes.count
        rows.removeFirst(rowCount)
        fields.removeFirst(rowCount * columnCount)
        bytes.removeFirst(firstByte - byteBase)
        rowBase = firstRow
        byteBase = firstByte
    }
}
