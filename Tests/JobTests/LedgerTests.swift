import DropFolder
import SystemPackage
import TestSupport
import Testing
import WireFormats

@testable import Job

/// What a run remembers of those before it, and what it does when that is damaged or lost.
@Suite struct LedgerTests {
    private static let hour: Int64 = 3600

    /// A shop after three nights: an order in three versions, one that was rejected, three boxes of which one is void.
    private func shop() throws -> TemporaryFolder {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"), JobScene.order("1002")),
            "in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "A1"), JobScene.label(2, "1002", "B1")),
        ])
        try run(folder, 0)
        folder.write(
            "in/orders/outdoor/b.xml",
            JobScene.export(JobScene.order("1001", modified: "11/21/2026 10:00", city: "Mesa"), JobScene.order("1003")))
        folder.write("in/labels/l2.json", JobScene.labels(JobScene.label(1, "1001", "A1", voided: true)))
        try run(folder, 1)
        folder.write(
            "in/orders/outdoor/c.xml",
            JobScene.export(JobScene.order("1002", status: "strange", modified: "11/22/2026 10:00")))
        folder.write("in/labels/l3.json", JobScene.labels(JobScene.label(3, "1001", "C1")))
        try run(folder, 2)
        return folder
    }

    @discardableResult
    private func run(_ folder: TemporaryFolder, _ night: Int64) throws -> RunReport {
        try JobScene.run(folder, at: JobScene.now + night * Self.hour)
    }

    private func compact(_ folder: TemporaryFolder, acceptsLoss: Bool = false) throws -> [CompactLedger.Outcome] {
        let definition = try JobDefinition(contentsOf: folder.path + "/job.yaml")
        return try CompactLedger(definition, acceptsLoss: acceptsLoss).run()
    }

    /// All that was ever read comes again under other names; what it says now is what the compacted ledger must say too.
    private func repeatEverything(_ folder: TemporaryFolder) throws -> [String] {
        let order = JobScene.order("1001", modified: "11/21/2026 10:00", city: "Mesa")
        folder.write("in/orders/outdoor/x.xml", JobScene.export(order, JobScene.order("1002"), JobScene.order("1003")))
        folder.write(
            "in/orders/outdoor/y.xml",
            JobScene.export(JobScene.order("1002", modified: "11/23/2026 10:00", city: "Tempe")))
        folder.write(
            "in/labels/x.json",
            JobScene.labels(
                JobScene.label(1, "1001", "A1"), JobScene.label(2, "1002", "B1"), JobScene.label(3, "1001", "C1"),
                JobScene.label(4, "1001", "D1")))
        return try run(folder, 9).files.map { "\($0.file) \($0.fate) \($0.content)" }
    }

    @Test func aCompactedLedgerRemembersTheSame() throws {
        let plain = try shop()
        let compacted = try shop()
        let outcomes = try compact(compacted)
        #expect(outcomes.map(\.folder) == ["orders/outdoor", "labels"])
        #expect(outcomes.map(\.entries) == [3, 3])
        #expect(outcomes.map(\.linesRead) == [5, 4])
        // 1001's second version, 1002's first and its reject, 1003; A1 void, B1, C1.
        #expect(outcomes.map(\.linesKept) == [4, 3])
        #expect(
            compacted.files(below: "ledger") == [
                "labels.last", "labels/3.compacted", "orders-outdoor.last", "orders/outdoor/3.compacted",
            ])
        #expect(try compact(compacted).isEmpty)
        #expect(try repeatEverything(compacted) == repeatEverything(plain))
        // The inputs themselves are known too.
        let archive = compacted.files(below: "archive").first { $0.hasSuffix("outdoor/a.xml") }
        compacted.write("in/orders/outdoor/a.xml", compacted.read("archive/" + (archive ?? "")) ?? [])
        #expect(try run(compacted, 10).files.map(\.fate) == [.repeated])
        #expect(try compact(compacted).map(\.entries) == [3, 2])
    }

    /// A kill between the new entry and the removal of the old ones leaves both.
    @Test func whatACompactedEntryHasTakenInCountsOnce() throws {
        let folder = try shop()
        let old = folder.files(below: "ledger").map { ($0, folder.read("ledger/" + $0) ?? []) }
        _ = try compact(folder)
        for (name, bytes) in old { folder.write("ledger/" + name, bytes) }
        folder.write("ledger/orders/outdoor/.waybill-compact.entry.tmp", "half")
        let plain = try shop()
        #expect(try repeatEverything(folder) == repeatEverything(plain))
        _ = try compact(folder)
        #expect(
            folder.files(below: "ledger") == [
                "labels.last", "labels/4.compacted", "orders-outdoor.last", "orders/outdoor/5.compacted",
            ])
    }

    @Test(arguments: ["orders/outdoor", "labels"])
    func aLostEntryStopsTheRun(_ kind: String) throws {
        let folder = try shop()
        let entries = folder.files(below: "ledger/" + kind)
        let second = try #require(
            entries.first { folder.text("ledger/\(kind)/\($0)")?.contains("sequence\t2\n") == true })
        folder.remove("ledger/\(kind)/\(second)")
        #expect(failure { try repeatEverything(folder) }?.contains("the first of them number 2; put it back") == true)
        #expect(failure { try compact(folder) } != nil)
        #expect(try compact(folder, acceptsLoss: true).first { $0.folder == kind }?.lost == 1)
        #expect(failure { try run(folder, 9) } == nil)
    }

    /// The youngest entries leave no gap; what the last run has noted beside the folder does.
    @Test(arguments: ["orders/outdoor", "labels"], [false, true])
    func aLostEndStopsTheRun(_ kind: String, isWhole: Bool) throws {
        let folder = try shop()
        for entry in folder.files(below: "ledger/" + kind) {
            let isLast = folder.text("ledger/\(kind)/\(entry)")?.contains("sequence\t3\n") == true
            if isWhole || isLast { folder.remove("ledger/\(kind)/\(entry)") }
        }
        let number = isWhole ? 1 : 3
        #expect(
            failure { try repeatEverything(folder) }?.contains("the first of them number \(number); put it back")
                == true)
        #expect(failure { try compact(folder) } != nil)
        #expect(try compact(folder, acceptsLoss: true).first { $0.folder == kind }?.lost == (isWhole ? 3 : 1))
        #expect(failure { try run(folder, 9) } == nil)
    }

    /// Which of the two files is damaged is said: the entries may be whole.
    @Test func aDamagedNumberStopsTheRun() throws {
        let folder = try shop()
        folder.write("ledger/labels.last", "three\n")
        let text = failure { try repeatEverything(folder) }
        #expect(text?.contains("/ledger/labels.last, which has the number of the last entry, is damaged") == true)
        #expect(try compact(folder, acceptsLoss: true).map(\.lost) == [0, 0])
        #expect(folder.text("ledger/labels.last") == "3\n")
        #expect(failure { try run(folder, 9) } == nil)
    }

    /// A run without its ledger does again what was done: somebody must know before what comes of it is sent.
    @Test(arguments: [false, true]) func aLostLedgerIsTold(_ isDryRun: Bool) throws {
        let folder = try shop()
        for entry in folder.files(below: "ledger") { folder.remove("ledger/" + entry) }
        let listener = NoteListener()
        let report = try JobScene.run(
            folder, at: JobScene.now + 9 * Self.hour, isDryRun: isDryRun, observer: listener)
        #expect(listener.notes == report.notes && report.notes.count == 2)
        let (orders, labels) = (report.notes.first ?? "", report.notes.last ?? "")
        #expect(orders.hasPrefix("the ledger knows of no orders of outdoor, and there was a run before, as "))
        #expect(orders.contains("/outdoor/a.xml, ") && orders.contains("/out/orders/outdoor shows: "))
        #expect(labels.contains("no labels") && labels.contains("/labels/l1.json, "))
        #expect(labels.contains("/out/updates/outdoor shows: parcels that were announced before are announced again"))
    }

    /// The end of the ledger and the number that would miss it may be lost together; the archive may know more.
    @Test func aLostEndWithoutItsNumberIsTold() throws {
        let folder = try shop()
        let entries = folder.files(below: "ledger/labels")
        let last = try #require(
            entries.first { folder.text("ledger/labels/\($0)")?.contains("sequence\t3\n") == true })
        folder.remove("ledger/labels/" + last)
        folder.remove("ledger/labels.last")
        let notes = try run(folder, 9).notes
        #expect(notes.count == 1)
        #expect(notes.first?.contains("/ledger/labels.last is missing") == true)
        #expect(notes.first?.contains("does not know 1 of the newest archived inputs, such as ") == true)
        #expect(notes.first?.contains("/labels/l3.json:") == true)
        #expect(try run(folder, 10).notes.count == 1, "a run without inputs mends nothing")
    }

    /// A store that is new, or a first run, has lost nothing.
    @Test func aFirstRunHasLostNothing() throws {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"))])
        #expect(try run(folder, 0).notes == ["there is no ledger yet: repeats of earlier inputs would not be seen"])
        folder.write("in/labels/l1.json", JobScene.labels(JobScene.label(1, "1001", "A1")))
        #expect(try run(folder, 1).notes.isEmpty)
    }

    /// What is known of a box besides its key is read back, and an old line says what it said.
    @Test(arguments: [
        "announced\tshop\tk-1\tA1\tlabel:shipstation-v1:5:6\tnumber:1001\tby-suffix\titems\tkey:1\t2",
        "manual\tshop\tk-1\tA1\tunknown", "withdrawn\t\t\tA1\tnumber:1001\tunknown", "given-up\t\tk-1\tA1\tunknown",
    ])
    func aLineComesBackAsItWas(_ text: String) throws {
        var reader = TabbedLineReader(ByteInput(bytes: Array((text + "\n").utf8)))
        #expect(try reader.next())
        let line = ShipmentLedgerLine(reader)
        #expect(line?.fields.joined(separator: "\t") == text)
    }

    @Test(arguments: [
        "announced\tshop\tk-1\tA1\tlabel:5\tunknown", "announced\tshop\tk-1\tA1\tnumber:1",
        "announced\tshop\tk-1\tA1\titems\tkey:1", "announced\tshop\tk-1\tA1\tunknown\tx", "told\ta\tb\tc\tunknown",
    ])
    func aLineThatSaysNothingIsNotRead(_ text: String) throws {
        var reader = TabbedLineReader(ByteInput(bytes: Array((text + "\n").utf8)))
        #expect(try reader.next())
        let line = ShipmentLedgerLine(reader)
        #expect(line == nil)
    }

    /// A run that is stopped has told what it did before.
    @Test func aStoppedRunHasItsReport() throws {
        let folder = try shop()
        let entry = try #require(folder.files(below: "ledger/labels").first)
        folder.write("ledger/labels/" + entry, "")
        folder.write("in/orders/outdoor/late.xml", JobScene.export(JobScene.order("1009")))
        folder.write("in/labels/late.json", JobScene.labels(JobScene.label(9, "1009", "Z1")))
        let reports = Set(folder.files(below: "reports"))
        #expect(failure { try run(folder, 8) }?.contains("is damaged") == true)
        let report = try #require(
            folder.files(below: "reports").first { !reports.contains($0) && $0.hasSuffix(".json") })
        let text = try #require(folder.text("reports/" + report))
        #expect(
            text.contains("late.xml") && text.contains("\"exitCode\": 74") && text.contains("the run was stopped: "))
        #expect(folder.files(below: "in/labels") == ["late.json"])
        _ = try compact(folder, acceptsLoss: true)
        #expect(try run(folder, 9).labels.announced == 1)
    }

    @Test(arguments: [
        ("count.read\t2", "count.read\t3"), ("written\t", "wrotten\t"), ("end\t", "ende\t"),
        ("waybill-ledger\t2", "waybill-ledger\t1"),
    ])
    func aChangedEntryStopsTheRun(_ old: String, _ new: String) throws {
        let folder = try shop()
        let entries = folder.files(below: "ledger/orders/outdoor")
        let second = try #require(
            entries.first { folder.text("ledger/orders/outdoor/\($0)")?.contains("sequence\t2\n") == true })
        let path = "ledger/orders/outdoor/" + second
        folder.write(path, try #require(folder.text(path)).replacing(old, with: new))
        #expect(failure { try repeatEverything(folder) }?.contains("is damaged; put it back") == true)
        #expect(failure { try compact(folder) } != nil)
        #expect(try compact(folder, acceptsLoss: true).first?.damaged == 1)
        #expect(folder.files(below: "ledger/orders/outdoor").sorted() == [".damaged-" + second, "3.compacted"])
        #expect(failure { try run(folder, 9) } == nil)
    }

    @Test func aCutEntryIsDamagedAtEveryByte() throws {
        let folder = try shop()
        let name = try #require(folder.files(below: "ledger/labels").first)
        let bytes = try #require(folder.read("ledger/labels/" + name))
        let path = FilePath(folder.path + "/ledger/labels/" + name)
        let entry = LedgerFolder.Entry(stem: name, state: .closed, path: path)
        #expect(LedgerEntries.isWhole(entry))
        for count in 0..<bytes.count {
            folder.write("ledger/labels/" + name, Array(bytes.prefix(count)))
            #expect(!LedgerEntries.isWhole(entry), "cut at \(count)")
        }
    }

    /// A run that died after its commit is told of by the next; only who accepts a loss may compact before that.
    @Test func whatADeadRunDidIsTold() throws {
        let folder = try shop()
        let name = try #require(folder.files(below: "ledger/labels").first)
        let text = try #require(folder.text("ledger/labels/" + name))
        let run = try #require(text.split(separator: "run\t").last?.split(separator: "\n").first)
        folder.write("work/\(run)/inbox", folder.path + "/in")
        for report in folder.files(below: "reports") { folder.remove("reports/" + report) }
        #expect(failure { try compact(folder) }?.contains("run the job first") == true)
        #expect(try compact(folder, acceptsLoss: true).flatMap(\.untold).count == 2)
        #expect(failure { try self.run(folder, 9) } == nil)
        #expect(folder.files(below: "work").isEmpty)
    }

    /// Whatever the texts are: a field is what it was.
    @Test func fieldsComeBackAsTheyWere() throws {
        let fields = ["", "a\tb", "line\nend\r", "back\\slash\\t", "end", "Zoë 注文", "\u{0}"]
        var output = ByteOutput()
        for field in fields {
            output.append(tabbedField: field)
            output.append("\t")
        }
        output.append("x\n")
        var reader = TabbedLineReader(ByteInput(bytes: output.array, chunkSize: 3))
        #expect(try reader.next())
        #expect(reader.fieldCount == fields.count + 1)
        for (number, field) in fields.enumerated() {
            #expect(reader.text(number) == field)
            #expect(reader.digest(number) == Digest(of: field))
        }
        #expect(try !reader.next())
    }

    /// Keeps what is said at once.
    private final class NoteListener: RunObserver {
        private(set) var notes: [String] = []

        func found(_ finding: Finding) {}
        func progress(_ progress: RunProgress) {}
        func note(_ text: String) { notes.append(text) }
    }

    private func failure(_ body: () throws -> some Any) -> String? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? JobError)?.message ?? "\(error)"
        }
    }
}
