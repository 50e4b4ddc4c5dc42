import Foundation
import TestSupport
import Testing

/// What strangers have written, in files and in names of files, can neither forge a message nor move the cursor, and
/// leads out of no folder.
@Suite struct HostileTextTests {
    /// Names that a sender may give a file, as bash writes them: a line end, signs that a terminal obeys, a return, a turn of
    /// direction, bytes that are no UTF-8.
    private static let names = [
        #"a\nnote        all is well.xml"#, #"b\e[2J\e]0;x\a.xml"#, #"c\xc2\x9b31m.xml"#, #"d\r\x7f.xml"#,
        #"e\u202elmx.xml"#, #"f\xff\xfe.xml"#, #"g\u2028\ufeff\u200b.xml"#, #"x..\\h%2Fi.xml"#, #"-rf \t.xml"#,
    ]

    private static let order = """
        <Order><OrderID>%</OrderID><OrderNumber>%</OrderNumber><OrderDate>11/20/2026 09:00</OrderDate>
        <OrderStatus>paid</OrderStatus><LastModified>11/20/2026 09:00</LastModified><OrderTotal>20.00</OrderTotal>
        <Customer><ShipTo><Name>Ana Ruiz</Name><Address1>12 Elm St</Address1><City>Tempe</City><State>AZ</State>
        <PostalCode>85281</PostalCode><Country>US</Country></ShipTo></Customer>
        <Items><Item><SKU>MUG</SKU><Name>Mug</Name><Quantity>2</Quantity><UnitPrice>10.00</UnitPrice></Item></Items></Order>
        """

    private static let job = """
        version: 1
        settle: 0s
        max-rejects: 100%
        stores:
          outdoor: {channel: custom-store, currency: USD}
          hostile: {channel: custom-store, currency: USD}
        """

