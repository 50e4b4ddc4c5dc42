import Labels
import TestSupport
import Testing
import WireFormats

/// What holds for the files of every label system, by the samples of all of them.
@Suite("The samples of label systems")
struct LabelRecognitionTests {
    /// A sample's input, with the folder that says whose it is.
    struct Input: CustomTestStringConvertible, Sendable {
        let system: String
        let folder: String
        let file: String
        var testDescription: String { "\(system)/\(folder)" }

        static let all: [Input] = {
            let samples = ExistingFolder(Checkout.root + "/samples/labels")
            return samples.folders(in: "").flatMap { system in
                samples.folders(in: system).flatMap { folder in
                    samples.files(below: system + "/" + folder).filter { $0.hasPrefix("input.") }.map {
                        Input(system: system, folder: folder, file: $0)
                    }
                }
            }
        }()

        var bytes: [UInt8]? {
            ExistingFolder(Checkout.root + "/samples/labels/\(system)/\(folder)").read(file)
        }

        /// Whether the case shows a file that nobody recognises, or an empty list, which is anybody's.
        var isAnybodys: Bool {
            let sample = ExistingFolder(Checkout.root + "/samples/labels/\(system)/\(folder)")
            let isRefused = sample.text("expected.quarantine")?.contains("not_an_export") ?? false
            return isRefused || sample.text(file)?.filter { !$0.isWhitespace } == "[]"
        }
    }

    @Test("are there for every system")
    func haveEverySystem() {
        #expect(Set(Input.all.map(\.system)) == Set(LabelCatalog.all.map(\.id)))
    }

    @Test("are claimed by their own system alone", arguments: Input.all)
    func areClaimedByOne(_ input: Input) throws {
        var text = ByteInput(bytes: try #require(input.bytes))
        let bytes = try text.peek(ByteInput.chunkSize)
        let head = LabelFileHead(firstBytes: bytes.span)
        let claims = LabelCatalog.all.filter { $0.wire == head.wire && $0.recognises(head) }.map(\.id)
        #expect(claims == (input.isAnybodys ? [] : [input.system]))
    }

    @Test(
        "and other files are told apart",
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
