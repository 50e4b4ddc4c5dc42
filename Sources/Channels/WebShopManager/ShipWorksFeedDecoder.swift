import Orders
import WireFormats

/// Decodes orders of the osCommerce-style feed, and what it says of them in front of them.
struct ShipWorksFeedDecoder: OrderDecoder {
    private let store: StoreSettings
    private let statuses: StatusTable
    /// What the shop calls the codes of its statuses.
    private var statusNames: [String: String] = [:]
    /// Codes that orders had before anything named them and that the table does not have either; a shop has a few.
    private var missedCodes: Set<String> = []
    private static let missedLimit = 1000

    init(store: StoreSettings, defaultStatuses: StatusTable) {
        self.store = store
        statuses = store.statuses ?? defaultStatuses
    }

    mutating func decode(_ record: inout Record, into order: inout Order, findings: inout RecordFindings) {
        switch record.group(of: 0) {
        case ShipWorksFeed.GroupID.statusCodes:
            takeStatusNames(record)
            findings.document = missedCodes.contains { statusNames[$0] != nil } ? .lateReference : .reference
        case ShipWorksFeed.GroupID.error:
            let parts = [ShipWorksFeed.ErrorField.code, .description].map { record.string(record.field($0.rawValue)) }
            findings.document = .failed(parts.filter { !$0.isEmpty }.joined(separator: ": "))
        default:
            var decoding = FieldDecoding(record, findings)
            decode(&decoding, &order)
            record = decoding.record
            findings = decoding.findings
        }
    }

    private mutating func takeStatusNames(_ record: Record) {
        for instance in 1..<max(1, record.instanceCount) {
            let code = record.string(record.field(ShipWorksFeed.StatusCodeField.code.rawValue, of: instance))
            let name = record.string(record.field(ShipWorksFeed.StatusCodeField.name.rawValue, of: instance))
            if !code.isEmpty, !name.isEmpty { statusNames[code] = name }
        }
    }

    private mutating func decode(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        identity(&decoding, &order)
        decoding.requireRecent(order, record(feed: .orderDate), ShipWorksFeed.Field.orderDate.path, store.oldest)
        status(&decoding, &order)
        customer(&decoding, &order)
        addresses(&decoding, &order)
        items(&decoding, &order)
        order.addWeightOfItems()
        totals(&decoding, &order)
    }

    // MARK: - The order

    private func identity(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.orderNumber = decoding.key(record(feed: .orderNumber), ShipWorksFeed.Field.orderNumber.path)
        order.orderKey = order.orderNumber
        if order.orderKey.isAbsent {
            decoding.findings.reject(
                RecordIssue(
                    .orderNumberMissing, field: ShipWorksFeed.Field.orderNumber.path, at: record.position,
                    "the order has no OrderNumber; give it one in the shop"))
        }
        order.orderDate = decoding.timestamp(
            record(feed: .orderDate), ShipWorksFeed.Field.orderDate.path, in: store.timeZone)
        order.modifyDate = decoding.timestamp(
            record(feed: .lastModified), ShipWorksFeed.Field.lastModified.path, in: store.timeZone)
        order.currency = store.currency
    }

    /// By the code's name, when the feed has told it: the tables are of words.
    private mutating func status(_ decoding: inout FieldDecoding, _ order: inout Order) {
        var field = decoding.record(feed: .statusCode)
        let code = decoding.record.string(field)
        if let name = statusNames[code] {
            field = field.replaced(by: decoding.record.append(name))
        } else if missedCodes.count < Self.missedLimit, statuses[decoding.record.bytes(of: field)] == nil {
            missedCodes.insert(code)
        }
        decoding.decodeStatus(
            field, ShipWorksFeed.Field.statusCode.path, statuses, store.unknownStatus, into: &order)
    }

    private func customer(_ decoding: inout FieldDecoding, _ order: inout Order) {
        order.customerId = decoding.text(.customerID)
        order.customerEmail = decoding.text(.email)
        order.customerNotes = decoding.text(.customerComment)
        order.requestedShippingService = decoding.text(.shippingMethod)
        order.paymentMethod = decoding.text(.paymentMethod)
        // There is one phone number, the customer's: whoever delivers needs it too.
        order.billTo.phone = decoding.text(.phone)
        order.shipTo.phone = order.billTo.phone
    }

