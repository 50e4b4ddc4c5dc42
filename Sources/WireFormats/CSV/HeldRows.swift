/// The rows of a table whose orders may still get more: in blocks, which are used again when all of their orders are closed.
///
/// Rows and orders are named by how many came before them in the file. Only an order's first row has the fields that belong
/// to the order.
struct HeldRows {
    struct Row: BitwiseCopyable {
        /// The next row of the same order; -1 for the last.
        var next = -1
        /// Where in its block the row's fields begin.
        var firstField: Int
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
        // Room for almost any rows: what is not used takes no memory, and to make room means to copy.
        var bytes = GrowingBuffer<UInt8>(capacity: 1 << 18)

        init(columnCount: Int) { fields = GrowingBuffer(capacity: Self.rowCount * columnCount) }

        /// What the rows take.
        var size: Int { taken(rows.count, fields.count, bytes.count) }

        /// What the rows in front of one take.
        func size(before row: Row, _ index: Int) -> Int { taken(index, row.firstField, row.start) }

        private func taken(_ rows: Int, _ fields: Int, _ bytes: Int) -> Int {
            rows * MemoryLayout<Row>.stride + fields * MemoryLayout<Field>.stride + bytes
        }

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

    /// How many fields belong to the order, and how many follow that belong to each row.
    let tableCount: Int
    let rowFieldCount: Int
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

    init(tableCount: Int, rowFieldCount: Int) {
        self.tableCount = tableCount
        self.rowFieldCount = rowFieldCount
    }

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
        return heldSize - blocks[blockIndex(first)].size(before: self[row: first], first % Block.rowCount)
    }

    subscript(order number: Int) -> OpenOrder { orders[number - orderBase] }

    subscript(row number: Int) -> Row {
        get { blocks[blockIndex(number)].rows[number % Block.rowCount] }
        nonmutating set { blocks[blockIndex(number)].rows[number % Block.rowCount] = newValue }
    }

    private func blockIndex(_ row: Int) -> Int { row / Block.rowCount - blockBase }

    /// The fields of an order; their offsets count from its first row's values.
    func fields(of order: OpenOrder) -> UnsafePointer<Field> {
        UnsafePointer(blocks[blockIndex(order.firstRow)].fields.base + self[row: order.firstRow].firstField)
    }

    /// The fields of an order's row; their offsets count from the row's values.
    func fields(ofRow number: Int, of order: OpenOrder) -> UnsafePointer<Field> {
        if number == order.firstRow { return fields(of: order) + tableCount }
        return UnsafePointer(blocks[blockIndex(number)].fields.base + self[row: number].firstField)
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
        if rowCount % Block.rowCount == 0 {
            blocks.append(freeBlocks.popLast() ?? Block(columnCount: tableCount + rowFieldCount))
        }
        let slots = (order < orderCount ? tableCount : 0)..<(tableCount + rowFieldCount)
        let added = blocks[blocks.count - 1].add(record, slots, rawText: rawText)
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
            heldSize -= blocks[index].size
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
    /// Adds some of a row's fields and tells what the row takes.
    mutating func add(
        _ record: Record, _ slots: Range<Int>, rawText: (_ visit: (UnsafeBufferPointer<UInt8>) -> Void) -> Void
    ) -> Int {
        let before = size
        var row = HeldRows.Row(
            firstField: fields.count, start: bytes.count, position: record.position, lastLine: record.lastLine)
        row.valueCount = record.valueCount
        if let base = record.fields(slots).baseAddress { fields.append(base, slots.count) }
        bytes.append(record.values, row.valueCount)
        rawText { append($0) }
        row.rawCount = bytes.count - row.start - row.valueCount
        rows.append(row)
        return size - before
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        if let base = text.baseAddress { bytes.append(base, text.count) }
    }
}
