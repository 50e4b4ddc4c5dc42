import Job
import TestSupport
import Testing

/// Boxes of one order, while its exports change between them.
@Suite struct ReexportTests {
    /// Sears lists what is still open: what has left is not there any more, and may not count against the rest.
    @Test func whatIsOpenIsNotWhatWasOrdered() throws {
        let folder = JobScene.folder([
            "in/orders/marketplace/a.xml": purchaseOrder(parts: ["NEW": 3]),
            "in/labels/l1.json": JobScene.labels(box(1, "A1", of: ["T1": 2])),
        ])
        folder.write(
            "job.yaml", "version: 1\ninbox: in\nsettle: 0s\nstores:\n  marketplace: {channel: sears, window: none}\n")
        #expect(try JobScene.run(folder).labels.announced == 1)
        folder.write("in/orders/marketplace/b.xml", purchaseOrder(parts: ["NEW": 1, "Shipped": 2]))
        folder.write("in/labels/l2.json", JobScene.labels(box(2, "B1", of: ["T1": 1])))
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.labels.announced == 1)
        #expect(second.files.last?.codes["remainder_cancelled"] == nil)
        folder.write("in/labels/l3.json", JobScene.labels(box(3, "C1", of: ["T1": 1])))
        #expect(try JobScene.run(folder, at: JobScene.now + 120).labels.rejected == 1)
    }

    /// A line is known by its name, not by its place: the next export may list the lines in another order.
    @Test(arguments: ["LineItemID", "SKU", "Name"])
    func aLineIsWhatItsNameSays(_ name: String) throws {
        let mug = "<Item><\(name)>M</\(name)><Quantity>1</Quantity><UnitPrice>10.00</UnitPrice></Item>"
        let tent = "<Item><\(name)>T1</\(name)><Quantity>2</Quantity><UnitPrice>5.00</UnitPrice></Item>"
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": order(mug + tent),
            "in/labels/l1.json": JobScene.labels(box(1, "A1", of: ["M": 1], as: name)),
        ])
        #expect(try JobScene.run(folder).labels.announced == 1)
        folder.write("in/orders/outdoor/b.xml", order(tent + mug))
        folder.write(
            "in/labels/l2.json",
            JobScene.labels(box(2, "B1", of: ["T1": 2], as: name), box(3, "C1", of: ["M": 1], as: name)))
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.labels.announced == 1)
        #expect(second.labels.rejected == 1)
    }

    private func order(_ items: String) -> String {
        let order = JobScene.order("1001").split(separator: "<Items>")
        return JobScene.export("\(order[0])<Items>\(items)</Items></Order>")
    }

    private func box(_ id: Int, _ tracking: String, of items: [String: Int], as name: String = "sku") -> String {
        let member = ["LineItemID": "lineItemKey", "Name": "name"][name] ?? "sku"
        let list = items.map { "{\"\(member)\":\"\($0)\",\"quantity\":\($1)}" }.joined(separator: ",")
        return JobScene.label(id, "1001", tracking).replacing(
            "\"shipmentItems\":null", with: "\"shipmentItems\":[\(list)]")
    }

    private func purchaseOrder(parts: [String: Int]) -> String {
        let details = parts.sorted { $0.key < $1.key }.map {
            "<po-line-detail><po-line-status>\($0)</po-line-status><quantity>\($1)</quantity></po-line-detail>"
        }
        return """
            <po-response xmlns="http://seller.marketplace.sears.com/oms/v19"><purchase-order><po-number>1001</po-number>
            <po-date>2026-11-22</po-date><po-time>10:15:00</po-time><po-status>New</po-status>
            <shipping-detail><ship-to-name>Dana Whitfield</ship-to-name><address>418 Alder Court</address><city>Peoria</city>
            <state>IL</state><zipcode>61602</zipcode></shipping-detail><po-line><po-line-header><line-number>1</line-number>
            <item-id>T1</item-id><item-name>Tent</item-name><selling-price-each>10.00</selling-price-each></po-line-header>
            \(details.joined())</po-line></purchase-order></po-response>
            """
    }
}
