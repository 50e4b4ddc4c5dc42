import WireFormats

extension RecordShape {
    /// The REST model: in an envelope with or without the lists that orders refer to, as a bare array, one by one; nested,
    /// or flat as in the integration model [D: rest-api, acapi.yaml].
    static let americommerceJSON = RecordShape(
        record: Group(
            id: AmeriCommerceGroup.order, at: "orders", "", fields: orderJSON,
            groups: [
                Group(
                    id: AmeriCommerceGroup.item, at: "items", fields: names(AmeriCommerceItemField.self),
                    groups: [
                        pairs(AmeriCommerceGroup.variant, "variants"),
                        pairs(AmeriCommerceGroup.personalization, "personalizations"),
                        pairs(AmeriCommerceGroup.customField, "custom_fields"),
                        pairs(AmeriCommerceGroup.productField, "product/custom_fields"),
                    ]),
                Group(
                    id: AmeriCommerceGroup.payment, at: "payments", fields: names(AmeriCommercePaymentField.self)),
            ]),
        messages: [
            Group(
                id: AmeriCommerceGroup.address, at: "order_addresses", fields: names(AmeriCommerceAddressField.self)),
            Group(id: AmeriCommerceGroup.customer, at: "customers", fields: names(AmeriCommerceCustomerField.self)),
            Group(id: AmeriCommerceGroup.status, at: "order_statuses", fields: names(AmeriCommerceStatusField.self)),
            Group(id: AmeriCommerceGroup.totalCount, at: "total_count", fields: [[""]]),
            Group(id: AmeriCommerceGroup.nextPage, at: "next_page", fields: [[""]]),
            Group(id: AmeriCommerceGroup.previousPage, at: "previous_page", fields: [[""]]),
        ]
    )
    .accepting("total_count")

    private static func names<Names: AmeriCommerceFieldNaming>(_: Names.Type) -> [[String]] {
        Names.allCases.map(\.json)
    }

    private static func pairs(_ id: Int, _ path: String) -> Group {
        Group(id: id, at: path, fields: names(AmeriCommercePairField.self))
    }

    /// The order's own values, then those of its addresses, its customer and its status.
    private static var orderJSON: [[String]] {
        var fields = names(AmeriCommerceField.self)
        for prefix in ["shipping_address", "billing_address"] {
            fields += AmeriCommerceAddressField.allCases.map { field in
                let name = field.json[0]
                let flat = name.replacing("address_", with: "")
                return [
                    "\(prefix)/\(name)", "order_\(prefix)/\(name)", "\(prefix)_\(name)",
                    field == .line1 || field == .line2 ? "\(prefix)_\(flat)" : "\(prefix)_\(name)",
                ]
            }
        }
        fields += AmeriCommerceCustomerField.allCases.map { field in
            // The order's own `customer_id` is a slot of its own.
            ["customer/\(field.json[0])"] + (field == .id ? [] : ["customer_\(field.json[0])"])
        }
        fields += AmeriCommerceStatusField.allCases.map { ["order_status/\($0.json[0])"] }
        return fields
    }
}

/// Where the values of an order's parts begin among its slots.
enum AmeriCommerceOffset {
    static let shippingAddress = AmeriCommerceField.allCases.count
    static let billingAddress = shippingAddress + AmeriCommerceAddressField.allCases.count
    static let customer = billingAddress + AmeriCommerceAddressField.allCases.count
    static let status = customer + AmeriCommerceCustomerField.allCases.count
    static let end = status + AmeriCommerceStatusField.allCases.count
}

