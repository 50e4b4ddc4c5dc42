import WireFormats

/// The tables of channels that publish no list of columns: one row for each line item, columns of our own choice [I].
///
/// Each case's names are the column's, ours first; the raw value is the slot.
enum OrderTable {
    enum GroupID {
        static let order = 0
        static let row = 1
    }

    /// Columns that some channels have and others have not.
    enum Part {
        /// Marketplace, node and the marketplace's own number.
        case marketplace
        /// The car that a part fits.
        case fitment
        /// What is printed on an item, and on which.
        case print
    }

    /// The columns that belong to the order as a whole.
    enum Column: Int, CaseIterable {
        case orderNumber, marketplace, node, marketplaceOrderId
        case orderDate, lastModified, shipBy, status, shippingMethod, paymentMethod, currency
        case customerName, email, phone, shipPhone
        case shipName, company, address1, address2, city, state, zip, country
        case gift, giftMessage, customerNotes, internalNotes
        case orderTotal, tax, shipping, discount, discountCode

        var names: [String] {
            switch self {
            case .orderNumber: ["Order Number", "Order No", "Order #", "Order ID"]
            case .marketplace: ["Marketplace"]
            case .node: ["Node"]
            case .marketplaceOrderId: ["Marketplace Order ID"]
            case .orderDate: ["Order Date"]
            case .lastModified: ["Last Modified"]
            case .shipBy: ["Ship By", "Ship By Date"]
            case .status: ["Status", "Order Status"]
            case .shippingMethod: ["Shipping Method"]
            case .paymentMethod: ["Payment Method"]
            case .currency: ["Currency", "Currency Code"]
            case .customerName: ["Customer Name"]
            case .email: ["Email", "Customer Email"]
            case .phone: ["Phone", "Customer Phone"]
            case .shipPhone: ["Ship Phone"]
            case .shipName: ["Ship Name"]
            case .company: ["Company", "Ship Company"]
            case .address1: ["Address 1", "Ship Address 1"]
            case .address2: ["Address 2", "Ship Address 2"]
            case .city: ["City", "Ship City"]
            case .state: ["State", "Ship State"]
            case .zip: ["Zip", "Postal Code", "Ship Zip"]
            case .country: ["Country", "Ship Country"]
            case .gift: ["Gift"]
            case .giftMessage: ["Gift Message"]
            case .customerNotes: ["Customer Notes"]
            case .internalNotes: ["Internal Notes"]
            case .orderTotal: ["Order Total"]
            case .tax: ["Tax", "Order Tax"]
            case .shipping: ["Shipping", "Order Shipping"]
            case .discount: ["Discount", "Order Discount"]
            case .discountCode: ["Discount Code", "Coupon"]
            }
        }

        var part: Part? {
            switch self {
            case .marketplace, .node, .marketplaceOrderId: .marketplace
            default: nil
            }
        }
    }

    /// The columns that belong to a line item.
    enum RowColumn: Int, CaseIterable {
        case lineItemID, sku, itemName, quantity, unitPrice, weight, weightUnit, imageURL, options, location, upc
        case year, make, model, submodel, trim, engine
        case design, color, size

        var names: [String] {
            switch self {
            case .lineItemID: ["Line Item ID"]
            case .sku: ["SKU", "Item SKU"]
            case .itemName: ["Item Name"]
            case .quantity: ["Quantity", "Qty"]
            case .unitPrice: ["Unit Price"]
            case .weight: ["Weight", "Item Weight"]
            case .weightUnit: ["Weight Unit", "Weight Units"]
            case .imageURL: ["Image URL"]
            case .options: ["Options", "Item Options"]
            case .location: ["Location", "Warehouse Location"]
            case .upc: ["UPC"]
            case .year: ["Year"]
            case .make: ["Make"]
            case .model: ["Model"]
            case .submodel: ["Submodel"]
            case .trim: ["Trim"]
            case .engine: ["Engine"]
            case .design: ["Design"]
            case .color: ["Color", "Colour"]
            case .size: ["Size"]
            }
        }

        var part: Part? {
            switch self {
            case .year, .make, .model, .submodel, .trim, .engine: .fitment
            case .design, .color, .size: .print
            default: nil
            }
        }

        /// The column's place in a row of the table: the order's columns stand first.
        var slotOfRow: Int { Column.allCases.count + rawValue }

        /// All columns, listed once: `allCases` makes the list anew.
        static let all = allCases

        /// The columns whose values are options by the columns' names.
        static let optionColumns = allCases.filter { $0.part != nil }
    }

    /// The shape of a table with some of the parts; a column that it has not keeps its slot.
    static func shape(with parts: Set<Part>) -> RecordShape {
        func names(_ names: [String], _ part: Part?) -> [String] { part.map(parts.contains) ?? true ? names : [] }
        return RecordShape(
            table: RecordShape.Group(
                id: GroupID.order, at: "", fields: Column.allCases.map { names($0.names, $0.part) }),
            rows: RecordShape.Group(
                id: GroupID.row, at: "", fields: RowColumn.allCases.map { names($0.names, $0.part) }),
            key: [Column.orderNumber.rawValue])
    }
}

extension OrderFormat {
    /// A table of our own columns, which carries every feature.
    static func table(_ name: String, with parts: Set<OrderTable.Part>) -> OrderFormat {
        OrderFormat(
            name: name, wire: .csv, shape: OrderTable.shape(with: parts),
            features: Dictionary(uniqueKeysWithValues: Feature.ofImports.map { ($0, .ours) }))
    }
}

extension Record {
    func callAsFunction(column: OrderTable.Column) -> Field { field(column.rawValue) }

    func callAsFunction(row column: OrderTable.RowColumn, of row: Int) -> Field { field(column.rawValue, of: row) }
}
