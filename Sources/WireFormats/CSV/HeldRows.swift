internal import CVectors

/// The rows of a table whose orders may still get more: in blocks, which are used again when all of their orders are closed.
///
/// Rows and orders are named by how many came before them in the file. Only an order's first row has the fields that belong
/// to the order.
struct HeldRows {
    struct Row: BitwiseCopyable {
        /// The next row of the same order; -1 for the last.
        var next = -1
        /// Where in its block the row's fields begin.
        var firstField: UInt32
        /// Where in its block the row's bytes lie, from which its fields' offsets count.
        var start: UInt32
        /// Where among these its fields' values lie.
        var firstValue: UInt32 = 0
        var valueEnd: UInt32
        /// Where among these its own text lies: behind the values, unless most are parts of it.
        var rawStart: UInt32 = 0
        var rawEnd: UInt32
        var line: UInt32
        var column: UInt32
        var lastLine: UInt32
        /// Whether its fields are held as they are.
        var isWide = false

        init(of record: Record, firstField: Int, start: Int) {
            self.firstField = UInt32(truncatingIfNeeded: firstField)
            self.start = UInt32(truncatingIfNeeded: start)
            valueEnd = UInt32(truncatingIfNeeded: record.valueCount)
            rawEnd = UInt32(truncatingIfNeeded: record.ownTextCount)
            line = UInt32(truncatingIfNeeded: record.position.line)
            column = UInt32(truncatingIfNeeded: record.position.column)
            lastLine = UInt32(truncatingIfNeeded: record.lastLine)
        }

        var position: SourcePosition { SourcePosition(line: Int(line), column: Int(column)) }
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
        var fields: GrowingBuffer<HeldField>
        // Room for almost any rows: what is not used takes no memory, and to make room means to copy.
        var bytes = GrowingBuffer<UInt8>(capacity: 1 << 18)

        init(columnCount: Int) { fields = GrowingBuffer(capacity: Self.rowCount * columnCount) }

        /// What the rows take.
        var size: Int { taken(rows.count, fields.count, bytes.count) }

        /// What the rows in front of one take.
        func size(before row: Row, _ index: Int) -> Int { taken(index, Int(row.firstField), Int(row.start)) }

        private func taken(_ rows: Int, _ fields: Int, _ bytes: Int) -> Int {
            rows * MemoryLayout<Row>.stride + fields * MemoryLayout<HeldField>.stride + bytes
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

    /// How many slots belong to the order, and how many follow that belong to each row.
    let tableCount: Int
    let rowFieldCount: Int
    /// The slots that have a column in the file, the order's in front: no other is held.
    private var slots = GrowingBuffer<Int32>(capacity: 64)
    private var tableSlotCount = 0
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
        slots.deallocate()
    }

    /// Takes note of which slots have a column in the file, before the first row comes.
    mutating func begin(_ hasColumn: (Int) -> Bool) {
        for slot in 0..<(tableCount + rowFieldCount) where hasColumn(slot) {
            slots.append(Int32(slot))
            if slot < tableCount { tableSlotCount += 1 }
        }
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

    /// The slots of the order that have a column in the file.
    var tableSlots: UnsafeBufferPointer<Int32> { UnsafeBufferPointer(start: slots.base, count: tableSlotCount) }
    private var rowSlots: UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(start: slots.base + tableSlotCount, count: slots.count - tableSlotCount)
    }

    /// The field of an order in one of `tableSlots`; its offset counts from its first row's bytes.
    func tableField(_ index: Int, of order: OpenOrder) -> Field {
        let row = self[row: order.firstRow]
        return heldFields(ofRow: order.firstRow, row).field(index, of: row, moved: 0)
    }

    /// Writes the fields of an order where their slots are.
    /// - Parameters:
    ///   - moved: How much later its first row's bytes lie now.
    ///   - target: As many absent fields as the order has slots.
    func writeTableFields(of order: OpenOrder, moved: Int, to target: UnsafeMutablePointer<Field>) {
        let row = self[row: order.firstRow]
        let fields = heldFields(ofRow: order.firstRow, row)
        for (index, slot) in tableSlots.enumerated() { target[Int(slot)] = fields.field(index, of: row, moved: moved) }
    }

