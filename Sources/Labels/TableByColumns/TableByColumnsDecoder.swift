import Orders
import WireFormats

/// Decodes one row into one label.
struct TableByColumnsDecoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<TableByColumnsColumn>

    private let settings: LabelSettings
    private let system: String

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        guard !decoding.isBlank else { return }
        // A label's own id is one of its system, so our own tables name that.
        let origin = decoding.text(.labelSystem).flatMap(LabelCatalog.system)
        var label = decoding.label(of: origin?.id ?? system)
        label.shipmentId = decoding.text(.shipmentId)
        label.orderKey = decoding.orderReference(.orderKey)
        label.orderNumber = decoding.orderReference(.orderNumber)
        label.store = decoding.text(.store).flatMap { settings.stores[$0] }
        shipping(&decoding, &label)
        carriage(&decoding, &label)
        status(&decoding, &label)
        decoding.requireOrderToAnnounce(label, .orderNumber, cure: "fill in the column, or leave the row out")
        label.items = items(&decoding)
        labels.append(label)
        findings = decoding.findings
    }

    private func shipping(_ decoding: inout Decoding, _ label: inout Label) {
        label.createDate = decoding.moment(.createDate)
        label.shipDate = decoding.calendarDate(.shipDate)
        label.shipmentCost = decoding.money(.shipmentCost)
        label.insuranceCost = decoding.money(.insuranceCost)
        label.currency = decoding.currency(.currency)
        label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        label.trackingUrl = decoding.text(.trackingUrl)
        label.packageCode = decoding.text(.packageCode)
        label.packageSequence = packageSequence(&decoding)
        label.weight = decoding.weight(.weightValue, .weightUnits)
        label.notesToCustomer = decoding.text(.notesToCustomer)
        label.notifyCustomer = decoding.flag(.notifyCustomer)
    }

    /// The words that people know count; a table that has only the codes gives them by our tables.
    private func carriage(_ decoding: inout Decoding, _ label: inout Label) {
        label.carrierCode = decoding.text(.carrierCode)
        label.carrier = decoding.carrier(decoding.has(.carrier) ? .carrier : .carrierCode)?.carrier
        label.serviceCode = decoding.text(.serviceCode)
        label.service = decoding.service(decoding.has(.service) ? .service : .serviceCode)?.name
    }

    private static let statuses = Dictionary(
        uniqueKeysWithValues: LabelStatus.allCases.map { (foldedCode($0.rawValue), $0) })

    /// What the table's word says, unless the label was taken back; without one, a row that names a parcel has shipped.
    private func status(_ decoding: inout Decoding, _ label: inout Label) {
        label.isReturnLabel = decoding.flag(.isReturnLabel) ?? false
        label.voidDate = decoding.moment(.voidDate)
        let isParcel =
            label.trackingNumber != nil || label.shipmentId != nil || label.shipDate != nil || label.createDate != nil
        label.status = decoding.status(.status, Self.statuses) ?? (isParcel ? .completed : .processing)
        if decoding.flag(.voided) ?? false || label.voidDate != nil { label.status = .voided }
    }

    private func packageSequence(_ decoding: inout Decoding) -> Int? {
        guard let text = decoding.text(.packageSequence) else { return nil }
        if let number = Int(text), number > 0 { return number }
        decoding.warn(.sequenceUnreadable, .packageSequence, "not the number of a box, as 1; it is left out")
        return nil
    }

    private func items(_ decoding: inout Decoding) -> [BoxItem]? {
        guard let text = decoding.text(.shipmentItems) else { return nil }
        if let items = BoxItemsText.items(text) { return items }
        decoding.warn(
            .itemsUnreadable, .shipmentItems,
            "not a list of items, as TEA-1=2; CUP-3=1; what is in the box counts as unknown")
        return nil
    }
}
