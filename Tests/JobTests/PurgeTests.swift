import DropFolder
import Glibc
import Job
import SystemPackage
import TestSupport
import Testing

/// What a purge removes, and what it leaves.
@Suite struct PurgeTests {
    private static let day: Int64 = 86_400
    private static let later = JobScene.now + 40 * day
    /// A label may wait for longer than data is kept.
    private static let job = JobScene.jobFile + "\npending-days: 60\n"

    /// A shop with a night that is forty days old and one of today, each with orders, rejects, labels, a file that cannot be
    /// read, and something that waits.
    private func shop(compacted: Bool = false) throws -> TemporaryFolder {
        let folder = JobScene.folder(["job.yaml": Self.job])
        try night(folder, "1", JobScene.now)
        if compacted { _ = try CompactLedger(definition(folder), acceptsLoss: false).run() }
        try night(folder, "2", Self.later)
        return folder
    }

    private func night(_ folder: TemporaryFolder, _ name: String, _ now: Int64) throws {
        folder.write(
            "in/orders/outdoor/\(name).xml",
            JobScene.export(
                JobScene.order("100\(name)"), JobScene.order("200\(name)"), JobScene.order("300\(name)", status: "?")))
        folder.write("in/orders/outdoor/cut-\(name).xml", "<Orders><Order>")
        folder.write("in/labels/\(name).json", JobScene.labels(JobScene.label(1, "100\(name)", "A\(name)")))
        _ = try JobScene.run(folder, at: now)
        folder.write(
            "in/labels/void-\(name).json",
            JobScene.labels(
                JobScene.label(1, "100\(name)", "A\(name)", voided: true), JobScene.label(2, "900\(name)", "B\(name)"),
                JobScene.label(3, "200\(name)", "")))
        _ = try JobScene.run(folder, at: now + 60)
        folder.setModified("quarantine/outdoor/cut-\(name).xml.reason.json", now)
    }

    private func definition(_ folder: TemporaryFolder) throws -> JobDefinition {
        try JobDefinition(contentsOf: folder.path + "/job.yaml")
    }

    @discardableResult
    private func purge(
        _ folder: TemporaryFolder, days: Int = 30, at now: Int64 = later, isDryRun: Bool = false
    ) throws -> PurgeReport {
        try PurgeJob(definition(folder), olderThan: days, now: now, isDryRun: isDryRun).run()
    }

    /// What was removed, as `out/orders 3`.
    private func counts(_ report: PurgeReport, _ folder: TemporaryFolder) -> [String] {
        report.removed.map { part in
            "\(part.folder.string.dropFirst(folder.path.utf8.count + 1)) \(part.files)"
        }
    }

