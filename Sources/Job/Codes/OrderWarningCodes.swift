extension CodeCatalog {
    static let fileNotes = CodeSection(
        "Notes about files", .notice,
        intro: "",
        [
            CodeEntry(
                "no_orders",
                happened: "the export says itself that there are no orders",
                matters: "an empty export and a broken one look alike; this one says which it is",
                cure: "none is needed",
                example: "<Orders></Orders>")
        ])

    static let fileWarnings = CodeSection(
        "Warnings about files", .warning,
        intro: "",
        [
            CodeEntry(
                "page_of_several",
                happened: "the export says that there are more pages or orders than this file has",
                matters: "the orders of the other pages would be missed, and nobody would notice",
                cure: "fetch the others, and import them too",
                example: "<Orders pages=\"3\">"),
            CodeEntry(
                "column_unread",
                happened: """
                    a table has two columns for one value: the one whose name the channel's page has \
                    first is read, of two with one name the left
                    """,
                matters: "the column that is not read may be the one that is meant",
                cure: "take the other out, or name the right one in the store's `columns:`",
                example: "a header with Order Number twice"),
        ])

    static let orderWarnings = CodeSection(
        "Warnings about orders", .warning,
        intro: """
            The order is used as it is; its `warnings` list the codes, except `duplicate`, which is only said.
            """,
        [
            CodeEntry(
                "total_mismatch",
                happened: "lines, tax and shipping do not add up to the total",
                matters: "a discount, a fee or a line may be missing in the export",
                cure: "none is needed: everything is kept as given",
                example: "lines of 40.00, shipping 5.00, total 44.00"),
            CodeEntry(
                "status_assumed",
                happened: "an unknown status was taken as `unknown-status:` says",
                matters: "orders of a new status go the way of unknown-status: without anybody's decision",
                cure: "add the word to `statuses:`",
                example: "OrderStatus: Backordered, with unknown-status: on_hold"),
            CodeEntry(
                "country_normalized",
                happened: "the country was given in another form; two letters are written",
                matters: "label systems want two letters",
                cure: "none is needed",
                example: "Country: United States, written as US"),
            CodeEntry(
                "weight_unit_unknown",
                happened: "no unit of weight; the line counts as one without a weight",
                matters: "the order's weight is left out, since a part of it is not known",
                cure: "Pounds, Ounces, Grams or Kilograms",
                example: "WeightUnits: stone"),
            CodeEntry(
                "weight_unreadable",
                happened: "not a weight; the line counts as one without",
                matters: "the order's weight is left out, since a part of it is not known",
                cure: "a number",
                example: "Weight: heavy"),
            CodeEntry(
                "quantity_fractional",
                happened: "a fraction of a piece",
                matters: "some label systems count whole pieces only",
                cure: "look whether the label system can take it",
                example: "Quantity: 2.5"),
            CodeEntry(
                "adjustment_assumed",
                happened: "a line with a negative price was taken as an adjustment without being marked",
                matters: "goods that were taken for an adjustment would not be packed",
                cure: "mark it in the export",
                example: "a line with UnitPrice: -10.00 and no <Adjustment>"),
            CodeEntry(
                "discount_inexact",
                happened: """
                    price times quantity of a discount has more than four decimals; it is not in \
                    `discounts`, and there is no `discountAmount`; its line is there as given
                    """,
                matters: "a rounded discount would not be the shop's",
                cure: "round it in the shop",
                example: "UnitPrice: -0.3333 and Quantity: 1.5"),
            CodeEntry(
                "boolean_unreadable",
                happened: "neither true nor false; the value is left out",
                matters: "a gift could be packed without its message",
                cure: "`true` or `false`",
                example: "Gift: perhaps"),
            CodeEntry(
                "field_repeated",
                happened: "a field is there twice; the first counts",
                matters: "the second value may be the right one",
                cure: "mend the export",
                example: "<CustomerEmail> twice in one <Customer>"),
            CodeEntry(
                "zip_padded",
                happened: """
                    a US postal code was taken for a number: it came without its leading zeros, as \
                    `2139`, `2139-1234` or `21391234`, or with decimals, as `77702.0`, in whatever \
                    channel and format; five or nine digits are written
                    """,
                matters: "without its zeros the postal code is another place, or none",
                cure: "export postal codes as text",
                example: "PostalCode: 2139, written as 02139"),
            CodeEntry(
                "number_trimmed",
                happened: """
                    blanks that nobody sees, such as a non-breaking space, stand around an order's \
                    number or id; they are left out, since with them it would be another order
                    """,
                matters: "with the blanks it would be another order, and no label would find it",
                cure: "mend it in the shop",
                example: "OrderNumber: 1001 with a non-breaking space behind it"),
            CodeEntry(
                "lines_missing",
                happened: "the order has no lines, so that nobody knows what to pack",
                matters: "nobody knows what to pack",
                cure: "see whether the export brings them along, as with AmeriCommerce's `expand=items`",
                example: "an order without \"items\""),
            CodeEntry(
                "line_status_unknown",
                happened: """
                    a word for what became of a line that its channel does not document; the line counts \
                    as open
                    """,
                matters: "a line that was cancelled could be packed",
                cure: "look at the order",
                example: "po-line-status: Withdrawn"),
            CodeEntry(
                "reference_repeated",
                happened: """
                    two records that orders refer to have one id and say different things; the later one \
                    counts
                    """,
                matters: "orders may have got the address of the other record",
                cure: "mend the export",
                example: "two addresses of the id 12 with different streets"),
            CodeEntry(
                "card_number_masked",
                happened: """
                    a payment card's number stands in notes or in a gift message; `***` is written in \
                    its place
                    """,
                matters: "card data must not be kept in notes, reports or labels",
                cure: "ask buyers not to write it there",
                example: "CustomerNotes: my card is ***"),
            CodeEntry(
                "ship_to_differs",
                happened: """
                    an item of the order goes to another address than the order; only one address is \
                    written
                    """,
                matters: "that item would go to the wrong address",
                cure: "ship that item by hand",
                example: "an item with a ShipTo of its own"),
            CodeEntry(
                "option_incomplete",
                happened: "an option with only a name or only a value; kept as it is",
                matters: "a colour or a size may be lacking",
                cure: "mend the export",
                example: "<Option><Name>Colour</Name></Option>"),
            CodeEntry(
                "duplicate",
                happened: "`convert` only: the order stands in the file twice, and both are written",
                matters: "an order that is there twice could be packed twice",
                cure: "use `run`, which keeps the newest",
                example: "the order 1001 at line 12 and again at line 340"),
            CodeEntry(
                "control_character_dropped",
                happened: """
                    a control character was dropped: one below U+0020 that is neither tab nor line end, \
                    in any format
                    """,
                matters: "label printers and other programs stumble over such characters",
                cure: "mend the text in the shop",
                example: "a U+0007 in CustomerNotes"),
            CodeEntry(
                "markup_dropped",
                happened: """
                    an XML field has tags inside of its text, as `<b>`; they were left out, a blank in \
                    their place, and the words kept
                    """,
                matters: "a label cannot show it, and the words must not be lost with it",
                cure: "escape the text in the export, or put it into CDATA",
                example: "<Name>Tent <b>green</b></Name>"),
            CodeEntry(
                "row_too_long",
                happened: "a row of a table has more fields than the header, all of them blank",
                matters: "a table that is not even may have been mended by hand",
                cure: "mend the export",
                example: "a row with six commas below a header of six columns"),
            CodeEntry(
                "row_too_short",
                happened: """
                    the last row of a table has fewer fields than the header and no line end behind it: \
                    the file may have been cut off; other short rows are what spreadsheets write for \
                    empty cells
                    """,
                matters: "the orders behind it would be missed",
                cure: "see whether the export is whole",
                example: "1001,TENT-2P at the very end of the file"),
            CodeEntry(
                "line_repeated",
                happened: """
                    two lines of an order have the same id, in a table or in an export of Sears or \
                    AmeriCommerce; both count, so twice as much may be shipped
                    """,
                matters: "twice as much may be shipped as was ordered",
                cure: "see whether it was ordered twice",
                example: "two rows with the line id 5"),
            CodeEntry(
                "row_differs",
                happened: """
                    a later row of an order says something else of the order as a whole than its first \
                    row, which counts; an empty cell says nothing
                    """,
                matters: "one of the two rows is wrong, and only the first is believed",
                cure: "mend the export",
                example: "Ship City: Reno in the first row and Sparks in the second"),
        ])
}
