import Channels
import Normalized
import Orders
import WireFormats

extension ByteOutput {
    /// Appends a call as a line of `requests.jsonl`.
    mutating func append(_ call: UpdateCall, bodyFile: String) {
        let (call, key) = (call.request, ShipmentKey.idempotencyKey(of: call.keys, kind: call.request.kind))
        append("{\"idempotencyKey\":")
        append(jsonString: key)
        append(",\"method\":")
        append(jsonString: call.method)
        append(",\"path\":")
        append(jsonString: call.path)
        append(",\"query\":")
        append(
            jsonString: call.query.map { "\(queryEscaped($0.name))=\(queryEscaped($0.value))" }.joined(separator: "&"))
        append(",\"contentType\":")
        append(jsonString: call.contentType)
        append(",\"bodyFile\":")
        append(jsonString: bodyFile)
        append("}\n")
    }
}

/// A text as it stands in a query: RFC 3986, everything but unreserved characters escaped.
func queryEscaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var escaped: [UInt8] = []
    for byte in text.utf8 {
        let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A && byte >= 0x41
        let isDigit = byte >= 0x30 && byte <= 0x39
        if isLetter || isDigit || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte) {
            escaped.append(byte)
        } else {
            escaped += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: escaped, as: UTF8.self)
}

/// A table for a person.
private struct ListTable: ~Copyable {
    private var output: ByteOutput

    init(output: consuming ByteOutput, columns: [String]) throws(OutputError) {
        self.output = output
        try add(columns)
    }

    mutating func add(_ row: [String?]) throws(OutputError) {
        for (index, field) in row.enumerated() {
            if index > 0 { output.append(",") }
            output.append(csvField: field ?? "", formulaSafe: true)
        }
        output.append("\n")
        try output.flushIfFull()
    }

    mutating func finish() throws(OutputError) { try output.flush() }
}

/// A shipment that a person must tell the shop of, and why.
struct ManualRow {
    var orderNumber: String
    var orderKey: String
    var label: Label
    var issue: RecordIssue
}

/// `<stem>.manual.csv`: shipments that a person must tell the shop of.
struct ManualTable: ~Copyable {
    private var table: ListTable

    init(output: consuming ByteOutput) throws(OutputError) {
        table = try ListTable(
            output: output,
            columns: [
                "orderNumber", "orderKey", "trackingNumber", "carrier", "service", "shipDate", "code", "field", "value",
                "whatToDo",
            ])
    }

    mutating func add(_ row: ManualRow) throws(OutputError) {
        let (label, issue) = (row.label, row.issue)
        try table.add([
            row.orderNumber, row.orderKey, label.trackingNumber, label.carrier?.rawValue, label.service,
            label.shipDate?.text, issue.code.rawValue, issue.field, issue.value, issue.message,
        ])
    }

    /// Writes out what is still in the buffer.
    mutating func finish() throws(OutputError) { try table.finish() }
}

/// `<stem>.voids.csv`: labels that were taken back after the shop was told of them.
struct VoidTable: ~Copyable {
    private var table: ListTable

    init(output: consuming ByteOutput) throws(OutputError) {
        table = try ListTable(
            output: output,
            columns: ["orderKey", "orderNumber", "trackingNumber", "carrier", "voidDate", "whatToDo"])
    }

    mutating func add(_ box: ListedBox, _ label: Label) throws(OutputError) {
        try table.add([
            box.key.orderKey, box.orderNumber, label.trackingNumber ?? box.key.parcel, label.carrier?.rawValue,
            label.voidDate?.text, box.isDoubtful ? Self.whatToFind : Self.whatToDo,
        ])
    }

    private static let whatToDo = "the shop was told of this label; take the tracking number back there by hand"
    private static let whatToFind =
        "several orders have this tracking number, and one of their labels was taken back; see which, and take the number"
        + " back there by hand"

    /// Writes out what is still in the buffer.
    mutating func finish() throws(OutputError) { try table.finish() }
}
