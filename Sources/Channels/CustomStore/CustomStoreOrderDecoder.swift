import Orders
import WireFormats

/// Decodes orders of Custom Store XML, for every channel that speaks it; what a channel does beyond the format, it does
/// in `refine`.
struct CustomStoreOrderDecoder: OrderDecoder {
    /// What a channel adds to an order of its own: named extras, selection by marketplace.
    typealias Refinement = @Sendable (inout FieldDecoding, inout Order) -> Void

    private let store: StoreSettings
    private let statuses: StatusTable
    private let refine: Refinement?
    /// Of how many pages the export says that it has, and which this one is, as far as it says so.
    private var pages: (count: Int, position: SourcePosition)?
    private var page: Int?

    init(store: StoreSettings, defaultStatuses: StatusTable, refine: Refinement? = nil) {
        self.store = store
        statuses = store.statuses ?? defaultStatuses
        self.refine = refine
    }

    mutating func decode(_ record: inout Record, into order: inout Order, findings: inout RecordFindings) {
        guard record.group(of: 0) == CustomStoreGroup.order else {
            takePages(record)
            findings.document = .remark
            return
        }
        var decoding = FieldDecoding(record, findings)
        identity(&decoding, &order)
        decoding.requireRecent(order, record(.orderDate), CustomStoreField.orderDate.path, store.oldest)
        decoding.decodeStatus(
            record(.orderStatus), CustomStoreField.orderStatus.path, statuses, store.unknownStatus, into: &order)
        money(&decoding, &order)
        customer(&decoding, &order)
        notes(&decoding, &order)
        items(&decoding, &order)
        refine?(&decoding, &order)
        decoding.checkTotal(of: order, record(.orderTotal), CustomStoreField.orderTotal.path)
        record = decoding.record
        findings = decoding.findings
    }

    // MARK: - The pages

    private mutating func takePages(_ record: Record) {
        guard let number = Int(record.string(record.field(0))) else { return }
        if record.group(of: 0) == CustomStoreGroup.page { page = number } else { pages = (number, record.position) }
    }

    /// `pages` is the number of pages of the whole answer [D], so a shop may have sent more than this file.
    var warnings: [RecordIssue] {
        guard let pages, pages.count > 1 else { return [] }
        let this = page.map { "page \($0)" } ?? "one"
        return [
            RecordIssue(
                .pageOfSeveral, field: "pages", value: "\(pages.count)", at: pages.position,
                "this file is \(this) of \(pages.count) pages; see that the others are imported, too")
        ]
    }

    // MARK: - The order

    private func identity(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.orderNumber = decoding.key(record(.orderNumber), CustomStoreField.orderNumber.path)
        order.orderKey = decoding.key(record(.orderID), CustomStoreField.orderID.path)
        // Magento and nopCommerce give no OrderID: the number is their key [C].
        if order.orderKey.isAbsent { order.orderKey = order.orderNumber }
        if order.orderNumber.isAbsent { order.orderNumber = order.orderKey }
        if order.orderKey.isAbsent {
            decoding.findings.reject(
                RecordIssue(
                    .orderNumberMissing, field: CustomStoreField.orderNumber.path, at: record.position,
                    "the order has neither OrderID nor OrderNumber; give it one in the shop"))
        }
        order.orderDate = decoding.timestamp(
            record(.orderDate), CustomStoreField.orderDate.path, in: store.timeZone)
        order.modifyDate = decoding.timestamp(
            record(.lastModified), CustomStoreField.lastModified.path, in: store.timeZone)
    }

    private func money(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.currency = decoding.currency(
            record(.currencyCode), CustomStoreField.currencyCode.path, otherwise: store.currency)
        order.orderTotal = decoding.money(record(.orderTotal), CustomStoreField.orderTotal.path)
        order.taxAmount = decoding.money(record(.taxAmount), CustomStoreField.taxAmount.path)
        order.shippingAmount = decoding.money(record(.shippingAmount), CustomStoreField.shippingAmount.path)
        order.paymentMethod = decoding.text(record, .paymentMethod)
        order.requestedShippingService = decoding.text(record, .shippingMethod)
    }

    private func customer(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.customerUsername = decoding.text(record, .customerCode)
        order.customerEmail = decoding.text(record, .billEmail)
        order.billTo.name = decoding.text(record, .billName)
        order.billTo.company = decoding.text(record, .billCompany)
        order.billTo.phone = decoding.text(record, .billPhone)
        order.billTo.street1 = decoding.text(record, .billAddress1)
        order.billTo.street2 = decoding.text(record, .billAddress2)
        order.billTo.city = decoding.text(record, .billCity)
        order.billTo.state = decoding.text(record, .billState)
        order.billTo.country = decoding.country(
            record(.billCountry), CustomStoreField.billCountry.path, isRequired: false)
        order.billTo.postalCode = decoding.postalCode(
            record(.billPostalCode), CustomStoreField.billPostalCode.path, country: order.billTo.country,
            isRequired: false)
        order.shipTo.name = decoding.text(record, .shipName)
        order.shipTo.company = decoding.text(record, .shipCompany)
        order.shipTo.phone = decoding.text(record, .shipPhone)
        order.shipTo.street1 = decoding.text(record, .shipAddress1)
        order.shipTo.street2 = decoding.text(record, .shipAddress2)
        order.shipTo.city = decoding.text(record, .shipCity)
        order.shipTo.state = decoding.text(record, .shipState)
        order.shipTo.country = decoding.country(
            record(.shipCountry), CustomStoreField.shipCountry.path, isRequired: true)
        order.shipTo.postalCode = decoding.postalCode(
            record(.shipPostalCode), CustomStoreField.shipPostalCode.path, country: order.shipTo.country,
            isRequired: true)
        decoding.requireShipTo(of: order, names: Self.shipToNames)
    }

