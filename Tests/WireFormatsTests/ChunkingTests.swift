import TestSupport
import Testing

@testable import WireFormats

/// Where a file is cut into chunks makes no difference to what is read from it.
@Suite struct ChunkingTests {
    static let chunkSizes = [1, 7, 64, 1000]

    @Test(arguments: [0x5741_5931, 0x5741_5932, 0x5741_5933] as [UInt64])
    func readsTheSameFromChunksOfAnySize(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for round in 0..<15 {
            let orders = (0..<Int.random(in: 1...30, using: &random)).map { _ in Order(using: &random) }
            let xml = xmlDocument(orders, using: &random)
            let json = jsonDocument(orders, using: &random)
            let csv = csvDocument(orders, using: &random)
            for chunkSize in Self.chunkSizes {
                let place = "seed \(seed), round \(round), chunks of \(chunkSize)"
                #expect(readXML(xml, chunkSize: chunkSize) == readXML(xml), "\(place)")
                #expect(readJSON(json, chunkSize: chunkSize) == readJSON(json), "\(place)")
                #expect(readCSV(csv, chunkSize: chunkSize) == readCSV(csv), "\(place)")
            }
            try expect(readXML(xml), orders, hasItems: true, "XML, seed \(seed), round \(round)")
            try expect(readJSON(json), orders, hasItems: true, "JSON, seed \(seed), round \(round)")
            try expect(readCSV(csv), orders, hasItems: false, "CSV, seed \(seed), round \(round)")
        }
    }

    /// Damage stops each reading or changes it in the same way, wherever the chunks end.
    @Test(arguments: [0x4441_4D31, 0x4441_4D32] as [UInt64])
    func treatsDamageTheSameInChunksOfAnySize(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for round in 0..<100 {
            let orders = (0..<3).map { _ in Order(using: &random) }
            var files = [
                Array(xmlDocument(orders, using: &random).utf8), Array(jsonDocument(orders, using: &random).utf8),
                Array(csvDocument(orders, using: &random).utf8),
            ]
            for index in files.indices {
                for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&files[index], using: &random) }
            }
            for chunkSize in Self.chunkSizes {
                let place = "seed \(seed), round \(round), chunks of \(chunkSize)"
                expectSameEnd(readXML(files[0], chunkSize: chunkSize), readXML(files[0]), "XML, \(place)")
                expectSameEnd(readJSON(files[1], chunkSize: chunkSize), readJSON(files[1]), "JSON, \(place)")
                expectSameEnd(readCSV(files[2], chunkSize: chunkSize), readCSV(files[2]), "CSV, \(place)")
            }
        }
    }

    /// The same error, and the same records if there is none: records in front of an error may be handed out or not.
    private func expectSameEnd(_ one: Reading, _ other: Reading, _ place: String) {
        #expect(one.error == other.error, "\(place)")
        if one.error == nil { #expect(one == other, "\(place)") }
    }

    private func expect(_ reading: Reading, _ orders: [Order], hasItems: Bool, _ place: String) throws {
        #expect(reading.error == nil, "\(place)")
        try #require(reading.records.count == orders.count, "\(place)")
        for (record, order) in zip(reading.records, orders) {
            #expect(record.text(TestSlot.id) == order.id, "\(place)")
            #expect(record.text(TestSlot.city) == order.city, "\(place)")
            #expect(record.text(TestSlot.note) == order.note, "\(place)")
            guard hasItems else { continue }
            let skus = (1..<max(1, record.instances.count)).map { record.text(ItemSlot.sku, of: $0) }
            #expect(skus == order.skus, "\(place)")
        }
    }
}

