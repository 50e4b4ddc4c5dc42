import DropFolder
import SystemPackage
import WireFormats

/// The ledger's entries of a kind and store, as far as their heads; what they hold is read line by line.
struct LedgerEntries {
    /// An entry of one input, or of many that were compacted into one.
    struct Entry {
        var file: LedgerFolder.Entry
        var head: LedgerHead
    }

    /// Entries of archived inputs in the order in which these were taken; the first may be the compacted ones.
    private(set) var closed: [Entry]
    /// Entries that a compacted one has taken in, left behind by a kill.
    private(set) var superseded: [LedgerFolder.Entry]
    private var isLossAccepted = false
    private let folder: String
    /// The number that the last entry had when a run ended.
    private let lastNumber: Int
    private let lastPath: String

    /// Reads the heads.
    /// - Throws: `JobError` for a damaged entry: what it remembered is never guessed at.
    init(_ ledger: LedgerFolder, kind: String, store: String) throws(JobError) {
        folder = store.isEmpty ? kind : "\(kind)/\(store)"
        lastPath = ledger.lastPath(kind: kind, store: store).string
        lastNumber = try disk { () throws(DiskError) in try ledger.lastNumber(kind: kind, store: store) }
        var entries: [Entry] = []
        for file in try disk({ () throws(DiskError) in try ledger.entries(kind: kind, store: store) })
        where file.state != .open {
            entries.append(Entry(file: file, head: try Self.head(of: file)))
        }
        let first = entries.lazy.filter { $0.file.state == .compacted }.map(\.head.sequence).max() ?? 0
        superseded = []
        closed = []
        for entry in entries.sorted(by: { $0.head.sequence < $1.head.sequence }) {
            let isTakenIn = entry.file.state == .compacted ? entry.head.sequence < first : entry.head.sequence <= first
            if isTakenIn { superseded.append(entry.file) } else { closed.append(entry) }
        }
        closed.sort { $0.file.state == .compacted && $1.file.state != .compacted }
    }

    /// The place of the input that was taken last; 0 before the first.
    var lastSequence: Int { closed.last?.head.sequence ?? 0 }

    /// The places that no entry has: those of inputs whose entries are lost.
    private var missing: (first: Int, count: Int)? {
        var first: Int?
        var count = 0
        var expected = 1
        func miss(upTo next: Int) {
            guard expected < next else { return }
            first = first ?? expected
            count += next - expected
        }
        for entry in closed {
            if entry.file.state != .compacted { miss(upTo: entry.head.sequence) }
            expected = entry.head.sequence + 1
        }
        if !isLastDamaged { miss(upTo: lastNumber + 1) }
        return first.map { ($0, count) }
    }

    private var isLastDamaged: Bool { lastNumber == .max }

    /// Misses no entry any more, up to the last one that is there.
    /// - Returns: How many were missing.
    mutating func acceptLoss() -> Int {
        defer { isLossAccepted = true }
        return missing?.count ?? 0
    }

    /// - Throws: `JobError` when entries are lost, unless that is accepted.
    func requireWhole() throws(JobError) {
        guard !isLossAccepted else { return }
        if isLastDamaged {
            throw JobError(
                .inputOutput,
                "\(lastPath), which has the number of the last entry, is damaged: nobody can say whether entries are lost; "
                    + Self.cure)
        }
        if let missing {
            throw JobError(
                .inputOutput,
                "the ledger has lost entries of \(folder): \(missing.count), the first of them number \(missing.first); "
                    + Self.cure)
        }
    }

    /// Hands out what the inputs have written, in the order in which they were taken.
    /// - Parameters:
    ///   - inputs: Takes each input.
    ///   - lines: Takes each line; says whether it could be understood.
    /// - Throws: `JobError` for an entry that is lost or damaged.
    func replay(
        inputs: (LedgerInput) -> Void, lines: (borrowing TabbedLineReader) -> Bool
    ) throws(JobError) {
        try requireWhole()
        for entry in closed {
            if entry.file.state == .closed { inputs(LedgerInput(stem: entry.file.stem, entry.head)) }
            try Self.read(entry.file) { reader throws(LedgerEntryReader.Fault) in
                while try reader.next() {
                    if reader.line.text(0) == LedgerInput.name {
                        guard let input = LedgerInput(reader.line) else { throw reader.fault }
                        inputs(input)
                    } else if !lines(reader.line) {
                        throw reader.fault
                    }
                }
            }
        }
    }

    // MARK: - Files

    /// An entry's head.
    static func head(of file: LedgerFolder.Entry) throws(JobError) -> LedgerHead {
        var head = LedgerHead(kind: "")
        try read(file) { reader in head = reader.head }
        return head
    }

    /// Whether an entry is as it was written.
    static func isWhole(_ file: LedgerFolder.Entry) -> Bool {
        do throws(JobError) {
            try read(file) { reader throws(LedgerEntryReader.Fault) in while try reader.next() {} }
            return true
        } catch {
            return false
        }
    }

    private static func read(
        _ entry: LedgerFolder.Entry, _ body: (inout LedgerEntryReader) throws(LedgerEntryReader.Fault) -> Void
    ) throws(JobError) {
        let file: OpenFile
        do throws(DiskError) {
            file = try OpenFile(entry.path)
        } catch {
            // A rehearsal may meet a run, which renames what it has committed.
            guard error.isNotFound else { throw JobError(error) }
            throw JobError(.tryAgain, "the ledger entry \(entry.path) was moved while it was read; run again")
        }
        var reader = LedgerEntryReader(ByteInput(descriptor: file.descriptor, isDigested: false))
        do throws(LedgerEntryReader.Fault) {
            try reader.readHead()
            try body(&reader)
        } catch {
            switch error {
            case .damaged(let line):
                throw JobError(.inputOutput, "the ledger entry \(entry.path):\(line) is damaged; " + cure)
            case .unreadable(let error): throw JobError(error, reading: entry.path)
            }
        }
    }

    private static let cure =
        "put it back from a backup, or accept with waybill ledger compact --accept-loss that its input counts as new"
}

/// What the ledger says of an input as a whole: a line of a compacted entry, else the head of the input's own.
struct LedgerInput {
    static let name = "input"
    private static let dayName = "archived"

    var stem: String
    var counts: [String: Int]
    /// The day on which it was archived; `nil` where a compacted entry does not say it.
    var day: ArchiveDay?

    init(stem: String, _ head: LedgerHead) {
        self.stem = stem
        counts = head.counts
        day = head["archive"].flatMap { ArchiveDay($0, separator: "/") }
    }

    init?(_ line: borrowing TabbedLineReader) {
        guard line.fieldCount >= 2, line.fieldCount.isMultiple(of: 2) else { return nil }
        stem = line.text(1)
        counts = [:]
        for field in stride(from: 2, to: line.fieldCount, by: 2) {
            let (name, value) = (line.text(field), line.text(field + 1))
            if name == Self.dayName {
                guard let day = ArchiveDay(value, separator: "-") else { return nil }
                self.day = day
            } else {
                guard let count = Int(value) else { return nil }
                counts[name] = count
            }
        }
    }

    var fields: [String] {
        [Self.name, stem] + (day.map { [Self.dayName, $0.text] } ?? [])
            + counts.sorted { $0.key < $1.key }.flatMap { [$0.key, String($0.value)] }
    }
}
