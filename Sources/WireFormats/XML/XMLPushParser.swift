internal import CLibXML2
import Glibc

/// What libxml2's callbacks hold as their user data: a struct behind a raw pointer, since a class would pay for
/// reference counts and exclusivity at each of millions of events.
struct XMLParserState {
    var builder: RecordBuilder
    var names: InternedNames
    var context: xmlParserCtxtPtr
    var rootNames: [String]
    /// Control characters given as references, which libxml2 drops when it is told to recover.
    var findings: [LocatedFinding] = []
    /// The number of the last record with a finding about markup.
    private var recordWithMarkup = 0
    /// Whether a tag ends behind the error: then it is not the end of the text that is wrong.
    fileprivate var hasTagBehindError = false
    /// Bytes that libxml2 has counted as characters of their own on a line, which it does in CDATA sections.
    private var miscounted = (line: 0, bytes: 0)
    private static let lineFeed: StaticString = "\n"
    /// Where the text goes on behind a return at the end of a piece of a CDATA section.
    private var offsetBehindReturn = -1

    init(builder: RecordBuilder, names: InternedNames, context: xmlParserCtxtPtr, rootNames: [String]) {
        self.builder = builder
        self.names = names
        self.context = context
        self.rootNames = rootNames
    }

    /// The parser's place in the decoded text, in bytes.
    var sourceOffset: Int {
        guard let input = context.pointee.input else { return 0 }
        return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    }

    /// A column of libxml2's in characters.
    @inline(__always)
    func column(_ column: Int, onLine line: Int) -> Int {
        line == miscounted.line ? column &- miscounted.bytes : column
    }

    /// Adds a piece of a CDATA section, in which libxml2 counts bytes and leaves line ends as they are.
    fileprivate mutating func characterData(_ text: UnsafePointer<UInt8>, _ count: Int) {
        let kind = scan(text, count)
        if kind.hasHighBit { noteMiscount(text, count) }
        let offset = sourceOffset
        if !kind.hasReturn, offset != offsetBehindReturn { return builder.text(text, count) }
        var rest = UnsafeBufferPointer(start: text, count: count)
        if offset == offsetBehindReturn, rest.first == 0x0A { rest = UnsafeBufferPointer(rebasing: rest.dropFirst()) }
        while let index = rest.firstIndex(of: 0x0D), let base = rest.baseAddress {
            builder.text(base, index)
            builder.text(Self.lineFeed.utf8Start, 1)
            let next = index + 1
            if next == rest.count { offsetBehindReturn = offset + count }
            let isPair = next < rest.count && rest[next] == 0x0A
            rest = UnsafeBufferPointer(rebasing: rest.dropFirst(isPair ? next + 1 : next))
        }
        if let base = rest.baseAddress { builder.text(base, rest.count) }
    }

    private mutating func noteMiscount(_ text: UnsafePointer<UInt8>, _ count: Int) {
        guard let input = context.pointee.input else { return }
        var line = Int(input.pointee.line)
        var bytes = line == miscounted.line ? miscounted.bytes : 0
        for index in 0..<count {
            if text[index] == 0x0A { (line, bytes) = (line + 1, 0) }
            if text[index] & 0xC0 == 0x80 { bytes += 1 }
        }
        miscounted = (line, bytes)
    }
}

/// Whether there are characters of several bytes in a text, and whether there are returns.
private func scan(_ text: UnsafePointer<UInt8>, _ count: Int) -> (hasHighBit: Bool, hasReturn: Bool) {
    // Without a branch, so that the loop is turned into vectors.
    var all: UInt8 = 0
    var returns: UInt8 = 0
    for index in 0..<count {
        all |= text[index]
        returns |= text[index] == 0x0D ? 1 : 0
    }
    return (all >= 0x80, returns != 0)
}

/// A finding with its place in the decoded text, by which it is matched with its record.
struct LocatedFinding {
    var finding: TextFinding
    var offset: Int
}

/// libxml2's push parser with our handlers: SAX2, no entities but the five of XML, no document type, no network.
///
/// Custom entities need no further care: without a `getEntity` handler libxml2 knows none. The parser is told to
/// recover only so that a reference to a forbidden control character can be dropped; every other error stops it.
struct XMLPushParser {
    let state: UnsafeMutablePointer<XMLParserState>
    private let context: xmlParserCtxtPtr
    private static let bytesOfNames = 1 << 20
    /// Bytes of a tag: libxml2 compares each attribute with all others.
    static let bytesOfTag = 1 << 16
    /// Findings that are kept until their records come: more than anyone reads.
    static let findingLimit = 1000

