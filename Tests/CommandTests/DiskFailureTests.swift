import Testing

/// What is said of an output that the disk does not take: one of several that are written together.
@Suite struct DiskFailureTests {
    private static let head = "<Orders>\n"
    private static let reject = """
        <Order><OrderID>1</OrderID><OrderNumber>1</OrderNumber><OrderDate>11/20/2026 09:00</OrderDate>
        <OrderStatus>paid</OrderStatus><LastModified>11/20/2026 10:00</LastModified><OrderTotal>1.00</OrderTotal></Order>

        """
    private static let order = """
        <Order><OrderID>KEY</OrderID><OrderNumber>KEY</OrderNumber><OrderDate>11/20/2026 09:00</OrderDate>
        <OrderStatus>paid</OrderStatus><LastModified>11/20/2026 10:00</LastModified><OrderTotal>1.00</OrderTotal>
        <Customer><BillTo><Name>Ana Ruiz</Name></BillTo><ShipTo><Name>Ana Ruiz</Name><Address1>12 Elm St</Address1>
        <City>Tempe</City><State>AZ</State><PostalCode>85281</PostalCode><Country>US</Country></ShipTo></Customer>
        <Items>ITEMS</Items></Order>

        """
    private static let item = """
        <Item><LineItemID>1</LineItemID><SKU>MUG</SKU><Name>Mug</Name><Quantity>1</Quantity><UnitPrice>1.00</UnitPrice></Item>

        """

    private static func orders(_ count: Int, items: Int) -> String {
        (1...count).map {
            order.replacing("KEY", with: String($0)).replacing(
                "ITEMS", with: String(repeating: item, count: items))
        }.joined()
    }

    /// A job whose command may write files of 16 KiB and no more.
    private func place(_ export: String) throws -> Workplace {
        let place = try Workplace()
        try place.write(
            "version: 1\nsettle: 0s\nstores:\n  outdoor: {channel: custom-store, currency: USD}\n", to: "job.yaml")
        try place.write(Self.head + export + "</Orders>\n", to: "in/orders/outdoor/a.xml")
        return place
    }

    private static let limit = "trap '' XFSZ; ulimit -f 16; "

    @Test func namesTheRejects() throws {
        let rejects = (1...60).map { Self.reject.replacing(">1</", with: ">\($0)</") }.joined()
        let place = try place(rejects)
        let outcome = try place.shell(Self.limit + "waybill run job.yaml")
        #expect(outcome.status == 74)
        let message = outcome.messages.split(separator: "\n").last ?? ""
        #expect(message.contains("out/rejects/outdoor/.waybill-"), "\(message)")
        #expect(message.contains("a.xml.rejects.jsonl.tmp: File too large; look at the disk, then run again"))
        #expect(place.files(below: "in") == ["orders/outdoor/a.xml"])
        #expect(place.files(below: "out") == [])
    }

    /// Each line has the order's number, which makes the table longer than the other files.
    @Test func namesTheTableOfLines() throws {
        let number = String(repeating: "1", count: 60)
        let orders = Self.orders(1, items: 200).replacing(
            Self.item, with: "<Item><SKU>M</SKU><Quantity>1</Quantity></Item>")
        let place = try place(orders.replacing("<OrderNumber>1<", with: "<OrderNumber>\(number)<"))
        let outcome = try place.shell(Self.limit + "waybill run job.yaml")
        let message = outcome.messages.split(separator: "\n").last ?? ""
        #expect(outcome.status == 74)
        #expect(message.contains("out/orders/outdoor/.waybill-"), "\(message)")
        #expect(message.contains("a.xml.lines.csv.tmp: "), "\(message)")
    }

    @Test func namesTheOrders() throws {
        let place = try place(Self.orders(40, items: 1))
        let outcome = try place.shell(Self.limit + "waybill run job.yaml")
        let message = outcome.messages.split(separator: "\n").last ?? ""
        #expect(outcome.status == 74)
        #expect(message.contains("a.xml.orders.jsonl.tmp: "), "\(message)")
    }

    @Test func namesTheRejectsOfAConversion() throws {
        let place = try place(Self.reject)
        let convert = "waybill convert in/orders/outdoor/a.xml --channel custom-store --currency USD --to jsonl"
        let rejects = try place.shell(convert + " --rejects /dev/full")
        #expect(rejects.status == 75)
        #expect(rejects.messages.contains("cannot write /dev/full: No space left on device"))
        try place.write(Self.head + Self.orders(1, items: 1) + "</Orders>\n", to: "in/orders/outdoor/a.xml")
        let output = try place.shell(convert + " --rejects rejects > /dev/full")
        #expect(output.status == 75)
        #expect(output.messages.contains("cannot write the output: No space left on device"))
    }
}
