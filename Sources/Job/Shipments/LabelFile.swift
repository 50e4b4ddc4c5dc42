import DropFolder
import Labels
import Normalized
import Orders
import WireFormats

/// A label with the date on which it was first seen.
struct SeenLabel {
    var label: Label
    /// A calendar date.
    var firstSeen: Timestamp
    /// Where its record starts.
    var position: SourcePosition
    /// The number of its record in the file, from 1.
    var record: Int
}

/// A record that is no label.
struct RejectedLabel {
    var issue: RecordIssue
    var record: Int
    var orderNumber: String
    var raw: [UInt8]
}

/// All labels of one file: they are few, and are held while the orders stream past.
struct LabelFile {
    var labels: [SeenLabel] = []
    var rejects: [RejectedLabel] = []
    var warnings: [Finding] = []
    var digest = Digest(high: 0, low: 0)

    /// How many boxes the file has, read or not.
    var count: Int { labels.count + rejects.count }

    /// Reads a file of a label system, or one of labels that wait for their orders.
    /// - Parameters:
    ///   - name: The file's name, for each label's `source`.
    ///   - inputs: What the job says of label results.
    ///   - today: The calendar date of the run.
    /// - Throws: `WireError` when the file is none of a known system's or cannot be read.
    static func read(
        _ input: consuming ByteInput, name: String, _ inputs: LabelInputs, today: Timestamp, limits: ReadLimits
    ) throws(WireError) -> LabelFile {
        guard let (system, shape) = try layout(of: &input, inputs, limits) else {
            return try readPending(input, stores: inputs.stores, limits: limits)
        }
        let zone = try zone(of: system, inputs)
        let currency = inputs.currency.isUnknown ? nil : inputs.currency
        let settings = LabelSettings(
            file: name, timeZone: zone, currency: currency, stores: inputs.stores,
            columnNames: inputs.columns.isEmpty ? [] : shape.columnNames)
        var file = LabelFile()
        switch system.wire {
        case .json:
            var reader = JSONRecordReader(input: input, shape: shape, limits: limits)
            try file.take(&reader, system, settings, today)
        case .csv:
            var reader = CSVRecordReader(input: input, shape: shape, limits: limits)
            try file.take(&reader, system, settings, today)
            try shape.checkRenamedColumns { reader.hasColumn($0) }
            try system.checkColumns { reader.hasColumn($0) }
        case .xml:
            var reader = XMLRecordReader(input: input, shape: shape, limits: limits)
            try file.take(&reader, system, settings, today)
        }
        return file
    }

    /// The system whose file it is, and how its records are laid out; `nil` for a file of labels that wait for their
    /// orders.
    fileprivate static func layout(
        of input: inout ByteInput, _ inputs: LabelInputs, _ limits: ReadLimits
    ) throws(WireError) -> (system: any LabelSystem, shape: RecordShape)? {
        let first = try input.peek(ByteInput.chunkSize)
        if PendingLabel.isPendingFile(firstBytes: first.span) { return nil }
        let head = try head(of: &input, limits)
        guard let system = try inputs.system(of: head) ?? anySystem(ofEmptyList: first) else {
            try refuseCut(head, first, limits)
            throw unrecognised(head, first)
        }
        return (system, system.wire == .csv ? try system.shape.renaming(inputs.columns) : system.shape)
    }

    /// What the beginning of a file shows, up to where a system claims it.
    ///
    /// The picture of a label may stand in front of all that tells whose it is, so JSON is looked at up to the length of
    /// a record.
    private static func head(of input: inout ByteInput, _ limits: ReadLimits) throws(WireError) -> LabelFileHead {
        var wanted = ByteInput.chunkSize
        var seen = 0
        while true {
            let bytes = try input.peek(wanted)
            let head = LabelFileHead(firstBytes: bytes.span)
            let isOver = bytes.count == seen || wanted >= limits.recordBytes
            if head.wire != .json || isOver || !LabelCatalog.claims(head).isEmpty { return head }
            seen = bytes.count
            wanted = min(4 * wanted, max(wanted, limits.recordBytes))
        }
    }

    private static func zone(of system: any LabelSystem, _ inputs: LabelInputs) throws(WireError) -> TimeZoneRules {
        if let zone = inputs.timeZone { return zone.rules }
        let nowhere = SourcePosition(line: 0, column: 0)
        do throws(DiskError) {
            if let rules = try SystemTimeZones.rules(of: system.timeZone) { return rules }
        } catch {
            throw WireError(.readFailed, at: nowhere, error.message, errno: error.errno)
        }
        throw WireError(.readFailed, at: nowhere, "this system has no time zone \(system.timeZone): install tzdata")
    }

    /// An empty list is an export without labels, whoever exported it, and so is an object of nothing else.
    private static func anySystem(ofEmptyList head: [UInt8]) -> (any LabelSystem)? {
        let signs = head.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let text = String(decoding: signs, as: UTF8.self)
        if text == "[]" { return LabelCatalog.all.first { $0.wire == .json } }
        guard let name = text.wholeMatch(of: /\{"([A-Za-z_]+)":\[\]\}/)?.1 else { return nil }
        return LabelCatalog.all.first { $0.wire == .json && $0.shape.rootNames.contains(String(name)) }
    }

    private static func readPending(
        _ input: consuming ByteInput, stores: StoreNames, limits: ReadLimits
    ) throws(WireError) -> LabelFile {
        var file = LabelFile()
        var reader = PendingLabelReader(input: input, limits: limits)
        while var pending = try reader.next() {
            // The job may know the name since.
            pending.label.store = pending.label.store.flatMap { stores[$0] }
            file.labels.append(
                SeenLabel(
                    label: pending.label, firstSeen: pending.firstSeen,
                    position: SourcePosition(line: pending.label.source.line, column: 1),
                    record: file.labels.count + 1))
        }
        file.digest = reader.digest
        return file
    }

