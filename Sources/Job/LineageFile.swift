import DropFolder
import Normalized
import Orders
import Report
import SystemPackage
import WireFormats

/// The file that takes what a run has read and written, as events of OpenLineage, a line each.
///
/// Inputs and outputs are folders, such as `in/orders/outdoor`: they are the same every night, and a graph of them stays small.
struct LineageFile {
    private let path: FilePath
    private let definition: JobDefinition
    private let run: LineageRun
    private let root: FilePath

    /// - Parameter path: The file; it is made if need be, and events are put behind those that it has.
    init(_ path: FilePath, _ definition: JobDefinition, run: String) throws(JobError) {
        self.path = path
        self.definition = definition
        root = try disk { () throws(DiskError) in try Folders.current }
        let job = root.pushing(definition.file).lexicallyNormalized()
        self.run = LineageRun(
            id: Self.identifier(Digest(of: "\(job.string)\n\(run)").hex), job: definition.name)
    }

    /// Notes that the run begins.
    func start(at now: Int64) throws(JobError) {
        try append(run.event(.start, at: Timestamp(seconds: now).text, inputs: [], outputs: []))
    }

    /// Notes how the run ended.
    /// - Parameter failure: What has stopped it, if anything has.
    func end(_ report: RunReport, failure: JobError? = nil) throws(JobError) {
        let message = failure?.message ?? (report.isReconciled ? nil : "the counts do not add up")
        try append(
            run.event(
                message.map { .fail($0) } ?? .complete, at: Timestamp(seconds: report.finishedAt).text,
                inputs: inputs(of: report), outputs: outputs(of: report)))
    }

    private func append(_ line: [UInt8]) throws(JobError) {
        try disk { () throws(DiskError) in try Folders.append(line, to: path) }
    }

    private func inputs(of report: RunReport) -> [LineageDataset] {
        var folders = LineageDatasets()
        for file in report.files where file.fate != .left {
            let area =
                switch file.content {
                case .orders: "orders/\(file.store)"
                case .labels: "labels"
                }
            folders.add(name(of: definition.inbox.appending(area)), rows: file.content.read, bytes: file.bytes)
        }
        return folders.all
    }

    private func outputs(of report: RunReport) -> [LineageDataset] {
        var folders = LineageDatasets()
        for output in report.files.flatMap(\.outputs) {
            // Each input's calls have a folder of their own, in that of the store.
            let folder = output.path.removingLastComponent()
            let home = output.kind == .requests ? folder.removingLastComponent() : folder
            folders.add(name(of: home), rows: output.count, bytes: nil)
        }
        return folders.all
    }

    private func name(of folder: FilePath) -> String { root.pushing(folder).lexicallyNormalized().string }

    /// A UUID of the kind that is left to whoever makes it (version 8), of 32 hexadecimal digits.
    static func identifier(_ hex: String) -> String {
        var digits = Array(hex)
        digits[12] = "8"
        digits[16] = "a"
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}

extension FileReport.Content {
    /// How many records were read.
    var read: Int {
        switch self {
        case .orders(let counts): counts.read
        case .labels(let counts): counts.read
        }
    }
}
