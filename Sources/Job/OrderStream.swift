import Channels
import Orders
import WireFormats

/// The way of one order, as far as it is the same for every use case: bytes become a record, the record an order.
///
/// The order and its texts are those of the current record and end with the next step.
struct OrderStream: ~Copyable {
    private var reader: any RecordReader & ~Copyable
    private var decoder: any OrderDecoder
    private(set) var order = Order()
    private(set) var findings = RecordFindings()
    private(set) var record: Record

    /// Opens a file of a store.
    init(
        input: consuming ByteInput, format: OrderFormat, channel: any Channel, store: StoreSettings, limits: ReadLimits
    ) {
        switch format.wire {
        default: reader = XMLRecordReader(input: input, shape: format.shape, limits: limits)
        }
        decoder = channel.orderDecoder(for: store, format: format)
        record = reader.record
    }

    /// Goes to the next order; what is wrong with it is in `findings`.
    /// - Returns: Whether there is one.
    mutating func next() throws(WireError) -> Bool {
        guard try reader.next() else { return false }
        record = reader.record
        order.clear()
        findings.clear()
        decoder.decode(&record, into: &order, findings: &findings)
        for finding in reader.takeTextFindings() { findings.warn(RecordIssue(finding)) }
        return true
    }

    /// The current record's own text, cut at `limit` bytes.
    mutating func rawText(limit: Int) -> [UInt8] { reader.rawText(limit: limit) }

    /// What people call the current order.
    var orderNumber: String { record.string(at: order.orderNumber.offset, count: order.orderNumber.count) }

    /// The current order's key.
    var orderKey: String { record.string(at: order.orderKey.offset, count: order.orderKey.count) }

    /// The digest of the current order's key.
    var keyDigest: Digest {
        Digest(of: record.bytes(at: order.orderKey.offset, count: order.orderKey.count))
    }

    /// Bytes taken from the input so far, for progress.
    var bytesRead: Int { mutating get { reader.bytesRead } }

    /// The digest of the input's bytes, once the end is reached.
    var digest: Digest { mutating get { reader.digest } }
}

extension RecordIssue {
    init(_ finding: TextFinding) {
        switch finding.kind {
        case .controlCharacterDropped(let byte):
            self.init(
                .controlCharacterDropped, field: "", value: "0x" + String(byte, radix: 16), at: finding.position,
                "a control character that XML forbids was dropped")
        }
    }
}
