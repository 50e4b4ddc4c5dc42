import DropFolder
import Glibc
import SystemPackage
import Testing

@Suite struct InboxTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func failure(_ body: () throws(DropFolderError) -> Void) -> DropFolderError? {
        do throws(DropFolderError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test func oneRunPerInbox() throws {
        let first = try scratch.open()
        #expect(failure { () throws(DropFolderError) in _ = try scratch.open(run: "run-2") } == .busy(scratch["in"]))
        try first.finish()
        let third = try scratch.open(run: "run-3")
        try third.finish()
        #expect(try scratch.names("work").isEmpty)
    }

    @Test func theLockLeavesNothingInTheInbox() throws {
        let drop = try scratch.open()
        #expect(try scratch.names("in") == ["orders"])
        try drop.finish()
    }

    @Test func anInboxMustExist() {
        let error = failure { () throws(DropFolderError) in _ = try scratch.open(inbox: "nowhere") }
        #expect(error == .noInbox(scratch["nowhere"]))
    }

    @Test(.enabled(if: access("/dev/shm", W_OK) == 0, "there is no second file system to write to"))
    func foldersMustLieOnTheInboxsFileSystem() throws {
        let other = try Scratch(in: "/dev/shm")
        var folders = scratch.folders()
        folders.work = other["work"]
        let error = failure { () throws(DropFolderError) in
            _ = try DropFolder(
                folders, now: 0, sweeping: [], isReported: { _ in false }, undo: { (_, _, _) throws(DiskError) in })
        }
        #expect(error == .otherFileSystem(other["work"]))
    }

    @Test func unfinishedAndHiddenNamesAreIgnored() throws {
        let names = [
            ".hidden.xml", "~lock.xml", "a.xml.part", "a.xml.filepart", "a.xml.tmp", "a.xml.writing",
            "a.xml.crdownload", "a.xml.swp", "notes.txt", "good.xml",
        ]
        for name in names { try scratch.write("x", to: "in/orders/shop/\(name)") }
        var drop = try scratch.open()
        let all = try drop.scanShop(patterns: ["*"])
        #expect(all.ready.map(\.name.string) == ["good.xml", "notes.txt"])
        #expect(all.arriving.isEmpty)
        let some = try drop.scanShop()
        #expect(some.ready.map(\.name.string) == ["good.xml"])
        try drop.finish()
    }

    @Test func onlyRegularFilesAreInputs() throws {
        try scratch.write("secret", to: "elsewhere.xml")
        let target = scratch["elsewhere.xml"].string
        #expect(scratch["in/orders/shop/link.xml"].withPlatformString { symlink(target, $0) } == 0)
        #expect(scratch["in/orders/shop/fifo.xml"].withPlatformString { mkfifo($0, 0o600) } == 0)
        try Folders.make(scratch["in/orders/shop/folder.xml"])
        var drop = try scratch.open()
        let found = try drop.scanShop(settle: 0)
        #expect(found.ready.isEmpty)
        #expect(found.arriving.isEmpty)
        try drop.finish()
    }

    @Test func aLinkThatTookAFilesPlaceIsNotFollowed() throws {
        try scratch.write("secret", to: "elsewhere.xml")
        try scratch.write("mine", to: "in/orders/shop/a.xml")
        var drop = try scratch.open()
        let candidate = try #require(try drop.scanShop().ready.first)
        let target = scratch["elsewhere.xml"].string
        #expect(scratch["in/orders/shop/a.xml"].withPlatformString { unlink($0) + symlink(target, $0) } == 0)
        let claimed = try drop.canClaim(candidate)
        #expect(!claimed)
        #expect(try scratch.names("in/orders/shop") == ["a.xml"])
        try drop.finish()
    }

    @Test func aFileMustSettle() throws {
        for name in ["b.xml", "B.xml", "a.xml", "é.xml"] { try scratch.write("x", to: "in/orders/shop/\(name)") }
        var early = try scratch.open(after: 5)
        let young = try early.scanShop(settle: 60)
        #expect(young.ready.isEmpty)
        #expect(young.arriving == ["B.xml", "a.xml", "b.xml", "é.xml"])
        try early.finish()
        var late = try scratch.open(run: "run-2", after: 120)
        let old = try late.scanShop(settle: 60)
        #expect(old.ready.map(\.name.string) == ["B.xml", "a.xml", "b.xml", "é.xml"])
        #expect(old.arriving.isEmpty)
        try late.finish()
    }

    /// A clock of whole seconds must not make a file older than it is.
    @Test func aPartOfASecondCountsToo() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        scratch.touch("in/orders/shop/a.xml", at: scratch.clock + 100, nanoseconds: 900_000_000)
        for (seconds, isReady) in [(110, false), (111, true)] {
            var drop = try scratch.open(run: "run-\(seconds)", after: Int64(seconds))
            #expect(try drop.scanShop(settle: 10).ready.isEmpty != isReady)
            try drop.finish()
        }
    }

