/// The bytes of one input, in chunks, from an open descriptor or from memory, as parsers want them: expanded, UTF-8, and
/// without a byte-order mark.
///
/// gzip data is recognised and expanded. The encoding is that of a byte-order mark, else what an XML document declares,
/// else what the job names, else UTF-8, which is handed out as it was read. Bytes that are not valid in their encoding
/// are not valid in what is handed out either, and are for the readers to refuse. The digest is that of the file.
///
/// It may go from one thread to another: it has a single owner.
package struct ByteInput: ~Copyable, @unchecked Sendable {
    /// Bytes asked of the source at once.
    package static let chunkSize = 64 << 10
    /// Bytes that are looked at before the first are handed out; an XML declaration ends within half of them.
    private static let headSize = 1 << 10
    /// A decoder may need room for a whole character.
    private static let characterSize = 4

    private var source: ByteSource
    private let named: TextEncoding?
    private var transcoder: TextTranscoder?
    private let chunkSize: Int
    private var capacity: Int
    private var buffer: UnsafeMutablePointer<UInt8>
    /// What lies decoded in the buffer and has not been handed out.
    private var pending = 0..<0
    private var isOpen = false

    /// Reads from a descriptor that the caller keeps open and closes.
    /// - Parameters:
    ///   - descriptor: An open file, pipe or terminal.
    ///   - encoding: That of CSV and JSON without a byte-order mark; `nil` is UTF-8.
    ///   - chunkSize: The most bytes that are handed out at once.
    ///   - isDigested: Whether anybody will ask for the digest.
    package init(
        descriptor: Int32, encoding: TextEncoding? = nil, chunkSize: Int = ByteInput.chunkSize, isDigested: Bool = true
    ) {
        self.init(FileBytes(.descriptor(descriptor), isDigested: isDigested), encoding, chunkSize)
    }

    /// Reads from memory.
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - encoding: That of CSV and JSON without a byte-order mark; `nil` is UTF-8.
    ///   - chunkSize: The most bytes that are handed out at once.
    package init(bytes: [UInt8], encoding: TextEncoding? = nil, chunkSize: Int = ByteInput.chunkSize) {
        self.init(FileBytes(.memory(bytes)), encoding, chunkSize)
    }

    /// Reads text from memory that was decoded before: nothing at its start is a mark or says an encoding.
    init(decoded text: [UInt8]) {
        self.init(FileBytes(.memory(text), isDigested: false), nil, ByteInput.chunkSize)
        source.isPlain = true
        isOpen = true
    }

    private init(_ file: consuming FileBytes, _ encoding: TextEncoding?, _ chunkSize: Int) {
        source = ByteSource(file)
        named = encoding
        self.chunkSize = chunkSize
        capacity = max(chunkSize, Self.headSize)
        buffer = .allocate(capacity: capacity)
    }

    deinit { buffer.deallocate() }

    /// Bytes taken from the file so far, before any expansion.
    package var bytesRead: Int { source.file.count }

    /// The digest of the bytes taken so far: of the whole file once `nextChunk` has returned an empty chunk.
    package var digest: Digest { source.file.digest }

    /// How far compressed data may expand; the reader that takes the input sets it before it reads.
    var limits: ReadLimits {
        get { source.limits }
        set { source.limits = newValue }
    }

    /// A copy of the first bytes, decoded; the next chunk starts with them all the same.
    ///
    /// They are held until the chunks have gone past them, however many they are.
    /// - Parameter count: How many bytes are wanted; fewer come when the input is shorter.
    package mutating func peek(_ count: Int) throws(WireError) -> [UInt8] {
        try openIfNeeded()
        if count > capacity - (transcoder == nil ? 0 : Self.characterSize) { makeRoom(count + Self.characterSize) }
        try gather(count)
        return Array(UnsafeBufferPointer(start: buffer + pending.lowerBound, count: min(count, pending.count)))
    }

    /// The next bytes, empty at the end; they stay where they are until the next call.
    mutating func nextChunk() throws(WireError) -> UnsafeMutableBufferPointer<UInt8> {
        try openIfNeeded()
        if pending.isEmpty { pending = 0..<(try decode(into: buffer, capacity)) }
        return take(min(chunkSize, pending.count))
    }

    /// The first bytes: a chunk, and no less than is looked at for a declaration, unless the input is shorter.
    mutating func firstChunk() throws(WireError) -> UnsafeMutableBufferPointer<UInt8> {
        try openIfNeeded()
        let wanted = max(chunkSize, Self.headSize)
        try gather(wanted)
        return take(min(wanted, pending.count))
    }

    /// Puts bytes back that were handed out, in front of all that has not been.
    mutating func putBack(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return }
        let total = bytes.count + pending.count
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: max(total, capacity))
        larger.update(from: base, count: bytes.count)
        (larger + bytes.count).update(from: buffer + pending.lowerBound, count: pending.count)
        buffer.deallocate()
        (buffer, capacity, pending) = (larger, max(total, capacity), 0..<total)
    }

    private mutating func makeRoom(_ count: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        larger.update(from: buffer + pending.lowerBound, count: pending.count)
        buffer.deallocate()
        (buffer, capacity, pending) = (larger, count, 0..<pending.count)
    }

    private mutating func take(_ count: Int) -> UnsafeMutableBufferPointer<UInt8> {
        let chunk = UnsafeMutableBufferPointer(start: buffer + pending.lowerBound, count: count)
        pending = (pending.lowerBound + count)..<pending.upperBound
        return chunk
    }

    // MARK: - The way of the bytes

    @inline(__always)
    private mutating func openIfNeeded() throws(WireError) {
        if !isOpen { try open() }
    }

    @inline(never)
    private mutating func open() throws(WireError) {
        isOpen = true
        var count = 0
        while count < Self.headSize {
            let added = try source.read(into: buffer + count, capacity - count)
            if added == 0 { break }
            count += added
        }
        let start = TextStart(of: UnsafeBufferPointer(start: buffer, count: count), named: named)
        pending = start.markSize..<count
        guard let encoding = start.encoding else { return }
        let encoded = UnsafeBufferPointer(start: buffer + start.markSize, count: pending.count)
        transcoder = try TextTranscoder(from: encoding, first: encoded)
        pending = 0..<0
    }

    /// Decodes until so many bytes are pending, as far as the buffer and the input go.
    private mutating func gather(_ wanted: Int) throws(WireError) {
        if pending.lowerBound > 0 {
            buffer.update(from: buffer + pending.lowerBound, count: pending.count)
            pending = 0..<pending.count
        }
        while pending.count < wanted, capacity - pending.count >= Self.characterSize {
            let added = try decode(into: buffer + pending.count, capacity - pending.count)
            if added == 0 { return }
            pending = 0..<(pending.count + added)
        }
    }

    private mutating func decode(into target: UnsafeMutablePointer<UInt8>, _ capacity: Int) throws(WireError) -> Int {
        guard transcoder != nil else { return try source.read(into: target, capacity) }
        return try transcoder?.decode(into: target, capacity, from: &source) ?? 0
    }
}

