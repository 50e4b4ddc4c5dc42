package import WireFormats

/// karrio's API: shipments with their labels.
///
/// [C: karrioapi/karrio, tests of the manager module].
package struct KarrioSystem: LabelSystem {
    package init() {}

    package var id: String { "karrio" }
    package var title: String { "karrio API" }
    package var recognition: String {
        "JSON objects with `tracking_number`, `carrier_name` and `parcels` or `shipment_identifier`, alone or in `results`"
    }
    package var wire: WireFormat { .json }
    package var shape: RecordShape { .karrio }
    /// Times come with an offset [C].
    package var timeZone: String { "UTC" }

    package func recognises(_ head: LabelFileHead) -> Bool {
        for list in ["", "results/"] where head.hasMember(folded: list + "tracking_number") {
            let isShipment = ["parcels", "shipment_identifier"].contains { head.hasMember(folded: list + $0) }
            if isShipment && head.hasMember(folded: list + "carrier_name") { return true }
        }
        // A page without a record has nothing but its envelope.
        return ["results", "count", "next"].allSatisfy { head.hasMember(folded: $0) }
            && !head.hasMember(folded: "results/id") && !head.hasMember(folded: "results/object_id")
    }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        KarrioDecoder(settings: settings, system: id)
    }
}
