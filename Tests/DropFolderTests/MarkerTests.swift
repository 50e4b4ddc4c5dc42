import DropFolder
import Glibc
import SystemPackage
import Testing

/// The files that say of an input that it is complete: each goes where its input goes.
@Suite struct MarkerTests {
    let scratch: Scratch
    private static let marker = "{name}.done"
    private static let dead = "20261122T021500Z-101"

    init() throws { scratch = try Scratch() }

    private func put(_ content: String, _ names: String...) throws {
        for name in names { try scratch.write(content, to: "in/orders/shop/\(name)") }
    }

    private func shop() throws -> [String] { try scratch.names("in/orders/shop") }

    /// Leaves behind what a run leaves that was killed with an input's marker; a claim lies where a claim would.
    private func die(holdingMarkerOf input: String) throws {
        try scratch.write(scratch["in"].string, to: "work/\(Self.dead)/inbox")
        let held = "work/\(Self.dead)/markers/orders/shop"
        try scratch.write("", to: "\(held)/new")
        scratch.rename("\(held)/new", to: "\(held)/\(scratch.inode(input))-\(scratch.inode("\(held)/new"))-a.xml")
    }

    /// Gives a file another inode, as a copy of its folder has, and the old one to nobody.
    private func copy(_ path: String) throws {
        try scratch.write(scratch.read(path) ?? "", to: path + ".copy")
        scratch.rename(path, to: "old-" + String(scratch.inode(path)))
        scratch.rename(path + ".copy", to: path)
    }

    @Test func anInputComesBackWithItsMarker() throws {
        try put("old", "a.xml", "a.xml.done")
        var drop = try scratch.open(marker: Self.marker)
        let file = try drop.claimFirst()
        #expect(try shop().isEmpty)
        try file.release()
        #expect(try shop() == ["a.xml", "a.xml.done"])
        try drop.finish()
    }

    @Test func anInputWhoseNameIsTakenKeepsItsMarker() throws {
        try put("old", "a.xml", "a.xml.done")
        var drop = try scratch.open(marker: Self.marker)
        let file = try drop.claimFirst()
        try put("new", "a.xml")
        try file.release()
        #expect(try shop() == ["a.2.xml", "a.2.xml.done", "a.xml"])
        let found = try drop.scanShop()
        #expect(found.ready.map(\.name.string) == ["a.2.xml"])
        #expect(found.arriving == ["a.xml"])
        try drop.finish()
    }

    @Test func aMarkerOfADeadRunFollowsItsClaim() throws {
        let claim = "work/\(Self.dead)/claims/orders/shop/a.xml"
        try scratch.write("old", to: claim)
        try die(holdingMarkerOf: claim)
        try put("new", "a.xml")
        var drop = try scratch.open(marker: Self.marker)
        #expect(try shop() == ["a.2.xml", "a.2.xml.done", "a.xml"])
        let found = try drop.scanShop()
        #expect(found.ready.map(\.name.string) == ["a.2.xml"])
        try drop.finish()
        #expect(try scratch.names("work") == ["seen.tsv"])
    }

    /// A backup that is put back, or a move to another disk: the inodes are others, and may be those of other files.
    @Test func aMarkerFollowsItsClaimIntoACopy() throws {
        let claim = "work/\(Self.dead)/claims/orders/shop/a.xml"
        try scratch.write("old", to: claim)
        try die(holdingMarkerOf: claim)
        try copy(claim)
        try copy("work/\(Self.dead)/markers/orders/shop/" + scratch.names("work/\(Self.dead)/markers/orders/shop")[0])
        var drop = try scratch.open(marker: Self.marker)
        #expect(try shop() == ["a.xml", "a.xml.done"])
        #expect(try drop.scanShop().ready.map(\.name.string) == ["a.xml"])
        try drop.finish()
        #expect(try scratch.names("work") == ["seen.tsv"])
    }

    @Test func aMarkerOfACopyGoesToNobodyElse() throws {
        try put("still arriving", "b.xml")
        try die(holdingMarkerOf: "in/orders/shop/b.xml")
        try copy("work/\(Self.dead)/markers/orders/shop/" + scratch.names("work/\(Self.dead)/markers/orders/shop")[0])
        var drop = try scratch.open(marker: Self.marker)
        #expect(try shop() == ["b.xml"])
        #expect(try drop.scanShop().arriving == ["b.xml"])
        try drop.finish()
        #expect(try scratch.names("work").isEmpty)
    }

    /// Another machine may take the marker between the look and the claim: then the input is its as well.
    @Test func anInputWhoseMarkerIsGoneIsNotClaimed() throws {
        try put("old", "a.xml", "a.xml.done")
        var drop = try scratch.open(marker: Self.marker)
        let found = try drop.scanShop().ready
        #expect(found.count == 1)
        try Folders.removeFile(scratch["in/orders/shop/a.xml.done"])
        #expect(try drop.canClaim(found[0]) == false)
        #expect(try shop() == ["a.xml"])
        try drop.finish()
    }

    /// A folder would be taken away with all it holds, and a link leads elsewhere.
    @Test func onlyAFileIsAMarker() throws {
        try put("old", "a.xml", "b.xml", "c.xml", "c.xml.done")
        try scratch.write("mine", to: "in/orders/shop/a.xml.done/mine")
        scratch.link("c.xml", at: "in/orders/shop/b.xml.done")
        var drop = try scratch.open(marker: Self.marker)
        let found = try drop.scanShop()
        #expect(found.ready.map(\.name.string) == ["c.xml"])
        #expect(found.arriving == ["a.xml", "b.xml"])
        try drop.finish()
        #expect(try scratch.read("in/orders/shop/a.xml.done/mine") == "mine")
    }

    /// The marker is taken first: a run may be killed before it has its input as well.
    @Test func aMarkerOfADeadRunComesBackToAnInputThatStayed() throws {
        try put("old", "a.xml")
        try die(holdingMarkerOf: "in/orders/shop/a.xml")
        let drop = try scratch.open(marker: Self.marker)
        #expect(try shop() == ["a.xml", "a.xml.done"])
        try drop.finish()
    }

    @Test func aMarkerOfWhatADeadRunCommittedIsGone() throws {
        try scratch.write("old", to: "archive/2026/11/22/shop/a.xml")
        try die(holdingMarkerOf: "archive/2026/11/22/shop/a.xml")
        try put("new", "a.xml")
        var drop = try scratch.open(marker: Self.marker)
        #expect(try shop() == ["a.xml"])
        let found = try drop.scanShop()
        #expect(found.ready.isEmpty)
        try drop.finish()
        #expect(try scratch.names("work").isEmpty)
    }
}
