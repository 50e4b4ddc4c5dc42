import Normalized
import Orders
import WireFormats

/// Some orders of an input in their order, decoded and rendered: what a reader hands to those who decide on their fates.
///
/// It stands by itself, and so can be made by one thread and taken by another.
struct OrderBatch: ~Copyable, Sendable {
    /// An order, or a record that should have been one.
    struct Item: Sendable {
        /// The record's number in the input, from 1.
        var record: Int
        var position: SourcePosition
        /// The digest of the order's key; `nil` for one without.
        var key: Digest?
        /// The text that is kept of the order, in the batch's texts.
        var text: Range<Int>
        var modifyDate: Int64?
        var status: OrderStatus
        var orderDate: Timestamp?
        /// What there is to say of it, if anything, in the batch's remarks.
        var remark: Int?
        /// Where its rendering ends, and the digest of that; one that is excluded or rejected has none.
        var end: RenderedOrders.Place
        var contentDigest: Digest?
    }

    /// What there is to say of an order.
    struct Remark: Sendable {
        /// What people call the order.
        var orderNumber: String
        var findings: RecordFindings
        /// A reject's own text in the input.
        var rawText: [UInt8]
    }

    /// How the input goes on behind a batch.
    enum End: Sendable {
        case more
        /// The input is read, and this is to be said of it as a whole.
        case whole([FileFinding])
        case failed(WireError)
    }

    /// Bytes of output after which a batch is full.
    private static let size = 256 << 10
    /// Orders after which a batch is full, whatever is rendered of them.
    private static let limit = 1024

    private(set) var items: [Item] = []
    private(set) var remarks: [Remark] = []
    private(set) var rendered: RenderedOrders
    private var texts: [UInt8] = []
    private let rendering: OrderRendering

    init(_ rendering: OrderRendering) {
        self.rendering = rendering
        rendered = rendering.start()
    }

    /// The text that is kept of an order, UTF-8.
    func text(of item: Item) -> ArraySlice<UInt8> { texts[item.text] }

    /// Takes other orders: as many as fit.
    /// - Returns: How the input goes on.
    mutating func fill(from stream: inout OrderStream) -> End {
        items.removeAll(keepingCapacity: true)
        remarks.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        rendered.removeAll()
        return add(stream: &stream, upTo: Self.size, Self.limit)
    }

    /// Takes all the orders of a stream.
    mutating func fill(withAllOf stream: inout OrderStream) -> End { add(stream: &stream, upTo: .max, .max) }

    private mutating func add(stream: inout OrderStream, upTo size: Int, _ limit: Int) -> End {
        do throws(WireError) {
            while try stream.next() {
                add(&stream)
                if rendered.count >= size || items.count >= limit { return .more }
            }
        } catch {
            return .failed(error)
        }
        return .whole(stream.fileFindings)
    }

    private mutating func add(_ stream: inout OrderStream) {
        let textStart = texts.count
        let text = rendering.keptText == .orderKey ? stream.order.orderKey : stream.order.orderNumber
        let bytes = stream.record.bytes(at: text.offset, count: text.count)
        for index in bytes.indices { texts.append(bytes[index]) }
        let isUsable = stream.findings.exclusion == nil && stream.findings.rejection == nil
        if isUsable { rendered.render(stream.order, stream.record, warnings: stream.findings.warningCodes) }
        let remark = remark(on: &stream)
        items.append(
            Item(
                record: stream.record.number, position: stream.record.position,
                key: stream.order.orderKey.isAbsent ? nil : stream.keyDigest, text: textStart..<texts.count,
                modifyDate: stream.order.modifyDate?.seconds, status: stream.order.orderStatus,
                orderDate: stream.order.orderDate, remark: remark, end: rendered.end,
                contentDigest: isUsable && rendering.digestsContent ? rendered.contentDigest : nil))
    }

    private mutating func remark(on stream: inout OrderStream) -> Int? {
        let isReject = stream.findings.rejection != nil
        guard isReject || stream.findings.exclusion != nil || !stream.findings.warnings.isEmpty else { return nil }
        remarks.append(
            Remark(
                orderNumber: stream.orderNumber, findings: stream.findings,
                rawText: isReject && rendering.keepsRejects ? stream.rawText(limit: RejectWriter.rawLimit) : []))
        return remarks.count - 1
    }
}

/// Something that is to be said of an input as a whole.
typealias FileFinding = (severity: Finding.Severity, issue: RecordIssue)

/// What is made of the orders of one input.
struct OrderRendering: Sendable {
    var files: NormalizedFiles
    var style: CSVStyle
    var channel: String
    var store: String
    /// The input's name.
    var file: String
    var keptText: KeptText
    /// Whether the digests of contents are wanted: for the ledger.
    var digestsContent = false
    /// Whether rejected records are written.
    var keepsRejects = false

    /// A text of each order that is wanted besides its rendering.
    enum KeptText: Sendable {
        case orderKey
        case orderNumber
    }

    func start() -> RenderedOrders {
        RenderedOrders(files: files, style: style, channel: channel, store: store, file: file)
    }
}
