internal import CLibCSV

/// What libcsv's callbacks hold as their user data.
struct CSVParserState {
    var parser = csv_parser()
    var builder: RecordBuilder
    var places: CSVPlaces
    var findings: [(record: Int, finding: TextFinding)] = []
    /// For each column of the file the number of its name in the shape, or 0.
    private var columns: [Int] = []
    private var columnPlaces: [SourcePosition] = []
    /// What is to be said of the header.
    private(set) var headFindings: [TextFinding] = []
    /// What each column of the file leads to; none before the header is read.
    private(set) var targets = GrowingBuffer<CSVRowBefore.Column>(capacity: 64)
    /// For each column of the header its slot, or -1.
    private var slotsOfColumns: [Int] = []
    private var previous = CSVRowBefore()
    /// For each column where the field behind it starts, in the row being read or the last one.
    private var ends = GrowingBuffer<CSVPlaces.Reached>(capacity: 64)
    /// The open row's own text, of which its values are parts.
    private var rowText = CSVRowText()
    /// How many of the row's columns may be taken over by the next one, from the first on.
    private var repeatableCount = 0
    /// What the file calls its columns.
    private(set) var columnNames: [String] = []
    /// The slots that have a column.
    var slots: Set<Int> = []
    var hasHeader = false
    /// Whether what comes now ends with the file and not with a line.
    var isAtEnd = false
    let names: NameTable
    private let shape: RecordShape
    /// Columns of a table: what is kept of each takes more room than its separator in the file.
    private static let columnLimit = 16_384
    private var column = 0
    private var headerStart = SourcePosition(line: 1, column: 1)
    private var headerOffset = 0

    init(shape: RecordShape, limits: ReadLimits, separator: UInt8) {
        var limits = limits
        // A table is two deep and cannot be deeper.
        limits.depth = max(limits.depth, 2)
        builder = RecordBuilder(shape: shape, limits: limits)
        places = CSVPlaces(separator: separator)
        names = NameTable(shape: shape)
        self.shape = shape
    }

    func deallocate() {
        builder.deallocate()
        names.deallocate()
        targets.deallocate()
        ends.deallocate()
        rowText.deallocate()
    }

    func builderPointer(of state: UnsafeMutablePointer<CSVParserState>) -> UnsafeMutablePointer<RecordBuilder> {
        UnsafeMutableRawPointer(state).advanced(by: MemoryLayout<CSVParserState>.offset(of: \.builder) ?? 0)
            .assumingMemoryBound(to: RecordBuilder.self)
    }

    /// The rows in front of the current one are not there any more.
    mutating func forgetRows() { previous.forget() }

    @inline(__always)
    mutating func field(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard column < targets.count, let plain = places.nextPlainField(bytes.count) else { return anyField(bytes) }
        let target = targets[column]
        ends[column] = places.reached
        column &+= 1
        guard target.slot >= 0 else { return }
        let slot = Int(target.slot)
        if let place = previous.place(of: target), builder.hasSame(plain.bytes, bytes.count, in: slot, of: place) {
            return
        }
        add(slot, plain.bytes, bytes.count, line: plain.line, column: plain.column)
        if target.kind == .key { compareKey(target) }
    }

    @inline(never)
    private mutating func anyField(_ bytes: UnsafeBufferPointer<UInt8>) {
        let isASCII = isASCII(bytes)
        let start = places.nextField(bytes.count)
        guard hasHeader else { return header(bytes, start) }
        if column == 0 { beginRow(at: start) }
        defer { column &+= 1 }
        guard column < targets.count else { return noteSurplus(bytes, at: start) }
        let target = targets[column]
        ends[column] = places.reached
        guard target.slot >= 0, var base = bytes.baseAddress else { return }
        guard isASCII || firstInvalidUTF8(bytes) == nil else { return refuse(bytes, at: start) }
        if rowText.start != nil {
            guard let text = places.textOfField(bytes.count) else {
                return rowText.addExtra(Int(target.slot), bytes, at: start, to: &builder)
            }
            base = text
        }
        add(Int(target.slot), untrimmed: base, bytes.count, line: start.line, column: start.column)
        if target.kind == .key { compareKey(target) }
    }

