import DropFolder
import SystemPackage
import WireFormats

/// The names of what a shard makes of one input, in the shard's folder.
enum ShardFile: String, CaseIterable {
    case json = "orders.jsonl"
    case orders = "orders.csv"
    case lines = "lines.csv"
    case rejects = "rejects.jsonl"
    /// The orders that labels name.
    case wanted = "wanted.jsonl"
    /// What a merge needs to know of the input.
    case facts

    /// - Parameter place: The input's place in the manifest.
    func name(of place: Int) -> String { "\(place).\(rawValue)" }

    /// What is published as it is.
    static let outputs: [ShardFile] = [.json, .orders, .lines, .rejects]
}

/// What a shard has found out about one input, as its `facts` file says it.
///
/// It is laid out as an entry of the ledger: the head has the digest, the counts and the sizes of the outputs, the body the
/// first findings of each code and then the lines that the ledger is to have.
struct ShardFacts {
    static let title = "waybill-shard"
    static let kind = "input"
    static let findingMark = "finding"
    static let tallyMark = "tally."
    /// More of one code are in no report.
    static let findingsPerCode = RunReport.examplesPerCode

    /// The first findings of each code, in their order.
    private(set) var findings: [Finding] = []
    private var countByCode: [IssueCode: Int] = [:]

    /// Notes a finding, unless there are enough of its kind.
    mutating func note(_ finding: Finding) {
        let count = countByCode[finding.issue.code, default: 0]
        countByCode[finding.issue.code] = count + 1
        if count < Self.findingsPerCode { findings.append(finding) }
    }

    /// Writes what a reading that came to its end has found out.
    /// - Parameter sizes: Of the outputs, in bytes.
    func write(
        _ reading: ImportOrders.Reading, replaced: Int, sizes: [(ShardFile, Int64)], stem: String,
        to output: consuming ByteOutput
    ) throws(OutputError) {
        var head = LedgerHead(kind: Self.kind)
        head.values = [("stem", stem), ("digest", reading.digest.hex), ("replaced", String(replaced))]
        head.values += sizes.map { ("size.\($0.rawValue)", String($1)) }
        head.add(counts: reading.counts.named)
        head.values += reading.tally.values.map { (name: Self.tallyMark + $0.name, value: String($0.count)) }
        head.values.append(("ledger-lines", String(reading.versions.lineCount)))
        var writer = try LedgerEntryWriter(
            head, title: Self.title, lines: findings.count + reading.versions.lineCount, to: output)
        for finding in findings { try writer.line(finding.fields) }
        for line in reading.versions.lines { try writer.line(line.fields) }
        try writer.finish()
    }

    /// Writes that the input cannot be read.
    func write(_ refusal: WireError, digest: String, stem: String, to output: consuming ByteOutput) throws(OutputError)
    {
        var head = LedgerHead(kind: Self.kind)
        head.values = [("stem", stem), ("digest", digest), ("refused", refusal.code.rawValue)]
        var writer = try LedgerEntryWriter(head, title: Self.title, lines: 0, to: output)
        try writer.finish()
    }
}

extension Finding {
    fileprivate var fields: [String] {
        [
            ShardFacts.findingMark, severity.rawValue, String(record), orderNumber, code, issue.field, issue.value,
            String(issue.position.line), String(issue.position.column), issue.message,
        ]
    }

    /// What a shard has noted of an input of this name.
    init?(_ line: borrowing TabbedLineReader, file: String) {
        guard line.fieldCount == 10, line.text(0) == ShardFacts.findingMark,
            let severity = Severity(rawValue: line.text(1)), let record = Int(line.text(2)),
            let row = Int(line.text(7)), let column = Int(line.text(8))
        else { return nil }
        self.init(
            severity, file: file, record: record, orderNumber: line.text(3),
            RecordIssue(
                IssueCode(rawValue: line.text(4)), field: line.text(5), value: line.text(6),
                at: SourcePosition(line: row, column: column), line.text(9)))
    }
}

/// One input as a shard has read it.
struct ShardedInput {
    private let folder: FilePath
    private let place: Int
    let stem: String
    let counts: OrderCounts
    let tally: RecordTally
    /// The first findings of each code.
    let findings: [Finding]
    /// How many lines the ledger gets.
    let lineCount: Int
    /// Whether it can be read at all; one that cannot is read again, since nothing of it is kept.
    private let isRead: Bool
    /// How many records of the input a later one of the same replaces.
    private let replaced: Int

