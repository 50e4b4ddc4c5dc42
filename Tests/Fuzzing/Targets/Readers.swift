import TestSupport

@testable import WireFormats

/// Limits low enough that small inputs reach them.
private let limits = {
    var limits = ReadLimits()
    limits.depth = 8
    limits.fieldBytes = 64
    limits.openOrders = 4
    limits.openBytes = 2000
    limits.expansionFloor = 1 << 20
    return limits
}()

extension RecordShape {
    /// With everything that a shape can have: several places, parts in parts, values of their own text, a message.
    fileprivate static let fuzzedXML = RecordShape(
        record: Group(
            id: 0, at: "Orders/Order", "Answer/Data", "Answer/Data/Order",
            fields: [["OrderID", "ID"], ["ShipTo/City"], ["Note"]],
            groups: [
                Group(
                    id: 1, at: "Items/Item", "Item", fields: [["SKU"], ["Quantity"]],
                    groups: [Group(id: 2, at: "Option", fields: [[""], ["Name"]])])
            ]),
        messages: [Group(id: 3, at: "Error", fields: [["Message"], [""]])]
    )
    .expectingParts(at: "Orders/Order/Note")

    fileprivate static let fuzzedJSON = RecordShape(
        record: Group(
            id: 0, at: "orders", "", fields: [["id"], ["shipTo/city", "city"], ["note"]],
            groups: [
                Group(
                    id: 1, at: "items", "box/items", fields: [["sku"], ["quantity"]],
                    groups: [Group(id: 2, at: "tags", fields: [[""]])])
            ]),
        messages: [Group(id: 3, at: "errors", fields: [["message"]])], matching: .folded)

    fileprivate static let fuzzedRows = RecordShape(
        record: Group(id: 0, at: "", fields: [["Order ID", "OrderNumber"], ["City"], ["Note"]]), matching: .folded)

    fileprivate static let fuzzedTable = RecordShape(
        table: Group(id: 0, at: "", fields: [["Order ID", "OrderNumber"], ["City"], ["Note"]]),
        rows: Group(id: 1, at: "", fields: [["SKU"], ["Quantity", "Qty"]]), key: [0], otherwise: [1])
}

/// Reads the same with any chunks.
func checkXML(_ bytes: [UInt8]) {
    let comment = Array("<!--".utf8) + [UInt8](repeating: 0x20, count: 1 << 10) + Array("-->".utf8)
    checkChunks(bytes, behind: comment) { input in
        var reader = XMLRecordReader(input: input, shape: .fuzzedXML, limits: limits)
        return Reading(of: &reader, .fuzzedXML)
    }
}

/// Reads the same with any chunks, each row by itself and gathered to orders.
func checkCSV(_ bytes: [UInt8]) {
    checkChunks(bytes) { input in
        var reader = CSVRecordReader(input: input, shape: .fuzzedRows, limits: limits)
        return Reading(of: &reader, .fuzzedRows)
    }
    checkChunks(bytes) { input in
        var reader = CSVOrderReader(input: input, shape: .fuzzedTable, limits: limits)
        return Reading(of: &reader, .fuzzedTable)
    }
}

/// Reads the same with any chunks.
func checkJSON(_ bytes: [UInt8]) {
    checkChunks(bytes) { input in
        var reader = JSONRecordReader(input: input, shape: .fuzzedJSON, limits: limits)
        return Reading(of: &reader, .fuzzedJSON)
    }
}

/// Decodes the same with any chunks in each encoding, and the same again when it is compressed once more.
func checkBytes(_ bytes: [UInt8]) {
    for encoding in TextEncoding.allCases {
        let small = smallChunkSize(for: bytes)
        let whole = text(of: ByteInput(bytes: bytes, encoding: encoding))
        let pieces = text(of: ByteInput(bytes: bytes, encoding: encoding, chunkSize: small))
        if whole == pieces || isExpansionLimit(whole) || isExpansionLimit(pieces) { continue }
        // Of compressed data that is damaged the start may be judged before the damage is reached.
        if case .failure = whole, case .failure = pieces, bytes.starts(with: [0x1F, 0x8B]) { continue }
        fatalError("\(encoding): \(whole), in chunks of \(small): \(pieces)")
    }
    guard !bytes.starts(with: [0x1F, 0x8B]) else { return }
    expect(
        text(of: ByteInput(bytes: storedInGzip(bytes))) == text(of: ByteInput(bytes: bytes)),
        "a compressed file reads as the file")
}

