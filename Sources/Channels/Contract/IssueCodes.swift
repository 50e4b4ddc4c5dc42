package import WireFormats

/// The codes of rejects, exclusions and warnings about orders. Their texts are in `docs/codes.md`.
extension IssueCode {
    // MARK: Rejects
    package static let orderNumberMissing = IssueCode(rawValue: "order_number_missing")
    package static let numberMangled = IssueCode(rawValue: "number_mangled")
    package static let shipToMissing = IssueCode(rawValue: "ship_to_missing")
    package static let countryUnknown = IssueCode(rawValue: "country_unknown")
    package static let statusMissing = IssueCode(rawValue: "status_missing")
    package static let statusUnknown = IssueCode(rawValue: "status_unknown")
    package static let dateUnreadable = IssueCode(rawValue: "date_unreadable")
    package static let amountUnreadable = IssueCode(rawValue: "amount_unreadable")
    package static let amountPrecision = IssueCode(rawValue: "amount_precision")
    package static let quantityMissing = IssueCode(rawValue: "quantity_missing")
    package static let quantityUnreadable = IssueCode(rawValue: "quantity_unreadable")
    package static let currencyUnknown = IssueCode(rawValue: "currency_unknown")
    package static let referenceUnknown = IssueCode(rawValue: "reference_unknown")
    package static let rowShifted = IssueCode(rawValue: "row_shifted")

    // MARK: Exclusions
    package static let statusExcluded = IssueCode(rawValue: "status_excluded")
    package static let notSelected = IssueCode(rawValue: "not_selected")
    package static let tooOld = IssueCode(rawValue: "too_old")
    package static let quoteExcluded = IssueCode(rawValue: "quote_excluded")
    package static let shipsNothing = IssueCode(rawValue: "ships_nothing")
    package static let pickupOrder = IssueCode(rawValue: "pickup_order")

    // MARK: Notes
    package static let noOrders = IssueCode(rawValue: "no_orders")

    // MARK: Warnings about files
    package static let pageOfSeveral = IssueCode(rawValue: "page_of_several")
    package static let columnUnread = IssueCode(rawValue: "column_unread")

    // MARK: Warnings
    package static let totalMismatch = IssueCode(rawValue: "total_mismatch")
    package static let statusAssumed = IssueCode(rawValue: "status_assumed")
    package static let countryNormalized = IssueCode(rawValue: "country_normalized")
    package static let weightUnitUnknown = IssueCode(rawValue: "weight_unit_unknown")
    package static let weightUnreadable = IssueCode(rawValue: "weight_unreadable")
    package static let quantityFractional = IssueCode(rawValue: "quantity_fractional")
    package static let adjustmentAssumed = IssueCode(rawValue: "adjustment_assumed")
    package static let discountInexact = IssueCode(rawValue: "discount_inexact")
    package static let booleanUnreadable = IssueCode(rawValue: "boolean_unreadable")
    package static let linesMissing = IssueCode(rawValue: "lines_missing")
    package static let lineStatusUnknown = IssueCode(rawValue: "line_status_unknown")
    package static let postalCodeUnreadable = IssueCode(rawValue: "postal_code_unreadable")
    package static let numberTrimmed = IssueCode(rawValue: "number_trimmed")
    package static let referenceRepeated = IssueCode(rawValue: "reference_repeated")
    package static let cardNumberMasked = IssueCode(rawValue: "card_number_masked")
    package static let lineRepeated = IssueCode(rawValue: "line_repeated")
    package static let fieldRepeated = IssueCode(rawValue: "field_repeated")
    package static let optionIncomplete = IssueCode(rawValue: "option_incomplete")
    package static let zipPadded = IssueCode(rawValue: "zip_padded")
    package static let shipToDiffers = IssueCode(rawValue: "ship_to_differs")
    package static let duplicate = IssueCode(rawValue: "duplicate")
    package static let controlCharacterDropped = IssueCode(rawValue: "control_character_dropped")

    /// Every code of this room, for the documentation's test.
    package static let ofOrders: [IssueCode] = [
        .numberMangled,
        .orderNumberMissing, .shipToMissing, .countryUnknown, .statusMissing, .statusUnknown, .dateUnreadable,
        .amountUnreadable, .amountPrecision, .quantityMissing, .quantityUnreadable, .currencyUnknown, .statusExcluded,
        .notSelected, .tooOld, .pickupOrder, .noOrders, .totalMismatch, .statusAssumed, .countryNormalized,
        .weightUnitUnknown,
        .weightUnreadable,
        .quantityFractional, .adjustmentAssumed, .discountInexact, .booleanUnreadable, .fieldRepeated,
        .optionIncomplete,
        .duplicate, .controlCharacterDropped, .quoteExcluded, .shipsNothing, .referenceUnknown, .zipPadded,
        .shipToDiffers, .lineRepeated, .linesMissing, .lineStatusUnknown, .postalCodeUnreadable, .numberTrimmed,
        .referenceRepeated, .cardNumberMasked, .pageOfSeveral, .columnUnread, .rowShifted,
    ]
}