    /// Adds a value without blanks at its ends, behind which more can be read.
    @inline(__always)
    private mutating func add(_ slot: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int, line: Int, column: Int) {
        if let rowStart = rowText.start {
            builder.add(slot: slot, offset: rowStart.distance(to: bytes), count, line: line, column: column)
        } else {
            builder.add(slot: slot, trimmed: bytes, count, line: line, column: column, isPadded: true)
        }
    }

    private mutating func add(
        _ slot: Int, untrimmed bytes: UnsafePointer<UInt8>, _ count: Int, line: Int, column: Int
    ) {
        guard let rowStart = rowText.start else {
            return builder.add(slot: slot, bytes, count, line: line, column: column)
        }
        let text = withoutBlanks(UnsafeBufferPointer(start: bytes, count: count))
        builder.add(
            slot: slot, offset: rowStart.distance(to: text.baseAddress ?? bytes), text.count, line: line,
            column: column)
    }

    /// Takes over the open row's text so far, since the chunk ends; what comes now is added value by value.
    mutating func keepRowText() {
        if let text = places.rowText { rowText.keep(text, in: &builder) }
    }

    private mutating func beginRow(at start: SourcePosition) {
        builder.enterElement(line: start.line, column: start.column, sourceOffset: places.fieldOffset)
        previous.beginRow()
        repeatableCount = targets.count
        rowText.start = places.rowText?.baseAddress
    }

    /// Begins a row with the fields that it has in common with the last one, as far as they are the same from its first byte on.
    ///
    /// The last of them is left to libcsv, for which the row begins with it.
    /// - Returns: Where in the chunk libcsv has to go on; `nil` when the row has no such fields, or does not start here.
    mutating func beginRepeatedRow(at index: Int) -> Int? {
        guard shape.table != nil, repeatableCount > 1, let last = builder.entries.last else { return nil }
        let same = places.countRepeated(from: index, column: last.column)
        guard same >= Int(ends[0].count) else { return nil }
        var count = repeatableCount
        while count > 1, Int(ends[count - 1].count) > same || !targets[count - 2].endsWhole { count -= 1 }
        guard count > 1 else { return nil }
        let end = places.beginRow(with: ends[count - 2])
        let start = places.fieldStart
        beginRow(at: start)
        let place = RecordBuilder.RecordPlace(slot: last.slot, arena: last.arena)
        if last.ownTextCount == 0 { rowText.start = nil }
        var index = 0
        while index < count - 1 {
            let target = targets[index]
            if previous.isKnown(target, of: place) {
                index = Int(target.sharedEnd)
                continue
            }
            index += 1
            guard target.slot >= 0 else { continue }
            rowText.addSame(
                Int(target.slot), as: place, last, linesLater: start.line - last.line, to: &builder)
            if target.kind == .key { compareKey(target) }
        }
        column = count - 1
        return end
    }

    // MARK: - Fields that libcsv does not see

    /// What libcsv's `pstate` is in front of a row's first field, and of any other.
    private static let rowNotBegun: Int32 = 0
    private static let fieldNotBegun: Int32 = 1

    private var isBetweenFields: Bool { parser.pstate <= Self.fieldNotBegun }

    /// Takes the fields of a row in front of its next quotation mark.
    ///
    /// As long as there is none, to cut at separators is all that libcsv would do, byte by byte.
    /// - Parameter index: Where in the chunk libcsv would go on.
    /// - Returns: Where it has to go on.
    mutating func takeBareFields(from index: Int) -> Int {
        guard hasHeader, isBetweenFields, let end = places.endOfBareFields(from: index) else { return index }
        while true {
            takePlainFields(before: end)
            guard let field = places.nextBareField(before: end) else { break }
            bareField(field)
            parser.pstate = Self.fieldNotBegun
            if field.endsRow {
                row()
                parser.pstate = Self.rowNotBegun
                break
            }
        }
        return places.index
    }

