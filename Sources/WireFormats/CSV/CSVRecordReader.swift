internal import CLibCSV

/// Hands out the rows of a table: libcsv pushes fields into the builder, the caller pulls records out.
///
/// The first row names the columns; they are found through the shape, wherever they stand. libcsv is strict: a quotation mark
/// in the wrong place is an error with its place, never a field that swallows the rest of the file.
package struct CSVRecordReader: RecordReader, ~Copyable {
    private var input: ByteInput
    private let state: UnsafeMutablePointer<CSVParserState>
    private let limits: ReadLimits
    private let separator: UInt8
    private var chunk = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
    private var chunkOffset = 0
    private var carry: [UInt8] = []
    private var nextEntry = 0
    private var nextFinding = 0
    private var isAtEnd = false
    package private(set) var record: Record

    /// Reads a table.
    /// - Parameters:
    ///   - shape: A record whose fields are columns; their paths are the columns' names.
    ///   - separator: The byte between fields.
    package init(
        input: consuming ByteInput, shape: RecordShape, limits: ReadLimits = ReadLimits(),
        separator: UInt8 = UInt8(ascii: ",")
    ) {
        self.input = input
        self.input.limits = limits
        self.limits = limits
        self.separator = separator
        state = .allocate(capacity: 1)
        state.initialize(to: CSVParserState(shape: shape, limits: limits, separator: separator))
        csv_init(&state.pointee.parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
        csv_set_delim(&state.pointee.parser, separator)
        // Blanks around a field belong to it as far as the table goes; the builder trims them.
        csv_set_space_func(&state.pointee.parser) { _ in 0 }
        record = Record.none(of: state.pointee.builderPointer(of: state))
    }

    deinit {
        csv_free(&state.pointee.parser)
        state.pointee.builder.deallocate()
        state.pointee.names.deallocate()
        state.pointee.targets.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    package var columnNames: [String] { state.pointee.columnNames }
    package var bytesRead: Int { input.bytesRead }
    package var digest: Digest { input.digest }

    /// Whether the header has a column for a slot; the header has been read once `next` was called.
    package func hasColumn(_ slot: Int) -> Bool { state.pointee.slots.contains(slot) }

    package mutating func next() throws(WireError) -> Bool {
        while nextEntry >= state.pointee.builder.entries.count {
            if isAtEnd { return false }
            try parseChunk()
            nextEntry = 0
        }
        record = Record(builder: state.pointee.builderPointer(of: state), entry: nextEntry)
        nextEntry += 1
        return true
    }

    private mutating func parseChunk() throws(WireError) {
        try keepUnfinishedText()
        discardFindings()
        state.pointee.builder.discardFinished()
        state.pointee.forgetRows()
        chunkOffset += chunk.count
        chunk = try input.nextChunk()
        guard let start = chunk.baseAddress, !chunk.isEmpty else {
            isAtEnd = true
            return try finish()
        }
        state.pointee.places.add(UnsafeBufferPointer(chunk))
        let taken = csv_parse(&state.pointee.parser, start, chunk.count, csvField, csvRow, state)
        if let failure = state.pointee.builder.failure { throw failure }
        if taken == chunk.count {
            state.pointee.places.finishChunk()
            if let failure = state.pointee.failureOfOpenField() { throw failure }
        } else {
            let position = state.pointee.places.position(after: taken)
            throw WireError(.malformed, at: position, Self.quoteMessage)
        }
    }

    private static let quoteMessage =
        "a quotation mark stands inside a field; write it twice and put the field in quotation marks"

    private mutating func finish() throws(WireError) {
        state.pointee.places.add(UnsafeBufferPointer(start: nil, count: 0))
        let result = csv_fini(&state.pointee.parser, csvField, csvRow, state)
        if let failure = state.pointee.builder.failure { throw failure }
        guard result == 0 else {
            throw WireError(
                .truncated, at: state.pointee.places.fieldStart, "the file ends inside a field in quotation marks")
        }
        if !state.pointee.hasHeader {
            throw WireError(.empty, at: SourcePosition(line: 1, column: 1), "the file is empty")
        }
    }

    // MARK: - The record's own text

    package func rawText(limit: Int) -> [UInt8] {
        var text: [UInt8] = []
        visitRawText(limit: limit) { text += $0 }
        return text
    }

    /// Whether the row has nothing but separators, as spreadsheets leave them behind a table.
    var isBlank: Bool {
        var isBlank = true
        visitRawText(limit: .max / 2) { text in
            isBlank =
                isBlank && text.allSatisfy { $0 == separator || $0 == UInt8(ascii: "\"") || WireFormats.isBlank($0) }
        }
        return isBlank
    }

    /// Hands out the record's own text in its parts.
    func visitRawText(limit: Int, _ visit: (UnsafeBufferPointer<UInt8>) -> Void) {
        let range = record.sourceRange
        let carryStart = chunkOffset - carry.count
        let end = min(range.upperBound, range.lowerBound + limit)
        if range.lowerBound < chunkOffset, range.lowerBound >= carryStart {
            carry.withUnsafeBufferPointer {
                visit(
                    UnsafeBufferPointer(
                        rebasing: $0[(range.lowerBound - carryStart)..<(min(end, chunkOffset) - carryStart)]))
            }
        }
        let first = max(range.lowerBound, chunkOffset)
        let last = min(end, chunkOffset + chunk.count)
        if first < last {
            visit(UnsafeBufferPointer(rebasing: chunk[(first - chunkOffset)..<(last - chunkOffset)]))
        }
    }

    private mutating func keepUnfinishedText() throws(WireError) {
        // A row begins for the builder with the end of its first field.
        let from = state.pointee.builder.unfinishedSourceStart ?? state.pointee.places.openOffset
        let carryStart = chunkOffset - carry.count
        if from >= chunkOffset { carry.removeAll(keepingCapacity: true) } else { carry.removeFirst(from - carryStart) }
        let inChunk = max(0, from - chunkOffset)
        if inChunk < chunk.count { carry += UnsafeBufferPointer(rebasing: chunk[inChunk...]) }
        if carry.count > limits.recordBytes { throw state.pointee.rowTooLong() }
    }

    package mutating func takeTextFindings() -> [TextFinding] {
        let findings = state.pointee.findings
        // They come in the order of their records, and so they go.
        while nextFinding < findings.count, findings[nextFinding].record < record.number { nextFinding += 1 }
        var taken: [TextFinding] = []
        while nextFinding < findings.count, findings[nextFinding].record == record.number {
            taken.append(findings[nextFinding].finding)
            nextFinding += 1
        }
        return taken
    }

    /// Forgets the findings of records that have been handed out.
    private mutating func discardFindings() {
        let done = state.pointee.findings.prefix { $0.record <= record.number }.count
        if done > 0 { state.pointee.findings.removeFirst(done) }
        nextFinding = 0
    }
}

/// What libcsv's callbacks hold as their user data.
struct CSVParserState {
    var parser = csv_parser()
    var builder: RecordBuilder
    var places: CSVPlaces
    var findings: [(record: Int, finding: TextFinding)] = []
    /// For each column of the file the number of its name in the shape, or 0.
    private var columns: [Int] = []
    /// What each column of the file leads to; none before the header is read.
    private(set) var targets = GrowingBuffer<CSVRowBefore.Column>(capacity: 64)
    /// For each column of the header its slot, or -1.
    private var slotsOfColumns: [Int] = []
    private var previous = CSVRowBefore()
    /// What the file calls its columns.
    private(set) var columnNames: [String] = []
    /// The slots that have a column.
    var slots: Set<Int> = []
    var hasHeader = false
    let names: NameTable
    private let shape: RecordShape
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
        column &+= 1
        guard target.slot >= 0 else { return }
        let slot = Int(target.slot)
        if let place = previous.place(of: target), builder.hasSame(plain.bytes, bytes.count, in: slot, of: place) {
            return
        }
        builder.add(slot: slot, plain.bytes, bytes.count, line: plain.line, column: plain.column, isPadded: true)
        if target.kind == .key { compareKey(target) }
    }

    @inline(never)
    private mutating func anyField(_ bytes: UnsafeBufferPointer<UInt8>) {
        let isASCII = isASCII(bytes)
        let start = places.nextField(bytes.count, isASCII: isASCII)
        guard hasHeader else { return header(bytes, start) }
        if column == 0 {
            builder.enterElement(line: start.line, column: start.column, sourceOffset: places.fieldOffset)
            previous.beginRow()
        }
        defer { column &+= 1 }
        guard column < targets.count else {
            if column == targets.count { note(.rowTooLong, at: start) }
            return
        }
        let target = targets[column]
        guard target.slot >= 0, let base = bytes.baseAddress else { return }
        guard isASCII || firstInvalidUTF8(bytes) == nil else { return note(.invalidBytes, at: start) }
        builder.add(slot: Int(target.slot), base, bytes.count, line: start.line, column: start.column)
        if target.kind == .key { compareKey(target) }
    }

    private mutating func compareKey(_ column: CSVRowBefore.Column) {
        guard let place = previous.place(ofKey: column),
            builder.hasSameInOpenRecord(Int(column.slot), as: place)
        else { return }
        previous.keepKey()
    }

    @inline(never)
    private mutating func note(_ kind: TextFinding.Kind, at position: SourcePosition) {
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
            hasHeader = true
            for slot in slotsOfColumns { targets.append(CSVRowBefore.Column(slot: Int32(slot))) }
            if let layout = shape.table { previous = CSVRowBefore(layout: layout, targets) }
            return
        }
        previous.endRow(at: builder.openPlace)
        builder.leave(line: places.fieldEndLine, sourceOffset: places.fieldEndOffset)
    }

    /// Refuses a field that goes on in the next chunk and is too long already: libcsv would keep all of it.
    func failureOfOpenField() -> WireError? {
        let isWanted = !hasHeader || column < targets.count && targets[column].slot >= 0
        guard isWanted, parser.entry_pos > builder.limits.fieldBytes else { return nil }
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
        var name = bytes
        if columns.isEmpty, name.count >= 3, name[0] == 0xEF, name[1] == 0xBB, name[2] == 0xBF {
            name = UnsafeBufferPointer(rebasing: name[3...])
        }
        while let last = name.last, isBlank(last) { name = UnsafeBufferPointer(rebasing: name.dropLast()) }
        while let first = name.first, isBlank(first) { name = UnsafeBufferPointer(rebasing: name.dropFirst()) }
        columnNames.append(String(decoding: name, as: UTF8.self))
        let number = names.number(of: name)
        let slot = shape.slotOfColumn(number)
        slotsOfColumns.append(columns.contains(number) ? -1 : slot ?? -1)
        columns.append(number)
        if let slot { slots.insert(slot) }
    }
}

private let csvField: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
    bytes, count, userData in
    guard let userData else { return }
    let state = userData.assumingMemoryBound(to: CSVParserState.self)
    let start = bytes?.assumingMemoryBound(to: UInt8.self)
    state.pointee.field(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
}

private let csvRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, userData in
    guard let userData else { return }
    userData.assumingMemoryBound(to: CSVParserState.self).pointee.row()
}
