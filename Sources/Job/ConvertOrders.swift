package import Channels
import Normalized
import Orders
package import WireFormats

/// Converts one order export to one output, without folders, ledger or clock: for pipes and for a first look.
///
/// It streams, so a version of an order that a later record replaces has been written already: both stay, with a warning.
package struct ConvertOrders {
    /// What comes out.
    package enum Target: String, CaseIterable, Sendable {
        case jsonl
        case csv
        case lines

        fileprivate var files: NormalizedFiles {
            switch self {
            case .jsonl: .jsonLines
            case .csv: .orderTable
            case .lines: .lineTable
            }
        }
    }

    /// How many records there were and what became of them.
    package struct Counts: Hashable, Sendable {
        package var read = 0
        package var written = 0
        package var rejected = 0
        package var excluded = 0
        package var warnings = 0
    }

    private let channel: any Channel
    private let store: StoreSettings
    private let file: String
    private let target: Target
    private let style: CSVStyle
    private let limits: ReadLimits
    private let threads: Int
    private let partSize: Int

    /// Describes a conversion.
    /// - Parameters:
    ///   - channel: Whose export it is.
    ///   - store: What a job would say of the store.
    ///   - file: The input's name, for messages and for each order's `source`.
    ///   - target: What is written.
    ///   - style: How tables are written.
    ///   - limits: What is refused as too large.
    ///   - threads: How many may read the input.
    ///   - partSize: Bytes of a part that one of several reads.
    package init(
        channel: any Channel, store: StoreSettings, file: String, target: Target,
        style: CSVStyle = CSVStyle(), limits: ReadLimits = ReadLimits(), threads: Int = 1,
        partSize: Int = XMLSegments.size
    ) {
        self.channel = channel
        self.store = store
        self.file = file
        self.target = target
        self.style = style
        self.limits = limits
        self.threads = threads
        self.partSize = partSize
    }

    /// Converts.
    /// - Parameters:
    ///   - input: The export.
    ///   - output: Where the orders go.
    ///   - rejects: Where the rejected records go.
    ///   - writesRejects: Whether they go anywhere.
    ///   - progress: Called now and then with the bytes read.
    ///   - report: Called for each finding.
    /// - Throws: `WireError` when the file cannot be read, `OutputError` when the output cannot be written; what was
    ///   written before is not to be used.
    package func run(
        input: consuming ByteInput, output: consuming ByteOutput, rejects: consuming ByteOutput,
        writesRejects: Bool, progress: (Int) -> Void, report: (Finding) -> Void
    ) throws -> Counts {
        var reading = try open(input, keepsRejects: writesRejects)
        var writer = NormalizedOrderWriter(target.files, to: output, style: style)
        var rejectWriter = RejectWriter(output: rejects, file: file)
        let joinsOrders = reading.joinsOrdersByKey
        var keys = KeyIndex()
        var counts = Counts()
        let outcome = try reading.read(progress: progress) { batch in
            for index in batch.items.indices {
                let item = batch.items[index]
                let remark = item.remark.map { batch.remarks[$0] }
                counts.take(item, remark)
                if !joinsOrders { warnOfDuplicate(item, of: batch, &keys, report) }
                tell(item, remark, report)
                guard item.exclusion(remark) == nil, writesRejects else { continue }
                if let remark, let rejection = remark.findings.rejection {
                    try rejectWriter.write(
                        rejection, record: item.record, orderNumber: remark.orderNumber, raw: remark.rawText)
                }
            }
            try writer.append(batch.rendered, from: RenderedOrders.Place(), to: batch.rendered.end)
        }
        try writer.finish()
        try rejectWriter.finish()
        for (severity, issue) in outcome.findings {
            if severity == .warning { counts.warnings += 1 }
            report(Finding(severity, file: file, record: 0, issue))
        }
        return counts
    }

    private func open(_ input: consuming ByteInput, keepsRejects: Bool) throws(WireError) -> OrderReading {
        let rendering = OrderRendering(
            files: target.files, style: style, channel: channel.id, store: store.id, file: file,
            keptText: .orderNumber, keepsRejects: keepsRejects)
        return try OrderReading.open(
            input, channel: channel, store: store, limits: limits, rendering, threads: threads, partSize: partSize)
    }

    private func tell(_ item: OrderBatch.Item, _ remark: OrderBatch.Remark?, _ report: (Finding) -> Void) {
        guard let remark else { return }
        func tell(_ severity: Finding.Severity, _ issue: RecordIssue) {
            report(Finding(severity, file: file, record: item.record, orderNumber: remark.orderNumber, issue))
        }
        if let exclusion = item.exclusion(remark) {
            tell(.note, exclusion)
        } else if let rejection = remark.findings.rejection {
            tell(.error, rejection)
        }
        for warning in remark.findings.warnings { tell(.warning, warning) }
    }

    private func warnOfDuplicate(
        _ item: OrderBatch.Item, of batch: borrowing OrderBatch, _ keys: inout KeyIndex, _ report: (Finding) -> Void
    ) {
        guard let key = item.key, let first = keys.insert(key, at: item.position) else { return }
        report(
            Finding(
                .warning, file: file, record: item.record,
                orderNumber: String(decoding: batch.text(of: item), as: UTF8.self),
                RecordIssue(
                    .duplicate, field: "", at: item.position,
                    "the same order stands at line \(first.line), column \(first.column); both are written")))
    }
}

extension ConvertOrders.Counts {
    /// Counts an order, or a record that should have been one.
    fileprivate mutating func take(_ item: OrderBatch.Item, _ remark: OrderBatch.Remark?) {
        read += 1
        warnings += remark?.findings.warnings.count ?? 0
        if item.exclusion(remark) != nil {
            excluded += 1
        } else if remark?.findings.rejection != nil {
            rejected += 1
        } else {
            written += 1
        }
    }
}

extension OrderBatch.Item {
    /// Why the order is left out; an order without a key is a reject before that.
    fileprivate func exclusion(_ remark: OrderBatch.Remark?) -> RecordIssue? {
        key == nil ? nil : remark?.findings.exclusion
    }
}
