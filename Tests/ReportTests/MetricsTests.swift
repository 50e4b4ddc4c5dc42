import Testing

@testable import Report

/// The numbers for Prometheus, read back as strictly as its own reader does.
@Suite struct MetricsTests {
    private static func record(exitCode: Int, finishedAt: String = "2026-11-24T14:15:00Z") throws -> RunRecord {
        let text = """
            {"run": "r", "startedAt": "\(finishedAt)", "finishedAt": "\(finishedAt)", "milliseconds": 1034,
             "exitCode": \(exitCode), "reconciled": true, "orders": {"read": 3, "written": 2, "rejected": 1},
             "labels": {"read": 1, "pending": 1}, "arriving": ["labels/x"], "notes": [], "examples": [],
             "files": [
              {"store": "a", "file": "x", "fate": "imported", "bytes": 70, "rejectCodes": {"status_unknown": 1},
               "orders": {"read": 3, "written": 2, "rejected": 1}},
              {"store": "", "file": "y", "fate": "waiting", "bytes": 5, "labels": {"read": 1, "pending": 1}}]}
            """
        return try RunRecord(json: Array(text.utf8))
    }

    /// A sample: its metric's name, its labels as they stand there, and its value.
    private struct Sample: Hashable {
        var name: String
        var labels: String
        var value: String
    }

    /// Reads the text format: of each metric first HELP, then TYPE, then its samples together; nothing twice.
    private static func samples(_ text: String) throws -> [Sample] {
        var samples: [Sample] = []
        var described: [String] = []
        var typed: [String] = []
        #expect(text.hasSuffix("\n"))
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if let help = line.wholeMatch(of: /# HELP (waybill_[a-z_]+) (\S.*\.)/) {
                described.append(String(help.1))
            } else if let type = line.wholeMatch(of: /# TYPE (waybill_[a-z_]+) gauge/) {
                typed.append(String(type.1))
                #expect(typed == described, "\(line)")
            } else {
                let sample = try #require(
                    line.wholeMatch(
                        of: /(waybill_[a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\]|\\["\\n])*",?)+)\})? ([0-9]+(?:\.[0-9]+)?)/),
                    "\(line)")
                #expect(typed.last == String(sample.1), "\(line)")
                samples.append(
                    Sample(name: String(sample.1), labels: String(sample.2 ?? ""), value: String(sample.3)))
            }
        }
        #expect(Set(typed).count == typed.count)
        #expect(Set(samples.map { [$0.name, $0.labels] }).count == samples.count)
        return samples
    }

    /// The numbers of a job, by metric and by the labels besides the job's, which each of them has.
    private static func read(_ metrics: RunMetrics, of job: String = "nightly") throws -> [String: String] {
        let text = String(decoding: metrics.bytes, as: UTF8.self)
        let label = "job_name=\"\(job)\""
        return Dictionary(
            uniqueKeysWithValues: try samples(text).map { sample in
                #expect(sample.labels == label || sample.labels.hasPrefix(label + ","), "\(sample)")
                let labels = sample.labels.dropFirst(label.count + 1)
                return (labels.isEmpty ? sample.name : "\(sample.name){\(labels)}", sample.value)
            })
    }

    @Test func sayWhatTheReportSays() throws {
        let values = try Self.read(RunMetrics(try Self.record(exitCode: 65), job: "nightly", before: nil))
        #expect(values["waybill_last_success_timestamp_seconds"] == "0")
        #expect(values["waybill_last_run_timestamp_seconds"] == "1795529700")
        #expect(values["waybill_last_run_exit_status"] == "65")
        #expect(values["waybill_last_run_duration_seconds"] == "1.034")
        #expect(values["waybill_last_run_input_bytes"] == "75")
        #expect(values["waybill_last_run_files{store=\"a\",fate=\"imported\"}"] == "1")
        #expect(values["waybill_last_run_files{store=\"labels\",fate=\"waiting\"}"] == "1")
        #expect(values["waybill_last_run_orders{store=\"a\",result=\"written\"}"] == "2")
        #expect(values["waybill_last_run_orders{store=\"a\",result=\"unchanged\"}"] == "0")
        #expect(values["waybill_last_run_labels{result=\"pending\"}"] == "1")
        #expect(values["waybill_last_run_rejects{code=\"status_unknown\"}"] == "1")
        #expect(values["waybill_last_run_arriving_files"] == "1")
    }

    @Test func theLastSuccessIsCarriedOver() throws {
        let name = "waybill_last_success_timestamp_seconds"
        let good = RunMetrics(try Self.record(exitCode: 0), job: "nightly", before: nil)
        #expect(try Self.read(good)[name] == "1795529700")
        let bad = RunMetrics(
            try Self.record(exitCode: 75, finishedAt: "2026-11-25T00:00:00Z"), job: "nightly", before: good.bytes)
        #expect(try Self.read(bad)[name] == "1795529700")
        let again = RunMetrics(
            try Self.record(exitCode: 0, finishedAt: "2026-11-26T00:00:01Z"), job: "nightly", before: bad.bytes)
        #expect(try Self.read(again)[name] == "1795651201")
        for damaged in [
            "", "\u{0}", name, "\(name) soon\n", "#\(name) 17\n", "\(name)_more 17\n", "\(name){job_name=\"a",
        ] {
            let next = RunMetrics(try Self.record(exitCode: 75), job: "nightly", before: Array(damaged.utf8))
            #expect(try Self.read(next)[name] == "0", "\(damaged)")
        }
    }

    /// Versions before this one wrote no labels with it.
    @Test func theLastSuccessOfAnEarlierVersionCounts() throws {
        let before = Array("waybill_last_success_timestamp_seconds 1795529700\n".utf8)
        let next = RunMetrics(try Self.record(exitCode: 75), job: "nightly", before: before)
        #expect(try Self.read(next)["waybill_last_success_timestamp_seconds"] == "1795529700")
    }

    @Test func theNumbersOfTwoJobsAreToldApart() throws {
        let names = ["north", "a \"b\\c} 7"]
        let read = try names.map { name in
            let metrics = RunMetrics(try Self.record(exitCode: 0), job: name, before: nil)
            let next = RunMetrics(
                try Self.record(exitCode: 75, finishedAt: "2026-11-25T00:00:00Z"), job: name, before: metrics.bytes)
            return String(decoding: next.bytes, as: UTF8.self)
        }
        #expect(Set(try Self.samples(read[0])).isDisjoint(with: try Self.samples(read[1])))
        #expect(read[1].contains("waybill_last_success_timestamp_seconds{job_name=\"a \\\"b\\\\c} 7\"} 1795529700\n"))
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-24T14:15:00Z", 1_795_529_700), ("2026-02-30T00:00:00Z", 0), ("", 0),
        ("2026-11-24", 0),
    ])
    func momentsBecomeSeconds(_ text: String, _ seconds: Int64) { #expect(RunMetrics.seconds(of: text) == seconds) }
}