/// The bytes of a file, expanded if it is compressed.
struct ByteSource: ~Copyable {
    private(set) var file: FileBytes
    private var inflater: GzipInflater?
    private var hasStarted = false
    /// Whether the bytes are what they are, even when they begin like compressed ones.
    var isPlain: Bool {
        get { hasStarted && inflater == nil }
        set { hasStarted = newValue }
    }
    var limits = ReadLimits()

    init(_ file: consuming FileBytes) { self.file = file }

    /// Reads the next bytes.
    /// - Parameter capacity: Room for them; the first time for gzip's mark at least.
    /// - Returns: How many bytes came; 0 at the end.
    mutating func read(into target: UnsafeMutablePointer<UInt8>, _ capacity: Int) throws(WireError) -> Int {
        if !hasStarted { return try start(into: target, capacity) }
        guard inflater != nil else { return try file.read(into: target, capacity) }
        return try inflater?.inflate(into: target, capacity, from: &file, limits: limits) ?? 0
    }

    private mutating func start(into target: UnsafeMutablePointer<UInt8>, _ capacity: Int) throws(WireError) -> Int {
        hasStarted = true
        var count = 0
        while count < GzipInflater.magicSize {
            let added = try file.read(into: target + count, capacity - count)
            if added == 0 { break }
            count += added
        }
        guard GzipInflater.recognises(target, count) else { return count }
        inflater = GzipInflater(first: UnsafeBufferPointer(start: target, count: count))
        return try read(into: target, capacity)
    }
}
