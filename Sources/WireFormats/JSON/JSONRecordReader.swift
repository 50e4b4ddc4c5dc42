internal import CSimdJSON
import Glibc

/// Hands out the records of a JSON text: a scan finds one record in a sliding window, simdjson parses it.
///
/// Records are, by the shape's paths: the elements of the top-level array, or the top-level object itself, or each line of
/// JSON Lines (path `""`); or a member of the top-level object and, when it is an array, its elements (path `shipments`).
/// Numbers stay text; `null` counts as absent; of an array where one value is wanted the first element is kept.
package struct JSONRecordReader: RecordReader, ~Copyable {
    private enum State {
        case start
        /// Inside an array whose elements are records; the envelope is the object around it, if there is one.
        case elements(name: Int, inEnvelope: Bool)
        /// Between the members of an envelope.
        case envelope
        /// Behind a record at the top level.
        case lines
        case end
    }

    private var window: JSONWindow
    private let builder: UnsafeMutablePointer<RecordBuilder>
    private let names: NameTable
    private let rootNames: [String]
    private let allowsBare: Bool
    private let parser: UnsafeMutableRawPointer
    private let limits: ReadLimits
    private var state = State.start
    private var needsComma = false
    /// The current record's own text.
    private var raw: [UInt8] = []
    package private(set) var record: Record

    /// Reads a text.
    package init(input: consuming ByteInput, shape: RecordShape, limits: ReadLimits = ReadLimits()) {
        window = JSONWindow(input: input, limit: limits.recordBytes)
        self.limits = limits
        builder = .allocate(capacity: 1)
        builder.initialize(to: RecordBuilder(shape: shape, limits: limits))
        names = NameTable(shape: shape)
        rootNames = shape.recordNames
        allowsBare = shape.hasRecordAtTopLevel
        guard let parser = wb_json_new() else { preconditionFailure("no memory for a JSON parser") }
        self.parser = parser
        record = Record.none(of: builder)
    }

    deinit {
        wb_json_free(parser)
        builder.pointee.deallocate()
        builder.deinitialize(count: 1)
        builder.deallocate()
    }

    package var bytesRead: Int { window.bytesRead }
    package var digest: Digest { window.digest }
    package func rawText(limit: Int) -> [UInt8] { Array(raw.prefix(limit)) }
    package mutating func takeTextFindings() -> [TextFinding] { [] }

    package mutating func next() throws(WireError) -> Bool {
        while true {
            switch state {
            case .start: try start()
            case .elements(let name, let inEnvelope):
                if try nextElement(name, inEnvelope) { return true }
            case .envelope:
                if try nextMember() { return true }
            case .lines:
                guard let byte = try window.peek() else {
                    state = .end
                    return false
                }
                guard byte == UInt8(ascii: "{") else { throw malformed("only objects may follow one another") }
                return try readRecord(in: nil)
            case .end: return false
            }
        }
    }

    // MARK: - The text around the records

    private mutating func start() throws(WireError) {
        try window.skipByteOrderMark()
        guard let byte = try window.peek() else {
            throw WireError(.empty, at: SourcePosition(line: 1, column: 1), "the file is empty")
        }
        switch byte {
        case UInt8(ascii: "[") where allowsBare:
            window.take(1)
            needsComma = false
            state = .elements(name: 0, inEnvelope: false)
        case UInt8(ascii: "{"):
            if try isEnvelope() {
                window.take(1)
                needsComma = false
                state = .envelope
            } else {
                state = .lines
            }
        case UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            throw WireError(.notAnExport, at: window.position, expectation)
        case UInt8(ascii: "<"):
            throw WireError(.notAnExport, at: window.position, "this is a web page or XML, not JSON")
        default: throw malformed("not JSON")
        }
    }

    private var expectation: String {
        let members = rootNames.map { "a member \"\($0)\"" }
        return "there is no " + (members + (allowsBare ? ["list of records"] : [])).joined(separator: " or ")
    }

    /// Whether the top-level object has one of the members that hold records, as far as the first value tells.
    private mutating func isEnvelope() throws(WireError) -> Bool {
        guard !rootNames.isEmpty else { return false }
        guard allowsBare else { return true }
        // A bare record is one record long; so much of an envelope shows its members' names.
        var index = 1
        var depth = 1
        while true {
            while index < window.count {
                let byte = window.base[index]
                if byte == UInt8(ascii: "\"") {
                    var scan = JSONValueScan()
                    var length = scan.advance(window.base + index, window.count - index)
                    while length == nil {
                        guard try window.fill() else { return false }
                        length = scan.advance(window.base + index, window.count - index)
                    }
                    let end = index + (length ?? 0)
                    if depth == 1, isRecordName(window.base + index + 1, end - index - 2) { return true }
                    index = end
                    continue
                }
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
                if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
                if depth == 0 { return false }
                index += 1
            }
            guard try window.fill() else { return false }
        }
    }

    private func isRecordName(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let number = names.number(of: UnsafeBufferPointer(start: base, count: count))
        return number != 0 && builder.pointee.leadsToRecord(number)
    }

    private mutating func nextElement(_ name: Int, _ inEnvelope: Bool) throws(WireError) -> Bool {
        guard let byte = try window.peek() else { throw truncated() }
        if byte == UInt8(ascii: "]") {
            window.take(1)
            needsComma = true
            state = inEnvelope ? .envelope : .end
            if !inEnvelope { try requireEnd() }
            return false
        }
        if needsComma {
            guard byte == UInt8(ascii: ",") else { throw malformed("a comma is missing between two elements") }
            window.take(1)
            guard try window.peek() != nil else { throw truncated() }
        }
        needsComma = true
        return try readRecord(in: name)
    }

    private mutating func nextMember() throws(WireError) -> Bool {
        guard var byte = try window.peek() else { throw truncated() }
        if byte == UInt8(ascii: "}") {
            window.take(1)
            state = .end
            try requireEnd()
            return false
        }
        if needsComma {
            guard byte == UInt8(ascii: ",") else { throw malformed("a comma is missing between two members") }
            window.take(1)
            guard let next = try window.peek() else { throw truncated() }
            byte = next
        }
        needsComma = true
        guard byte == UInt8(ascii: "\"") else { throw malformed("a member's name is missing") }
        let length = try window.measureValue()
        let name = UnsafeBufferPointer(start: UnsafePointer(window.base + 1), count: max(0, length - 2))
        let number = names.number(of: name)
        window.take(length)
        guard try window.peek() == UInt8(ascii: ":") else { throw malformed("a colon is missing") }
        window.take(1)
        guard let first = try window.peek() else { throw truncated() }
        guard number != 0, builder.pointee.leadsToRecord(number) else {
            _ = try parse(try window.measureValue())
            window.take(try window.measureValue())
            return false
        }
        switch first {
        case UInt8(ascii: "["):
            window.take(1)
            needsComma = false
            state = .elements(name: number, inEnvelope: true)
            return false
        case UInt8(ascii: "{"): return try readRecord(in: number)
        default:
            // A null or false where the records should be is an export without records.
            window.take(try window.measureValue())
            return false
        }
    }

    private mutating func requireEnd() throws(WireError) {
        if try window.peek() != nil { throw malformed("there is text behind the end") }
    }

    // MARK: - One record

    /// Reads the value at hand as a record.
    /// - Parameter name: The member that holds it; 0 or `nil` at the top level.
    private mutating func readRecord(in name: Int?) throws(WireError) -> Bool {
        let length = try window.measureValue()
        guard length > 0 else { throw malformed("a value is missing") }
        let events = try parse(length)
        guard let first = events.first, first.kind == WB_JSON_OBJECT_START.rawValue else {
            throw malformed("a record must be an object")
        }
        builder.pointee.discardFinished()
        drive(events, in: name ?? 0)
        if let failure = builder.pointee.failure { throw failure }
        raw.removeAll(keepingCapacity: true)
        raw.append(contentsOf: UnsafeBufferPointer(start: window.base, count: length))
        window.take(length)
        record = Record(builder: builder, entry: 0)
        return true
    }

    private mutating func parse(_ length: Int) throws(WireError) -> UnsafeBufferPointer<wb_json_event> {
        var events: UnsafePointer<wb_json_event>?
        var count = 0
        var offset = 0
        var message: UnsafePointer<CChar>?
        let problem = wb_json_parse(
            parser, window.base, length, window.capacity, UInt32(limits.depth), &events, &count, &offset, &message)
        if problem == WB_JSON_OK.rawValue { return UnsafeBufferPointer(start: events, count: count) }
        let code: WireError.Code =
            switch UInt32(problem) {
            case WB_JSON_INVALID_UTF8.rawValue: .invalidEncoding
            case WB_JSON_TOO_DEEP.rawValue: .tooDeep
            default: .malformed
            }
        if code == .invalidEncoding { offset = firstInvalidUTF8(window.base, length) ?? offset }
        let position = JSONWindow.position(from: window.position, over: window.base, min(offset, length))
        throw WireError(code, at: position, message.map { String(cString: $0) } ?? "not JSON")
    }

    private mutating func drive(_ events: UnsafeBufferPointer<wb_json_event>, in name: Int) {
        var cursor = Cursor(position: window.position, base: UnsafePointer(window.base))
        if name != 0 { builder.pointee.enterArray(name, line: cursor.position.line, column: cursor.position.column) }
        var arrays: UInt64 = 0
        var depth = 0
        var member = 0
        for event in events {
            if event.kind == WB_JSON_KEY.rawValue {
                member = names.number(of: UnsafeBufferPointer(start: event.text, count: Int(event.count)))
                continue
            }
            let isElement = depth == 0 || arrays & (1 << UInt64(depth)) != 0
            switch UInt32(event.kind) {
            case WB_JSON_OBJECT_END.rawValue, WB_JSON_ARRAY_END.rawValue:
                depth -= 1
                builder.pointee.leave(line: cursor.position.line, sourceOffset: 0)
            case WB_JSON_NULL.rawValue: break
            case WB_JSON_OBJECT_START.rawValue:
                cursor.move(to: Int(event.offset))
                open(isElement, member, cursor.position)
                depth += 1
                arrays &= ~(1 << UInt64(depth))
            case WB_JSON_ARRAY_START.rawValue:
                cursor.move(to: Int(event.offset))
                if isElement {
                    builder.pointee.enterArray(0, line: cursor.position.line, column: cursor.position.column)
                } else {
                    builder.pointee.enterArray(member, line: cursor.position.line, column: cursor.position.column)
                }
                depth += 1
                arrays |= 1 << UInt64(depth)
            default:
                cursor.move(to: Int(event.offset))
                open(isElement, member, cursor.position)
                if let text = event.text { builder.pointee.text(text, Int(event.count)) }
                builder.pointee.leave(line: cursor.position.line, sourceOffset: 0)
            }
        }
        if name != 0 { builder.pointee.leave(line: cursor.position.line, sourceOffset: 0) }
    }

    private func open(_ isElement: Bool, _ member: Int, _ position: SourcePosition) {
        if isElement {
            builder.pointee.enterElement(line: position.line, column: position.column, sourceOffset: 0)
        } else {
            builder.pointee.enter(member, line: position.line, column: position.column, sourceOffset: 0)
        }
    }

    /// Goes through a record's text and knows line and column.
    private struct Cursor {
        var position: SourcePosition
        let base: UnsafePointer<UInt8>
        var offset = 0

        init(position: SourcePosition, base: UnsafePointer<UInt8>) {
            self.position = position
            self.base = base
        }

        mutating func move(to next: Int) {
            guard next > offset else { return }
            position = JSONWindow.position(from: position, over: base + offset, next - offset)
            offset = next
        }
    }

    private func malformed(_ message: String) -> WireError { WireError(.malformed, at: window.position, message) }

    private func truncated() -> WireError {
        WireError(.truncated, at: window.position, "the text ends inside a list or object")
    }
}

/// The first byte that does not belong to valid UTF-8.
func firstInvalidUTF8(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    var index = 0
    while index < count {
        let lead = base[index]
        let length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
        guard length > 0, index + length <= count else { return index }
        for step in 1..<max(1, length) where base[index + step] & 0xC0 != 0x80 { return index }
        if length >= 3 {
            let second = base[index + 1]
            let isOverlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90)
            let isBeyond = (lead == 0xED && second >= 0xA0) || (lead == 0xF4 && second >= 0x90)
            if isOverlong || isBeyond { return index }
        }
        index += length
    }
    return nil
}
