import Orders
import WireFormats

/// Decodes one transaction into one label.
///
/// The transactions of a shipment of several boxes share a rate, whose price is that of all boxes together [D].
struct ShippoDecoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<ShippoField>

    private let settings: LabelSettings
    private let system: String
    /// How many labels were bought for each rate so far.
    private var boxes: [String: Int] = [:]

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        var label = decoding.label(of: system)
        label.shipmentId = decoding.text(.objectId)
        label.orderNumber = orderNumber(&decoding)
        shipping(&decoding, &label)
        status(&decoding, &label)
        decoding.requireOrderToAnnounce(
            label, .metadata, cure: "put the order's number into the transaction's metadata when buying the label")
        // A rejected box carries no cost away from the others.
        if decoding.findings.rejection == nil { number(&label, decoding) }
        labels.append(label)
        findings = decoding.findings
    }

    private func orderNumber(_ decoding: inout Decoding) -> String? {
        if let number = decoding.orderReference(.metadataNumber) ?? decoding.orderReference(.metadataOrderId)
            ?? decoding.orderReference(.metadataOrder)
        {
            return number
        }
        let number = decoding.text(.metadata).flatMap(ShippoMetadata.orderNumber)
        return decoding.orderReference(number, in: decoding.field(.metadata), decoding.name(.metadata))
    }

    private func shipping(_ decoding: inout Decoding, _ label: inout Label) {
        label.createDate = decoding.moment(.createdAt)
        label.isReturnLabel = decoding.flag(.isReturn) ?? false
        label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        label.trackingUrl = decoding.text(.trackingUrl)
        label.shipmentCost = decoding.money(.amount)
        label.currency = decoding.currency(.currency)
        if let (code, carrier) = decoding.carrier(.provider) { (label.carrierCode, label.carrier) = (code, carrier) }
        service(&decoding, &label)
        label.weight = decoding.weight(.weight, .weightUnit)
    }

    /// Shippo gives a name beside the token; ours is used where there is one, so that all systems have the same.
    private func service(_ decoding: inout Decoding, _ label: inout Label) {
        let slot = decoding.has(.serviceToken) ? ShippoField.serviceToken : .levelToken
        label.serviceCode = decoding.text(slot)
        if let token = label.serviceCode, case .known(let name) = ServiceTable.name(of: token) {
            label.service = name
        } else {
            label.service =
                decoding.text(.serviceName) ?? decoding.text(.levelName) ?? decoding.service(slot)?.name
        }
    }

    private func status(_ decoding: inout Decoding, _ label: inout Label) {
        if !decoding.has(.status) { decoding.rejectWithoutLabel(.status) }
        label.status = decoding.status(.status, Self.statuses) ?? .processing
        if label.status == .completed, decoding.word(.objectState).uppercased() == "INVALID" { label.status = .error }
        if decoding.word(.status).uppercased() == "REFUNDREJECTED" { decoding.refusedRefund(.status, of: &label) }
        decoding.rejectTestLabel(.test)
    }

    /// Numbers the boxes of one rate and leaves its price on the first.
    private mutating func number(_ label: inout Label, _ decoding: Decoding) {
        guard label.status == .completed || label.status == .voided else {
            // What is not bought costs nothing; the price would count twice when the label comes.
            label.shipmentCost = nil
            return
        }
        let slot = decoding.has(.rateId) ? ShippoField.rateId : .rate
        guard decoding.has(slot) else { return }
        let rate = decoding.record.string(decoding.field(slot))
        let count = boxes[rate, default: 0] + 1
        boxes[rate] = count
        label.packageSequence = count
        if count > 1 { label.shipmentCost = nil }
    }

    /// A label whose refund is asked for is not used any more: it counts as void at once.
    private static let statuses: [String: LabelStatus] = [
        "success": .completed, "waiting": .processing, "queued": .processing, "error": .error,
        "refunded": .voided, "refundpending": .voided, "refundrejected": .completed,
    ]
}
