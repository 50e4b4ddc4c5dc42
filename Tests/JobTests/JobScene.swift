import Job
import TestSupport

/// The folders of a small shop, its exports and its labels.
enum JobScene {
    static let now: Int64 = 1_795_500_000

    static let jobFile = """
        version: 1
        inbox: in
        settle: 0s
        max-rejects: 10
        stores:
          outdoor:
            channel: custom-store
            currency: USD
        """

    static func order(
        _ number: String, status: String = "paid", modified: String = "11/20/2026 10:00", city: String = "Tempe"
    ) -> String {
        """
        <Order><OrderID>id-\(number)</OrderID><OrderNumber>\(number)</OrderNumber>
        <OrderDate>11/20/2026 09:00</OrderDate><OrderStatus>\(status)</OrderStatus>
        <LastModified>\(modified)</LastModified><OrderTotal>20.00</OrderTotal>
        <Customer><CustomerCode>ana@example.com</CustomerCode><BillTo><Name>Ana Ruiz</Name></BillTo>
        <ShipTo><Name>Ana Ruiz</Name><Address1>12 Elm St</Address1><City>\(city)</City><State>AZ</State>
        <PostalCode>85281</PostalCode><Country>US</Country></ShipTo></Customer>
        <Items><Item><LineItemID>1</LineItemID><SKU>MUG</SKU><Name>Mug</Name><Quantity>2</Quantity>
        <UnitPrice>10.00</UnitPrice></Item></Items></Order>
        """
    }

    static func export(_ orders: String...) -> String {
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Orders>" + orders.joined() + "</Orders>"
    }

    static func labels(_ rows: String...) -> String {
        "{\"shipments\":[" + rows.joined(separator: ",") + "],\"total\":\(rows.count)}"
    }

    static func label(_ id: Int, _ number: String, _ tracking: String, voided: Bool = false) -> String {
        """
        {"shipmentId":\(id),"orderKey":null,"orderNumber":"\(number)","createDate":"2026-11-21T06:51:33.6270000",
        "shipDate":"2026-11-21","shipmentCost":4.95,"insuranceCost":0,"trackingNumber":"\(tracking)",
        "isReturnLabel":false,"carrierCode":"stamps_com","serviceCode":"usps_priority_mail","packageCode":"package",
        "voided":\(voided),"voidDate":null,"weight":{"value":8,"units":"ounces"},"shipmentItems":null}
        """
    }

    static func run(
        _ folder: TemporaryFolder, at now: Int64 = now, isDryRun: Bool = false, observer: some RunObserver = Listener()
    ) throws -> RunReport {
        let definition = try JobDefinition(contentsOf: folder.path + "/job.yaml")
        var options = RunOptions(now: now)
        options.isDryRun = isDryRun
        return try RunJob(definition, options).run(observer: observer)
    }

    static func folder(_ files: [String: String]) -> TemporaryFolder {
        let folder = TemporaryFolder()
        folder.write("job.yaml", jobFile)
        folder.write("in/.keep", "")
        for (name, text) in files { folder.write(name, text) }
        return folder
    }
}
