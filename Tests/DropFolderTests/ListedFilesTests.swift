import DropFolder
import Glibc
import SystemPackage
import Testing

@Suite struct ListedFilesTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Few files are synced one by one, many together.
    @Test(arguments: [1, 200]) func allAreThereAndTheOwnersAlone(count: Int) throws {
        var files = try ListedFiles(in: scratch["out/calls"])
        for number in 0..<count { try files.write(Array("body \(number)".utf8), as: "\(number).xml") }
        try files.sync()
        #expect(try scratch.names("out/calls").count == count)
        for number in 0..<count { #expect(try scratch.read("out/calls/\(number).xml") == "body \(number)") }
        var status = stat()
        #expect(scratch["out/calls/0.xml"].withPlatformString { stat($0, &status) } == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test func oneThatAnEarlierRunHasLeftIsReplaced() throws {
        do {
            var files = try ListedFiles(in: scratch["out"])
            try files.write(Array("earlier and longer".utf8), as: "1.xml")
        }
        var files = try ListedFiles(in: scratch["out"])
        try files.write(Array("later".utf8), as: "1.xml")
        try files.sync()
        #expect(try scratch.read("out/1.xml") == "later")
    }

    @Test func aLinkIsNotFollowed() throws {
        try scratch.write("theirs", to: "elsewhere.xml")
        var files = try ListedFiles(in: scratch["out"])
        #expect(scratch["out/1.xml"].withPlatformString { symlink("../elsewhere.xml", $0) } == 0)
        #expect(throws: DiskError(call: "create", path: scratch["out/1.xml"], errno: ELOOP)) {
            try files.write([1], as: "1.xml")
        }
        #expect(try scratch.read("elsewhere.xml") == "theirs")
    }
}