    /// Takes the plain fields that come next, as far as there is nothing to do with them but to note where they are.
    @inline(__always)
    private mutating func takePlainFields(before end: Int) {
        guard let rowStart = rowText.start, column > 0, var run = places.plainRun(before: end) else { return }
        let (slots, targets, ends) = (builder.openSlots, targets.base, ends.base)
        let (count, longest) = (self.targets.count, builder.limits.fieldBytes)
        let line = places.nextPlace.line
        let lastKind = previous.isSameRecord ? CSVRowBefore.Kind.own : .shared
        while column < count, let length = run.fieldCount() {
            let target = targets[column]
            if target.slot >= 0 {
                let (slot, bytes) = (Int(target.slot), run.bytes)
                // In front of an empty field stands a separator; that it is empty is asked last, since many are.
                guard target.kind.rawValue <= lastKind.rawValue, !slots[slot].isPresent, length <= longest,
                    min(bytes[0], bytes[length &- 1]) > 0x20 || length == 0, run.isValid(length)
                else { break }
                slots[slot] = Field(
                    offset: rowStart.distance(to: bytes), count: length, line: line, column: run.column)
            }
            ends[column] = run.skip(length)
            column &+= 1
        }
        places.finish(run)
    }

    /// Where the field in quotation marks that starts somewhere has its end and the next field of the row starts; `nil` when
    /// it is no such field, or the row's last, or not all of it is in the chunk.
    func endOfQuotedField(from index: Int) -> Int? {
        hasHeader && isBetweenFields ? places.endOfQuotedField(from: index) : nil
    }

    @inline(__always)
    private mutating func bareField(_ field: CSVPlaces.BareField) {
        if column == 0 { beginRow(at: field.start) }
        defer { column &+= 1 }
        guard column < targets.count else { return noteSurplus(field.bytes, at: field.start) }
        let target = targets[column]
        ends[column] = places.reached
        guard target.slot >= 0, let bytes = field.bytes.baseAddress else { return }
        guard field.isASCII || firstInvalidUTF8(field.bytes) == nil else { return refuse(field.bytes, at: field.start) }
        let (slot, count) = (Int(target.slot), field.bytes.count)
        if let place = previous.place(of: target), builder.hasSame(bytes, count, in: slot, of: place) { return }
        let (line, place) = (field.start.line, field.start.column)
        if count > 0, bytes[0] <= 0x20 || bytes[count &- 1] <= 0x20 {
            add(slot, untrimmed: bytes, count, line: line, column: place)
        } else {
            add(slot, bytes, count, line: line, column: place)
        }
        if target.kind == .key { compareKey(target) }
    }

    private mutating func compareKey(_ column: CSVRowBefore.Column) {
        guard let place = previous.place(ofKey: column), !rowText.hasExtra(column.slot),
            builder.hasSameInOpenRecord(Int(column.slot), as: place, in: rowText.start)
        else { return }
        previous.keepKey()
    }

    /// Notes a field that is not UTF-8; one that is too long as well ends the file, as it does where it comes in pieces.
    @inline(never)
    private mutating func refuse(_ bytes: UnsafeBufferPointer<UInt8>, at start: SourcePosition) {
        guard withoutBlanks(bytes).count > builder.limits.fieldBytes else { return note(.invalidBytes, at: start) }
        if builder.failure == nil { builder.failure = fieldTooLong(at: start) }
    }

    /// Notes a field behind all columns: one that says something has moved others out of their places.
    private mutating func noteSurplus(_ bytes: UnsafeBufferPointer<UInt8>, at start: SourcePosition) {
        if bytes.contains(where: { !isBlank($0) }) {
            note(.rowShifted, at: start)
        } else if column == targets.count {
            note(.rowTooLong, at: start)
        }
    }

    @inline(never)
    private mutating func note(_ kind: TextFinding.Kind, at position: SourcePosition) {
        // Each row that has it is to say so.
        repeatableCount = min(repeatableCount, column)
        findings.append((builder.recordCount, TextFinding(kind: kind, position: position)))
    }

