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
    /// That the file itself says it has no orders, once it is read.
    private var noOrders: RecordIssue?
    private let emptyMeansNoOrders: Bool
    private var cards: CardMask

    private init(_ reader: consuming any RecordReader & ~Copyable, _ source: OrderSource) {
        self.reader = reader
        decoder = source.channel.orderDecoder(for: source.store, format: source.format)
        decoder.begin(rootName: source.rootName)
        emptyMeansNoOrders = source.channel.emptyFileMeansNoOrders
        cards = CardMask(names: source.channel.cardDataNames, wire: source.format.wire)
        record = self.reader.record
    }

    /// Reads a whole file.
    init(_ input: consuming ByteInput, of source: OrderSource) throws(WireError) {
        let (shape, limits) = (source.format.shape, source.limits)
        switch source.format.wire {
        case .xml: self.init(XMLRecordReader(input: input, shape: shape, limits: limits), source)
        case .json: self.init(JSONRecordReader(input: input, shape: shape, limits: limits), source)
        case .csv:
            let shape = try shape.renaming(source.store.columns)
            self.init(CSVOrderReader(input: input, shape: shape, limits: limits), source)
        }
    }

    /// Reads a part of a file; `endsAtSeam` says at its end whether it was one.
    init(_ segment: XMLSegment, of source: OrderSource) {
        self.init(XMLRecordReader(segment, shape: source.format.shape, limits: source.limits), source)
    }

    /// Reads a file from a part on to its end.
    init(_ input: consuming ByteInput, from segment: XMLSegment, of source: OrderSource) {
        self.init(
            XMLRecordReader(input: input, from: segment, shape: source.format.shape, limits: source.limits), source)
    }

    /// Goes to the next order; what is wrong with it is in `findings`.
    /// - Returns: Whether there is one.
    mutating func next() throws(WireError) -> Bool {
        while try nextRecord() {
            record = reader.record
            order.clear()
            findings.clear()
            decoder.decode(&record, into: &order, findings: &findings)
            for finding in reader.takeTextFindings() { findings.take(finding) }
            switch findings.document {
            case nil:
                completeFindings()
                return true
            case .remark: continue
            case .failed(let text): throw WireError(.exportError, at: record.position, printable(text))
            case .reference: continue
            case .lateReference:
                throw WireError(
                    .referenceLate, at: record.position,
                    "orders in front of this record need it, and were read without it")
            case .tooManyReferences(let limit):
                throw WireError(
                    .tooManyRecords, at: record.position, "orders refer to more than \(limit) records beside them")
            case .noOrders(let text):
                noOrders = RecordIssue(.noOrders, field: "", at: record.position, printable(withoutAddresses(text)))
            }
        }
        if let failure = decoder.failure { throw shown(failure) }
        return false
    }

    /// Does what is the same for the orders of all channels and needs nothing but the order.
    private mutating func completeFindings() {
        order.maskCardNumbers(in: &record, &findings)
        if order.items.isEmpty, findings.exclusion == nil {
            findings.warn(
                RecordIssue(
                    .linesMissing, field: "", at: record.position,
                    "the order has no lines, so that nobody knows what to pack; see whether the export brings them along"
                ))
        }
        findings.maskCardNumbers()
    }

    /// What is to be said of the file as a whole, once it is read.
    var fileFindings: [FileFinding] {
        mutating get {
            var head = RecordFindings()
            for finding in reader.headFindings { head.take(finding) }
            let warnings = head.warnings + decoder.warnings
            return [noOrders].compactMap(\.self).map { (.note, $0) } + warnings.map { (.warning, $0) }
        }
    }

    private mutating func nextRecord() throws(WireError) -> Bool {
        do throws(WireError) {
            return try reader.next()
        } catch {
            // A file that says why it has no orders is asked before one that only lacks them.
            if error.code == .notAnExport, let failure = decoder.failure { throw shown(failure) }
            guard error.code == .empty, emptyMeansNoOrders else { throw error }
            noOrders = RecordIssue(.noOrders, field: "", at: error.position, "the file is empty")
            return false
        }
    }

    /// The current record's own text, cut at `limit` bytes, without what is on a payment card.
    mutating func rawText(limit: Int) -> [UInt8] { cards.rawText(of: &reader, limit: limit) }

    private func shown(_ failure: WireError) -> WireError {
        WireError(failure.code, at: failure.position, printable(failure.message))
    }

    /// What people call the current order.
    var orderNumber: String { record.string(at: order.orderNumber.offset, count: order.orderNumber.count) }

    /// The current order's key.
    var orderKey: String { record.string(at: order.orderKey.offset, count: order.orderKey.count) }

    /// Why the current order is left out; an order without a key is a reject before that.
    var exclusion: RecordIssue? { order.orderKey.isAbsent ? nil : findings.exclusion }

    /// The digest of the current order's key.
    var keyDigest: Digest {
        Digest(of: record.bytes(at: order.orderKey.offset, count: order.orderKey.count))
    }

    /// Of a part of a file, once it is read: whether the next part begins between two records.
    var endsAtSeam: Bool { mutating get { reader.endsAtSeam } }

    /// Bytes taken from the input so far, for progress.
    var bytesRead: Int { mutating get { reader.bytesRead } }

    /// The digest of the input's bytes, once the end is reached.
    var digest: Digest { mutating get { reader.digest } }
}

extension RecordFindings {
    /// Takes in what reading has found out about the record's text.
    mutating func take(_ finding: TextFinding) {
        switch finding.kind {
        case .controlCharacterDropped(let byte):
            warn(
                RecordIssue(
                    .controlCharacterDropped, field: "", value: "0x" + String(byte, radix: 16), at: finding.position,
                    "a control character was dropped, which no text should have"))
        case .invalidBytes:
            // Before what the decoder said: it missed a value, because of these bytes.
            rejection = RecordIssue(
                .invalidBytes, field: "", at: finding.position,
                "the bytes are not valid in the file's encoding; export as UTF-8, or name the encoding in the job")
        case .rowTooLong:
            warn(
                RecordIssue(
                    .rowTooLong, field: "", at: finding.position,
                    "the row has more fields than the table has columns; they are blank and left out"))
        case .rowShifted:
            // In place of all that the decoder said: it read values of other columns, perhaps of a person.
            clear()
            rejection = RecordIssue(
                .rowShifted, field: "", at: finding.position,
                "the row has more values than the table has columns, so some may stand in the wrong one; "
                    + "put values with commas, as 1,5, into quotation marks")
        case .columnUnread(let column, let other):
            warn(
                RecordIssue(
                    .columnUnread, field: column, at: finding.position,
                    column == other
                        ? "the table has this column twice; the first is read"
                        : "the table has the column \(printable(other)) for the same, which is read; "
                            + "the store's columns may name the other"))
        case .rowTooShort:
            warn(
                RecordIssue(
                    .rowTooShort, field: "", at: finding.position,
                    "the file ends inside of this row, which has fewer fields than the table has columns; "
                        + "see whether the export is whole"))
        case .rowDiffers(let column):
            warn(
                RecordIssue(
                    .rowDiffers, field: column, at: finding.position,
                    "the order's first row says something else, which is used"))
        case .markupDropped(let field):
            warn(
                RecordIssue(
                    .markupDropped, field: field, at: finding.position,
                    "tags inside of the text were left out; escape the text, or put it into CDATA"))
        }
    }
}
