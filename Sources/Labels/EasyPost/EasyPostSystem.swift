package import WireFormats

/// EasyPost's API: shipments with their labels, orders of several shipments, refunds.
///
/// [C: EasyPost/examples, responses of shipments, orders and refunds; D: docs.easypost.com].
package struct EasyPostSystem: LabelSystem {
    package init() {}

    package var id: String { "easypost" }
    package var title: String { "EasyPost API" }
    package var recognition: String {
        "JSON objects with `tracking_code` and `selected_rate`, `refund_status` or `shipment_id`, alone or in `shipments` or "
            + "`refunds`, or an empty page of these with `has_more`"
    }
    package var wire: WireFormat { .json }
    package var shape: RecordShape { .easyPost }
    /// Times come in UTC [C].
    package var timeZone: String { "UTC" }

    package func recognises(_ head: LabelFileHead) -> Bool {
        // A batch lists its shipments too, without carriers and costs; a tracker names its shipment, and has no label.
        if head.hasMember(folded: "num_shipments") || head.hasMember(folded: "tracking_details") { return false }
        for list in ["", "shipments/", "refunds/"] where head.hasMember(folded: list + "tracking_code") {
            let marks = ["selected_rate", "refund_status", "shipment_id"]
            if marks.contains(where: { head.hasMember(folded: list + $0) }) { return true }
        }
        // A page without a record has nothing but its envelope.
        let isList = head.hasMember(folded: "shipments") || head.hasMember(folded: "refunds")
        return isList && head.hasMember(folded: "has_more")
    }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        EasyPostDecoder(settings: settings, system: id)
    }
}
