extension RunPage {
    /// What a person must do, the most urgent first: what it is, what to do, and where the files lie.
    var toDo: HTML? {
        let tasks = [unread, manual, voids, rejects, pending, calls, unfinished].compactMap(\.self)
        guard !tasks.isEmpty else { return Part.paragraph("Nothing.") }
        return HTML(
            tasks.map { task in
                block("div", ["class": "card"]) {
                    block("h3") { task.title }
                    Part.paragraph(task.text)
                    if !task.places.isEmpty {
                        block("ul") {
                            for place in task.places.prefix(Self.mostPlaces) { block("li") { place } }
                            if task.places.count > Self.mostPlaces {
                                block("li") {
                                    "and \(Shown.count(task.places.count - Self.mostPlaces)) more, which the report has"
                                }
                            }
                        }
                    }
                }
            })
    }

    /// The most files that one thing to do names.
    private static let mostPlaces = 50

    /// One thing to do.
    private struct Task {
        var title: String
        var text: String
        var places: [HTML]
    }

    private var unread: Task? {
        let files = record.files.filter { $0.fate == "quarantined" }
        guard !files.isEmpty else { return nil }
        return Task(
            title: "\(Shown.count(files.count, "file")) cannot be read",
            text:
                "Mend each and put it into the inbox again, then remove it and its .reason.json here. None of its records "
                + "were used.",
            places: files.map { file in
                HTML([
                    Part.code(inQuarantine(file)), file.reason.map { HTML(text: " " + $0) } ?? .nothing,
                ])
            })
    }

    private func inQuarantine(_ file: RunRecord.File) -> String {
        guard let moved = file.movedTo, let folders = record.folders else { return file.file }
        return folders.quarantine + "/" + moved
    }

    private var manual: Task? {
        task("manual", "shipment must be announced by hand", "shipments must be announced by hand") {
            "The channel cannot be told of these, or not safely. Tell the shop of each row, as its last column says, then move the "
                + "file away."
        }
    }

    private var voids: Task? {
        task("voids", "announced label was taken back", "announced labels were taken back") {
            "The shop was told of them. Take the tracking number back there, row by row, then move the file away."
        }
    }

    private var rejects: Task? {
        task("rejects", "record was rejected", "records were rejected") {
            "Mend them in the shop or in the label system; the next export brings them again. Each line of these files says what is "
                + "wrong and the cure. They hold customers' data."
        }
    }

    private var pending: Task? {
        task("pending", "label waits for its order", "labels wait for their orders") {
            "Each run tries again. Bring the order, as a new export of its shop, before the days of waiting in the job are over."
        }
    }

    private var calls: Task? {
        task("requests", "call to a channel is to be sent", "calls to channels are to be sent") {
            "Send them in their order, for example with jobs/send-updates.sh, if a timer does not do that already."
        }
    }

    private var unfinished: Task? {
        let left = record.files.filter { $0.fate == "left" }.map { file in
            HTML([Part.code(file.file), file.reason.map { HTML(text: " " + $0) } ?? .nothing])
        }
        let places = record.arriving.map { Part.code($0) } + left
        guard !places.isEmpty else { return nil }
        return Task(
            title: "\(Shown.count(places.count, "file was", "files were")) not taken yet",
            text: "Nothing while a file is young: the next run takes it. If it stays, see whether Waybill may read it.",
            places: places)
    }

    private func task(_ kind: String, _ one: String, _ many: String, _ text: () -> String) -> Task? {
        let outputs = record.outputs(kind)
        guard !outputs.isEmpty else { return nil }
        // Of what a killed run has written nobody knows the number.
        let counts = outputs.compactMap(\.count)
        let sum = counts.reduce(0, +)
        return Task(
            title: counts.count == outputs.count
                ? Shown.count(sum, one, many) : "\(Shown.capitalized(many)): a run that was killed has written them",
            text: text(),
            places: outputs.map { output in
                HTML([
                    Part.code(output.path), output.count.map { HTML(text: " (\(Shown.count($0)))") } ?? .nothing,
                ])
            })
    }
}
