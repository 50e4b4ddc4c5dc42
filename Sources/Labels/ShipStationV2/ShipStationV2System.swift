package import WireFormats

/// The V2 API of ShipStation, which was ShipEngine's: the JSON that `GET /v2/labels` and `POST /v2/labels` answer.
///
/// [D: ShipStation API V2, guides and OpenAPI; C: ShipEngine's SDKs, shipstation-formats §4.2].
package struct ShipStationV2System: LabelSystem {
    package init() {}

    package var id: String { "shipstation-v2" }
    package var title: String { "ShipStation V2 / ShipEngine API" }
    package var recognition: String {
        "JSON with `labels` whose elements have a `label_id`, or such elements alone; `labelId` is the same"
    }
    package var wire: WireFormat { .json }
    package var shape: RecordShape { .shipStationV2 }
    /// Times are marked as UTC [D].
    package var timeZone: String { "UTC" }

    package func recognises(_ head: LabelFileHead) -> Bool {
        if head.hasMember(folded: "labels/label_id") { return true }
        // A page without a label has nothing but its envelope.
        if head.hasMember(folded: "labels") {
            return head.hasMember(folded: "pages") && head.hasMember(folded: "links")
        }
        return head.hasMember(folded: "label_id")
            && ["shipment_id", "tracking_number", "carrier_code"].contains { head.hasMember(folded: $0) }
    }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        ShipStationV2Decoder(settings: settings, system: id)
    }
}
