import Job
import TestSupport
import Testing

/// Runs that something stops in the middle, and what the next run finds of them.
@Suite struct StoppedRunTests {
    private let export = JobScene.export(JobScene.order("1001"))

    /// Runs a folder in which a file stands where a folder must be.
    private func stop(_ folder: TemporaryFolder, _ obstacle: String) throws -> JobError {
        folder.write(obstacle, "in the way")
        var stop: JobError?
        do { _ = try JobScene.run(folder) } catch let error as JobError { stop = error }
        folder.remove(obstacle)
        return try #require(stop)
    }

    @Test func aRepeatOfADeadRunIsReportedByTheNext() throws {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": export])
        _ = try JobScene.run(folder, at: JobScene.now - 60)
        folder.write("in/orders/outdoor/a.xml", export)
        for name in folder.files(below: "reports") { folder.remove("reports/" + name) }
        folder.remove(folder: "reports")
        _ = try stop(folder, "reports")
        let next = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(next.files.map(\.fate) == [.repeated])
        #expect(next.orders.read == 1)
        #expect(next.orders.unchanged == 1)
        #expect(next.files[0].movedTo?.hasSuffix("outdoor/a.2.xml") == true)
        #expect(try JobScene.run(folder, at: JobScene.now + 120).files.isEmpty)
    }

    /// The run between could not tell of it, and must not count as having told.
    @Test func whatADeadRunCommittedIsReportedThoughTheNextRunFails() throws {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": export])
        let dead = try JobScene.run(folder, at: JobScene.now - 60).run
        folder.remove("reports/\(dead).json")
        folder.write("work/\(dead)/inbox", folder.path + "/in")
        let error = try stop(folder, "ledger/orders/outdoor/b-0123456789ab")
        #expect(error.message.contains("b-0123456789ab:2 is damaged"))
        let next = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(next.files.map(\.fate) == [.recovered])
        #expect(next.orders.written == 1)
        #expect(try JobScene.run(folder, at: JobScene.now + 120).files.isEmpty)
        #expect(folder.files(below: "work") == [])
    }

    /// What could not be committed must not lie beside what will be made of it.
    @Test func whatCouldNotBeCommittedIsTakenBack() throws {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": export])
        let error = try stop(folder, "archive/2026")
        #expect(error.code == .cannotCreate)
        #expect(error.message.contains("archive"))
        #expect(error.message.hasSuffix("then run again: nothing is lost"))
        #expect(folder.files(below: "out/orders") == [])
        #expect(folder.files(below: "ledger") == [])
        #expect(folder.files(below: "out/rejects") == [])
        #expect(folder.files(below: "in/orders") == ["outdoor/a.xml"])
        #expect(try JobScene.run(folder, at: JobScene.now + 60).orders.written == 1)
    }

    @Test func whatWaitsIsTakenBackWithItsInput() throws {
        let folder = JobScene.folder(["in/labels/l.json": JobScene.labels(JobScene.label(1, "1001", "A1"))])
        _ = try stop(folder, "archive/2026/11/24/labels")
        #expect(folder.files(below: "in/labels") == ["l.json"])
        let next = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(next.labels.pending == 1)
        #expect(folder.files(below: "in/labels/pending").count == 1)
    }

    @Test func theNextRunNotesHowFarTheLedgerGoes() throws {
        let stopped = "20200101T000000Z-1"
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": export])
        _ = try JobScene.run(folder)
        folder.remove("ledger/orders-outdoor.last")
        folder.write("work/\(stopped)/inbox", folder.path + "/in")
        folder.write("reports/\(stopped).json", "{}")
        _ = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(folder.text("ledger/orders-outdoor.last") == "1\n")
    }
}
