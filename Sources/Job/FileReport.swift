import WireFormats

/// What became of one input.
package struct FileReport: Hashable, Sendable {
    /// What the file brought.
    package enum Content: Hashable, Sendable {
        case orders(OrderCounts)
        case labels(LabelCounts)

        var named: [(name: String, count: Int)] {
            switch self {
            case .orders(let counts): counts.named
            case .labels(let counts): counts.named
            }
        }

        var isReconciled: Bool {
            switch self {
            case .orders(let counts): counts.isReconciled
            case .labels(let counts): counts.isReconciled
            }
        }
    }

    /// Where the file went.
    package enum Fate: String, Hashable, Sendable, CaseIterable {
        /// Its outputs are published and it is in the archive.
        case imported
        /// It was imported before; it is in the archive, and nothing else was touched.
        case repeated
        /// It cannot be read and lies in the quarantine with its reason.
        case quarantined
        /// It is still arriving and stays in the inbox.
        case left
        /// Its labels still wait for their orders; it stays in the inbox.
        case waiting
        /// A killed run had imported it.
        case recovered
    }

    package var store: String
    package var file: String
    package var stem: String
    package var fate: Fate
    package var content: Content
    /// Why the file was quarantined or left.
    package var reason: String?
    /// Where it lies now, relative to the archive or the quarantine.
    package var movedTo: String?
    /// What is told of its records.
    package var tally = RecordTally()
    /// The files that were made of it.
    package var outputs: [FileOutput] = []
    /// Its size; `nil` when it is not known any more.
    package var bytes: Int64?
    /// How long it took from claim to archive, where it was done by itself.
    package var milliseconds: Int64?
    /// How often each code occurred.
    package var codes: [String: Int] { tally.codes }
    /// What failed when the file had gone where it is: the run stops, and the file counts.
    var failure: JobError?

    /// Notes why the file cannot be read.
    mutating func refuse(_ error: WireError) {
        fate = .quarantined
        reason = "\(error.position): \(error.code.rawValue): \(error.message); \(error.code.cure)"
    }

    /// Notes that the file was imported before; what was rejected then has not been read again.
    mutating func repeats(_ content: Content, rejected: Int) {
        fate = .repeated
        self.content = content
        guard rejected > 0 else { return }
        reason =
            "it was read before, and of its records \(rejected) rejected; to have them read again give it another name"
    }

    package init(store: String, file: String, stem: String, fate: Fate, content: Content) {
        self.store = store
        self.file = file
        self.stem = stem
        self.fate = fate
        self.content = content
    }
}