    @Test func anOldModificationTimeDoesNotMakeAnUploadOld() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        scratch.touch("in/orders/shop/a.xml", at: 1_000_000)
        var drop = try scratch.open(after: 5)
        let found = try drop.scanShop(settle: 60)
        #expect(found.arriving == ["a.xml"])
        try drop.finish()
    }

    /// A run may begin in one second and look in a later one: what was touched between is as young as it is.
    @Test func whatWasTouchedSinceTheRunBeganIsNotOfTheFuture() throws {
        var first = try scratch.open(after: 0)
        let begun = time(nil)
        while time(nil) == begun { usleep(5000) }
        try scratch.write("x", to: "in/orders/shop/a.xml")
        // As a rename and `put -p` do: only the time of the change is new.
        scratch.touch("in/orders/shop/a.xml", at: 1_000_000)
        let age = scratch.changed("in/orders/shop/a.xml") - scratch.clock
        #expect(try first.scanShop(settle: 60).arriving == ["a.xml"])
        try first.finish()
        for (seconds, isReady) in [(age + 60, false), (age + 61, true)] {
            var next = try scratch.open(run: "run-\(seconds)", after: seconds)
            #expect(try next.scanShop(settle: 60).ready.isEmpty != isReady)
            try next.finish()
        }
    }

    @Test func aFileThatGrewSinceTheLookStays() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        var drop = try scratch.open()
        let candidate = try #require(try drop.scanShop().ready.first)
        try scratch.write("xx", to: "in/orders/shop/a.xml")
        let claimed = try drop.canClaim(candidate)
        #expect(!claimed)
        #expect(try scratch.read("in/orders/shop/a.xml") == "xx")
        try drop.finish()
    }

    @Test func aFileThatAnotherMachineTookIsNoInput() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        var drop = try scratch.open()
        let candidate = try #require(try drop.scanShop().ready.first)
        #expect(scratch["in/orders/shop/a.xml"].withPlatformString { unlink($0) } == 0)
        let claimed = try drop.canClaim(candidate)
        #expect(!claimed)
        try drop.finish()
    }

    @Test func aTimeInTheFutureCountsFromTheFirstLook() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        scratch.touch("in/orders/shop/a.xml", at: scratch.clock + 1_000_000)
        var first = try scratch.open(after: 100)
        let seenfirst = try first.scanShop(settle: 60)
        #expect(seenfirst.arriving == ["a.xml"])
        try first.finish()
        var second = try scratch.open(run: "run-2", after: 130)
        let seensecond = try second.scanShop(settle: 60)
        #expect(seensecond.arriving == ["a.xml"])
        try second.finish()
        var third = try scratch.open(run: "run-3", after: 170)
        let file = try third.claimFirst(settle: 60)
        let age = file.age(at: scratch.clock + 170)
        #expect(age == 70)
        try file.release()
        try third.finish()
    }

    @Test func aTimeInTheFutureOfAMarkedInputCountsFromTheFirstLook() throws {
        for name in ["a.xml", "a.xml.done"] { try scratch.write("x", to: "in/orders/shop/\(name)") }
        scratch.touch("in/orders/shop/a.xml", at: scratch.clock + 1_000_000)
        var first = try scratch.open(after: 100, marker: "{name}.done")
        let young = try first.claimFirst()
        #expect(young.age(at: scratch.clock + 100) == 0)
        try young.release()
        try first.finish()
        var second = try scratch.open(run: "run-2", after: 170, marker: "{name}.done")
        let old = try second.claimFirst()
        #expect(old.age(at: scratch.clock + 170) == 70)
        try old.release()
        try second.finish()
    }

    @Test func aClockThatWasPutBackDoesNotHoldAFile() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        scratch.touch("in/orders/shop/a.xml", at: scratch.clock + 2_000_000)
        for (run, now, isReady) in [("ahead", 1_000_000, false), ("right", 100, false), ("later", 170, true)] {
            var drop = try scratch.open(run: run, after: Int64(now))
            let found = try drop.scanShop(settle: 60)
            #expect(found.ready.isEmpty != isReady, "\(run)")
            try drop.finish()
        }
    }

    @Test func anInputMayWaitForItsMarker() throws {
        for name in ["a.xml", "a.xml.done", "b.xml"] { try scratch.write("x", to: "in/orders/shop/\(name)") }
        var drop = try scratch.open(after: 0, marker: "{name}.done")
        let found = try drop.scanShop(settle: 60, patterns: ["*"])
        #expect(found.ready.map(\.name.string) == ["a.xml"])
        #expect(found.arriving == ["b.xml"])
        let candidate = try #require(found.ready.first)
        let file = try drop.mustClaim(candidate)
        // Else it would say of the next file of this name that it is complete.
        #expect(try scratch.names("in/orders/shop") == ["b.xml"])
        try file.archiveAsPlanned()
        #expect(try scratch.names("in/orders/shop") == ["b.xml"])
        try drop.finish()
    }

    @Test(arguments: [
        ("{name}.done", "b.xml.done", true), ("{name}.done", ".done", false), ("{name}.done", "b.xml.done.xml", false),
        ("done-{name}", "done-b.xml", true), ("done-{name}", "undone-b.xml", false),
        ("ok-{name}.txt", "ok-b.xml.txt", true), ("ok-{name}.txt", "ok-.txt", false),
        ("{name}={name}", "b.xml=b.xml", true), ("{name}={name}", "b.xml=c.xml", false),
        ("{name}_ä", "ö.xml_ä", true),
    ])
    func aMarkerIsNeverAnInput(_ marker: String, _ name: String, _ isMarker: Bool) throws {
        try scratch.write("x", to: "in/orders/shop/\(name)")
        var drop = try scratch.open(marker: marker)
        let found = try drop.scanShop(settle: 0, patterns: ["*"])
        #expect(found.ready.isEmpty)
        // A hidden file is no input either, and no marker.
        #expect(found.arriving == (isMarker || name.hasPrefix(".") ? [] : [name]))
        let without = try drop.scan(area: "orders/shop", patterns: ["*"], settle: 0, hasMarkers: false)
        #expect(without.ready.map(\.name.string) == (name.hasPrefix(".") ? [] : [name]))
        let seen = try DropFolder.inputs(
            in: scratch["in/orders/shop"], patterns: ["*"], doneMarker: marker)
        #expect(seen.map(\.string) == (isMarker || name.hasPrefix(".") ? [] : [name]))
        try drop.finish()
    }
}
