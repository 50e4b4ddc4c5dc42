import Channels
import Normalized
import WireFormats

/// The reading of one input from start to end, by this thread or, cut into parts, by several: the same comes out.
struct OrderReading: ~Copyable {
    /// What is known of an input when it has been read.
    struct Outcome {
        /// What is to be said of it as a whole.
        var findings: [FileFinding]
        /// The digest of its bytes.
        var digest: Digest
    }

    private let source: OrderSource
    private let rendering: OrderRendering
    /// What reads it, if this thread does.
    private var stream: OrderStream?
    /// Who read it, if several do.
    private let readers: PartReaders?

    private init(_ stream: consuming OrderStream, _ source: OrderSource, _ rendering: OrderRendering) {
        self.source = source
        self.rendering = rendering
        self.stream = consume stream
        readers = nil
    }

    private init(_ readers: PartReaders, _ source: OrderSource, _ rendering: OrderRendering) {
        self.source = source
        self.rendering = rendering
        stream = nil
        self.readers = readers
    }

    /// Opens an input of a store.
    /// - Parameter threads: How many may read it.
    /// - Throws: `WireError` when it has none of the channel's formats, or cannot be read.
    static func open(
        _ input: consuming ByteInput, channel: any Channel, store: StoreSettings, limits: ReadLimits,
        _ rendering: OrderRendering, threads: Int, partSize: Int = XMLSegments.size
    ) throws(WireError) -> OrderReading {
        let source = try OrderSource(of: &input, channel: channel, store: store, limits: limits)
        guard threads > 1, let seams = source.seams else {
            return OrderReading(try OrderStream(input, of: source), source, rendering)
        }
        var segments = XMLSegments(input, at: seams, limits: limits, size: partSize)
        guard segments.areSeveral else {
            return OrderReading(try OrderStream(segments.rest(from: []), of: source), source, rendering)
        }
        return OrderReading(PartReaders(segments, of: source, rendering, threads: threads), source, rendering)
    }

    /// Whether the input cannot have two orders of one key: the rows of a table are one order where they have one number.
    var joinsOrdersByKey: Bool { source.format.wire == .csv }

    /// Hands out all orders, in their order.
    /// - Parameters:
    ///   - progress: Called now and then with the bytes read.
    ///   - take: Takes the orders of a batch.
    /// - Throws: `WireError` when the file turns out not to be readable, and what `take` throws.
    mutating func read(
        progress: (Int) -> Void, _ take: (borrowing OrderBatch) throws -> Void
    ) throws -> Outcome {
        guard let readers else { return try readAlone(progress, take) }
        defer { readers.stop() }
        var findings: [FileFinding] = []
        while let part = readers.next() {
            guard part.isSound else {
                stream = OrderStream(readers.rest(from: part), from: part.segment, of: source)
                var outcome = try readAlone(progress, take)
                outcome.findings = findings + outcome.findings
                return outcome
            }
            progress(part.bytesRead)
            try take(part.batch)
            findings += part.findings
        }
        return Outcome(findings: findings, digest: readers.digest)
    }

    private mutating func readAlone(
        _ progress: (Int) -> Void, _ take: (borrowing OrderBatch) throws -> Void
    ) throws -> Outcome {
        guard var stream = stream.take() else { preconditionFailure("an input is read once") }
        var batch = OrderBatch(rendering)
        while true {
            let end = batch.fill(from: &stream)
            progress(stream.bytesRead)
            try take(batch)
            switch end {
            case .more: continue
            case .failed(let error): throw error
            case .whole(let findings): return Outcome(findings: findings, digest: stream.digest)
            }
        }
    }
}
