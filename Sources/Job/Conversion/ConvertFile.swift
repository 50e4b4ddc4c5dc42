import Channels
import DropFolder
import Labels
import Normalized
import Orders
package import SystemPackage
import WireFormats

/// What became of the records of one file.
package struct FileOutcome: Sendable {
    /// `read` first, then what it adds up from.
    package var counts: [(name: String, count: Int)]
    package var rejected: Int
    package var excluded: Int
}

/// Converts one file, from disk or from a pipe, to one output: no folders, no ledger.
package struct ConvertFile {
    private let input: TypedInput
    private let target: ConvertOrders.Target
    private let rejects: String?

    /// Describes a conversion.
    /// - Parameters:
    ///   - input: The file, and what is typed of it in a job's place.
    ///   - target: What is written.
    ///   - rejects: The path of the file that takes the rejected records, if any.
    package init(_ input: TypedInput, to target: ConvertOrders.Target, rejects: String? = nil) {
        self.input = input
        self.target = target
        self.rejects = rejects
    }

    /// Converts.
    /// - Throws: `JobError` when the file cannot be read or the outputs cannot be written; what was written before is
    ///   not to be used. It is `JobError.readerGone` when nobody reads the output any more.
    package func run(
        output: FileDescriptor = .standardOutput, observer: some RunObserver
    ) throws(JobError) -> FileOutcome {
        let rules = try input.rules()
        let source = try SourceFile(input.file)
        let rejectFile: FileDescriptor? = if let rejects { try source.createRejects(rejects) } else { nil }
        defer { try? rejectFile?.close() }
        do {
            switch rules.content {
            case .orders(let channel, let store):
                return try orders(of: source, channel, store, rules, output, rejectFile, observer)
            case .labels(let inputs): return try labels(of: source, inputs, rules, output, rejectFile, observer)
            }
        } catch {
            if let error = error as? OutputError, let rejects, error.descriptor == rejectFile?.rawValue {
                throw JobError(errno: error.errno, writing: printable(rejects))
            }
            throw JobError(error, file: source.name)
        }
    }

    private func orders(
        of source: borrowing SourceFile, _ channel: any Channel, _ store: StoreDefinition, _ rules: InputRules,
        _ output: FileDescriptor, _ rejects: FileDescriptor?, _ observer: some RunObserver
    ) throws -> FileOutcome {
        let (name, size) = (source.name, source.size)
        let conversion = ConvertOrders(
            channel: channel, store: store.settings(at: input.now), file: name, target: target, style: rules.csv,
            limits: rules.limits, threads: input.threads ?? ReadingThreads.ofMachine)
        let counts = try conversion.run(
            input: ByteInput(
                descriptor: source.descriptor.rawValue, encoding: store.encoding, isDigested: false),
            output: ByteOutput(descriptor: output.rawValue), rejects: ByteOutput(descriptor: rejects?.rawValue ?? -1),
            writesRejects: rejects != nil,
            progress: { observer.progress(RunProgress(file: name, bytesRead: $0, bytesTotal: size)) },
            report: observer.found)
        return FileOutcome(counts)
    }

    private func labels(
        of source: borrowing SourceFile, _ inputs: LabelInputs, _ rules: InputRules, _ output: FileDescriptor,
        _ rejects: FileDescriptor?, _ observer: some RunObserver
    ) throws -> FileOutcome {
        guard let files = target.shipmentFiles else {
            throw JobError(.usage, "--to lines is for orders: a label has no lines; write jsonl or csv")
        }
        return try ConvertLabels(inputs: inputs, files: files, style: rules.csv, limits: rules.limits)
            .run(
                ByteInput(descriptor: source.descriptor.rawValue, encoding: inputs.encoding), name: source.name,
                output: ByteOutput(descriptor: output.rawValue),
                rejects: RejectWriter(output: ByteOutput(descriptor: rejects?.rawValue ?? -1), file: source.name),
                report: observer.found)
    }
}

extension FileOutcome {
    fileprivate init(_ counts: ConvertOrders.Counts) {
        self.init(
            counts: [
                ("read", counts.read), ("written", counts.written), ("rejected", counts.rejected),
                ("excluded", counts.excluded),
            ], rejected: counts.rejected, excluded: counts.excluded)
    }
}

extension ConvertOrders.Target {
    /// What of a label's two files is meant; there is none of single lines.
    fileprivate var shipmentFiles: ShipmentWriter.Files? {
        switch self {
        case .jsonl: .jsonLines
        case .csv: .table
        case .lines: nil
        }
    }
}
