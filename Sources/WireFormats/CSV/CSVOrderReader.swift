#if canImport(Glibc)
    import Glibc
#endif

/// Hands out the orders of a table, each gathered from its rows.
///
/// Rows of one order need not stand together, as long as not too many other orders come between them: an order is handed
/// out when so many younger ones are open. One whose rows come again after that is an error of the file, since it would
/// be two orders with half of the items each. A row without a key is an order by itself, for the decoder to refuse.
package struct CSVOrderReader: RecordReader, ~Copyable {
    private var rows: CSVRecordReader
    private let layout: TableLayout
    private let limits: ReadLimits
    private var held: HeldRows
    private let builder: UnsafeMutablePointer<RecordBuilder>
    /// The numbers of all orders, from 0, by the digests of their keys; rows without a key have numbers, too.
    private var numbers = DigestTable<UInt32>()
    private var lastKey: (digest: Digest, number: Int)?
    private var keyText: [UInt8] = []
    private var current: HeldRows.OpenOrder?
    /// What was found out about the rows of open orders.
    private var rowFindings: [Int: [TextFinding]] = [:]
    /// Where later rows of open orders say something else of the order than its first, by the columns' slots.
    private var differences: [Int: [Int: SourcePosition]] = [:]
    private var findings: [TextFinding] = []
    private var hasStarted = false
    private var isAtEnd = false
    package private(set) var record: Record

    /// Reads the orders of a table.
    /// - Parameters:
    ///   - input: The table's bytes.
    ///   - shape: Of a table: made with `RecordShape(table:rows:key:)`.
    ///   - limits: What is refused as too large.
    package init(input: consuming ByteInput, shape: RecordShape, limits: ReadLimits = ReadLimits()) {
        guard let layout = shape.table else { preconditionFailure("a shape without rows") }
        self.layout = layout
        self.limits = limits
        rows = CSVRecordReader(input: input, shape: RecordShape(rowsOf: layout), limits: limits)
        held = HeldRows(tableCount: layout.table.fields.count, rowFieldCount: layout.rows.fields.count)
        builder = .allocate(capacity: 1)
        builder.initialize(to: RecordBuilder(shape: shape, limits: limits))
        record = Record.none(of: builder)
    }

    deinit {
        held.deallocate()
        builder.pointee.deallocate()
        builder.deinitialize(count: 1)
        builder.deallocate()
    }

    package var columnNames: [String] { rows.columnNames }
    package var headFindings: [TextFinding] { rows.headFindings }
    package var bytesRead: Int { rows.bytesRead }
    package var digest: Digest { rows.digest }

    package mutating func next() throws(WireError) -> Bool {
        current = nil
        held.discardClosed()
        while !isAtEnd, held.openCount <= limits.openOrders, held.openCount < 2 || held.size <= limits.openBytes {
            isAtEnd = try !nextRow()
            try checkColumns()
            if !isAtEnd, saysOfWhichOrder(rows.record) || !rows.isBlank { try hold() }
        }
        guard held.openCount > 0 else { return false }
        let number = held.closedCount
        let order = held.closeFirst()
        held.prefetch(order: number + 2)
        current = order
        findings = rowFindings.removeValue(forKey: number) ?? []
        for (slot, place) in (differences.removeValue(forKey: number) ?? [:]).sorted(by: { $0.key < $1.key }) {
            findings.append(TextFinding(kind: .rowDiffers(column: layout.columnName(slot)), position: place))
        }
        builder.pointee.gather(order, numbered: number + 1, from: held, layout)
        record = Record(builder: builder, entry: 0)
        return true
    }

    package func rawText(limit: Int) -> [UInt8] {
        guard let current else { return [] }
        var text: [UInt8] = []
        var number = current.firstRow
        while number >= 0, text.count < limit {
            if !text.isEmpty { text.append(0x0A) }
            text += held.rawText(ofRow: number).prefix(limit - text.count)
            number = held[row: number].next
        }
        return text
    }

    package mutating func takeTextFindings() -> [TextFinding] {
        defer { findings = [] }
        return findings
    }

    // MARK: - Gathering

    /// Goes to the next row.
    private mutating func nextRow() throws(WireError) -> Bool {
        do throws(WireError) {
            return try rows.next()
        } catch {
            // Rows that came in one chunk with the header are read with it, but what it lacks comes first.
            if rows.hasHeader { try checkColumns() }
            throw error
        }
    }

    /// Refuses a table without the columns that tell orders apart, and one without a column that the store has named.
    private mutating func checkColumns() throws(WireError) {
        guard !hasStarted else { return }
        hasStarted = true
        let start = SourcePosition(line: 1, column: 1)
        let slots = layout.key + layout.otherwise
        if !slots.contains(where: { rows.hasColumn($0) }) {
            let names = slots.map(layout.columnName).joined(separator: " or ")
            if let message = rows.otherSeparatorMessage { throw WireError(.columnMissing, at: start, message) }
            if rows.columnNames.count == 1, let text = rows.columnNames.first {
                throw WireError(
                    .notAnExport, at: start,
                    "the file begins with \"\(text.prefix(40))\", which is no table with the column \(names)")
            }
            throw WireError(.columnMissing, at: start, "the table has no column \(names)")
        }
        try layout.checkRenamedColumns { rows.hasColumn($0) }
        held.begin { rows.hasColumn($0) }
    }

    /// Whether the first part of a row's key surely is something: as it is in almost all rows, which then are not blank.
    private func saysOfWhichOrder(_ row: Record) -> Bool {
        guard let slot = layout.key.first, !row.field(slot).isEmpty else { return false }
        let first = row.bytes(of: row.field(slot))[0]
        return first != UInt8(ascii: "\"") && first != UInt8(ascii: ",")
    }

    private mutating func hold() throws(WireError) {
        let row = rows.record
        let number = try order(of: row)
        if number < held.orderCount { compare(row, with: number) }
        held.add(row, to: number) { visit in rows.visitRawText(limit: .max / 2, visit) }
        if held[order: number].size > limits.recordBytes {
            throw WireError(
                .recordTooLong, at: held[row: held[order: number].firstRow].position,
                "one record is longer than \(limits.recordBytes) bytes")
        }
        let found = rows.takeTextFindings()
        if !found.isEmpty { rowFindings[number, default: []] += found }
    }

    /// Notes where a row says something else of its order than the first row, once for each column.
    ///
    /// An empty cell says nothing.
    private mutating func compare(_ row: Record, with number: Int) {
        let order = held[order: number]
        let fields = row.fields
        let (values, firstValues) = (row.values, held.bytes(ofFirstRowOf: order))
        for (index, slot) in held.tableSlots.enumerated() where !fields[Int(slot)].isEmpty {
            let field = fields[Int(slot)]
            let first = held.tableField(index, of: order)
            if first.count == field.count,
                memcmp(values + Int(field.offset), firstValues + Int(first.offset), Int(field.count)) == 0
            {
                continue
            }
            let slot = Int(slot)
            if differences[number]?[slot] == nil { differences[number, default: [:]][slot] = field.position }
        }
    }

    /// The number of the order that a row belongs to.
    private mutating func order(of row: Record) throws(WireError) -> Int {
        guard let digest = digestOfKey(row) else { return held.orderCount }
        if let lastKey, lastKey.digest == digest, lastKey.number >= held.closedCount { return lastKey.number }
        let known = numbers.insert(digest, UInt32(truncatingIfNeeded: held.orderCount))
        let number = known.map(Int.init) ?? held.orderCount
        guard number >= held.closedCount else {
            throw WireError(
                .rowsApart, at: row.position,
                "the row belongs to an order whose other rows stand too far in front of it")
        }
        lastKey = (digest, number)
        return number
    }

    /// A digest of the values that tell orders apart, or `nil` when there are none.
    private mutating func digestOfKey(_ row: Record) -> Digest? {
        keyText.removeAll(keepingCapacity: true)
        var isEmpty = true
        for slot in layout.key {
            let field = row.withoutForeignBlanks(row.field(slot))
            if !field.isEmpty { isEmpty = false }
            row.bytes(of: field).withUnsafeBufferPointer { keyText += $0 }
            // No text has this byte, so `a, bc` is not `ab, c`.
            keyText.append(0xFF)
        }
        if isEmpty {
            guard let slot = layout.otherwise.first(where: { !row.field($0).isEmpty }) else { return nil }
            row.bytes(of: row.withoutForeignBlanks(row.field(slot))).withUnsafeBufferPointer { keyText += $0 }
            // No key, even of the same text.
            keyText.append(UInt8(truncatingIfNeeded: slot))
        }
        return Digest(of: keyText.span)
    }
}

