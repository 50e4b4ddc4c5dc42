import Glibc
import Job
import TestSupport
import Testing

/// Inputs that end too early: an upload that is still running looks like one that broke off.
@Suite struct CutInputTests {
    private static let cut = String(JobScene.export(JobScene.order("1001")).dropLast(40))

    private func folder() -> TemporaryFolder {
        let folder = JobScene.folder(["in/orders/outdoor/a.xml": Self.cut, "in/labels/l.json": "{\"shipments\":[{"])
        folder.write("job.yaml", JobScene.jobFile.replacing("settle: 0s", with: "settle: 10s"))
        return folder
    }

    /// Six times `settle` is the limit, since the last write.
    @Test func aYoungOneIsLeftAndAnOldOneIsQuarantined() throws {
        let folder = folder()
        let written = Int64(time(nil))
        let young = try JobScene.run(folder, at: written + 30)
        #expect(young.files.map(\.fate) == [.left, .left])
        #expect(young.code == .tryAgain)
        #expect(folder.files(below: "in") == [".keep", "labels/l.json", "orders/outdoor/a.xml"])
        let old = try JobScene.run(folder, at: written + 90)
        #expect(old.files.map(\.fate) == [.quarantined, .quarantined])
        #expect(old.code == .data)
        let reason = try #require(folder.text("quarantine/outdoor/a.xml.reason.json"))
        #expect(reason.contains("\"code\":\"truncated\",\"line\":"))
        #expect(folder.files(below: "out/orders") == [])
    }

    /// It is the last write that counts, not the move into the folder.
    @Test func anOldOneIsQuarantinedAtOnce() throws {
        let folder = folder()
        folder.setModified("in/orders/outdoor/a.xml", 1_790_000_000)
        let report = try JobScene.run(folder, at: Int64(time(nil)) + 20)
        #expect(report.files.map(\.fate) == [.quarantined, .left])
    }
}
