internal import CVectors
import Glibc

/// Follows libcsv over the same bytes and knows where each field starts: libcsv itself tells only what fields hold.
struct CSVPlaces {
    /// A place in a row, behind a separator.
    struct Reached: BitwiseCopyable {
        /// How many bytes of the row stand in front of it, and how many line ends.
        var count: UInt32 = 0
        var lines: UInt32 = 0
        var column: UInt32 = 0
    }

    private let separator: UInt8
    private var chunk = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Where in the chunk the next byte stands that was not looked at.
    private(set) var index = 0
    private var plainEnd = 0
    private var isQuoted = false
    private var isAtRowStart = true
    private var place = SourcePosition(line: 1, column: 1)
    /// The place of the field given last.
    private(set) var fieldStart = SourcePosition(line: 1, column: 1)
    /// The byte of the text at which the field given last starts.
    private(set) var fieldOffset = 0
    /// Where the field given last ends, in front of what ends it.
    private(set) var fieldEndLine = 1
    private(set) var fieldEndOffset = 0
    /// Bytes looked at so far.
    private var offset = 0
    /// Where in the chunk the row starts to which the field given last belongs; -1 when it has started before the chunk.
    private var rowStart = -1
    private var rowLine = 1
    /// How far that row has been gone over.
    var reached: Reached {
        Reached(
            count: UInt32(truncatingIfNeeded: index &- rowStart),
            lines: UInt32(truncatingIfNeeded: place.line &- rowLine),
            column: UInt32(truncatingIfNeeded: place.column))
    }
    /// Whether all of that row stands in the chunk.
    var isRowInChunk: Bool { rowStart >= 0 }
    /// That row's text, as far as it was gone over; `nil` when it has started before the chunk.
    var rowText: UnsafeBufferPointer<UInt8>? {
        guard rowStart >= 0, let base = chunk.baseAddress else { return nil }
        return UnsafeBufferPointer(start: base + rowStart, count: index &- rowStart)
    }
    /// The same for a row that has ended, without what ends it.
    var endedRowText: UnsafeBufferPointer<UInt8>? {
        guard rowStart >= 0, let base = chunk.baseAddress else { return nil }
        return UnsafeBufferPointer(start: base + rowStart, count: indexInChunk(fieldEndOffset) &- rowStart)
    }
    /// The byte at which the open field starts, or the next one will.
    var openOffset: Int { isOpen ? fieldOffset : offset }
    /// The place behind all that was looked at.
    var nextPlace: SourcePosition { place }

    init(separator: UInt8) { self.separator = separator }

    mutating func add(_ chunk: UnsafeBufferPointer<UInt8>) {
        self.chunk = chunk
        index = 0
        plainEnd = 0
        rowStart = -1
        (lineFeed, carriageReturn, quote) = (-1, -1, -1)
    }

