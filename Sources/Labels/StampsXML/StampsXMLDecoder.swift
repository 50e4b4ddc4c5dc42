import Orders
import WireFormats

/// Decodes one printed item into one label.
struct StampsXMLDecoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<StampsXMLField>

    private let settings: LabelSettings
    private let system: String

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        var label = decoding.label(of: system)
        label.shipmentId = decoding.text(.printID)
        label.orderNumber = decoding.orderReference(.orderID)
        label.createDate = decoding.moment(.printDateTime)
        label.shipDate = decoding.calendarDate(.mailingDate)
        label.shipmentCost = decoding.money(.cost)
        label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        // Mail classes are the Postal Service's.
        label.carrier = .usps
        if let (code, name) = decoding.service(.mailClass) { (label.serviceCode, label.service) = (code, name) }
        label.packageCode = decoding.text(.mailpiece)
        label.weight = decoding.weight(.weightInOunces, in: .ounces)
        label.status = status(&decoding, label)
        decoding.requireOrderToAnnounce(label, .orderID, cure: "let Stamps.com import the orders with their OrderID")
        label.items = items(&decoding)
        labels.append(label)
        findings = decoding.findings
    }

    /// What printing came to, unless the postage was given back.
    ///
    /// A batch that was not printed yet has neither result nor number.
    private func status(_ decoding: inout Decoding, _ label: Label) -> LabelStatus {
        let refund = decoding.status(.refundType, StampsXMLStatus.refundTypes)
        let result = decoding.status(.printResult, StampsXMLStatus.printResults)
        if refund == .voided { return .voided }
        return result ?? (label.trackingNumber == nil ? .processing : .completed)
    }

    /// What is in the box: unknown without any, since an empty list says only that nobody filled it in; an item that cannot
    /// be counted makes the whole list unknown.
    private func items(_ decoding: inout Decoding) -> [BoxItem]? {
        let record = decoding.record
        guard record.instanceCount > 1 else { return nil }
        var items: [BoxItem] = []
        for item in 1..<record.instanceCount {
            func field(_ field: StampsXMLItemField) -> Field { record.field(field.rawValue, of: item) }
            guard
                let quantity = decoding.quantity(
                    field(.quantity), "OrderContents/Item/Quantity", at: record.position(of: item))
            else { return nil }
            guard quantity > .zero else { continue }
            // Stamps.com keeps what it was given as the shop's own id of the product [I].
            items.append(
                BoxItem(
                    sku: decoding.text(field(.externalID), "OrderContents/Item/ExternalID"),
                    name: decoding.text(field(.name), "OrderContents/Item/Name"), quantity: quantity))
        }
        return items
    }
}

/// Stamps.com's words.
///
/// Seen are `printed`, and `electronic` on a label that is valid [C]; the others are guesses [I].
enum StampsXMLStatus {
    static let printResults: [String: LabelStatus] = [
        "printed": .completed, "success": .completed, "notprinted": .processing, "pending": .processing,
        "queued": .processing, "failed": .error, "error": .error, "voided": .voided, "refunded": .voided,
        "cancelled": .voided, "canceled": .voided,
    ]

    /// Kinds of refund that may be asked for say nothing; words for one that was are a void.
    static let refundTypes: [String: LabelStatus] = [
        "electronic": .completed, "physical": .completed, "mail": .completed, "manual": .completed,
        "none": .completed, "notrefundable": .completed, "refunded": .voided, "requested": .voided,
        "submitted": .voided, "pending": .voided, "approved": .voided, "voided": .voided, "void": .voided,
        "cancelled": .voided, "canceled": .voided,
    ]
}
