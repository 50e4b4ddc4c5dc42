import ArgumentParser
import Job
import Report
import SystemPackage

struct MakeReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Make the page of a run's report again, or one of the last runs.",
        discussion: """
            Examples:
              waybill report reports/20261124T141500Z-4711.json
              waybill report --last 30 reports
              waybill report --last 30 nightly.yaml --output trend.html
              waybill run nightly.yaml --dry-run --json | waybill report - > dry-run.html

            A report gives the page that its run has written, beside it. A folder of reports, or a job file, gives a page
            of the last runs, trend.html in that folder, and a line for each of them on standard output.
            """)

    @Argument(
        help: "A report, reports/<run>.json; - reads one from standard input. Or a folder of reports, or a job file.",
        completion: .file())
    var source: String

    @Option(
        help: ArgumentHelp("How many runs a trend has; those that found nothing to do do not count.", valueName: "30"))
    var last: Int?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where the page goes; - is standard output.", valueName: "page.html"),
        completion: .file())
    var output: String?

    @Flag(name: .shortAndLong, help: "Say only what stops the work.")
    var quiet = false

    func validate() throws {
        if let last, !(1...10_000).contains(last) { throw ValidationError("--last takes a number from 1 to 10000.") }
        if last != nil, isReport { throw ValidationError("--last needs a folder of reports, or a job file.") }
    }

    private var isReport: Bool { source == "-" || FilePath(source).extension == "json" }

    func run() throws {
        if isReport { try writePage() } else { try writeTrend() }
    }

    private func writePage() throws {
        let path = FilePath(source)
        let page = try ReportPages.page(of: ReportPages.report(path), named: source)
        if let output = output ?? (source == "-" ? "-" : nil) { return try write(page, to: output) }
        var beside = path
        beside.extension = "html"
        try write(page, to: beside.string)
    }

    private func writeTrend() throws {
        let isJob = ["yaml", "yml"].contains(FilePath(source).extension ?? "")
        let folder = isJob ? try JobDefinition(contentsOf: source).reports : FilePath(source)
        let trend = try ReportPages.trend(in: folder, last: last ?? 30) { note in
            if !quiet { Console.say("waybill: \(note)\n") }
        }
        let lines = TextTable.aligned([Trend.titles] + trend.rows) + [trend.sentence]
        let text = lines.map { printable($0, limit: .max) + "\n" }.joined()
        try write(
            trend.page(linksRuns: output == nil), to: output ?? folder.appending(ReportPages.trendName).string)
        if output == "-" {
            if !quiet { Console.say(text) }
        } else {
            try Console.write(lines: text)
        }
    }

    private func write(_ page: [UInt8], to target: String) throws {
        if target == "-" { return try Console.write(page) }
        try ReportPages.write(page, to: FilePath(target))
        if !quiet { Console.say("page        \(printable(target, limit: .max))\n") }
    }
}