    init(shape: RecordShape, limits: ReadLimits) {
        var handler = xmlSAXHandler()
        // Without this mark the namespace-aware callbacks are silently never called.
        handler.initialized = 0xDEED_BEAF
        handler.startElementNs = startElement
        handler.endElementNs = endElement
        handler.characters = characters
        // The same pointer as `characters`: otherwise libxml2 looks at every blank twice.
        handler.ignorableWhitespace = characters
        handler.cdataBlock = characterData
        handler.internalSubset = documentType
        handler.serror = { userData, error in
            guard let userData, let error else { return }
            parserError(userData.assumingMemoryBound(to: XMLParserState.self), error.pointee)
        }
        state = .allocate(capacity: 1)
        guard let context = xmlCreatePushParserCtxt(&handler, UnsafeMutableRawPointer(state), nil, 0, nil) else {
            preconditionFailure("no memory for an XML parser")
        }
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue))
        // An export has some hundred names; libxml2 takes ever longer for the next one.
        _ = xmlDictSetLimit(context.pointee.dict, Self.bytesOfNames)
        self.context = context
        state.initialize(
            to: XMLParserState(
                builder: RecordBuilder(shape: shape, limits: limits, keepsMarkup: true),
                names: InternedNames(names: shape.names, dictionary: context.pointee.dict), context: context,
                rootNames: shape.rootNames))
    }

    func deallocate() {
        xmlFreeParserCtxt(context)
        state.pointee.builder.deallocate()
        state.pointee.names.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Parses a chunk; what goes wrong is in the builder's `failure`.
    func parse(_ chunk: UnsafeMutableBufferPointer<UInt8>) {
        xmlResetLastError()
        chunk.withMemoryRebound(to: CChar.self) { _ = xmlParseChunk(context, $0.baseAddress, Int32($0.count), 0) }
        failWithoutMemory()
    }

    /// Stops where libxml2 had no memory for what it was given: it tells nobody, and goes on without it.
    private func failWithoutMemory() {
        guard let error = xmlGetLastError(), error.pointee.code == Int32(XML_ERR_NO_MEMORY.rawValue),
            state.pointee.builder.failure == nil
        else { return }
        state.pointee.builder.failure = WireError(
            .readFailed, at: position, String(cString: strerror(ENOMEM)), errno: ENOMEM)
    }

    /// Tells the parser that there is no more: what goes wrong now is an end that came too early.
    /// - Parameter end: The place of the document's end.
    func finish(at end: SourcePosition) {
        // Behind the root element only markup can be cut.
        let isBehindRoot = context.pointee.instate == XML_PARSER_EPILOG
        let hasTextBehindRoot = isBehindRoot && unparsed.first { $0 > 0x20 } != UInt8(ascii: "<")
        xmlResetLastError()
        _ = xmlParseChunk(context, nil, 0, 1)
        failWithoutMemory()
        guard let failure = state.pointee.builder.failure else { return }
        // The name of a root element may have been cut as well.
        let isCut = failure.code == .malformed && !state.pointee.hasTagBehindError || failure.code == .notAnExport
        guard isCut, !hasTextBehindRoot else { return }
        state.pointee.builder.failure = WireError(.truncated, at: end, "the document ends too early")
    }

    /// The place that the parser has reached: that of the bytes it has not looked at yet.
    var position: SourcePosition {
        guard let input = context.pointee.input else { return SourcePosition(line: 1, column: 1) }
        let line = Int(input.pointee.line)
        return SourcePosition(line: line, column: state.pointee.column(Int(input.pointee.col), onLine: line))
    }

    /// Whether the parser waits for the end of a tag that is too long already.
    var hasLongTag: Bool {
        let text = unparsed
        guard text.count > Self.bytesOfTag, text[0] == UInt8(ascii: "<") else { return false }
        return text[1] != UInt8(ascii: "!") && text[1] != UInt8(ascii: "?")
    }

    /// The line that the parser stands on.
    var line: Int { context.pointee.input.map { Int($0.pointee.line) } ?? 1 }

    /// The bytes that the parser has been given and not looked at yet.
    var unparsed: UnsafeBufferPointer<UInt8> {
        // A parser that was stopped has freed them, but may still point to them.
        guard context.pointee.instate != XML_PARSER_EOF, let input = context.pointee.input,
            let start = input.pointee.cur,
            let end = input.pointee.end
        else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(start: start, count: max(0, end - start))
    }
}

