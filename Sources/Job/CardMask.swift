import WireFormats

/// Takes payment card data out of a record's own text, which a reject keeps so that the record can be mended.
struct CardMask {
    private static let mask = Array("***".utf8)

    /// How much more than is kept must be there to know a card's number that the end of the text would cut.
    private static let margin = 64

    private let names: CardNames
    private let wire: WireFormat
    /// The columns of a table that hold card data, and those whose numbers are of parcels, once its header is known.
    private var columns: (ofCard: Set<Int>, spared: Set<Int>)?

    /// - Parameter names: Elements, members or columns of the channel's own that hold card data, with all they contain.
    init(names: [String], wire: WireFormat) {
        self.wire = wire
        self.names = CardNames(names)
    }

    /// A record's own text, cut at `limit` bytes, without what is on a payment card.
    mutating func rawText(of reader: inout some RecordReader & ~Copyable, limit: Int) -> [UInt8] {
        let text = reader.rawText(limit: textNeeded(for: limit))
        return Array(masked(text, header: reader.columnNames, limit: limit).prefix(limit))
    }

    /// How much of a record must be there to mask its first bytes: a cut could hide where an element ends.
    func textNeeded(for limit: Int) -> Int { wire == .xml ? .max / 2 : limit + Self.margin }

    /// The text without card data: what the names of its parts say is of a card, and card numbers wherever they stand.
    /// - Parameters:
    ///   - header: What a table calls its columns; they are the same each time.
    ///   - limit: How much of the text is wanted, when it may go on behind its end.
    mutating func masked(_ text: [UInt8], header: [String] = [], limit: Int? = nil) -> [UInt8] {
        let isCut = limit.map { text.count >= textNeeded(for: $0) } ?? false
        let columns =
            self.columns
            ?? (
                ofCard: Set(header.indices.filter { names.haveColumn(header[$0]) }),
                spared: Set(header.indices.filter { header[$0].lowercased().contains("tracking") })
            )
        self.columns = columns
        let named =
            switch wire {
            case .xml: masked(xml: text)
            case .json: masked(json: text)
            case .csv: masked(rows: text, columns: columns.ofCard)
            }
        return CardNumbers(wire: wire).masked(named, sparedColumns: columns.spared, isCut: isCut)
    }

    // MARK: - Tables

    /// `***` in place of the fields of some columns; the end of the text may be cut off.
    private func masked(rows text: [UInt8], columns: Set<Int>) -> [UInt8] {
        guard !columns.isEmpty else { return text }
        var kept: [UInt8] = []
        var column = 0
        var isQuoted = false
        var isMasked = false
        for byte in text {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            let endsRow = !isQuoted && (byte == 0x0A || byte == 0x0D)
            if endsRow || !isQuoted && byte == UInt8(ascii: ",") {
                column = endsRow ? 0 : column + 1
                isMasked = false
                kept.append(byte)
            } else if !columns.contains(column) {
                kept.append(byte)
            } else if !isMasked {
                kept += Self.mask
                isMasked = true
            }
        }
        return kept
    }

    // MARK: - JSON

    /// The members of an object that may be a pair of a name and a value, as custom fields are.
    private struct Pair {
        var isOfCard = false
        var values: [Range<Int>] = []
    }

    /// `***` in place of the members' values, be they lists or objects; the end of the text may be cut off.
    private func masked(json text: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var index = 0
        for value in valuesOfCard(json: text) where value.lowerBound >= index {
            kept += text[index..<value.lowerBound] + [UInt8(ascii: "\"")] + Self.mask + [UInt8(ascii: "\"")]
            index = value.upperBound
        }
        return kept + text[index...]
    }

