internal import CLibXML2

/// Hands out the records of an XML document: libxml2 pushes a chunk's worth into a builder, the caller pulls them out.
package struct XMLRecordReader: RecordReader, ~Copyable {
    private var input: ByteInput
    private let parser: XMLPushParser
    private let limits: ReadLimits
    private var nextEntry = 0
    private var isAtEnd = false
    private var hasStarted = false
    /// The chunk that was parsed last, in the input's buffer.
    private var chunk = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
    /// The place of the chunk's first byte in the decoded text.
    private var chunkOffset = 0
    /// Decoded text in front of the chunk that belongs to records not handed out yet.
    private var carry: [UInt8] = []
    private var findings: [LocatedFinding] = []
    /// The column of the chunk's end.
    private var endColumn = 1
    private var encoding = UTF8Stream()
    /// How many records a part of a document should have; `nil` for one that is read to its end.
    private var expectedCount: Int?
    /// Whether so many control characters were dropped that it matters where chunks end.
    private var hasManyFindings = false
    package private(set) var endsAtSeam = true
    package private(set) var record: Record

    /// Reads a document.
    /// - Parameters:
    ///   - input: Its bytes.
    ///   - shape: Which elements make a record, compared by their local names.
    ///   - limits: What is refused as too much.
    package init(input: consuming ByteInput, shape: RecordShape, limits: ReadLimits = ReadLimits()) {
        self.input = input
        self.input.limits = limits
        self.limits = limits
        parser = XMLPushParser(shape: shape, limits: limits)
        record = Record.none(of: parser.builder)
    }

    /// Reads a part of a document.
    ///
    /// Behind its end, `endsAtSeam` says whether it was one.
    package init(_ segment: XMLSegment, shape: RecordShape, limits: ReadLimits = ReadLimits()) {
        self.init(input: ByteInput(decoded: segment.bytes), from: segment, shape: shape, limits: limits)
        guard !segment.isLast else { return }
        endsAtSeam = false
        expectedCount = segment.isTorn ? .max : parser.state.pointee.builder.recordCount + segment.recordCount
    }

    /// Reads a document from a part on to its end.
    /// - Parameters:
    ///   - input: The part's bytes and all that follow.
    ///   - segment: The part.
    ///   - shape: Which elements make a record.
    ///   - limits: What is refused as too much.
    package init(
        input: consuming ByteInput, from segment: XMLSegment, shape: RecordShape, limits: ReadLimits = ReadLimits()
    ) {
        self.init(input: input, shape: shape, limits: limits)
        guard let start = segment.start else { return }
        hasStarted = true
        chunkOffset = parser.resume(start)
        endColumn = start.position.column
    }

    deinit { parser.deallocate() }

    /// Whether a parser that has read nothing but a prolog stands within the root element.
    static func canBegin(behind prolog: [UInt8], shape: RecordShape) -> Bool {
        let parser = XMLPushParser(shape: shape, limits: ReadLimits())
        defer { parser.deallocate() }
        _ = parser.resume(
            XMLSegment.Start(prolog: prolog, position: SourcePosition(line: 1, column: 1), recordCount: 0))
        return parser.isBetweenRecords
    }

    package var bytesRead: Int { input.bytesRead }
    /// The digest of the file's bytes, once the end is reached.
    package var digest: Digest { input.digest }

    package mutating func next() throws(WireError) -> Bool {
        while nextEntry >= parser.state.pointee.builder.entries.count {
            if isAtEnd { return false }
            try parseChunk()
            nextEntry = 0
        }
        record = Record(builder: parser.builder, entry: nextEntry)
        nextEntry &+= 1
        return true
    }

    private mutating func parseChunk() throws(WireError) {
        keepUnfinishedText()
        parser.state.pointee.builder.discardFinished()
        chunkOffset += chunk.count
        chunk = hasStarted ? try input.nextChunk() : try firstChunk()
        hasStarted = true
        if chunk.isEmpty {
            isAtEnd = true
            if let expectedCount {
                endsAtSeam = parser.isAtSeam(behind: expectedCount) && !hasManyFindings
            } else {
                parser.finish(at: endPosition)
            }
        } else {
            let invalid = takeValidText()
            dropControlCharacters()
            if !chunk.isEmpty { parser.parse(chunk) }
            let findingCount = max(findings.count, parser.state.pointee.findings.count)
            if findingCount > XMLPushParser.findingLimit / 2 { hasManyFindings = true }
            endColumn = column(behind: UnsafeBufferPointer(chunk))
            if parser.hasLongTag {
                fail(.fieldTooLong, at: parser.position, "one tag is longer than \(XMLPushParser.bytesOfTag) bytes")
            }
            if let invalid { fail(.invalidEncoding, at: endPosition.before(invalid), "the bytes are not valid UTF-8") }
        }
        if let failure = parser.state.pointee.builder.failure { throw failure }
    }

    /// The place of the chunk's end: libxml2 counts lines well, and columns in its own way.
    private var endPosition: SourcePosition {
        let unparsed = parser.unparsed
        var position = SourcePosition(line: parser.line, column: 1)
        if let base = unparsed.baseAddress { position.advance(over: base, unparsed.count) }
        position.column = endColumn
        return position
    }

    /// The column behind some text that starts at `endColumn`.
    private func column(behind text: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = text.baseAddress else { return endColumn }
        var start = text.count
        while start > 0, base[start - 1] != 0x0A { start -= 1 }
        var position = SourcePosition(line: 1, column: start > 0 ? 1 : endColumn)
        position.advance(over: base + start, text.count - start)
        return position.column
    }

    private func fail(_ code: WireError.Code, at position: SourcePosition, _ message: String) {
        guard parser.state.pointee.builder.failure == nil else { return }
        parser.state.pointee.builder.failure = WireError(code, at: position, message)
    }

    /// Cuts the chunk in front of bytes that are no characters: libxml2 would let some of them pass.
    /// - Returns: How many bytes in front of the cut belong to them, if there are any.
    private mutating func takeValidText() -> Int? {
        guard let fault = encoding.firstFault(in: UnsafeBufferPointer(chunk)) else { return nil }
        chunk = UnsafeMutableBufferPointer(rebasing: chunk[..<max(0, fault)])
        return max(0, -fault)
    }

    // MARK: - The record's own text

    package func rawText(limit: Int) -> [UInt8] {
        let range = record.sourceRange
        let carryStart = chunkOffset - carry.count
        let end = min(range.upperBound, range.lowerBound + limit)
        var text: [UInt8] = []
        if range.lowerBound < chunkOffset, range.lowerBound >= carryStart {
            text += carry[(range.lowerBound - carryStart)..<(min(end, chunkOffset) - carryStart)]
        }
        let chunkEnd = min(end, chunkOffset + chunk.count)
        let chunkStart = max(range.lowerBound, chunkOffset)
        if chunkStart < chunkEnd {
            text += UnsafeBufferPointer(rebasing: chunk[(chunkStart - chunkOffset)..<(chunkEnd - chunkOffset)])
        }
        return text
    }

    /// Keeps the text from the unfinished record's start on, or what the parser has not looked at yet.
    private mutating func keepUnfinishedText() {
        let builder = parser.state.pointee.builder
        let keepFrom = builder.unfinishedSourceStart ?? max(0, chunkOffset + chunk.count - parser.unparsed.count)
        let carryStart = chunkOffset - carry.count
        if keepFrom >= chunkOffset {
            carry.removeAll(keepingCapacity: true)
        } else if keepFrom > carryStart {
            carry.removeFirst(keepFrom - carryStart)
        }
        let fromChunk = max(0, keepFrom - chunkOffset)
        if fromChunk < chunk.count { carry += UnsafeBufferPointer(rebasing: chunk[fromChunk...]) }
        if carry.count > limits.recordBytes, parser.state.pointee.builder.failure == nil {
            let position = builder.unfinishedPosition ?? endPosition
            parser.state.pointee.builder.fail(.recordTooLong, line: position.line, column: position.column)
        }
    }

    // MARK: - Findings

    package mutating func takeTextFindings() -> [TextFinding] {
        guard !findings.isEmpty || !parser.state.pointee.findings.isEmpty else { return [] }
        findings += parser.state.pointee.findings
        parser.state.pointee.findings.removeAll()
        let end = record.sourceRange.upperBound
        let taken = findings.filter { $0.offset < end }
        findings.removeAll { $0.offset < end }
        return taken.sorted { $0.offset < $1.offset }.map(\.finding)
    }

    private mutating func dropControlCharacters() {
        var text = chunk
        let limit = max(0, XMLPushParser.findingLimit - findings.count)
        findings += WireFormats.dropControlCharacters(in: &text, at: endPosition, offset: chunkOffset, limit: limit)
        chunk = text
    }

    // MARK: - The start of the document

    /// The first chunk, long enough to hold the XML declaration, which is taken out: the text is UTF-8 by now, and
    /// libxml2 would refuse a label that says otherwise, or blanks in front of it.
    private mutating func firstChunk() throws(WireError) -> UnsafeMutableBufferPointer<UInt8> {
        let chunk = try input.firstChunk()
        if XMLDeclaration.isBlank(chunk) && chunk.count < ByteInput.chunkSize && !chunk.isEmpty {
            throw WireError(.empty, at: SourcePosition(line: 1, column: 1), "the file has only blanks")
        }
        if chunk.isEmpty { throw WireError(.empty, at: SourcePosition(line: 1, column: 1), "the file is empty") }
        try checkStart(of: UnsafeBufferPointer(chunk))
        try XMLDeclaration.blankOut(in: chunk)
        return chunk
    }

    /// Refuses what starts with anything but a tag; control characters are dropped later.
    private func checkStart(of text: UnsafeBufferPointer<UInt8>) throws(WireError) {
        guard let base = text.baseAddress, let start = text.firstIndex(where: { $0 > 0x20 }),
            text[start] != UInt8(ascii: "<")
        else { return }
        var position = SourcePosition(line: 1, column: 1)
        position.advance(over: base, start)
        throw WireError(.notAnExport, at: position, "this is not XML")
    }
}

extension XMLPushParser {
    /// The builder in the parser's state, for the views of its records.
    var builder: UnsafeMutablePointer<RecordBuilder> {
        UnsafeMutableRawPointer(state).advanced(by: MemoryLayout<XMLParserState>.offset(of: \.builder) ?? 0)
            .assumingMemoryBound(to: RecordBuilder.self)
    }
}
