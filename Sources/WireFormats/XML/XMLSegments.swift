internal import CVectors

/// A part of a document that seems to end with a record's end tag.
///
/// It is a guess: only its parser can tell whether the tag was one, and no text of a comment or a CDATA section.
package struct XMLSegment: Sendable {
    let bytes: [UInt8]
    /// How it is begun in the middle of a document; `nil` for the first one.
    let start: Start?
    /// How many end tags of records it seems to have.
    let recordCount: Int
    /// Whether the document ends with it.
    package let isLast: Bool
    /// Whether it ends somewhere: there was no tag to cut at, or nothing more could be read.
    let isTorn: Bool

    /// What a parser must know that begins in the middle of a document.
    struct Start: Sendable {
        /// The document's text up to and with the start tag of its root element.
        let prolog: [UInt8]
        let position: SourcePosition
        /// How many records are in front of it.
        let recordCount: Int
    }
}

/// Cuts a document into parts that several parsers can read at the same time, each behind a record's end tag.
///
/// A part whose parser ended within the root element, behind the end of its last record, with nothing left over and as
/// many records as were counted, has shown that the next part begins between two records; and so one by one. Where that
/// is not so, one parser goes on alone from the beginning of the part that failed: `rest(from:)`.
package struct XMLSegments: ~Copyable, Sendable {
    /// Bytes of a part, unless a single record is longer.
    package static let size = 256 << 10
    /// How many times longer a part may become in search of an end tag.
    private static let patience = 8

    private var input: ByteInput
    private let size: Int
    private let prolog: [UInt8]
    private let endTag: EndTag
    private var carry: [UInt8] = []
    private var position = SourcePosition(line: 1, column: 1)
    private var recordCount = 0
    private var isFirst = true
    private var isAtEnd = false
    /// The first part, as long as it has only been looked at.
    private var held: XMLSegment?

    /// Starts to cut a document.
    /// - Parameters:
    ///   - input: The document, of which nothing has been taken yet.
    ///   - seams: Where it can be cut.
    ///   - limits: What is refused as too much.
    ///   - size: Bytes of a part.
    package init(_ input: consuming ByteInput, at seams: XMLSeams, limits: ReadLimits, size: Int = XMLSegments.size) {
        self.input = input
        self.input.limits = limits
        self.size = size
        prolog = seams.prolog
        endTag = seams.endTag
    }

    /// Whether the document has more than one part, which its first one shows.
    package var areSeveral: Bool {
        mutating get {
            if held == nil, isFirst { held = cut() }
            return held.map { !$0.isLast && !$0.isTorn } ?? true
        }
    }

    /// The next part; `nil` behind the last one.
    package mutating func next() -> XMLSegment? { held.take() ?? cut() }

    private mutating func cut() -> XMLSegment? {
        if isAtEnd { return nil }
        var bytes = carry
        bytes.reserveCapacity(size + ByteInput.chunkSize)
        carry.removeAll(keepingCapacity: true)
        var (isLast, isTorn) = (false, false)
        while true {
            guard let chunk = try? input.nextChunk() else {
                isTorn = true
                break
            }
            isLast = chunk.isEmpty
            if isLast { break }
            bytes += UnsafeBufferPointer(chunk)
            guard bytes.count >= size else { continue }
            if let end = endTag.lastEnd(in: bytes) {
                carry += bytes[end...]
                bytes.removeLast(bytes.count - end)
                break
            }
            isTorn = bytes.count >= size * Self.patience
            if isTorn { break }
        }
        isAtEnd = isLast || isTorn
        return segment(bytes, isLast: isLast, isTorn: isTorn)
    }

    private mutating func segment(_ bytes: [UInt8], isLast: Bool, isTorn: Bool) -> XMLSegment {
        let start = XMLSegment.Start(prolog: prolog, position: position, recordCount: recordCount)
        let counts = endTag.counts(in: bytes)
        position.line += counts.lines
        let lastLine = counts.lines > 0 ? bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0 : 0
        if lastLine > 0 { position.column = 1 }
        bytes.withUnsafeBufferPointer { text in
            if let base = text.baseAddress { position.advance(over: base + lastLine, text.count - lastLine) }
        }
        recordCount += counts.tags
        defer { isFirst = false }
        return XMLSegment(
            bytes: bytes, start: isFirst ? nil : start, recordCount: counts.tags, isLast: isLast, isTorn: isTorn)
    }

    /// The document from a part on, for a parser that reads it alone.
    /// - Parameter segments: The part and all that were handed out behind it.
    package consuming func rest(from segments: [XMLSegment]) -> ByteInput {
        carry.withUnsafeBufferPointer { input.putBack($0) }
        for segment in (segments + [held].compactMap(\.self)).reversed() {
            segment.bytes.withUnsafeBufferPointer { input.putBack($0) }
        }
        return input
    }

    /// Bytes taken from the file so far, before any expansion.
    package var bytesRead: Int { input.bytesRead }
    /// The digest of the file's bytes, once the last part was handed out.
    package var digest: Digest { input.digest }
}

