package import WireFormats

/// The codes of what becomes of labels. Their texts are in `docs/codes.md`.
extension IssueCode {
    static let orderNotFound = IssueCode(rawValue: "order_not_found")
    static let ambiguousOrder = IssueCode(rawValue: "ambiguous_order")
    static let overShipped = IssueCode(rawValue: "over_shipped")
    static let orderCancelled = IssueCode(rawValue: "order_cancelled")
    static let storeUnknown = IssueCode(rawValue: "store_unknown")
    static let announcedBySuffix = IssueCode(rawValue: "announced_by_suffix")
    static let trackingLater = IssueCode(rawValue: "tracking_later")
    static let voidDoubtful = IssueCode(rawValue: "void_doubtful")
    static let refundRefused = IssueCode(rawValue: "refund_refused")
    static let joinedBySuffix = IssueCode(rawValue: "joined_by_suffix")
    static let statusNotReady = IssueCode(rawValue: "status_not_ready")
    static let itemNotInOrder = IssueCode(rawValue: "item_not_in_order")
    static let itemsUnknown = IssueCode(rawValue: "items_unknown")
    static let invalidBytes = IssueCode(rawValue: "invalid_bytes")
    static let rowTooLong = IssueCode(rawValue: "row_too_long")
    static let rowTooShort = IssueCode(rawValue: "row_too_short")
    static let rowDiffers = IssueCode(rawValue: "row_differs")
    static let markupDropped = IssueCode(rawValue: "markup_dropped")

    /// Every code of this room, for the documentation's test.
    package static let ofJobs: [IssueCode] = [
        .orderNotFound, .ambiguousOrder, .overShipped, .orderCancelled, .storeUnknown, .announcedBySuffix,
        .trackingLater, .voidDoubtful, .refundRefused, .joinedBySuffix, .statusNotReady, .itemNotInOrder,
        .itemsUnknown, .invalidBytes, .rowTooLong, .rowTooShort, .rowDiffers, .markupDropped,
    ]
}
