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

/// Orders of one input as they will stand in our own files, one behind the other: JSON Lines and two tables.
///
/// Which of them become part of the files, whoever takes them decides.
package struct RenderedOrders: ~Copyable, Sendable {
    /// A place in each of the files, in bytes.
    package struct Place: Hashable, Sendable {
        var json = 0
        var orders = 0
        var lines = 0

        package init() {}
    }

    fileprivate var json: OrderJSONWriter
    fileprivate var tables: OrderCSVWriter
    private let files: NormalizedFiles

    /// Starts with no orders.
    /// - Parameters:
    ///   - files: Which files are wanted; nothing is rendered for the others.
    ///   - style: How tables are written.
    ///   - channel: The channel's id.
    ///   - store: The store's id.
    ///   - file: The input's name, for each order's `source`.
    package init(files: NormalizedFiles, style: CSVStyle, channel: String, store: String, file: String) {
        self.files = files
        json = OrderJSONWriter(channel: channel, store: store, file: file)
        tables = OrderCSVWriter(style: style, channel: channel, store: store, file: file)
    }

    /// Renders one more order.
    package mutating func render(_ order: Order, _ record: Record, warnings: [IssueCode]) {
        if files.contains(.jsonLines) { json.render(order, record, warnings: warnings) }
        guard files.contains(.orderTable) || files.contains(.lineTable) else { return }
        tables.write(order, record, warnings: warnings)
        if !files.contains(.orderTable) { tables.orders.rewind(to: 0) }
        if !files.contains(.lineTable) { tables.lines.rewind(to: 0) }
    }

    /// The digest of the last order's line without its source and warnings: two files that hold the same order agree in it.
    package var contentDigest: Digest { json.contentDigest }

    /// Where the last order ends.
    package var end: Place {
        var place = Place()
        (place.json, place.orders, place.lines) = (json.output.count, tables.orders.count, tables.lines.count)
        return place
    }

    /// Bytes of all files.
    package var count: Int { json.output.count + tables.orders.count + tables.lines.count }

    /// Makes it empty again.
    package mutating func removeAll() {
        json.output.rewind(to: 0)
        tables.orders.rewind(to: 0)
        tables.lines.rewind(to: 0)
    }
}

/// Writes the orders of one input to our own files.
package struct NormalizedOrderWriter: ~Copyable {
    private var json: ByteOutput
    private var orders: ByteOutput
    private var lines: ByteOutput

    /// Starts the files of one input.
    package init(
        jsonLines: consuming ByteOutput, orderTable: consuming ByteOutput, lineTable: consuming ByteOutput,
        style: CSVStyle
    ) {
        json = jsonLines
        orders = orderTable
        lines = lineTable
        OrderCSVWriter.header(OrderCSVWriter.orderColumns, style, to: &orders)
        OrderCSVWriter.header(OrderCSVWriter.lineColumns, style, to: &lines)
    }

    /// Starts the one file of a conversion.
    /// - Parameters:
    ///   - files: The file that is wanted.
    ///   - output: Takes it.
    ///   - style: How tables are written.
    package init(_ files: NormalizedFiles, to output: consuming ByteOutput, style: CSVStyle) {
        json = ByteOutput()
        orders = ByteOutput()
        lines = ByteOutput()
        switch files {
        case .jsonLines: json = output
        case .orderTable:
            orders = output
            OrderCSVWriter.header(OrderCSVWriter.orderColumns, style, to: &orders)
        default:
            lines = output
            OrderCSVWriter.header(OrderCSVWriter.lineColumns, style, to: &lines)
        }
    }

    /// Makes orders part of the files.
    package mutating func append(
        _ rendered: borrowing RenderedOrders, from start: RenderedOrders.Place, to end: RenderedOrders.Place
    ) throws(OutputError) {
        try json.write(rendered.json.output, from: start.json, to: end.json)
        try orders.write(rendered.tables.orders, from: start.orders, to: end.orders)
        try lines.write(rendered.tables.lines, from: start.lines, to: end.lines)
    }

    /// Writes out what is still in the buffers.
    package mutating func finish() throws(OutputError) {
        try json.flush()
        try orders.flush()
        try lines.flush()
    }
}
