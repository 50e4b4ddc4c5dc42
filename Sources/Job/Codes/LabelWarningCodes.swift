extension CodeCatalog {
    static let labelWarnings = CodeSection(
        "Warnings about labels and updates", .warning,
        intro: "",
        [
            CodeEntry(
                "status_not_ready",
                happened: "the order was on hold or not paid; it is announced all the same",
                matters: "somebody may have shipped what was to be held back",
                cure: "look at the order",
                example: "a label for the order 1001, whose status is on_hold"),
            CodeEntry(
                "joined_by_suffix",
                happened: "no order has the label's number, and the order without its split suffix was taken",
                matters: "it may be the label of an order that is not here yet",
                cure: "look whether the label is a part of that order",
                example: "label 1001-2, and only the order 1001 is known"),
            CodeEntry(
                "items_unknown",
                happened: """
                    one of several boxes without a list, or a list for all of them together: the first \
                    carries all, the others none
                    """,
                matters: "the shop sees everything in the first box",
                cure: "ask the label system for items",
                example: "two labels for the order 1001, neither with items"),
            CodeEntry(
                "item_not_in_order",
                happened: "an item in the box is no line of the order; the shop is not told of it",
                matters: "something may be packed that nobody ordered",
                cure: "look at the label",
                example: "TENT-4P in the box, TENT-2P in the order"),
            CodeEntry(
                "items_unreadable",
                happened: "an item without a countable quantity; the box counts as one whose content is not known",
                matters: "what was shipped of the order is not counted",
                cure: "mend the export",
                example: "\"quantity\": \"some\""),
            CodeEntry(
                "currency_unknown",
                happened: "no currency; the costs are kept without one",
                matters: "a cost without its currency cannot be added up",
                cure: "three ISO 4217 letters, as `USD`",
                example: "\"shipmentCost\": 7.95 and no currency"),
            CodeEntry(
                "cost_negative",
                happened: """
                    a cost below zero, as `-$4.95` or `($4.95)`: money that came back, or a line of an \
                    account; it is left out
                    """,
                matters: "a channel takes it for a mistake",
                cure: "none is needed",
                example: "Cost: ($4.95)"),
            CodeEntry(
                "currency_differs",
                happened: "the costs of a label are in two currencies; that of the insurance is left out",
                matters: "two currencies cannot stand in one record",
                cure: "none is needed",
                example: "postage in USD, insurance in CAD"),
            CodeEntry(
                "tracking_from_reference",
                happened: """
                    UPS Mail Innovations gave no number of the postal service; Reference 1 is announced \
                    in its place
                    """,
                matters: "the number may be the shop's own",
                cure: "look whether it can be tracked by it",
                example: "Reference 1: MI1234567890"),
            CodeEntry(
                "reference_doubtful",
                happened: """
                    the order number is a number with decimals, as `134.6095`: WorldShip makes such of \
                    longer references
                    """,
                matters: "the label may be announced for another order, or wait in vain",
                cure: "put quotation marks around the references that WorldShip imports",
                example: "Reference 1: 134.6095"),
            CodeEntry(
                "packages_share_tracking",
                happened: "several packages, one tracking number: they are announced as one",
                matters: "the buyer sees one parcel and gets several",
                cure: "tell of the others by hand",
                example: "packages 1 and 2, both 9400100000000000000001"),
            CodeEntry(
                "sequence_unreadable",
                happened: """
                    the number of a box is not one, or that of another box as well; it is left out, and \
                    boxes count as they stand
                    """,
                matters: "which box is the first decides where the cost and the items stand",
                cure: "a whole number from 1 for each box",
                example: "Package Sequence: A"),
            CodeEntry(
                "refund_refused",
                happened: "the label was to be taken back and the carrier refused: it is valid",
                matters: "the parcel can still travel",
                cure: "none is needed, unless it was read as void before: then it is in `manual.csv` too",
                example: "\"refund_status\": \"rejected\""),
            CodeEntry(
                "tracking_status_unknown",
                happened: "a word for where the parcel is that is in no table; the label counts as valid",
                matters: "a label that has come to nothing could be announced",
                cure: "look at the label",
                example: "\"status\": \"lost_in_space\""),
            CodeEntry(
                "carrier_unknown",
                happened: "the carrier is in no [table](labels/services.md); its word is `Other`, its code is kept",
                matters: "some channels mail no tracking link for Other",
                cure: "none is needed",
                example: "carrierCode: pigeon_post"),
            CodeEntry(
                "service_unknown",
                happened: "the service is in no [table](labels/services.md); its code is kept",
                matters: "the shop shows the code to the buyer",
                cure: "none is needed",
                example: "serviceCode: pigeon_express"),
            CodeEntry(
                "weight_unit_unknown",
                happened: "no unit of weight; the weight is left out",
                matters: "the weight is left out",
                cure: "Pounds, Ounces, Grams or Kilograms",
                example: "\"units\": \"stone\""),
            CodeEntry(
                "weight_unreadable",
                happened: "not a weight; it is left out",
                matters: "the weight is left out",
                cure: "a number",
                example: "Weight: heavy"),
            CodeEntry(
                "field_repeated",
                happened: "a field is there twice; the first counts",
                matters: "the second value may be the right one",
                cure: "mend the export",
                example: "\"orderNumber\" twice in one object"),
            CodeEntry(
                "text_truncated",
                happened: "a text is longer than the channel allows and was cut at a character",
                matters: "the buyer does not see the end of it",
                cure: "shorten it in the shop",
                example: "a note to the buyer that is longer than the channel's field"),
            CodeEntry(
                "cost_rounded",
                happened: "the cost has more than two decimals and was rounded half to even",
                matters: "sums of the channel may differ by a cent from the label system's",
                cure: "none is needed",
                example: "7.955, written as 7.96"),
            CodeEntry(
                "remainder_cancelled",
                happened: """
                    the boxes do not hold all that was ordered, and the channel cancels what is not \
                    announced with them
                    """,
                matters: "what is still to be shipped is cancelled there",
                cure: "hold the update back until all labels are there, if the rest is still to be shipped",
                example: "1 of 2 tents in the boxes of a Sears order"),
            CodeEntry(
                "storefront_unknown",
                happened: """
                    the store's `shipped-status:` has no number for the storefront of the order; that of \
                    the export's list, or 3, is written
                    """,
                matters: "the order may get a status that means something else in that storefront",
                cure: "add the storefront to `shipped-status:`",
                example: "storefront 7, with shipped-status: {1: 3, 2: 14}"),
            CodeEntry(
                "buyer_mail_owed",
                happened: """
                    the channel is told of another carrier than those it knows, and then mails no \
                    tracking to the buyer
                    """,
                matters: "the buyer waits for a mail that does not come",
                cure: "write to the buyer",
                example: "a carrier that Sears does not know, told as OTH"),
        ])
}
