package import WireFormats

/// The codes of what is cut in shipment updates, and of what no update can say. Their texts are in `docs/codes.md`.
extension IssueCode {
    // MARK: Left to a person
    package static let idNotNumeric = IssueCode(rawValue: "id_not_numeric")
    package static let trackingMissing = IssueCode(rawValue: "tracking_missing")
    package static let idTooLong = IssueCode(rawValue: "id_too_long")
    package static let quantityNotExpressible = IssueCode(rawValue: "quantity_not_expressible")
    package static let costNotExpressible = IssueCode(rawValue: "cost_not_expressible")
    package static let shipDateMissing = IssueCode(rawValue: "ship_date_missing")
    package static let lineReferenceMissing = IssueCode(rawValue: "line_reference_missing")
    package static let channelDataMissing = IssueCode(rawValue: "channel_data_missing")

    // MARK: Warnings
    package static let textTruncated = IssueCode(rawValue: "text_truncated")
    package static let costRounded = IssueCode(rawValue: "cost_rounded")
    package static let remainderCancelled = IssueCode(rawValue: "remainder_cancelled")
    package static let buyerMailOwed = IssueCode(rawValue: "buyer_mail_owed")
    package static let storefrontUnknown = IssueCode(rawValue: "storefront_unknown")

    /// Every code of updates, for the documentation's test.
    package static let ofUpdates: [IssueCode] = [
        .idTooLong, .quantityNotExpressible, .costNotExpressible, .shipDateMissing, .lineReferenceMissing,
        .channelDataMissing, .textTruncated, .costRounded, .remainderCancelled, .buyerMailOwed,
        .idNotNumeric, .trackingMissing, .storefrontUnknown,
    ]
}
