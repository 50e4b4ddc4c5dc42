import Orders
import WireFormats

/// What is told and counted of one input of labels.
struct ShipmentTally {
    private(set) var counts = LabelCounts()
    private(set) var tally = RecordTally()
    /// The stores of the job, in its order.
    let stores: [String]
    let directory: OrderDirectory

    init(stores: [String], directory: OrderDirectory) {
        self.stores = stores
        self.directory = directory
    }

    /// Tells and counts everything.
    /// - Parameters:
    ///   - file: The name of the file in which the labels came.
    mutating func take(
        _ labels: LabelFile, _ outcomes: [LabelOutcome], file: String, report: (Finding) -> Void
    ) {
        for warning in labels.warnings { tell(warning, report) }
        for reject in LabelReject.all(of: labels, outcomes) {
            tell(
                Finding(.error, file: file, record: reject.record, orderNumber: reject.orderNumber, reject.issue),
                report)
        }
        for (seen, outcome) in zip(labels.labels, outcomes) {
            switch outcome {
            case .pending(let wait): tell(.note, wait.issue, seen.label, report)
            case .givenUp(let issue): tell(.note, issue, seen.label, report)
            case .listed(_, let issue): tell(.warning, issue, seen.label, report)
            default: break
            }
        }
        let others = LabelOutcome.listedStores(outcomes, directory).filter { !stores.contains($0) }
        for store in stores + others { take(labels, outcomes, of: store, report) }
        count(labels, outcomes)
    }

    private mutating func take(
        _ labels: LabelFile, _ outcomes: [LabelOutcome], of store: String, _ report: (Finding) -> Void
    ) {
        for (seen, outcome) in zip(labels.labels, outcomes) {
            switch outcome {
            case .announced(let box, _, let warnings)
            where !warnings.isEmpty && directory.store(of: box.order) == store:
                for warning in warnings { tell(.warning, warning, seen.label, report) }
            case .manual(let box, let issue) where directory.store(of: box.order) == store:
                tell(.warning, issue, seen.label, report)
            default: break
            }
        }
    }

    private mutating func count(_ labels: LabelFile, _ outcomes: [LabelOutcome]) {
        counts.read = labels.count
        counts.rejected = labels.rejects.count
        for outcome in outcomes {
            switch outcome {
            case .announced(let box, _, _):
                counts.announced += 1
                tally.announced[directory.store(of: box.order), default: 0] += 1
            case .alreadyAnnounced: counts.alreadyAnnounced += 1
            case .pending: counts.pending += 1
            case .noUpdate, .takenBack, .givenUp: counts.noUpdate += 1
            case .manual, .listed: counts.manual += 1
            case .rejected: counts.rejected += 1
            }
        }
    }

    private mutating func tell(_ finding: Finding, _ report: (Finding) -> Void) {
        tally.count(finding.severity, finding.issue.code)
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
}

/// A label that is not used, by its place among the labels or the rejects of its file.
struct LabelReject {
    /// Where its record's text is.
    enum Text {
        case held([UInt8])
        /// In the file, in the record of this number.
        case record(Int)
    }

    var issue: RecordIssue
    /// The number of its record in the file in which it came.
    var record: Int
    var orderNumber: String
    var text: Text

    /// The rejects of a file, those that were no labels and those that found no place, in the order of their records.
    static func all(of labels: LabelFile, _ outcomes: [LabelOutcome]) -> [LabelReject] {
        var rejects = labels.rejects.map {
            LabelReject(issue: $0.issue, record: $0.record, orderNumber: $0.orderNumber, text: .held($0.raw))
        }
        for (seen, outcome) in zip(labels.labels, outcomes) {
            guard case .rejected(let issue) = outcome else { continue }
            rejects.append(
                LabelReject(
                    issue: issue, record: seen.label.source.record, orderNumber: seen.label.orderNumber ?? "",
                    text: .record(seen.record)))
        }
        return rejects.sorted { $0.record < $1.record }
    }
}