/// All that an input hands out behind a look at its start, or why it stopped.
private func text(of input: consuming ByteInput) -> Result<[UInt8], WireError> {
    Result { () throws(WireError) in
        input.limits = limits
        let start = try input.peek(9)
        var text: [UInt8] = []
        while true {
            let chunk = try input.nextChunk()
            if chunk.isEmpty { break }
            text += chunk
        }
        expect(text.starts(with: start), "what was seen at the start comes again")
        return text
    }
}

private func isExpansionLimit(_ result: Result<[UInt8], WireError>) -> Bool {
    if case .failure(let error) = result { error.code == .expansionLimit } else { false }
}

/// A gzip member that holds its data without compressing it, in blocks of up to seven bytes.
private func storedInGzip(_ data: [UInt8]) -> [UInt8] {
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = data[...]
    repeat {
        let block = rest.prefix(7)
        rest = rest.dropFirst(7)
        let count = UInt8(block.count)
        member += [rest.isEmpty ? 1 : 0, count, 0, ~count, 0xFF] + block
    } while !rest.isEmpty
    for word in [checksum(data), UInt32(data.count)] {
        member += (0..<4).map { UInt8(truncatingIfNeeded: word >> (UInt32($0) * 8)) }
    }
    return member
}

private func checksum(_ data: [UInt8]) -> UInt32 {
    ~data.reduce(UInt32.max) { crc, byte in
        (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
}

/// Expects of a reader that chunks make no difference to its records, nor to what stops it.
///
/// - Parameter padding: What may stand in front: a first chunk has a kilobyte, which short inputs do not fill.
private func checkChunks(
    _ bytes: [UInt8], behind padding: [UInt8] = [UInt8](repeating: 0x20, count: 1 << 10),
    _ read: (consuming ByteInput) -> Reading
) {
    let small = smallChunkSize(for: bytes)
    compare(read(ByteInput(bytes: bytes)), read(ByteInput(bytes: bytes, chunkSize: small)), small, of: bytes)
    let padded = padding + bytes
    compare(read(ByteInput(bytes: padded)), read(ByteInput(bytes: padded, chunkSize: small)), small, of: bytes)
}

private func compare(_ whole: Reading, _ pieces: Reading, _ size: Int, of bytes: [UInt8]) {
    // What is held, and so what is too much, depends on where the chunks end.
    let bounds: [WireError.Code] = [.recordTooLong, .expansionLimit, .rowsApart]
    let codes = [whole.error?.code, pieces.error?.code].compactMap(\.self)
    if codes.contains(where: bounds.contains) || dropsMoreThanIsTold(bytes) { return }
    guard isSameStop(whole.error, pieces.error, of: bytes) else {
        let errors = [whole.error, pieces.error].map { $0.map { "\($0)" } ?? "nothing" }
        fatalError("stopped by \(errors[0]), in chunks of \(size) by \(errors[1])")
    }
    // Records in front of an error may be handed out or not.
    if whole.error == nil {
        expect(whole.records.count == pieces.records.count, "as many records in chunks of \(size)")
    }
    for (one, other) in zip(whole.records, pieces.records) where one != other {
        fatalError("the record \(one), in chunks of \(size) \(other)")
    }
}

/// Whether there are more control characters than are told of: then those of a later row may be left out, and which
/// they are depends on where the chunks end.
func dropsMoreThanIsTold(_ bytes: [UInt8]) -> Bool {
    bytes.count { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } >= XMLPushParser.findingLimit
}
