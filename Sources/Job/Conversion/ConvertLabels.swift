import DropFolder
import Labels
import Normalized
import Orders
import WireFormats

/// Converts one file of label results to one output, as they are: without the orders that they belong to.
struct ConvertLabels {
    let inputs: LabelInputs
    let files: ShipmentWriter.Files
    let style: CSVStyle
    let limits: ReadLimits

    /// Converts.
    /// - Parameters:
    ///   - input: The file.
    ///   - name: The file's name, for messages and for each label's `source`.
    func run(
        _ input: consuming ByteInput, name: String, output: consuming ByteOutput, rejects: consuming RejectWriter,
        report: (Finding) -> Void
    ) throws -> FileOutcome {
        let file = try LabelFile.read(
            input, name: name, inputs, today: Timestamp(seconds: 0, isDateOnly: true), limits: limits)
        for warning in file.warnings { report(warning) }
        for reject in file.rejects {
            report(Finding(.error, file: name, record: reject.record, orderNumber: reject.orderNumber, reject.issue))
            try rejects.write(
                reject.issue, record: reject.record, orderNumber: reject.orderNumber, raw: reject.raw)
        }
        try rejects.finish()
        try write(file.labels, to: output)
        return FileOutcome(
            counts: [("read", file.count), ("written", file.labels.count), ("rejected", file.rejects.count)],
            rejected: file.rejects.count, excluded: 0)
    }

    private func write(_ labels: [SeenLabel], to output: consuming ByteOutput) throws(OutputError) {
        var writer =
            files == .jsonLines
            ? ShipmentWriter(files: files, jsonLines: output, table: ByteOutput(), style: style)
            : ShipmentWriter(files: files, jsonLines: ByteOutput(), table: output, style: style)
        for seen in labels { try writer.write(seen.label) }
        try writer.finish()
    }
}
