import WireFormats

/// The parts of a purchase order export: `po-response/purchase-order` with its lines and what became of them, and the
/// `api-response` or `error-detail` that comes in its place.
///
/// Field names and places are those of the XSD of v19 with those of v4 where they differ [D: channels.md §1.3]. The
/// namespace changes with each version and the order of elements too, so only local names count. What is not named here
/// is skipped.
enum SearsGroup {
    static let order = 0
    static let line = 1
    static let detail = 2
    static let street = 3
    static let pickup = 4
    static let slotsOfPickup = 0..<5
    /// The first of these are of `lmp-details` alone.
    static let slotsOfLocalPickup = 3
    static let answer = 5
    static let error = 6
}

/// The values of a purchase order itself; the raw value is the slot.
enum SearsField: Int, CaseIterable {
    case confirmationNumber
    case customerEmail
    case poNumber
    case poDate
    case poTime
    case poNumberWithDate
    case unit
    case site
    case channel
    case locationID
    case expectedShipDate
    case promisedDate
    case shipToName
    case city
    case state
    case zipcode
    case phone
    case shippingMethod
    case carrier
    case customerName
    case totalSellPrice
    case totalShipping
    case totalSalesTax
    case totalShippingTax
    case totalOrderValue
    case poStatus

    /// The element's place below `purchase-order`.
    var path: String {
        switch self {
        case .confirmationNumber: "customer-order-confirmation-number"
        case .customerEmail: "customer-email"
        case .poNumber: "po-number"
        case .poDate: "po-date"
        case .poTime: "po-time"
        case .poNumberWithDate: "po-number-with-date"
        case .unit: "unit"
        case .site: "site"
        case .channel: "channel"
        case .locationID: "location-id"
        case .expectedShipDate: "expected-ship-date"
        case .promisedDate: "promised-date"
        case .shipToName: "shipping-detail/ship-to-name"
        case .city: "shipping-detail/city"
        case .state: "shipping-detail/state"
        case .zipcode: "shipping-detail/zipcode"
        case .phone: "shipping-detail/phone"
        case .shippingMethod: "shipping-detail/shipping-method"
        case .carrier: "shipping-detail/carrier"
        case .customerName: "customer-name"
        case .totalSellPrice: "order-total-sell-price"
        case .totalShipping: "total-shipping-handling"
        case .totalSalesTax: "total-sales-tax"
        case .totalShippingTax: "total-shipping-tax"
        case .totalOrderValue: "total-order-value"
        case .poStatus: "po-status"
        }
    }

    /// The name of the same in v4 [D].
    var alias: String? { self == .totalSalesTax ? "sales-tax" : nil }
}

/// The values of a line.
enum SearsLineField: Int, CaseIterable {
    case lineNumber
    case itemID
    case itemName
    case handling
    case price
    case quantity
    case salesTax
    case shipping
    case shippingTax
    case giftMessage
    case cancellationWarning

    /// The element's place below `po-line`.
    var path: String { "po-line-header/" + name }

    private var name: String {
        switch self {
        case .lineNumber: "line-number"
        case .itemID: "item-id"
        case .itemName: "item-name"
        case .handling: "handling-instructions"
        case .price: "selling-price-each"
        case .quantity: "order-quantity"
        case .salesTax: "sales-tax"
        case .shipping: "shipping-and-handling"
        case .shippingTax: "shipping-tax"
        case .giftMessage: "gift-message-details"
        case .cancellationWarning: "customer-cancellation-warning"
        }
    }
}

/// The values of a part of a line, which has a status of its own.
enum SearsDetailField: Int, CaseIterable {
    case status
    case quantity
    case internalMemo
    case externalMemo

    /// The element's place below `po-line-detail`.
    var path: String {
        switch self {
        case .status: "po-line-status"
        case .quantity: "quantity"
        case .internalMemo: "internal-memo"
        case .externalMemo: "external-memo"
        }
    }
}

extension RecordShape {
    /// The shape of every purchase order export.
    static let searsPurchaseOrders = RecordShape(
        record: Group(
            id: SearsGroup.order, at: "po-response/purchase-order",
            fields: SearsField.allCases.map { [$0.path] + ($0.alias.map { [$0] } ?? []) },
            groups: [
                Group(
                    id: SearsGroup.line, at: "po-line", fields: SearsLineField.allCases.map { [$0.path] },
                    groups: [
                        Group(
                            id: SearsGroup.detail, at: "po-line-detail",
                            fields: SearsDetailField.allCases.map { [$0.path] })
                    ]),
                Group(id: SearsGroup.street, at: "shipping-detail/address", fields: [[""]]),
                Group(
                    id: SearsGroup.pickup, at: "lmp-details", "ship-to-store-detail",
                    fields: [["order-type"], ["pickup-ind"], ["pickup-location/name"], ["address"], ["ucc-barcode"]]),
            ]),
        messages: [
            Group(id: SearsGroup.answer, at: "api-response", fields: [["error-detail"]]),
            Group(id: SearsGroup.error, at: "po-response/error-detail", fields: [[""]]),
        ]
    )
    .expectingParts(at: "po-response/purchase-order/po-line/po-line-header/gift-message-details")
}

extension SearsField {
    /// The column's name in a table: the element's.
    var column: String { lastPart(of: path) }
}

extension SearsLineField {
    /// The column's name in a table: the element's.
    var column: String { lastPart(of: path) }
}

private func lastPart(of path: String) -> String { String(path.split(separator: "/").last ?? "") }

/// The slots of a table beside those of the elements that stand once.
enum SearsTableSlot {
    /// Of an order: the lines of its address.
    static let streets = SearsField.allCases.count..<SearsField.allCases.count + 3
    /// Of a row: what became of the line.
    static let lineStatus = SearsLineField.allCases.count
    /// Of a row: what is noted at the line.
    static let memos = (lineStatus + 1)..<(lineStatus + 3)
}

extension RecordShape {
    /// The shape of a table of purchase orders, a row for each line: the names of the elements as columns [I].
    static let searsTable = RecordShape(
        table: Group(
            id: SearsGroup.order, at: "",
            fields: SearsField.allCases.map { [$0.column] } + [["address", "address1"], ["address2"], ["address3"]]),
        rows: Group(
            id: SearsGroup.line, at: "",
            fields: SearsLineField.allCases.map { [$0.column] }
                + [["po-line-status"], ["internal-memo"], ["external-memo"]]),
        key: [SearsField.poDate.rawValue, SearsField.poNumber.rawValue])
}

extension Record {
    func callAsFunction(_ field: SearsField) -> Field { self.field(field.rawValue) }

    func callAsFunction(line field: SearsLineField, of line: Int) -> Field { self.field(field.rawValue, of: line) }

    func callAsFunction(detail field: SearsDetailField, of detail: Int) -> Field {
        self.field(field.rawValue, of: detail)
    }
}

extension Record {
    /// The parts of a line, which follow it.
    func details(of line: Int) -> Range<Int> {
        var end = line + 1
        while end < instanceCount, parent(of: end) == line { end += 1 }
        return (line + 1)..<end
    }
}
