import Channels
import DropFolder
import Normalized
import Orders
import SystemPackage
import WireFormats

/// What one input of labels makes: the shipments file, the payloads of each store, rejects, lists for a person, and
/// what waits.
///
/// Labels are few, so it is all composed in memory and then published file by file.
struct ShipmentOutputs {
    private let folders: RunFolders
    private let stem: String
    private let file: String
    private let isWaiting: Bool
    private(set) var counts = LabelCounts()
    private(set) var codes: [String: Int] = [:]
    private var files: [(folder: FilePath, name: String, bytes: [UInt8])] = []

    init(folders: RunFolders, stem: String, file: String, isWaiting: Bool) {
        self.folders = folders
        self.stem = stem
        self.file = file
        self.isWaiting = isWaiting
    }

    /// The list of calls, the last file of its folder.
    static let requestsName = "requests.jsonl"

    /// Composes everything.
    mutating func take(
        _ labels: LabelFile, _ outcomes: [LabelOutcome], _ calls: [String: [UpdateCall]], report: (Finding) -> Void
    ) {
        counts.read = labels.count
        for warning in labels.warnings { tell(warning, report) }
        shipments(labels, outcomes)
        rejects(labels, outcomes, report)
        waiting(labels, outcomes, report)
        for store in folders.definition.stores.map(\.id) {
            requests(calls[store] ?? [], to: folders.updates(store).appending(stem))
            lists(of: store, labels, outcomes, report)
        }
        for outcome in outcomes {
            switch outcome {
            case .announced: counts.announced += 1
            case .alreadyAnnounced: counts.alreadyAnnounced += 1
            case .pending: counts.pending += 1
            case .noUpdate: counts.noUpdate += 1
            case .manual: counts.manual += 1
            case .rejected: counts.rejected += 1
            }
        }
        counts.rejected += labels.rejects.count
    }

    /// Publishes everything, bodies before the list of requests that names them.
    func publish() throws(JobError) {
        for (index, entry) in files.enumerated() {
            let next = index + 1 < files.count ? files[index + 1] : nil
            let endsFolder = next?.folder != entry.folder || next?.name == Self.requestsName
            try disk { () throws(DiskError) in
                try OutputFile.write(
                    entry.bytes, to: entry.folder, as: entry.name, run: folders.run, syncsFolder: endsFolder)
            }
        }
    }

    private mutating func tell(_ finding: Finding, _ report: (Finding) -> Void) {
        codes[finding.issue.code.rawValue, default: 0] += 1
        report(finding)
    }

    private mutating func tell(
        _ severity: Finding.Severity, _ issue: RecordIssue, _ label: Label, _ report: (Finding) -> Void
    ) {
        // The place is that of the label in the file in which it came, also when it has waited since.
        let finding = Finding(
            severity, file: label.source.file, record: label.source.record, orderNumber: label.orderNumber ?? "", issue)
        tell(finding, report)
    }

    // MARK: - Files

    private mutating func shipments(_ labels: LabelFile, _ outcomes: [LabelOutcome]) {
        var writer = ShipmentWriter(
            files: .all, jsonLines: ByteOutput(), table: ByteOutput(), style: folders.definition.csv)
        for (seen, outcome) in zip(labels.labels, outcomes) {
            // Into memory: there is no disk to be full.
            switch outcome {
            case .announced(let shipment, _, _), .manual(let shipment, _), .alreadyAnnounced(let shipment?):
                try? writer.write(shipment)
            case .pending, .rejected:
                // The file in which it came first has shown it already.
                if !isWaiting { try? writer.write(seen.label) }
            case .noUpdate, .alreadyAnnounced(nil): try? writer.write(seen.label)
            }
        }
        let contents = writer.contents
        files.append((folders.shipments, stem + ".shipments.jsonl", contents.jsonLines))
        files.append((folders.shipments, stem + ".shipments.csv", contents.table))
    }

