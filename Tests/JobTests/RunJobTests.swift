import Foundation
import Glibc
import Job
import TestSupport
import Testing
import WireFormats

/// A whole run on real folders: orders in, normalized orders out, and what is left behind.
@Suite struct RunJobTests {
    @Test func anOrderGoesFromInboxToArchive() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"), JobScene.order("1002"))
        ])
        let report = try JobScene.run(folder)
        #expect(report.orders.read == 2)
        #expect(report.orders.written == 2)
        #expect(report.code == .ok)
        let outputs = folder.files(below: "out/orders/outdoor")
        #expect(outputs.count == 4)
        let json = try #require(
            outputs.first { $0.hasSuffix(".orders.jsonl") }.flatMap { folder.text("out/orders/outdoor/" + $0) })
        #expect(json.split(separator: "\n").count == 2)
        #expect(json.contains("\"orderKey\":\"id-1001\""))
        #expect(json.contains("\"unitPrice\":10.00"))
        #expect(folder.files(below: "archive").count == 1)
        #expect(folder.files(below: "in/orders").isEmpty)
        #expect(folder.files(below: "work").isEmpty)
        #expect(folder.files(below: "ledger/orders/outdoor").allSatisfy { !$0.hasSuffix(".open") })
    }

    @Test func theSameContentIsNotWrittenTwiceAndANewerVersionIs() throws {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"))])
        _ = try JobScene.run(folder)
        folder.write("in/orders/outdoor/b.xml", JobScene.export(JobScene.order("1001"), JobScene.order("1002")))
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.orders.unchanged == 1)
        #expect(second.orders.written == 1)
        folder.write(
            "in/orders/outdoor/c.xml",
            JobScene.export(
                JobScene.order("1001", modified: "11/20/2026 11:00", city: "Mesa"),
                JobScene.order("1002", modified: "11/19/2026 11:00")))
        let third = try JobScene.run(folder, at: JobScene.now + 120)
        #expect(third.orders.written == 1)
        #expect(third.orders.superseded == 1)
    }

    @Test func theSameFileAgainIsARepeat() throws {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"))])
        _ = try JobScene.run(folder)
        let before = folder.files(below: "out")
        folder.write("in/orders/outdoor/a.xml", JobScene.export(JobScene.order("1001")))
        let report = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(report.files.map(\.fate) == [.repeated])
        #expect(report.orders.unchanged == 1)
        #expect(folder.files(below: "out") == before)
        #expect(folder.files(below: "archive").count == 2)
    }

    @Test func ofTwoVersionsInOneFileTheNewestIsWritten() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(
                JobScene.order("1001", city: "Tempe"), JobScene.order("1002"),
                JobScene.order("1001", modified: "11/20/2026 12:00", city: "Mesa"))
        ])
        let report = try JobScene.run(folder)
        #expect(report.orders.read == 3)
        #expect(report.orders.superseded == 1)
        #expect(report.orders.written == 2)
        let name = try #require(folder.files(below: "out/orders/outdoor").first { $0.hasSuffix(".orders.jsonl") })
        let json = try #require(folder.text("out/orders/outdoor/" + name))
        #expect(json.contains("Mesa"))
        #expect(json.split(separator: "\n").count == 2)
    }

    @Test func aMalformedFileIsQuarantinedWholeAndARejectCostsOnlyItself() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001")).replacing("</Items>", with: "</Itemz>"),
            "in/orders/outdoor/b.xml": JobScene.export(
                JobScene.order("1002"), JobScene.order("1003", status: "odd"), JobScene.order("1004")),
        ])
        let report = try JobScene.run(folder)
        #expect(report.files.map(\.fate) == [.quarantined, .imported])
        #expect(report.orders.rejected == 1)
        #expect(report.orders.written == 2)
        #expect(report.code == .data)
        #expect(folder.files(below: "quarantine") == ["outdoor/a.xml", "outdoor/a.xml.reason.json"])
        let rejects = try #require(folder.files(below: "out/rejects/outdoor").first)
        let text = try #require(folder.text("out/rejects/outdoor/" + rejects))
        #expect(text.contains("\"code\":\"status_unknown\""))
        #expect(text.contains("\"orderNumber\":\"1003\""))
        #expect(text.contains("<OrderStatus>odd</OrderStatus>"))
    }

    @Test func aClaimOfADeadRunGoesBackAndIsImported() throws {
        let folder = JobScene.folder([
            "work/20200101T000000Z-1/claims/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"))
        ])
        folder.write("work/20200101T000000Z-1/inbox", folder.path + "/in")
        let report = try JobScene.run(folder)
        #expect(report.orders.written == 1)
        #expect(folder.files(below: "work").isEmpty)
    }

    /// What a run that was killed before its commit has published is taken back: by the next run the labels that it
    /// held for waiting are announced, and nothing of the first decision is left.
    @Test func whatADeadRunPublishedIsDecidedAnew() throws {
        let labels = JobScene.labels(JobScene.label(1, "1001", "A1"), JobScene.label(2, "9", "B1"))
        let folder = JobScene.folder(["in/labels/l1.json": labels])
        let first = try JobScene.run(folder)
        #expect(first.labels.pending == 2)
        let stem = try #require(folder.files(below: "ledger/labels").first)
        let entry = try #require(folder.read("ledger/labels/" + stem))
        folder.remove("ledger/labels/" + stem)
        folder.remove("ledger/labels.last")
        folder.remove("archive/2026/11/24/labels/l1.json")
        folder.write("ledger/labels/" + stem + ".open", entry)
        folder.write("out/updates/outdoor/" + stem + "/requests.jsonl", "{}\n")
        folder.write("out/updates/outdoor/" + stem + ".manual.csv", "orderNumber\n")
        folder.write("work/20200101T000000Z-1/claims/labels/l1.json", labels)
        folder.write("work/20200101T000000Z-1/inbox", folder.path + "/in")
        folder.write("in/orders/outdoor/a.xml", JobScene.export(JobScene.order("1001")))
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.files.map(\.file) == ["a.xml", "l1.json"])
        #expect(second.labels.announced == 1)
        #expect(second.labels.pending == 1)
        #expect(folder.files(below: "ledger/labels") == [stem])
        #expect(folder.files(below: "in/labels/pending") == [stem + ".pending.jsonl"])
        #expect(folder.files(below: "out/updates") == ["outdoor/\(stem)/000001.xml", "outdoor/\(stem)/requests.jsonl"])
    }

    @Test func whatADeadRunCommittedIsReportedByTheNext() throws {
        let dead = "20200101T000000Z-1"
        let folder = JobScene.folder(["in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "A1"))])
        folder.write("job.yaml", JobScene.jobFile + "\ndone-marker: \"{name}.done\"\n")
        folder.write("in/labels/l1.json.done", "")
        let first = try JobScene.run(folder)
        let stem = try #require(folder.files(below: "ledger/labels").first)
        let text = try #require(folder.text("ledger/labels/" + stem)).replacing(first.run, with: dead)
        let body = try #require(text.split(separator: "end\t").first)
        let entry = "\(body)end\t\(Digest(of: String(body)).hex)\n"
        folder.remove("ledger/labels/" + stem)
        folder.write("ledger/labels/" + stem + ".open", entry)
        folder.write("work/\(dead)/inbox", folder.path + "/in")
        folder.write("work/\(dead)/markers/labels/1", "")
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.files.map(\.fate) == [.recovered, .waiting])
        #expect(folder.files(below: "ledger/labels") == [stem])
        #expect(folder.files(below: "in/labels") == ["pending/\(stem).pending.jsonl"])
        #expect(folder.files(below: "work") == [])
    }

    /// A program must find the files that the report names, whatever they are called.
    @Test func theReportNamesFilesAsTheyAre() throws {
        struct Report: Decodable {
            struct File: Decodable {
                var file: String
                var movedTo: String?
            }
            var files: [File]
            var arriving: [String]
            var examples: [File]
        }
        let name = String(repeating: "orders of the night ", count: 8) + "\u{202E}\t\"é\"\n.xml"
        let folder = JobScene.folder([
            "in/orders/outdoor/" + name: JobScene.export(JobScene.order("1001", status: "odd"))
        ])
        let done = try JobScene.run(folder)
        let report = try JSONDecoder().decode(Report.self, from: Data(done.json))
        #expect(report.files.map(\.file) == [name])
        #expect(report.examples.map(\.file) == [name])
        let movedTo = try #require(report.files.first?.movedTo)
        #expect(folder.files(below: "archive") == [movedTo])
        folder.write("job.yaml", JobScene.jobFile.replacing("settle: 0s", with: "settle: 2h"))
        folder.write("in/orders/outdoor/" + name, "x")
        let young = try JSONDecoder().decode(Report.self, from: Data(try JobScene.run(folder, at: 0).json))
        #expect(young.arriving == ["orders/outdoor/" + name])
    }

    @Test func twoRunsOnTheSameFoldersGiveTheSameBytes() throws {
        let files = [
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"), JobScene.order("1002", status: "odd")),
            "in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "A1"), JobScene.label(2, "9", "B1")),
        ]
        let left = JobScene.folder(files)
        let right = JobScene.folder(files)
        _ = try JobScene.run(left)
        _ = try JobScene.run(right)
        #expect(left.files(below: "out") == right.files(below: "out"))
        for name in left.files(below: "out") { #expect(left.read("out/" + name) == right.read("out/" + name)) }
    }

    @Test func aRehearsalTouchesNothing() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001")),
            "in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "A1")),
        ])
        let before = folder.files()
        let report = try JobScene.run(folder, isDryRun: true)
        #expect(report.orders.written == 1)
        #expect(report.labels.read == 1)
        #expect(folder.files() == before)
    }

    /// What was rejected is read again under another name, and the summary says so.
    @Test func aRepeatSaysThatItsRejectsWereNotReadAgain() throws {
        let export = JobScene.export(JobScene.order("1001"), JobScene.order("1002", status: "odd"))
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": export])
        _ = try JobScene.run(folder)
        folder.write("job.yaml", JobScene.jobFile + "\n    unknown-status: awaiting_shipment\n")
        folder.write("in/orders/outdoor/a.xml", export)
        let rehearsal = try JobScene.run(folder, at: JobScene.now + 60, isDryRun: true)
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        for report in [rehearsal, second] {
            #expect(report.files.map(\.fate) == [.repeated])
            #expect(report.files[0].reason?.contains("1 rejected") == true)
        }
        folder.write("in/orders/outdoor/b.xml", export)
        let third = try JobScene.run(folder, at: JobScene.now + 120)
        #expect(third.orders.written == 1)
        #expect(third.orders.unchanged == 1)
    }

    /// The dry run joins labels with the orders of the same run, and compares versions over several files.
    @Test func aRehearsalSaysWhatTheRunDoes() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"), JobScene.order("1002")),
            "in/orders/outdoor/b.xml": JobScene.export(JobScene.order("1001"), JobScene.order("1003", status: "odd")),
            "in/labels/l1.json": JobScene.labels(
                JobScene.label(1, "1001", "A1"), JobScene.label(1, "1001", "A1"), JobScene.label(2, "9", "B1")),
        ])
        let rehearsal = try JobScene.run(folder, isDryRun: true)
        let run = try JobScene.run(folder)
        #expect(rehearsal.orders == run.orders)
        #expect(rehearsal.labels == run.labels)
        #expect(run.orders.unchanged == 1)
        #expect(run.labels.announced == 1)
        #expect(rehearsal.code == run.code)
    }

    @Test func inputsOfNoStoreAreNamed() throws {
        let folder = JobScene.folder([
            "in/orders/Outdoor/a.xml": JobScene.export(JobScene.order("1001")), "in/orders/loose.xml": "x",
            "in/orders/empty/.keep": "", "in/above.xml": "x", "in/order/.keep": "", "in/.hidden/x": "",
        ])
        let notes = [
            "above.xml: no store claims this file, so it is not read: put it into orders/<store>/ or labels/ of the inbox",
            "order: nobody looks into this folder: did you mean orders?",
            "orders/loose.xml: no store claims this file, so it is not read: put it into orders/<store>/ or labels/ of the"
                + " inbox",
            "orders/Outdoor: no store of the job has this id, so its files (1) are not read: did you mean outdoor?",
        ]
        #expect(try JobScene.run(folder, isDryRun: true).notes == notes)
        #expect(try JobScene.run(folder).notes.suffix(4) == notes)
    }

    /// Beside the job file anything may lie.
    @Test func anInboxThatIsTheJobsFolderHasNoStrangers() throws {
        let folder = JobScene.folder([
            "orders/outdoor/.keep": "", "notes.txt": "x", "elsewhere/x": "", "orders/a.xml": "x",
        ])
        folder.write("job.yaml", JobScene.jobFile.replacing("inbox: in\n", with: "") + "\ninbox: .\n")
        let notes = [
            "orders/a.xml: no store claims this file, so it is not read: put it into orders/<store>/ or labels/ of the inbox"
        ]
        #expect(try JobScene.run(folder, isDryRun: true).notes == notes)
    }

    @Test func whatIsNoInputIsNamed() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml/inner": "x", "in/orders/outdoor/old/inner": "x", "in/orders/outdoor/b.txt": "x",
            "in/orders/outdoor/.hidden": "x",
            "in/orders/outdoor/c.xml.part": "x", "in/labels/.keep": "", "in/labels/pending/.keep": "",
            "in/orders/outdoor/e.xml.done": "", "in/orders/outdoor/f.xml.done": "",
        ])
        folder.write(
            "job.yaml",
            JobScene.jobFile + "\n    files: [\"*.xml\"]\ndone-marker: \"{name}.done\"\nlabels:\n  files: [\"*\"]\n")
        folder.link("in/orders/outdoor/d.xml", to: "b.txt")
        folder.link("in/labels/e.json", to: "/etc/passwd")
        let notes = [
            "orders/outdoor/d.xml: this is a link or no plain file, so it is not read: put the file itself there",
            "orders/outdoor/a.xml: folders in here are not read: put its files into the folder above it;"
                + " so it is with 1 more there",
            "orders/outdoor/b.txt: no pattern takes this file, so it is not read: add its name to files of the store, or take"
                + " it away",
            "orders/outdoor/e.xml.done: this is the marker of a file that is not there: remove it, or the next file of that"
                + " name is read while it still arrives; so it is with 1 more there",
            "labels/e.json: this is a link or no plain file, so it is not read: put the file itself there",
        ]
        #expect(try JobScene.run(folder, isDryRun: true).notes == notes)
        #expect(try JobScene.run(folder).notes.suffix(5) == notes)
    }

    @Test func whatAnotherInboxLacksIsNamed() throws {
        let folder = JobScene.folder([:])
        let work = "work/20261122T021500Z-101"
        folder.write("\(work)/inbox", folder.path)
        folder.write("\(work)/claims/orders/outdoor/a.xml", "x")
        let note = try #require(JobScene.run(folder).notes.last)
        #expect(note.contains("\(work) holds inputs of \(folder.path), which the next run there gives back"))
    }

    /// One file that must not be read does not keep the others from being read.
    ///
    /// Root may read everything.
    @Test(.disabled(if: getuid() == 0)) func aForbiddenFileIsLeft() throws {
        let export = JobScene.export(JobScene.order("1001"))
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": export, "in/orders/outdoor/b.xml": export])
        chmod(folder.path + "/in/orders/outdoor/a.xml", 0)
        let report = try JobScene.run(folder)
        #expect(report.files.map(\.fate) == [.left, .imported])
        #expect(report.code == .tryAgain)
        #expect(folder.files(below: "in/orders") == ["outdoor/a.xml"])
    }

    /// A run that ends before its report has told nobody what it put into the quarantine.
    @Test func theQuarantineOfADeadRunIsReportedByTheNext() throws {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": "<html>", "reports": "in the way"])
        #expect(throws: JobError.self) { try JobScene.run(folder) }
        #expect(folder.files(below: "quarantine").count == 2)
        folder.remove("reports")
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.files.map(\.fate) == [.quarantined])
        #expect(second.files[0].reason?.contains("not_an_export") == true)
        #expect(second.code == .data)
        #expect(try JobScene.run(folder, at: JobScene.now + 120).files.isEmpty)
    }
}
