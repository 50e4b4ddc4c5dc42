import Orders
import WireFormats

/// Decodes one shipment or refund into one label, and an order into one for each of its shipments.
struct EasyPostDecoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<EasyPostField>

    private let settings: LabelSettings
    private let system: String

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        let boxes = (0..<record.instanceCount).filter { record.group(of: $0) == EasyPostGroup.box }
        if boxes.isEmpty {
            labels.append(label(&decoding))
        } else {
            labels += order(of: boxes, &decoding)
        }
        findings = decoding.findings
    }

    /// The shipments of an order, each a box with a label and a price of its own.
    private func order(of boxes: [Int], _ decoding: inout Decoding) -> [Label] {
        let reference = decoding.orderReference(.reference)
        let isReturn = decoding.flag(.isReturn) ?? false
        return boxes.enumerated().map { index, box in
            decoding.instance = box
            var label = label(&decoding, ofOrder: reference)
            if isReturn { label.isReturnLabel = true }
            if boxes.count > 1 { label.packageSequence = index + 1 }
            return label
        }
    }

    private func label(_ decoding: inout Decoding, ofOrder reference: String? = nil) -> Label {
        var label = decoding.label(of: system)
        // What a box has for a reference need not be an order's number when its order has one.
        label.orderNumber = reference ?? decoding.orderReference(.reference)
        label.trackingNumber = decoding.trackingNumber(.trackingCode)
        // A tracker has an id, a number and a shipment as well, and its status says nothing of a label.
        let object = decoding.word(.object)
        if !object.isEmpty, !Self.objects.contains(object) { decoding.rejectWithoutLabel(.object) }
        if decoding.has(.shipmentId) || decoding.word(.object) == "Refund" {
            refund(&decoding, &label)
        } else {
            label.shipmentId = decoding.text(.id)
            shipping(&decoding, &label)
            status(&decoding, &label)
        }
        requireOrder(of: label, &decoding)
        return label
    }

    /// Rejects what can be announced to nobody, and what is no shipment at all: neither may pass for a label in process.
    private func requireOrder(of label: Label, _ decoding: inout Decoding) {
        if decoding.has(.errorCode) {
            decoding.rejectWithoutLabel(.errorCode)
        } else if label.status == .processing, label.shipmentId == nil, label.trackingNumber == nil {
            decoding.rejectWithoutLabel(.id)
        } else {
            decoding.requireOrderToAnnounce(
                label, .reference,
                cure: "set `reference` to the order's number when creating the shipment; that of an EasyPost order"
                    + " counts if it stands in front of its shipments")
        }
    }

    private static let objects: Set<String> = ["Shipment", "Order", "Refund"]

    private func shipping(_ decoding: inout Decoding, _ label: inout Label) {
        label.isReturnLabel = decoding.flag(.isReturn) ?? false
        label.createDate = decoding.moment(decoding.has(.labelCreatedAt) ? .labelCreatedAt : .createdAt)
        label.shipDate = decoding.calendarDate(.labelDate)
        label.shipmentCost = decoding.money(.rate)
        label.insuranceCost = insuranceFee(&decoding)
        label.currency = decoding.currency(.currency)
        if let (code, carrier) = decoding.carrier(.carrier) ?? decoding.carrier(.trackerCarrier) {
            (label.carrierCode, label.carrier) = (code, carrier)
        }
        if let (code, name) = decoding.service(.service, of: label.carrier) {
            (label.serviceCode, label.service) = (code, name)
        }
        label.packageCode = decoding.text(.package)
        label.trackingUrl = decoding.text(.trackingUrl)
        label.weight = decoding.weight(.weight, in: .ounces)
    }

    private func insuranceFee(_ decoding: inout Decoding) -> Money? {
        let record = decoding.record
        let fee = (0..<record.instanceCount).first { part in
            record.group(of: part) == EasyPostGroup.fee && record.parent(of: part) == decoding.instance
                && record.string(record.value(.type, ofFee: part)) == "InsuranceFee"
        }
        return fee.flatMap { decoding.money(record.value(.amount, ofFee: $0), "fees/amount") }
    }

    // MARK: - Status

    private func status(_ decoding: inout Decoding, _ label: inout Label) {
        label.status = decoding.status(.refundStatus, Self.refunds) ?? tracking(&decoding)
        if label.status == .error {
            decoding.refusedRefund(.refundStatus, of: &label)
            label.status = .completed
        }
        if decoding.word(.mode) == "test" {
            decoding.reject(.testLabel, .mode, "a test label: no parcel travels with it; leave it out")
        }
    }

    /// What a live shipment is by its label and by the carrier's last word.
    private func tracking(_ decoding: inout Decoding) -> LabelStatus {
        if let word = decoding.text(.status) {
            if word == "cancelled" { return .voided }
            if !Self.trackingWords.contains(word) {
                decoding.warn(
                    .trackingStatusUnknown, .status,
                    "no word for where a parcel is that is known here; it is taken for a valid label")
            }
        }
        // A shipment has rates before it has a label.
        let isBought = decoding.has(.trackingCode) || decoding.has(.labelId) || decoding.has(.labelCreatedAt)
        return isBought ? .completed : .processing
    }

    /// A refund says of a shipment's label that it is taken back; it names the parcel and no order.
    private func refund(_ decoding: inout Decoding, _ label: inout Label) {
        label.shipmentId = decoding.text(.shipmentId)
        label.voidDate = decoding.moment(.createdAt)
        if let (code, carrier) = decoding.carrier(.refundCarrier) {
            (label.carrierCode, label.carrier) = (code, carrier)
        }
        guard decoding.has(.status) else {
            label.status = .processing
            return
        }
        label.status = decoding.status(.status, Self.refunds) ?? .processing
        if label.status == .error { decoding.refusedRefund(.status, of: &label) }
        if label.status != .voided { label.voidDate = nil }
    }

    /// A label whose refund is asked for is not used any more: it counts as void at once.
    ///
    /// Where the carrier only bills what it scans there is nothing to refund.
    private static let refunds: [String: LabelStatus] = [
        "submitted": .voided, "refunded": .voided, "notapplicable": .voided, "rejected": .error,
    ]

    private static let trackingWords: Set<String> = [
        "unknown", "pre_transit", "in_transit", "out_for_delivery", "delivered", "available_for_pickup",
        "return_to_sender", "failure", "error",
    ]
}
