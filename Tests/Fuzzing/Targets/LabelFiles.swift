import Channels
import Labels
import Normalized
import Orders
import TestSupport
import WireFormats

@testable import Job

private let today = Timestamp(seconds: 1_795_392_000, isDateOnly: true)

/// Reads a file of label results of each system: with any chunks the same comes out, it can wait for its orders, and
/// what channels are told of it is well formed.
///
/// Of several systems those that claim the file take it, and one more, which the bytes choose.
func checkLabels(_ bytes: [UInt8], _ systems: [any LabelSystem]) {
    var claims: [String]?
    if systems.count > 1 {
        _ = read(bytes, LabelInputs())
        var input = ByteInput(bytes: bytes)
        claims = (try? input.peek(ByteInput.chunkSize)).map { start in
            LabelCatalog.claims(LabelFileHead(firstBytes: start.span)).map(\.id)
        }
    }
    let chance = Int(Digest(of: bytes.span).high % UInt64(systems.count))
    for (number, system) in systems.enumerated() where number == chance || claims?.contains(system.id) ?? true {
        var inputs = LabelInputs()
        inputs.format = system.id
        inputs.timeZone = zones[system.timeZone]
        let whole = read(bytes, inputs)
        let pieces = read(bytes, inputs, chunkSize: smallChunkSize(for: bytes))
        expect(
            isSameStop(whole.error, pieces.error, of: bytes),
            "\(system.id): \(String(describing: whole.error)) or \(String(describing: pieces.error))")
        guard whole.error == nil else { continue }
        expect(whole.file == pieces.file, "\(system.id): the same labels with any chunks")
        let labels = whole.file.labels.map { PendingLabel(label: $0, firstSeen: today) }
        checkPendingLabels(labels)
        checkOutputs(whole.file.labels)
        for channel in ChannelCatalog.all { checkUpdates(whole.file.labels, channel) }
    }
}

/// The systems' zones, each read once.
private let zones = Dictionary(
    LabelCatalog.all.compactMap { system in
        ZoneFinder().rules(of: system.timeZone).map {
            (system.timeZone, NamedTimeZone(name: system.timeZone, rules: $0))
        }
    }, uniquingKeysWith: { first, _ in first })

private struct FileReading: Equatable {
    var labels: [Label] = []
    var positions: [SourcePosition] = []
    var rejects: [RecordIssue] = []
    var texts: [[UInt8]] = []
    var warnings: [Finding] = []
}

private func read(
    _ bytes: [UInt8], _ inputs: LabelInputs, chunkSize: Int = ByteInput.chunkSize
) -> (file: FileReading, error: WireError?) {
    do throws(WireError) {
        let file = try LabelFile.read(
            ByteInput(bytes: bytes, chunkSize: chunkSize), name: "input", inputs, today: today, limits: ReadLimits())
        for warning in file.warnings { expect(isPlainLine(warning.line), "one plain line: \(warning.line)") }
        return (
            FileReading(
                labels: file.labels.map(\.label), positions: file.labels.map(\.position),
                rejects: file.rejects.map(\.issue), texts: file.rejects.map(\.raw), warnings: file.warnings), nil
        )
    } catch {
        return (FileReading(), error)
    }
}

private func checkOutputs(_ labels: [Label]) {
    for (files, file) in [(ShipmentWriter.Files.jsonLines, jsonFile), (.table, tableFile)] {
        file.clear()
        let output = file.output
        var writer =
            files == .jsonLines
            ? ShipmentWriter(files: files, jsonLines: output, table: ByteOutput(), style: CSVStyle())
            : ShipmentWriter(files: files, jsonLines: ByteOutput(), table: output, style: CSVStyle())
        do {
            for label in labels { try writer.write(label) }
            try writer.finish()
        } catch {
            fatalError("\(error)")
        }
    }
    expect(lines(of: jsonFile.bytes) == labels.count && isJSON(jsonFile.bytes), "a line of JSON for each label")
    expect(rows(of: tableFile.bytes) == labels.count, "a row for each label")
}

private let jsonFile = ScratchFile()
private let tableFile = ScratchFile()

/// Tells a channel of each label as if it had found an order with the label's own words.
private func checkUpdates(_ labels: [Label], _ channel: any Channel) {
    let shipments = labels.map { label in
        OrderShipment(
            shipment: Shipment(
                label: label, store: "fuzz", orderKey: label.orderKey ?? "1", orderNumber: label.orderNumber ?? "1",
                items: label.items, completesOrder: true),
            order: order(of: label, channel))
    }
    let updates = channel.updates.encode(shipments, store: StoreSettings(id: "fuzz"))
    for (request, indices) in updates.requests {
        expect(indices.allSatisfy(shipments.indices.contains), "\(channel.id): a call is about shipments")
        switch request.fileExtension {
        case "xml": expect(isXML(request.body), "\(channel.id): \(String(decoding: request.body, as: UTF8.self))")
        case "json":
            expect(
                isJSON(request.body) && !request.body.isEmpty,
                "\(channel.id): \(String(decoding: request.body, as: UTF8.self))")
        default: fatalError("\(channel.id): \(request.fileExtension)")
        }
    }
}

private func order(of label: Label, _ channel: any Channel) -> ShippedOrder {
    var order = ShippedOrder(
        channel: channel.id, store: "fuzz",
        orderKey: channel.id == "sears" ? "2026-11-20-100731" : label.orderKey ?? "1",
        orderNumber: label.orderNumber ?? "1", orderStatus: .awaitingShipment)
    order.shipTo.name = label.notesToCustomer
    order.customerUsername = label.service
    order.items = (label.items ?? []).map { item in
        var line = OrderedItem(quantity: item.quantity, ships: true)
        line.lineItemKey = item.lineItemKey ?? item.sku
        line.sku = item.sku
        line.name = item.name
        return line
    }
    for name in channel.updates.channelDataNames { order.channelData[name] = label.orderNumber ?? "2026-11-20" }
    return order
}
