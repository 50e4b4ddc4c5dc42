import Foundation
import TestSupport
import Testing

/// Each case of `samples/` gives what its expected files say, byte for byte.
@Suite struct SampleTests {
    @Test(arguments: Sample.all) func givesWhatIsExpected(_ sample: Sample) throws {
        let found = try sample.produce()
        if ProcessInfo.processInfo.environment["RECORD_SAMPLES"] != nil { return record(found, sample) }
        let expected = sample.expected
        #expect(found.keys.sorted() == expected.keys.sorted())
        for (name, bytes) in expected {
            #expect(found[name].map(Lines.init) == Lines(bytes), "\(sample.path)/\(name)")
        }
    }

    @Test(arguments: Sample.all) func saysWhatItShows(_ sample: Sample) throws {
        let page = try #require(sample.folder.text("README.md"))
        #expect(page.hasPrefix("# "))
        #expect(page.split(separator: "\n").count > 1)
    }

    /// Writes the expected files anew and fails, so that somebody reads them.
    private func record(_ found: [String: [UInt8]], _ sample: Sample) {
        let stale = sample.expected.keys.filter { found[$0] == nil }
        let changed = found.filter { sample.expected[$0.key] != $0.value }
        for name in stale { sample.folder.remove(name) }
        for (name, bytes) in changed { sample.folder.write(name, bytes) }
        if !stale.isEmpty || !changed.isEmpty {
            Issue.record("written anew, read them: \((changed.keys + stale).sorted().joined(separator: ", "))")
        }
    }
}

/// A file's lines, so that a difference shows as one of lines.
private struct Lines: Equatable {
    let lines: [String]

    init(_ bytes: [UInt8]) {
        lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }
}
