extension RunPage {
    // MARK: - Rejects and remarks

    var rejected: HTML? {
        let codes = record.sum(\.rejectCodes).ranked
        let examples = record.examples.filter { $0.severity == "error" }
        guard !codes.isEmpty || !examples.isEmpty else { return nil }
        return HTML([
            codes.isEmpty ? .nothing : chart(of: codes, "Rejected records, by reason", id: "reasons"),
            Part.paragraph(
                "The first of each reason. All of them, with their own text, are in the files of rejects; "
                    + "what a code means is in docs/codes.md."),
            cards(of: examples),
        ])
    }

    var remarks: HTML? {
        let (codes, rejects, notes) = (record.sum(\.codes), record.sum(\.rejectCodes), record.sum(\.noteCodes))
        let warnings = codes.subtracting(rejects, notes).ranked
        let examples = record.examples.filter { $0.severity != "error" }
        guard !warnings.isEmpty || !notes.isEmpty || !examples.isEmpty else { return nil }
        let rows =
            warnings.map { [Part.code($0.name), HTML(text: "used, with a warning"), Self.cell($0.count)] }
            + notes.ranked.map { [Part.code($0.name), HTML(text: "left out, or waiting"), Self.cell($0.count)] }
        return HTML([
            Part.table(
                "What was remarked, by reason", id: "remarks-table",
                [.text("Reason"), .text("The record is"), .count("Times")], rows),
            examples.isEmpty
                ? .nothing
                : block("details") {
                    block("summary") { "The first of each reason" }
                    cards(of: examples)
                },
        ])
    }

    private func chart(of codes: [(name: String, count: Int)], _ caption: String, id: String) -> HTML {
        Part.figure(
            caption, id: id,
            Chart.bars(
                codes.prefix(12).map { Bar($0.name, $0.count) }, id: id, title: caption,
                description: Self.listed(Array(codes.prefix(12)))),
            numbers: Part.table(
                caption, id: "\(id)-table", [.text("Reason"), .count("Records")],
                codes.map { [Part.code($0.name), Self.cell($0.count)] }))
    }

    private func cards(of examples: [RunRecord.Example]) -> HTML {
        HTML(
            examples.map { example in
                block("article", ["class": "card"]) {
                    block("h3") {
                        Part.code(example.code)
                        if let number = example.orderNumber { " order \(number)" }
                    }
                    Part.paragraph(Shown.capitalized(example.message) + ".")
                    block("dl", ["class": "pairs"]) {
                        for (name, value) in Self.places(of: example) {
                            inline("dt") { name }
                            inline("dd") { value }
                        }
                    }
                }
            })
    }

    private static func places(of example: RunRecord.Example) -> [(String, HTML)] {
        let store = example.store.map { $0 + "/" } ?? ""
        var places = [("File", Part.code(store + example.file))]
        if example.line > 0 { places.append(("Place", HTML(text: "line \(example.line), column \(example.column)"))) }
        if example.record > 0 { places.append(("Record", HTML(text: Shown.count(example.record)))) }
        if let field = example.field { places.append(("Field", Part.code(field))) }
        if let value = example.value { places.append(("Value", Part.code(value))) }
        return places
    }

    // MARK: - Files, speed and notes

