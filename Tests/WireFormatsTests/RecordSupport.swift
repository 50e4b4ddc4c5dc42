@testable import WireFormats

/// A record as a value that can be compared, with all that a decoder could see of it.
struct ReadRecord: Equatable {
    struct Value: Equatable {
        var text: String
        var position: SourcePosition
        var isRepeated = false
    }

    struct Instance: Equatable {
        var group: Int
        var parent: Int
        var position: SourcePosition
        /// By slot; `nil` for a field that the record does not have.
        var values: [Value?]
    }

    var number: Int
    var position: SourcePosition
    var lastLine: Int
    var instances: [Instance]
    var rawText: String
    var findings: [TextFinding]

    /// The text in a slot of an instance.
    func text(_ slot: Int, of instance: Int = 0) -> String? { instances[instance].values[slot]?.text }

    /// The place of a slot of an instance, as messages write it.
    func place(_ slot: Int, of instance: Int = 0) -> String? { instances[instance].values[slot]?.position.description }
}

/// The records that a reader hands out, and why it stopped if it did.
struct Reading: Equatable {
    var records: [ReadRecord] = []
    var error: WireError?

    /// The texts of one slot of all records.
    func texts(_ slot: Int) -> [String?] { records.map { $0.text(slot) } }

    /// Code and place of the error, such as `malformed 2:7`.
    var stop: String? { error.map { "\($0.code.rawValue) \($0.position)" } }
}

/// An order of the tests: the values of `TestSlot` and items with those of `ItemSlot`.
enum TestSlot {
    static let id = 0
    static let city = 1
    static let note = 2
}

enum ItemSlot {
    static let sku = 0
    static let quantity = 1
}

extension RecordShape {
    static let testXML = RecordShape(
        record: Group(
            id: 0, at: "Orders/Order", fields: [["OrderID"], ["ShipTo/City"], ["Note"]],
            groups: [Group(id: 1, at: "Items/Item", fields: [["SKU"], ["Quantity"]])]))

    static let testJSON = RecordShape(
        record: Group(
            id: 0, at: "orders", "", fields: [["id"], ["shipTo/city"], ["note"]],
            groups: [Group(id: 1, at: "items", fields: [["sku"], ["quantity"]])]))

    static let testCSV = RecordShape(
        record: Group(id: 0, at: "", fields: [["Order ID", "OrderNumber"], ["City"], ["Note"]]), matching: .folded)
}

/// An order gathered from rows: the values of `TestSlot` and rows with those of `ItemSlot`.
extension RecordShape {
    static let testOrders = RecordShape(
        table: Group(id: 0, at: "", fields: [["Order ID", "OrderNumber"], ["City"], ["Note"]]),
        rows: Group(id: 1, at: "", fields: [["SKU"], ["Quantity", "Qty"]]), key: [TestSlot.id])
}

func readXML(
    _ bytes: [UInt8], chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits(),
    shape: RecordShape = .testXML
) -> Reading {
    var reader = XMLRecordReader(
        input: ByteInput(bytes: bytes, chunkSize: chunkSize), shape: shape, limits: limits)
    return readAll(from: &reader, shape)
}

func readXML(_ text: String, chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits()) -> Reading {
    readXML(Array(text.utf8), chunkSize: chunkSize, limits: limits)
}

func readJSON(
    _ bytes: [UInt8], chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits()
) -> Reading {
    var reader = JSONRecordReader(
        input: ByteInput(bytes: bytes, chunkSize: chunkSize), shape: .testJSON, limits: limits)
    return readAll(from: &reader, .testJSON)
}

func readJSON(_ text: String, chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits()) -> Reading {
    readJSON(Array(text.utf8), chunkSize: chunkSize, limits: limits)
}

func readCSV(
    _ bytes: [UInt8], chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits(),
    separator: UInt8 = UInt8(ascii: ",")
) -> Reading {
    var reader = CSVRecordReader(
        input: ByteInput(bytes: bytes, chunkSize: chunkSize), shape: .testCSV, limits: limits, separator: separator)
    return readAll(from: &reader, .testCSV)
}

func readCSV(_ text: String, chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits()) -> Reading {
    readCSV(Array(text.utf8), chunkSize: chunkSize, limits: limits)
}

func readOrders(
    _ bytes: [UInt8], encoding: TextEncoding? = nil, chunkSize: Int = ByteInput.chunkSize,
    limits: ReadLimits = ReadLimits(), shape: RecordShape = .testOrders
) -> Reading {
    var reader = CSVOrderReader(
        input: ByteInput(bytes: bytes, encoding: encoding, chunkSize: chunkSize), shape: shape, limits: limits)
    return readAll(from: &reader, shape)
}

func readOrders(
    _ text: String, chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits(),
    shape: RecordShape = .testOrders
) -> Reading {
    readOrders(Array(text.utf8), chunkSize: chunkSize, limits: limits, shape: shape)
}

private func readAll<Reader: RecordReader & ~Copyable>(from reader: inout Reader, _ shape: RecordShape) -> Reading {
    var reading = Reading()
    do throws(WireError) {
        while try reader.next() {
            let record = reader.record
            let rawText = String(decoding: reader.rawText(limit: 1 << 30), as: UTF8.self)
            reading.records.append(
                ReadRecord(
                    number: record.number, position: record.position, lastLine: record.lastLine,
                    instances: (0..<record.instanceCount).map { copy(of: $0, record, shape) }, rawText: rawText,
                    findings: reader.takeTextFindings()))
        }
    } catch {
        reading.error = error
    }
    return reading
}

private func copy(of instance: Int, _ record: Record, _ shape: RecordShape) -> ReadRecord.Instance {
    let group = record.group(of: instance)
    let values = (0..<shape.slotCounts[group]).map { slot -> ReadRecord.Value? in
        let field = record.field(slot, of: instance)
        guard field.isPresent else { return nil }
        return ReadRecord.Value(
            text: record.string(field), position: field.position, isRepeated: field.isRepeated)
    }
    return ReadRecord.Instance(
        group: group, parent: record.parent(of: instance), position: record.position(of: instance), values: values)
}

/// Takes the mark `⌖` out of a text and says where it stood.
func marked(_ text: String) -> (text: String, place: SourcePosition) {
    var place = SourcePosition(line: 1, column: 1)
    for scalar in text.unicodeScalars {
        if scalar == "⌖" { break }
        place.column += 1
        if scalar == "\n" { place = SourcePosition(line: place.line + 1, column: 1) }
    }
    return (String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "⌖" })), place)
}