    /// What could not be shown as it is.
    private func unprintable(in text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            guard scalar != "\n" else { return false }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: return true
            default: return false
            }
        }
    }

    /// All that a run of these names has told, each file with its text.
    private func texts(of place: Workplace, _ outcomes: Workplace.Outcome...) throws -> [(String, String)] {
        let files = place.files().filter { $0.hasPrefix("reports/") || $0.hasSuffix(".reason.json") }
        return try files.map { ($0, try place.read($0)) }
            + outcomes.flatMap { [("output", $0.output), ("messages", $0.messages)] }
    }

    @Test func namesOfFilesForgeNothing() throws {
        let place = try Workplace()
        try place.write(Self.job, to: "job.yaml")
        try place.write("<Orders><Order></Orders>", to: "broken.xml")
        try place.write(#"{"shipments":[{"shipmentId":1,"orderNumber":"9","trackingNumber":"#, to: "cut.json")
        var script = "mkdir -p in/orders/{outdoor,hostile} in/labels in/orders/$'no\\n\\e[1mstore'\n"
        for (number, name) in Self.names.enumerated() {
            let order = Self.order.replacing("%", with: "\(number)")
            try place.write("<Orders>\(order)</Orders>", to: "good-\(number).xml")
            script += """
                cp good-\(number).xml in/orders/outdoor/$'\(name)'
                cp broken.xml in/orders/hostile/$'\(name)'
                cp cut.json in/labels/$'\(name)'
                cp good-\(number).xml in/orders/$'no\\n\\e[1mstore'/$'\(name)'

                """
        }
        script += "touch -d '1 hour ago' in/labels/*\n"
        #expect(try place.shell(script).status == 0)
        let checked = try place.waybill("check", "job.yaml", "--verbose")
        let run = try place.waybill("run", "job.yaml", "--verbose", "--json")
        #expect(run.status == 65, "\(run.messages)")
        let purged = try place.waybill("purge", "job.yaml", "--older-than", "1d")
        for (name, text) in try texts(of: place, checked, run, purged) {
            #expect(unprintable(in: text) == [], "\(name)")
        }
        for text in [checked.messages + checked.output, run.messages] {
            #expect(!text.split(separator: "\n").contains { $0.hasPrefix("note        all is well") })
        }
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let files = try #require(report["files"] as? [[String: Any]])
        #expect(files.count == 3 * Self.names.count)
        #expect(files.contains { $0["file"] as? String == "a\nnote        all is well.xml" })
        #expect(files.count { $0["fate"] as? String == "imported" } == Self.names.count)
        #expect(files.count { $0["fate"] as? String == "quarantined" } == 2 * Self.names.count)
        // Names that Waybill makes of these can be shown, and lie where they belong.
        let outputs = place.files(below: "out") + place.files(below: "ledger")
        #expect(outputs.count >= 4 * Self.names.count)
        for name in outputs {
            #expect(unprintable(in: name) == [], "\(name)")
            #expect(name.hasPrefix("orders/outdoor/") || name.hasPrefix("orders-outdoor."), "\(name)")
        }
        #expect(place.files(below: "archive").count == Self.names.count)
    }

    /// XML may hold anything that is no control of the old kind.
    @Test func valuesForgeNothing() throws {
        let place = try Workplace()
        try place.write(Self.job, to: "job.yaml")
        let hostile = "\u{9B}31m\u{202E}x\u{2028}y\u{61C}&#10;bug         z&#27;"
        let fields = [
            "<OrderStatus>paid", "<OrderTotal>20.00", "<OrderDate>11/20/2026 09:00", "<Quantity>2", "<Country>US",
            "<OrderNumber>%", "<LastModified>11/20/2026 09:00", "<UnitPrice>10.00",
        ]
        let orders = fields.enumerated().map { number, field in
            let tag = field.prefix { $0 != ">" } + ">"
            return Self.order.replacing(field, with: "\(tag)\(number)\(hostile)").replacing("%", with: "\(number)")
        }
        try place.write("<Orders>\(orders.joined())</Orders>", to: "in/orders/outdoor/a.xml")
        try place.write("<\u{61C}jane>\(hostile)</\u{61C}jane>", to: "in/orders/outdoor/b.xml")
        try place.write("Error \(hostile)\n1\n", to: "in/orders/outdoor/c.csv")
        try place.write("<Orders><a>\(hostile)</b></Orders>", to: "in/orders/outdoor/d.xml")
        let labels = ["orderNumber", "trackingNumber", "shipDate", "shipmentCost", "carrierCode"].enumerated().map {
            #"{"shipmentId":\#($0),"orderNumber":"7","trackingNumber":"T\#($0)","shipDate":"2026-11-20","\#($1)":"\#(hostile)\u001b"}"#
        }
        try place.write("{\"shipments\":[\(labels.joined(separator: ","))]}", to: "in/labels/l.json")
        let run = try place.waybill("run", "job.yaml", "--verbose", "--json")
        #expect(run.status == 65, "\(run.messages)")
        #expect(run.messages.contains("\\u{9b}31m\\u{202e}x\\u{2028}y"))
        #expect(run.messages.split(separator: "\n").allSatisfy { !$0.hasPrefix("bug ") })
        for (name, text) in try texts(of: place, run) { #expect(unprintable(in: text) == [], "\(name)") }
    }

    /// A name on the command line, which a script may have taken from somewhere.
    @Test(arguments: [
        "waybill convert NAME --channel custom-store --to jsonl", "waybill convert NAME --labels auto --to csv",
        "waybill run NAME", "waybill check NAME --channel sears", "waybill purge NAME --older-than 1d",
        "waybill convert x.xml --channel custom-store --to csv --job NAME --store outdoor",
        "waybill convert x.xml --channel custom-store --to csv --rejects NAME/x",
    ])
    func namesOfArgumentsForgeNothing(_ command: String) throws {
        let place = try Workplace()
        try place.write("<Orders>\(Self.order)</Orders>", to: "x.xml")
        let outcome = try place.shell(
            "name=$'\\e[1m\\nwaybill: all is well'; " + command.replacing("NAME", with: "\"$name\""))
        #expect(outcome.status != 0)
        #expect(unprintable(in: outcome.messages + outcome.output) == [])
        #expect(!outcome.messages.split(separator: "\n").contains("waybill: all is well"))
    }

    /// A store's name is part of paths.
    @Test(arguments: ["..", "../x", "a/b", ".hidden", "a b", "\"a\\nb\"", "\"\\e[1m\"", "labels", "pending", "~", "''"])
    func noStoreLeadsOutOfItsFolder(_ store: String) throws {
        let place = try Workplace()
        try place.write("version: 1\nstores:\n  \(store): {channel: custom-store}\n", to: "jobs/job.yaml")
        try place.write("", to: "jobs/in/.keep")
        let outcome = try place.waybill("run", "jobs/job.yaml")
        #expect(outcome.status == 78)
        #expect(unprintable(in: outcome.messages) == [])
        #expect(place.files() == ["jobs/in/.keep", "jobs/job.yaml"])
    }

    /// People open the tables in a spreadsheet.
    @Test func noTextBecomesAFormula() throws {
        let place = try Workplace()
        let formula = "=HYPERLINK(&quot;https://example.com&quot;)"
        let order = Self.order.replacing("Ana Ruiz", with: formula).replacing("Tempe", with: "@SUM(1)")
            .replacing("<Name>Mug", with: "<Name>+cmd").replacing(">10.00<", with: ">-10.00<").replacing("%", with: "1")
        try place.write("<Orders>\(order)</Orders>", to: "in/orders/outdoor/a.xml")
        try place.write(Self.job + "\ncsv: {formula-safe: true}\n", to: "job.yaml")
        let labels =
            #"{"shipments":[{"shipmentId":1,"orderNumber":"1","trackingNumber":"-T1","shipDate":"2026-11-20"},"#
        try place.write(
            labels + #"{"shipmentId":2,"orderNumber":"=1","trackingNumber":"@2"}]}"#, to: "in/labels/l.json")
        try place.waybill("run", "job.yaml")
        let tables = try place.files(below: "out").filter { $0.hasSuffix(".csv") }.map { try place.read("out/" + $0) }
        let text = tables.joined()
        for safe in [
            "\"'=HYPERLINK(\"\"https://example.com\"\")\"", "\"'@SUM(1)\"", "\"'+cmd\"", "\"'-T1\"", "\"'=1\"",
            ",-10.00,",
        ] {
            #expect(text.contains(safe), "\(safe)")
        }
        for risky in [",=HYP", "\"=HYP", ",@SUM", ",+cmd", ",-T1", ",=1"] { #expect(!text.contains(risky), "\(risky)") }
    }
}