    /// Writes the fields of an order's row where their slots are.
    /// - Parameters:
    ///   - moved: How much later the row's bytes lie now.
    ///   - target: As many absent fields as a row has slots.
    func writeFields(ofRow number: Int, of order: OpenOrder, moved: Int, to target: UnsafeMutablePointer<Field>) {
        let row = self[row: number]
        let fields = heldFields(ofRow: number, row)
        let first = number == order.firstRow ? tableSlotCount : 0
        for (index, slot) in rowSlots.enumerated() {
            target[Int(slot) &- tableCount] = fields.field(first &+ index, of: row, moved: moved)
        }
    }

    private func heldFields(ofRow number: Int, _ row: Row) -> UnsafePointer<HeldField> {
        UnsafePointer(blocks[blockIndex(number)].fields.base + Int(row.firstField))
    }

    /// The bytes of an order's first row.
    func bytes(ofFirstRowOf order: OpenOrder) -> UnsafePointer<UInt8> {
        UnsafePointer(blocks[blockIndex(order.firstRow)].bytes.base + Int(self[row: order.firstRow].start))
    }

    /// The bytes of a row that hold its values; offsets count from `firstValue` bytes in front of them.
    func values(ofRow number: Int) -> UnsafeBufferPointer<UInt8> {
        let row = self[row: number]
        return bytes(ofRow: number, row, row.firstValue..<row.valueEnd)
    }

    /// What the table has for a row.
    func rawText(ofRow number: Int) -> UnsafeBufferPointer<UInt8> {
        let row = self[row: number]
        return bytes(ofRow: number, row, row.rawStart..<row.rawEnd)
    }

    private func bytes(ofRow number: Int, _ row: Row, _ range: Range<UInt32>) -> UnsafeBufferPointer<UInt8> {
        let base = blocks[blockIndex(number)].bytes.base + Int(row.start)
        return UnsafeBufferPointer(start: base + Int(range.lowerBound), count: range.count)
    }

    /// Has the processor fetch what an order's rows hold, which was written long ago and is asked for soon, and where some
    /// orders later say that theirs is.
    func prefetch(order number: Int) {
        let later = number + 6
        guard later < orderCount else { return }
        let laterRow = self[order: later].firstRow
        let head = blocks[blockIndex(laterRow)].rows.base + laterRow % Block.rowCount
        Self.prefetch(head, 2 * MemoryLayout<Row>.stride)
        var rowNumber = self[order: number].firstRow
        while rowNumber >= 0 {
            let (row, block) = (self[row: rowNumber], blocks[blockIndex(rowNumber)])
            Self.prefetch(values(ofRow: rowNumber).baseAddress, Int(row.valueEnd &- row.firstValue))
            let fieldCount = row.isWide ? 0 : rowFieldCount
            Self.prefetch(block.fields.base + Int(row.firstField), fieldCount * MemoryLayout<HeldField>.stride)
            rowNumber = row.next
        }
    }

    private static func prefetch(_ memory: UnsafeRawPointer?, _ count: Int) {
        guard let memory else { return }
        for offset in stride(from: 0, to: count, by: 64) { wb_prefetch(memory + offset) }
    }

    // MARK: - Adding

    /// Adds a row to an order.
    /// - Parameter order: The order's number; the one behind the last begins a new order.
    mutating func add(_ record: Record, to order: Int, rawText: (_ visit: (UnsafeBufferPointer<UInt8>) -> Void) -> Void)
    {
        if rowCount % Block.rowCount == 0 {
            blocks.append(freeBlocks.popLast() ?? Block(columnCount: tableCount + rowFieldCount))
        }
        // What a later row says of its order was compared with the first.
        let first = order < orderCount ? tableSlotCount : 0
        let slots = UnsafeBufferPointer(start: slots.base + first, count: slots.count - first)
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
        _ record: Record, _ slots: UnsafeBufferPointer<Int32>,
        rawText: (_ visit: (UnsafeBufferPointer<UInt8>) -> Void) -> Void
    ) -> Int {
        let before = size
        var row = HeldRows.Row(of: record, firstField: fields.count, start: bytes.count)
        let found = record.fields
        if let values = HeldField.append(found, slots, of: row.line, to: &fields) {
            (row.firstValue, row.valueEnd) = (values.lowerBound, values.upperBound)
        } else {
            row.isWide = true
            HeldField.appendWide(found, slots, to: &fields)
        }
        bytes.append(record.values, record.valueCount)
        if row.rawEnd == 0 {
            row.rawStart = UInt32(truncatingIfNeeded: record.valueCount)
            rawText { append($0) }
            row.rawEnd = UInt32(truncatingIfNeeded: bytes.count) - row.start
        }
        rows.append(row)
        return size - before
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        if let base = text.baseAddress { bytes.append(base, text.count) }
    }
}
