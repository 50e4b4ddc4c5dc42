package import Orders
package import WireFormats

/// Writes the labels of one input to our own files: JSON Lines and a table.
package struct ShipmentWriter: ~Copyable {
    /// Which of the two files are written.
    package struct Files: OptionSet, Hashable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        /// `<stem>.shipments.jsonl`.
        package static let jsonLines = Files(rawValue: 1)
        /// `<stem>.shipments.csv`.
        package static let table = Files(rawValue: 2)
        package static let all: Files = [.jsonLines, .table]
    }

    private var json: ShipmentJSON
    private var table: ShipmentTable
    private let files: Files

    /// Starts the files of one input.
    /// - Parameters:
    ///   - files: Which files are wanted; the outputs of the others stay empty.
    ///   - jsonLines: Takes an object for each label.
    ///   - table: Takes a row for each label.
    ///   - style: How the table is written.
    package init(files: Files, jsonLines: consuming ByteOutput, table: consuming ByteOutput, style: CSVStyle) {
        self.files = files
        json = ShipmentJSON(output: jsonLines)
        self.table = ShipmentTable(output: table, style: style)
        if files.contains(.table) { self.table.writeHeader() }
    }

    /// Appends a label that has found its order.
    package mutating func write(_ shipment: Shipment) throws(OutputError) { try write(ShipmentRow(shipment)) }

    /// Appends a label without an order: its order number is shown without a leading `#`.
    package mutating func write(_ label: Label) throws(OutputError) { try write(ShipmentRow(label)) }

    private mutating func write(_ row: ShipmentRow) throws(OutputError) {
        if files.contains(.jsonLines) {
            json.append(row)
            try json.output.flushIfFull()
        }
        if files.contains(.table) {
            table.append(row)
            try table.output.flushIfFull()
        }
    }

    /// Writes out what is still in the buffers.
    package mutating func finish() throws(OutputError) {
        try json.output.flush()
        try table.output.flush()
    }

    /// What is in the buffers: everything, for outputs that collect in memory.
    package var contents: (jsonLines: [UInt8], table: [UInt8]) { (json.output.array, table.output.array) }
}
