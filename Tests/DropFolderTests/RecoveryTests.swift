import DropFolder
import Glibc
import SystemPackage
import Testing

@Suite struct RecoveryTests {
    let scratch: Scratch
    private static let dead = "20261122T021500Z-101"
    private static let later = "20261122T021500Z-101-2"
    private static let living = "20261123T021500Z-7"

    init() throws { scratch = try Scratch() }

    /// Leaves behind what a run that was killed leaves: its folder, its claims and a temporary file.
    private func die(_ run: String, claiming files: [String: String], inbox: String = "in") throws {
        try Folders.make(scratch["work/\(run)/claims"])
        try scratch.write(scratch[inbox].string, to: "work/\(run)/inbox")
        for (file, content) in files { try scratch.write(content, to: "work/\(run)/claims/\(file)") }
        try leaveTemporary(of: run, in: "out/orders/shop")
    }

    private func leaveTemporary(of run: String, in folder: String) throws {
        try scratch.write("half", to: "\(folder)/.waybill-\(run).a.orders.jsonl.tmp")
    }

    @Test func claimsOfADeadRunComeBack() throws {
        try die(Self.dead, claiming: ["orders/shop/a.xml": "order", "labels/pending/p.jsonl": "label"])
        var undone: [String] = []
        let drop = try DropFolder(
            scratch.folders(), now: scratch.clock, sweeping: [scratch["out"]], isReported: { _ in false },
            undo: { (area, name, path) throws(DiskError) in
                let isThere = try Folders.isFile(path)
                undone.append("\(area) \(name) \(isThere)")
            })
        #expect(undone == ["labels/pending p.jsonl true", "orders/shop a.xml true"])
        #expect(drop.deadRuns == [Self.dead])
        #expect(try scratch.read("in/orders/shop/a.xml") == "order")
        #expect(try scratch.read("in/labels/pending/p.jsonl") == "label")
        #expect(try scratch.names("out/orders/shop").isEmpty)
        #expect(try scratch.names("work") == ["run-1", "seen.tsv"])
        try drop.finish()
        #expect(try scratch.names("work") == ["seen.tsv"])
    }

    @Test func aClaimThatCameBackIsReadAtOnce() throws {
        try die(Self.dead, claiming: ["orders/shop/a.xml": "order"])
        scratch.touch("work/\(Self.dead)/claims/orders/shop/a.xml", at: scratch.clock - 600)
        var drop = try scratch.open(after: 1)
        let ready = try drop.scanShop(settle: 600).ready
        #expect(ready.map(\.name.string) == ["a.xml"])
        try drop.finish()
    }

    @Test func aClaimThatCameBackAndWasWrittenToSettlesAgain() throws {
        try die(Self.dead, claiming: ["orders/shop/a.xml": "ord"])
        var drop = try scratch.open(after: 5)
        #expect(try drop.scanShop(settle: 600).arriving == ["a.xml"])
        try drop.finish()
        var later = try scratch.open(run: "run-2", after: 602)
        #expect(try later.scanShop(settle: 600).ready.map(\.name.string) == ["a.xml"])
        try later.finish()
    }