    /// Where the values stand whose member, or whose name in another member of the same object, says that they are of a card.
    private func valuesOfCard(json text: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var open = [Pair()]
        func close() {
            let pair = open.removeLast()
            if pair.isOfCard { found += pair.values }
        }
        var index = 0
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "{"): open.append(Pair())
            case UInt8(ascii: "}"): if open.count > 1 { close() }
            case UInt8(ascii: "\""):
                let end = Self.endOfString(text, from: index)
                let name = Self.content(text, index..<end)
                index = end
                guard let start = Self.value(text, behindName: end) else { continue }
                if names.have(name) {
                    let value = start..<Self.endOfValue(text, from: start)
                    found.append(value)
                    index = value.upperBound
                } else if Self.isOne(of: Self.membersOfValues, name) {
                    open[open.count - 1].values.append(start..<Self.endOfValue(text, from: start))
                } else if Self.isOne(of: Self.membersOfNames, name), text[start] == UInt8(ascii: "\""),
                    CardNames.isGeneral(Self.content(text, start..<Self.endOfString(text, from: start)))
                {
                    open[open.count - 1].isOfCard = true
                }
                continue
            default: break
            }
            index += 1
        }
        while !open.isEmpty { close() }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// What custom fields call their value, and what they call their name.
    private static let membersOfValues = ["value", "text"].map { Array($0.utf8) }
    private static let membersOfNames = ["name", "key", "label", "field"].map { Array($0.utf8) }

    /// Whether a name is one of some words, in whatever case.
    private static func isOne(of words: [[UInt8]], _ name: ArraySlice<UInt8>) -> Bool {
        words.contains { word in word.count == name.count && zip(word, name).allSatisfy { $0 == $1 | 0x20 } }
    }

    /// What a string says, as it is written.
    private static func content(_ text: [UInt8], _ range: Range<Int>) -> ArraySlice<UInt8> {
        text[range].dropFirst().dropLast()
    }

    /// Where the value behind a member's name begins; `nil` when the string is no name, or its value is cut off.
    private static func value(_ text: [UInt8], behindName end: Int) -> Int? {
        guard let colon = text[end...].firstIndex(where: { $0 > 0x20 }), text[colon] == UInt8(ascii: ":") else {
            return nil
        }
        return text[(colon + 1)...].firstIndex { $0 > 0x20 }
    }

    /// The place behind the string that begins with a quotation mark.
    private static func endOfString(_ text: [UInt8], from start: Int) -> Int {
        var index = start + 1
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\""): return index + 1
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return text.count
    }

    /// The place behind a value, with all that it contains.
    private static func endOfValue(_ text: [UInt8], from start: Int) -> Int {
        var depth = 0
        var index = start
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\""):
                index = endOfString(text, from: index)
                if depth == 0 { return index }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The end of what the member stands in.
                if depth == 0 { return index }
                depth -= 1
                if depth == 0 { return index + 1 }
            case UInt8(ascii: ","), 0...0x20: if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return text.count
    }

    // MARK: - XML

    /// Nothing between the tags of elements that hold card data.
    ///
    /// What lies between the first such tag and the last end tag of its name is taken out: a text that pretends to end the
    /// element does not end it. One that is not ended takes all the rest with it.
    private func masked(xml text: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var lastEnds: [ArraySlice<UInt8>: Int]?
        var index = 0
        while index < text.count {
            let tag = text[index...].firstIndex(of: UInt8(ascii: "<")) ?? text.count
            kept += text[index..<tag]
            index = tag
            guard tag < text.count else { break }
            guard let name = Self.name(text, at: tag + 1), names.have(name) else {
                kept.append(text[tag])
                index += 1
                continue
            }
            // Attributes go too.
            kept += [UInt8(ascii: "<")] + name + [UInt8(ascii: ">")] + Self.mask
            if let end = Self.endOfEmptyElement(text, from: index) {
                kept += Array("</".utf8) + name + [UInt8(ascii: ">")]
                index = end
                continue
            }
            let ends = lastEnds ?? Self.lastEnds(in: text)
            lastEnds = ends
            guard let end = ends[name], end > index else { return kept }
            index = end
        }
        return kept
    }

    /// The name of the start tag that begins behind a `<`.
    private static func name(_ text: [UInt8], at start: Int) -> ArraySlice<UInt8>? {
        var end = start
        while end < text.count, !isEndOfName(text[end]) { end += 1 }
        return end > start ? text[start..<end] : nil
    }

    private static func isEndOfName(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<")
    }

    /// The place behind a tag that has its own end, as `<CreditCard/>`; `nil` for any other tag.
    private static func endOfEmptyElement(_ text: [UInt8], from start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<text.count {
            let byte = text[index]
            // No value of an attribute has one: here the tag is over, or none.
            if byte == UInt8(ascii: "<"), index > start { return nil }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return text[index - 1] == UInt8(ascii: "/") ? index + 1 : nil
            }
        }
        return nil
    }

    /// Where the last end tag of each name begins.
    private static func lastEnds(in text: [UInt8]) -> [ArraySlice<UInt8>: Int] {
        var ends: [ArraySlice<UInt8>: Int] = [:]
        for index in text.indices.dropLast() where text[index] == UInt8(ascii: "<") {
            guard text[index + 1] == UInt8(ascii: "/"), let name = name(text, at: index + 2) else { continue }
            ends[name] = index
        }
        return ends
    }
}