    /// Reads the facts of an input.
    /// - Parameters:
    ///   - folder: The shard's.
    ///   - place: The input's place in the manifest.
    init(_ input: Manifest.Input, in folder: FilePath, place: Int) throws(JobError) {
        self.folder = folder
        self.place = place
        var head = LedgerHead(kind: "")
        var findings: [Finding] = []
        try Self.read(folder, place) { reader throws(LedgerEntryReader.Fault) in
            head = reader.head
            while try reader.next(), reader.line.text(0) == ShardFacts.findingMark {
                guard let finding = Finding(reader.line, file: input.name) else { throw reader.fault }
                findings.append(finding)
            }
        }
        self.findings = findings
        guard head.kind == ShardFacts.kind, head["stem"] == input.stem, head["digest"] == input.digest else {
            throw Self.damaged(folder, place, "are of another input")
        }
        stem = input.stem
        isRead = head["refused"] == nil
        counts = OrderCounts(named: head.counts)
        tally = RecordTally(
            values: head.values.filter { $0.name.hasPrefix(ShardFacts.tallyMark) }.map {
                (name: String($0.name.dropFirst(ShardFacts.tallyMark.count)), count: Int($0.value) ?? 0)
            })
        replaced = head["replaced"].flatMap { Int($0) } ?? 0
        lineCount = head["ledger-lines"].flatMap { Int($0) } ?? 0
        if isRead { try requireOutputs(head) }
    }

    private func requireOutputs(_ head: LedgerHead) throws(JobError) {
        for file in ShardFile.outputs {
            let size = try disk { () throws(DiskError) in try Folders.stamp(of: path(file))?.size }
            guard let size, head["size.\(file.rawValue)"] == String(size) else {
                throw Self.damaged(folder, place, "do not fit \(file.name(of: place)), which is missing or cut")
            }
        }
    }

    /// Where a file that the shard has made lies.
    func path(_ file: ShardFile) -> FilePath { folder.appending(file.name(of: place)) }

    /// The orders that labels name; none where there are no labels.
    var extract: FilePath { path(.wanted) }

    /// Whether the shard, which knows of no other input, has decided as a run that knows the ledger would.
    func isIndependent(of ledger: OrderLedger, writesRepeats: Bool) throws(JobError) -> Bool {
        guard isRead else { return false }
        if ledger.isEmpty { return true }
        var isIndependent = true
        try readLines { reader in
            guard let parts = OrderLedger.parts(of: reader.line) else { return false }
            guard let known = ledger[parts.key] else { return true }
            let isNew = OrderLedger.isNewer(parts.modifyDate, than: known.modifyDate)
            let isRepeat = !writesRepeats && parts.digest != nil && parts.digest == known.digest
            if replaced > 0 || !isNew || isRepeat { isIndependent = false }
            return true
        }
        return isIndependent
    }

    /// Writes the lines of the ledger, and adds them to what is known.
    func copyLines(to writer: inout LedgerEntryWriter, _ ledger: inout OrderLedger) throws(OutputError) {
        var failure: OutputError?
        do throws(JobError) {
            try readLines { reader in
                guard failure == nil, ledger.add(reader.line) else { return false }
                do throws(OutputError) { try writer.line(reader.line.line) } catch { failure = error }
                return failure == nil
            }
        } catch {
            // They were read a moment ago: what fails now is the disk.
            throw failure ?? OutputError(errno: Errno.ioError.rawValue)
        }
    }

    private func readLines(_ take: (borrowing LedgerEntryReader) -> Bool) throws(JobError) {
        try Self.read(folder, place) { reader throws(LedgerEntryReader.Fault) in
            while try reader.next() {
                if reader.line.text(0) == ShardFacts.findingMark { continue }
                guard take(reader) else { throw reader.fault }
            }
        }
    }

    private static func read(
        _ folder: FilePath, _ place: Int,
        _ body: (inout LedgerEntryReader) throws(LedgerEntryReader.Fault) -> Void
    ) throws(JobError) {
        let path = folder.appending(ShardFile.facts.name(of: place))
        let file = try disk { () throws(DiskError) in try OpenFile(path) }
        var reader = LedgerEntryReader(
            ByteInput(descriptor: file.descriptor, isDigested: false), title: ShardFacts.title)
        do throws(LedgerEntryReader.Fault) {
            try reader.readHead()
            try body(&reader)
        } catch {
            switch error {
            case .damaged: throw damaged(folder, place, "are damaged")
            case .unreadable(let error): throw JobError(error, reading: path)
            }
        }
    }

    private static func damaged(_ folder: FilePath, _ place: Int, _ what: String) -> JobError {
        JobError(
            .inputOutput,
            "the facts in \(folder.appending(ShardFile.facts.name(of: place))) \(what); remove the folder \(folder) and run"
                + " the shard again")
    }
}