    /// Takes in what the chunk holds of a field that goes on in the next one; libcsv has ended all others.
    mutating func finishChunk() {
        openField()
        while index < chunk.count {
            if chunk[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            step()
        }
    }

    /// Notes where the field starts, unless it is open from the chunk before.
    private mutating func openField() {
        if isAtRowStart { skipToRow() }
        guard !isOpen, index < chunk.count else { return }
        if isAtRowStart { (rowStart, rowLine) = (index, place.line) }
        isAtRowStart = false
        fieldStart = place
        fieldOffset = offset
        isOpen = true
    }

    /// Skips line ends and blanks in front of a row, as libcsv does: a line of nothing else is no row.
    private mutating func skipToRow() {
        while index < chunk.count, isRowEnd(chunk[index]) || isBlankByte(chunk[index]) { step() }
    }

    @inline(__always)
    private func isRowEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Whether libcsv leaves the byte out at both ends of a field.
    @inline(__always)
    private func isBlankByte(_ byte: UInt8) -> Bool { (byte == 0x20 || byte == 0x09) && byte != separator }

    // MARK: - Rows that repeat the one before

    /// How many bytes a row that starts at a place of the chunk has in common with the row before it.
    ///
    /// None when libcsv has not ended a row there, or the row before does not stand in the chunk, or in another column.
    mutating func countRepeated(from start: Int, column: Int) -> Int {
        guard isAtRowStart, !isOpen, rowStart >= 0, let base = chunk.baseAddress else { return 0 }
        skipToRow()
        // Otherwise the row has begun already, with a field that is not at its end.
        guard index >= start, place.column == column else { return 0 }
        return WordScan.countSame(base + rowStart, base + index, limit: chunk.count - index)
    }

    /// Begins a row and goes behind its first fields, which the row before has in the same columns.
    /// - Returns: Where in the chunk they end.
    mutating func beginRow(with reached: Reached) -> Int {
        (rowStart, rowLine, fieldStart, fieldOffset) = (index, place.line, place, offset)
        isAtRowStart = false
        place.line += Int(reached.lines)
        place.column = Int(reached.column)
        index += Int(reached.count)
        offset += Int(reached.count)
        findPlainEnd()
        return index
    }

    // MARK: - Bare fields

    /// A field in front of which libcsv was stopped, since a separator or a row's end is all that it would find.
    struct BareField {
        let start: SourcePosition
        /// As it stands, with blanks at its ends.
        let bytes: UnsafeBufferPointer<UInt8>
        let isASCII: Bool
        let endsRow: Bool
    }

    /// Goes to the row that starts next, or stays in the one that is at a field's start.
    /// - Parameter start: Where in the chunk libcsv would go on, which is in no field.
    /// - Returns: Where the bare fields end that start here: at a quotation mark, or at the end of the row; `nil` when the
    ///   row does not end in the chunk, or too near its end.
    mutating func endOfBareFields(from start: Int) -> Int? {
        guard !isOpen else { return nil }
        if isAtRowStart { skipToRow() }
        guard index >= start else { return nil }
        Self.find(0x0A, in: chunk, from: index, &lineFeed)
        Self.find(0x0D, in: chunk, from: index, &carriageReturn)
        Self.find(UInt8(ascii: "\""), in: chunk, from: index, &quote)
        guard lineFeed &+ paddedBytes < chunk.count else { return nil }
        return min(lineFeed, carriageReturn, quote)
    }

    /// Where in the chunk the next of these bytes stand from some place on, or the chunk's end: each is looked for once.
    private var lineFeed = -1
    private var carriageReturn = -1
    private var quote = -1

    @inline(__always)
    private static func find(_ byte: UInt8, in chunk: UnsafeBufferPointer<UInt8>, from index: Int, _ known: inout Int) {
        guard known < index, let base = chunk.baseAddress else { return }
        known =
            memchr(base + index, Int32(byte), chunk.count - index).map { UnsafeRawPointer(base).distance(to: $0) }
            ?? chunk.count
    }

    /// Goes behind the next field, unless there is a quotation mark in it.
    /// - Parameter end: What `endOfBareFields` has told of this row.
    @inline(__always)
    mutating func nextBareField(before end: Int) -> BareField? {
        guard let base = chunk.baseAddress else { return nil }
        let fieldEnd = WordScan.firstIndex(of: separator, base, from: index, to: end)
        let endsRow = fieldEnd == end
        if endsRow, base[end] == UInt8(ascii: "\"") { return nil }
        if isAtRowStart { (rowStart, rowLine, isAtRowStart) = (index, place.line, false) }
        let (start, count) = (place, fieldEnd &- index)
        let bytes = UnsafeBufferPointer(start: base + index, count: count)
        let isASCII = fieldEnd < plainEnd
        place.column &+= (isASCII ? count : WordScan.countCharacters(base + index, count)) &+ 1
        (fieldStart, fieldOffset) = (start, offset)
        index &+= count &+ 1
        offset &+= count &+ 1
        if endsRow { endRow(base[end]) }
        if !isASCII { findPlainEnd() }
        return BareField(start: start, bytes: bytes, isASCII: isASCII, endsRow: endsRow)
    }

    /// Bare fields of a row, in front of its last one, for a loop that keeps its place in registers.
    struct PlainRun {
        fileprivate let base: UnsafePointer<UInt8>
        fileprivate let separator: UInt8
        fileprivate let rowStart: Int
        fileprivate let lines: Int
        fileprivate let end: Int
        /// Where the chunk's bytes end that may be looked at in words, and the next lies that is not ASCII.
        fileprivate let chunkEnd: Int
        fileprivate var plainEnd: Int
        /// The separators that have not been reached among 64 bytes, and where these begin: to look for all at once has
        /// no branch that depends on where they are.
        fileprivate var separators: UInt64
        fileprivate var window: Int
        fileprivate var start: Int
        fileprivate var lastStart: Int
        /// The column of the field that starts here.
        fileprivate(set) var column: Int
        fileprivate var lastColumn: Int

        var bytes: UnsafePointer<UInt8> { base + start }

        /// How many bytes the field has that starts here, or `nil` when it is none of the run.
        @inline(__always)
        mutating func fieldCount() -> Int? {
            while separators == 0 {
                window &+= 64
                guard window < end else { return nil }
                separators = wb_bits_of(separator, base + window)
            }
            let fieldEnd = window &+ separators.trailingZeroBitCount
            return fieldEnd < end ? fieldEnd &- start : nil
        }

        /// Whether the field that starts here is UTF-8.
        @inline(__always)
        func isValid(_ count: Int) -> Bool {
            start &+ count < plainEnd || firstInvalidUTF8(UnsafeBufferPointer(start: bytes, count: count)) == nil
        }

        /// Goes behind the field, and says how far in the row that is.
        @inline(__always)
        mutating func skip(_ count: Int) -> Reached {
            (lastStart, lastColumn) = (start, column)
            let isASCII = start &+ count < plainEnd
            column &+= (isASCII ? count : WordScan.countCharacters(bytes, count)) &+ 1
            start &+= count &+ 1
            separators &= separators &- 1
            if !isASCII { plainEnd = WordScan.firstNonASCII(base, from: start, to: max(start, chunkEnd)) }
            return Reached(
                count: UInt32(truncatingIfNeeded: start &- rowStart), lines: UInt32(truncatingIfNeeded: lines),
                column: UInt32(truncatingIfNeeded: column))
        }
    }

    /// The plain fields that start here, in a row that has begun in the chunk.
    /// - Parameter end: What `endOfBareFields` has told of this row.
    @inline(__always)
    func plainRun(before end: Int) -> PlainRun? {
        guard rowStart >= 0, !isAtRowStart, let base = chunk.baseAddress, end &+ 64 <= chunk.count else { return nil }
        return PlainRun(
            base: base, separator: separator, rowStart: rowStart, lines: place.line &- rowLine, end: end,
            chunkEnd: chunk.count &- paddedBytes, plainEnd: plainEnd,
            separators: wb_bits_of(separator, base + index), window: index, start: index, lastStart: -1,
            column: place.column, lastColumn: 0)
    }

    /// Goes to where a run of plain fields has come.
    @inline(__always)
    mutating func finish(_ run: PlainRun) {
        guard run.lastStart >= 0 else { return }
        fieldStart = SourcePosition(line: place.line, column: run.lastColumn)
        fieldOffset = offset &+ (run.lastStart &- index)
        offset &+= run.start &- index
        index = run.start
        plainEnd = run.plainEnd
        place.column = run.column
    }

    /// Where the field that stands behind the one in quotation marks starts, which starts at a place of the chunk.
    func endOfQuotedField(from start: Int) -> Int? {
        guard let base = chunk.baseAddress else { return nil }
        var next = start
        while next < chunk.count, isBlankByte(base[next]) { next &+= 1 }
        guard next < chunk.count, base[next] == UInt8(ascii: "\"") else { return nil }
        repeat {
            guard let mark = memchr(base + next + 1, Int32(UInt8(ascii: "\"")), chunk.count - next - 1) else {
                return nil
            }
            next = UnsafeRawPointer(base).distance(to: mark) + 1
            // A mark that stands twice is one of the text.
        } while next < chunk.count && base[next] == UInt8(ascii: "\"")
        while next < chunk.count, isBlankByte(base[next]) { next &+= 1 }
        return next < chunk.count && base[next] == separator ? next + 1 : nil
    }

    // MARK: - Fields

    /// Goes behind the field that libcsv has just ended, if it stands in the chunk as libcsv gives it.
    ///
    /// That is so for what is ASCII and neither a row's first field nor in quotation marks nor between blanks nor near the
    /// chunk's end.
    /// - Returns: The field's bytes, with padding and without blanks at their ends, and its line and column.
    @inline(__always)
    mutating func nextPlainField(_ count: Int) -> (bytes: UnsafePointer<UInt8>, line: Int, column: Int)? {
        guard index &+ count < plainEnd, !isAtRowStart, !isOpen, let base = chunk.baseAddress else { return nil }
        let bytes = base + index
        let end = bytes[count]
        // Where libcsv has left something out, another byte of the field stands in place of its end.
        guard end == separator || isRowEnd(end) else { return nil }
        if count > 0, bytes[0] <= UInt8(ascii: "\"") || bytes[count &- 1] <= 0x20 { return nil }
        let start = place
        index &+= count &+ 1
        offset &+= count &+ 1
        place.column &+= count &+ 1
        if end != separator { endRow(end) }
        return (bytes, start.line, start.column)
    }

    private mutating func endRow(_ byte: UInt8) {
        (fieldEndLine, fieldEndOffset) = (place.line, offset &- 1)
        isAtRowStart = true
        if byte == 0x0A { place = SourcePosition(line: place.line &+ 1, column: 1) }
    }

    /// Where in the chunk the next byte lies that is not ASCII, or after which too few follow.
    private mutating func findPlainEnd() {
        guard let base = chunk.baseAddress, index >= plainEnd else { return }
        plainEnd = WordScan.firstNonASCII(base, from: index, to: max(index, chunk.count - paddedBytes))
    }

    /// Goes behind the field that libcsv has just ended, which has so many bytes.
    mutating func nextField(_ count: Int) -> SourcePosition {
        let isNew = !isOpen
        openField()
        if isNew, let base = chunk.baseAddress {
            let length = knownLength(count)
            place.advance(over: base + index, length)
            index &+= length
            offset &+= length
        }
        if !isOpen {
            // The last field of a file without a line end behind it may be empty.
            fieldStart = place
            fieldOffset = offset
        }
        while index < chunk.count {
            let byte = chunk[index]
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted && (byte == separator || isRowEnd(byte)) { break }
            step()
        }
        (fieldEndLine, fieldEndOffset) = (place.line, offset)
        if index < chunk.count {
            isAtRowStart = chunk[index] != separator
            step()
        }
        isOpen = false
        findPlainEnd()
        return fieldStart
    }

    private var isOpen = false

    private func indexInChunk(_ byte: Int) -> Int { byte &- (offset &- index) }

    /// Where in the chunk the field given last has just the bytes that libcsv gives, or `nil` when it differs from them.
    func textOfField(_ count: Int) -> UnsafePointer<UInt8>? {
        let (start, end) = (indexInChunk(fieldOffset), indexInChunk(fieldEndOffset))
        guard start >= 0, end &+ paddedBytes <= chunk.count, let base = chunk.baseAddress else { return nil }
        switch end &- start {
        case count: return base + start
        case count &+ 2: return base[start] == UInt8(ascii: "\"") ? base + start + 1 : nil
        default: return nil
        }
    }

    /// How many bytes a field surely has that starts here, when libcsv gives it so many.
    private func knownLength(_ count: Int) -> Int {
        guard index &+ count &+ 2 < chunk.count, let base = chunk.baseAddress else { return 0 }
        if base[index] != UInt8(ascii: "\"") { return (count == 0 || isBlankByte(base[index])) ? 0 : count }
        // Without a mark that stands twice, the bytes between the marks are those that libcsv gives.
        return memchr(base + index + 1, Int32(UInt8(ascii: "\"")), count) == nil ? count &+ 2 : 0
    }

    /// The place that lies `count` bytes into the chunk.
    func position(after count: Int) -> SourcePosition {
        var copy = self
        while copy.index < min(count, chunk.count) { copy.step() }
        return copy.place
    }

    private mutating func step() {
        let byte = chunk[index]
        index += 1
        offset += 1
        if byte == 0x0A {
            place.line += 1
            place.column = 1
        } else if byte & 0xC0 != 0x80 {
            place.column += 1
        }
    }
}
