import Orders
import WireFormats

/// Writes one `CreateOrderShipments` call for each box [C: a client typed from InkSoft's API2 documentation].
///
/// A call has one tracking number and neither carrier, service, cost nor items. Its key is the sender's: the body has none.
struct InkSoftUpdateEncoder: SingleUpdateEncoder {
    var requiresItems: Bool { false }

    func encode(_ shipment: Shipment, of order: ShippedOrder, store: StoreSettings) -> EncodedUpdate {
        let label = shipment.label
        let position = SourcePosition(line: label.source.line, column: 1)
        guard isNumericID(order.orderNumber) else {
            return .manual(
                RecordIssue(
                    .idNotNumeric, field: "OrderIds", value: order.orderNumber, at: position,
                    "InkSoft's order ids are whole numbers; tell the shop by hand"))
        }
        guard let tracking = label.trackingNumber, !tracking.isEmpty else {
            return .manual(
                RecordIssue(
                    .trackingMissing, field: "TrackingNumber", at: position,
                    "InkSoft takes no shipment without a tracking number; tell the shop by hand"))
        }
        var body = ByteOutput()
        body.append("{\"OrderIds\":[")
        body.append(text: order.orderNumber)
        body.append("],\"TrackingNumber\":")
        body.append(jsonString: tracking)
        body.append(",\"MarkOrderAsCompleted\":")
        body.append(text: shipment.completesOrder ? "true" : "false")
        body.append(",\"NotifyCustomer\":")
        body.append(text: label.notifyCustomer ?? store.notifyCustomer ? "true" : "false")
        body.append("}\n")
        let request = UpdateRequest(
            kind: "create-order-shipments", method: "POST", path: "/Api2/CreateOrderShipments", query: [],
            contentType: "application/json", body: body.array, fileExtension: "json")
        return .requests([request], warnings: [])
    }
}
