import Channels
import Normalized
import Orders
import WireFormats

/// One reading of one order file from start to end: counts, outputs, and what the ledger is to say.
///
/// A record that turns out to be replaced by a later one has been counted and written by then. It is named in `replaced`,
/// and the file is read again with that knowledge: files that hold several versions of an order are few, and so the way
/// of all others stays a single one.
struct OrderPass: ~Copyable {
    /// What the pass is told, and what it writes to.
    struct Setting {
        var file: String
        var ledger: OrderLedger
        var writesRepeats: Bool
        /// Records that a later one in the same file replaces.
        var replaced: Set<Int>
    }

    private let setting: Setting
    private var writer: NormalizedOrderWriter
    private var rejects: RejectWriter
    private(set) var counts = OrderCounts()
    private(set) var tally = RecordTally()
    /// Earlier records that a later one replaces, found in this pass.
    private(set) var newlyReplaced: Set<Int> = []
    /// What the ledger is to say.
    private(set) var versions = OrderVersions()

    init(_ setting: Setting, writer: consuming NormalizedOrderWriter, rejects: consuming RejectWriter) {
        self.setting = setting
        self.writer = writer
        self.rejects = rejects
    }

    /// Takes in the order that the stream has reached: key, exclusion, duplicate, rejects, in this order.
    mutating func take(
        _ stream: inout OrderStream, report: (Finding) -> Void
    ) throws(OutputError) {
        counts.read += 1
        guard !stream.order.orderKey.isAbsent else { return try reject(&stream, report) }
        let key = stream.keyDigest
        let modifyDate = stream.order.modifyDate?.seconds
        let isExcluded = stream.findings.exclusion != nil
        if isExcluded { exclude(stream, report) }
        guard note(key, modifyDate, stream) else {
            if !isExcluded { counts.superseded += 1 }
            return
        }
        if isExcluded { return settle(key, .excluded) }
        if setting.replaced.contains(stream.record.number) {
            counts.superseded += 1
            return
        }
        let known = setting.ledger[key]
        if let known, !OrderLedger.isNewer(modifyDate, than: known.modifyDate) {
            counts.superseded += 1
            return
        }
        if stream.findings.rejection != nil {
            settle(key, .rejected)
            return try reject(&stream, report)
        }
        try write(&stream, key, known, report)
    }

    /// Writes out what is still in the buffers.
    mutating func finish() throws(OutputError) {
        try writer.finish()
        try rejects.finish()
    }

    // MARK: - Versions

    /// Notes a version of an order.
    /// - Returns: Whether it is the newest so far.
    private mutating func note(_ key: Digest, _ modifyDate: Int64?, _ stream: borrowing OrderStream) -> Bool {
        let record = stream.record.number
        guard let first = versions[key] else {
            let text = stream.order.orderKey
            versions.begin(
                key, text: stream.record.bytes(at: text.offset, count: text.count), record: record,
                modifyDate: modifyDate)
            return true
        }
        guard OrderLedger.isNewer(modifyDate, than: first.modifyDate) else { return false }
        if !setting.replaced.contains(first.record) { newlyReplaced.insert(first.record) }
        versions.replace(key, record: record, modifyDate: modifyDate)
        return true
    }

    private mutating func settle(_ key: Digest, _ fate: OrderLedgerLine.Fate, _ digest: Digest? = nil) {
        versions.settle(key, fate, digest)
    }

    // MARK: - Fates

    private mutating func write(
        _ stream: inout OrderStream, _ key: Digest, _ known: KnownOrder?, _ report: (Finding) -> Void
    ) throws(OutputError) {
        let warnings = stream.findings.warningCodes
        let digest = writer.render(stream.order, stream.record, warnings: warnings)
        if !setting.writesRepeats, let known, known.digest == digest {
            writer.takeBack()
            counts.unchanged += 1
            return
        }
        try writer.keep(stream.order, stream.record, warnings: warnings)
        counts.written += 1
        tally.countWritten(stream.order.orderStatus, orderedAt: stream.order.orderDate)
        settle(key, .written, digest)
        for warning in stream.findings.warnings { tell(.warning, warning, stream, report) }
    }

    private mutating func exclude(_ stream: borrowing OrderStream, _ report: (Finding) -> Void) {
        guard let exclusion = stream.findings.exclusion else { return }
        counts.excluded += 1
        tell(.note, exclusion, stream, report)
    }

    private mutating func reject(_ stream: inout OrderStream, _ report: (Finding) -> Void) throws(OutputError) {
        guard let rejection = stream.findings.rejection else { return }
        counts.rejected += 1
        tell(.error, rejection, stream, report)
        let raw = stream.rawText(limit: RejectWriter.rawLimit)
        try rejects.write(rejection, record: stream.record.number, orderNumber: stream.orderNumber, raw: raw)
    }

    /// Says something of the file as a whole.
    mutating func tell(
        _ severity: Finding.Severity, _ issue: RecordIssue, ofFile file: String, _ report: (Finding) -> Void
    ) {
        if severity != .note { tally.count(severity, issue.code) }
        report(Finding(severity, file: file, record: 0, issue))
    }

    private mutating func tell(
        _ severity: Finding.Severity, _ issue: RecordIssue, _ stream: borrowing OrderStream,
        _ report: (Finding) -> Void
    ) {
        tally.count(severity, issue.code)
        report(
            Finding(
                severity, file: setting.file, record: stream.record.number, orderNumber: stream.orderNumber, issue))
    }
}
