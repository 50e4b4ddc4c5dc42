import Channels
import Orders
import WireFormats

@testable import Job
@testable import Normalized

/// Reads a ledger entry as it is and, since no chance finds the digest at its end, with the right one.
func checkLedgerEntry(_ bytes: [UInt8]) {
    let whole = readEntry(ByteInput(bytes: bytes))
    let pieces = readEntry(ByteInput(bytes: bytes, chunkSize: smallChunkSize(for: bytes)))
    expect(whole == pieces, "the same lines with any chunks")
    var sealed = bytes
    if sealed.last != 0x0A { sealed.append(0x0A) }
    sealed += Array("end\t\(Digest(of: sealed.span).hex)\n".utf8)
    let again = readEntry(ByteInput(bytes: sealed))
    expect(again.lines.starts(with: whole.lines), "the same lines in front of an end")
}

private struct EntryReading: Equatable {
    var lines: [[String]] = []
    var fault: String?
}

private func readEntry(_ input: consuming ByteInput) -> EntryReading {
    var reading = EntryReading()
    var reader = LedgerEntryReader(input)
    var orders = OrderLedger()
    do throws(LedgerEntryReader.Fault) {
        try reader.readHead()
        _ = (reader.head.sequence, reader.head.lines, reader.head.counts)
        while try reader.next() {
            reading.lines.append((0..<reader.line.fieldCount).map { reader.line.text($0) })
            _ = orders.add(reader.line)
            if let shipment = ShipmentLedgerLine(reader.line) { checkWritten(shipment.fields) }
            if let input = LedgerInput(reader.line) { checkWritten(input.fields) }
        }
    } catch {
        reading.fault = "\(error)"
    }
    return reading
}

/// Expects of fields that they come back from the line that they are written as.
private func checkWritten(_ fields: [String]) {
    var output = ByteOutput()
    for (index, field) in fields.enumerated() {
        if index > 0 { output.append(UInt8(ascii: "\t")) }
        output.append(tabbedField: field)
    }
    output.append(0x0A)
    var line = TabbedLineReader(ByteInput(bytes: output.array))
    expect((try? line.next()) == true, "a line is written")
    expect((0..<line.fieldCount).map { line.text($0) } == fields, "the fields that were written are read: \(fields)")
}

/// Reads waiting labels with any chunks, and again what it writes of them.
func checkPendingLabels(_ bytes: [UInt8]) {
    let whole = readPending(ByteInput(bytes: bytes))
    let pieces = readPending(ByteInput(bytes: bytes, chunkSize: smallChunkSize(for: bytes)))
    expect(
        isSameStop(whole.error, pieces.error, of: bytes),
        "\(String(describing: whole.error)) or \(String(describing: pieces.error))")
    expect(whole.error != nil || whole.labels == pieces.labels, "the same labels with any chunks")
    checkPendingLabels(whole.labels)
}

/// Expects of labels that they are the same when they have waited.
func checkPendingLabels(_ labels: [PendingLabel]) {
    // Nobody writes a file without labels.
    guard !labels.isEmpty else { return }
    var writer = PendingLabelWriter(output: ByteOutput())
    for label in labels {
        do { try writer.write(label) } catch { fatalError("\(error)") }
    }
    let again = readPending(ByteInput(bytes: writer.contents))
    expect(again.error == nil, "what was written is read: \(String(describing: again.error))")
    expect(again.labels.count == labels.count, "as many labels")
    for (written, read) in zip(labels, again.labels) where written != read {
        fatalError("written as \(written), read as \(read)")
    }
}

private func readPending(_ input: consuming ByteInput) -> (labels: [PendingLabel], error: WireError?) {
    var labels: [PendingLabel] = []
    var reader = PendingLabelReader(input: input)
    do throws(WireError) {
        while let label = try reader.next() { labels.append(label) }
    } catch {
        return (labels, error)
    }
    return (labels, nil)
}

/// Reads normalized orders with any chunks, and expects of each that it is the same when it was packed.
func checkNormalizedOrders(_ bytes: [UInt8]) {
    let whole = readNormalized(ByteInput(bytes: bytes))
    let pieces = readNormalized(ByteInput(bytes: bytes, chunkSize: smallChunkSize(for: bytes)))
    expect(
        isSameStop(whole.error, pieces.error, of: bytes),
        "\(String(describing: whole.error)) or \(String(describing: pieces.error))")
    expect(whole.error != nil || whole.orders == pieces.orders, "the same orders with any chunks")
    for order in whole.orders {
        let unpacked = PackedOrder(order).order
        expect(unpacked == order, "packed \(order), unpacked \(unpacked)")
    }
}

func readNormalized(_ input: consuming ByteInput) -> (orders: [ShippedOrder], error: WireError?) {
    var orders: [ShippedOrder] = []
    let names = Set(ChannelCatalog.all.flatMap(\.updates.channelDataNames)).sorted()
    var reader = ShippedOrderReader(input: input, channelData: names)
    do throws(WireError) {
        while try reader.next() {
            reader.withNames { _, _ in }
            orders.append(try reader.shippedOrder())
        }
    } catch {
        return (orders, error)
    }
    return (orders, nil)
}
