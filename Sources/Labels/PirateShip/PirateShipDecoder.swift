import Orders
import WireFormats

/// Decodes one row into one label.
struct PirateShipDecoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<PirateShipColumn>

    private let settings: LabelSettings
    private let system: String

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        // Rows of a list of payments are none of labels; the whole file is refused at its end.
        guard !isBlank(decoding) else { return }
        var label = decoding.label(of: system)
        label.orderNumber = decoding.orderReference(.orderID)
        label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        if let (code, carrier) = decoding.carrier(.carrier) { (label.carrierCode, label.carrier) = (code, carrier) }
        if let (code, name) = decoding.service(.service) { (label.serviceCode, label.service) = (code, name) }
        label.createDate = decoding.moment(decoding.has(.labelCreatedDate) ? .labelCreatedDate : .createdDate)
        label.shipDate = decoding.calendarDate(.shipDate)
        let cost = decoding.has(.postageCost) ? PirateShipColumn.postageCost : .cost
        label.shipmentCost = decoding.money(cost)
        label.currency = label.currency ?? currency(cost, decoding)
        label.weight = decoding.weight(.weightInOunces, in: .ounces)
        label.status = status(&decoding, label)
        decoding.requireOrderToAnnounce(label, .orderID, cure: "fill in the column, or leave the row out")
        labels.append(label)
        findings = decoding.findings
    }

    private func isBlank(_ decoding: Decoding) -> Bool {
        PirateShipColumn.allCases.allSatisfy { PirateShipColumn.payments.contains($0) || !decoding.has($0) }
    }

    /// The label's word and the parcel's: one of them is enough for a void.
    private func status(_ decoding: inout Decoding, _ label: Label) -> LabelStatus {
        let words = [
            decoding.status(.status, PirateShipStatus.words), decoding.status(.trackingStatus, PirateShipStatus.words),
        ].compactMap(\.self)
        for status in [LabelStatus.voided, .error, .processing] where words.contains(status) { return status }
        let isShipped = label.trackingNumber != nil || label.shipDate != nil || label.createDate != nil
        return isShipped ? .completed : .processing
    }

    /// Pirate Ship sells postage of the United States only, so its `$` is one of there [I].
    private func currency(_ cost: PirateShipColumn, _ decoding: Decoding) -> Currency? {
        decoding.record.string(decoding.field(cost)).contains("$") ? Currency("USD") : nil
    }
}

/// Pirate Ship's words for labels and parcels.
///
/// No list of them is public: `refunded` and `voided` are seen [C], the others are carriers' usual words [I].
enum PirateShipStatus {
    static let words: [String: LabelStatus] = {
        let words: [(LabelStatus, [String])] = [
            (
                .completed,
                [
                    "Printed", "Purchased", "Label Created", "Created", "Active", "Completed", "Pre-Shipment",
                    "Pre-Transit", "Accepted", "Shipped", "In Transit", "Out for Delivery", "Available for Pickup",
                    "Delivered", "Delivery Attempted", "Delayed", "Exception", "Alert", "Returned to Sender",
                    "Return to Sender", "Unknown", "Refund Rejected", "Refund Denied",
                ]
            ),
            (
                .voided,
                [
                    "Refunded", "Voided", "Void", "Cancelled", "Canceled", "Refund Requested", "Refund Pending",
                    "Pending Refund", "Refund Submitted", "Refund Approved", "Refund Issued",
                ]
            ),
            (.processing, ["Processing", "Pending", "Queued", "Not Printed", "Unpurchased"]),
            (.error, ["Error", "Failed"]),
        ]
        var table: [String: LabelStatus] = [:]
        for (status, words) in words {
            for word in words { table[foldedCode(word)] = status }
        }
        return table
    }()
}
