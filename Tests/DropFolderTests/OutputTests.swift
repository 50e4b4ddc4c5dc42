import DropFolder
import Glibc
import SystemPackage
import Testing

@Suite struct OutputTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func visible(_ folder: String) throws -> [String] {
        try scratch.names(folder).filter { !$0.hasPrefix(".") }
    }

    @Test func nothingIsSeenBeforeItIsPublished() throws {
        let file = try OutputFile(in: scratch["out/orders"], run: "run-1", label: "a.jsonl")
        try file.write(Array("one\n".utf8))
        #expect(try visible("out/orders").isEmpty)
        #expect(try scratch.names("out/orders").allSatisfy { $0.hasSuffix(".tmp") })
        try file.write(Array("two\n".utf8))
        try file.publish(as: "a-123.jsonl")
        #expect(try scratch.names("out/orders") == ["a-123.jsonl"])
        #expect(try scratch.read("out/orders/a-123.jsonl") == "one\ntwo\n")
    }

    @Test func aPublicationReplacesTheSameInputsEarlierOne() throws {
        try scratch.write("earlier and longer", to: "out/a.jsonl")
        try scratch.write("later", to: "out/a.jsonl")
        #expect(try scratch.read("out/a.jsonl") == "later")
    }

    @Test func aFolderMayBeALinkAndAFileMayNot() throws {
        try Folders.make(scratch["elsewhere"])
        #expect(scratch["out"].withPlatformString { symlink("elsewhere", $0) } == 0)
        try scratch.write("one", to: "out/a/b.jsonl")
        try scratch.write("two", to: "out/c.jsonl")
        #expect(try scratch.read("elsewhere/a/b.jsonl") == "one")
        #expect(scratch["link"].withPlatformString { symlink("elsewhere/c.jsonl", $0) } == 0)
        #expect(throws: DiskError(call: "open", path: scratch["link"], errno: ELOOP)) { try scratch.read("link") }
        #expect(try Folders.read(scratch["link"], followsLinks: true) == Array("two".utf8))
        #expect(throws: DiskError(call: "open", path: scratch["link"], errno: ELOOP)) {
            _ = try OpenFile(scratch["link"])
        }
    }

    @Test func whatIsDiscardedOrForgottenLeavesNothing() throws {
        let discarded = try OutputFile(in: scratch["out"], run: "run-1", label: "a")
        try discarded.write([1])
        try discarded.discard()
        do { _ = try OutputFile(in: scratch["out"], run: "run-1", label: "b") }
        #expect(try scratch.names("out").isEmpty)
    }

    @Test func longLabelsDoNotShareATemporaryFile() throws {
        let name = String(repeating: "n", count: 240)
        let json = try OutputFile(in: scratch["out"], run: "run-1", label: name + ".orders.jsonl")
        let table = try OutputFile(in: scratch["out"], run: "run-1", label: name + ".orders.csv")
        try json.write(Array("json".utf8))
        try table.write(Array("table".utf8))
        try json.publish(as: "json")
        try table.publish(as: "table")
        #expect(try scratch.read("out/json") == "json")
        #expect(try scratch.read("out/table") == "table")
    }

    @Test(arguments: [0, 0o277] as [mode_t])
    func modesDoNotFollowTheUmask(_ mask: mode_t) throws {
        let before = umask(mask)
        defer { umask(before) }
        try scratch.write("x", to: "out/deep/er/a")
        #expect(scratch.mode("out/deep/er/a") == 0o600)
        #expect(scratch.mode("out/deep") == 0o700)
        #expect(scratch.mode("out/deep/er") == 0o700)
    }

    @Test func aFileWhereAFolderShouldBeIsAnError() throws {
        try scratch.write("x", to: "out")
        var code: Int32 = 0
        do { _ = try OutputFile(in: scratch["out"], run: "run-1", label: "a") } catch { code = error.errno }
        #expect(code == ENOTDIR)
    }

    @Test func aFileBeyondTheLimitIsNotReadInPart() throws {
        try scratch.write("12345", to: "a")
        #expect(try Folders.read(scratch["a"], limit: 5) == Array("12345".utf8))
        #expect(throws: DiskError.self) { try Folders.read(scratch["a"], limit: 4) }
        #expect(try Folders.read(scratch["b"]) == nil)
    }

    // MARK: - Ledger

    @Test(arguments: ["shop", ""])
    func anEntryIsOpenUntilItIsClosed(_ store: String) throws {
        let ledger = LedgerFolder(root: scratch["ledger"], run: "run-1")
        #expect(try ledger.entries(kind: "orders", store: store).isEmpty)
        try publish("first", to: ledger, store, "a-123")
        try publish("again", to: ledger, store, "a-123")
        let folder = store.isEmpty ? "ledger/orders" : "ledger/orders/\(store)"
        #expect(try scratch.names(folder) == ["a-123.open"])
        #expect(try ledger.entries(kind: "orders", store: store).map(\.state) == [.open])
        try ledger.close(kind: "orders", store: store, stem: "a-123")
        let entries = try ledger.entries(kind: "orders", store: store)
        #expect(entries.map(\.stem) == ["a-123"])
        #expect(entries.map(\.state) == [.closed])
        #expect(entries.map(\.path) == [scratch[folder + "/a-123"]])
        #expect(try scratch.read(folder + "/a-123") == "again")
    }

    @Test func storesAndEntriesComeInTheOrderOfTheirBytes() throws {
        let ledger = LedgerFolder(root: scratch["ledger"], run: "run-1")
        for store in ["b", "a", "B"] {
            for stem in ["y-2", "x-1"] { try publish("", to: ledger, store, stem) }
        }
        try scratch.write("half", to: "ledger/orders/a/.waybill-run-0.z.open.tmp")
        #expect(try ledger.stores(kind: "orders") == ["B", "a", "b"])
        #expect(try ledger.entries(kind: "orders", store: "a").map(\.stem) == ["x-1", "y-2"])
        #expect(try ledger.stores(kind: "shipments").isEmpty)
    }

    @Test func aCompactedEntryTakesThePlaceOfOthers() throws {
        let ledger = LedgerFolder(root: scratch["ledger"], run: "run-1")
        for stem in ["a-1", "b-2", "c-3"] {
            try publish("", to: ledger, "shop", stem)
            try ledger.close(kind: "orders", store: "shop", stem: stem)
        }
        let old = try ledger.entries(kind: "orders", store: "shop")
        let entry = try ledger.entry(kind: "orders", store: "shop")
        try entry.write(Array("all".utf8))
        try ledger.publishCompacted(entry, upTo: 2, replacing: Array(old[..<2]))
        let entries = try ledger.entries(kind: "orders", store: "shop")
        #expect(entries.map(\.state) == [.compacted, .closed])
        #expect(entries.map(\.stem) == ["2", "c-3"])
        try ledger.setAside(entries[1])
        #expect(try ledger.entries(kind: "orders", store: "shop").map(\.stem) == ["2"])
        #expect(try scratch.names("ledger/orders/shop") == [".damaged-c-3", "2.compacted"])
    }

    private func publish(_ text: String, to ledger: LedgerFolder, _ store: String, _ stem: String) throws {
        let entry = try ledger.entry(kind: "orders", store: store)
        try entry.write(Array(text.utf8))
        try ledger.publishOpen(entry, stem: stem)
    }
}
