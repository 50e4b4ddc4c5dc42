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
        ])
    func toldApart(text: String, system: String?) {
        let bytes = Array(text.utf8)
        #expect(LabelCatalog.detect(firstBytes: bytes.span)?.id == system)
    }
}
