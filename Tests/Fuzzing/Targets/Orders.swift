import Channels
import Orders
import WireFormats

@testable import Job

/// Converts an order export of each channel: with any chunks the same comes out, it adds up, and it can be read again.
func checkOrders(_ bytes: [UInt8], _ channels: [any Channel]) {
    for channel in channels {
        let whole = Conversion(bytes, channel, .jsonl)
        let pieces = Conversion(bytes, channel, .jsonl, chunkSize: smallChunkSize(for: bytes))
        compare(whole, pieces, channel, of: bytes)
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
        let table = Conversion(bytes, channel, .csv)
        expect(table.counts == counts && table.error == nil, "\(channel.id): the table has what the lines have")
        expect(rows(of: table.output) == counts.written, "\(channel.id): \(counts) and other rows")
        let items = Conversion(bytes, channel, .lines)
        expect(items.counts == counts && rows(of: items.output) != nil, "\(channel.id): rows of lines")
    }
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
            store.takeDefaults(of: channel, zone: SystemTimeZones.rules)
            return (channel.id, store.settings(at: 1_795_413_600))
        })
    private static let outputFile = ScratchFile()
    private static let rejectFile = ScratchFile()

    init(
        _ bytes: [UInt8], _ channel: any Channel, _ target: ConvertOrders.Target, chunkSize: Int = ByteInput.chunkSize
    ) {
        var input = ByteInput(bytes: bytes, chunkSize: chunkSize)
        head = (try? input.peek(4096)).map { OrderFileHead(firstBytes: $0.span) }
        let conversion = ConvertOrders(
            channel: channel, store: Self.stores[channel.id] ?? StoreSettings(id: "fuzz"), file: "input",
            target: target)
        Self.outputFile.clear()
        Self.rejectFile.clear()
        do {
            counts = try conversion.run(
                input: input, output: ByteOutput(descriptor: Self.outputFile.descriptor),
                rejects: ByteOutput(descriptor: Self.rejectFile.descriptor), writesRejects: true, progress: { _ in },
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
