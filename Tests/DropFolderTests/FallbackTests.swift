import Glibc
import SystemPackage
import Testing

@testable import DropFolder

/// Moving without replacing where the file system knows no `renameat2` flags, such as NFS.
@Suite struct FallbackTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func aMoveInTwoStepsTakesAFreeNameOnly() throws {
        try scratch.write("mine", to: "in/a.xml")
        try scratch.write("another's", to: "in/b.xml")
        var isTaken = false
        do { try POSIX.linkAndUnlink(scratch["in/a.xml"], scratch["in/b.xml"]) } catch { isTaken = error.isExisting }
        #expect(isTaken)
        #expect(try scratch.read("in/b.xml") == "another's")
        try POSIX.linkAndUnlink(scratch["in/a.xml"], scratch["in/c.xml"])
        #expect(try scratch.names("in") == ["b.xml", "c.xml", "orders"])
        #expect(try scratch.read("in/c.xml") == "mine")
    }

    @Test func aMoveThatWasKilledBetweenItsStepsIsFinished() throws {
        try scratch.write("x", to: "in/a.xml")
        #expect(
            scratch["in/a.xml"].withPlatformString { from in
                scratch["in/b.xml"].withPlatformString { link(from, $0) }
            } == 0)
        let name: FilePath.Component = "b.xml"
        let inode = try POSIX.status(scratch["in/a.xml"])?.inode
        #expect(try FreeName.first(for: name, in: scratch["in"], inode: inode) == name)
        #expect(try FreeName.first(for: name, in: scratch["in"]).string == "b.2.xml")
        try POSIX.linkAndUnlink(scratch["in/a.xml"], scratch["in/b.xml"])
        #expect(try scratch.names("in") == ["b.xml", "orders"])
    }
}
