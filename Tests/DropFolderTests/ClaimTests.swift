import DropFolder
import Glibc
import SystemPackage
import Testing

@Suite struct ClaimTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func aClaimLeavesTheInboxAndAReleaseComesBack() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        var drop = try scratch.open()
        let file = try drop.claimFirst()
        #expect(try scratch.names("in/orders/shop").isEmpty)
        #expect(try scratch.read("work/run-1/claims/orders/shop/a.xml") == "x")
        let (size, isUnchanged) = (file.size, try file.isUnchanged())
        #expect(size == 1)
        #expect(isUnchanged)
        try file.release()
        #expect(try scratch.read("in/orders/shop/a.xml") == "x")
        try drop.finish()
    }

    @Test func aForgottenClaimComesBack() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        var drop = try scratch.open()
        do { _ = try drop.claimFirst() }
        #expect(try scratch.read("in/orders/shop/a.xml") == "x")
        try drop.finish()
    }

    @Test func aReleaseNeverOverwrites() throws {
        try scratch.write("old", to: "in/orders/shop/a.xml")
        var drop = try scratch.open()
        let file = try drop.claimFirst()
        try scratch.write("new", to: "in/orders/shop/a.xml")
        try file.release()
        #expect(try scratch.read("in/orders/shop/a.xml") == "new")
        #expect(try scratch.read("in/orders/shop/a.2.xml") == "old")
        try drop.finish()
    }

    @Test func aClaimNeverOverwritesAClaim() throws {
        try scratch.write("old", to: "in/orders/shop/a.xml")
        var drop = try scratch.open()
        let file = try drop.claimFirst()
        try scratch.write("new", to: "in/orders/shop/a.xml")
        let second = try #require(try drop.scanShop().ready.first)
        let refused = try drop.canClaim(second)
        #expect(!refused)
        #expect(try scratch.read("in/orders/shop/a.xml") == "new")
        try file.archiveAsPlanned()
        #expect(try scratch.read("archive/2026/11/23/shop/a.xml") == "old")
        try drop.finish()
    }

    @Test func aRunDoesNotEndOverAClaim() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        var drop = try scratch.open()
        let file = try drop.claimFirst()
        var isRefused = false
        do { try drop.finish() } catch { isRefused = true }
        #expect(isRefused)
        try file.release()
        #expect(try scratch.read("in/orders/shop/a.xml") == "x")
    }

    @Test func aWriterAfterTheClaimIsNoticed() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        let writer = scratch["in/orders/shop/a.xml"].withPlatformString { open($0, O_WRONLY | O_APPEND) }
        var drop = try scratch.open()
        let file = try drop.claimFirst()
        #expect(Glibc.write(writer, "y", 1) == 1)
        close(writer)
        let isUnchanged = try file.isUnchanged()
        #expect(!isUnchanged)
        try file.release()
        try drop.finish()
    }

    @Test func anInjectedPastDoesNotMakeAFileYoung() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        scratch.touch("in/orders/shop/a.xml", at: scratch.clock - 500)
        var drop = try scratch.open(after: -1_000_000)
        let file = try drop.claimFirst(settle: 0)
        let age = file.age(at: scratch.clock - 1_000_000)
        #expect(age >= 500)
        try file.release()
        try drop.finish()
    }

    @Test func theArchiveNumbersTakenNames() throws {
        for content in ["first", "second", "third"] {
            try scratch.write(content, to: "in/orders/shop/a.xml")
            var drop = try scratch.open(run: content)
            let file = try drop.claimFirst()
            try file.archiveAsPlanned()
            try drop.finish()
        }
        let day = "archive/2026/11/23/shop"
        #expect(try scratch.names(day) == ["a.2.xml", "a.3.xml", "a.xml"])
        #expect(try scratch.read("\(day)/a.xml") == "first")
        #expect(try scratch.read("\(day)/a.2.xml") == "second")
        #expect(try scratch.read("\(day)/a.3.xml") == "third")
    }

    @Test func aTakenArchiveNameIsNotOverwritten() throws {
        try scratch.write("x", to: "in/orders/shop/a.xml")
        var drop = try scratch.open()
        var file = try drop.claimFirst()
        let planned = try file.plannedArchivePath()
        try scratch.write("another's", to: "archive/\(planned)")
        var wasRefused = false
        do { _ = try file.archive(as: planned) } catch { wasRefused = error.isExisting }
        try file.release()
        #expect(wasRefused)
        #expect(try scratch.read("archive/\(planned)") == "another's")
        #expect(try scratch.read("in/orders/shop/a.xml") == "x")
        try drop.finish()
    }

    @Test func theQuarantineKeepsTheReasonBeside() throws {
        for content in ["first", "second"] {
            try scratch.write(content, to: "in/orders/shop/a.xml")
            var drop = try scratch.open(run: content)
            var file = try drop.claimFirst()
            let place = try file.quarantine(reason: Array("why \(content)".utf8), noting: ["why"]).place
            #expect(place == (content == "first" ? "shop/a.xml" : "shop/a.2.xml"))
            try drop.finish()
        }
        #expect(try scratch.read("quarantine/shop/a.xml") == "first")
        #expect(try scratch.read("quarantine/shop/a.xml.reason.json") == "why first")
        #expect(try scratch.read("quarantine/shop/a.2.xml") == "second")
        #expect(try scratch.read("quarantine/shop/a.2.xml.reason.json") == "why second")
    }

    /// An input may be called as another's reason would be.
    @Test func aReasonNeverOverwritesAnInput() throws {
        for name in ["a.xml.reason.json", "a.xml"] {
            try scratch.write("input \(name)", to: "in/orders/shop/\(name)")
            var drop = try scratch.open(run: name)
            let candidate = try #require(drop.scan(area: "orders/shop", patterns: ["*"], settle: 10).ready.first)
            var file = try drop.mustClaim(candidate)
            _ = try file.quarantine(reason: Array("why \(name)".utf8), noting: ["why"])
            try drop.finish()
        }
        #expect(try scratch.read("quarantine/shop/a.xml.reason.2.json") == "input a.xml.reason.json")
        #expect(try scratch.read("quarantine/shop/a.xml.reason.2.json.reason.json") == "why a.xml.reason.json")
        #expect(try scratch.read("quarantine/shop/a.xml") == "input a.xml")
        #expect(try scratch.read("quarantine/shop/a.xml.reason.json") == "why a.xml")
    }

    @Test func theLongestNameFindsAPlace() throws {
        let name = String(repeating: "ä", count: 125) + ".xml"
        for content in ["first", "second"] {
            try scratch.write("x", to: "in/orders/shop/short.xml")
            #expect(rename(scratch["in/orders/shop/short.xml"].string, scratch["in/orders/shop/\(name)"].string) == 0)
            var drop = try scratch.open(run: content)
            var file = try drop.claimFirst()
            if content == "first" {
                try file.archiveAsPlanned()
            } else {
                let place = try file.quarantine(reason: [], noting: []).place
                #expect(place.hasSuffix("ä.xml"))
            }
            try drop.finish()
        }
        #expect(try scratch.names("quarantine/shop").count == 2)
        #expect(try scratch.names("archive/2026/11/23/shop") == [name])
    }

    @Test(arguments: [Array("a\nb\u{1B}.xml".utf8), [0x61, 0xFF, 0x2E, 0x78, 0x6D, 0x6C]])
    func anyNameThatLinuxAllowsComesBackAsItWas(_ bytes: [UInt8]) throws {
        try scratch.write("x", to: "in/orders/shop/plain.xml")
        let component = try #require(FilePath.Component(platformString: bytes.map { CChar(bitPattern: $0) } + [0]))
        let path = scratch["in/orders/shop"].appending(component)
        let plain = scratch["in/orders/shop/plain.xml"]
        #expect(plain.withPlatformString { from in path.withPlatformString { rename(from, $0) } } == 0)
        var drop = try scratch.open()
        let file = try drop.claimFirst()
        try file.release()
        #expect(try Folders.names(in: scratch["in/orders/shop"]) == [component])
        try drop.finish()
    }
}
