/// What has become of the runs of a job, one after the other.
package struct Trend: Sendable {
    /// The oldest first.
    let runs: [RunRecord]
    /// How many runs had nothing to do and are left out.
    let idle: Int

    package init(runs: [RunRecord], idle: Int) {
        self.runs = runs
        self.idle = idle
    }

    /// The titles of `rows`.
    package static let titles = ["run", "status", "orders", "rejected", "announced", "waiting", "time"]

    /// A row for each run, for a terminal.
    package var rows: [[String]] {
        runs.map { run in
            [run.run, "\(run.exitCode)"] + Measure.all.map { measure in measure.value(run).map(measure.text) ?? "-" }
        }
    }

    /// The runs in one sentence.
    package var sentence: String {
        let good = runs.count { $0.exitCode == 0 }
        let idleText = idle == 0 ? "" : "; \(Shown.count(idle, "run")) that found nothing to do left out"
        return "\(Shown.count(runs.count, "run")), \(Shown.count(good)) with exit status 0\(idleText)"
    }

    /// A number of each run.
    struct Measure: Sendable {
        var id: String
        var title: String
        var short: String
        var text: @Sendable (Int) -> String
        var value: @Sendable (RunRecord) -> Int?

        static let all = [
            Measure(
                id: "written", title: "Orders written", short: "Written", text: { Shown.count($0) },
                value: { $0.orders["written"] }),
            Measure(
                id: "rejected", title: "Rejected", short: "Rejected", text: { Shown.count($0) },
                value: { ($0.orders["rejected"] ?? 0) + ($0.labels["rejected"] ?? 0) }),
            Measure(
                id: "announced", title: "Labels announced", short: "Announced", text: { Shown.count($0) },
                value: { $0.labels["announced"] }
            ),
            Measure(
                id: "waiting", title: "Labels waiting", short: "Waiting", text: { Shown.count($0) },
                value: { $0.labels["pending"] }),
            Measure(
                id: "time", title: "Time taken", short: "Time", text: { Shown.duration(milliseconds: $0) },
                value: { $0.milliseconds }),
        ]
    }

    /// The trend as a page.
    /// - Parameter linksRuns: Whether the pages of the runs lie beside it.
    package func page(linksRuns: Bool) -> [UInt8] {
        let first = runs.first.map { Shown.moment($0.startedAt) } ?? ""
        let last = runs.last.map { Shown.moment($0.startedAt) } ?? ""
        let job = runs.last?.job ?? ""
        return Part.page(
            title: runs.isEmpty ? "No runs" : "The last \(Shown.count(runs.count, "run"))",
            over: runs.isEmpty ? "Waybill" : "\(job.isEmpty ? "Waybill" : job) · \(first) to \(last)", verdict: verdict,
            sections: [("course", "Run by run", charts), ("runs", "All runs", table(linksRuns: linksRuns))],
            facts: facts,
            footer:
                "Made by Waybill of the reports of these runs. It holds no names, addresses, e-mails or phones of customers."
        )
    }

    private var verdict: HTML {
        let failed = runs.count { $0.exitCode != 0 }
        let last = runs.last.map { RunPage.verdict(of: $0) }
        return block("p", ["class": "verdict \(last?.name ?? "good")"]) {
            inline("strong") {
                if let last {
                    inline("span", ["aria-hidden": "true"]) { "\(last.mark) " }
                    "The last run: \(last.head)"
                } else {
                    "There is no report yet"
                }
            }
            failed == 0
                ? "\(Shown.capitalized(sentence))."
                : "\(Shown.capitalized(sentence)). The table below says how each ended."
        }
    }

    private var facts: [(name: String, value: String)] {
        Measure.all.prefix(3).map { measure in
            (name: measure.title, value: Shown.count(runs.compactMap(measure.value).reduce(0, +)))
        } + [("Runs", Shown.count(runs.count)), ("With exit status 0", Shown.count(runs.count { $0.exitCode == 0 }))]
    }

    private var charts: HTML {
        guard !runs.isEmpty else { return Part.paragraph("Nothing yet.") }
        return HTML(
            Measure.all.map { measure in
                guard runs.contains(where: { (measure.value($0) ?? 0) > 0 }) else {
                    return block("div", ["class": "row"]) {
                        block("h3") { "\(measure.title), by run" }
                        Part.paragraph("None in any of these runs.")
                    }
                }
                let bars = runs.map { run in
                    let value = measure.value(run) ?? 0
                    return Bar(Shown.shortDay(String(run.startedAt.prefix(10))), value, text: measure.text(value))
                }
                let sum = bars.reduce(0) { $0 + $1.value }
                return Part.figure(
                    "\(measure.title), by run", id: measure.id,
                    Chart.columns(
                        bars, id: measure.id, title: "\(measure.title), by run",
                        description:
                            "\(measure.text(sum)) in all, at most \(measure.text(bars.map(\.value).max() ?? 0)) in one run"
                    ),
                    numbers: Part.table(
                        "\(measure.title), by run", id: "\(measure.id)-table",
                        [.text("Run"), .count(measure.title)],
                        zip(runs, bars).map { [HTML(text: Shown.moment($0.startedAt)), HTML(text: $1.text)] }))
            })
    }

    private func table(linksRuns: Bool) -> HTML {
        Part.table(
            "Every run, the newest first", id: "runs-table",
            [.text("Began"), .text("It ended with")] + Measure.all.map { .count($0.short) },
            runs.reversed().map { run in
                let moment = Shown.moment(run.startedAt)
                let name = linksRuns ? inline("a", ["href": "\(run.run).html"]) { moment } : HTML(text: moment)
                return [name, HTML(text: "\(run.exitCode): \(RunPage.verdict(of: run).head)")]
                    + Measure.all.map { measure in HTML(text: measure.value(run).map(measure.text) ?? "–") }
            }, isWide: true)
    }
}
