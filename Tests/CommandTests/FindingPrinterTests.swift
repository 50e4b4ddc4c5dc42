import Job
import Testing
import WireFormats

@testable import waybill

@Suite struct FindingPrinterTests {
    @Test func holdsBackWhatNobodyReads() {
        var lines: [String] = []
        var printer = FindingPrinter(showsAll: false) { lines.append($0) }
        for record in 1...152 { printer.add(finding(.error, "status_unknown", record)) }
        printer.add(finding(.warning, "total_mismatch", 1))
        printer.finish()
        #expect(lines.count == 22)
        #expect(lines[0] == "a.xml:1:1: error: OrderStatus: \"new\": the status is in no table [status_unknown]")
        #expect(lines.last == "… and 132 more [status_unknown]; --verbose shows all")
    }

    @Test func showsAllWhenAsked() {
        var lines: [String] = []
        var printer = FindingPrinter(showsAll: true) { lines.append($0) }
        for record in 1...30 { printer.add(finding(.note, "status_excluded", record)) }
        printer.finish()
        #expect(lines.count == 30)
    }

    @Test func keepsNotesToItself() {
        var printer = FindingPrinter(showsAll: false) { Issue.record("printed \($0)") }
        printer.add(finding(.note, "status_excluded", 1))
        printer.finish()
    }

    private func finding(_ severity: Finding.Severity, _ code: String, _ record: Int) -> Finding {
        let issue = RecordIssue(
            IssueCode(rawValue: code), field: "OrderStatus", value: "new", at: SourcePosition(line: record, column: 1),
            "the status is in no table")
        return Finding(severity, file: "a.xml", record: record, issue)
    }
}