    /// Refuses a file that would fill the memory: labels are few, and a file with so many faults is another one.
    private func checkSize(_ labelCount: Int, at position: SourcePosition) throws(WireError) {
        guard labelCount > 1_000_000 || rejects.count > 10_000 || warnings.count > 100_000 else { return }
        throw WireError(
            .tooManyRecords, at: position,
            "up to here the file has \(labelCount) labels, \(rejects.count) rejects and \(warnings.count) warnings")
    }

    /// Refuses a file that was cut before it could say whose it is: the rest may still be arriving.
    private static func refuseCut(_ head: LabelFileHead, _ first: [UInt8], _ limits: ReadLimits) throws(WireError) {
        guard first.count < ByteInput.chunkSize,
            let system = LabelCatalog.all.first(where: { $0.wire == head.wire })
        else { return }
        let input = ByteInput(bytes: first)
        do throws(WireError) {
            if head.wire == .json {
                var reader = JSONRecordReader(input: input, shape: system.shape, limits: limits)
                while try reader.next() {}
            } else if head.wire == .xml, head.root == nil {
                var reader = XMLRecordReader(input: input, shape: system.shape, limits: limits)
                while try reader.next() {}
            }
        } catch {
            if error.mayStillBeArriving { throw error }
        }
    }

    private static func unrecognised(_ head: LabelFileHead, _ first: [UInt8]) -> WireError {
        let start = SourcePosition(line: 1, column: 1)
        if first.allSatisfy({ $0 <= 0x20 }) { return WireError(.empty, at: start, "the file is empty") }
        return WireError(
            .notAnExport, at: start,
            StrayOrders.name(of: head).map { "this looks like \($0), an export of orders: put it in in/orders" }
                ?? StrangeFile.description(of: head, firstBytes: first.span))
    }

    private mutating func take(
        _ reader: inout some RecordReader & ~Copyable, _ system: any LabelSystem, _ settings: LabelSettings,
        _ today: Timestamp
    ) throws(WireError) {
        var decoder = system.decoder(for: settings)
        var findings = RecordFindings()
        var cards = CardMask(names: [], wire: system.wire)
        var decoded: [Label] = []
        var positions: [Int: SourcePosition] = [:]
        while try reader.next() {
            let record = reader.record
            let first = decoded.count
            findings.clear()
            decoder.decode(record, into: &decoded, findings: &findings)
            for finding in reader.takeTextFindings() { findings.take(finding) }
            findings.maskCardNumbers()
            let orderNumber = decoded.count > first ? decoded[first].orderNumber ?? "" : ""
            for warning in findings.warnings {
                warnings.append(
                    Finding(.warning, file: settings.file, record: record.number, orderNumber: orderNumber, warning))
            }
            if let issue = findings.rejection {
                decoded.removeSubrange(first...)
                let raw = cards.rawText(of: &reader, limit: RejectWriter.rawLimit)
                rejects.append(
                    RejectedLabel(issue: issue, record: record.number, orderNumber: orderNumber, raw: raw))
            } else {
                positions[record.number] = record.position
            }
            try checkSize(decoded.count, at: record.position)
        }
        var head = RecordFindings()
        for finding in reader.headFindings { head.take(finding) }
        warnings += head.warnings.map { Finding(.warning, file: settings.file, record: 0, $0) }
        labels = system.gathered(decoded).map { label in
            let source = label.source
            return SeenLabel(
                label: label, firstSeen: today,
                position: positions[source.record] ?? SourcePosition(line: source.line, column: 1),
                record: source.record)
        }
        digest = reader.digest
    }
}

/// The texts of some records of a file of labels.
///
/// Few labels are rejected once they are read, and nobody knows which before the orders were seen: the file is read a
/// second time for them, so that not all texts are held.
struct RecordTexts {
    private var texts: [Int: [UInt8]] = [:]

    init() {}

    /// Reads a file again.
    init(
        of records: Set<Int>, _ input: consuming ByteInput, _ inputs: LabelInputs, limits: ReadLimits
    ) throws(WireError) {
        guard let (system, shape) = try LabelFile.layout(of: &input, inputs, limits) else {
            var reader = PendingLabelReader(input: input, limits: limits)
            var record = 1
            while try reader.next() != nil {
                if records.contains(record) { texts[record] = reader.rawText(limit: RejectWriter.rawLimit) }
                record += 1
            }
            return
        }
        switch system.wire {
        case .json:
            var reader = JSONRecordReader(input: input, shape: shape, limits: limits)
            try take(&reader, .json, records)
        case .csv:
            var reader = CSVRecordReader(input: input, shape: shape, limits: limits)
            try take(&reader, .csv, records)
        case .xml:
            var reader = XMLRecordReader(input: input, shape: shape, limits: limits)
            try take(&reader, .xml, records)
        }
    }

    private mutating func take(
        _ reader: inout some RecordReader & ~Copyable, _ wire: WireFormat, _ records: Set<Int>
    ) throws(WireError) {
        var cards = CardMask(names: [], wire: wire)
        while try reader.next() {
            let number = reader.record.number
            if records.contains(number) { texts[number] = cards.rawText(of: &reader, limit: RejectWriter.rawLimit) }
        }
    }

    /// At most `RejectWriter.rawLimit` bytes of a record's text.
    subscript(record: Int) -> [UInt8] { texts[record] ?? [] }
}
