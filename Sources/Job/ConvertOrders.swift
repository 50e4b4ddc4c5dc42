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

    /// Describes a conversion.
    /// - Parameters:
    ///   - channel: Whose export it is.
    ///   - store: What a job would say of the store.
    ///   - file: The input's name, for messages and for each order's `source`.
    ///   - target: What is written.
    ///   - style: How tables are written.
    ///   - limits: What is refused as too large.
    package init(
        channel: any Channel, store: StoreSettings, file: String, target: Target,
        style: CSVStyle = CSVStyle(), limits: ReadLimits = ReadLimits()
    ) {
        self.channel = channel
        self.store = store
        self.file = file
        self.target = target
        self.style = style
        self.limits = limits
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
        var stream = try OrderStream.open(input, channel: channel, store: store, limits: limits)
        var writer = NormalizedOrderWriter(
            files: target.files, output: output, style: style, channel: channel.id, store: store.id, file: file)
        var rejectWriter = RejectWriter(output: rejects, file: file)
        let joinsOrders = stream.joinsOrdersByKey
        var keys = KeyIndex()
        var counts = Counts()
        while try stream.next() {
            counts.read += 1
            if counts.read % 1024 == 0 { progress(stream.bytesRead) }
            if !joinsOrders { warnOfDuplicate(stream, &keys, report) }
            counts.warnings += tell(stream, report)
            if stream.exclusion != nil {
                counts.excluded += 1
            } else if let rejection = stream.findings.rejection {
                counts.rejected += 1
                if writesRejects {
                    try rejectWriter.write(
                        rejection, record: stream.record.number, orderNumber: stream.orderNumber,
                        raw: stream.rawText(limit: RejectWriter.rawLimit))
                }
            } else {
                counts.written += 1
                try writer.write(stream.order, stream.record, warnings: stream.findings.warningCodes)
            }
        }
        try writer.finish()
        try rejectWriter.finish()
        for (severity, issue) in stream.fileFindings {
            if severity == .warning { counts.warnings += 1 }
            report(Finding(severity, file: file, record: 0, issue))
        }
        return counts
    }

    private func tell(_ stream: borrowing OrderStream, _ report: (Finding) -> Void) -> Int {
        let record = stream.record.number
        if let exclusion = stream.exclusion {
            report(Finding(.note, file: file, record: record, orderNumber: stream.orderNumber, exclusion))
        } else if let rejection = stream.findings.rejection {
            report(Finding(.error, file: file, record: record, orderNumber: stream.orderNumber, rejection))
        }
        for warning in stream.findings.warnings {
            report(Finding(.warning, file: file, record: record, orderNumber: stream.orderNumber, warning))
        }
        return stream.findings.warnings.count
    }

    private func warnOfDuplicate(_ stream: borrowing OrderStream, _ keys: inout KeyIndex, _ report: (Finding) -> Void) {
        guard !stream.order.orderKey.isAbsent else { return }
        let position = stream.record.position
        guard let first = keys.insert(stream.keyDigest, at: position) else { return }
        report(
            Finding(
                .warning, file: file, record: stream.record.number, orderNumber: stream.orderNumber,
                RecordIssue(
                    .duplicate, field: "", at: position,
                    "the same order stands at line \(first.line), column \(first.column); both are written")))
    }
}
