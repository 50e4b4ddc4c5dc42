import Glibc

/// The bytes of a file as they lie in it, counted and digested on their way.
struct FileBytes: ~Copyable {
    enum Origin {
        case descriptor(Int32)
        case memory([UInt8])
    }

    private let origin: Origin
    private var running = RunningDigest()
    /// Bytes read so far.
    private(set) var count = 0

    private let isDigested: Bool

    init(_ origin: Origin, isDigested: Bool = true) {
        self.origin = origin
        self.isDigested = isDigested
    }

    /// The digest of the bytes read so far.
    var digest: Digest { running.digest }

    /// Reads the next bytes.
    /// - Returns: How many bytes came; 0 at the end.
    mutating func read(into target: UnsafeMutablePointer<UInt8>, _ capacity: Int) throws(WireError) -> Int {
        let added: Int
        switch origin {
        case .descriptor(let descriptor): added = try Self.read(descriptor, into: target, capacity)
        case .memory(let bytes):
            added = min(capacity, bytes.count - count)
            bytes.withUnsafeBufferPointer { all in
                if let base = all.baseAddress { target.update(from: base + count, count: added) }
            }
        }
        if isDigested { running.update(UnsafeRawBufferPointer(start: target, count: added)) }
        count += added
        return added
    }

    private static func read(
        _ descriptor: Int32, into target: UnsafeMutablePointer<UInt8>, _ capacity: Int
    ) throws(WireError) -> Int {
        while true {
            let count = Glibc.read(descriptor, target, capacity)
            if count >= 0 { return count }
            guard errno == EINTR else {
                throw WireError(
                    .readFailed, at: SourcePosition(line: 0, column: 0), String(cString: strerror(errno)),
                    errno: errno)
            }
        }
    }
}
