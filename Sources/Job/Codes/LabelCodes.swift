extension CodeCatalog {
    static let rejectedLabels = CodeSection(
        "Rejected labels", .reject,
        intro: """
            They stand in `out/rejects/labels/<stem>.rejects.jsonl`.
            """,
        [
            CodeEntry(
                "order_reference_missing",
                happened: "the label names no order",
                matters: "the shop cannot be told which order has left",
                cure: """
                    export one that does; for ShipStation's V1 API fetch `/shipments`, or keep the label \
                    request with its reply
                    """,
                example: "\"orderNumber\": null"),
            CodeEntry(
                "order_reference_ambiguous",
                happened: "the items in the box come from several orders, and the label itself names none",
                matters: "one of the orders would be told of a parcel that holds only a part of it",
                cure: "tell the shop by hand, or give the label one",
                example: "items of the orders 1001 and 1002, and no order number beside them"),
            CodeEntry(
                "label_missing",
                happened: "the record has no label, such as an answer that reports an error",
                matters: "no parcel travels",
                cure: "see what the answer says, and make the label again",
                example: "{\"errors\": [{\"message\": \"address not found\"}]}"),
            CodeEntry(
                "test_label",
                happened: "the label was only made as a test: no parcel travels with it",
                matters: "a shop that is told of it would tell the buyer of a parcel that never comes",
                cure: "leave it out",
                example: "\"test_label\": true"),
            CodeEntry(
                "tracking_mangled",
                happened: "a spreadsheet has rounded the tracking number, as `9.4E+21`",
                matters: "the buyer could not follow the parcel",
                cure: "export again, and do not save it from there",
                example: "Tracking #: 9.4E+21"),
            CodeEntry(
                "reference_mangled",
                happened: "a spreadsheet has rounded the order number, as `1.00124E+11`",
                matters: "the label would be taken for another order's",
                cure: "export again, and do not save it from there",
                example: "Reference 1: 1.00124E+11"),
            CodeEntry(
                "status_unknown",
                happened: """
                    the label system's word for what became of the label is in no table; its page has \
                    the words that are
                    """,
                matters: "a void label that is announced, or a valid one that is not, is found out by the buyer",
                cure: "see what the label is in its system, and announce it by hand if it is valid",
                example: "\"status\": \"SUSPENDED\""),
            CodeEntry(
                "flag_unreadable",
                happened: "a void or return flag is neither true nor false",
                matters: "a void or return label could be announced as a parcel",
                cure: "write one of them",
                example: "Voided: maybe"),
            CodeEntry(
                "date_unreadable",
                happened: "not a date of the calendar",
                matters: "some channels want the day on which the parcel left",
                cure: "`2026-11-20`, or `11/20/2026 3:07:00 PM`",
                example: "Ship Date: 2026-13-40"),
            CodeEntry(
                "amount_unreadable",
                happened: "not an amount, as `12,50`",
                matters: "a wrong cost is worse than none",
                cure: "a point, as `1234.50`",
                example: "Shipping Cost: 7,95"),
            CodeEntry(
                "amount_precision",
                happened: "more than four decimals, or too large",
                matters: "rounding would change what the carrier has charged",
                cure: "give costs with at most four decimals",
                example: "shipmentCost: 7.123456"),
            CodeEntry(
                "row_shifted",
                happened: """
                    a row of a table has more values than the header has columns, as of an unquoted \
                    `1,5`: any of them may stand in the wrong column
                    """,
                matters: "a tracking number could be taken for an order's",
                cure: "put values with commas into quotation marks",
                example: "a row of twelve values below a header of eleven"),
            CodeEntry(
                "invalid_bytes",
                happened: "a row of a table with bytes that are not valid in its encoding",
                matters: "what cannot be read for certain is not guessed",
                cure: "export as UTF-8",
                example: "M\\xFCller in a table that should be UTF-8"),
            CodeEntry(
                "over_shipped",
                happened: "more of an item than was ordered, over all labels so far",
                matters: """
                    a channel refuses more than was ordered; one of the labels is another order's, or \
                    was bought twice
                    """,
                cure: "see which label is wrong",
                example: "two labels with 1 x TENT-2P each, and one was ordered"),
        ])

    static let waitingLabels = CodeSection(
        "Labels that wait", .wait,
        intro: """
            In `in/labels/pending/`, tried again at each run, rejected once with the same code after
            `pending-days:`. One that comes again after that is no update, with a note of the same code, until its
            order is known: then it is announced.
            """,
        [
            CodeEntry(
                "order_not_found",
                happened: "no order of this key or number is in the folders of `orders:`",
                matters: "the shop is not told of a parcel that travels",
                cure: "import the order, or name its folder",
                example: "orderNumber 100999, which no export has brought yet"),
            CodeEntry(
                "ambiguous_order",
                happened: "several orders have this number",
                matters: "the wrong shop or the wrong buyer would be told",
                cure: "give the label the order's key, or its store",
                example: "orderNumber 1001, which the stores outdoor and parts both have"),
            CodeEntry(
                "store_unknown",
                happened: """
                    the label names a store that no store of the job is called, and stores have \
                    `label-names:`
                    """,
                matters: "order numbers are the same in many stores; the wrong one would be told",
                cure: """
                    add the name to the store's `label-names:`, or to `labels: {exclude-stores:}` if it \
                    is none of the job's
                    """,
                example: "storeId 777001, which no label-names has"),
        ])

    static let manual = CodeSection(
        "Left to a person", .manual,
        intro: """
            In `out/updates/<store>/<stem>.manual.csv`: tell the shop by hand.
            """,
        [
            CodeEntry(
                "order_cancelled",
                happened: "the order is cancelled, and a label was bought for it",
                matters: "a parcel travels to somebody who has cancelled",
                cure: "stop the parcel if that is still possible, and tell the shop",
                example: "a label for the order 1001, whose status is cancelled"),
            CodeEntry(
                "store_unknown",
                happened: "the order's store is not in the job",
                matters: "nothing says how to tell that shop",
                cure: "tell the shop by hand, or give the job the store again",
                example: "an order of the store old-shop, which the job has no more"),
            CodeEntry(
                "announced_by_suffix",
                happened: """
                    the shop was told of the parcel for another order, whose number is this one's without its end
                    """,
                matters: "the wrong buyer has the tracking number",
                cure: "take it back there, and tell the shop of it for this order",
                example: "label 1001-2 was announced for order 1001, then order 1001-2 came"),
            CodeEntry(
                "tracking_later",
                happened: "the shop was told of the label when it had no tracking number; now there is one",
                matters: "the buyer cannot follow the parcel",
                cure: "tell the shop the number",
                example: "no number in the first export, 1Z999AA10123456784 in the second"),
            CodeEntry(
                "void_doubtful",
                happened: "a label with this tracking number was taken back, and nobody says which of several",
                matters: "the buyer may follow a number that will never move",
                cure: "see which label it was; if it was not this one, tell the shop",
                example: "two boxes with one number, one of them void"),
            CodeEntry(
                "refund_refused",
                happened: "the label was read as taken back, and the carrier has refused: it is valid again",
                matters: "the parcel travels, and the shop believes that it does not",
                cure: "tell the shop, or tell it again if the number was taken back there",
                example: "\"refund_status\": \"rejected\""),
            CodeEntry(
                "items_unknown",
                happened: "the channel wants to know what is in the box, and the label does not say",
                matters: "the channel would refuse the update",
                cure: "look into the box, and tell the shop by hand",
                example: "the first of two boxes of a Sears order, without items"),
            CodeEntry(
                "id_not_numeric",
                happened: "the channel's order ids are whole numbers, and this order's is not",
                matters: "the channel would refuse the update",
                cure: "tell the shop by hand",
                example: "orderKey A-1001 at AmeriCommerce"),
            CodeEntry(
                "tracking_missing",
                happened: "the channel takes no shipment without a tracking number",
                matters: "the channel would refuse the update",
                cure: "ask the carrier for a number, and tell the shop by hand",
                example: "a label by a courier without a number, at InkSoft"),
            CodeEntry(
                "id_too_long",
                happened: "a number or id is longer than the channel allows; cut, it would name something else",
                matters: "the channel would refuse it, or take a cut one for another",
                cure: "tell the shop by hand; a shorter SKU helps the next order",
                example: "a SKU of 45 characters at Sears"),
            CodeEntry(
                "quantity_not_expressible",
                happened: "the channel counts whole pieces from 1 to 99999",
                matters: "the channel would refuse the update",
                cure: "tell the shop by hand",
                example: "quantity 2.5 at Sears"),
            CodeEntry(
                "cost_not_expressible",
                happened: "the cost has more digits than the channel allows",
                matters: "the channel would refuse the update",
                cure: "look whether the cost is right, and tell the shop by hand",
                example: "a cost of 12345678901.00"),
            CodeEntry(
                "ship_date_missing",
                happened: """
                    the channel wants to know when the parcel left, and the label has neither a ship \
                    date nor a date of its own
                    """,
                matters: "the channel would refuse the update",
                cure: "tell the shop by hand; export labels with their dates",
                example: "a table of labels without dates, at Sears"),
            CodeEntry(
                "line_reference_missing",
                happened: """
                    the channel wants the number and the id of each line in the box, and the order's \
                    export had none
                    """,
                matters: "the channel could not tell which line has left",
                cure: "tell the shop by hand; export orders with both",
                example: "an order table of Sears without PO Line Number"),
            CodeEntry(
                "channel_data_missing",
                happened: """
                    the normalized order lacks what the channel wants back verbatim, such as Sears' \
                    `po-date`
                    """,
                matters: "the channel would refuse the update",
                cure: "tell the shop by hand; do not take fields out of the normalized orders",
                example: "an order without channelData.po-date"),
        ])
}
