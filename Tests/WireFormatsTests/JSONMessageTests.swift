import Testing

@testable import WireFormats

/// Records of another kind in a JSON envelope: what an answer says besides its records.
@Suite struct JSONMessageTests {
    /// The order, its item, and what the answer says: a word of its own, and messages that are objects or texts.
    private enum Group {
        static let order = 0
        static let item = 1
        static let isOK = 2
        static let message = 3
        static let reply = 4
    }

    private static let shape = RecordShape(
        record: .init(
            id: Group.order, at: "", "data", fields: [["id"]],
            groups: [.init(id: Group.item, at: "items", fields: [["sku"]])]),
        messages: [
            .init(id: Group.isOK, at: "ok", fields: [[""]]),
            .init(
                id: Group.message, at: "messages", fields: [["content"], [""]],
                groups: [.init(id: Group.reply, at: "replies", fields: [["content"]])]),
        ])

    /// Each record as its group, the first value that it has, and those of its parts: `message no(yes,maybe)`.
    private func read(_ text: String, chunkSize: Int) -> (records: [String], error: WireError?) {
        let names = [
            Group.order: "order", Group.item: "item", Group.isOK: "ok", Group.message: "message", Group.reply: "reply",
        ]
        var reader = JSONRecordReader(
            input: ByteInput(bytes: Array(text.utf8), chunkSize: chunkSize), shape: Self.shape)
        var records: [String] = []
        do throws(WireError) {
            while try reader.next() {
                let record = reader.record
                func value(_ instance: Int) -> String {
                    let slots = 0..<Self.shape.slotCounts[record.group(of: instance)]
                    return slots.map { record.field($0, of: instance) }.first { $0.isPresent }
                        .map { record.string($0) } ?? "-"
                }
                let parts = (1..<record.instanceCount).map(value)
                let name = names[record.group(of: 0)] ?? "?"
                records.append(
                    "\(name) \(value(0))" + (parts.isEmpty ? "" : "(\(parts.joined(separator: ",")))"))
            }
        } catch {
            return (records, error)
        }
        return (records, nil)
    }

    /// Members have no order, answers may come in a row or in a list, and each is read for itself.
    @Test(arguments: [
        (#"{"ok":true,"messages":[{"content":"a"}],"data":[{"id":1}]}"#, ["ok true", "message a", "order 1"]),
        (#"{"data":[{"id":1}],"messages":[{"content":"a"}],"ok":true}"#, ["order 1", "message a", "ok true"]),
        (#"{"ok":true,"data":{"id":1},"messages":{"content":"a"}}"#, ["ok true", "order 1", "message a"]),
        (
            #"{"messages":[{"content":"a"}],"data":[],"messages":[{"content":"b"}]}"#, ["message a", "message b"]
        ),
        (
            #"{"ok":true,"data":{"id":1}} {"ok":false,"data":null}\#n{"data":[{"id":2}],"ok":1}"#,
            ["ok true", "order 1", "ok false", "order 2", "ok 1"]
        ),
        (
            #"[{"ok":true,"data":{"id":1},"messages":[]},{"messages":[{"content":"a"}],"data":false}]"#,
            ["ok true", "order 1", "message a"]
        ),
    ])
    func areReadWhereverTheyStand(_ text: String, _ expected: [String]) {
        for chunkSize in [1, 7, 65_536] {
            let (records, error) = read(text, chunkSize: chunkSize)
            #expect(error == nil)
            #expect(records == expected, "chunks of \(chunkSize)")
        }
    }

    @Test func haveParts() {
        let text = #"""
            {"messages":[{"x":{"content":"no"},"content":"a","replies":[{"content":"b"},{"content":"c"}]},
             {"replies":{"content":"d"}}],"data":{"id":1,"items":[{"sku":"S"}],"messages":[{"content":"no"}]}}
            """#
        let (records, error) = read(text, chunkSize: 7)
        #expect(error == nil)
        #expect(records == ["message a(b,c)", "message -(d)", "order 1(S)"])
    }

    /// A value where objects are the rule is the message's own text; `null` is none.
    @Test(arguments: [
        (#"{"messages":"a","data":[]}"#, ["message a"]),
        (#"{"messages":["a",null,2],"data":[]}"#, ["message a", "message 2"]),
        (#"{"messages":null,"data":[]}"#, []), (#"{"messages":[],"data":[]}"#, []),
        (#"{"ok":[false],"data":[]}"#, ["ok false"]), (#"{"ok":{"a":1},"data":[]}"#, ["ok "]),
        (#"{"messages":["\u0041\n"],"data":[]}"#, ["message A"]),
        (#"{"messages":[{"content":"a"},"b"],"data":[]}"#, ["message a", "message b"]),
        (#"{"messages":[["a"]],"data":[]}"#, ["message "]),
    ])
    func mayBeTexts(_ text: String, _ expected: [String]) {
        for chunkSize in [1, 65_536] {
            let (records, error) = read(text, chunkSize: chunkSize)
            #expect(error == nil)
            #expect(records == expected, "chunks of \(chunkSize)")
        }
    }

    /// What an answer says is no export: without the member of the records the text is refused, and messages are not
    /// named as what it lacks.
    @Test(arguments: [
        #"{"ok":true}"#, #"{"ok":true,"messages":[{"content":"a"}]}"#, #"{"data":[]}{"ok":true}"#,
        #"[{"ok":true,"data":[]},{"ok":true}]"#, #"{"messages":["a"],"other":[{"id":1}]}"#,
    ])
    func areNoExportByThemselves(_ text: String) {
        let error = read(text, chunkSize: 65_536).error
        #expect(error?.code == .notAnExport)
        #expect(error?.message == "there is no member \"data\" or list of records")
    }

    @Test func areNotCountedAsRecords() throws {
        let text = #"{"messages":[{"content":"a"}],"data":[{"id":1}],"ok":true}{"data":{"id":2}}"#
        var reader = JSONRecordReader(input: ByteInput(bytes: Array(text.utf8)), shape: Self.shape)
        var numbers: [Int] = []
        while try reader.next() {
            if reader.record.group(of: 0) == Group.order { numbers.append(reader.record.number) }
        }
        #expect(numbers == [1, 2])
    }

    @Test(arguments: [
        (#"{"messages":["a","data":[]}"#, WireError.Code.malformed), (#"{"messages":[tru],"data":[]}"#, .malformed),
        (#"{"messages":["a"#, .truncated), (#"{"data":[1]}"#, .malformed),
        (#"{"data":[],"messages":["# + String(repeating: "[", count: 70), .truncated),
    ])
    func thatAreNotJSONAreRefused(_ text: String, _ code: WireError.Code) {
        #expect(read(text, chunkSize: 65_536).error?.code == code)
    }

    /// Messages are nested no deeper than records may be.
    @Test func areNoDeeperThanAllowed() {
        func nested(_ depth: Int) -> String {
            let brackets = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            return "{\"data\":[],\"messages\":[\(brackets)]}"
        }
        // Two around it, of 64 that are allowed.
        #expect(read(nested(62), chunkSize: 65_536).error == nil)
        #expect(read(nested(63), chunkSize: 65_536).error?.code == .tooDeep)
    }
}
