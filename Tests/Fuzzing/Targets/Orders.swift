import Channels
import Orders
import TestSupport
import WireFormats

@testable import Job

/// Converts an order export of each channel: with any chunks the same comes out, it adds up, and it can be read again.
///
/// Of several channels those that know the file's beginning take it, and one more, which the bytes choose.
func checkOrders(_ bytes: [UInt8], _ channels: [any Channel]) {
    let chance = Int(Digest(of: bytes.span).high % UInt64(channels.count))
    let head = channels.count > 1 ? beginning(of: ByteInput(bytes: bytes)) : nil
    for (number, channel) in channels.enumerated() where number == chance || head.map(channel.knows) ?? true {
        let whole = Conversion(bytes, channel, .jsonl)
        let pieces = Conversion(bytes, channel, .jsonl, chunkSize: smallChunkSize(for: bytes))
        compare(whole, pieces, channel, of: bytes)
        checkParts(bytes, channel, whole)
        guard whole.error == nil else { continue }
        let counts = whole.counts
        expect(counts.read == counts.written + counts.rejected + counts.excluded, "\(channel.id): \(counts) add up")
        let again = readNormalized(ByteInput(bytes: whole.output))
        // A file without orders is empty, and is not read.
        expect(
            again.error == nil || whole.output.isEmpty,
            "\(channel.id): its orders are read: \(String(describing: again.error))")
        expect(again.orders.count == counts.written, "\(channel.id): \(counts) and \(again.orders.count) orders")
        expect(lines(of: whole.rejects) == counts.rejected, "\(channel.id): \(counts) and other rejects")
        expect(isJSON(whole.rejects), "\(channel.id): rejects that are no JSON")
        checkTables(bytes, channel, counts)
    }
}

/// Expects the same of parts that two threads read, where the file can be cut.
private func checkParts(_ bytes: [UInt8], _ channel: any Channel, _ whole: Conversion) {
    guard let format = whole.head.flatMap({ channel.orderFormat(of: $0) }), format.recordsStandAlone else { return }
    let size = 1 + Int(Digest(of: bytes.span).low % UInt64(max(1, bytes.count)))
    compare(whole, Conversion(bytes, channel, .jsonl, chunkSize: 64, partSize: size), channel, of: bytes)
}

/// Expects the same in the tables, of which each file becomes one: the bytes choose it.
private func checkTables(_ bytes: [UInt8], _ channel: any Channel, _ counts: ConvertOrders.Counts) {
    let target: ConvertOrders.Target = Digest(of: bytes.span).high.leadingZeroBitCount == 0 ? .lines : .csv
    let table = Conversion(bytes, channel, target)
    expect(table.counts == counts && table.error == nil, "\(channel.id): the table has what the lines have")
    let count = rows(of: table.output)
    expect(target == .lines ? count != nil : count == counts.written, "\(channel.id): \(counts) and other rows")
}

extension Channel {
    /// Whether a file seems to be one of the channel's.
    fileprivate func knows(_ head: OrderFileHead) -> Bool {
        guard let format = orderFormat(of: head), format.wire == head.wire else { return false }
        return head.rootName.map(format.shape.rootNames.contains) ?? true
    }
}

private func beginning(of input: consuming ByteInput) -> OrderFileHead? {
    (try? input.peek(4096)).map { OrderFileHead(firstBytes: $0.span) }
}

private func compare(_ whole: Conversion, _ pieces: Conversion, _ channel: any Channel, of bytes: [UInt8]) {
    // A root behind more than the first kilobyte is not seen in small chunks.
    guard whole.head == pieces.head else { return }
    expect(
        isSameStop(whole.error, pieces.error, of: bytes),
        "\(channel.id): \(String(describing: whole.error)) or \(String(describing: pieces.error))")
    guard whole.error == nil else { return }
    expect(whole.output == pieces.output, "\(channel.id): the same orders with any chunks")
    expect(whole.rejects == pieces.rejects, "\(channel.id): the same rejects with any chunks")
    guard !dropsMoreThanIsTold(bytes) else { return }
    expect(whole.findings == pieces.findings, "\(channel.id): the same findings with any chunks")
}

/// What comes of a file when it is converted.
private struct Conversion {
    var head: OrderFileHead?
    var counts = ConvertOrders.Counts()
    var findings: [Finding] = []
    var output: [UInt8] = []
    var rejects: [UInt8] = []
    var error: WireError?

    /// A store of each channel, with what `convert` takes for granted; its zone is read once.
    private static let stores = Dictionary(
        uniqueKeysWithValues: ChannelCatalog.all.map { channel in
            var store = StoreDefinition(id: "fuzz", channel: channel.id, announcements: Announcements())
            store.takeDefaults(of: channel, zone: ZoneFinder().rules)
            return (channel.id, store.settings(at: 1_795_413_600))
        })
    private static let outputFile = ScratchFile()
    private static let rejectFile = ScratchFile()

    init(
        _ bytes: [UInt8], _ channel: any Channel, _ target: ConvertOrders.Target, chunkSize: Int = ByteInput.chunkSize,
        partSize: Int? = nil
    ) {
        head = beginning(of: ByteInput(bytes: bytes, chunkSize: chunkSize))
        let conversion = ConvertOrders(
            channel: channel, store: Self.stores[channel.id] ?? StoreSettings(id: "fuzz"), file: "input",
            target: target, threads: partSize == nil ? 1 : 2, partSize: partSize ?? XMLSegments.size)
        Self.outputFile.clear()
        Self.rejectFile.clear()
        do {
            counts = try conversion.run(
                input: ByteInput(bytes: bytes, chunkSize: chunkSize), output: Self.outputFile.output,
                rejects: Self.rejectFile.output, writesRejects: true, progress: { _ in },
                report: { findings.append($0) })
        } catch let error as WireError {
            self.error = error
        } catch {
            fatalError("\(error)")
        }
        output = Self.outputFile.bytes
        rejects = Self.rejectFile.bytes
        for finding in findings {
            expect(isPlainLine(finding.line), "one plain line: \(finding.line.debugDescription)")
        }
    }
}
