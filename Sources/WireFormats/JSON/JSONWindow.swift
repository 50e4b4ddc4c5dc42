import Glibc

/// The part of a JSON text that is at hand: a reused window that slides over the input and knows its place.
struct JSONWindow: ~Copyable {
    private var input: ByteInput
    private let limit: Int
    private(set) var buffer = GrowingBuffer<UInt8>(capacity: 256 << 10)
    /// The first byte that has not been taken.
    private(set) var head = 0
    private(set) var isAtEnd = false
    /// The place of `head`.
    private(set) var position = SourcePosition(line: 1, column: 1)
    /// The place of `head` in the decoded text, in bytes.
    private(set) var offset = 0

    init(input: consuming ByteInput, limit: Int) {
        self.input = input
        self.limit = limit
    }

    deinit { buffer.deallocate() }

    var bytesRead: Int { input.bytesRead }
    var digest: Digest { input.digest }
    var base: UnsafeMutablePointer<UInt8> { buffer.base + head }
    var count: Int { buffer.count - head }
    /// Bytes that may be read from `base` on, with what the allocation has behind its end.
    var capacity: Int { count + GrowingBuffer<UInt8>.slack }

    /// Brings more of the input into the window; false at its end.
    mutating func fill() throws(WireError) -> Bool {
        if isAtEnd { return false }
        if count > limit { throw WireError(.recordTooLong, at: position, "one record is longer than \(limit) bytes") }
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

    /// Skips a byte-order mark.
    mutating func skipByteOrderMark() throws(WireError) {
        while count < 3, try fill() {}
        if count >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF {
            head += 3
            offset += 3
        }
    }

    /// Takes bytes, counting lines and characters.
    mutating func take(_ taken: Int) {
        position = Self.position(from: position, over: base, taken)
        head += taken
        offset += taken
    }

    /// The place behind some bytes.
    static func position(
        from start: SourcePosition, over bytes: UnsafePointer<UInt8>, _ count: Int
    ) -> SourcePosition {
        var position = start
        var index = 0
        while let found = memchr(bytes + index, 0x0A, count - index) {
            position.line += 1
            position.column = 1
            index = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - bytes + 1
        }
        while index < count {
            if bytes[index] & 0xC0 != 0x80 { position.column += 1 }
            index += 1
        }
        return position
    }

    /// How many bytes the value at `head` has; the window is filled until it holds all of them.
    mutating func measureValue() throws(WireError) -> Int {
        var scan = JSONValueScan()
        while true {
            if let length = scan.advance(base, count) { return length }
            if try !fill() {
                if let length = scan.lengthAtEnd(count) { return length }
                let end = Self.position(from: position, over: base, count)
                throw WireError(.truncated, at: end, "the text ends inside a value")
            }
        }
    }
}

@inline(__always)
func isJSONBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

/// Finds the end of a value by its brackets and quotation marks; whether it is valid is for the parser to say.
struct JSONValueScan {
    private var index = 0
    private var depth = 0
    private var isInString = false
    private var isScalar = false

    /// Goes on over the bytes at hand; the value's length once its end is found.
    mutating func advance(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        while index < count {
            let byte = base[index]
            if isInString {
                if byte == UInt8(ascii: "\\") {
                    // The escaped byte may not be here yet.
                    guard index &+ 1 < count else { return nil }
                    index &+= 2
                    continue
                }
                index &+= 1
                if byte == UInt8(ascii: "\"") {
                    isInString = false
                    if depth == 0 { return index }
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth &+= 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth &-= 1
                if depth == 0 { return index &+ 1 }
            default:
                if depth == 0 {
                    if byte == UInt8(ascii: ",") || isJSONBlank(byte) { return index }
                    isScalar = true
                }
            }
            index &+= 1
        }
        return nil
    }

    /// The length of a value that ends with the text: a number or a word at the top level.
    func lengthAtEnd(_ count: Int) -> Int? { isScalar && depth == 0 && !isInString ? count : nil }
}
