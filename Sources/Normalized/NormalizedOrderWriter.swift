package import Orders
package import WireFormats

/// Which of the three normalized files are written.
package struct NormalizedFiles: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// `<stem>.orders.jsonl`.
    package static let jsonLines = NormalizedFiles(rawValue: 1)
    /// `<stem>.orders.csv`, one row per order.
    package static let orderTable = NormalizedFiles(rawValue: 2)
    /// `<stem>.lines.csv`, one row per line item.
    package static let lineTable = NormalizedFiles(rawValue: 4)
    package static let all: NormalizedFiles = [.jsonLines, .orderTable, .lineTable]
}

/// Writes the orders of one input to our own files: JSON Lines and two tables.
package struct NormalizedOrderWriter: ~Copyable {
    private var json: OrderJSONWriter
    private var tables: OrderCSVWriter
    private let files: NormalizedFiles

    /// Starts the files of one input.
    /// - Parameters:
    ///   - files: Which files are wanted; the outputs of the others stay empty.
    ///   - jsonLines: Takes an object for each order.
    ///   - orderTable: Takes a row for each order.
    ///   - lineTable: Takes a row for each line item.
    ///   - style: How tables are written.
    ///   - channel: The channel's id.
    ///   - store: The store's id.
    ///   - file: The input's name, for each order's `source`.
    package init(
        files: NormalizedFiles, jsonLines: consuming ByteOutput, orderTable: consuming ByteOutput,
        lineTable: consuming ByteOutput, style: CSVStyle, channel: String, store: String, file: String
    ) {
        self.files = files
        json = OrderJSONWriter(output: jsonLines, channel: channel, store: store, file: file)
        tables = OrderCSVWriter(
            orders: orderTable, lines: lineTable, style: style, channel: channel, store: store, file: file)
        if files.contains(.orderTable) || files.contains(.lineTable) { tables.writeHeaders() }
    }

    /// Starts the one file of a conversion.
    /// - Parameters:
    ///   - files: The file that is wanted.
    ///   - output: Takes it.
    ///   - style: How tables are written.
    ///   - channel: The channel's id.
    ///   - store: The store's id.
    ///   - file: The input's name, for each order's `source`.
    package init(
        files: NormalizedFiles, output: consuming ByteOutput, style: CSVStyle, channel: String, store: String,
        file: String
    ) {
        if files == .jsonLines {
            self.init(
                files: files, jsonLines: output, orderTable: ByteOutput(), lineTable: ByteOutput(), style: style,
                channel: channel, store: store, file: file)
        } else if files == .orderTable {
            self.init(
                files: files, jsonLines: ByteOutput(), orderTable: output, lineTable: ByteOutput(), style: style,
                channel: channel, store: store, file: file)
        } else {
            self.init(
                files: files, jsonLines: ByteOutput(), orderTable: ByteOutput(), lineTable: output, style: style,
                channel: channel, store: store, file: file)
        }
    }

    /// Renders an order; it is not part of the files until `keep`.
    /// - Returns: The digest of its content, without source and warnings.
    package mutating func render(_ order: Order, _ record: Record, warnings: [IssueCode]) -> Digest {
        json.render(order, record, warnings: warnings)
        return json.contentDigest
    }

    /// Takes the rendered order back: it was written before.
    package mutating func takeBack() { json.takeBack() }

    /// Makes the rendered order part of the files.
    package mutating func keep(_ order: Order, _ record: Record, warnings: [IssueCode]) throws(OutputError) {
        if files.contains(.orderTable) || files.contains(.lineTable) {
            tables.write(order, record, warnings: warnings)
            if files.contains(.orderTable) { try tables.orders.flushIfFull() } else { tables.orders.rewind(to: 0) }
            if files.contains(.lineTable) { try tables.lines.flushIfFull() } else { tables.lines.rewind(to: 0) }
        }
        if files.contains(.jsonLines) { try json.output.flushIfFull() } else { json.takeBack() }
    }

    /// Appends an order whose content nobody asks about: for one output to a pipe.
    package mutating func write(_ order: Order, _ record: Record, warnings: [IssueCode]) throws(OutputError) {
        if files.contains(.jsonLines) { json.render(order, record, warnings: warnings) }
        try keep(order, record, warnings: warnings)
    }

    /// Writes out what is still in the buffers.
    package mutating func finish() throws(OutputError) {
        if files.contains(.jsonLines) { try json.output.flush() }
        if files.contains(.orderTable) { try tables.orders.flush() }
        if files.contains(.lineTable) { try tables.lines.flush() }
    }
}