    private mutating func rejects(_ labels: LabelFile, _ outcomes: [LabelOutcome], _ report: (Finding) -> Void) {
        var rejected = labels.rejects
        for (seen, outcome) in zip(labels.labels, outcomes) {
            guard case .rejected(let issue) = outcome else { continue }
            rejected.append(
                RejectedLabel(
                    issue: issue, record: seen.label.source.record, orderNumber: seen.label.orderNumber ?? "",
                    raw: seen.raw))
        }
        guard !rejected.isEmpty else { return }
        // What waits in one file came in one file.
        let file = isWaiting ? labels.labels.first?.label.source.file ?? file : file
        var output = MemoryRejects(file: file)
        for reject in rejected.sorted(by: { $0.record < $1.record }) {
            tell(
                Finding(.error, file: file, record: reject.record, orderNumber: reject.orderNumber, reject.issue),
                report)
            output.add(reject)
        }
        files.append((folders.rejects("labels"), stem + ".rejects.jsonl", output.bytes))
    }

    private mutating func waiting(_ labels: LabelFile, _ outcomes: [LabelOutcome], _ report: (Finding) -> Void) {
        var writer = PendingLabelWriter(output: ByteOutput())
        var isEmpty = true
        for (seen, outcome) in zip(labels.labels, outcomes) {
            guard case .pending(let issue) = outcome else { continue }
            isEmpty = false
            tell(.note, issue, seen.label, report)
            try? writer.write(PendingLabel(label: seen.label, firstSeen: seen.firstSeen))
        }
        guard !isEmpty else { return }
        files.append((folders.pending, Self.pendingName(of: stem), writer.contents))
    }

    /// The name of what waits of an input; that of an input of waiting labels does not grow from run to run.
    static func pendingName(of stem: String) -> String {
        guard let mark = stem.range(ofPending: ".pending-") else { return stem + ".pending.jsonl" }
        let base = stem[..<mark.lowerBound].split(separator: "~")[0]
        return "\(base)~\(stem[mark.upperBound...]).pending.jsonl"
    }

    private mutating func requests(_ calls: [UpdateCall], to folder: FilePath) {
        guard !calls.isEmpty else { return }
        var requests = ByteOutput()
        for (index, call) in calls.enumerated() {
            let body = "\(String(1_000_001 + index).dropFirst()).\(call.request.fileExtension)"
            files.append((folder, body, call.request.body))
            requests.append(call, bodyFile: body)
        }
        files.append((folder, Self.requestsName, requests.array))
    }

    /// What a person is told of a store's labels.
    private mutating func lists(
        of store: String, _ labels: LabelFile, _ outcomes: [LabelOutcome], _ report: (Finding) -> Void
    ) {
        var manual = ManualTable()
        var voids = VoidTable()
        for (seen, outcome) in zip(labels.labels, outcomes) {
            switch outcome {
            case .announced(let shipment, _, let warnings) where shipment.store == store:
                for warning in warnings { tell(.warning, warning, seen.label, report) }
            case .manual(let shipment, let issue) where shipment.store == store:
                tell(.warning, issue, seen.label, report)
                manual.add(shipment, issue)
            case .noUpdate(let key?) where key.store == store: voids.add(key, seen.label)
            default: break
            }
        }
        if let bytes = manual.bytes { files.append((folders.updates(store), stem + ".manual.csv", bytes)) }
        if let bytes = voids.bytes { files.append((folders.updates(store), stem + ".voids.csv", bytes)) }
    }
}

/// Rejects that are collected in memory.
private struct MemoryRejects {
    let file: String
    private var entries: [RejectedLabel] = []

    init(file: String) { self.file = file }

    mutating func add(_ reject: RejectedLabel) { entries.append(reject) }

    var bytes: [UInt8] {
        var writer = RejectWriter(output: ByteOutput(), file: file)
        for reject in entries {
            try? writer.write(reject.issue, record: reject.record, orderNumber: reject.orderNumber, raw: reject.raw)
        }
        return writer.contents
    }
}

extension String {
    fileprivate func range(ofPending mark: String) -> Range<String.Index>? { ranges(of: mark).last }
}
