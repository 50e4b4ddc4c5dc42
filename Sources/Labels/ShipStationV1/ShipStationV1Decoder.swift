import Orders
import WireFormats

/// Decodes one shipment or fulfillment into one label.
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
        identity(&decoding, &label)
        shipping(&decoding, &label)
        status(&decoding, &label)
        label.items = items(&decoding)
        labels.append(label)
        findings = decoding.findings
    }

    private func identity(_ decoding: inout Decoding, _ label: inout Label) {
        label.shipmentId = decoding.text(.shipmentId) ?? decoding.text(.fulfillmentId)
        label.orderKey = decoding.text(.orderKey)
        // A split order keeps its suffix here, as in `100038-1`; the join knows what to do with it.
        label.orderNumber = decoding.text(.orderNumber)
        label.store = decoding.text(.storeId).flatMap { settings.stores[$0] }
        decoding.requireOrder(
            of: label, .orderNumber, cure: "the reply to a label request has none: fetch /shipments instead")
    }

    private func shipping(_ decoding: inout Decoding, _ label: inout Label) {
        label.createDate = decoding.moment(.createDate)
        // Fulfillments give a time as well, on the same clock.
        label.shipDate = decoding.calendarDate(.shipDate)
        // The two add up; neither contains the other [D].
        label.shipmentCost = decoding.money(.shipmentCost)
        label.insuranceCost = decoding.money(.insuranceCost)
        label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        if let (code, carrier) = decoding.carrier(.carrierCode) { (label.carrierCode, label.carrier) = (code, carrier) }
        if let (code, name) = decoding.service(.serviceCode) { (label.serviceCode, label.service) = (code, name) }
        label.packageCode = decoding.text(.packageCode)
        label.weight = decoding.weight(.weightValue, .weightUnits)
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
    ///
    /// An item that cannot be counted makes the whole list unknown: a wrong list would be told to the channel.
    private func items(_ decoding: inout Decoding) -> [BoxItem]? {
        let record = decoding.record
        let list = decoding.field(.shipmentItems)
        guard list.isPresent else { return nil }
        guard !list.isRepeated else {
            decoding.warn(
                .itemsUnreadable, .shipmentItems, "the list is given twice; what is in the box counts as unknown")
            return nil
        }
        var items: [BoxItem] = []
        for item in 1..<max(1, record.instanceCount) {
            guard
                let quantity = decoding.quantity(
                    record.field(.quantity, of: item), "shipmentItems/quantity", at: record.position(of: item))
            else { return nil }
            guard quantity > .zero else { continue }
            items.append(
                BoxItem(
                    lineItemKey: decoding.text(record.field(.lineItemKey, of: item), "shipmentItems/lineItemKey"),
                    sku: decoding.text(record.field(.sku, of: item), "shipmentItems/sku"),
                    name: decoding.text(record.field(.name, of: item), "shipmentItems/name"), quantity: quantity))
        }
        return items
    }
}