// MARK: - Callbacks

private let startElement: startElementNsSAX2Func = { userData, localName, _, _, _, _, _, _, _ in
    guard let userData, let localName else { return }
    let state = userData.assumingMemoryBound(to: XMLParserState.self)
    let input = state.pointee.context.pointee.input
    guard let input else { return }
    let number = state.pointee.names.number(of: localName)
    let depthBefore = state.pointee.builder.depth
    if depthBefore == 0, number == 0 || !state.pointee.isRoot(number) { return state.pointee.refuseRoot(localName) }
    let line = Int(input.pointee.line)
    // The parser stands on the tag's last character; the value begins behind it.
    state.pointee.builder.enter(
        number, line: line, column: state.pointee.column(Int(input.pointee.col), onLine: line) &+ 1, sourceOffset: 0)
    if state.pointee.builder.begun != .nothing { state.pointee.locateTag(input.pointee) }
    if state.pointee.builder.failure != nil { xmlStopParser(state.pointee.context) }
}

private let endElement: endElementNsSAX2Func = { userData, _, _, _ in
    guard let userData else { return }
    let state = userData.assumingMemoryBound(to: XMLParserState.self)
    guard let input = state.pointee.context.pointee.input else { return }
    let offset = state.pointee.builder.endsRecordHere ? state.pointee.sourceOffset : 0
    state.pointee.builder.leave(line: Int(input.pointee.line), sourceOffset: offset)
}

private let characters: charactersSAXFunc = { userData, text, count in
    guard let userData, let text else { return }
    let state = userData.assumingMemoryBound(to: XMLParserState.self)
    state.pointee.builder.text(text, Int(count))
    if state.pointee.builder.failure != nil { xmlStopParser(state.pointee.context) }
}

private let characterData: cdataBlockSAXFunc = { userData, text, count in
    guard let userData, let text else { return }
    let state = userData.assumingMemoryBound(to: XMLParserState.self)
    state.pointee.characterData(text, Int(count))
    if state.pointee.builder.failure != nil { xmlStopParser(state.pointee.context) }
}

private let documentType: internalSubsetSAXFunc = { userData, name, _, _ in
    guard let userData else { return }
    let state = userData.assumingMemoryBound(to: XMLParserState.self)
    let name = name.map { String(cString: $0) } ?? ""
    let what = name.lowercased() == "html" ? "this is a web page, not an export" : "the file has a DOCTYPE"
    state.pointee.fail(.doctypeRefused, what)
}

/// Takes the first error that is fatal; dropped references to control characters are findings.
private func parserError(_ state: UnsafeMutablePointer<XMLParserState>, _ error: xmlError) {
    // Namespace findings and warnings leave the document well-formed.
    guard error.level == XML_ERR_FATAL, state.pointee.builder.failure == nil else { return }
    let line = Int(error.line)
    let position = SourcePosition(line: line, column: state.pointee.column(Int(error.int2), onLine: line))
    if error.code == Int32(XML_ERR_INVALID_CHAR.rawValue), let message = error.message,
        strncmp(message, "xmlParseCharRef", 15) == 0, isForbidden(error.int1)
    {
        return state.pointee.dropReference(to: UInt32(error.int1), at: position)
    }
    if let input = state.pointee.context.pointee.input, error.code != Int32(XML_ERR_DOCUMENT_END.rawValue),
        let start = input.pointee.cur, let end = input.pointee.end, start < end
    {
        state.pointee.hasTagBehindError = UnsafeBufferPointer(start: start, count: end - start).contains(
            UInt8(ascii: ">"))
    }
    var message = error.message.map { String(cString: $0) } ?? "not well-formed"
    while message.last?.isWhitespace == true { message.removeLast() }
    if error.code == Int32(XML_ERR_NO_MEMORY.rawValue) { message = "the document has more names than any export" }
    let isTooLong = message.contains("Huge input lookup")
    state.pointee.builder.failure = WireError(
        isTooLong ? .fieldTooLong : .malformed, at: position,
        isTooLong ? "a comment, an instruction or a reference is longer than 10 MB" : message)
    xmlStopParser(state.pointee.context)
}