    private static let shipToNames = ShipToNames(
        name: CustomStoreField.shipName.path, street: CustomStoreField.shipAddress1.path,
        city: CustomStoreField.shipCity.path, state: CustomStoreField.shipState.path,
        postalCode: CustomStoreField.shipPostalCode.path, country: CustomStoreField.shipCountry.path)

    private func notes(_ decoding: inout FieldDecoding, _ order: inout Order) {
        let record = decoding.record
        order.gift = decoding.boolean(record(.gift), CustomStoreField.gift.path)
        order.giftMessage = decoding.text(record, .giftMessage)
        order.customerNotes = decoding.text(record, .customerNotes)
        order.internalNotes = decoding.text(record, .internalNotes)
        order.customField1 = decoding.text(record, .customField1)
        order.customField2 = decoding.text(record, .customField2)
        order.customField3 = decoding.text(record, .customField3)
        order.source = decoding.text(record, .source)
        order.storeId = decoding.text(record, .storeCode)
        let warehouse = decoding.text(record, .requestedWarehouse)
        if !warehouse.isAbsent {
            order.channelData.append(ChannelDatum(name: "requestedWarehouse", value: warehouse))
        }
    }

    // MARK: - The lines

    private func items(_ decoding: inout FieldDecoding, _ order: inout Order) {
        var instance = 1
        let count = decoding.record.instanceCount
        while instance < count {
            guard decoding.record.group(of: instance) == CustomStoreGroup.item else {
                instance += 1
                continue
            }
            var end = instance + 1
            while end < count, decoding.record.group(of: end) == CustomStoreGroup.option { end += 1 }
            item(instance, options: (instance + 1)..<end, &decoding, &order)
            instance = end
        }
        if !order.addDiscountsOfAdjustments() {
            decoding.findings.warn(
                RecordIssue(
                    .discountInexact, field: "Items/Item/\(CustomStoreItemField.unitPrice.path)",
                    at: decoding.record.position,
                    "price times quantity of a discount has more than four decimals; there is no discountAmount"))
        }
        order.addWeightOfItems()
    }

    private func item(
        _ instance: Int, options: Range<Int>, _ decoding: inout FieldDecoding, _ order: inout Order
    ) {
        let record = decoding.record
        var line = LineItem()
        line.lineItemKey = decoding.text(record, .lineItemID, instance)
        line.sku = decoding.text(record, .sku, instance)
        line.name = decoding.text(record, .name, instance)
        line.imageUrl = decoding.text(record, .imageUrl, instance)
        line.upc = decoding.text(record, .upc, instance)
        line.productId = decoding.text(record, .productId, instance)
        line.warehouseLocation = decoding.text(record, .location, instance)
        line.quantity = decoding.quantity(record(item: .quantity, of: instance), CustomStoreItemField.quantity.itemPath)
        line.unitPrice = decoding.money(record(item: .unitPrice, of: instance), CustomStoreItemField.unitPrice.itemPath)
        line.weight = decoding.weight(
            record(item: .weight, of: instance), record(item: .weightUnits, of: instance),
            CustomStoreItemField.weight.itemPath,
            CustomStoreItemField.weightUnits.itemPath)
        line.adjustment =
            decoding.boolean(record(item: .adjustment, of: instance), CustomStoreItemField.adjustment.itemPath) ?? false
        decoding.settleKind(
            of: &line, price: record(item: .unitPrice, of: instance), CustomStoreItemField.unitPrice.itemPath,
            quantity: record(item: .quantity, of: instance), CustomStoreItemField.quantity.itemPath,
            at: record.position(of: instance))
        let firstOption = order.options.count
        for option in options {
            self.option(option, unit: record(item: .weightUnits, of: instance), &line, &decoding, &order)
        }
        line.options = firstOption..<order.options.count
        order.items.append(line)
    }

    /// An option's weight is added to that of its item [D: guide, field table].
    private func option(
        _ instance: Int, unit: Field, _ line: inout LineItem, _ decoding: inout FieldDecoding, _ order: inout Order
    ) {
        let record = decoding.record
        let name = record(option: .name, of: instance)
        let value = record(option: .value, of: instance)
        if name.isEmpty != value.isEmpty {
            decoding.findings.warn(
                RecordIssue(
                    .optionIncomplete, field: "Items/Item/Options/Option", at: record.position(of: instance),
                    "the option has only a name or only a value; it is kept as it is"))
        }
        if !name.isEmpty || !value.isEmpty {
            order.options.append(
                ItemOption(
                    name: decoding.text(name, "Items/Item/Options/Option/Name"),
                    value: decoding.text(value, "Items/Item/Options/Option/Value")))
        }
        let weight = record(option: .weight, of: instance)
        guard !weight.isEmpty, let itemWeight = line.weight else { return }
        // Without a readable part the whole is not known.
        let added = decoding.weight(
            weight, unit, "Items/Item/Options/Option/Weight", CustomStoreItemField.weightUnits.itemPath)
        line.weight = added.map { itemWeight + $0 }
    }
}

extension CustomStoreItemField {
    /// The element's place below `Order`, for messages.
    fileprivate var itemPath: String { "Items/Item/" + path }
}

extension FieldDecoding {
    fileprivate mutating func text(_ record: Record, _ field: CustomStoreField) -> Text {
        text(record(field), field.path)
    }

    fileprivate mutating func text(_ record: Record, _ field: CustomStoreItemField, _ instance: Int) -> Text {
        text(record(item: field, of: instance), field.itemPath)
    }
}
