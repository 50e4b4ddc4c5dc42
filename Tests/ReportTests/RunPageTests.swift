import Testing

@testable import Report

/// What the page of a run says, and how much.
@Suite struct RunPageTests {
    private static func page(_ files: [String], _ more: String = "", exitCode: Int = 0) throws -> String {
        let text = """
            {"run": "r", "startedAt": "2026-11-24T14:15:00Z", "finishedAt": "2026-11-24T14:15:00Z", "exitCode": \(exitCode),
             "reconciled": true, "orders": {"read": 0}, "labels": {"read": 0}, "arriving": [], "notes": [],
             "folders": {"inbox": "in", "outbox": "out", "archive": "done", "quarantine": "bad"},
             "examples": []\(more), "files": [\(files.joined(separator: ","))]}
            """
        return String(decoding: RunPage(try RunRecord(json: Array(text.utf8))).bytes, as: UTF8.self)
    }

    private static func file(_ name: String, fate: String, _ more: String = "") -> String {
        #"{"store": "a", "file": "\#(name)", "fate": "\#(fate)", "movedTo": "a/\#(name)"\#(more), "orders": {"read": 0}}"#
    }

    @Test func ofThousandsOfFilesThoseThatNeedSomebodyAreShown() throws {
        let files = (0..<1500).map { Self.file("f\($0).xml", fate: "imported") }
        let page = try Self.page(files + [Self.file("last.xml", fate: "quarantined")], exitCode: 65)
        #expect(page.contains("bad/a/last.xml"))
        #expect(page.contains("done/a/f998.xml") && !page.contains("done/a/f999.xml"))
        #expect(page.contains("And 501 more, which the report has."))
        #expect(!(try Self.page(Array(files.prefix(1000)))).contains("which the report has"))
    }

    @Test func ofManyThingsToDoTheFirstAreNamed() throws {
        let page = try Self.page((0..<60).map { Self.file("q\($0).xml", fate: "quarantined") }, exitCode: 65)
        #expect(page.contains("60 files cannot be read"))
        #expect(page.contains("and 10 more, which the report has"))
    }

    /// Whatever an input has written into its name or its values, it is a text of the page.
    @Test func nothingOfAnInputIsMarkup() throws {
        let hostile = #"</code><img src=x onerror=alert(1)>\" onload=\"x"#
        let output = #", "outputs": [{"kind": "manual", "store": "\#(hostile)", "path": "\#(hostile)", "count": 1}]"#
        let counts =
            #", "statuses": {"\#(hostile)": 2, "shipped": 1}, "days": {"\#(hostile)": 2}, "announced": {"\#(hostile)": 1}"#
        let codes =
            #", "codes": {"\#(hostile)": 2}, "rejectCodes": {"\#(hostile)": 1}, "noteCodes": {"\#(hostile)": 1}"#
        let page = try Self.page(
            [Self.file(hostile, fate: hostile, output + counts + codes + #", "reason": "\#(hostile)""#)])
        #expect(!page.contains("<img") && !page.contains("\" onload"))
        #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;&quot; onload=&quot;x"))
    }

    @Test(arguments: [
        (0, "All is accounted for"), (65, "Records were rejected"), (75, "Run again"), (74, "The run was stopped"),
        (70, "The run was stopped"),
    ])
    func theExitStatusIsPutIntoWords(_ code: Int, _ words: String) throws {
        let page = try Self.page([Self.file("x", fate: "imported")], exitCode: code)
        #expect(page.contains(words) && page.contains("Exit status \(code). "))
    }
}
