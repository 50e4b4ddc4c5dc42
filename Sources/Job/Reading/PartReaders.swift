import Dispatch
import Synchronization
import WireFormats

/// Reads the parts of one input on several threads, each of which takes the next part that nobody has.
///
/// The owner's thread is one of them, so that the work goes on when there is no other. No more than `ahead` parts for each
/// thread are in memory. The owner calls `stop` before it lets go.
final class PartReaders: Sendable {
    private struct Parts: ~Copyable {
        var segments: XMLSegments?
        /// How many have been handed out.
        var taken = 0
        /// How many of these are being read.
        var inWork = 0
        /// Those that are read, by their numbers.
        var read: [Int: OrderPart] = [:]
        /// The number of the one that is wanted next.
        var next = 0
        var isLastTaken = false
        var isStopped = false
    }

    private static let ahead = 2

    private let source: OrderSource
    private let rendering: OrderRendering
    private let threads: Int
    private let parts: Mutex<Parts>
    /// Counts the parts that may be begun.
    private let room = DispatchSemaphore(value: 0)
    /// Is signalled for each part that another thread has read.
    private let done = DispatchSemaphore(value: 0)

    init(_ segments: consuming XMLSegments, of source: OrderSource, _ rendering: OrderRendering, threads: Int) {
        self.source = source
        self.rendering = rendering
        self.threads = threads
        parts = Mutex(Parts(segments: segments))
        ReadingThreads.keepMemory()
        for _ in 0..<(threads * Self.ahead) { room.signal() }
        for _ in 1..<threads {
            DispatchQueue.global().async { [self] in
                while true {
                    room.wait()
                    guard readOne() else { return }
                    done.signal()
                }
            }
        }
    }

    /// The next part; `nil` behind the last one.
    func next() -> OrderPart? {
        while true {
            let (part, isBehindLast) = parts.withLock { parts in
                let part = parts.read.removeValue(forKey: parts.next)
                if part != nil { parts.next += 1 }
                return (part, parts.isLastTaken && parts.next == parts.taken)
            }
            if let part {
                room.signal()
                return part
            }
            if isBehindLast { return nil }
            if room.wait(timeout: .now()) == .success { _ = readOne() } else { done.wait() }
        }
    }

    /// The input from a part on that `next` has handed out last, for one that reads it alone.
    func rest(from part: OrderPart) -> ByteInput {
        stop()
        return parts.withLock { parts in
            let behind = parts.read.sorted { $0.key < $1.key }.map(\.value.segment)
            guard let segments = parts.segments.take() else { preconditionFailure("the rest is taken once") }
            return segments.rest(from: [part.segment] + behind)
        }
    }

    /// The digest of the input's bytes, behind the last part.
    var digest: Digest { parts.withLock { $0.segments?.digest ?? Digest(high: 0, low: 0) } }

    /// Waits until no part is read any more.
    func stop() {
        parts.withLock { $0.isStopped = true }
        for _ in 0..<threads { room.signal() }
        while parts.withLock({ $0.inWork > 0 }) { done.wait() }
    }

    /// Reads the next part that nobody has.
    /// - Returns: Whether there was one.
    private func readOne() -> Bool {
        guard let (number, segment, bytesRead) = take() else { return false }
        let part = OrderPart(segment, bytesRead: bytesRead, of: source, rendering)
        parts.withLock {
            $0.read[number] = part
            $0.inWork -= 1
        }
        return true
    }

    private func take() -> (Int, XMLSegment, bytesRead: Int)? {
        parts.withLock { parts in
            if parts.isStopped { return nil }
            guard let segment = parts.segments?.next() else {
                parts.isLastTaken = true
                return nil
            }
            defer { parts.taken += 1 }
            parts.inWork += 1
            return (parts.taken, segment, parts.segments?.bytesRead ?? 0)
        }
    }
}

/// A part of an input, read by itself.
final class OrderPart: Sendable {
    let segment: XMLSegment
    let batch: OrderBatch
    let bytesRead: Int
    /// What is to be said of the input as a whole, as far as this part shows it.
    let findings: [FileFinding]
    /// Whether the next part begins where this one has ended, and nothing was wrong with it as a whole; else the input is
    /// to be read by one from here on.
    let isSound: Bool

    init(_ segment: XMLSegment, bytesRead: Int, of source: OrderSource, _ rendering: OrderRendering) {
        self.segment = segment
        self.bytesRead = bytesRead
        var stream = OrderStream(segment, of: source)
        var batch = OrderBatch(rendering)
        switch batch.fill(withAllOf: &stream) {
        case .whole(let findings):
            self.findings = findings
            isSound = stream.endsAtSeam
        case .more, .failed:
            findings = []
            isSound = false
        }
        self.batch = batch
    }
}
