import Glibc

/// Turns text of another encoding into UTF-8, by iconv, as it streams past.
///
/// What has no meaning in the encoding becomes the byte FF, which no UTF-8 text has: so the readers refuse it where it
/// stands, just as they refuse invalid UTF-8, and nothing is ever replaced by something else.
struct TextTranscoder: ~Copyable {
    private let converter: iconv_t
    private let encoded: UnsafeMutablePointer<UInt8>
    private var start = 0
    private var end = 0
    /// The bytes of the encoding's smallest character.
    private let unitSize: Int
    private var position = SourcePosition(line: 1, column: 1)

    private static let chunkSize = 64 << 10
    private static let invalid: UInt8 = 0xFF

    /// Decodes text whose first bytes have been read already.
    /// - Parameter encoding: The name as iconv or an XML declaration has it.
    init(from encoding: String, first: UnsafeBufferPointer<UInt8>) throws(WireError) {
        // iconv takes instructions behind a slash.
        let isName = encoding.utf8.allSatisfy {
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
                || UInt8(ascii: "-")...UInt8(ascii: ".") ~= $0 || $0 == UInt8(ascii: "_")
        }
        guard isName, let converter = iconv_open("UTF-8", encoding), Int(bitPattern: converter) != -1 else {
            throw WireError(
                .invalidEncoding, at: SourcePosition(line: 1, column: 1),
                "the file names an encoding that is not known here; export it as UTF-8")
        }
        self.converter = converter
        unitSize = encoding.hasPrefix("UTF-16") ? 2 : 1
        encoded = .allocate(capacity: max(Self.chunkSize, first.count))
        if let base = first.baseAddress { encoded.update(from: base, count: first.count) }
        end = first.count
    }

    deinit {
        iconv_close(converter)
        encoded.deallocate()
    }

    /// Decodes the next bytes.
    /// - Returns: How many bytes came; 0 at the end.
    mutating func decode(
        into target: UnsafeMutablePointer<UInt8>, _ capacity: Int, from source: inout ByteSource
    ) throws(WireError) -> Int {
        var count = 0
        while count == 0 {
            let before = start
            count = convert(into: target, capacity)
            // Bytes that give no character yet, such as a change of alphabet, are progress too.
            guard count == 0, start == before, try !fill(from: &source) else { continue }
            guard start == end else { throw WireError(.truncated, at: position, "the text ends inside a character") }
            count = finish(into: target, capacity)
            if count == 0 { return 0 }
        }
        position.advance(over: target, count)
        return count
    }

    private mutating func fill(from source: inout ByteSource) throws(WireError) -> Bool {
        encoded.update(from: encoded + start, count: end - start)
        end -= start
        start = 0
        let count = try source.read(into: encoded + end, Self.chunkSize - end)
        end += count
        return count > 0
    }

    private mutating func convert(into target: UnsafeMutablePointer<UInt8>, _ capacity: Int) -> Int {
        var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(encoded + start)
            .assumingMemoryBound(to: CChar.self)
        var inputLeft = end - start
        var output: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(target).assumingMemoryBound(to: CChar.self)
        var outputLeft = capacity
        let result = iconv(converter, &input, &inputLeft, &output, &outputLeft)
        start = end - inputLeft
        if result == -1, errno == EILSEQ, outputLeft > 0 {
            target[capacity - outputLeft] = Self.invalid
            outputLeft -= 1
            start = min(end, start + unitSize)
        }
        return capacity - outputLeft
    }

    /// Takes the character that some encodings keep back, since another could still change it.
    private func finish(into target: UnsafeMutablePointer<UInt8>, _ capacity: Int) -> Int {
        var output: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(target).assumingMemoryBound(to: CChar.self)
        var outputLeft = capacity
        iconv(converter, nil, nil, &output, &outputLeft)
        return capacity - outputLeft
    }
}
