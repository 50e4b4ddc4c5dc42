import Orders
import WireFormats

/// A run as numbers for Prometheus, in its text format: what node_exporter's textfile collector reads.
package struct RunMetrics: Sendable {
    private let job: String
    private var text = ""

    /// Takes the numbers of a run.
    /// - Parameters:
    ///   - record: Its report.
    ///   - job: The job's name, which every sample has: several jobs may be collected on one machine.
    ///   - before: The file as the run before has left it, for when a run was last without fault.
    package init(_ record: RunRecord, job: String, before: [UInt8]?) {
        self.job = job
        let ended = Self.seconds(of: record.finishedAt)
        let lastSuccess = record.exitCode == 0 ? ended : before.map(Self.lastSuccess) ?? 0
        metric(
            Self.lastSuccessName, "When the last run ended whose exit status was 0; 0 if there was none.",
            [([], lastSuccess)])
        metric("waybill_last_run_timestamp_seconds", "When the last run ended.", [([], ended)])
        metric("waybill_last_run_exit_status", "The exit status of the last run.", [([], Int64(record.exitCode))])
        // Thousandths: exact, and as Prometheus wants seconds.
        describe("waybill_last_run_duration_seconds", "How long the last run took.")
        sample("waybill_last_run_duration_seconds", [], Self.seconds(milliseconds: record.milliseconds ?? 0))
        metric(
            "waybill_last_run_input_bytes", "The size of all files that the last run has read.",
            [([], Int64(record.files.compactMap(\.bytes).reduce(0, +)))])
        metric("waybill_last_run_files", "The files of the last run, by store and fate.", Self.files(of: record))
        metric("waybill_last_run_orders", "The orders of the last run, by store and result.", Self.orders(of: record))
        metric(
            "waybill_last_run_labels", "The labels of the last run, by result.",
            RunRecord.labelResults.map { ([("result", $0)], Int64(record.labels[$0] ?? 0)) })
        metric(
            "waybill_last_run_announced_labels", "The labels that the last run has announced, by store.",
            record.sum(\.announced).sorted { $0.key < $1.key }.map { ([("store", $0.key)], Int64($0.value)) })
        metric(
            "waybill_last_run_rejects", "The records that the last run has rejected, by code.",
            record.sum(\.rejectCodes).sorted { $0.key < $1.key }.map { ([("code", $0.key)], Int64($0.value)) })
        metric(
            "waybill_last_run_arriving_files", "Files that were too young for the last run.",
            [([], Int64(record.arriving.count))])
    }

    /// The file.
    package var bytes: [UInt8] { Array(text.utf8) }

    private typealias Sample = (labels: [(name: String, value: String)], value: Int64)

    private static let lastSuccessName = "waybill_last_success_timestamp_seconds"

    /// Without samples there is nothing to be said of a metric.
    private mutating func metric(_ name: String, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        describe(name, help)
        for sample in samples { self.sample(name, sample.labels, String(sample.value)) }
    }

    /// The label is not `job`: that is the name of what Prometheus scrapes, and it would call ours `exported_job`.
    private mutating func sample(_ name: String, _ labels: [(name: String, value: String)], _ value: String) {
        let all = ([("job_name", job)] + labels).map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        text += "\(name){\(all)} \(value)\n"
    }

    private mutating func describe(_ name: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
    }

    private static func files(of record: RunRecord) -> [Sample] {
        var counts: [[String]: Int64] = [:]
        for file in record.files { counts[[file.store, file.fate], default: 0] += 1 }
        return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { ([("store", $0.key[0].isEmpty ? "labels" : $0.key[0]), ("fate", $0.key[1])], $0.value) }
    }

    private static func orders(of record: RunRecord) -> [Sample] {
        record.stores.flatMap { store in
            let counts = RunRecord.sum(record.files.filter { $0.store == store }.map { $0.orders ?? [:] })
            return RunRecord.orderResults.map { ([("store", store), ("result", $0)], Int64(counts[$0] ?? 0)) }
        }
    }

    private static func escaped(_ text: String) -> String {
        singleLine(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// `0.412`.
    private static func seconds(milliseconds: Int) -> String {
        "\(milliseconds / 1000).\(String(1000 + milliseconds % 1000).dropFirst())"
    }

    /// What an earlier file says of the last run without fault; 0 when it says nothing that can be read.
    static func lastSuccess(in bytes: [UInt8]) -> Int64 {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            // Files of earlier versions have no labels.
            guard [" ", "{"].contains(where: { line.hasPrefix(lastSuccessName + $0) }) else { continue }
            return line.split(separator: " ").last.flatMap { Int64($0) } ?? 0
        }
        return 0
    }

    /// Seconds since the epoch, of `2026-11-24T14:15:00Z`.
    static func seconds(of moment: String) -> Int64 {
        guard let day = Day(String(moment.prefix(10))), moment.utf8.count == 20 else { return 0 }
        let time = moment.dropFirst(11).dropLast().split(separator: ":").compactMap { Int64($0) }
        guard time.count == 3 else { return 0 }
        return Int64(day.number) * 86400 + time[0] * 3600 + time[1] * 60 + time[2]
    }
}
