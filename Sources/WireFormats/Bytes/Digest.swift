internal import CXXHash

/// An XXH3-128 digest: tells contents and keys apart; it is no protection against forgery.
package struct Digest: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    // One half tells digests apart as well as both, and costs half as much.
    package func hash(into hasher: inout Hasher) { hasher.combine(low) }

    /// The digest of some bytes.
    package init(of bytes: Span<UInt8>) {
        let hash = bytes.withUnsafeBufferPointer { XXH3_128bits($0.baseAddress, $0.count) }
        self.init(high: hash.high64, low: hash.low64)
    }

    /// The digest of a text's UTF-8.
    package init(of text: String) {
        let bytes = Array(text.utf8)
        self.init(of: bytes.span)
    }

    /// The digest of all that an open file still has.
    /// - Throws: `WireError` of code `readFailed`.
    package init(ofFile descriptor: Int32) throws(WireError) {
        var file = FileBytes(.descriptor(descriptor))
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: ByteInput.chunkSize)
        defer { buffer.deallocate() }
        while try file.read(into: buffer, ByteInput.chunkSize) > 0 {}
        self = file.digest
    }

    /// Reads 32 hexadecimal digits; anything else is `nil`.
    package init?(hex: Span<UInt8>) {
        guard hex.count == 32, let high = Self.word(hex.extracting(0..<16)),
            let low = Self.word(hex.extracting(16..<32))
        else { return nil }
        self.init(high: high, low: low)
    }

    private static func word(_ digits: Span<UInt8>) -> UInt64? {
        var word: UInt64 = 0
        for index in digits.indices {
            let byte = digits[index]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): word = word << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): word = word << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return word
    }

    /// The 32 hexadecimal digits in the library's canonical order.
    package var hex: String { Self.hex(high) + Self.hex(low) }

    private static func hex(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// An XXH3-128 digest of bytes that come in pieces.
package struct RunningDigest: ~Copyable {
    private let state: OpaquePointer

    package init() {
        guard let state = XXH3_createState() else { preconditionFailure("no memory for a digest") }
        self.state = state
        XXH3_128bits_reset(state)
    }

    deinit { XXH3_freeState(state) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        XXH3_128bits_update(state, bytes.baseAddress, bytes.count)
    }

    /// Takes in the next bytes.
    package mutating func update(_ bytes: Span<UInt8>) { bytes.bytes.withUnsafeBytes { update($0) } }

    /// The digest of the bytes so far.
    package var digest: Digest {
        let hash = XXH3_128bits_digest(state)
        return Digest(high: hash.high64, low: hash.low64)
    }
}
