import Labels
import Testing

/// Files that are alike and those that are nobody's; the samples' own are in `LabelContractTests`.
@Suite("Files of label systems")
struct LabelRecognitionTests {
    @Test(
        "are told apart",
        arguments: [
            ("{\"shipments\":[],\"has_more\":false}", "easypost"),
            ("{\"refunds\":[],\"has_more\":false}", "easypost"),
            ("{\"shipments\":[{\"id\":\"shp_1\",\"tracking_code\":null,\"selected_rate\":null}]}", "easypost"),
            ("{\"reference\":\"1\",\"shipments\":[{\"tracking_code\":\"1\",\"refund_status\":null}]}", "easypost"),
            ("{\"trackingCode\":\"1\",\"shipmentId\":\"shp_1\"}", "easypost"),
            ("{\"tracking_code\":\"1\",\"shipments\":[{\"tracking_code\":\"1\"}]}", nil),
            ("{\"num_shipments\":1,\"shipments\":[{\"tracking_code\":\"1\",\"shipment_id\":\"x\"}]}", nil),
            ("{\"results\":[],\"next\":null,\"previous\":null}", "shippo"),
            ("{\"results\":[],\"next\":null,\"previous\":null,\"count\":0}", "karrio"),
            ("{\"results\":[{\"object_id\":\"1\",\"rate\":\"r\",\"tracking_number\":\"\"}]}", "shippo"),
            ("{\"results\":[{\"object_id\":\"a\",\"street1\":\"x\"}],\"next\":null}", nil),
            ("{\"results\":[{\"id\":\"adr_1\"}],\"next\":null,\"count\":1}", nil),
            ("{\"results\":[]}", nil),
            ("{\"tracking_number\":\"1\",\"carrier_name\":\"ups\"}", nil),
            ("{\"trackingNumber\":\"1\",\"carrierName\":\"ups\",\"parcels\":[]}", "karrio"),
            ("{\"tracking_code\":\"1\",\"shipment_id\":\"shp_1\",\"tracking_details\":[]}", nil),
            ("{\"tracking_code\":\"1\",\"refund_status\":null,\"tracker\":{\"tracking_details\":1}}", "easypost"),
            ("Created Date,Tracking Number,Cost,Ship Date\n", "pirate-ship"),
            ("Order ID,Tracking Number,Cost,Ship Date\n", "pirate-ship"),
            ("Tracking Number,Postage Cost,Ship Date\n", "pirate-ship"),
            ("Tracking Number,Cost,Ship Date\n", nil),
            ("Created Date,Order ID,Tracking Number,Cost\n", nil),
        ])
    func toldApart(text: String, system: String?) {
        let bytes = Array(text.utf8)
        #expect(LabelCatalog.detect(firstBytes: bytes.span)?.id == system)
    }

    @Test(
        "are described when they are nobody's",
        arguments: [
            ("{\"approved\":true,\"message\":\"Label voided\"}", "the answer to a request that voids a label"),
            ("{\"orderId\":1,\"orderNumber\":\"W1\"}", "names an order and no label"),
            ("{\"trackers\":[{\"id\":\"trk_1\"}],\"has_more\":false}", "EasyPost's trackers"),
            ("{\"num_shipments\":1}", "a batch of EasyPost"),
            ("{\"resource_url\":\"https://api.example.com\"}", "a notice"),
            ("{\"detail\":\"Invalid token.\"}", "reports an error"),
            ("{\"errors\":[]}", "reports an error"),
            ("{\"weather\":1}", "no label system has this JSON, and"),
            ("[{\"carrierCode\":1,\"serviceCode\":2,\"packageCode\":3}]", "3 of its members are shipstation-v"),
            ("<!DOCTYPE html><html lang=\"en\">", "a web page"), ("<HTML>", "a web page"),
            ("<s:Envelope xmlns:s=\"http://example.com\"/>", "a web service"),
            ("<Print/>", "stamps-xml is recognised as XML whose root"), ("<!-- -->", "without an element"),
            ("%PDF-1.4\n", "a PDF"), ("PK\u{03}\u{04}x", "a ZIP archive"), ("a\u{0}b", "neither a table"),
            ("a;b;c\n1;2;3\n", "semicolons"), ("a\tb,c\td\n", "tabs"), ("a|b\n", "other signs"),
            ("\"a;b;c\",b,c\n", "nor one of its 3 columns"),
            ("Net Charge Amount,Express or Ground Tracking ID\n", "FedEx's invoice"),
            ("Order - Number,Tracking,Date - Shipped Date\n", "Date - Shipped Date, Order - Number"),
        ])
    func areDescribed(text: String, part: String) {
        let bytes = Array(text.utf8)
        #expect(LabelCatalog.detect(firstBytes: bytes.span) == nil)
        let said = StrangeFile.description(of: LabelFileHead(firstBytes: bytes.span), firstBytes: bytes.span)
        #expect(said.contains(part), "\(said)")
    }

    /// The first row of a table without a header is somebody's address.
    @Test("are described without repeating what is in them")
    func nothingIsRepeated() {
        let texts = [
            "Ann Example,1 Main St,Austin\n", "{\"Ann Example\":{\"carrierCode\":1}}", "<Ann/>", "Ann;1 Main St",
        ]
        for text in texts {
            let bytes = Array(text.utf8)
            let said = StrangeFile.description(of: LabelFileHead(firstBytes: bytes.span), firstBytes: bytes.span)
            #expect(!said.contains("Ann") && !said.contains("Main"), "\(said)")
        }
    }
}
