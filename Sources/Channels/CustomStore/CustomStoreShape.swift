import WireFormats

/// The parts of a Custom Store export: `Orders/Order` with its items and their options.
///
/// Field names and places are those of the guide's table [D: ShipStation Custom Store Development Guide], with what the
/// real exporters add [C: shipstation-formats §1.5]. Names are matched letter by letter; white space behind a name, as
/// nopCommerce writes it, is no part of it. What is not named here is skipped.
enum CustomStoreGroup {
    static let order = 0
    static let item = 1
    static let option = 2
    static let pages = 3
    static let page = 4
}

/// The values of an order itself; the raw value is the slot.
enum CustomStoreField: Int, CaseIterable {
    case orderID
    case orderNumber
    case orderDate
    case orderStatus
    case lastModified
    case shippingMethod
    case paymentMethod
    case currencyCode
    case orderTotal
    case taxAmount
    case shippingAmount
    case customerNotes
    case internalNotes
    case gift
    case giftMessage
    case customField1
    case customField2
    case customField3
    case requestedWarehouse
    case source
    case storeCode
    case customerCode
    case billName
    case billCompany
    case billPhone
    case billEmail
    case billAddress1
    case billAddress2
    case billCity
    case billState
    case billPostalCode
    case billCountry
    case shipName
    case shipCompany
    case shipAddress1
    case shipAddress2
    case shipCity
    case shipState
    case shipPostalCode
    case shipCountry
    case shipPhone

    /// The element's place below `Order`.
    var path: String {
        switch self {
        case .orderID: "OrderID"
        case .orderNumber: "OrderNumber"
        case .orderDate: "OrderDate"
        case .orderStatus: "OrderStatus"
        case .lastModified: "LastModified"
        case .shippingMethod: "ShippingMethod"
        case .paymentMethod: "PaymentMethod"
        case .currencyCode: "CurrencyCode"
        case .orderTotal: "OrderTotal"
        case .taxAmount: "TaxAmount"
        case .shippingAmount: "ShippingAmount"
        case .customerNotes: "CustomerNotes"
        case .internalNotes: "InternalNotes"
        case .gift: "Gift"
        case .giftMessage: "GiftMessage"
        case .customField1: "CustomField1"
        case .customField2: "CustomField2"
        case .customField3: "CustomField3"
        case .requestedWarehouse: "RequestedWarehouse"
        case .source: "Source"
        case .storeCode: "StoreCode"
        case .customerCode: "Customer/CustomerCode"
        case .billName: "Customer/BillTo/Name"
        case .billCompany: "Customer/BillTo/Company"
        case .billPhone: "Customer/BillTo/Phone"
        case .billEmail: "Customer/BillTo/Email"
        case .billAddress1: "Customer/BillTo/Address1"
        case .billAddress2: "Customer/BillTo/Address2"
        case .billCity: "Customer/BillTo/City"
        case .billState: "Customer/BillTo/State"
        case .billPostalCode: "Customer/BillTo/PostalCode"
        case .billCountry: "Customer/BillTo/Country"
        case .shipName: "Customer/ShipTo/Name"
        case .shipCompany: "Customer/ShipTo/Company"
        case .shipAddress1: "Customer/ShipTo/Address1"
        case .shipAddress2: "Customer/ShipTo/Address2"
        case .shipCity: "Customer/ShipTo/City"
        case .shipState: "Customer/ShipTo/State"
        case .shipPostalCode: "Customer/ShipTo/PostalCode"
        case .shipCountry: "Customer/ShipTo/Country"
        case .shipPhone: "Customer/ShipTo/Phone"
        }
    }
}

/// The values of a line item.
enum CustomStoreItemField: Int, CaseIterable {
    case lineItemID
    case sku
    case name
    case imageUrl
    case weight
    case weightUnits
    case quantity
    case unitPrice
    case upc
    case location
    case adjustment
    case productId

    /// The element's place below `Item`.
    var path: String {
        switch self {
        case .lineItemID: "LineItemID"
        case .sku: "SKU"
        case .name: "Name"
        case .imageUrl: "ImageUrl"
        case .weight: "Weight"
        case .weightUnits: "WeightUnits"
        case .quantity: "Quantity"
        case .unitPrice: "UnitPrice"
        case .upc: "UPC"
        case .location: "Location"
        case .adjustment: "Adjustment"
        case .productId: "ProductId"
        }
    }

    /// The name under which another exporter gives the same [C: mschmoyer/schmo-store-front].
    var alias: String? { self == .location ? "WarehouseLocation" : nil }
}

/// The values of an item's option.
enum CustomStoreOptionField: Int, CaseIterable {
    case name
    case value
    case weight

    /// The element's place below `Option`.
    var path: String {
        switch self {
        case .name: "Name"
        case .value: "Value"
        case .weight: "Weight"
        }
    }
}

extension RecordShape {
    /// The shape of every Custom Store export.
    static let customStore = RecordShape(
        record: Group(
            id: CustomStoreGroup.order, at: "Orders/Order", fields: CustomStoreField.allCases.map { [$0.path] },
            groups: [
                Group(
                    id: CustomStoreGroup.item, at: "Items/Item",
                    fields: CustomStoreItemField.allCases.map { [$0.path] + ($0.alias.map { [$0] } ?? []) },
                    groups: [
                        Group(
                            id: CustomStoreGroup.option, at: "Options/Option",
                            fields: CustomStoreOptionField.allCases.map { [$0.path] })
                    ])
            ]),
        messages: [
            Group(id: CustomStoreGroup.pages, at: "Orders/@pages", fields: [[""]]),
            Group(id: CustomStoreGroup.page, at: "Orders/@page", fields: [[""]]),
        ])
}

extension Record {
    func callAsFunction(_ field: CustomStoreField) -> Field { self.field(field.rawValue) }

    func callAsFunction(item field: CustomStoreItemField, of item: Int) -> Field {
        self.field(field.rawValue, of: item)
    }

    func callAsFunction(option field: CustomStoreOptionField, of option: Int) -> Field {
        self.field(field.rawValue, of: option)
    }
}
