/// The rows of a table whose orders may still get more: in blocks, which are used again when all of their orders are closed.
///
/// Rows and orders are named by how many came before them in the file.
struct HeldRows {
    struct Row: BitwiseCopyable {
        /// The next row of the same order; -1 for the last.
        var next = -1
        /// Where in its block the row's values lie, and behind them its own text.
        var start: Int
        var valueCount = 0
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

    /// Rows that came one behind the other.
    fileprivate struct Block {
        static let rowCount = 256
        var rows = GrowingBuffer<Row>(capacity: rowCount)
        var fields: GrowingBuffer<Field>
        var bytes = GrowingBuffer<UInt8>(capacity: 1 << 16)

        init(columnCount: Int) { fields = GrowingBuffer(capacity: Self.rowCount * columnCount) }

        /// Whether its memory may be used again: not that of very long rows, which would be held for good.
        var isWorthKeeping: Bool { bytes.count <= 1 << 20 }

        mutating func removeAll() {
            rows.removeAll()
            fields.removeAll()
            bytes.removeAll()
        }

        func deallocate() {
            rows.deallocate()
            fields.deallocate()
            bytes.deallocate()
        }
    }

    /// How many fields each row has.
    let columnCount: Int
    private var blocks: [Block] = []
    private var freeBlocks: [Block] = []
    private var orders = GrowingBuffer<OpenOrder>(capacity: 1 << 8)
    /// How many rows there have been.
    private var rowCount = 0
    /// How many blocks have been let go.
    private var blockBase = 0
    private var orderBase = 0
    /// What the rows in `blocks` take.
    private var heldSize = 0
    /// How many orders have been let go.
    private(set) var closedCount = 0

    init(columnCount: Int) { self.columnCount = columnCount }

    func deallocate() {
        for block in blocks + freeBlocks { block.deallocate() }
        orders.deallocate()
    }

    /// How many orders there have been.
    var orderCount: Int { orderBase + orders.count }
    var openCount: Int { orderCount - closedCount }
    /// What the rows of open orders take, and those between them.
    var size: Int {
        guard openCount > 0 else { return 0 }
        let first = self[order: closedCount].firstRow
        return heldSize - self[row: first].start - first % Block.rowCount * rowSize
    }
    /// What a row takes besides its bytes.
    private var rowSize: Int { columnCount * MemoryLayout<Field>.stride + MemoryLayout<Row>.stride }

    subscript(order number: Int) -> OpenOrder { orders[number - orderBase] }

    subscript(row number: Int) -> Row {
        get { blocks[blockIndex(number)].rows[number % Block.rowCount] }
        nonmutating set { blocks[blockIndex(number)].rows[number % Block.rowCount] = newValue }
    }

    private func blockIndex(_ row: Int) -> Int { row / Block.rowCount - blockBase }

    /// The fields of a row; their offsets count from the row's values.
    func fields(ofRow number: Int) -> UnsafePointer<Field> {
        UnsafePointer(blocks[blockIndex(number)].fields.base + number % Block.rowCount * columnCount)
    }

    /// The values of a row, one behind the other.
    func values(ofRow number: Int) -> UnsafeBufferPointer<UInt8> {
        let row = self[row: number]
        return UnsafeBufferPointer(start: blocks[blockIndex(number)].bytes.base + row.start, count: row.valueCount)
    }

    /// What the table has for a row.
    func rawText(ofRow number: Int) -> UnsafeBufferPointer<UInt8> {
        let row = self[row: number]
        let base = blocks[blockIndex(number)].bytes.base
        return UnsafeBufferPointer(start: base + row.start + row.valueCount, count: row.rawCount)
    }

    // MARK: - Adding

    /// Adds a row to an order.
    /// - Parameter order: The order's number; the one behind the last begins a new order.
    mutating func add(_ record: Record, to order: Int, rawText: (_ visit: (UnsafeBufferPointer<UInt8>) -> Void) -> Void)
    {
        if rowCount % Block.rowCount == 0 { blocks.append(freeBlocks.popLast() ?? Block(columnCount: columnCount)) }
        let added = blocks[blocks.count - 1].add(record, columnCount, rawText: rawText) + rowSize
        heldSize += added
        link(rowCount, to: order, size: added)
        rowCount += 1
    }

    private mutating func link(_ row: Int, to order: Int, size: Int) {
        guard order < orderCount else {
            return orders.append(OpenOrder(firstRow: row, lastRow: row, size: size))
        }
        var open = self[order: order]
        self[row: open.lastRow].next = row
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

    /// Forgets the blocks in front of the oldest open order, and closed orders when they are so many that moving the
    /// others is worth it.
    mutating func discardClosed() {
        let orderCount = closedCount - orderBase
        if orderCount > 256, orderCount * 2 >= orders.count {
            orders.removeFirst(orderCount)
            orderBase = closedCount
        }
        let firstRow = openCount > 0 ? self[order: closedCount].firstRow : rowCount
        let closedBlocks = blockIndex(firstRow)
        guard closedBlocks > 0 else { return }
        for index in 0..<closedBlocks {
            heldSize -= blocks[index].bytes.count + blocks[index].rows.count * rowSize
            if blocks[index].isWorthKeeping {
                blocks[index].removeAll()
                freeBlocks.append(blocks[index])
            } else {
                blocks[index].deallocate()
            }
        }
        blocks.removeFirst(closedBlocks)
        blockBase += closedBlocks
    }
}

extension HeldRows.Block {
    /// Adds a row and tells how many bytes it has.
    mutating func add(
        _ record: Record, _ columnCount: Int, rawText: (_ visit: (UnsafeBufferPointer<UInt8>) -> Void) -> Void
    ) -> Int {
        var row = HeldRows.Row(start: bytes.count, position: record.position, lastLine: record.lastLine)
        let columns = record.fields(columnCount)
        if let base = columns.baseAddress { fields.append(base, columnCount) }
        for field in columns { row.valueCount = max(row.valueCount, Int(field.offset) &+ Int(field.count)) }
        record.bytes(at: 0, count: UInt32(row.valueCount)).withUnsafeBufferPointer { append($0) }
        rawText { append($0) }
        row.rawCount = bytes.count - row.start - row.valueCount
        rows.append(row)
        return row.valueCount + row.rawCount
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        if let base = text.baseAddress { bytes.append(base, text.count) }
    }
}