extension RecordShape {
    /// The SOAP model, in the answers of any call that gives orders, as an array, or in an envelope of our own beside what the
    /// orders refer to [D: soap-api-csharp, WSDL; the envelope I].
    static let americommerceSOAP = RecordShape(
        record: Group(
            id: AmeriCommerceGroup.order,
            at: [
                "AmeriCommerceExport/Orders/OrderTrans", "ArrayOfOrderTrans/OrderTrans", "Envelope/Body/*/*/OrderTrans",
            ]
                + orderCalls.map { soapResult($0) + "/OrderTrans" } + [soapResult("Order_GetByKey")],
            fields: orderSOAP,
            groups: [
                Group(
                    id: AmeriCommerceGroup.item, at: "OrderItemColTrans/OrderItemTrans",
                    fields: wrapped(AmeriCommerceItemField.self)),
                Group(
                    id: AmeriCommerceGroup.payment, at: "OrderPaymentColTrans/OrderPaymentTrans",
                    fields: wrapped(AmeriCommercePaymentField.self)),
            ]),
        messages: [
            Group(
                id: AmeriCommerceGroup.address, at: "AmeriCommerceExport/OrderAddresses/OrderAddressTrans",
                fields: wrapped(AmeriCommerceAddressField.self)),
            Group(
                id: AmeriCommerceGroup.customer, at: "AmeriCommerceExport/Customers/CustomerTrans",
                fields: wrapped(AmeriCommerceCustomerField.self)),
            Group(
                id: AmeriCommerceGroup.status, at: "AmeriCommerceExport/OrderStatuses/OrderStatusTrans",
                fields: wrapped(AmeriCommerceStatusField.self)),
            Group(
                id: AmeriCommerceGroup.fault, at: "Envelope/Body/Fault", fields: [["faultstring", "Reason/Text"], []]),
        ])

    /// The calls that give a list of orders, as far as they are known: an empty list of one of these says that there are none.
    private static let orderCalls = [
        "DateRange", "DateRangeAndStoreID", "EditDateRange", "EditDateRangeAndStoreID", "EditDateRangeForCurrentStore",
        "OrderStatus", "CustomerID",
    ]
    .flatMap { ["Order_GetBy\($0)", "Order_GetBy\($0)PreFilled"] }

    private static func soapResult(_ call: String) -> String { "Envelope/Body/\(call)Response/\(call)Result" }

    /// For each value its places, then for each value the place of the mark that it is null.
    private static func wrapped<Names: AmeriCommerceFieldNaming>(_: Names.Type, in place: String = "") -> [[String]] {
        values(Names.self, in: place) + nulls(Names.self, in: place)
    }

    private static func values<Names: AmeriCommerceFieldNaming>(_: Names.Type, in place: String) -> [[String]] {
        Names.allCases.map { field in
            field.soap.map { field.isNullable ? [place + $0 + "/Value", place + $0] : [place + $0] } ?? []
        }
    }

    private static func nulls<Names: AmeriCommerceFieldNaming>(_: Names.Type, in place: String) -> [[String]] {
        Names.allCases.map { field in
            field.isNullable ? field.soap.map { [place + $0 + "/IsNull"] } ?? [] : []
        }
    }

    /// The order's own values, then those of its addresses, its customer and its status.
    private static var orderSOAP: [[String]] {
        func all(
            _ order: [[String]], _ address: (String) -> [[String]], _ customer: [[String]], _ status: [[String]]
        ) -> [[String]] {
            order + address("OrderShippingAddress/") + address("OrderBillingAddress/") + customer + status
        }
        return all(
            values(AmeriCommerceField.self, in: ""), { values(AmeriCommerceAddressField.self, in: $0) },
            values(AmeriCommerceCustomerField.self, in: "Customer/"),
            values(AmeriCommerceStatusField.self, in: "OrderStatus/"))
            + all(
                nulls(AmeriCommerceField.self, in: ""), { nulls(AmeriCommerceAddressField.self, in: $0) },
                nulls(AmeriCommerceCustomerField.self, in: "Customer/"),
                nulls(AmeriCommerceStatusField.self, in: "OrderStatus/"))
    }
}

extension RecordShape {
    /// Our own tables: the REST names, flattened, with a row for each item [I].
    static let americommerceCSV = RecordShape(
        table: Group(id: AmeriCommerceGroup.order, at: "", fields: orderCSV),
        rows: Group(
            id: AmeriCommerceGroup.item, at: "",
            fields: AmeriCommerceItemField.allCases.map { $0.csv.map { [$0] } ?? [] }),
        key: [AmeriCommerceField.id.rawValue], otherwise: [AmeriCommerceField.orderNumber.rawValue])

    /// The order's own values, then those of its addresses and its customer; a status has only its name.
    private static var orderCSV: [[String]] {
        var fields = AmeriCommerceField.allCases.map { $0.csv.map { [$0] } ?? [] }
        for prefix in ["ship_", "bill_"] {
            fields += AmeriCommerceAddressField.allCases.map { $0 == .id ? [] : [prefix + $0.json[0]] }
        }
        fields += AmeriCommerceCustomerField.allCases.map { $0 == .id ? [] : ["customer_" + $0.json[0]] }
        return fields + AmeriCommerceStatusField.allCases.map { _ in [] }
    }
}
