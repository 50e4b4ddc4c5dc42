import WireFormats

/// What became of the orders of one file, or of all.
package struct OrderCounts: Hashable, Sendable {
    package var read = 0
    package var written = 0
    package var unchanged = 0
    package var rejected = 0
    package var excluded = 0
    package var superseded = 0

    package init() {}

    /// Whether every order is accounted for.
    package var isReconciled: Bool { read == written + unchanged + rejected + excluded + superseded }

    /// The counts with their names, in the order of the report.
    package var named: [(name: String, count: Int)] {
        [
            ("read", read), ("written", written), ("unchanged", unchanged), ("rejected", rejected),
            ("excluded", excluded), ("superseded", superseded),
        ]
    }

    package static func += (left: inout OrderCounts, right: OrderCounts) {
        left.read += right.read
        left.written += right.written
        left.unchanged += right.unchanged
        left.rejected += right.rejected
        left.excluded += right.excluded
        left.superseded += right.superseded
    }

    init(named counts: [String: Int]) {
        read = counts["read"] ?? 0
        written = counts["written"] ?? 0
        unchanged = counts["unchanged"] ?? 0
        rejected = counts["rejected"] ?? 0
        excluded = counts["excluded"] ?? 0
        superseded = counts["superseded"] ?? 0
    }
}

/// What became of the labels of one file, or of all; each box counts as one.
package struct LabelCounts: Hashable, Sendable {
    package var read = 0
    package var announced = 0
    package var alreadyAnnounced = 0
    package var pending = 0
    package var noUpdate = 0
    package var manual = 0
    package var rejected = 0

    package init() {}

    /// Whether every label is accounted for.
    package var isReconciled: Bool {
        read == announced + alreadyAnnounced + pending + noUpdate + manual + rejected
    }

    /// The counts with their names, in the order of the report.
    package var named: [(name: String, count: Int)] {
        [
            ("read", read), ("announced", announced), ("already_announced", alreadyAnnounced), ("pending", pending),
            ("no_update", noUpdate), ("manual", manual), ("rejected", rejected),
        ]
    }

    package static func += (left: inout LabelCounts, right: LabelCounts) {
        left.read += right.read
        left.announced += right.announced
        left.alreadyAnnounced += right.alreadyAnnounced
        left.pending += right.pending
        left.noUpdate += right.noUpdate
        left.manual += right.manual
        left.rejected += right.rejected
    }

    init(named counts: [String: Int]) {
        read = counts["read"] ?? 0
        announced = counts["announced"] ?? 0
        alreadyAnnounced = counts["already_announced"] ?? 0
        pending = counts["pending"] ?? 0
        noUpdate = counts["no_update"] ?? 0
        manual = counts["manual"] ?? 0
        rejected = counts["rejected"] ?? 0
    }
}

/// What a run has done: every file and every record of it.
package struct RunReport: Sendable {
    package var run: String
    package let definition: JobDefinition
    /// Seconds since the epoch.
    package var startedAt: Int64
    package var finishedAt: Int64 = 0
    /// How long it took.
    package private(set) var milliseconds: Int64 = 0
    package var isDryRun = false
    package var files: [FileReport] = []
    /// The first findings of each code, for people.
    package private(set) var examples: [Finding] = []
    /// Files that are too young or still growing, by name.
    package var arriving: [String] = []
    /// Problems of the run as a whole, such as a ledger that is missing.
    package var notes: [String] = []
    /// Outcomes besides those that follow from the counts.
    package var outcomes: Set<JobError.Code> = []

    private var examplesByCode: [IssueCode: Int] = [:]
    static let examplesPerCode = 5
    private let stopwatch = Stopwatch()

    package init(run: String, of definition: JobDefinition, startedAt: Int64) {
        self.run = run
        self.definition = definition
        self.startedAt = startedAt
    }

    /// Notes that the run is over.
    mutating func finish() {
        milliseconds = stopwatch.milliseconds
        finishedAt = startedAt + milliseconds / 1000
    }

    package var orders: OrderCounts {
        files.reduce(into: OrderCounts()) { sum, file in if case .orders(let counts) = file.content { sum += counts } }
    }

    package var labels: LabelCounts {
        files.reduce(into: LabelCounts()) { sum, file in if case .labels(let counts) = file.content { sum += counts } }
    }

    /// Keeps a finding as an example, unless there are enough of its kind.
    /// - Parameter store: The store whose file it is in; empty for labels.
    mutating func note(_ finding: Finding, store: String) {
        let count = examplesByCode[finding.issue.code, default: 0]
        examplesByCode[finding.issue.code] = count + 1
        guard count < Self.examplesPerCode else { return }
        examples.append(finding)
        examples[examples.count - 1].store = store
    }

    /// Whether every record is accounted for, in each file and so in all.
    package var isReconciled: Bool { files.allSatisfy(\.content.isReconciled) }

    /// Decides the exit status.
    /// - Parameter allows: Whether so many rejects of so many records are within the job's limit.
    mutating func settle(allows: (_ rejected: Int, _ read: Int) -> Bool) {
        if !isReconciled { outcomes.insert(.software) }
        let isQuarantined = files.contains { $0.fate == .quarantined }
        let (orders, labels) = (orders, labels)
        if isQuarantined || !allows(orders.rejected + labels.rejected, orders.read + labels.read) {
            outcomes.insert(.data)
        }
        if !arriving.isEmpty || files.contains(where: { $0.fate == .left }) { outcomes.insert(.tryAgain) }
    }

    /// Notes what has stopped the run.
    mutating func stop(_ error: JobError) {
        notes.append("the run was stopped: \(error.message)")
        outcomes = [error.code]
    }

    /// The exit status.
    package var code: JobError.Code { JobError.Code.first(of: outcomes) }
}
