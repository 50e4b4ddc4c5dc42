import Orders
import WireFormats

/// Decodes one row into one label.
struct ShipStationCSVDecoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<ShipStationCSVColumn>

    private let settings: LabelSettings
    private let system: String

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        var label = decoding.label(of: system)
        label.orderNumber = decoding.orderReference(.orderNumber)
        label.store = decoding.text(.storeName).flatMap { settings.stores[$0] }
        label.notesToCustomer = decoding.text(.notesToBuyer)
        shipping(&decoding, &label)
        status(&decoding, &label)
        decoding.requireOrderToAnnounce(label, .orderNumber, cure: "fill in the column, or leave the row out")
        label.items = items(&decoding)
        labels.append(label)
        findings = decoding.findings
    }

    private func shipping(_ decoding: inout Decoding, _ label: inout Label) {
        label.createDate = decoding.moment(.labelCreateDate)
        label.shipDate = decoding.calendarDate(.shipDate)
        label.shipmentCost = decoding.money(decoding.has(.carrierFee) ? .carrierFee : .shippingCost)
        label.insuranceCost = decoding.money(.insuranceCost)
        label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        if let (code, carrier) = decoding.carrier(.shipmentCarrier) ?? decoding.carrier(.selectedCarrier)
            ?? decoding.carrier(.carrierName)
        {
            (label.carrierCode, label.carrier) = (code, carrier)
        }
        if let (code, name) = decoding.service(.shipmentService) ?? decoding.service(.selectedService) {
            (label.serviceCode, label.service) = (code, name)
        }
        label.packageCode = decoding.text(.shipmentPackageType) ?? decoding.text(.servicePackageType)
        label.weight = weight(&decoding)
        warnOfSharedTracking(&decoding)
    }

    /// Several packages have a number each, and the export has one [D: shipstation-formats §2.4].
    private func warnOfSharedTracking(_ decoding: inout Decoding) {
        let count = try? Quantity(text: decoding.record.bytes(of: decoding.field(.packageCount)))
        guard let count, count > .one else { return }
        decoding.warn(
            .packagesShareTracking, .packageCount,
            "the export has one tracking number for all packages; the others are not announced")
    }

    private func status(_ decoding: inout Decoding, _ label: inout Label) {
        label.isReturnLabel = decoding.flag(.returnFlag) ?? false
        label.voidDate = decoding.moment(.voidDate)
        let isShipped = label.trackingNumber != nil || label.shipDate != nil || label.createDate != nil
        if decoding.flag(.voidFlag) ?? false || label.voidDate != nil {
            label.status = .voided
        } else if !isShipped {
            // An order export lists orders that have not shipped too: they have no label yet.
            label.status = .processing
        }
    }

    /// `Shipment - Weight (Oz)`, or `Shipment - Weight` with its units in the text.
    private func weight(_ decoding: inout Decoding) -> Weight? {
        if decoding.has(.weightInOunces) { return decoding.weight(.weightInOunces, in: .ounces) }
        guard decoding.has(.weight) else { return nil }
        switch WeightText.read(decoding.record.bytes(of: decoding.field(.weight))) {
        case .weight(let weight): return weight.units == 0 ? nil : weight
        case .unitMissing:
            decoding.warn(
                .weightUnitUnknown, .weight,
                "no unit of weight; it is left out: export \(ShipStationCSVColumn.weightInOunces.name) instead")
        case .unreadable: decoding.warn(.weightUnreadable, .weight, "not a weight; it is left out")
        }
        return nil
    }

    /// The one item of a row of an order export; unknown in a shipment export, which has no such columns.
    private func items(_ decoding: inout Decoding) -> [BoxItem]? {
        let sku = decoding.text(.itemSKU)
        let name = decoding.text(.itemName)
        guard sku != nil || name != nil else { return nil }
        guard
            let quantity = decoding.quantity(
                decoding.field(.itemQuantity), ShipStationCSVColumn.itemQuantity.name, at: decoding.record.position)
        else { return nil }
        return quantity == .zero ? [] : [BoxItem(sku: sku, name: name, quantity: quantity)]
    }
}
