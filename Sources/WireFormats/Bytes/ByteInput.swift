import Glibc

/// The bytes of one input, in chunks, from an open descriptor or from memory.
///
/// The digest is that of the bytes as they lie in the file; what the parsers see has been decompressed and decoded.
package struct ByteInput: ~Copyable {
    private enum Source {
        case descriptor(Int32)
        case memory([UInt8])
    }

    /// Bytes asked of the source at once.
    package static let chunkSize = 64 << 10

    private let source: Source
    private let buffer: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private var memoryOffset = 0
    private var running = RunningDigest()
    /// Bytes taken from the source so far.
    package private(set) var bytesRead = 0

    /// Reads from a descriptor that the caller keeps open and closes.
    package init(descriptor: Int32, chunkSize: Int = ByteInput.chunkSize) {
        source = .descriptor(descriptor)
        capacity = chunkSize
        buffer = .allocate(capacity: chunkSize)
    }

    /// Reads from memory.
    package init(bytes: [UInt8], chunkSize: Int = ByteInput.chunkSize) {
        source = .memory(bytes)
        capacity = chunkSize
        buffer = .allocate(capacity: chunkSize)
    }

    deinit { buffer.deallocate() }

    /// The digest of the bytes taken so far: of the whole file once `nextChunk` has returned an empty chunk.
    package var digest: Digest { running.digest }

    /// The next bytes, empty at the end; they stay where they are until the next call.
    mutating func nextChunk() throws(WireError) -> UnsafeMutableBufferPointer<UInt8> {
        let count = try fill()
        running.update(UnsafeRawBufferPointer(start: buffer, count: count))
        bytesRead += count
        return UnsafeMutableBufferPointer(start: buffer, count: count)
    }

    /// The first bytes: at least a kilobyte of them, unless the input is shorter.
    mutating func firstChunk(
        decoding encoding: (UnsafeBufferPointer<UInt8>) -> String?
    ) throws(WireError) -> UnsafeMutableBufferPointer<UInt8> {
        try nextChunk()
    }

    private mutating func fill() throws(WireError) -> Int {
        switch source {
        case .memory(let bytes):
            let count = min(capacity, bytes.count - memoryOffset)
            bytes.withUnsafeBufferPointer { all in
                guard let base = all.baseAddress else { return }
                buffer.update(from: base + memoryOffset, count: count)
            }
            memoryOffset += count
            return count
        case .descriptor(let descriptor):
            while true {
                let count = read(descriptor, buffer, capacity)
                if count >= 0 { return count }
                guard errno == EINTR else {
                    throw WireError(
                        .readFailed, at: SourcePosition(line: 0, column: 0), String(cString: strerror(errno)),
                        errno: errno)
                }
            }
        }
    }
}
