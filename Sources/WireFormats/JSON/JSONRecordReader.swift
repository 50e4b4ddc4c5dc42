internal import CSimdJSON

/// Hands out the records of a JSON text: a scan finds one record in a sliding window, simdjson parses it.
///
/// Records are, by the shape's paths: the elements of the top-level array, or the top-level object itself, or each object of
/// JSON Lines (path `""`); or a member of the top-level object and, when it is an array, its elements (path `shipments`).
/// A top-level object with such a member is an envelope, unless `namesOfBareRecords` tells otherwise; its other members are
/// skipped, but must be valid. The members that the shape names as messages are records too, wherever they stand: of an object,
/// of each element of a list, or of a bare value where the shape keeps the group's own text. Envelopes may come one behind the
/// other or in a list, as answers that were put together do.
/// Numbers stay text; `null` counts as absent; of an array where one value is wanted the first element is kept, as is the
/// first of several members of one name, and the field is marked as repeated.
package struct JSONRecordReader: RecordReader, ~Copyable {
    private var window: JSONWindow
    private let builder: UnsafeMutablePointer<RecordBuilder>
    private let names: UnsafeMutablePointer<NameTable>
    private let mayBeEnvelope: Bool
    private let expectation: String
    private let allowsBare: Bool
    /// The member as whose element a bare record is read; 0 when it lies at the top level in the shape too.
    private let bareMember: Int
    private let namesOfBareRecords: Set<Int>
    private let parser: UnsafeMutableRawPointer
    private let depthLimit: Int
    private var state = JSONReadingState.start
    private var needsComma = false
    private var hasFoundRecords = false
    /// What the current envelope stands in.
    private var surroundings = JSONReadingState.lines
    /// Whether the elements of the top-level list are envelopes; not known before the first.
    private var areElementsEnvelopes: Bool?
    /// How many bytes the current record has; they lie in the window, just in front of what is not taken.
    private var rawCount = 0
    /// The control characters that were dropped from the current record.
    private var findings: [TextFinding] = []
    package private(set) var record: Record

    /// Reads a text.
    /// - Parameters:
    ///   - input: Its bytes.
    ///   - shape: Which members make a record.
    ///   - limits: What is refused as too much.
    package init(input: consuming ByteInput, shape: RecordShape, limits: ReadLimits = ReadLimits()) {
        window = JSONWindow(input: input, limits: limits)
        depthLimit = limits.depth
        // The parser counts objects and arrays; the builder counts values too, and the member of bare records, and must
        // not be the first to have enough.
        var roomy = limits
        roomy.depth += 3
        builder = .allocate(capacity: 1)
        builder.initialize(to: RecordBuilder(shape: shape, limits: roomy))
        names = .allocate(capacity: 1)
        names.initialize(to: NameTable(shape: shape))
        bareMember = shape.bareMember.map { shape.number(ofName: $0) } ?? 0
        mayBeEnvelope = shape.hasRecordsBelowDocument
        namesOfBareRecords = shape.namesOfBareRecords
        allowsBare = shape.hasRecordAtTopLevel
        expectation = shape.expectation
        guard let parser = wb_json_new(numberOfName, names) else { preconditionFailure("no memory for a JSON parser") }
        self.parser = parser
        record = Record.none(of: builder)
    }

    deinit {
        wb_json_free(parser)
        names.pointee.deallocate()
        names.deallocate()
        builder.pointee.deallocate()
        builder.deinitialize(count: 1)
        builder.deallocate()
    }

    package var bytesRead: Int { window.bytesRead }
    package var digest: Digest { window.digest }
    package mutating func takeTextFindings() -> [TextFinding] {
        defer { if !findings.isEmpty { findings.removeAll() } }
        return findings
    }

    package func rawText(limit: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: window.base - rawCount, count: min(limit, rawCount)))
    }

    package mutating func next() throws(WireError) -> Bool {
        rawCount = 0
        while true {
            switch state {
            case .start: try start()
            case .elements(let member): if try nextElement(of: member) { return true }
            case .envelope: if try nextMember() { return true }
            case .lines: if try nextLine() { return true }
            case .envelopes: try nextEnvelope()
            case .end: return false
            }
        }
    }

    // MARK: - The text around the records

    private mutating func start() throws(WireError) {
        switch try window.peek() {
        case nil: throw WireError(.empty, at: SourcePosition(line: 1, column: 1), "the file is empty")
        case UInt8(ascii: "[") where allowsBare: enter(.elements(member: 0))
        case UInt8(ascii: "{"):
            if try isEnvelope() { enterEnvelope(in: .envelopes) } else { state = .lines }
        case UInt8(ascii: "["): throw WireError(.notAnExport, at: window.position, expectation)
        case UInt8(ascii: "<"):
            throw WireError(.notAnExport, at: window.position, "this is a web page or XML, not JSON")
        default: throw WireError(.notAnExport, at: window.position, "this is not a JSON export")
        }
    }

    /// Takes an opening bracket.
    private mutating func enter(_ state: JSONReadingState) {
        window.take(1)
        needsComma = false
        self.state = state
    }

    private mutating func enterEnvelope(in surroundings: JSONReadingState) {
        self.surroundings = surroundings
        hasFoundRecords = false
        enter(.envelope)
    }

    /// Whether the top-level object has one of the members that hold records.
    private mutating func isEnvelope() throws(WireError) -> Bool {
        guard mayBeEnvelope else { return false }
        guard allowsBare else { return true }
        var depth = 0
        var index = 0
        while let byte = try byte(at: index) {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                let length = try window.measureToken(at: index)
                let member = names.pointee.number(of: content(at: index, length))
                index += length
                while let blank = try self.byte(at: index), isJSONBlank(blank) { index += 1 }
                let isName = try self.byte(at: index) == UInt8(ascii: ":")
                if depth == 1, isName {
                    if builder.pointee.leadsToRecord(member) { return true }
                    if namesOfBareRecords.contains(member) { return false }
                }
                continue
            default: break
            }
            if depth == 0 { return false }
            index += 1
        }
        return false
    }

    private mutating func byte(at index: Int) throws(WireError) -> UInt8? {
        while index >= window.count {
            guard try window.fill() else { return nil }
        }
        return window.base[index]
    }

    /// What stands between two quotation marks.
    private func content(at index: Int, _ length: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: window.base + index + 1, count: length - 2)
    }

    private mutating func nextLine() throws(WireError) -> Bool {
        switch try window.peek() {
        case nil:
            state = .end
            return false
        case UInt8(ascii: "{"):
            try readRecord(of: bareMember, depth: 0)
            return true
        default: throw malformed("only another object may follow an object")
        }
    }

    private mutating func nextEnvelope() throws(WireError) {
        guard try window.peek() == UInt8(ascii: "{") else { return try finish() }
        enterEnvelope(in: .envelopes)
    }

    private mutating func nextElement(of member: Int) throws(WireError) -> Bool {
        guard try reachPart(closedBy: UInt8(ascii: "]")) else {
            needsComma = true
            if member != 0 { state = .envelope } else { try finish() }
            return false
        }
        guard window.base[0] == UInt8(ascii: "{") else {
            guard builder.pointee.leadsToMessage(member), builder.pointee.keepsOwnText(member) else {
                throw malformed("a record must be an object")
            }
            return try readTextOrNull(of: member, depth: 2)
        }
        if member == 0, try holdsEnvelopes() {
            enterEnvelope(in: .elements(member: 0))
            return false
        }
        try readRecord(of: member != 0 ? member : bareMember, depth: member != 0 ? 2 : 1)
        return true
    }

    /// Whether the first element of the top-level list, which is at hand or has been, is an envelope.
    private mutating func holdsEnvelopes() throws(WireError) -> Bool {
        if let known = areElementsEnvelopes { return known }
        let answer = try isEnvelope()
        areElementsEnvelopes = answer
        return answer
    }

    private mutating func nextMember() throws(WireError) -> Bool {
        guard try reachPart(closedBy: UInt8(ascii: "}")) else {
            if !hasFoundRecords { throw WireError(.notAnExport, at: window.position, expectation) }
            needsComma = true
            state = surroundings
            return false
        }
        guard window.base[0] == UInt8(ascii: "\"") else { throw malformed("a member's name is missing") }
        let length = try window.measureToken(at: 0)
        try check(length, depthLimit: depthLimit)
        let member = names.pointee.number(of: content(at: 0, length))
        window.take(length)
        guard try reach() == UInt8(ascii: ":") else { throw malformed("a colon is missing") }
        window.take(1)
        let first = try reach()
        guard builder.pointee.leadsToRecord(member) else {
            try skipValue()
            return false
        }
        let isMessage = builder.pointee.leadsToMessage(member)
        if !isMessage || builder.pointee.standsForRecords(member) { hasFoundRecords = true }
        switch first {
        case UInt8(ascii: "["): enter(.elements(member: member))
        case UInt8(ascii: "{"):
            try readRecord(of: member, depth: 1)
            return true
        case UInt8(ascii: "n"): try skipValue()
        case _ where builder.pointee.keepsOwnText(member): return try readTextOrNull(of: member, depth: 1)
        // Where the records should be, null or false is an export without records.
        case UInt8(ascii: "f"): try skipValue()
        case _ where isMessage: try skipValue()
        default: throw malformed("the records must be a list or an object")
        }
        return false
    }

    /// Goes to the next part of an object or array, behind the comma in front of it.
    /// - Returns: Whether there is one; otherwise the closing bracket has been taken.
    private mutating func reachPart(closedBy end: UInt8) throws(WireError) -> Bool {
        let byte = try reach()
        if byte == end {
            window.take(1)
            return false
        }
        if needsComma {
            guard byte == UInt8(ascii: ",") else { throw malformed("a comma is missing") }
            window.take(1)
            _ = try reach()
        }
        needsComma = true
        return true
    }

    private mutating func reach() throws(WireError) -> UInt8 {
        if let byte = try window.peek() { return byte }
        throw WireError(.truncated, at: window.position, "the text ends inside a list or object")
    }

    /// Passes over the value of an envelope's member.
    private mutating func skipValue() throws(WireError) {
        let length = try window.measureValue()
        try check(length, depthLimit: depthLimit - 1)
        window.take(length)
    }

    private mutating func finish() throws(WireError) {
        if try window.peek() != nil { throw malformed("there is text behind the end") }
        state = .end
    }

    private func check(_ length: Int, depthLimit: Int) throws(WireError) {
        if let error = error(in: length, depthLimit: depthLimit) { throw error }
    }

    private func error(in length: Int, depthLimit: Int) -> WireError? {
        let text = UnsafeBufferPointer(start: window.base, count: length)
        return JSONFault.first(in: text, depthLimit: depthLimit).map { fault in
            WireError(fault.code, at: window.position(of: fault.offset), fault.message)
        }
    }

    private func malformed(_ message: String) -> WireError { WireError(.malformed, at: window.position, message) }

    // MARK: - One record

    /// Reads the object at hand as a record.
    /// - Parameters:
    ///   - member: The member that holds it; 0 at the top level.
    ///   - depth: How many objects and arrays are around it.
    private mutating func readRecord(of member: Int, depth: Int) throws(WireError) {
        let length = try window.measureValue()
        var end = wb_json_place(line: window.position.line, column: window.position.column)
        var events: UnsafePointer<wb_json_event>?
        var count = 0
        var hasControls: Int32 = 0
        let isValid = wb_json_parse(
            parser, window.base, length, UInt32(max(0, depthLimit - depth)), &end, &events, &count, &hasControls)
        guard isValid != 0 else {
            throw error(in: length, depthLimit: depthLimit - depth) ?? malformed("this is not valid JSON")
        }
        builder.pointee.discardFinished()
        let found = UnsafeBufferPointer(start: events, count: count)
        let clean = hasControls != 0 ? JSONCleanEvents(found) : nil
        findings = clean?.findings ?? []
        JSONEventDriver(builder: builder).drive(
            clean?.events ?? found, of: WholeText(window.base, length, limits: builder.pointee.limits), in: member,
            from: window.position, lastLine: end.line)
        clean?.deallocate()
        if let failure = builder.pointee.failure { throw failure }
        window.take(length, to: SourcePosition(line: end.line, column: end.column))
        rawCount = length
        record = Record(builder: builder, entry: 0)
    }

    /// Reads the bare value at hand as a record that has nothing but its own text.
    /// - Returns: Whether there is a record; `null` makes none.
    private mutating func readTextOrNull(of member: Int, depth: Int) throws(WireError) -> Bool {
        let length = try window.measureValue()
        try check(length, depthLimit: depthLimit - depth)
        guard window.base[0] != UInt8(ascii: "n") else {
            window.take(length)
            return false
        }
        let place = window.position
        builder.pointee.discardFinished()
        builder.pointee.enter(member, line: place.line, column: place.column, sourceOffset: 0)
        // In brackets, since the parser takes no bare value.
        let padding = [UInt8](repeating: 0, count: wb_json_padding())
        let value = Array(UnsafeBufferPointer(start: window.base, count: length))
        let text = [UInt8(ascii: "[")] + value + [UInt8(ascii: "]")] + padding
        text.withUnsafeBufferPointer { text in
            var end = wb_json_place(line: 1, column: 1)
            var events: UnsafePointer<wb_json_event>?
            var count = 0
            var hasControls: Int32 = 0
            guard wb_json_parse(parser, text.baseAddress, length + 2, 1, &end, &events, &count, &hasControls) != 0,
                let content = UnsafeBufferPointer(start: events, count: count).first(where: {
                    UInt32($0.kind) == WB_JSON_TEXT.rawValue
                }),
                let bytes = content.text
            else { return }
            builder.pointee.text(bytes, Int(content.text_count))
        }
        window.take(length)
        builder.pointee.leave(line: place.line, sourceOffset: 0)
        if let failure = builder.pointee.failure { throw failure }
        rawCount = length
        record = Record(builder: builder, entry: 0)
        return true
    }
}

private let numberOfName: wb_json_lookup = { names, name, count in
    guard let names else { return 0 }
    let table = names.assumingMemoryBound(to: NameTable.self)
    return Int32(table.pointee.number(of: UnsafeBufferPointer(start: name, count: count)))
}
