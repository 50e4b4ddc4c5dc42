/// A run's report as a page: one file that needs neither a network nor a script.
package struct RunPage: Sendable {
    let record: RunRecord

    package init(_ record: RunRecord) { self.record = record }

    /// The page.
    package var bytes: [UInt8] {
        let sections: [(id: String, title: String, body: HTML?)] = [
            ("to-do", "What you must do", toDo),
            ("orders", "Orders", orders),
            ("labels", "Labels", labels),
            ("rejects", "Rejected", rejected),
            ("remarks", "Warnings and exclusions", remarks),
            ("files", "Files", files),
            ("speed", "Speed", speed),
            ("notes", "Notes", notes),
        ]
        return Part.page(
            title: "Run of \(Shown.moment(record.startedAt))", over: over, verdict: verdict,
            sections: sections.compactMap { section in section.body.map { (section.id, section.title, $0) } },
            facts: facts,
            footer: "Made by Waybill of the report \(record.run).json, which has all that is said here. "
                + "It holds no names, addresses, e-mails or phones of customers.")
    }

    private var over: String {
        let job = (record.job ?? "").isEmpty ? "Waybill" : record.job ?? ""
        return record.dryRun == true ? "\(job) · dry run: nothing was written" : "\(job) · \(record.run)"
    }

    private var verdict: HTML {
        let (name, mark, head, text) = Self.verdict(of: record)
        return block("p", ["class": "verdict \(name)"]) {
            inline("strong") {
                inline("span", ["aria-hidden": "true"]) { "\(mark) " }
                head
            }
            text
        }
    }

    /// How a run ended: a class, a mark, what it is in a few words, and what that means.
    static func verdict(of record: RunRecord) -> (name: String, mark: String, head: String, text: String) {
        let status = "Exit status \(record.exitCode). "
        if !record.reconciled {
            return (
                "bad", "✕", "A bug in Waybill: the counts do not add up",
                status + "Keep this report and the inputs, and tell us."
            )
        }
        switch record.exitCode {
        case 0:
            return record.isIdle
                ? ("good", "✓", "There was nothing to do", status + "No file was waiting.")
                : ("good", "✓", "All is accounted for", status + "Every record has its place in the numbers below.")
        case 65:
            return (
                "heed", "!", "Records were rejected, or a file cannot be read",
                status + "All other work is done. See below what must be mended."
            )
        case 75:
            return (
                "heed", "…", "Run again",
                status + "Files are still arriving, or something was in the way. Nothing is lost."
            )
        default:
            return (
                "bad", "✕", "The run was stopped",
                status + "The notes say by what. Nothing is lost: mend it and run again."
            )
        }
    }

    private var facts: [(name: String, value: String)] {
        var facts = [
            ("Orders written", Shown.count(record.orders["written"] ?? 0)),
            ("Labels announced", Shown.count(record.labels["announced"] ?? 0)),
            ("Rejected", Shown.count((record.orders["rejected"] ?? 0) + (record.labels["rejected"] ?? 0))),
            ("Labels waiting", Shown.count(record.labels["pending"] ?? 0)),
            ("Files", Shown.count(record.files.count)),
        ]
        if let time = record.milliseconds { facts.append(("Time taken", Shown.duration(milliseconds: time))) }
        return facts.map { (name: $0.0, value: $0.1) }
    }

    // MARK: - Orders and labels

    private var orders: HTML? {
        let stores = record.stores
        guard !stores.isEmpty else { return nil }
        let rows = stores.map { store in
            let counts = RunRecord.sum(record.files.filter { $0.store == store }.map { $0.orders ?? [:] })
            return [HTML(text: store)] + (["read"] + RunRecord.orderResults).map { Self.cell(counts[$0] ?? 0) }
        }
        return HTML([
            Part.table(
                "Orders by store and result: what was read is the sum of the rest", id: "orders-table",
                [.text("Store"), .count("Read")] + RunRecord.orderResults.map { .count(Shown.capitalized($0)) }, rows),
            statuses ?? .nothing, days ?? .nothing,
        ])
    }

    private var statuses: HTML? {
        let stores = record.stores.compactMap { store -> (store: String, counts: [String: Int])? in
            let counts = RunRecord.sum(record.files.filter { $0.store == store }.map { $0.statuses ?? [:] })
            return counts.isEmpty ? nil : (store, counts)
        }
        guard !stores.isEmpty else { return nil }
        let rows = stores.map { store in
            [HTML(text: store.store)] + RunRecord.statuses.map { Self.cell(store.counts[$0] ?? 0) }
        }
        let most = stores.map { $0.counts.values.reduce(0, +) }.max() ?? 0
        let drawing = HTML(
            stores.enumerated().map { index, store in
                let parts = RunRecord.statuses.map { (name: $0, value: store.counts[$0] ?? 0) }.filter { $0.value > 0 }
                let words = parts.map { "\(Shown.words($0.name)) \(Shown.count($0.value))" }
                return block("div", ["class": "row"]) {
                    block("h3") { store.store }
                    Chart.parts(
                        parts, of: most, id: "statuses-\(index)", title: "Orders of \(store.store) by status",
                        description: words.joined(separator: ", "))
                    block("ul", ["class": "key"]) {
                        for (part, text) in zip(parts, words) {
                            block("li") {
                                inline("i", ["class": part.name, "aria-hidden": "true"])
                                text
                            }
                        }
                    }
                }
            })
        return Part.figure(
            "Orders written, by store and status", id: "statuses", drawing,
            numbers: Part.table(
                "Orders written, by store and status", id: "statuses-table",
                [.text("Store")] + RunRecord.statuses.map { .count(Shown.capitalized(Shown.words($0))) }, rows))
    }

    private var days: HTML? {
        let spans = TimeSpans(days: record.sum(\.days))
        guard !spans.bars.isEmpty else { return nil }
        let sum = spans.bars.reduce(0) { $0 + $1.value }
        return Part.figure(
            "Orders written, by \(spans.unit)", id: "days",
            Chart.columns(
                spans.bars, id: "days", title: "Orders by \(spans.unit) of their date in UTC",
                description: "\(Shown.count(sum, "order")) from \(spans.first) to \(spans.last)"),
            numbers: Part.table(
                "Orders written, by \(spans.unit) of their date in UTC", id: "days-table",
                [.text(Shown.capitalized(spans.unit)), .count("Orders")],
                spans.bars.filter { $0.value > 0 }.map { [HTML(text: $0.label), Self.cell($0.value)] }))
    }

    private var labels: HTML? {
        guard (record.labels["read"] ?? 0) > 0 || record.files.contains(where: { $0.labels != nil }) else { return nil }
        let announced = record.sum(\.announced).ranked
        let counts = (["read"] + RunRecord.labelResults).map { (name: $0, count: record.labels[$0] ?? 0) }
        return HTML([
            Part.table(
                "Labels by result: each box counts as one", id: "labels-table", [.text("Result"), .count("Labels")],
                counts.map { [HTML(text: Shown.capitalized(Shown.words($0.name))), Self.cell($0.count)] }),
            announced.isEmpty
                ? .nothing
                : Part.figure(
                    "Labels announced, by store", id: "announced",
                    Chart.bars(
                        announced.map { Bar($0.name, $0.count) }, id: "announced",
                        title: "Labels announced, by store", description: Self.listed(announced)),
                    numbers: Part.table(
                        "Labels announced, by store", id: "announced-table", [.text("Store"), .count("Labels")],
                        announced.map { [HTML(text: $0.name), Self.cell($0.count)] })),
        ])
    }

    // MARK: - Helpers

    static func cell(_ count: Int) -> HTML { HTML(text: Shown.count(count)) }

    /// `ship_to_missing 3, status_unknown 1`.
    static func listed(_ counts: [(name: String, count: Int)]) -> String {
        counts.map { "\($0.name) \(Shown.count($0.count))" }.joined(separator: ", ")
    }
}