    private func addresses(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.billTo.name = decoding.text(.billName)
        order.billTo.company = decoding.text(.billCompany)
        order.billTo.street1 = decoding.text(.billStreet1)
        order.billTo.street2 = decoding.text(.billStreet2)
        order.billTo.street3 = decoding.text(.billStreet3)
        order.billTo.city = decoding.text(.billCity)
        order.billTo.state = decoding.text(.billState)
        order.billTo.country = decoding.country(
            record(feed: .billCountry), ShipWorksFeed.Field.billCountry.path, isRequired: false)
        order.billTo.postalCode = decoding.postalCode(
            record(feed: .billPostalCode), ShipWorksFeed.Field.billPostalCode.path, country: order.billTo.country,
            isRequired: false)
        order.shipTo.name = decoding.text(.shipName)
        order.shipTo.company = decoding.text(.shipCompany)
        order.shipTo.street1 = decoding.text(.shipStreet1)
        order.shipTo.street2 = decoding.text(.shipStreet2)
        order.shipTo.street3 = decoding.text(.shipStreet3)
        order.shipTo.city = decoding.text(.shipCity)
        order.shipTo.state = decoding.text(.shipState)
        order.shipTo.country = decoding.country(
            record(feed: .shipCountry), ShipWorksFeed.Field.shipCountry.path, isRequired: true)
        order.shipTo.postalCode = decoding.postalCode(
            record(feed: .shipPostalCode), ShipWorksFeed.Field.shipPostalCode.path, country: order.shipTo.country,
            isRequired: true)
        decoding.requireShipTo(of: order, names: Self.shipToNames)
    }

    private static let shipToNames = ShipToNames(
        name: ShipWorksFeed.Field.shipName.path, street: ShipWorksFeed.Field.shipStreet1.path,
        city: ShipWorksFeed.Field.shipCity.path, state: ShipWorksFeed.Field.shipState.path,
        postalCode: ShipWorksFeed.Field.shipPostalCode.path, country: ShipWorksFeed.Field.shipCountry.path)

    // MARK: - The lines

    private func items(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        for item in 1..<max(1, record.instanceCount) where record.group(of: item) == ShipWorksFeed.GroupID.item {
            var end = item + 1
            while end < record.instanceCount, record.parent(of: end) == item { end += 1 }
            line(item, attributes: (item + 1)..<end, &decoding, &order)
        }
    }

    private func line(
        _ item: Int, attributes: Range<Int>, _ decoding: inout FieldDecoding, _ order: inout Order
    ) {
        let record = decoding.record
        let price = record(feed: .unitPrice, of: item)
        let quantity = record(feed: .quantity, of: item)
        var line = LineItem()
        line.lineItemKey = decoding.text(.itemID, of: item)
        line.productId = decoding.text(.productID, of: item)
        line.sku = decoding.text(.code, of: item)
        line.name = decoding.text(.name, of: item)
        line.imageUrl = decoding.text(.image, of: item)
        if line.imageUrl.isAbsent { line.imageUrl = decoding.text(.thumbnailImage, of: item) }
        line.warehouseLocation = decoding.text(.location, of: item)
        line.quantity = decoding.quantity(quantity, ShipWorksFeed.ItemField.quantity.path)
        line.unitPrice = decoding.money(price, ShipWorksFeed.ItemField.unitPrice.path)
        line.weight = weight(of: item, &decoding)
        let firstOption = order.options.count
        for attribute in attributes { add(attribute, to: &line, &decoding, &order) }
        line.options = firstOption..<order.options.count
        decoding.settleKind(
            of: &line, price: price, ShipWorksFeed.ItemField.unitPrice.path, quantity: quantity,
            ShipWorksFeed.ItemField.quantity.path, at: record.position(of: item))
        order.items.append(line)
    }

    /// The feed names no unit; ShipWorks counts in pounds [I].
    private func weight(of item: Int, _ decoding: inout FieldDecoding) -> Weight? {
        let value = decoding.record(feed: .weight, of: item)
        guard !value.isEmpty else { return nil }
        let unit = value.replaced(by: decoding.record.append(literal: "pounds"))
        return decoding.weight(value, unit, ShipWorksFeed.ItemField.weight.path, ShipWorksFeed.ItemField.weight.path)
    }

    /// An attribute is an option; what it costs is part of the price of one piece [I].
    private func add(
        _ attribute: Int, to line: inout LineItem, _ decoding: inout FieldDecoding, _ order: inout Order
    ) {
        let place = "Items/Item/Attributes/Attribute"
        let record = decoding.record
        let name = record.field(ShipWorksFeed.AttributeField.name.rawValue, of: attribute)
        let value = record.field(ShipWorksFeed.AttributeField.value.rawValue, of: attribute)
        if name.isEmpty != value.isEmpty {
            decoding.findings.warn(
                RecordIssue(
                    .optionIncomplete, field: place, at: record.position(of: attribute),
                    "the attribute has only a name or only a value; it is kept as it is"))
        }
        if !name.isEmpty || !value.isEmpty {
            order.options.append(
                ItemOption(
                    name: decoding.text(name, place + "/Name"), value: decoding.text(value, place + "/Value")))
        }
        let priceField = record.field(ShipWorksFeed.AttributeField.price.rawValue, of: attribute)
        guard let price = decoding.money(priceField, place + "/Price"), price != .zero else { return }
        guard let unitPrice = line.unitPrice else { return }
        line.unitPrice = unitPrice.adding(price)
    }
}

extension FieldDecoding {
    fileprivate mutating func text(_ field: ShipWorksFeed.Field) -> Text { text(record(feed: field), field.path) }

    fileprivate mutating func text(_ field: ShipWorksFeed.ItemField, of item: Int) -> Text {
        text(record(feed: field, of: item), field.path)
    }
}
