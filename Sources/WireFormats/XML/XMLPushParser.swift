internal import CLibXML2
import Glibc

/// libxml2's push parser with our handlers: SAX2, no entities but the five of XML, no document type, no network.
///
/// Custom entities need no further care: without a `getEntity` handler libxml2 knows none. The parser is told to
/// recover only so that a reference to a forbidden control character can be dropped; every other error stops it.
struct XMLPushParser {
    let state: UnsafeMutablePointer<XMLParserState>
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
        state.initialize(to: XMLParserState(shape: shape, limits: limits, context: context))
    }

    func deallocate() {
        xmlFreeParserCtxt(state.pointee.context)
        state.pointee.builder.deallocate()
        state.pointee.names.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Parses a chunk; what goes wrong is in the builder's `failure`.
    func parse(_ chunk: UnsafeMutableBufferPointer<UInt8>) {
        xmlResetLastError()
        chunk.withMemoryRebound(to: CChar.self) {
            _ = xmlParseChunk(state.pointee.context, $0.baseAddress, Int32($0.count), 0)
        }
        failWithoutMemory()
    }

    /// Begins in the middle of a document: what is in front of its first record makes the parser what it would be there.
    /// - Returns: How many bytes it has been given for that.
    func resume(_ start: XMLSegment.Start) -> Int {
        var prolog = start.prolog
        let count = prolog.withUnsafeMutableBufferPointer { text in
            var text = text
            guard (try? XMLDeclaration.blankOut(in: text)) != nil else { return 0 }
            _ = dropControlCharacters(in: &text, at: start.position, offset: 0, limit: 0)
            parse(text)
            return text.count
        }
        state.pointee.findings.removeAll()
        state.pointee.builder.resume(behind: start.recordCount)
        guard let input = state.pointee.context.pointee.input else { return count }
        input.pointee.line = Int32(truncatingIfNeeded: start.position.line)
        input.pointee.col = Int32(truncatingIfNeeded: start.position.column)
        return count
    }

    /// Whether the parser stands within the root element, outside of all others, with nothing left over.
    var isBetweenRecords: Bool {
        let context = state.pointee.context.pointee
        return state.pointee.builder.failure == nil && context.instate == XML_PARSER_CONTENT && context.nameNr == 1
            && state.pointee.builder.depth == 1 && unparsed.isEmpty
    }

    /// Whether the parser has just seen the end tag of a record, which was the last one of so many.
    func isAtSeam(behind recordCount: Int) -> Bool {
        // With too many names one parser may refuse what several would each have room for.
        isBetweenRecords && state.pointee.builder.recordCount == recordCount
            && state.pointee.builder.current.sourceEnd == state.pointee.sourceOffset
            && xmlDictGetUsage(state.pointee.context.pointee.dict) <= Self.bytesOfNames / 16
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
        let isBehindRoot = state.pointee.context.pointee.instate == XML_PARSER_EPILOG
        let hasTextBehindRoot = isBehindRoot && unparsed.first { $0 > 0x20 } != UInt8(ascii: "<")
        xmlResetLastError()
        _ = xmlParseChunk(state.pointee.context, nil, 0, 1)
        failWithoutMemory()
        guard let failure = state.pointee.builder.failure else { return state.pointee.requireRecordsOrList() }
        // The name of a root element may have been cut as well.
        let isCut = failure.code == .malformed && !state.pointee.hasTagBehindError || failure.code == .notAnExport
        guard isCut, !hasTextBehindRoot else { return }
        state.pointee.builder.failure = WireError(.truncated, at: end, "the document ends too early")
    }

    /// The place that the parser has reached: that of the bytes it has not looked at yet.
    var position: SourcePosition {
        guard let input = state.pointee.context.pointee.input else { return SourcePosition(line: 1, column: 1) }
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
    var line: Int { state.pointee.context.pointee.input.map { Int($0.pointee.line) } ?? 1 }

    /// The bytes that the parser has been given and not looked at yet.
    var unparsed: UnsafeBufferPointer<UInt8> {
        // A parser that was stopped has freed them, but may still point to them.
        guard state.pointee.context.pointee.instate != XML_PARSER_EOF, let input = state.pointee.context.pointee.input,
            let start = input.pointee.cur,
            let end = input.pointee.end
        else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(start: start, count: max(0, end - start))
    }
}

// MARK: - Callbacks

private let startElement: startElementNsSAX2Func = { userData, localName, _, _, _, _, count, _, attributes in
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
    if depthBefore == 0 { state.pointee.noteRoot(localName, attributes, Int(count), input.pointee) }
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
    let isTooLong = error.message.map { String(cString: $0).contains("Huge input lookup") } ?? false
    state.pointee.builder.failure = WireError(
        isTooLong ? .fieldTooLong : .malformed, at: position,
        isTooLong
            ? "a comment, an instruction or a reference is longer than 10 MB" : explanation(of: error, state.pointee))
    xmlStopParser(state.pointee.context)
}

/// What an error means, without what the document says there: `Ana <ana@example.com>` looks like a tag.
private func explanation(of error: xmlError, _ state: XMLParserState) -> String {
    let name = error.str1.map { String(cString: $0) }
    switch xmlParserErrors(rawValue: UInt32(error.code)) {
    case XML_ERR_NO_MEMORY: return "the document has more names than any export"
    case XML_ERR_TAG_NAME_MISMATCH:
        let known = error.str1.flatMap { state.isKnown($0) ? name : nil }
        return "\(known.map { "<\($0)>" } ?? "an element") of line \(error.int1) does not end with its own end tag"
    case XML_ERR_GT_REQUIRED, XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        return "a tag is not whole; a < in a text must be written as &lt;"
    case XML_ERR_ATTRIBUTE_REDEFINED: return "a tag has an attribute twice"
    case XML_ERR_HYPHEN_IN_COMMENT: return "a comment has two hyphens in it"
    case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY:
        // Those of web pages are short, as nbsp and eacute.
        let entity = name.flatMap { $0.utf8.count <= 8 ? "&\($0);" : nil }
        return "\(entity ?? "an entity") is none of XML's own; write the character, or & as &amp;"
    default:
        guard name == nil, error.str2 == nil, let text = error.message else { return "the XML is not well-formed" }
        var message = String(cString: text)
        while message.last?.isWhitespace == true { message.removeLast() }
        return message
    }
}

/// Whether XML has no place for a character, not even as a reference.
private func isForbidden(_ value: Int32) -> Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0xD800...0xDFFF, 0xFFFE, 0xFFFF: true
    default: false
    }
}
