import DropFolder
import Report
import SystemPackage
import WireFormats

/// What a run leaves in the job's `reports`: its report, the same as a page, and its numbers for Prometheus.
struct ReportFolder {
    static let metricsName = "waybill.prom"

    let folders: RunFolders

    /// Writes all three, the report first: it says that the run has told of its inputs, and the page can be made of it again.
    func publish(_ report: RunReport) throws(JobError) {
        let json = report.json
        try write(json, as: report.run + ".json")
        let record: RunRecord
        do { record = try RunRecord(json: json) } catch {
            throw JobError(.software, "the report \(report.run) cannot be read again; keep it, and tell us")
        }
        try write(RunPage(record).bytes, as: report.run + ".html")
        let before = try disk { () throws(DiskError) in
            try Folders.read(folders.definition.reports.appending(Self.metricsName))
        }
        let metrics = RunMetrics(record, job: folders.definition.name, before: before)
        try write(metrics.bytes, as: Self.metricsName)
    }

    private func write(_ bytes: [UInt8], as name: String) throws(JobError) {
        try disk { () throws(DiskError) in
            try OutputFile.write(bytes, to: folders.definition.reports, as: name, run: folders.run)
        }
    }
}

extension RunRecord {
    /// Reads a report.
    /// - Throws: `JobError` for what is none.
    init(reportJSON json: [UInt8], named name: String) throws(JobError) {
        do { try self.init(json: json) } catch {
            throw JobError(.data, "\(printable(name, limit: 4096)) is no report of a run: name a reports/<run>.json")
        }
    }
}
