import Foundation
import Job
import Report
import SystemPackage
import TestSupport
import Testing
import WireFormats

/// What a run leaves in `reports`, and what can be made of it later.
@Suite struct ReportFolderTests {
    /// A night with all that a report can tell of.
    private func night() throws -> (folder: TemporaryFolder, report: RunReport) {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(
                JobScene.order("1001"), JobScene.order("1002"), JobScene.order("1003", status: "odd"),
                JobScene.order("1004", status: "cancelled")),
            "in/orders/outdoor/b.xml": "<html>",
            "in/labels/l.json": JobScene.labels(
                JobScene.label(1, "1001", "A1"), JobScene.label(2, "9", "B1"), JobScene.label(3, "1004", "C1")),
        ])
        return (folder, try JobScene.run(folder))
    }

    @Test func eachRunHasAPageBesideItsReport() throws {
        let (folder, report) = try night()
        #expect(
            folder.files(below: "reports") == ["\(report.run).html", "\(report.run).json", "waybill.prom"])
        let json = try #require(folder.read("reports/\(report.run).json"))
        #expect(json == report.json)
        let page = try #require(folder.read("reports/\(report.run).html"))
        #expect(try ReportPages.page(of: json, named: "x") == page)
        let text = String(decoding: page, as: UTF8.self)
        for part in [
            "1 file cannot be read", "quarantine/outdoor/b.xml", "1 shipment must be announced by hand", ".manual.csv",
            "1 label waits for its order", "in/labels/pending/", "status_unknown", "order 1003", "OrderStatus",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(!text.contains("Ruiz") && !text.contains("Elm"))
    }

    @Test func theReportHasWhatThePageNeeds() throws {
        struct Report: Decodable {
            struct Output: Decodable, Hashable {
                var kind: String
                var store: String?
                var path: String
                var count: Int?
            }
            struct File: Decodable {
                var file: String
                var bytes: Int?
                var milliseconds: Int?
                var statuses: [String: Int]?
                var days: [String: Int]?
                var announced: [String: Int]?
                var codes: [String: Int]?
                var rejectCodes: [String: Int]?
                var noteCodes: [String: Int]?
                var outputs: [Output]?
            }
            struct Example: Decodable {
                var store: String?
                var code: String
            }
            var job: String
            var milliseconds: Int
            var folders: [String: String]
            var files: [File]
            var examples: [Example]
        }
        let (folder, made) = try night()
        let report = try JSONDecoder().decode(Report.self, from: Data(made.json))
        #expect(report.job == "job.yaml")
        #expect(report.folders == ["inbox": "in", "outbox": "out", "archive": "archive", "quarantine": "quarantine"])
        let orders = try #require(report.files.first { $0.file == "a.xml" })
        #expect(orders.statuses == ["awaiting_shipment": 2, "cancelled": 1])
        #expect(orders.days == ["2026-11-20": 3])
        #expect(orders.rejectCodes == ["status_unknown": 1])
        #expect((orders.bytes ?? 0) > 1000 && orders.milliseconds != nil)
        let labels = try #require(report.files.first { $0.file == "l.json" })
        #expect(labels.announced == ["outdoor": 1])
        #expect(labels.noteCodes == ["order_not_found": 1])
        #expect(labels.codes == ["order_not_found": 1, "order_cancelled": 1])
        #expect(report.examples.first { $0.code == "status_unknown" }?.store == "outdoor")
        let outputs = report.files.flatMap { $0.outputs ?? [] }
        #expect(
            outputs.map(\.kind).sorted() == ["manual", "orders", "pending", "rejects", "requests", "shipments"])
        for output in outputs {
            let text = try #require(folder.text(output.path), "\(output.path)")
            let rows = text.split(separator: "\n").count - (output.path.hasSuffix(".csv") ? 1 : 0)
            #expect(output.count == rows, "\(output.path)")
        }
    }

    /// Labels that wait are named in the report of each run, with their file.
    @Test func whatWaitsIsNamedEachNight() throws {
        let (folder, _) = try night()
        let second = try JobScene.run(folder, at: JobScene.now + 86400)
        let outputs = second.files.flatMap(\.outputs)
        #expect(outputs.map(\.kind) == [.pending])
        #expect(outputs.map(\.count) == [1])
        #expect(folder.read(String(outputs[0].path.string.dropFirst(folder.path.utf8.count + 1))) != nil)
    }

    @Test func aRehearsalLeavesNoPage() throws {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"))])
        let report = try JobScene.run(folder, isDryRun: true)
        #expect(folder.files(below: "reports") == [])
        let page = String(decoding: try ReportPages.page(of: report.json, named: "-"), as: UTF8.self)
        #expect(page.contains("dry run: nothing was written"))
    }

    /// A page that cannot be written stops the run; its report says so, and the next run has nothing to tell again.
    @Test func aPageThatCannotBeWrittenIsSaid() throws {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"))])
        folder.write("reports/waybill.prom/x", "in the way")
        var stop: JobError?
        do { _ = try JobScene.run(folder) } catch let error as JobError { stop = error }
        #expect(stop?.message.contains("waybill.prom") == true)
        let name = try #require(folder.files(below: "reports").first { $0.hasSuffix(".json") })
        let text = try #require(folder.text("reports/" + name))
        #expect(text.contains("\"exitCode\": \(try #require(stop).code.rawValue)"))
        #expect(text.contains("the run was stopped"))
        folder.remove("reports/waybill.prom/x")
        folder.remove(folder: "reports/waybill.prom")
        let next = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(next.files.isEmpty && next.code == .ok)
        let metrics = folder.text("reports/waybill.prom")
        #expect(metrics?.contains("waybill_last_run_exit_status{job_name=\"job\"} 0\n") == true)
    }

    /// The report of the run after tells where the lists lie that a run has made before it was killed.
    @Test func theListsOfAKilledRunAreNamed() throws {
        let dead = "20200101T000000Z-1"
        let (folder, first) = try night()
        for name in folder.files(below: "reports") { folder.remove("reports/" + name) }
        for kind in ["labels", "orders/outdoor"] {
            for name in folder.files(below: "ledger/" + kind) {
                let text = try #require(folder.text("ledger/\(kind)/\(name)")).replacing(first.run, with: dead)
                let body = try #require(text.components(separatedBy: "end\t").first)
                folder.write("ledger/\(kind)/\(name)", "\(body)end\t\(Digest(of: body).hex)\n")
            }
        }
        folder.write("work/\(dead)/inbox", folder.path + "/in")
        let next = try JobScene.run(folder, at: JobScene.now + 60)
        let recovered = next.files.filter { $0.fate == .recovered }.flatMap(\.outputs)
        #expect(Set(recovered.map(\.kind)) == [.orders, .rejects, .shipments, .requests, .manual, .pending])
        #expect(recovered.allSatisfy { $0.count == nil })
        let page = String(decoding: try ReportPages.page(of: next.json, named: "-"), as: UTF8.self)
        #expect(page.contains(".manual.csv") && page.contains("a run that was killed"))
    }

    @Test func whatIsNoReportIsRefused() throws {
        for text in ["", "{}", "[]", "{\"run\": 1}", "<html>"] {
            #expect(throws: JobError.self) { try ReportPages.page(of: Array(text.utf8), named: "x.json") }
        }
    }

    @Test func aTrendHasTheLastRunsThatDidSomething() throws {
        let folder = JobScene.folder([:])
        for night in 0..<6 {
            folder.write("in/orders/outdoor/a.xml", JobScene.export(JobScene.order("\(night)")))
            _ = try JobScene.run(folder, at: JobScene.now + Int64(night) * 86400)
            _ = try JobScene.run(folder, at: JobScene.now + Int64(night) * 86400 + 600)
        }
        folder.write("reports/other.json", "{}")
        var notes: [String] = []
        let trend = try ReportPages.trend(in: FilePath(folder.path + "/reports"), last: 4) { notes.append($0) }
        #expect(trend.rows.count == 4)
        #expect(trend.rows.allSatisfy { $0[1] == "0" && $0[2] == "1" })
        #expect(trend.rows.map(\.[0]) == trend.rows.map(\.[0]).sorted())
        #expect(trend.sentence == "4 runs, 4 with exit status 0; 4 runs that found nothing to do left out")
        #expect(notes.count == 1 && notes[0].contains("other.json is no report"))
        let page = String(decoding: trend.page(linksRuns: true), as: UTF8.self)
        #expect(page.contains("href=\"\(trend.rows[0][0]).html\""))
        #expect(!String(decoding: trend.page(linksRuns: false), as: UTF8.self).contains(".html\""))
    }
}