    @inline(__always)
    private func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var all: UInt64 = 0
        var index = 0
        while index &+ 8 <= bytes.count {
            all |= WordScan.word(at: base + index)
            index &+= 8
        }
        while index < bytes.count {
            all |= UInt64(base[index])
            index &+= 1
        }
        return all & 0x8080_8080_8080_8080 == 0
    }

    mutating func row() {
        defer { column = 0 }
        guard hasHeader else {
            // One that is refused is none, be it refused at its end or at a chunk's.
            guard builder.failure == nil else { return }
            if CSVHeader.isSeparatorLine(columnNames) { return forgetHeader() }
            hasHeader = true
            settleColumns()
            for slot in slotsOfColumns { targets.append(CSVRowBefore.Column(slot: Int32(slot))) }
            for _ in slotsOfColumns { ends.append(CSVPlaces.Reached()) }
            if let layout = shape.table { previous = CSVRowBefore(layout: layout, targets) }
            return
        }
        // No separator stands behind a row's last field.
        repeatableCount = places.isRowInChunk ? min(repeatableCount, column - 1) : 0
        if isAtEnd, column < targets.count { note(.rowTooShort, at: places.fieldStart) }
        previous.endRow(at: builder.openPlace)
        if let text = places.endedRowText { rowText.end(text, in: &builder) }
        builder.leave(line: places.fieldEndLine, sourceOffset: places.fieldEndOffset)
    }

    /// Refuses a field that goes on in the next chunk and is too long already: libcsv would keep all of it.
    func failureOfOpenField() -> WireError? {
        let isWanted = !hasHeader || column < targets.count && targets[column].slot >= 0
        // Blanks behind a value are none of it, and are not counted at its end either.
        guard isWanted, parser.entry_pos - parser.spaces > builder.limits.fieldBytes else { return nil }
        return fieldTooLong(at: places.fieldStart)
    }

    func rowTooLong() -> WireError {
        let position = builder.unfinishedPosition ?? headerStart
        return WireError(
            .recordTooLong, at: position, "one record is longer than \(builder.limits.recordBytes) bytes")
    }

    private func fieldTooLong(at position: SourcePosition) -> WireError {
        WireError(.fieldTooLong, at: position, "one value is longer than \(builder.limits.fieldBytes) bytes")
    }

    /// Column names of the shape, by their numbers: what a header's field leads to.
    private mutating func header(_ bytes: UnsafeBufferPointer<UInt8>, _ start: SourcePosition) {
        if columns.isEmpty { (headerStart, headerOffset) = (start, places.fieldOffset) }
        if builder.failure == nil, bytes.count > builder.limits.fieldBytes { builder.failure = fieldTooLong(at: start) }
        if builder.failure == nil, places.fieldEndOffset - headerOffset > builder.limits.recordBytes {
            builder.failure = rowTooLong()
        }
        if builder.failure == nil, columns.count == Self.columnLimit {
            builder.failure = WireError(
                .notAnExport, at: start, "the table has more than \(Self.columnLimit) columns, as no spreadsheet has")
        }
        var name = bytes
        if columns.isEmpty, name.count >= 3, name[0] == 0xEF, name[1] == 0xBB, name[2] == 0xBF {
            name = UnsafeBufferPointer(rebasing: name[3...])
        }
        name = withoutBlanks(name)
        columnNames.append(String(decoding: name, as: UTF8.self))
        let number = names.number(of: name)
        let slot = shape.slotOfColumn(number)
        slotsOfColumns.append(slot ?? -1)
        columns.append(number)
        columnPlaces.append(start)
        if let slot { slots.insert(slot) }
    }

    private mutating func settleColumns() {
        let header = CSVHeader(called: columnNames, numbers: columns, slots: slotsOfColumns, places: columnPlaces)
        slotsOfColumns = header.settled
        headFindings = header.findings
    }

    private mutating func forgetHeader() {
        (columnNames, columns, columnPlaces, slotsOfColumns, slots) = ([], [], [], [], [])
    }
}
