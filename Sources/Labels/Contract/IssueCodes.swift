package import WireFormats

/// The codes of rejects and warnings about labels. Their texts are in `docs/codes.md`.
///
/// Some have the same word as those about orders, since they mean the same; rooms do not see each other's.
extension IssueCode {
    // MARK: Rejects
    static let orderReferenceMissing = IssueCode(rawValue: "order_reference_missing")
    static let orderReferenceAmbiguous = IssueCode(rawValue: "order_reference_ambiguous")
    static let labelMissing = IssueCode(rawValue: "label_missing")
    static let testLabel = IssueCode(rawValue: "test_label")
    static let statusUnknown = IssueCode(rawValue: "status_unknown")
    static let trackingMangled = IssueCode(rawValue: "tracking_mangled")
    static let flagUnreadable = IssueCode(rawValue: "flag_unreadable")
    static let dateUnreadable = IssueCode(rawValue: "date_unreadable")
    static let amountUnreadable = IssueCode(rawValue: "amount_unreadable")
    static let amountPrecision = IssueCode(rawValue: "amount_precision")
    static let referenceMangled = IssueCode(rawValue: "reference_mangled")

    // MARK: Warnings
    static let carrierUnknown = IssueCode(rawValue: "carrier_unknown")
    static let serviceUnknown = IssueCode(rawValue: "service_unknown")
    static let packagesShareTracking = IssueCode(rawValue: "packages_share_tracking")
    static let currencyUnknown = IssueCode(rawValue: "currency_unknown")
    static let currencyDiffers = IssueCode(rawValue: "currency_differs")
    static let itemsUnknown = IssueCode(rawValue: "items_unknown")
    static let itemsUnreadable = IssueCode(rawValue: "items_unreadable")
    static let weightUnreadable = IssueCode(rawValue: "weight_unreadable")
    static let weightUnitUnknown = IssueCode(rawValue: "weight_unit_unknown")
    static let fieldRepeated = IssueCode(rawValue: "field_repeated")
    static let referenceDoubtful = IssueCode(rawValue: "reference_doubtful")
    static let trackingFromReference = IssueCode(rawValue: "tracking_from_reference")
    static let trackingStatusUnknown = IssueCode(rawValue: "tracking_status_unknown")
    static let sequenceUnreadable = IssueCode(rawValue: "sequence_unreadable")
    static let refundRefused = IssueCode(rawValue: "refund_refused")
    static let costNegative = IssueCode(rawValue: "cost_negative")

    /// Every code of this room, for the documentation's test.
    package static let ofLabels: [IssueCode] = [
        .orderReferenceMissing, .orderReferenceAmbiguous, .labelMissing, .testLabel, .statusUnknown, .trackingMangled,
        .flagUnreadable, .dateUnreadable, .amountUnreadable, .amountPrecision, .carrierUnknown, .serviceUnknown,
        .packagesShareTracking, .currencyUnknown, .currencyDiffers, .itemsUnknown, .itemsUnreadable, .weightUnreadable,
        .weightUnitUnknown, .fieldRepeated, .referenceMangled, .referenceDoubtful,
        .trackingFromReference, .trackingStatusUnknown, .refundRefused,
        .sequenceUnreadable, .costNegative,
    ]
}