/// Whether XML has no place for a character, not even as a reference.
private func isForbidden(_ value: Int32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0xD800...0xDFFF, 0xFFFE, 0xFFFF: true
    default: false
    }
}

extension XMLParserState {
    /// Notes a reference that libxml2 leaves out.
    ///
    /// Two that are the halves of one character are that character: so programs that think in UTF-16 write it.
    fileprivate mutating func dropReference(to value: UInt32, at position: SourcePosition) {
        let offset = sourceOffset
        if let high = findings.last, case .controlCharacterDropped(let first) = high.finding.kind,
            (0xD800..<0xDC00).contains(first), (0xDC00...0xDFFF).contains(value),
            isReference(from: high.offset, to: offset),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (value - 0xDC00))
        {
            findings.removeLast()
            var character = String(scalar)
            return character.withUTF8 { if let base = $0.baseAddress { builder.text(base, $0.count) } }
        }
        guard findings.count < XMLPushParser.findingLimit else { return }
        let finding = TextFinding(kind: .controlCharacterDropped(value), position: position)
        findings.append(LocatedFinding(finding: finding, offset: offset))
    }

    /// Whether the text between two places, of which the parser stands at the second, is a single reference.
    private func isReference(from start: Int, to end: Int) -> Bool {
        guard let input = context.pointee.input, let current = input.pointee.cur, let base = input.pointee.base,
            (4...12).contains(end - start), current - base >= end - start
        else { return false }
        let text = UnsafeBufferPointer(start: current - (end - start), count: end - start)
        return text.first == UInt8(ascii: "&") && text.firstIndex(of: UInt8(ascii: ";")) == text.count - 1
    }

    fileprivate func isRoot(_ number: Int) -> Bool { builder.leadsFromDocument(number) }

    fileprivate mutating func refuseRoot(_ localName: UnsafePointer<UInt8>) {
        let found = String(cString: localName)
        let expected = rootNames.map { "<\($0)>" }.joined(separator: " or ")
        fail(.notAnExport, "the document is <\(found.prefix(64))>, not \(expected)")
    }

    fileprivate mutating func fail(_ code: WireError.Code, _ message: String) {
        let input = context.pointee.input
        let line = Int(input?.pointee.line ?? 1)
        let position = SourcePosition(line: line, column: column(Int(input?.pointee.col ?? 1), onLine: line))
        if builder.failure == nil { builder.failure = WireError(code, at: position, message) }
        xmlStopParser(context)
    }

    /// Finds the first character of the tag that has begun a record, or markup in a text.
    fileprivate mutating func locateTag(_ input: xmlParserInput) {
        let begun = builder.takeBegun()
        guard let end = input.cur, let base = input.base else { return }
        var tag = end
        while tag > base, tag.pointee != UInt8(ascii: "<") { tag -= 1 }
        let lines = UnsafeBufferPointer(start: tag, count: end - tag).count { $0 == 0x0A }
        let line = Int(input.line)
        var column = column(Int(input.col), onLine: line) - characters(from: tag, to: end)
        if lines > 0 {
            // libxml2 has left the tag's line behind; what is in front of the tag on that line is still there.
            var start = tag
            while start > base, start[-1] != 0x0A { start -= 1 }
            column = 1 + characters(from: start, to: tag)
        }
        let position = SourcePosition(line: line - lines, column: column)
        let offset = Int(input.consumed) + (tag - base)
        if begun == .record { return builder.relocateRecord(to: position, sourceOffset: offset) }
        noteMarkup(at: position, offset: offset)
    }

    /// Notes that a text has tags inside: at least once in each record that has such texts.
    private mutating func noteMarkup(at position: SourcePosition, offset: Int) {
        guard findings.count < XMLPushParser.findingLimit || recordWithMarkup != builder.recordCount else { return }
        recordWithMarkup = builder.recordCount
        let finding = TextFinding(kind: .markupDropped(field: openPath), position: position)
        findings.append(LocatedFinding(finding: finding, offset: offset))
    }

    /// The names of the open elements below the record, without that of the tag that the parser stands on.
    private var openPath: String {
        let names = UnsafeBufferPointer(start: context.pointee.nameTab, count: Int(context.pointee.nameNr))
        return names.dropFirst(builder.recordDepth).compactMap { $0.map { String(cString: $0) } }
            .joined(separator: "/")
    }

    private func characters(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) -> Int {
        UnsafeBufferPointer(start: start, count: end - start).count { $0 & 0xC0 != 0x80 }
    }
}
