import TestSupport
import Testing

@testable import WireFormats

/// Compressed inputs: expanded as they come, and refused when they are not whole.
@Suite struct BytesGzipTests {
    /// `order,sku` and 40 rows, by Python's gzip: a block of dynamic codes, as no other test has.
    static let table =
        Array(("order,sku\r\n" + (0..<40).map { "1\($0 < 10 ? "0" : "")\($0),MUG-\($0 * 7)\r\n" }.joined()).utf8)
    static let compressedTable = bytes(
        hex:
            "1f8b08000000000002ff2d903b6e03300cc5f602bd4902584ffe9ea053c6dea09932044891fbc7b4b4f10d06693d5f7ff7d7e5fff1"
            + "fefeb2522eb7df9f6b01ede00075d02aec8765700d9e703bec0dee87abe011bce079b875781deebed9c23ad05a6af15a78275e0b"
            + "efc26be15d782dbcdbcf08f17ec81839505ba84db82ddce6c855f273d86539d02bbfddf02bfcd60950cd4181b26050a02c981428"
            + "0b2605ca824581a24085022f79520adc7250e0512051e07979a7c0f3f44e8147812a051e056a14f8c8418147813a059e056317"
            + "7c00b11306a902020000")
    /// 20,000 blanks.
    static let bomb = bytes(
        hex: "1f8b08000000000002ffedc13101000000c2a02aeb9fd21a1e400100000000000000000000000000000000"
            + "0000f06028c40885204e0000")

    @Test(arguments: [1, 2, 3, 7, 64, 65_536])
    func expandsWhatOthersHaveCompressed(chunkSize: Int) {
        #expect(text(of: Self.compressedTable, chunkSize: chunkSize) == .success(Self.table))
        #expect(text(of: Self.bomb, chunkSize: chunkSize) == .success([UInt8](repeating: 0x20, count: 20_000)))
    }

    @Test func joinsMembersAndSkipsPadding() {
        let members = gzipMember(Array("one,".utf8)) + gzipMember([]) + Self.compressedTable + gzipMember([0x0A])
        let whole = Array("one,".utf8) + Self.table + [0x0A]
        #expect(text(of: members) == .success(whole))
        #expect(text(of: members + [0, 0, 0]) == .success(whole))
        #expect(code(text(of: members + [1])) == .compressionDamaged)
        #expect(code(text(of: members + [0] + gzipMember([0x0A]))) == .compressionDamaged)
    }

    @Test func namesEachCutTruncated() {
        for cut in 2..<Self.compressedTable.count {
            let result = text(of: Array(Self.compressedTable.prefix(cut)))
            #expect(code(result) == .truncated, "cut at \(cut)")
        }
        #expect(text(of: []) == .success([]))
    }

    @Test func noticesDamage() {
        var wrongChecksum = Self.compressedTable
        wrongChecksum[wrongChecksum.count - 8] ^= 1
        #expect(code(text(of: wrongChecksum)) == .compressionDamaged)
        var wrongLength = Self.compressedTable
        wrongLength[wrongLength.count - 1] ^= 1
        #expect(code(text(of: wrongLength)) == .compressionDamaged)
        var random = SeededGenerator(seed: 0x67_7A69)
        for _ in 0..<500 {
            var damaged = Self.compressedTable
            let place = Int.random(in: 10..<damaged.count, using: &random)
            damaged[place] ^= UInt8.random(in: 1...255, using: &random)
            #expect(code(text(of: damaged)) != nil, "seed \(random.seed), byte \(place)")
        }
    }

    @Test func refusesToExpandWithoutEnd() {
        var limits = ReadLimits()
        limits.expansionFloor = 19_999
        limits.expansionRatio = 100
        #expect(code(text(of: Self.bomb, limits: limits)) == .expansionLimit)
        limits.expansionFloor = 20_000
        #expect(code(text(of: Self.bomb, limits: limits)) == nil)
        limits.expansionFloor = 0
        limits.expansionRatio = 400
        #expect(code(text(of: Self.bomb, limits: limits)) == nil)
    }

    /// What a file is, its first bytes tell, before anybody knows how much of it is wanted.
    @Test func keepsToLimitsThatAreSetBehindALookAtTheFirstBytes() {
        let result = Result { () throws(WireError) in
            var input = ByteInput(bytes: Self.bomb, encoding: nil, chunkSize: 64)
            _ = try input.peek(4)
            input.limits.expansionFloor = 10
            input.limits.expansionRatio = 1
            while try !input.nextChunk().isEmpty {}
        }
        #expect(code(result) == .expansionLimit)
    }

    @Test func countsAndDigestsTheFileNotTheText() throws {
        let file = Self.compressedTable + [0, 0]
        var input = ByteInput(bytes: file)
        while try !input.nextChunk().isEmpty {}
        #expect(input.bytesRead == file.count)
        #expect(input.digest == Digest(of: file.span))
    }
}
