internal import CLibXML2
import Glibc

/// What libxml2's callbacks hold as their user data: a struct behind a raw pointer, since a class would pay for
/// reference counts and exclusivity at each of millions of events.
struct XMLParserState {
    var builder: RecordBuilder
    var names: InternedNames
    var context: xmlParserCtxtPtr
    var rootNames: [String]
    private let recordPaths: [String]
    private let rootAttributes: [String: Int]
    private var rootName = ""
    /// Control characters given as references, which libxml2 drops when it is told to recover.
    var findings: [LocatedFinding] = []
    /// The number of the last record with a finding about markup.
    private var recordWithMarkup = 0
    /// Whether a tag ends behind the error: then it is not the end of the text that is wrong.
    var hasTagBehindError = false
    /// Bytes that libxml2 has counted as characters of their own on a line, which it does in CDATA sections.
    private var miscounted = (line: 0, bytes: 0)
    private static let lineFeed: StaticString = "\n"
    /// Where the text goes on behind a return at the end of a piece of a CDATA section.
    private var offsetBehindReturn = -1

    init(shape: RecordShape, limits: ReadLimits, context: xmlParserCtxtPtr) {
        builder = RecordBuilder(shape: shape, limits: limits, keepsMarkup: true)
        names = InternedNames(names: shape.names, dictionary: context.pointee.dict)
        self.context = context
        rootNames = shape.rootNames
        recordPaths = shape.recordPaths
        rootAttributes = shape.rootAttributes
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
    mutating func characterData(_ text: UnsafePointer<UInt8>, _ count: Int) {
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

extension XMLParserState {
    /// Notes a reference that libxml2 leaves out.
    ///
    /// Two that are the halves of one character are that character: so programs that think in UTF-16 write it.
    mutating func dropReference(to value: UInt32, at position: SourcePosition) {
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

    /// Whether the format has an element of a name.
    func isKnown(_ name: UnsafePointer<CChar>) -> Bool {
        guard let interned = xmlDictLookup(context.pointee.dict, name, -1) else { return false }
        return names.number(of: interned) != 0
    }

    func isRoot(_ number: Int) -> Bool { builder.leadsFromDocument(number) }

    mutating func refuseRoot(_ localName: UnsafePointer<UInt8>) {
        let found = String(cString: localName)
        let expected = rootNames.map { "<\($0)>" }.joined(separator: " or ")
        fail(.notAnExport, "the document is <\(found.prefix(64))>, not \(expected)")
    }

    /// Takes in the name of the root element, and reads those of its attributes that are messages.
    mutating func noteRoot(
        _ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int,
        _ input: xmlParserInput
    ) {
        rootName = String(cString: name)
        guard let attributes else { return }
        for index in 0..<count {
            // Name, prefix, namespace, and where the value begins and ends.
            let parts = attributes + 5 * index
            guard let name = parts[0], let start = parts[3], let end = parts[4],
                let number = rootAttributes[String(cString: name)]
            else { continue }
            builder.enter(number, line: Int(input.line), column: 1, sourceOffset: 0)
            locateTag(input)
            builder.text(start, end - start)
            builder.leave(line: Int(input.line), sourceOffset: sourceOffset)
        }
    }

    /// Refuses a document that has neither records nor an empty list of them: what it has instead may be records, too.
    mutating func requireRecordsOrList() {
        let list = builder.listSoFar
        guard builder.recordCount == 0, !list.isReached || list.hasStrangers else { return }
        let path = recordPaths.first { $0.hasPrefix(rootName + "/") } ?? recordPaths.first ?? ""
        builder.failure = WireError(
            .notAnExport, at: list.position ?? SourcePosition(line: 1, column: 1),
            list.isReached
                ? "something else stands where \(path) should be"
                : "there is no \(path), and no empty list in its place either")
    }

    mutating func fail(_ code: WireError.Code, _ message: String) {
        let input = context.pointee.input
        let line = Int(input?.pointee.line ?? 1)
        let position = SourcePosition(line: line, column: column(Int(input?.pointee.col ?? 1), onLine: line))
        if builder.failure == nil { builder.failure = WireError(code, at: position, message) }
        xmlStopParser(context)
    }

    /// Finds the first character of the tag that has begun a record, or markup in a text.
    mutating func locateTag(_ input: xmlParserInput) {
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
