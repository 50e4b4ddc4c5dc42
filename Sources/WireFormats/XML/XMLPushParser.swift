internal import CLibXML2

/// What libxml2's callbacks hold as their user data: a struct behind a raw pointer, since a class would pay for
/// reference counts and exclusivity at each of millions of events.
struct XMLParserState {
    var builder: RecordBuilder
    var names: InternedNames
    var context: xmlParserCtxtPtr
    var rootNames: [String]
    /// Control characters given as references, which libxml2 drops when it is told to recover.
    var findings: [LocatedFinding] = []

    /// The parser's place in the decoded text, in bytes.
    var sourceOffset: Int {
        guard let input = context.pointee.input else { return 0 }
        return Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    }
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

    init(shape: RecordShape, limits: ReadLimits) {
        var handler = xmlSAXHandler()
        // Without this mark the namespace-aware callbacks are silently never called.
        handler.initialized = 0xDEED_BEAF
        handler.startElementNs = startElement
        handler.endElementNs = endElement
        handler.characters = characters
        // The same pointer as `characters`: otherwise libxml2 looks at every blank twice.
        handler.ignorableWhitespace = characters
        handler.cdataBlock = characters
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
        self.context = context
        state.initialize(
            to: XMLParserState(
                builder: RecordBuilder(shape: shape, limits: limits),
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
        chunk.withMemoryRebound(to: CChar.self) { _ = xmlParseChunk(context, $0.baseAddress, Int32($0.count), 0) }
    }

    /// Tells the parser that there is no more: what goes wrong now is an end that came too early.
    func finish() {
        _ = xmlParseChunk(context, nil, 0, 1)
        if var failure = state.pointee.builder.failure, failure.code == .malformed {
            failure.code = .truncated
            failure.message = "the document ends too early: " + failure.message
            state.pointee.builder.failure = failure
        }
    }

    /// The line that the parser has reached, counting what it has been given and not looked at yet as not reached.
    var position: SourcePosition {
        guard let input = context.pointee.input else { return SourcePosition(line: 1, column: 1) }
        return SourcePosition(line: Int(input.pointee.line), column: Int(input.pointee.col))
    }

    /// The bytes that the parser has been given and not looked at yet.
    var unparsed: UnsafeBufferPointer<UInt8> {
        guard let input = context.pointee.input, let start = input.pointee.cur, let end = input.pointee.end else {
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
    let wasInside = state.pointee.builder.isInsideRecord
    // The parser stands on the tag's last character; the value begins behind it.
    state.pointee.builder.enter(
        number, line: Int(input.pointee.line), column: Int(input.pointee.col) &+ 1, sourceOffset: 0)
    if wasInside != state.pointee.builder.isInsideRecord { state.pointee.locateRecord(input.pointee) }
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
    let position = SourcePosition(line: Int(error.line), column: Int(error.int2))
    if error.code == Int32(XML_ERR_INVALID_CHAR.rawValue), error.int1 > 0 {
        let finding = TextFinding(
            kind: .controlCharacterDropped(UInt8(truncatingIfNeeded: error.int1)), position: position)
        state.pointee.findings.append(LocatedFinding(finding: finding, offset: state.pointee.sourceOffset))
        return
    }
    let encodingCodes = [XML_ERR_INVALID_ENCODING, XML_ERR_UNKNOWN_ENCODING, XML_ERR_UNSUPPORTED_ENCODING]
    let isEncoding = encodingCodes.contains { Int32($0.rawValue) == error.code }
    var message = error.message.map { String(cString: $0) } ?? "not well-formed"
    while message.last?.isWhitespace == true { message.removeLast() }
    state.pointee.builder.failure = WireError(
        isEncoding ? .invalidEncoding : .malformed, at: position,
        isEncoding ? "the bytes are not valid UTF-8" : message)
    xmlStopParser(state.pointee.context)
}

extension XMLParserState {
    fileprivate func isRoot(_ number: Int) -> Bool { builder.leadsFromDocument(number) }

    fileprivate mutating func refuseRoot(_ localName: UnsafePointer<UInt8>) {
        let found = String(cString: localName)
        let expected = rootNames.map { "<\($0)>" }.joined(separator: " or ")
        fail(.notAnExport, "the document is <\(found.prefix(64))>, not \(expected)")
    }

    fileprivate mutating func fail(_ code: WireError.Code, _ message: String) {
        let input = context.pointee.input
        let position = SourcePosition(
            line: Int(input?.pointee.line ?? 1), column: Int(input?.pointee.col ?? 1))
        if builder.failure == nil { builder.failure = WireError(code, at: position, message) }
        xmlStopParser(context)
    }

    /// Corrects the place of a record that has just begun to that of its tag's first character.
    fileprivate mutating func locateRecord(_ input: xmlParserInput) {
        var back = 0
        var character = input.cur
        while let here = character, here > input.base, here.pointee != UInt8(ascii: "<") {
            character = here - 1
            back += 1
        }
        builder.relocateRecord(
            column: max(1, Int(input.col) - back), sourceOffset: Int(input.consumed) + (input.cur - input.base) - back)
    }
}
