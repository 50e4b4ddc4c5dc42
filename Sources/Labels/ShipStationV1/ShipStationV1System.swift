package import WireFormats

/// ShipStation's V1 API: the JSON that `GET /shipments` and `GET /fulfillments` answer.
///
/// `/shipments` has the labels bought in ShipStation, `/fulfillments` the orders marked as shipped there
/// [D: ShipStation API V1; C: shipstation-formats §4.1].
package struct ShipStationV1System: LabelSystem {
    package init() {}

    package var id: String { "shipstation-v1" }
    package var title: String { "ShipStation V1 API" }
    package var recognition: String {
        "JSON with `shipments` or `fulfillments` whose elements have a `shipmentId` or `fulfillmentId`, or such elements alone, "
            + "or label requests with their replies: `request` and `response`"
    }
    package var wire: WireFormat { .json }
    package var shape: RecordShape { .shipStationV1 }
    /// Times come without a zone and are Pacific, wherever the account is [C: SFPL-IT/shipstation-php-client].
    package var timeZone: String { "America/Los_Angeles" }

    package func recognises(_ head: LabelFileHead) -> Bool {
        if head.hasMember("shipments/shipmentId") || head.hasMember("fulfillments/fulfillmentId") { return true }
        // A page without a record has nothing but its envelope; V2's, of shipments that are orders, has links too.
        if head.hasMember("shipments") || head.hasMember("fulfillments") {
            return head.hasMember("pages") && !head.hasMember("links")
        }
        if head.hasMember("fulfillmentId") { return true }
        if head.hasMember("request"), head.hasMember("response") {
            return head.hasMember("request/carrierCode") || head.hasMember("response/shipmentId")
        }
        // Other files have a `shipmentId` too: our own, and those that call the label by an id of its own.
        return head.hasMember("shipmentId") && head.hasMember("trackingNumber")
            && !head.hasMember("labelSystem") && !head.hasMember("labelId")
    }

    package func decoder(for settings: LabelSettings) -> any LabelDecoder {
        ShipStationV1Decoder(settings: settings, system: id)
    }
}
