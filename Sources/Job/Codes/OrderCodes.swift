extension CodeCatalog {
    static let rejectedOrders = CodeSection(
        "Rejected orders", .reject,
        intro: """
            The order is not used. It stands in `out/rejects/<store>/<stem>.rejects.jsonl` with its own text; mend
            it in the shop and export again.
            """,
        [
            CodeEntry(
                "order_number_missing",
                happened: "neither id nor number",
                matters: "a label could never find the order again, and a repeat would not be seen",
                cure: "give the order one; nothing could be told about it later",
                example: "<OrderNumber></OrderNumber> and no <OrderID>"),
            CodeEntry(
                "number_mangled",
                happened: """
                    a spreadsheet has rounded the order's number or id, as `1.23457E+14`; several orders \
                    may have become it
                    """,
                matters: "a label for one order would be taken for another's",
                cure: "export again, and do not save it from there",
                example: "Order Number: 1.23457E+14"),
            CodeEntry(
                "ship_to_missing",
                happened: """
                    no ship-to address, or one without name, street, city, country, or the state or \
                    postal code that its country needs
                    """,
                matters: "a parcel without a whole address does not arrive",
                cure: "complete the address; a virtual order ships nothing: exclude its status",
                example: "<ShipTo> with a name and a street, and no <City>"),
            CodeEntry(
                "country_unknown",
                happened: """
                    the ship-to country is no country; that of a billing address is left out, with a \
                    warning
                    """,
                matters: "the wrong country means the wrong carrier, price and customs papers",
                cure: "two ISO 3166-1 letters, as `US`",
                example: "Country: Narnia"),
            CodeEntry(
                "postal_code_unreadable",
                happened: """
                    0 or a number below zero where a US postal code should be; that of a billing address \
                    is left out, with a warning
                    """,
                matters: "carriers refuse the label, or send the parcel astray",
                cure: "complete the address in the shop",
                example: "PostalCode: 0"),
            CodeEntry(
                "status_missing",
                happened: "the order has no status",
                matters: "nobody can tell whether the order is paid, held or cancelled",
                cure: "mend the export",
                example: "<OrderStatus></OrderStatus>"),
            CodeEntry(
                "status_unknown",
                happened: "the status is in no table",
                matters: "a guess could ship an order that is not paid, or hold back one that is",
                cure: """
                    add it to the store's `statuses:`, or set `unknown-status:`; the message says so \
                    when only upper and lower case differ
                    """,
                example: "OrderStatus: Awaiting Artwork"),
            CodeEntry(
                "date_unreadable",
                happened: "not a date of the calendar",
                matters: "age, window and the newest version of an order hang on its dates",
                cure: "`MM/dd/yyyy HH:mm`, or `2026-11-20T14:03:00Z`",
                example: "OrderDate: 31.02.2026"),
            CodeEntry(
                "amount_unreadable",
                happened: "not an amount, as `12,50`",
                matters: "a wrong amount is worse than none",
                cure: "a point, as `1234.50`",
                example: "OrderTotal: 12,50"),
            CodeEntry(
                "amount_precision",
                happened: "more than four decimals, or too large",
                matters: "rounding would change what the shop has charged",
                cure: "round it in the shop",
                example: "UnitPrice: 0.123456"),
            CodeEntry(
                "quantity_missing",
                happened: "goods without a quantity",
                matters: "nobody would know how many to pack",
                cure: "mend the export",
                example: "<Item> with a <SKU> and no <Quantity>"),
            CodeEntry(
                "quantity_unreadable",
                happened: "not a quantity, or one below zero",
                matters: "nobody would know how many to pack",
                cure: "a number, as `2`; mark discounts as adjustments",
                example: "Quantity: two"),
            CodeEntry(
                "reference_unknown",
                happened: """
                    the order names its ship-to address by an id that nothing in front of it has; a \
                    billing address or a customer is left out, with a warning
                    """,
                matters: "the order has no address without it",
                cure: "put the lists that orders refer to in front of them, or nest them in the orders",
                example: "the address 4711, which none before the order has"),
            CodeEntry(
                "currency_unknown",
                happened: "no currency",
                matters: "amounts mean nothing without it",
                cure: "three ISO 4217 letters, as `USD`",
                example: "CurrencyCode: US Dollar"),
            CodeEntry(
                "row_shifted",
                happened: """
                    a row of a table has more values than the header has columns, as of an unquoted \
                    `1,5`: any of them may stand in the wrong column
                    """,
                matters: "a price could be taken for a quantity, a name for a street",
                cure: "put values with commas into quotation marks",
                example: "1001,TENT-2P,1,5,89.00 below a header of four columns"),
            CodeEntry(
                "invalid_bytes",
                happened: "a row of a table with bytes that are not valid in its encoding",
                matters: """
                    what cannot be read for certain is not guessed: a name would be printed wrong on the \
                    label
                    """,
                cure: "export as UTF-8",
                example: "M\\xFCller in a table that should be UTF-8"),
        ])

    static let excludedOrders = CodeSection(
        "Excluded orders", .exclusion,
        intro: """
            Nothing is wrong with them; they are counted and shown with `--verbose`.
            """,
        [
            CodeEntry(
                "status_excluded",
                happened: "the status table or `unknown-status:` leaves the status out",
                matters: "the job says that such orders are not wanted",
                cure: "change the store's `statuses:` if it should not",
                example: "OrderStatus: draft, with exclude: [draft] in the job"),
            CodeEntry(
                "too_old",
                happened: "the order date is before the store's `window:`",
                matters: "an old export must not ship again what has left long ago",
                cure: "change `window:` if it should not",
                example: "po-date 2026-11-10 in a run of 2026-11-23, with window: {days: 3}"),
            CodeEntry(
                "quote_excluded",
                happened: "the record is a quote, not an order",
                matters: "nobody has ordered yet",
                cure: "none is needed",
                example: "an order of the type Quote at AmeriCommerce"),
            CodeEntry(
                "ships_nothing",
                happened: "the order has no goods: it only asks for a payment",
                matters: "there is nothing to pack",
                cure: "none is needed",
                example: "an invoice with one line for a payment"),
            CodeEntry(
                "not_selected",
                happened: "`select:` takes other marketplaces or nodes",
                matters: "another store or job takes care of them",
                cure: "change `select:` if it should not",
                example: "marketplace eBay, with select: {marketplace: [Walmart]}"),
            CodeEntry(
                "pickup_order",
                happened: "the buyer fetches the order: nothing is shipped",
                matters: "a label for it would be bought in vain",
                cure: "none is needed",
                example: "an order of the delivery method Pickup"),
        ])
}
