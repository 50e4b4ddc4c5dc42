/// The first byte at which a text stops being one JSON value, and why.
///
/// simdjson says that a text is not valid, not where: this says where, by the grammar [D: RFC 8259], and is asked only when
/// something is wrong, or for values that are too small to be worth more.
struct JSONFault: Equatable {
    var code: WireError.Code
    /// Bytes in front of the fault.
    var offset: Int
    var message: String

    /// Looks for the first fault of a text.
    /// - Parameter depthLimit: How deep objects and arrays may be nested.
    /// - Returns: `nil` when the text is one valid value.
    static func first(in text: UnsafeBufferPointer<UInt8>, depthLimit: Int) -> JSONFault? {
        var checker = JSONChecker(text: text, depthLimit: depthLimit)
        do throws(JSONFault) {
            try checker.value(depth: 0)
            try checker.end()
            return nil
        } catch {
            return error
        }
    }
}

extension JSONFault: Error {}

private struct JSONChecker {
    let text: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    private var index = 0

    init(text: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.text = text
        self.depthLimit = depthLimit
    }

    mutating func value(depth: Int) throws(JSONFault) {
        switch next() {
        case UInt8(ascii: "{"):
            try parts(depth, closedBy: UInt8(ascii: "}")) { checker throws(JSONFault) in
                guard checker.next() == UInt8(ascii: "\"") else { throw checker.fault("a member's name is missing") }
                try checker.string()
                guard checker.next() == UInt8(ascii: ":") else { throw checker.fault("a colon is missing") }
                checker.index += 1
                try checker.value(depth: depth + 1)
            }
        case UInt8(ascii: "["):
            try parts(depth, closedBy: UInt8(ascii: "]")) { checker throws(JSONFault) in
                try checker.value(depth: depth + 1)
            }
        case UInt8(ascii: "\""): try string()
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): try number()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: throw fault("a value is missing")
        }
    }

    mutating func end() throws(JSONFault) {
        if next() != nil { throw fault("there is something behind the value") }
    }

    private mutating func parts(
        _ depth: Int, closedBy end: UInt8, part: (inout JSONChecker) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        guard depth < depthLimit else { throw fault("objects and arrays are nested too deep", .tooDeep) }
        index += 1
        if next() == end {
            index += 1
            return
        }
        while true {
            try part(&self)
            let byte = next()
            guard byte == end || byte == UInt8(ascii: ",") else {
                throw fault("a comma or `\(Character(Unicode.Scalar(end)))` is missing")
            }
            index += 1
            if byte == end { return }
        }
    }

    private mutating func string() throws(JSONFault) {
        index += 1
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\""):
                index += 1
                return
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20: throw fault("a control character must be written as an escape")
            case 0..<0x80: index += 1
            default:
                let length = utf8Length(text, at: index)
                if length == 0 { throw fault("the bytes are not valid in the file's encoding", .invalidEncoding) }
                index += length
            }
        }
        throw fault("a quotation mark is missing")
    }

    private mutating func escape() throws(JSONFault) {
        guard index + 1 < text.count else { throw fault("an escape is cut off") }
        switch text[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            index += 2
        case UInt8(ascii: "u"):
            guard let unit = codeUnit(at: index) else { throw fault("this is not an escape") }
            if UTF16.isTrailSurrogate(unit) { throw fault("half of a character stands alone") }
            if UTF16.isLeadSurrogate(unit) {
                guard let trail = codeUnit(at: index + 6), UTF16.isTrailSurrogate(trail) else {
                    throw fault("half of a character stands alone")
                }
                index += 6
            }
            index += 6
        default: throw fault("this is not an escape")
        }
    }

    private func codeUnit(at start: Int) -> UInt16? {
        guard start + 6 <= text.count, text[start] == UInt8(ascii: "\\"), text[start + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for byte in text[(start + 2)..<(start + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private mutating func number() throws(JSONFault) {
        if text[index] == UInt8(ascii: "-") { index += 1 }
        let startsWithZero = index < text.count && text[index] == UInt8(ascii: "0")
        if try digits() > 1, startsWithZero { throw fault("a number starts with a zero") }
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            _ = try digits()
        }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
            _ = try digits()
        }
    }

    private mutating func digits() throws(JSONFault) -> Int {
        let start = index
        while index < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[index] { index += 1 }
        if index == start { throw fault("a digit is missing") }
        return index - start
    }

    private mutating func word(_ word: StaticString) throws(JSONFault) {
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard text[index...].starts(with: expected) else { throw fault("neither true, false nor null") }
        index += expected.count
    }

    /// The next byte that is no blank.
    private mutating func next() -> UInt8? {
        while index < text.count, isJSONBlank(text[index]) { index += 1 }
        return index < text.count ? text[index] : nil
    }

    private func fault(_ message: String, _ code: WireError.Code = .malformed) -> JSONFault {
        JSONFault(code: code, offset: index, message: message)
    }
}
