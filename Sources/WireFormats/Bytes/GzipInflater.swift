internal import CZlib

/// Expands gzip data, member after member, as it streams past.
///
/// A file that ends inside a member is truncated, one whose checksum or length is wrong is damaged. Behind the last member
/// only zeros may stand, with which tapes and some transfers pad. Positions are unknown here (line 0): the place is told
/// as a byte of the compressed file.
struct GzipInflater: ~Copyable {
    /// zlib keeps the stream's address, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let compressed: UnsafeMutablePointer<UInt8>
    private var isBetweenMembers = false
    private var isPadding = false
    private var produced = 0
    private var taken = 0

    private static let chunkSize = 64 << 10
    private static let magic: (UInt8, UInt8) = (0x1F, 0x8B)
    /// Bytes that tell gzip data from other data.
    static let magicSize = 2

    /// Whether data starts like gzip's; JSON, CSV and XML cannot.
    static func recognises(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        count >= magicSize && start[0] == magic.0 && start[1] == magic.1
    }

    /// Expands data whose first bytes have been read already.
    init(first: UnsafeBufferPointer<UInt8>) {
        compressed = .allocate(capacity: max(Self.chunkSize, first.count))
        if let start = first.baseAddress { compressed.update(from: start, count: first.count) }
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        stream.pointee.next_in = compressed
        stream.pointee.avail_in = UInt32(first.count)
        taken = first.count
        // Not zlib's own wrapper, nor either of the two: 16 asks for gzip, MAX_WBITS for the largest window.
        let result = inflateInit2_(stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(result == Z_OK, "no memory for zlib")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        compressed.deallocate()
    }

    /// Expands the next bytes.
    /// - Parameter limits: How far the data may expand.
    /// - Returns: How many bytes came; 0 at the end.
    mutating func inflate(
        into target: UnsafeMutablePointer<UInt8>, _ capacity: Int, from file: inout FileBytes, limits: ReadLimits
    ) throws(WireError) -> Int {
        stream.pointee.next_out = target
        stream.pointee.avail_out = UInt32(capacity)
        while Int(stream.pointee.avail_out) == capacity {
            if stream.pointee.avail_in == 0 {
                let count = try file.read(into: compressed, Self.chunkSize)
                if count == 0 {
                    if isBetweenMembers { return 0 }
                    throw failure(.truncated, "the compressed file ends too early, behind its byte \(taken)")
                }
                stream.pointee.next_in = compressed
                stream.pointee.avail_in = UInt32(count)
                taken += count
            }
            if isBetweenMembers { try startMember() } else { try step() }
        }
        produced += capacity - Int(stream.pointee.avail_out)
        if produced > limits.expansionFloor, produced / max(1, limits.expansionRatio) >= offset {
            throw failure(.expansionLimit, "the file expands to more than \(limits.expansionRatio) times its size")
        }
        return capacity - Int(stream.pointee.avail_out)
    }

    private mutating func step() throws(WireError) {
        switch CZlib.inflate(stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isBetweenMembers = true
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "not gzip"
            throw failure(.compressionDamaged, "the compressed file is damaged at its byte \(offset): \(reason)")
        }
    }

    private mutating func startMember() throws(WireError) {
        while stream.pointee.avail_in > 0, let next = stream.pointee.next_in, next.pointee == 0 {
            isPadding = true
            stream.pointee.next_in = next + 1
            stream.pointee.avail_in -= 1
        }
        guard stream.pointee.avail_in > 0, let next = stream.pointee.next_in else { return }
        guard !isPadding, next.pointee == Self.magic.0 else {
            throw failure(
                .compressionDamaged, "there is something behind the compressed data, at byte \(offset) of the file")
        }
        inflateReset(stream)
        isBetweenMembers = false
    }

    /// The byte of the compressed file that comes next.
    private var offset: Int { taken - Int(stream.pointee.avail_in) }

    private func failure(_ code: WireError.Code, _ message: String) -> WireError {
        WireError(code, at: SourcePosition(line: 1, column: 1), message)
    }
}
