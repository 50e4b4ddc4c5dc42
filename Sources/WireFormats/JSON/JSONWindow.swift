internal import CSimdJSON

/// The part of a JSON text that is at hand: a reused window that slides over the input and knows its place.
struct JSONWindow: ~Copyable {
    private var input: ByteInput
    private let limit: Int
    private var buffer = GrowingBuffer<UInt8>(capacity: 256 << 10)
    /// The first byte that has not been taken.
    private var head = 0
    private var isAtEnd = false
    /// The place of `base`.
    private(set) var position = SourcePosition(line: 1, column: 1)

    /// Opens a window that grows until it holds a value of `limit` bytes.
    init(input: consuming ByteInput, limits: ReadLimits) {
        self.input = input
        self.input.limits = limits
        limit = limits.recordBytes
    }

    deinit { buffer.deallocate() }

    var bytesRead: Int { input.bytesRead }
    var digest: Digest { input.digest }
    /// The bytes at hand; they stay where they are until the window is filled.
    var base: UnsafePointer<UInt8> { UnsafePointer(buffer.base + head) }
    var count: Int { buffer.count - head }

    /// Brings more of the input into the window; false at its end.
    mutating func fill() throws(WireError) -> Bool {
        if isAtEnd { return false }
        if count > limit { throw tooLong() }
        let chunk = try input.nextChunk()
        guard let start = chunk.baseAddress, !chunk.isEmpty else {
            isAtEnd = true
            return false
        }
        if head > 0 {
            buffer.removeFirst(head)
            head = 0
        }
        buffer.append(start, chunk.count)
        return true
    }

    /// The next byte that is no blank, which is not taken; `nil` at the end.
    mutating func peek() throws(WireError) -> UInt8? {
        while true {
            var blanks = 0
            while blanks < count, isJSONBlank(base[blanks]) { blanks += 1 }
            take(blanks)
            if count > 0 { return base[0] }
            guard try fill() else { return nil }
        }
    }

    /// Takes bytes, counting lines and characters.
    mutating func take(_ taken: Int) {
        position.advance(over: base, taken)
        head += taken
    }

    /// Takes bytes behind which the place is known.
    mutating func take(_ taken: Int, to place: SourcePosition) {
        position = place
        head += taken
    }

    /// The place of a byte of those at hand.
    func position(of offset: Int) -> SourcePosition {
        var position = position
        position.advance(over: base, offset)
        return position
    }

    /// How many bytes the value has that starts at `base`; the window is filled until it holds all of them.
    mutating func measureValue() throws(WireError) -> Int {
        let isComposed = count > 0 && (base[0] == UInt8(ascii: "{") || base[0] == UInt8(ascii: "["))
        let length = isComposed ? try measureComposed() : try measureToken(at: 0)
        if length > limit { throw tooLong() }
        return length
    }

    private mutating func measureComposed() throws(WireError) -> Int {
        var scan = wb_json_scan()
        while true {
            let length = wb_json_scan_value(&scan, base, count)
            if length > 0 { return length }
            guard try fill() else { throw truncated() }
        }
    }

    /// How many bytes the string, number or word has that starts at an offset; 0 when none does.
    mutating func measureToken(at start: Int) throws(WireError) -> Int {
        var index = start
        let isString = count > start && base[start] == UInt8(ascii: "\"")
        if isString { index += 1 }
        while true {
            while index < count {
                let byte = base[index]
                if isString {
                    if byte == UInt8(ascii: "\"") { return index + 1 - start }
                    index += byte == UInt8(ascii: "\\") ? 2 : 1
                } else {
                    if isJSONBlank(byte) || isJSONSign(byte) { return index - start }
                    index += 1
                }
            }
            // A number or word that the text ends with may be only a part of one.
            guard try fill() else { throw truncated() }
        }
    }

    private func truncated() -> WireError {
        WireError(.truncated, at: position(of: count), "the text ends inside a value")
    }

    private func tooLong() -> WireError {
        WireError(.recordTooLong, at: position, "one record is longer than \(limit) bytes")
    }
}

@inline(__always)
func isJSONBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

/// Whether a byte stands between values rather than in one, or opens a value of many parts.
private func isJSONSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
        UInt8(ascii: ":"), UInt8(ascii: "\""):
        true
    default: false
    }
}
