import Orders
import WireFormats

/// Decodes one shipment into a label for each parcel that has a tracking number of its own.
struct KarrioDecoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<KarrioField>

    private let settings: LabelSettings
    private let system: String

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        var label = decoding.label(of: system)
        label.shipmentId = decoding.text(.id)
        label.orderNumber =
            decoding.orderReference(.metadataNumber) ?? decoding.orderReference(.metadataOrderId)
            ?? decoding.orderReference(.reference) ?? decoding.orderReference(.orderId)
        shipping(&decoding, &label)
        status(&decoding, &label)
        decoding.requireOrderToAnnounce(
            label, .reference,
            cure: "set `reference`, `order_id` or `metadata.order_number` when creating the shipment")
        labels += boxes(&decoding, label)
        findings = decoding.findings
    }

    private func shipping(_ decoding: inout Decoding, _ label: inout Label) {
        label.isReturnLabel = decoding.flag(.isReturn) ?? false
        label.createDate = decoding.moment(.createdAt)
        label.shipDate = decoding.calendarDate(decoding.has(.shippingDate) ? .shippingDate : .shipmentDate)
        label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        label.trackingUrl = decoding.text(.trackingUrl)
        label.shipmentCost = decoding.money(.totalCharge)
        label.currency = decoding.currency(.currency)
        carrier(&decoding, &label)
        label.serviceCode = decoding.text(.service)
        if let code = label.serviceCode, case .known(let name) = ServiceTable.name(of: code) {
            label.service = name
        } else {
            label.service = decoding.text(.serviceName) ?? decoding.service(.service)?.name
        }
    }

    /// A connection to another label system names the carrier beside itself.
    private func carrier(_ decoding: inout Decoding, _ label: inout Label) {
        if let name = decoding.text(.carrierName), CarrierTable.carrier(name) == nil,
            let hub = decoding.text(.hubCarrier), let carrier = CarrierTable.carrier(hub)
        {
            (label.carrierCode, label.carrier) = (hub, carrier)
        } else if let (code, carrier) = decoding.carrier(.carrierName) {
            (label.carrierCode, label.carrier) = (code, carrier)
        }
    }

    private func status(_ decoding: inout Decoding, _ label: inout Label) {
        if !decoding.has(.status) { decoding.rejectWithoutLabel(.errorCode) }
        label.status = decoding.status(.status, Self.statuses) ?? .processing
        // What is not bought costs nothing; the price would count twice when the label comes.
        if label.status == .processing { label.shipmentCost = nil }
        // A cancelled shipment has lost its tracking number; the carrier's id of it is the same in most cases [C].
        if label.status == .voided, label.trackingNumber == nil {
            label.trackingNumber = decoding.trackingNumber(.shipmentIdentifier)
        }
        decoding.rejectTestLabel(.testMode)
    }

    // MARK: - Parcels

    private func boxes(_ decoding: inout Decoding, _ label: Label) -> [Label] {
        let record = decoding.record
        let parcels = record.parts(KarrioGroup.parcel, of: 0)
        let numbers = record.parts(KarrioGroup.trackingNumber, of: 0).map { record.string(record.field(0, of: $0)) }
        guard parcels.count > 1, Set(numbers).count == parcels.count, !numbers.contains("") else {
            return [single(&decoding, label, parcels)]
        }
        return zip(parcels, numbers).enumerated().map { index, box in
            var boxed = label
            boxed.packageSequence = index + 1
            boxed.trackingNumber = box.1
            boxed.source.line = record.position(of: box.0).line
            if index > 0 { (boxed.shipmentCost, boxed.trackingUrl) = (nil, nil) }
            read(box.0, &decoding, &boxed)
            return boxed
        }
    }

    /// One label for all parcels, when there is one number for them: what is in them is in it.
    private func single(_ decoding: inout Decoding, _ label: Label, _ parcels: [Int]) -> Label {
        var label = label
        for (index, parcel) in parcels.enumerated() {
            var box = label
            read(parcel, &decoding, &box)
            guard index > 0 else {
                label = box
                continue
            }
            label.items = both(label.items, box.items)
            label.weight = both(label.weight, box.weight)
            if label.packageCode != box.packageCode { label.packageCode = nil }
        }
        if parcels.count > 1, label.status == .completed {
            decoding.warn(
                .packagesShareTracking, .trackingNumber,
                "the shipment has one tracking number for \(parcels.count) parcels; they are announced as one")
        }
        return label
    }

    private func both(_ left: [BoxItem]?, _ right: [BoxItem]?) -> [BoxItem]? {
        guard let left, let right else { return nil }
        return left + right
    }

    private func both(_ left: Weight?, _ right: Weight?) -> Weight? {
        guard let left, let right else { return nil }
        return left + right
    }

    private func read(_ parcel: Int, _ decoding: inout Decoding, _ label: inout Label) {
        var inner = LabelDecoding<KarrioParcelField>(decoding.record, settings, decoding.findings)
        inner.instance = parcel
        label.weight = inner.weight(.weight, .weightUnit)
        label.packageCode = inner.text(.packagePreset) ?? inner.text(.packagingType)
        label.items = items(in: parcel, &inner)
        decoding.findings = inner.findings
    }

    /// What is in the parcel; karrio writes an empty list where nobody said it [C].
    private func items(in parcel: Int, _ decoding: inout LabelDecoding<KarrioParcelField>) -> [BoxItem]? {
        let record = decoding.record
        let parts = record.parts(KarrioGroup.item, of: parcel)
        guard !parts.isEmpty else { return nil }
        var items: [BoxItem] = []
        for item in parts {
            guard
                let quantity = decoding.quantity(
                    record.value(.quantity, ofItem: item), "parcels/items/quantity", at: record.position(of: item))
            else { return nil }
            guard quantity > .zero else { continue }
            let name =
                decoding.text(record.value(.title, ofItem: item), "parcels/items/title")
                ?? decoding.text(record.value(.description, ofItem: item), "parcels/items/description")
            items.append(
                BoxItem(
                    sku: decoding.text(record.value(.sku, ofItem: item), "parcels/items/sku"), name: name,
                    quantity: quantity))
        }
        return items
    }

    private static let statuses: [String: LabelStatus] = [
        "draft": .processing, "created": .completed, "purchased": .completed, "shipped": .completed,
        "intransit": .completed, "delivered": .completed, "needsattention": .completed, "outfordelivery": .completed,
        "deliveryfailed": .completed, "cancelled": .voided,
    ]
}