extension RecordBuilder {
    /// Makes one record of an order's rows, in place of what the arrays hold.
    mutating func gather(
        _ order: HeldRows.OpenOrder, numbered number: Int, from held: HeldRows, _ layout: TableLayout
    ) {
        arena.removeAll()
        slots.removeAll()
        instances.removeAll()
        entries.removeAll()
        let first = held[row: order.firstRow]
        append(layout.table.id, parent: -1, at: first.position)
        slots.append(repeating: .absent, count: held.tableCount)
        held.writeTableFields(of: order, moved: -Int(first.firstValue), to: slots.base)
        var rowNumber = order.firstRow
        while rowNumber >= 0 {
            let row = held[row: rowNumber]
            append(layout.rows.id, parent: 0, at: row.position)
            let target = slots.count
            slots.append(repeating: .absent, count: held.rowFieldCount)
            held.writeFields(
                ofRow: rowNumber, of: order, moved: arena.count - Int(row.firstValue), to: slots.base + target)
            let values = held.values(ofRow: rowNumber)
            if let base = values.baseAddress { arena.append(base, values.count) }
            rowNumber = row.next
        }
        entries.append(
            Entry(
                instanceCount: instances.count, number: number, line: first.position.line,
                column: first.position.column, lastLine: Int(held[row: order.lastRow].lastLine)))
    }

    private mutating func append(_ group: Int, parent: Int32, at position: SourcePosition) {
        instances.append(
            Instance(
                group: UInt16(group), parent: parent, firstSlot: Int32(truncatingIfNeeded: slots.count),
                line: UInt32(truncatingIfNeeded: position.line), column: UInt32(truncatingIfNeeded: position.column)))
    }
}
