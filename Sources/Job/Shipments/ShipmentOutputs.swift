import Channels
import DropFolder
import Normalized
import Orders
import SystemPackage
import WireFormats

/// What one input of labels makes: the calls of each store, the shipments file, rejects, lists for a person, and what
/// waits.
///
/// Everything is written as it is composed; only the bodies of calls have their names before `publish`.
struct ShipmentOutputs {
    private let folders: RunFolders
    private let stem: String
    /// The name of the file in which the labels came.
    private let origin: String
    private let isWaiting: Bool
    private var files: [UnpublishedFile] = []
    private var requests: [UnpublishedFile] = []
    /// What is written, for the report.
    private(set) var list: [FileOutput] = []

    init(folders: RunFolders, stem: String, file: String, isWaiting: Bool) {
        self.folders = folders
        self.stem = stem
        origin = file
        self.isWaiting = isWaiting
    }

    /// Writes the calls of a store.
    /// - Parameter compose: Hands out the calls in their order.
    mutating func writeRequests(
        of store: String, compose: ((UpdateCall) throws(JobError) -> Void) throws(JobError) -> Void
    ) throws(JobError) {
        var started: RequestFiles?
        try compose { call throws(JobError) in
            let files: RequestFiles
            if let started {
                files = started
            } else {
                files = try RequestFiles(folders, in: folders.updates(store).appending(stem))
            }
            started = files
            try files.add(call)
        }
        guard let started else { return }
        try started.finish()
        requests.append(started.list)
        list.append(
            FileOutput(
                kind: .requests, store: store,
                path: folders.updates(store).appending(stem).appending(RequestFiles.listName), count: started.count))
    }

    /// Writes what is in files of their own for the whole input, and the lists of each store.
    /// - Parameter text: Gives the text of a rejected label's record.
    mutating func write(
        _ labels: LabelFile, _ outcomes: [LabelOutcome], _ directory: OrderDirectory, texts: RecordTexts
    ) throws(JobError) {
        try writeShipments(labels, outcomes, directory)
        try writeRejects(labels, outcomes, texts)
        try writeWaiting(labels, outcomes)
        for store in LabelOutcome.listedStores(outcomes, directory) {
            try writeManual(of: store, labels, outcomes, directory)
            try writeVoids(of: store, labels, outcomes)
        }
    }

    /// Publishes everything, the lists of requests last: what they name is sent from then on.
    func publish() throws(JobError) {
        let all = files + requests
        for (index, file) in all.enumerated() {
            let isLastOfFolder = index + 1 == all.count || all[index + 1].folder != file.folder
            try file.publish(syncsFolder: isLastOfFolder)
        }
    }

    // MARK: - Files

    /// - Parameter table: What is written along with the file.
    private func written(
        _ kind: FileOutput.Kind, of store: String? = nil, count: Int, to folder: FilePath, _ name: String,
        with table: UnpublishedFile? = nil, _ body: (consuming ByteOutput) throws(OutputError) -> Void
    ) throws(JobError) -> (UnpublishedFile, FileOutput) {
        let file = try written(to: folder, name, with: table, body)
        return (file, FileOutput(kind: kind, store: store, path: folder.appending(name), count: count))
    }

    private func written(
        to folder: FilePath, _ name: String, with table: UnpublishedFile? = nil,
        _ body: (consuming ByteOutput) throws(OutputError) -> Void
    ) throws(JobError) -> UnpublishedFile {
        let file = try UnpublishedFile(folders, in: folder, name)
        do throws(OutputError) {
            try body(ByteOutput(descriptor: file.whereabouts.descriptor))
        } catch {
            throw JobError(error, writing: file.whereabouts, table?.whereabouts ?? file.whereabouts)
        }
        return file
    }

    private mutating func add(_ made: (file: UnpublishedFile, output: FileOutput)) {
        files.append(made.file)
        list.append(made.output)
    }

    private mutating func writeShipments(
        _ labels: LabelFile, _ outcomes: [LabelOutcome], _ directory: OrderDirectory
    ) throws(JobError) {
        let table = try UnpublishedFile(folders, in: folders.shipments, stem + ".shipments.csv")
        let name = stem + ".shipments.jsonl"
        let made = try written(.shipments, count: labels.labels.count, to: folders.shipments, name, with: table) {
            output throws(OutputError) in
            var writer = ShipmentWriter(
                files: .all, jsonLines: output, table: ByteOutput(descriptor: table.whereabouts.descriptor),
                style: folders.definition.csv)
            for (seen, outcome) in zip(labels.labels, outcomes) {
                switch outcome {
                case .announced(let box, _, _), .manual(let box, _), .alreadyAnnounced(let box):
                    try writer.write(directory.shipment(of: seen.label, in: box).shipment)
                case .pending, .rejected:
                    // The file in which it came first has shown it already.
                    if !isWaiting { try writer.write(seen.label) }
                case .noUpdate, .takenBack, .listed, .givenUp: try writer.write(seen.label)
                }
            }
            try writer.finish()
        }
        add(made)
        files.append(table)
        // It tells of the table, and is no result of its own.
        let package = try written(to: folders.shipments, stem + TablePackage.ending) { output throws(OutputError) in
            var output = output
            output.append(TablePackage.shipments(stem: stem, folders.definition.csv))
            try output.flush()
        }
        files.append(package)
    }

