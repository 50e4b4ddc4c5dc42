import WireFormats

/// Finds numbers of payment cards by their digits, wherever they stand.
struct CardNumbers {
    private static let mask = Array("***".utf8)
    private static let lengths = 13...19

    let wire: WireFormat

    /// The text with `***` in place of card numbers, also of one that the text's end cuts.
    /// - Parameters:
    ///   - sparedColumns: Columns of a table whose numbers are no cards, such as those of parcels.
    ///   - isCut: Whether the text goes on where it ends.
    func masked(_ text: [UInt8], sparedColumns: Set<Int>, isCut: Bool) -> [UInt8] {
        var kept: [UInt8] = []
        var place = Place(wire: wire, sparedColumns: sparedColumns)
        var index = 0
        while index < text.count {
            let isFirstDigit = Self.isFirstDigit(text, index)
            if isFirstDigit, let end = Self.endOfNumber(in: text, from: index, isCut: isCut), !place.isSpared {
                // A bare number of JSON becomes a text, as the whole would not be JSON otherwise.
                kept += wire == .json && !place.isQuoted ? Array("\"***\"".utf8) : Self.mask
                index = end
            } else {
                place.pass(text[index])
                kept.append(text[index])
                index += 1
            }
        }
        return kept
    }

    /// A text by itself with `***` in place of card numbers; `nil` when it has none.
    /// - Parameter isCard: Which digits count as those of a card.
    static func masked(_ text: [UInt8], where isCard: ([UInt8]) -> Bool) -> [UInt8]? {
        var kept: [UInt8] = []
        var index = 0
        var hasNumber = false
        while index < text.count {
            if isFirstDigit(text, index), let end = endOfNumber(in: text, from: index, isCut: false, where: isCard) {
                kept += mask
                index = end
                hasNumber = true
            } else {
                kept.append(text[index])
                index += 1
            }
        }
        return hasNumber ? kept : nil
    }

    private static func isFirstDigit(_ text: [UInt8], _ index: Int) -> Bool {
        isDigit(text[index]) && (index == 0 || !isDigit(text[index - 1]))
    }

    /// The place behind a card's number that begins here: digits, in groups with a blank or a hyphen between.
    private static func endOfNumber(
        in text: [UInt8], from start: Int, isCut: Bool, where isCard: ([UInt8]) -> Bool = isNumber
    ) -> Int? {
        guard UInt8(ascii: "2")...UInt8(ascii: "6") ~= text[start] else { return nil }
        var digits: [UInt8] = []
        var index = start
        var found: Int?
        while index < text.count, digits.count <= lengths.upperBound {
            let byte = text[index]
            if isDigit(byte) {
                digits.append(byte - 0x30)
            } else if isSeparator(byte), isDigit(text[index - 1]), index + 1 < text.count, isDigit(text[index + 1]) {
                if isCard(digits) { found = index }
            } else {
                break
            }
            index += 1
        }
        if index == text.count || !isDigit(text[index]), isCard(digits) { found = index }
        // What is left of a number at the cut cannot be checked, and shows most of it.
        if found == nil, isCut, index == text.count, digits.count > 6 { found = index }
        return found
    }

    /// Whether digits are as many as a card has and agree with their check digit.
    static func isNumber(_ digits: [UInt8]) -> Bool {
        guard lengths.contains(digits.count), digits[0] > 2 || isOfSecondSeries(digits) else { return false }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = Int(digit) * (place % 2 == 0 ? 1 : 2)
            sum += value > 9 ? value - 9 : value
        }
        return sum % 10 == 0
    }

    /// Whether digits are also those of a known issuer: what is taken out of an order must be a card, and no other number.
    static func isIssuedNumber(_ digits: [UInt8]) -> Bool {
        guard isNumber(digits) else { return false }
        let (two, three, four) = (number(digits, 2), number(digits, 3), number(digits, 4))
        switch digits.count {
        case 13: return digits[0] == 4
        case 14: return 300...305 ~= three || [36, 38, 39].contains(two)
        case 15: return two == 34 || two == 37
        case 16:
            return digits[0] == 4 || 51...55 ~= two || isOfSecondSeries(digits) || four == 6011 || 644...659 ~= three
                || 3528...3589 ~= four || two == 62
        case 17, 18: return two == 62
        default: return digits[0] == 4 || two == 62 || four == 6011 || 644...659 ~= three
        }
    }

    /// Mastercard's newer numbers.
    private static func isOfSecondSeries(_ digits: [UInt8]) -> Bool {
        digits.count == 16 && 2221...2720 ~= number(digits, 4)
    }

    private static func number(_ digits: [UInt8], _ count: Int) -> Int {
        digits.prefix(count).reduce(0) { $0 * 10 + Int($1) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") }
}

/// Where in a record's text a byte stands, as far as it matters for numbers.
private struct Place {
    let wire: WireFormat
    let sparedColumns: Set<Int>
    /// Whether the place is inside of quotation marks.
    private(set) var isQuoted = false
    private var isEscaped = false
    private var column = 0
    /// What was passed since the last tag or member began, in lower case.
    private var name: [UInt8] = []

    init(wire: WireFormat, sparedColumns: Set<Int>) {
        self.wire = wire
        self.sparedColumns = sparedColumns
    }

    /// Whether the value belongs to a parcel by the name of its element, member or column.
    var isSpared: Bool {
        if wire == .csv { return sparedColumns.contains(column) }
        let name = String(decoding: name, as: UTF8.self)
        // Behind its end tag the element is over.
        return name.contains("tracking") && !name.hasPrefix("</")
    }

    mutating func pass(_ byte: UInt8) {
        let begins: Bool
        switch wire {
        case .xml:
            begins = byte == UInt8(ascii: "<")
        case .json:
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
            begins = !isQuoted && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}"))
        case .csv:
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            begins = !isQuoted && (byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D)
            if begins { column = byte == UInt8(ascii: ",") ? column + 1 : 0 }
        }
        if begins { name = [] }
        // A name is at the beginning, and no longer than this.
        if name.count < 128 { name.append(0x41...0x5A ~= byte ? byte | 0x20 : byte) }
    }
}