    var files: HTML? {
        guard !record.files.isEmpty || !record.arriving.isEmpty else { return nil }
        // Of a migration's thousands of files those that need somebody come first, and no browser has to show them all.
        let urgent = record.files.filter { $0.fate != "imported" } + record.files.filter { $0.fate == "imported" }
        let shown = record.files.count > Self.mostRows ? Array(urgent.prefix(Self.mostRows)) : record.files
        let rows = shown.map { file in
            [
                Part.code(file.file), HTML(text: file.store.isEmpty ? "labels" : file.store),
                HTML(text: Self.fates[file.fate] ?? file.fate), HTML(text: Self.result(of: file)),
                HTML(text: file.bytes.map(Shown.bytes) ?? "–"),
                HTML([
                    file.movedTo.map { Part.code(folder(of: file) + $0) } ?? .nothing,
                    file.reason.map { HTML(text: (file.movedTo == nil ? "" : " ") + $0) } ?? .nothing,
                ]),
            ]
        }
        let arriving = record.arriving.prefix(Self.mostRows).map { name in
            [
                Part.code(name), HTML(text: "–"), HTML(text: "still arriving"), HTML(text: "not read"), HTML(text: "–"),
                HTML(text: "the next run reads it"),
            ]
        }
        return HTML([
            Part.table(
                "Every file, and what became of it", id: "files-table",
                [
                    .text("File"), .text("Store"), .text("Fate"), .text("Result"), .count("Size"),
                    .text("Where it is, and why"),
                ],
                rows + arriving, isWide: true),
            Self.rest(of: max(record.files.count, record.arriving.count)),
        ])
    }

    /// The most rows of a table that has one for each file.
    private static let mostRows = 1000

    /// What is said of those that are left out, if any are.
    private static func rest(of count: Int) -> HTML {
        count > mostRows ? Part.paragraph("And \(Shown.count(count - mostRows)) more, which the report has.") : .nothing
    }

    private func folder(of file: RunRecord.File) -> String {
        guard let folders = record.folders else { return "" }
        return (file.fate == "quarantined" ? folders.quarantine : folders.archive) + "/"
    }

    private static let fates = [
        "imported": "imported", "repeated": "repeated: it was here before", "quarantined": "in quarantine",
        "left": "left in the inbox", "waiting": "its labels wait", "recovered": "done by a run that was killed",
    ]

    private static func result(of file: RunRecord.File) -> String {
        let counts = file.orders ?? file.labels ?? [:]
        let names = file.orders == nil ? RunRecord.labelResults : RunRecord.orderResults
        let parts = names.compactMap { name in
            counts[name].flatMap { $0 > 0 ? "\(Shown.count($0)) \(Shown.words(name))" : nil }
        }
        let read = "\(Shown.count(counts["read"] ?? 0)) read"
        return parts.isEmpty ? read : "\(read): \(parts.joined(separator: ", "))"
    }

    var speed: HTML? {
        let timed = record.files.compactMap { file -> (file: RunRecord.File, time: Int, orders: Int)? in
            guard let time = file.milliseconds, let read = file.orders?["read"], read > 0 else { return nil }
            return (file, time, read)
        }
        guard !timed.isEmpty else { return nil }
        let largest = timed.sorted { $0.orders != $1.orders ? $0.orders > $1.orders : $0.file.file < $1.file.file }
        let bars = largest.prefix(8).map { entry in
            let rate = Self.rate(entry.orders, entry.time)
            return Bar(Shown.shortened(entry.file.file, to: 26), rate, text: "\(Shown.count(rate)) per second")
        }
        let rows = largest.prefix(Self.mostRows).map { entry in
            [
                Part.code(entry.file.file), Self.cell(entry.orders),
                HTML(text: entry.file.bytes.map(Shown.bytes) ?? "–"),
                HTML(text: Shown.duration(milliseconds: entry.time)), Self.cell(Self.rate(entry.orders, entry.time)),
            ]
        }
        let caption = "Orders per second, by file"
        return HTML([
            Part.figure(
                caption, id: "rates",
                Chart.bars(
                    bars, id: "rates", title: caption,
                    description: bars.map { "\($0.label) \($0.text)" }.joined(separator: ", ")),
                numbers: Part.table(
                    caption, id: "rates-table",
                    [.text("File"), .count("Orders"), .count("Size"), .count("Time"), .count("Orders per second")], rows
                )),
            Part.paragraph("From claim to archive: reading, deciding, writing, and making it safe on the disk."),
        ])
    }

    private static func rate(_ count: Int, _ milliseconds: Int) -> Int { count * 1000 / max(1, milliseconds) }

    var notes: HTML? {
        guard !record.notes.isEmpty else { return nil }
        return block("ul") { for note in record.notes { block("li") { note } } }
    }
}