    private mutating func writeRejects(
        _ labels: LabelFile, _ outcomes: [LabelOutcome], _ texts: RecordTexts
    ) throws(JobError) {
        let rejects = LabelReject.all(of: labels, outcomes)
        guard !rejects.isEmpty else { return }
        let made = try written(.rejects, count: rejects.count, to: folders.rejects("labels"), stem + ".rejects.jsonl") {
            output throws(OutputError) in
            var writer = RejectWriter(output: output, file: origin)
            for reject in rejects {
                let raw =
                    switch reject.text {
                    case .held(let text): text
                    case .record(let number): texts[number]
                    }
                try writer.write(reject.issue, record: reject.record, orderNumber: reject.orderNumber, raw: raw)
            }
            try writer.finish()
        }
        add(made)
    }

    private mutating func writeWaiting(_ labels: LabelFile, _ outcomes: [LabelOutcome]) throws(JobError) {
        let count = outcomes.count { if case .pending(let wait) = $0 { !wait.isCopy } else { false } }
        guard count > 0 else { return }
        let made = try written(.pending, count: count, to: folders.pending, Self.pendingName(of: stem)) {
            output throws(OutputError) in
            var writer = PendingLabelWriter(output: output)
            for (seen, outcome) in zip(labels.labels, outcomes) {
                guard case .pending(let wait) = outcome, !wait.isCopy else { continue }
                try writer.write(PendingLabel(label: seen.label, firstSeen: wait.firstSeen))
            }
            try writer.finish()
        }
        add(made)
    }

    /// The name of what waits of an input; that of an input of waiting labels does not grow from run to run.
    static func pendingName(of stem: String) -> String {
        guard let mark = stem.ranges(of: ".pending-").last else { return stem + ".pending.jsonl" }
        let base = stem[..<mark.lowerBound].split(separator: "~")[0]
        return "\(base)~\(stem[mark.upperBound...]).pending.jsonl"
    }

    private mutating func writeManual(
        of store: String, _ labels: LabelFile, _ outcomes: [LabelOutcome], _ directory: OrderDirectory
    ) throws(JobError) {
        var rows: [ManualRow] = []
        for (seen, outcome) in zip(labels.labels, outcomes) {
            switch outcome {
            case .manual(let box, let issue) where directory.store(of: box.order) == store:
                let order = directory[box.order]
                rows.append(
                    ManualRow(
                        orderNumber: order.orderNumber, orderKey: order.orderKey, label: seen.label, issue: issue))
            case .listed(let boxes, let issue):
                rows += boxes.filter { $0.key.store == store }.map {
                    ManualRow(
                        orderNumber: $0.orderNumber, orderKey: $0.key.orderKey, label: seen.label, issue: issue)
                }
            default: break
            }
        }
        guard !rows.isEmpty else { return }
        let folder = folders.updates(SafeName.name(store))
        let made = try written(.manual, of: store, count: rows.count, to: folder, stem + ".manual.csv") {
            output throws(OutputError) in
            var table = try ManualTable(output: output)
            for row in rows { try table.add(row) }
            try table.finish()
        }
        add(made)
    }

    private mutating func writeVoids(
        of store: String, _ labels: LabelFile, _ outcomes: [LabelOutcome]
    ) throws(JobError) {
        let rows = zip(labels.labels, outcomes).flatMap { seen, outcome -> [(ListedBox, Label)] in
            guard case .takenBack(let boxes) = outcome else { return [] }
            return boxes.filter { $0.key.store == store }.map { ($0, seen.label) }
        }
        guard !rows.isEmpty else { return }
        let folder = folders.updates(SafeName.name(store))
        let made = try written(.voids, of: store, count: rows.count, to: folder, stem + ".voids.csv") {
            output throws(OutputError) in
            var table = try VoidTable(output: output)
            for (box, label) in rows { try table.add(box, label) }
            try table.finish()
        }
        add(made)
    }
}

extension LabelOutcome {
    /// The stores that have something for a person, also those that the job does not have any more.
    static func listedStores(_ outcomes: [LabelOutcome], _ directory: OrderDirectory) -> [String] {
        var stores: Set<String> = []
        for outcome in outcomes {
            switch outcome {
            case .manual(let box, _): stores.insert(directory.store(of: box.order))
            case .takenBack(let boxes), .listed(let boxes, _): stores.formUnion(boxes.map(\.key.store))
            default: break
            }
        }
        return stores.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