private func damage(_ file: inout [UInt8], using random: inout SeededGenerator) {
    guard !file.isEmpty else { return }
    let place = Int.random(in: 0..<file.count, using: &random)
    let end = min(file.count, place + Int.random(in: 1...20, using: &random))
    switch Int.random(in: 0..<5, using: &random) {
    case 0: file[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: file.removeSubrange(place..<end)
    case 2: file.insert(contentsOf: file[place..<end], at: Int.random(in: 0..<file.count, using: &random))
    case 3: file.insert(Array("<>&\"'{}[],:\\\r\n\0\u{1}".utf8).randomElement(using: &random) ?? 0, at: place)
    default: file.removeSubrange(end...)
    }
}

/// Texts as shops have them, and as they had better not.
private struct Order {
    var id: String
    var city: String
    var note: String
    var skus: [String]

    init(using random: inout SeededGenerator) {
        id = String(Int.random(in: 1...99_999, using: &random))
        city = text(upTo: 12, using: &random)
        note = text(upTo: Bool.random(using: &random) ? 10 : 700, using: &random)
        skus = (0..<Int.random(in: 0...4, using: &random)).map { _ in text(upTo: 8, using: &random) }
    }
}

/// A text without blanks around it, of at least one character.
private func text(upTo limit: Int, using random: inout SeededGenerator) -> String {
    let scalars = Array("aZ09 <>&'\"]},:[{\\/\n,;é美🎉\u{A0}\u{2028}=-".unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...limit, using: &random) {
        text.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
    }
    return "(" + String(text) + ")"
}

private func blanks(using random: inout SeededGenerator) -> String {
    ["", "", "\n", "\r\n  ", " \t"].randomElement(using: &random) ?? ""
}

private func xmlDocument(_ orders: [Order], using random: inout SeededGenerator) -> String {
    func value(_ text: String) -> String {
        if Bool.random(using: &random) {
            return "<![CDATA[" + text.replacing("]]>", with: "]]]]><![CDATA[>") + "]]>"
        }
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        return Bool.random(using: &random) ? escaped.replacing("é", with: "&#xE9;") : escaped
    }
    let extras = ["", "", "<!-- <Order> é -->", "<?a ?>", "<Extra a='é>'><Order>no</Order></Extra>", "<Extra/>"]
    func extra() -> String { (extras.randomElement(using: &random) ?? "") + blanks(using: &random) }
    var document = "<Orders pages='1'>"
    for order in orders {
        document += extra() + "<Order>\(extra())<OrderID>\(order.id)</OrderID>\(extra())"
        document += "<ShipTo>\(extra())<City>\(value(order.city))</City></ShipTo>\(extra())<Items>"
        for sku in order.skus { document += "<Item>\(extra())<SKU>\(value(sku))</SKU></Item>\(extra())" }
        document += "</Items>\(extra())<Note>\(value(order.note))</Note>\(extra())</Order>"
    }
    return document + extra() + "</Orders>\n"
}

private func jsonDocument(_ orders: [Order], using random: inout SeededGenerator) -> String {
    func value(_ text: String) -> String {
        var output = ByteOutput()
        output.append(jsonString: text)
        let plain = String(decoding: output.array, as: UTF8.self)
        return Bool.random(using: &random) ? plain.replacing("🎉", with: "\\ud83c\\udf89") : plain
    }
    func extra() -> String { blanks(using: &random) }
    let isBare = Bool.random(using: &random)
    let records = orders.map { order in
        let items = order.skus.map { "{\(extra())\"sku\":\(extra())\(value($0))}" }.joined(separator: extra() + ",")
        return
            "{\"id\":\(order.id)\(extra()),\"x\":[{\"id\":\"}\"}],\(extra())\"shipTo\":{\"city\":\(value(order.city))}"
            + ",\"items\":[\(extra())\(items)]\(extra()),\"note\"\(extra()):\(value(order.note))\(extra())}"
    }
    if isBare { return records.joined(separator: extra()) }
    let list = "[" + records.joined(separator: extra() + "," + extra()) + extra() + "]"
    return Bool.random(using: &random) ? list : "{\"a\":[{}],\"orders\"\(extra()):\(extra())\(list),\"z\":\"]\"}"
}

private func csvDocument(_ orders: [Order], using random: inout SeededGenerator) -> String {
    func value(_ text: String) -> String {
        let needsQuotes = text.contains { ",\"\n\r".contains($0) }
        guard needsQuotes || Bool.random(using: &random) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
    let end = Bool.random(using: &random) ? "\r\n" : "\n"
    var table = "Note,Extra,City,Order ID" + end
    for order in orders {
        table += [value(order.note), value("x"), value(order.city), value(order.id)].joined(separator: ",") + end
        if Int.random(in: 0..<5, using: &random) == 0 { table += end }
    }
    return table
}
