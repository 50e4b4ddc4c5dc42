import TestSupport

@testable import WireFormats

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
    return Reading(of: &reader, shape)
}

func readXML(_ text: String, chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits()) -> Reading {
    readXML(Array(text.utf8), chunkSize: chunkSize, limits: limits)
}

func readJSON(
    _ bytes: [UInt8], chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits()
) -> Reading {
    var reader = JSONRecordReader(
        input: ByteInput(bytes: bytes, chunkSize: chunkSize), shape: .testJSON, limits: limits)
    return Reading(of: &reader, .testJSON)
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
    return Reading(of: &reader, .testCSV)
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
    return Reading(of: &reader, shape)
}

func readOrders(
    _ text: String, chunkSize: Int = ByteInput.chunkSize, limits: ReadLimits = ReadLimits(),
    shape: RecordShape = .testOrders
) -> Reading {
    readOrders(Array(text.utf8), chunkSize: chunkSize, limits: limits, shape: shape)
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
