import Orders
package import WireFormats

/// The descriptor of the tables of one input: a Frictionless Data Package, version 1, of tabular resources.
///
/// It hangs on nothing but the tables' names and style, so that the same input has the same one.
package enum TablePackage {
    /// What stands behind the stem in its name.
    package static let ending = ".datapackage.json"

    /// Of `<stem>.orders.csv` and `<stem>.lines.csv`.
    package static func orders(stem: String, _ style: CSVStyle) -> [UInt8] {
        let orders = Table(
            kind: "orders", columns: OrderCSVWriter.orderColumns, types: orderTypes, primaryKey: ["store", "orderKey"])
        let lines = Table(
            kind: "lines", columns: OrderCSVWriter.lineColumns, types: lineTypes, foreignKey: ["store", "orderKey"])
        return descriptor(stem, style, [orders, lines])
    }

    /// Of `<stem>.shipments.csv`.
    package static func shipments(stem: String, _ style: CSVStyle) -> [UInt8] {
        descriptor(stem, style, [Table(kind: "shipments", columns: ShipmentTable.columns, types: shipmentTypes)])
    }

    // MARK: - Columns

    /// What a column holds, in the words of a Table Schema.
    fileprivate enum ColumnType {
        case text
        case required
        case choice([String])
        case pattern(String)
        case day
        case number
        case integer
        case boolean
    }

    fileprivate struct Table {
        var kind: String
        var columns: [String]
        /// Columns that are not named here hold text.
        var types: [String: ColumnType]
        var primaryKey: [String] = []
        /// The columns that name a row of the first table.
        var foreignKey: [String] = []
    }

    private static let moment = ColumnType.pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")
    private static let currency = ColumnType.pattern("[A-Z]{3}")
    private static let country = ColumnType.pattern("[A-Z]{2}")
    private static let grams = ColumnType.choice(["grams"])

    private static let orderTypes: [String: ColumnType] = [
        "channel": .required, "store": .required, "orderKey": .required,
        "orderStatus": .choice(OrderStatus.allCases.map(\.rawValue)),
        "orderDate": moment, "modifyDate": moment, "paymentDate": moment, "shipByDate": moment,
        "currency": currency, "orderTotal": .number, "amountPaid": .number, "taxAmount": .number,
        "shippingAmount": .number, "discountAmount": .number, "billTo.country": country, "shipTo.country": country,
        "gift": .boolean, "weight.value": .number, "weight.units": grams, "source.file": .required,
        "source.record": .integer, "source.line": .integer,
    ]

    private static let lineTypes: [String: ColumnType] = [
        "channel": .required, "store": .required, "orderKey": .required, "quantity": .number, "unitPrice": .number,
        "taxAmount": .number, "shippingAmount": .number, "discountAmount": .number, "weight.value": .number,
        "weight.units": grams, "adjustment": .boolean, "ships": .boolean,
    ]

    private static let shipmentTypes: [String: ColumnType] = [
        "createDate": moment, "shipDate": .day, "shipmentCost": .number, "insuranceCost": .number,
        "isReturnLabel": .boolean, "voided": .boolean, "voidDate": moment, "weight.value": .number,
        "weight.units": grams, "labelSystem": .required, "status": .choice(LabelStatus.allCases.map(\.rawValue)),
        "currency": currency, "carrier": .choice(Carrier.allCases.map(\.rawValue)), "packageSequence": .integer,
        "notifyCustomer": .boolean, "source.file": .required, "source.record": .integer, "source.line": .integer,
    ]

    // MARK: - Text

    private static func descriptor(_ stem: String, _ style: CSVStyle, _ tables: [Table]) -> [UInt8] {
        var output = ByteOutput()
        output.append("{\n  \"profile\": \"tabular-data-package\",\n  \"name\": ")
        output.append(jsonString: slug(stem))
        output.append(",\n  \"resources\": [")
        for (index, table) in tables.enumerated() {
            output.append(index == 0 ? "\n    {\"name\": " : ",\n    {\"name\": ")
            output.append(jsonString: table.kind)
            output.append(", \"path\": ")
            output.append(jsonString: "\(stem).\(table.kind).csv")
            output.append(", \"profile\": \"tabular-data-resource\", \"format\": \"csv\", \"mediatype\": \"text/csv\",")
            output.append("\n     \"encoding\": \"utf-8\", \"dialect\": {\"delimiter\": \",\", \"lineTerminator\": ")
            output.append(jsonString: style.carriageReturns ? "\r\n" : "\n")
            output.append(", \"quoteChar\": \"\\\"\", \"doubleQuote\": true, \"header\": true},\n     \"schema\": ")
            output.append(table, first: tables[0].kind)
            output.append("}")
        }
        output.append("\n  ]\n}\n")
        return output.array
    }

    /// A name as packages may have: small letters, digits, `.`, `_` and `-`.
    private static func slug(_ stem: String) -> String {
        String(
            decoding: stem.utf8.map { byte -> UInt8 in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "."), UInt8(ascii: "_"):
                    byte
                default: UInt8(ascii: "-")
                }
            }, as: UTF8.self)
    }
}

extension ByteOutput {
    /// Appends the schema of a table.
    fileprivate mutating func append(_ table: TablePackage.Table, first: String) {
        append("{\n      \"fields\": [")
        for (index, column) in table.columns.enumerated() {
            append(index == 0 ? "\n        {\"name\": " : ",\n        {\"name\": ")
            append(jsonString: column)
            append(table.types[column] ?? .text)
            append("}")
        }
        append("\n      ],\n      \"missingValues\": [\"\"]")
        if !table.primaryKey.isEmpty {
            append(", \"primaryKey\": ")
            append(words: table.primaryKey)
        }
        if !table.foreignKey.isEmpty {
            append(",\n      \"foreignKeys\": [{\"fields\": ")
            append(words: table.foreignKey)
            append(", \"reference\": {\"resource\": ")
            append(jsonString: first)
            append(", \"fields\": ")
            append(words: table.foreignKey)
            append("}}]")
        }
        append("\n     }")
    }

    /// Appends the type of a column and what it is held to.
    fileprivate mutating func append(_ type: TablePackage.ColumnType) {
        switch type {
        case .text: append(", \"type\": \"string\"")
        case .required: append(", \"type\": \"string\", \"constraints\": {\"required\": true}")
        case .choice(let words):
            append(", \"type\": \"string\", \"constraints\": {\"enum\": ")
            append(words: words)
            append("}")
        case .pattern(let pattern):
            append(", \"type\": \"string\", \"constraints\": {\"pattern\": ")
            append(jsonString: pattern)
            append("}")
        case .day: append(", \"type\": \"date\"")
        case .number: append(", \"type\": \"number\"")
        case .integer: append(", \"type\": \"integer\", \"constraints\": {\"minimum\": 1}")
        case .boolean: append(", \"type\": \"boolean\"")
        }
    }

    fileprivate mutating func append(words: [String]) {
        append("[")
        for (index, word) in words.enumerated() {
            if index > 0 { append(", ") }
            append(jsonString: word)
        }
        append("]")
    }
}
