package import WireFormats

/// The codes of what is cut in shipment updates, and of what no update can say. Their texts are in `docs/codes.md`.
extension IssueCode {
    // MARK: Left to a person
    package static let idTooLong = IssueCode(rawValue: "id_too_long")
    package static let quantityNotExpressible = IssueCode(rawValue: "quantity_not_expressible")
    package static let costNotExpressible = IssueCode(rawValue: "cost_not_expressible")

    // MARK: Warnings
    package static let textTruncated = IssueCode(rawValue: "text_truncated")
    package static let costRounded = IssueCode(rawValue: "cost_rounded")

    /// Every code of updates, for the documentation's test.
    package static let ofUpdates: [IssueCode] = [
        .idTooLong, .quantityNotExpressible, .costNotExpressible, .textTruncated, .costRounded,
    ]
}