/// Where a document of a shape can be cut.
package struct XMLSeams: Sendable {
    let prolog: [UInt8]
    let endTag: EndTag

    /// Looks for the places where a document can be cut.
    /// - Parameters:
    ///   - firstBytes: Some kilobytes of it, decoded.
    ///   - shape: Which elements are records: to cut them apart, they must lie right below the root and have one name.
    /// - Returns: `nil` when it is to be read as one: with a document type, or when its root does not begin here.
    package init?(firstBytes: [UInt8], shape: RecordShape) {
        guard let prolog = Self.prolog(firstBytes), let root = Self.rootName(prolog) else { return nil }
        let names = Set(
            shape.recordPaths.map { $0.split(separator: "/", omittingEmptySubsequences: false) }
                .filter { $0.count == 2 && $0[0] == root || $0.contains("*") }.map { $0[$0.count - 1] })
        guard names.count == 1, let name = names.first, name != "*" else { return nil }
        self.prolog = prolog
        endTag = EndTag(name: String(name))
        guard XMLRecordReader.canBegin(behind: prolog, shape: shape) else { return nil }
    }

    /// The text up to and with the first start tag.
    private static func prolog(_ text: [UInt8]) -> [UInt8]? {
        var index = 0
        while let open = text[index...].firstIndex(of: UInt8(ascii: "<")), open + 1 < text.count {
            switch text[open + 1] {
            case UInt8(ascii: "?"):
                guard let end = text[open...].firstRange(of: Array("?>".utf8)) else { return nil }
                index = end.upperBound
            case UInt8(ascii: "!"):
                guard text[open...].starts(with: Array("<!--".utf8)),
                    let end = text[(open + 4)...].firstRange(of: Array("-->".utf8))
                else { return nil }
                index = end.upperBound
            default: return endOfTag(text, from: open).map { Array(text[..<$0]) }
            }
        }
        return nil
    }

    /// The place behind a start tag; `nil` when it is not whole, or there is nothing behind it.
    private static func endOfTag(_ text: [UInt8], from start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<text.count {
            let byte = text[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return text[index - 1] == UInt8(ascii: "/") ? nil : index + 1
            }
        }
        return nil
    }

    /// The name of the root element, whose start tag is the last thing in a prolog.
    private static func rootName(_ prolog: [UInt8]) -> String.SubSequence? {
        guard let open = prolog.lastIndex(of: UInt8(ascii: "<")) else { return nil }
        let name = prolog[(open + 1)...].prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
        return String(decoding: name, as: UTF8.self).split(separator: ":").last
    }
}

/// The end tag of a record, as exports write it.
struct EndTag: Sendable {
    private let bytes: [UInt8]

    init(name: String) { bytes = Array("</\(name)>".utf8) }

    /// The place behind the last one in a text.
    func lastEnd(in text: [UInt8]) -> Int? {
        var end = text.count
        while end >= bytes.count {
            guard let close = text[..<end].lastIndex(of: UInt8(ascii: ">")), close + 1 >= bytes.count else {
                return nil
            }
            if text[(close + 1 - bytes.count)...close].elementsEqual(bytes) { return close + 1 }
            end = close
        }
        return nil
    }

    /// How many line feeds and how many of these tags a text has.
    func counts(in text: [UInt8]) -> (lines: Int, tags: Int) {
        text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return (0, 0) }
            var (lines, tags, index) = (0, 0, 0)
            while index + 64 + bytes.count <= text.count {
                let (start, last) = (base + index, base + index + bytes.count - 1)
                lines &+= wb_bits_of(0x0A, start).nonzeroBitCount
                // Where one may begin that is as long as these.
                let found = wb_bits_of(UInt8(ascii: "<"), start) & wb_bits_of(UInt8(ascii: ">"), last)
                if found != 0 { tags &+= countTags(start, 64) }
                index &+= 64
            }
            while index < text.count {
                if base[index] == 0x0A { lines &+= 1 }
                if index + bytes.count <= text.count { tags &+= countTags(base + index, 1) }
                index &+= 1
            }
            return (lines, tags)
        }
    }

    /// How many of the tags begin at the first bytes of a text.
    private func countTags(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var tags = 0
        for index in 0..<count where text[index] == UInt8(ascii: "<") {
            if UnsafeBufferPointer(start: text + index, count: bytes.count).elementsEqual(bytes) { tags &+= 1 }
        }
        return tags
    }
}
