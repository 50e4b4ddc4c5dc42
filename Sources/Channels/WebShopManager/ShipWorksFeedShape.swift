import WireFormats

/// The parts of the osCommerce-style feed that Web Shop Manager wrote for ShipWorks [C: channels.md §5.2].
///
/// `Payment/CreditCard` is left out on purpose: what no path names is never read.
enum ShipWorksFeed {
    enum GroupID {
        static let order = 0
        static let item = 1
        static let attribute = 2
        static let total = 3
        static let statusCodes = 4
        static let statusCode = 5
        static let error = 6
    }

    enum Field: Int, CaseIterable {
        case orderNumber, orderDate, lastModified, shippingMethod, statusCode, customerComment, paymentMethod
        case customerID, phone, email
        case billName, billCompany, billStreet1, billStreet2, billStreet3, billCity, billState, billPostalCode
        case billCountry
        case shipName, shipCompany, shipStreet1, shipStreet2, shipStreet3, shipCity, shipState, shipPostalCode
        case shipCountry

        /// The element's place below `Order`.
        var path: String {
            switch self {
            case .orderNumber: "OrderNumber"
            case .orderDate: "OrderDate"
            case .lastModified: "LastModified"
            case .shippingMethod: "ShippingMethod"
            case .statusCode: "StatusCode"
            case .customerComment: "CustomerComment"
            case .paymentMethod: "Payment/Method"
            case .customerID: "Customer/CustomerID"
            case .phone: "Customer/Phone"
            case .email: "Customer/Email"
            case .billName: "BillAddress/Name"
            case .billCompany: "BillAddress/Company"
            case .billStreet1: "BillAddress/Street1"
            case .billStreet2: "BillAddress/Street2"
            case .billStreet3: "BillAddress/Street3"
            case .billCity: "BillAddress/City"
            case .billState: "BillAddress/State"
            case .billPostalCode: "BillAddress/PostalCode"
            case .billCountry: "BillAddress/Country"
            case .shipName: "ShipAddress/Name"
            case .shipCompany: "ShipAddress/Company"
            case .shipStreet1: "ShipAddress/Street1"
            case .shipStreet2: "ShipAddress/Street2"
            case .shipStreet3: "ShipAddress/Street3"
            case .shipCity: "ShipAddress/City"
            case .shipState: "ShipAddress/State"
            case .shipPostalCode: "ShipAddress/PostalCode"
            case .shipCountry: "ShipAddress/Country"
            }
        }
    }

    enum ItemField: Int, CaseIterable {
        case itemID, productID, code, name, quantity, unitPrice, image, thumbnailImage, weight, location

        /// The element's place below `Order`.
        var path: String { "Items/Item/" + element }

        var element: String {
            switch self {
            case .itemID: "ItemID"
            case .productID: "ProductID"
            case .code: "Code"
            case .name: "Name"
            case .quantity: "Quantity"
            case .unitPrice: "UnitPrice"
            case .image: "Image"
            case .thumbnailImage: "ThumbnailImage"
            case .weight: "Weight"
            case .location: "Location"
            }
        }
    }

    enum AttributeField: Int { case name, value, price }
    enum TotalField: Int { case name, totalClass, value }
    enum StatusCodeField: Int { case code, name }
    enum ErrorField: Int { case code, description }
}

extension RecordShape {
    static let shipWorksFeed = RecordShape(
        record: Group(
            id: ShipWorksFeed.GroupID.order, at: "ShipWorks/Orders/Order",
            fields: ShipWorksFeed.Field.allCases.map { [$0.path] },
            groups: [
                Group(
                    id: ShipWorksFeed.GroupID.item, at: "Items/Item",
                    fields: ShipWorksFeed.ItemField.allCases.map { [$0.element] },
                    groups: [
                        Group(
                            id: ShipWorksFeed.GroupID.attribute, at: "Attributes/Attribute",
                            fields: [["Name"], ["Value"], ["Price"]])
                    ]),
                Group(
                    id: ShipWorksFeed.GroupID.total, at: "Totals/Total", fields: [["Name"], ["Class"], ["Value"]]),
            ]),
        messages: [
            Group(
                id: ShipWorksFeed.GroupID.statusCodes, at: "ShipWorks/StatusCodes", fields: [],
                groups: [
                    Group(
                        id: ShipWorksFeed.GroupID.statusCode, at: "StatusCode", fields: [["Code"], ["Name"]])
                ]),
            Group(
                id: ShipWorksFeed.GroupID.error, at: "ShipWorks/Error", fields: [["Code"], ["Description"]]),
        ])
}

extension OrderFormat {
    /// The feed's place for a gift and for internal notes is nowhere.
    static var shipWorksFeed: OrderFormat {
        var features = Dictionary(uniqueKeysWithValues: Feature.ofImports.map { ($0, Support.yes) })
        features[.gift] = .notInFormat
        features[.internalNotes] = .notInFormat
        return OrderFormat(name: "ShipWorks XML", wire: .xml, shape: .shipWorksFeed, features: features)
    }
}

extension Record {
    func callAsFunction(feed field: ShipWorksFeed.Field) -> Field { self.field(field.rawValue) }

    func callAsFunction(feed field: ShipWorksFeed.ItemField, of item: Int) -> Field {
        self.field(field.rawValue, of: item)
    }
}
