internal import CLibCSV
import Glibc

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
    /// The control characters that were dropped and whose rows have not been handed out.
    private var dropped: [LocatedFinding] = []
    /// The header as far as it has been read, while it has no end.
    private var head: [UInt8] = []
    private var isAtEnd = false
    package private(set) var record: Record

    /// Reads a table.
    /// - Parameters:
    ///   - input: The table's bytes.
    ///   - shape: A record whose fields are columns; their paths are the columns' names.
    ///   - limits: What is refused as too large.
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
        record = Record.none(of: state.pointee.builderPointer(of: state))
    }

    deinit {
        csv_free(&state.pointee.parser)
        state.pointee.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    package var columnNames: [String] { state.pointee.columnNames }
    package var headFindings: [TextFinding] { state.pointee.headFindings }
    package var bytesRead: Int { input.bytesRead }
    package var digest: Digest { input.digest }

    /// Whether the header has a column for a slot; the header has been read once `next` was called.
    package func hasColumn(_ slot: Int) -> Bool { state.pointee.slots.contains(slot) }

    /// Whether the whole header has been read.
    var hasHeader: Bool { state.pointee.hasHeader }

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
        guard !chunk.isEmpty else {
            isAtEnd = true
            return try finish()
        }
        takeOutControlCharacters()
        guard let start = chunk.baseAddress, !chunk.isEmpty else { return }
        state.pointee.places.add(UnsafeBufferPointer(chunk))
        try parseLines(start, chunk.count)
        keepHead(chunk.count)
        state.pointee.keepRowText()
        state.pointee.places.finishChunk()
        if let failure = state.pointee.failureOfOpenField() { throw failure }
    }

    /// Hands a chunk to libcsv, but for what it need not see: what a row repeats of the row before, and fields without
    /// quotation marks.
    private mutating func parseLines(_ start: UnsafeMutablePointer<UInt8>, _ count: Int) throws(WireError) {
        var index = 0
        while index < count {
            index = state.pointee.beginRepeatedRow(at: index) ?? index
            index = state.pointee.takeBareFields(from: index)
            if let failure = state.pointee.builder.failure { throw failure }
            guard index < count else { return }
            let end = state.pointee.endOfQuotedField(from: index) ?? endOfLine(start, from: index, count)
            let taken = csv_parse(&state.pointee.parser, start + index, end - index, csvField, csvRow, state)
            if let failure = state.pointee.builder.failure { throw failure }
            guard taken == end - index else {
                keepHead(index + taken + 1)
                throw misplacedQuote(at: index + taken, start[index + taken])
            }
            index = end
        }
    }

    private func endOfLine(_ start: UnsafeMutablePointer<UInt8>, from index: Int, _ count: Int) -> Int {
        memchr(start + index, 0x0A, count - index).map { UnsafeMutableRawPointer(start).distance(to: $0) + 1 } ?? count
    }

    private func misplacedQuote(at index: Int, _ byte: UInt8) -> WireError {
        var position = state.pointee.places.position(after: index)
        // libcsv may go over blanks before it knows that the mark in front of them does not end the field.
        if byte != UInt8(ascii: "\"") { position.column -= state.pointee.parser.spaces }
        return WireError(.malformed, at: position, otherSeparatorMessage ?? Self.quoteMessage)
    }

    private mutating func keepHead(_ count: Int) {
        if !state.pointee.hasHeader { head += chunk.prefix(max(0, min(count, Self.headLimit - head.count))) }
    }

    /// Bytes that are enough to see what separates a header's names.
    private static let headLimit = 1 << 12

    /// That the header has another separator than a table should have, if it seems so.
    ///
    /// libcsv is at the header, or behind one that is a single name.
    var otherSeparatorMessage: String? {
        let header =
            state.pointee.hasHeader ? columnNames.joined(separator: ",") : String(decoding: head, as: UTF8.self)
        let names = [";": "semicolons", "\t": "tabs", "|": "vertical lines"]
        guard !header.utf8.contains(separator), let found = header.first(where: { names[String($0)] != nil }),
            let name = names[String(found)]
        else { return nil }
        return "the fields seem to be separated by \(name); export the table with commas"
    }

    private static let quoteMessage =
        "a quotation mark stands inside a field; write it twice and put the field in quotation marks"

    private mutating func takeOutControlCharacters() {
        var text = chunk
        let limit = max(0, XMLPushParser.findingLimit - dropped.count)
        dropped += dropControlCharacters(
            in: &text, at: state.pointee.places.nextPlace, offset: chunkOffset, limit: limit)
        chunk = text
    }

    private mutating func finish() throws(WireError) {
        state.pointee.places.add(UnsafeBufferPointer(start: nil, count: 0))
        state.pointee.isAtEnd = true
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
        var taken = dropped.isEmpty ? [] : takeDropped()
        while nextFinding < findings.count, findings[nextFinding].record == record.number {
            taken.append(findings[nextFinding].finding)
            nextFinding += 1
        }
        return taken
    }

    /// A character in front of a row's end is of that row, one behind it of the next.
    private mutating func takeDropped() -> [TextFinding] {
        let count = dropped.prefix { $0.offset <= record.sourceRange.upperBound }.count
        defer { dropped.removeFirst(count) }
        return dropped.prefix(count).map(\.finding)
    }

    /// Forgets the findings of records that have been handed out.
    private mutating func discardFindings() {
        let done = state.pointee.findings.prefix { $0.record <= record.number }.count
        if done > 0 { state.pointee.findings.removeFirst(done) }
        nextFinding = 0
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