    @Test func aClaimThatCameBackKeepsWhenItWasFirstSeen() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        scratch.touch("in/orders/shop/a.xml", at: scratch.clock + 1_000_000)
        var first = try scratch.open(run: "first", after: 100)
        let seen = try first.scanShop(settle: 60)
        #expect(seen.arriving == ["a.xml"])
        try first.finish()
        try die(Self.dead, claiming: [:])
        try Folders.make(scratch["work/\(Self.dead)/claims/orders/shop"])
        #expect(rename("in/orders/shop/a.xml", to: "work/\(Self.dead)/claims/orders/shop/a.xml"))
        var drop = try scratch.open(after: 200)
        let file = try drop.claimFirst(settle: 60)
        let age = file.age(at: scratch.clock + 200)
        #expect(age == 100)
        try file.release()
        try drop.finish()
    }

    @Test func aNameThatWasTakenMeanwhileGetsANumber() throws {
        try die(Self.dead, claiming: ["orders/shop/a.xml": "old"])
        try scratch.write("new", to: "in/orders/shop/a.xml")
        let drop = try scratch.open()
        #expect(try scratch.read("in/orders/shop/a.xml") == "new")
        #expect(try scratch.read("in/orders/shop/a.2.xml") == "old")
        try drop.finish()
    }

    @Test func theNamesOfUnreportedRunsAreHandedOn() throws {
        try die(Self.dead, claiming: ["orders/shop/a.xml": "a"])
        do {
            // A run that took over from the first, and died as well: its end never came.
            let second = try scratch.open(run: Self.later)
            #expect(second.deadRuns == [Self.dead])
        }
        try leaveTemporary(of: Self.dead, in: "out")
        let drop = try scratch.open(run: "run-3")
        #expect(drop.deadRuns == [Self.later, Self.dead])
        #expect(try scratch.names("out") == ["orders"])
        #expect(try scratch.read("in/orders/shop/a.xml") == "a")
        try drop.finish()
        let next = try scratch.open(run: "run-4")
        #expect(next.deadRuns.isEmpty)
        try next.finish()
    }

    @Test func aRunThatReportedOnlyLosesItsFolder() throws {
        try die(Self.dead, claiming: ["orders/shop/a.xml": "a"])
        let drop = try scratch.open(reported: [Self.dead])
        #expect(drop.deadRuns.isEmpty)
        #expect(try scratch.read("in/orders/shop/a.xml") == "a")
        #expect(try scratch.names("out/orders/shop").isEmpty)
        try drop.finish()
    }

    @Test func aDeadRunOfTheSameNameLosesNothing() throws {
        try die(Self.dead, claiming: ["orders/shop/a.xml": "a"])
        let drop = try scratch.open(run: Self.dead)
        #expect(drop.deadRuns == [Self.dead])
        #expect(try scratch.read("in/orders/shop/a.xml") == "a")
        try drop.finish()
        #expect(try scratch.read("in/orders/shop/a.xml") == "a")
    }

    @Test func anotherInboxsRunIsLeftToItsOwnJob() throws {
        try Folders.make(scratch["other/orders/shop"])
        try die(Self.dead, claiming: ["orders/shop/a.xml": "a"], inbox: "other")
        let ours = try scratch.open(run: "ours")
        #expect(ours.deadRuns.isEmpty)
        #expect(ours.foreignRuns.map(\.path) == [scratch["work/\(Self.dead)"]])
        #expect(ours.foreignRuns.map(\.inbox) == [scratch["other"].string])
        #expect(try scratch.names("in/orders/shop").isEmpty)
        try ours.finish()
        let theirs = try scratch.open(run: "theirs", inbox: "other")
        #expect(theirs.deadRuns == [Self.dead])
        #expect(theirs.foreignRuns.isEmpty)
        #expect(try scratch.read("other/orders/shop/a.xml") == "a")
        try theirs.finish()
    }

    @Test func aLivingRunKeepsItsClaims() throws {
        try Folders.make(scratch["other/orders/shop"])
        try scratch.write("x", to: "other/orders/shop/a.xml")
        var living = try scratch.open(run: Self.living, inbox: "other")
        let file = try living.claimFirst()
        // As if the note were lost: the lock alone must keep the claim where it is.
        #expect(scratch["work/\(Self.living)/inbox"].withPlatformString { unlink($0) } == 0)
        let ours = try scratch.open(run: "ours")
        #expect(ours.deadRuns.isEmpty)
        #expect(try scratch.read("work/\(Self.living)/claims/orders/shop/a.xml") == "x")
        try ours.finish()
        try file.release()
        try living.finish()
    }

    @Test func temporariesOfALivingRunAreNotSwept() throws {
        try die(Self.dead, claiming: [:])
        try leaveTemporary(of: Self.later, in: "out")
        let drop = try scratch.open()
        #expect(try scratch.names("out") == [".waybill-\(Self.later).a.orders.jsonl.tmp", "orders"])
        try drop.finish()
    }

    @Test(arguments: ["photos", "orders/shop", "20261122", "20261122T021500Z-", "20261122T021500Z-101-x", "run-1-old"])
    func aFolderThatIsNoRunsIsLeftAlone(_ folder: String) throws {
        for name in ["inbox", "claims/orders/shop/a.xml", "picture.jpg"] {
            try scratch.write(scratch["in"].string, to: "work/\(folder)/\(name)")
        }
        try Folders.make(scratch["work/\(folder)/empty"])
        let drop = try scratch.open(reported: [folder])
        #expect(drop.deadRuns.isEmpty)
        try drop.finish()
        #expect(try scratch.names("work/\(folder)") == ["claims", "empty", "inbox", "picture.jpg"])
        #expect(try scratch.read("work/\(folder)/claims/orders/shop/a.xml") != nil)
        #expect(try scratch.names("in/orders/shop").isEmpty)
    }

    @Test func aFolderWithARunsNameAndNoNoteIsLeftAlone() throws {
        try scratch.write("mine", to: "work/\(Self.dead)/claims/orders/shop/a.xml")
        let drop = try scratch.open(reported: [Self.dead])
        #expect(drop.deadRuns.isEmpty)
        try drop.finish()
        #expect(try scratch.read("work/\(Self.dead)/claims/orders/shop/a.xml") == "mine")
    }

    @Test func aRunThatDiedAtOnceLeavesNothing() throws {
        try Folders.make(scratch["work/\(Self.dead)"])
        try scratch.write("half", to: "work/\(Self.later)/.waybill-\(Self.later).inbox.tmp")
        let drop = try scratch.open()
        #expect(drop.deadRuns.isEmpty)
        try drop.finish()
        #expect(try scratch.names("work").isEmpty)
    }

    private func rename(_ old: String, to new: String) -> Bool {
        scratch[old].withPlatformString { from in scratch[new].withPlatformString { Glibc.rename(from, $0) == 0 } }
    }
}
