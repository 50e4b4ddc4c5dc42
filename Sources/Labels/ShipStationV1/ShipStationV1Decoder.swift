import Orders
import WireFormats

/// Decodes one shipment, fulfillment or label request with its reply into one label.
struct ShipStationV1Decoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<ShipStationV1Field>

    private let settings: LabelSettings
    private let system: String

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        var label = decoding.label(of: system)
        if ShipStationV1Field.ofRequests.contains(where: decoding.has) {
            reply(&decoding, &label)
        } else {
            identity(&decoding, &label)
            shipping(&decoding, &label)
            status(&decoding, &label)
            decoding.requireOrderToAnnounce(
                label, .orderNumber,
                cure:
                    "the reply to a label request has none: fetch /shipments instead, or keep the request with the reply"
            )
            label.items = items(&decoding)
        }
        labels.append(label)
        findings = decoding.findings
    }

    private func identity(_ decoding: inout Decoding, _ label: inout Label) {
        label.shipmentId = decoding.text(.shipmentId) ?? decoding.text(.fulfillmentId)
        label.orderKey = decoding.orderReference(.orderKey)
        // A split order keeps its suffix here, as in `100038-1`; the join knows what to do with it.
        label.orderNumber = decoding.orderReference(.orderNumber)
        label.store = decoding.text(.storeId).flatMap { settings.stores[$0] }
    }

    /// A label request with its reply: the reply names neither order nor carrier, the request does [D].
    private func reply(_ decoding: inout Decoding, _ label: inout Label) {
        label.orderKey = decoding.orderReference(.requestOrderKey) ?? decoding.orderReference(.orderKey)
        label.orderNumber = decoding.orderReference(.requestOrderNumber) ?? decoding.orderReference(.orderNumber)
        guard decoding.has(.responseShipmentId) || decoding.has(.responseTrackingNumber) else {
            return decoding.rejectWithoutLabel(.responseShipmentId)
        }
        label.shipmentId = decoding.text(.responseShipmentId)
        label.store = decoding.text(.requestStoreId).flatMap { settings.stores[$0] }
        decoding.requireOrderToAnnounce(
            label, .requestOrderNumber,
            cure: "write its orderNumber or orderKey into the request: orderId is ShipStation's own")
        label.shipDate = decoding.calendarDate(.requestShipDate)
        label.shipmentCost = decoding.money(.responseShipmentCost)
        label.insuranceCost = decoding.money(.responseInsuranceCost)
        label.trackingNumber = decoding.trackingNumber(.responseTrackingNumber)
        carriage(&decoding, &label, .requestCarrierCode, .requestServiceCode)
        label.packageCode = decoding.text(.requestPackageCode)
        label.weight = decoding.weight(.requestWeightValue, .requestWeightUnits)
        decoding.rejectTestLabel(.requestTestLabel)
    }

    private func shipping(_ decoding: inout Decoding, _ label: inout Label) {
        label.createDate = decoding.moment(.createDate)
        // Fulfillments give a time as well, on the same clock.
        label.shipDate = decoding.calendarDate(.shipDate)
        // The two add up; neither contains the other [D].
        label.shipmentCost = decoding.money(.shipmentCost)
        label.insuranceCost = decoding.money(.insuranceCost)
        label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        carriage(&decoding, &label, .carrierCode, .serviceCode)
        label.packageCode = decoding.text(.packageCode)
        label.weight = decoding.weight(.weightValue, .weightUnits)
    }

    private func carriage(
        _ decoding: inout Decoding, _ label: inout Label, _ carrier: ShipStationV1Field, _ service: ShipStationV1Field
    ) {
        if let (code, carrier) = decoding.carrier(carrier) { (label.carrierCode, label.carrier) = (code, carrier) }
        if let (code, name) = decoding.service(service) { (label.serviceCode, label.service) = (code, name) }
    }

    private func status(_ decoding: inout Decoding, _ label: inout Label) {
        label.isReturnLabel = decoding.flag(.isReturnLabel) ?? false
        label.voidDate = decoding.moment(.voidDate)
        if decoding.flag(.voided) ?? false || label.voidDate != nil {
            label.status = .voided
        } else if decoding.flag(.voidRequested) ?? false {
            // A fulfillment whose void is still being decided is not announced until it is.
            label.status = .processing
        }
    }

    /// What is in the box: unknown without the list, which ShipStation gives only when asked for it [D].
    private func items(_ decoding: inout Decoding) -> [BoxItem]? {
        guard decoding.field(.shipmentItems).isPresent else { return nil }
        let items = decoding.items(
            .shipmentItems, 1..<max(1, decoding.record.instanceCount),
            BoxItemSlots(
                lineItemKey: ShipStationV1ItemField.lineItemKey.slot, sku: ShipStationV1ItemField.sku.slot,
                name: ShipStationV1ItemField.name.slot, quantity: ShipStationV1ItemField.quantity.slot))
        // A box holds something: an empty list says as little of it as none.
        return items?.isEmpty == true ? nil : items
    }
}