    private func contents(_ folder: TemporaryFolder) -> [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: folder.files().map { ($0, folder.read($0) ?? []) })
    }

    @Test(arguments: [false, true])
    func removesWhatIsPastItsTimeAndNothingElse(compacted: Bool) throws {
        let folder = try shop(compacted: compacted)
        let before = contents(folder)
        let report = try purge(folder)
        #expect(
            counts(report, folder) == [
                "archive 3", "out/orders 4", "out/shipments 6", "out/updates 5", "out/rejects 1", "quarantine 2",
            ])
        #expect(report.notes == [])
        let after = contents(folder)
        let gone = before.keys.filter { after[$0] == nil }.sorted()
        #expect(gone.count == 21)
        #expect(gone.allSatisfy { $0.contains("/1") || $0.contains("/void-1") || $0.contains("/cut-1") })
        // Of the first night there is nothing left but what is no personal data or still at work.
        let rest = after.keys.filter { $0.contains("/1") || $0.contains("/void-1") || $0.contains("/cut-1") }
        #expect(rest.allSatisfy { $0.hasPrefix("ledger/") || $0.hasPrefix("in/labels/pending/") })
        #expect(rest.contains { $0.hasPrefix("in/labels/pending/") })
        for (name, bytes) in after { #expect(before[name] == bytes, "\(name)") }
        #expect(report.removed.reduce(0) { $0 + Int($1.bytes) } == gone.reduce(0) { $0 + (before[$1]?.count ?? 0) })
        #expect(folder.folders(in: "archive/2026") == [])
        #expect(folder.folders(in: "out/updates/outdoor").count == 2)
        #expect(counts(try purge(folder), folder).allSatisfy { $0.hasSuffix(" 0") })
    }

    /// A day has to be over for as long as was said.
    @Test func aDayIsKeptUntilItsLastHourIsPast() throws {
        let folder = try shop()
        let midnight = JobScene.now - JobScene.now % Self.day
        #expect(try purge(folder, at: midnight + 31 * Self.day - 1).removed.allSatisfy { $0.files == 0 })
        #expect(try purge(folder, at: midnight + 31 * Self.day).removed.filter { $0.files > 0 }.count == 6)
    }

    @Test func aRehearsalCountsTheSame() throws {
        let folder = try shop()
        let before = contents(folder)
        let rehearsal = try purge(folder, isDryRun: true)
        #expect(contents(folder) == before)
        #expect(folder.folders(in: "archive").sorted() == ["2026", "2027"])
        #expect(try purge(folder).removed == rehearsal.removed)
        let json = String(decoding: rehearsal.json, as: UTF8.self)
        #expect(json.contains("\"firstKept\": \"2026-12-04\", \"dryRun\": true"))
    }

    /// The next run remembers the same, and an order that was not purged finds its label.
    @Test func runsGoOnAsBefore() throws {
        let folder = try shop()
        try purge(folder)
        folder.write("in/orders/outdoor/3.xml", JobScene.export(JobScene.order("1001"), JobScene.order("2002")))
        folder.write(
            "in/labels/3.json",
            JobScene.labels(
                JobScene.label(1, "1001", "A1"), JobScene.label(4, "2002", "C2"), JobScene.label(5, "2001", "C1")))
        let report = try JobScene.run(folder, at: Self.later + 3600)
        #expect(report.orders.unchanged == 2)
        #expect(report.files.first { $0.file == "3.json" }?.content == .labels(counts(announced: 1, pending: 2)))
    }

    private func counts(announced: Int, pending: Int) -> LabelCounts {
        var counts = LabelCounts()
        (counts.read, counts.announced, counts.pending) = (announced + pending, announced, pending)
        return counts
    }

    /// Without a ledger, outputs have the age that they have on the disk.
    @Test func withoutALedgerTheFilesTellTheirAge() throws {
        let folder = try shop()
        for name in folder.files(below: "ledger") { folder.remove("ledger/" + name) }
        let outputs = folder.files(below: "out").map { "out/" + $0 }
        for name in outputs { folder.setModified(name, name.contains("/1-") ? JobScene.now : Self.later) }
        try purge(folder)
        let rest = folder.files(below: "out").map { "out/" + $0 }
        #expect(rest == outputs.filter { !$0.contains("/1-") })
        #expect(rest.count < outputs.count)
    }

    @Test func filesOfOthersAreLeft() throws {
        let folder = try shop()
        let own = [
            "out/orders/outdoor/notes.orders.csv", "out/orders/README", "out/rejects/outdoor/seen.txt", "archive/notes",
            "archive/2026/11/24/index", "archive/2026/11/plan/x/y", "archive/old/11/24/outdoor/a.xml",
            "archive/2026/02/30/outdoor/a.xml", "archive/0000/00/00/outdoor/a.xml",
            "archive/2026/11/24/outdoor/deep/a.xml",
            "quarantine/outdoor/mended.xml", "out/updates/outdoor/mine/requests.jsonl",
        ]
        for name in own {
            folder.write(name, "mine")
            folder.setModified(name, 0)
        }
        let calls = try #require(folder.folders(in: "out/updates/outdoor").first { $0.hasPrefix("1-") })
        folder.write("out/updates/outdoor/\(calls)/sent", "mine")
        let report = try purge(folder)
        for name in own + ["out/updates/outdoor/\(calls)/sent"] { #expect(folder.text(name) == "mine", "\(name)") }
        #expect(folder.files(below: "out/updates/outdoor/\(calls)") == ["sent"])
        #expect(report.notes.count == 3)
        #expect(report.notes.first?.contains("7 below \(folder.path)/archive, the first ") == true)
        #expect(
            report.notes.contains { $0.contains("1 below \(folder.path)/quarantine") && $0.hasSuffix("mended.xml") })
        #expect(report.notes.contains { $0.contains("1 below \(folder.path)/out/updates") && $0.hasSuffix("/sent") })
    }

    /// Behind a link may be anything.
    @Test func linksAreNotFollowed() throws {
        let folder = try shop()
        let elsewhere = TemporaryFolder()
        let names = [
            "01/01/outdoor/a.xml", "01/outdoor/a.xml", "outdoor/a.xml", "a.xml", "a-0123456789ab.orders.csv",
            "a-0123456789ab/requests.jsonl", "requests.jsonl", "a.xml.reason.json",
        ]
        for name in names {
            elsewhere.write(name, "theirs")
            elsewhere.setModified(name, 0)
        }
        let links = [
            "archive/2025", "archive/2026/10", "archive/2026/11/01", "archive/2026/11/24/shelf", "out/orders/other",
            "out/updates/other", "out/updates/outdoor/b-0123456789ab", "out/rejects/other", "quarantine/other",
        ]
        for name in links { folder.link(name, to: elsewhere.path) }
        folder.link("out/orders/outdoor/a-0123456789ab.orders.csv", to: elsewhere.path + "/a.xml")
        folder.link("quarantine/outdoor/b.xml.reason.json", to: elsewhere.path + "/a.xml")
        let report = try purge(folder)
        #expect(elsewhere.files() == names.sorted())
        for name in links { #expect(try Folders.exists(FilePath(folder.path + "/" + name)), "\(name)") }
        #expect(report.notes.count == 5)
        #expect(
            report.notes.first == "not of Waybill's making, or a link, and therefore left: 4 below "
                + "\(folder.path)/archive, the first \(folder.path)/archive/2025")
    }

    /// The job's folders themselves may be links: that is their owner's way of putting them elsewhere.
    @Test func aFolderOfTheJobMayBeALink() throws {
        let folder = try shop()
        let elsewhere = TemporaryFolder()
        for name in ["archive", "out", "quarantine"] {
            #expect(rename("\(folder.path)/\(name)", "\(elsewhere.path)/\(name)") == 0)
            folder.link(name, to: "\(elsewhere.path)/\(name)")
        }
        #expect(try purge(folder).removed.map(\.files) == [3, 4, 6, 5, 1, 2])
    }

    /// A store that the job no longer has leaves its data behind.
    @Test func aStoreThatIsGoneIsPurgedToo() throws {
        let folder = try shop()
        folder.write("job.yaml", Self.job.replacing("outdoor:", with: "indoor:"))
        #expect(try purge(folder).removed.map(\.files) == [3, 4, 6, 5, 1, 2])
    }

    @Test func ordersThatWereMovedAreNamed() throws {
        let folder = try shop()
        folder.write("job.yaml", Self.job + "orders: [out/orders, ./out/orders/, collected]\n")
        #expect(
            try purge(folder).notes == [
                "what was moved to \(folder.path)/collected (orders) is not purged: it is no longer in the outbox"
            ])
    }

    @Test func answersThatTheSenderHasKeptAreRemoved() throws {
        let folder = try shop()
        let key = String(repeating: "0a", count: 16)
        for (name, time) in [
            ("outdoor.answers/\(key)", JobScene.now), ("outdoor.answers/\(key.replacing("a", with: "b"))", Self.later),
            ("outdoor.answers/notes", 0), ("outdoor.calls", 0), ("other/\(key)", 0),
        ] {
            folder.write("out/updates.sent/\(name)", "x")
            folder.setModified("out/updates.sent/\(name)", time)
        }
        #expect(counts(try purge(folder), folder).contains("out/updates.sent 1"))
        #expect(folder.files(below: "out/updates.sent").count == 4)
        #expect(folder.read("out/updates.sent/outdoor.answers/\(key)") == nil)
    }

    /// What a killed run has archived and not settled, the next one looks for.
    @Test func whatAKilledRunHasNotSettledIsKept() throws {
        let folder = try shop()
        let entry = try #require(folder.files(below: "ledger/orders/outdoor").first { $0.hasPrefix("1-") })
        let path = "\(folder.path)/ledger/orders/outdoor/\(entry)"
        #expect(rename(path, path + ".open") == 0)
        // The last number was noted when the entry was closed.
        folder.remove("ledger/orders-outdoor.last")
        let other = try #require(folder.files(below: "ledger/orders/outdoor").first { $0.hasPrefix("2-") })
        folder.remove("ledger/orders/outdoor/" + other)
        let report = try purge(folder)
        #expect(folder.read("archive/2026/11/24/outdoor/1.xml") != nil)
        #expect(report.notes.first?.contains("run the job, then purge again") == true)
        _ = try JobScene.run(folder, at: Self.later + 60)
        #expect(folder.files(below: "ledger/orders/outdoor") == [entry])
        try purge(folder)
        #expect(folder.folders(in: "archive/2026") == [])
    }

    @Test func waitsForARunToEnd() throws {
        let folder = try shop()
        let lock = try InboxLock(FilePath(folder.path + "/in"))
        #expect(throws: JobError(.tryAgain, "another run is at work on \(folder.path)/in")) { try purge(folder) }
        _ = consume lock
        #expect(try purge(folder).removed.map(\.files).reduce(0, +) == 21)
    }

    @Test func aDamagedLedgerStopsIt() throws {
        let folder = try shop()
        let entry = try #require(folder.files(below: "ledger/labels").first)
        folder.write("ledger/labels/" + entry, "")
        let before = contents(folder)
        #expect(throws: JobError.self) { try purge(folder) }
        #expect(contents(folder) == before)
    }
}
