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

    /// Takes in the orders of a batch: of each its key, exclusion, duplicate, rejection, in this order.
    mutating func take(_ batch: borrowing OrderBatch, report: (Finding) -> Void) throws(OutputError) {
        var start = RenderedOrders.Place()
        var end = start
        for index in batch.items.indices {
            let item = batch.items[index]
            let isKept = try take(item, of: batch, report)
            // Those that are kept one behind the other are written at once.
            if !isKept {
                try writer.append(batch.rendered, from: start, to: end)
                start = item.end
            }
            end = item.end
        }
        try writer.append(batch.rendered, from: start, to: end)
    }

    /// - Returns: Whether the order becomes part of the outputs.
    private mutating func take(
        _ item: OrderBatch.Item, of batch: borrowing OrderBatch, _ report: (Finding) -> Void
    ) throws(OutputError) -> Bool {
        counts.read += 1
        let remark = item.remark.map { batch.remarks[$0] }
        guard let key = item.key else {
            try reject(item, remark, report)
            return false
        }
        let exclusion = remark?.findings.exclusion
        if let exclusion {
            counts.excluded += 1
            tell(.note, exclusion, item, remark, report)
        }
        guard let number = note(key, item, batch) else {
            if exclusion == nil { counts.superseded += 1 }
            return false
        }
        if exclusion != nil {
            versions.settle(number, .excluded)
            return false
        }
        if setting.replaced.contains(item.record) {
            counts.superseded += 1
            return false
        }
        let known = setting.ledger[key]
        if let known, !OrderLedger.isNewer(item.modifyDate, than: known.modifyDate) {
            counts.superseded += 1
            return false
        }
        if remark?.findings.rejection != nil {
            versions.settle(number, .rejected)
            try reject(item, remark, report)
            return false
        }
        return keep(item, number, remark, known, report)
    }

    /// Writes out what is still in the buffers.
    mutating func finish() throws(OutputError) {
        try writer.finish()
        try rejects.finish()
    }

    // MARK: - Versions

    /// Notes a version of an order.
    /// - Returns: The order's number among all; `nil` when the version is not the newest so far.
    private mutating func note(_ key: Digest, _ item: OrderBatch.Item, _ batch: borrowing OrderBatch) -> Int? {
        let (number, isFirst) = versions.begin(
            key, text: batch.text(of: item), record: item.record, modifyDate: item.modifyDate)
        if isFirst { return number }
        let newest = versions[number]
        guard OrderLedger.isNewer(item.modifyDate, than: newest.modifyDate) else { return nil }
        if !setting.replaced.contains(newest.record) { newlyReplaced.insert(newest.record) }
        versions.replace(number, record: item.record, modifyDate: item.modifyDate)
        return number
    }

    // MARK: - Fates

    private mutating func keep(
        _ item: OrderBatch.Item, _ number: Int, _ remark: OrderBatch.Remark?, _ known: KnownOrder?,
        _ report: (Finding) -> Void
    ) -> Bool {
        if !setting.writesRepeats, let known, known.digest == item.contentDigest {
            counts.unchanged += 1
            return false
        }
        counts.written += 1
        tally.countWritten(item.status, orderedAt: item.orderDate)
        versions.settle(number, .written, item.contentDigest)
        for warning in remark?.findings.warnings ?? [] { tell(.warning, warning, item, remark, report) }
        return true
    }

    private mutating func reject(
        _ item: OrderBatch.Item, _ remark: OrderBatch.Remark?, _ report: (Finding) -> Void
    ) throws(OutputError) {
        guard let remark, let rejection = remark.findings.rejection else { return }
        counts.rejected += 1
        tell(.error, rejection, item, remark, report)
        try rejects.write(rejection, record: item.record, orderNumber: remark.orderNumber, raw: remark.rawText)
    }

    /// Says something of the file as a whole.
    mutating func tell(
        _ severity: Finding.Severity, _ issue: RecordIssue, ofFile file: String, _ report: (Finding) -> Void
    ) {
        if severity != .note { tally.count(severity, issue.code) }
        report(Finding(severity, file: file, record: 0, issue))
    }

    private mutating func tell(
        _ severity: Finding.Severity, _ issue: RecordIssue, _ item: OrderBatch.Item, _ remark: OrderBatch.Remark?,
        _ report: (Finding) -> Void
    ) {
        tally.count(severity, issue.code)
        report(
            Finding(
                severity, file: setting.file, record: item.record, orderNumber: remark?.orderNumber ?? "", issue))
    }
}
