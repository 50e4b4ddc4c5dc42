import Labels
import Testing
import WireFormats

@Suite("The head of a label file")
struct LabelFileHeadTests {
    private func head(_ text: String) -> LabelFileHead {
        let bytes = Array(text.utf8)
        return LabelFileHead(firstBytes: bytes.span)
    }

    private func detect(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        return LabelCatalog.detect(firstBytes: bytes.span)?.id
    }

    @Test("shows how the file is laid out")
    func showsTheWireFormat() {
        for text in ["{", " \r\n[1]", "\u{FEFF}{\"a\":1}", "{}"] { #expect(head(text).wire == .json, "\(text)") }
        for text in ["<a/>", "\u{FEFF}\n<?xml version='1.0'?>"] { #expect(head(text).wire == .xml, "\(text)") }
        for text in ["a,b", "\"a\"", "1"] { #expect(head(text).wire == .csv, "\(text)") }
        for text in ["", "\u{FEFF}", " \n\t"] { #expect(head(text).wire == nil, "\(text)") }
    }

    @Test("shows the members by their paths")
    func showsMembers() {
        let found = head(
            """
            {"shipments" : [{"shipmentId": 1, "note": "a \\"quoted\\": text", "weight": {"value": 1}}, {"late": []}],
             "list": ["shipmentId", "x"], "pages": 2}
            """)
        for path in ["shipments", "shipments/shipmentId", "shipments/weight/value", "shipments/late", "list", "pages"] {
            #expect(found.hasMember(path), "\(path)")
        }
        for path in [
            "shipmentId", "weight", "shipments/pages", "list/shipmentId", "x", "quoted", "shipments/value", "",
        ] {
            #expect(!found.hasMember(path), "\(path)")
        }
        #expect(head("[{\"a\":{\"b\":1}},{\"c\":1}]").hasMember("a/b"))
        #expect(head("{\"a\":1}\n{\"b\":2}").hasMember("b"))
    }

    @Test("shows members in the spelling of any SDK")
    func showsFoldedMembers() {
        let found = head("{\"Labels\":[{\"labelId\":1,\"ship_date\":{\"a-b\":1}}]}")
        for path in ["labels", "labels/label_id", "LABELS/LABELID", "labels/shipDate", "labels/ship_date/ab"] {
            #expect(found.hasMember(folded: path), "\(path)")
        }
        for path in ["", "label_id", "labels/label", "labelslabel_id", "labels/ship_date/a/b"] {
            #expect(!found.hasMember(folded: path), "\(path)")
        }
    }

    @Test("shows of a file that is cut what is in front of the cut")
    func readsUpToTheCut() {
        let text = "{\"shipments\":[{\"shipmentId\":1,\"trackingNumber\":\"1Z\\\\\"}]}"
        for count in 0..<text.utf8.count {
            let cut = head(String(decoding: text.utf8.prefix(count), as: UTF8.self))
            #expect(cut.hasMember("shipments") == (count > 12), "\(count)")
            #expect(cut.hasMember("shipments/shipmentId") == (count > 27), "\(count)")
            #expect(!cut.hasMember("shipmentId"))
        }
        #expect(head(String(repeating: "[", count: 10_000)).wire == .json)
        #expect(head(String(repeating: "]}", count: 10_000) + "{").wire == .csv)
        #expect(head("{" + String(repeating: "]},\"a\":", count: 1_000)).hasMember("a"))
    }

    @Test("shows the columns, however they are written")
    func showsColumns() {
        let found = head("\"Order - Number\",Shipment - Tracking Number ,\"a,b\",x\r\nOther,Row\r\n")
        for name in ["Order - Number", "order-number", "ORDER_NUMBER", "Shipment - Tracking Number", "a,b", "x"] {
            #expect(found.hasColumn(name), "\(name)")
        }
        for name in ["Order", "Other", "Row", "a", "Order Numbers"] { #expect(!found.hasColumn(name), "\(name)") }
        #expect(head("a,b").hasColumn("b"))
        #expect(head("a,b\rc").hasColumn("b"))
        #expect(!head("{\"a\":1}").hasColumn("a"))
    }

    @Test(
        "tells whose file it is",
        arguments: [
            ("{\"shipments\":[{\"shipmentId\":1}],\"total\":1}", "shipstation-v1"),
            ("{\"fulfillments\":[{\"fulfillmentId\":1}]}", "shipstation-v1"),
            ("{\"shipments\":[],\"total\":0,\"page\":1,\"pages\":0}", "shipstation-v1"),
            ("[{\"shipmentId\":1,\"trackingNumber\":\"9400\"}]", "shipstation-v1"),
            ("{\"shipmentId\":1,\"trackingNumber\":\"9400\"}\n", "shipstation-v1"),
            ("{\"fulfillmentId\":1}", "shipstation-v1"),
            ("\u{FEFF}Order - Number,Shipment - Tracking Number\n", "shipstation-csv"),
            ("\"Item - SKU\",\"order-number\",\"shipment-tracking-number\"\n1,2,3\n", "shipstation-csv"),
            ("{\"response\":{\"shipmentId\":1},\"request\":{\"orderId\":1}}", "shipstation-v1"),
            ("[{\"request\":{\"carrierCode\":\"ups\"},\"response\":null}]", "shipstation-v1"),
            ("{\"labels\":[{\"label_id\":\"se-1\"}],\"total\":1}", "shipstation-v2"),
            ("{\"labels\":[],\"total\":0,\"page\":1,\"pages\":0,\"links\":{}}", "shipstation-v2"),
            ("[{\"labelId\":\"se-1\",\"shipmentId\":\"se-2\",\"trackingNumber\":\"1Z\"}]", "shipstation-v2"),
            ("{\"LABEL_ID\":\"se-1\",\"carrierCode\":\"ups\"}\n{\"label_id\":\"se-2\"}", "shipstation-v2"),
            ("[{\"Labels\":[{\"LabelId\":\"se-1\"}]}]", "shipstation-v2"),
            ("{\"shipments\":[],\"total\":0,\"page\":1,\"pages\":0,\"links\":{}}", nil),
            ("{\"labels\":[]}", nil),
            ("{\"labels\":[{\"name\":\"bug\"}],\"pages\":1}", nil),
            ("{\"label_id\":\"se-1\"}", nil),
            ("{\"request\":{},\"response\":{}}", nil),
            (
                "{\"resource_url\":\"https://api.example.com\",\"data\":{\"label_id\":\"se-1\",\"tracking_number\":\"1Z\"}}",
                nil
            ),
            ("{\"approved\":true,\"message\":\"void\"}", nil),
            ("{\"request_id\":\"a\",\"errors\":[{\"label_id\":\"se-1\"}]}", nil),
            ("{\"shipments\":[]}", nil),
            ("{\"shipmentId\":1,\"trackingNumber\":\"1\",\"labelSystem\":\"x\"}", nil),
            ("{\"shipmentId\":1}", nil),
            ("{\"note\":\"shipments\"}", nil),
            ("Order - Number\n", nil),
            ("<shipments><shipmentId/></shipments>", nil),
            ("", nil),
        ])
    func detectsTheSystem(text: String, system: String?) {
        #expect(detect(text) == system)
    }

    @Test("is that of a system of the catalogue, each with its own id")
    func knowsItsCatalogue() {
        let ids = LabelCatalog.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(LabelCatalog.system(id)?.id == id) }
        #expect(LabelCatalog.system("shipstation") == nil)
    }
}
