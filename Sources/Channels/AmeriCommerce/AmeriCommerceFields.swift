/// The parts of an AmeriCommerce export, whichever its format: orders, and what they refer to.
enum AmeriCommerceGroup {
    static let order = 0
    static let item = 1
    static let payment = 2
    static let variant = 3
    static let personalization = 4
    static let customField = 5
    static let address = 6
    static let customer = 7
    static let status = 8
    static let fault = 9
    static let productField = 10
    static let totalCount = 11
    static let nextPage = 12
    static let previousPage = 13
}

/// A value of a record, with its places in each format.
protocol AmeriCommerceFieldNaming: CaseIterable, RawRepresentable<Int> {
    /// The member in the REST model [D: rest-api, docs/resources].
    var json: [String] { get }
    /// The element in the SOAP model [D: soap-api-csharp, WSDL]; a value that may be null is in its `Value`.
    var soap: String? { get }
    /// Whether the SOAP model wraps it in `Value` and `IsNull`.
    var isNullable: Bool { get }
    /// The column in our own tables [I: the REST names, flattened].
    var csv: String? { get }
}

extension AmeriCommerceFieldNaming {
    var isNullable: Bool { false }
    var csv: String? { json.first }
}

/// The values of an order itself; the raw value is the slot.
enum AmeriCommerceField: Int, AmeriCommerceFieldNaming {
    case id, orderNumber, orderedAt, updatedAt
    case statusID, statusName
    case customerID, shippingAddressID, billingAddressID
    case grandTotal, taxTotal, shippingTotal, discountTotal, handlingTotal, additionalFees
    case couponCode, discountName
    case shippingMethod, providerService
    case specialInstructions, instructions, publicComments, adminComments
    case isGift, giftMessage
    case source, storeID
    case orderType, isPaymentOrderOnly
    case paymentMethod
    case statusCode, message

    var json: [String] {
        switch self {
        case .id: ["id"]
        case .orderNumber: ["order_number"]
        case .orderedAt: ["ordered_at"]
        case .updatedAt: ["updated_at"]
        case .statusID: ["order_status_id"]
        // The integration model has the name itself where others nest the status.
        case .statusName: ["order_status"]
        case .customerID: ["customer_id"]
        case .shippingAddressID: ["order_shipping_address_id"]
        case .billingAddressID: ["order_billing_address_id"]
        case .grandTotal: ["grand_total"]
        case .taxTotal: ["tax_total"]
        case .shippingTotal: ["shipping_total"]
        case .discountTotal: ["discount_total"]
        case .handlingTotal: ["handling_total"]
        case .additionalFees: ["additional_fees"]
        case .couponCode: ["coupon_code"]
        case .discountName: []
        case .shippingMethod: ["selected_shipping_method"]
        case .providerService: ["selected_shipping_provider_service"]
        case .specialInstructions: ["special_instructions"]
        case .instructions: ["instructions"]
        case .publicComments: ["public_comments"]
        case .adminComments: ["admin_comments"]
        case .isGift: ["is_gift"]
        case .giftMessage: ["gift_message"]
        case .source: ["source"]
        case .storeID: ["store_id"]
        case .orderType: ["order_type"]
        case .isPaymentOrderOnly: ["is_payment_order_only"]
        case .paymentMethod: []
        case .statusCode: ["status_code"]
        case .message: ["message", "Message", "error_description", "error"]
        }
    }

    var soap: String? {
        switch self {
        case .id: "orderID"
        case .orderedAt: "orderDate"
        case .updatedAt: "EditDate"
        case .statusID: "orderStatusID"
        case .customerID: "customerID"
        case .shippingAddressID: "orderShippingAddressID"
        case .billingAddressID: "orderBillingAddressID"
        case .grandTotal: "total"
        case .taxTotal: "taxAdded"
        case .shippingTotal: "shippingAdded"
        case .discountTotal: "discountAdded"
        case .additionalFees: "AdditionalFees"
        case .discountName: "discountString"
        case .shippingMethod: "shippingMethodName"
        case .specialInstructions: "specialInstructions"
        case .instructions: "CommentsInstructions"
        case .publicComments: "CommentsPublic"
        case .adminComments: "comments"
        case .isGift: "IsGift"
        case .giftMessage: "GiftMessage"
        case .orderNumber, .statusName, .handlingTotal, .couponCode, .providerService, .source, .storeID, .orderType,
            .isPaymentOrderOnly, .paymentMethod, .statusCode, .message:
            nil
        }
    }

    var isNullable: Bool {
        switch self {
        case .id, .orderedAt, .updatedAt, .statusID, .customerID, .shippingAddressID, .billingAddressID, .grandTotal,
            .taxTotal, .shippingTotal, .discountTotal, .additionalFees, .isGift:
            true
        default: false
        }
    }

    var csv: String? {
        switch self {
        case .id: "order_id"
        case .paymentMethod: "payment_method_name"
        case .shippingAddressID, .billingAddressID, .statusCode, .message: nil
        default: json.first
        }
    }
}

/// The values of an address, in the order and in `order_addresses`.
enum AmeriCommerceAddressField: Int, AmeriCommerceFieldNaming {
    case id, firstName, lastName, company, line1, line2, city, state, stateCode, postalCode, country, countryCode
    case phone, alternatePhone

    var json: [String] {
        switch self {
        case .id: ["id"]
        case .firstName: ["first_name"]
        case .lastName: ["last_name"]
        case .company: ["company"]
        case .line1: ["address_line_1"]
        case .line2: ["address_line_2"]
        case .city: ["city"]
        case .state: ["state"]
        case .stateCode: ["state_code"]
        case .postalCode: ["postal_code"]
        case .country: ["country"]
        case .countryCode: ["country_code"]
        case .phone: ["phone"]
        case .alternatePhone: ["alternate_phone"]
        }
    }

    /// The SOAP model has states and countries by ids only; their codes stand beside them by our own convention [I].
    var soap: String? {
        switch self {
        case .id: "AddressID"
        case .firstName: "FirstName"
        case .lastName: "LastName"
        case .company: "Company"
        case .line1: "Address1"
        case .line2: "Address2"
        case .city: "City"
        case .state: "NonUSState"
        case .stateCode: "StateCode"
        case .postalCode: "ZipCode"
        case .country: nil
        case .countryCode: "CountryCode"
        case .phone: "Phone"
        case .alternatePhone: "AlternatePhone"
        }
    }

    var isNullable: Bool { self == .id }
}

/// The values of a customer, in the order and in `customers`.
enum AmeriCommerceCustomerField: Int, AmeriCommerceFieldNaming {
    case id, email, firstName, lastName, company, phone

    var json: [String] {
        switch self {
        case .id: ["id"]
        case .email: ["email"]
        case .firstName: ["first_name"]
        case .lastName: ["last_name"]
        case .company: ["company"]
        case .phone: ["phone_number"]
        }
    }

    var soap: String? {
        switch self {
        case .id: "customerID"
        case .email: "email"
        case .firstName: "firstName"
        case .lastName: "lastName"
        case .company: "Company"
        case .phone: "phone"
        }
    }

    var isNullable: Bool { self == .id }
}

/// The values of an order status, in the order and in `order_statuses`.
enum AmeriCommerceStatusField: Int, AmeriCommerceFieldNaming {
    case id, name, isCancelled, isDeclined, isFullyRefunded, isShipped, isPartiallyShipped, isQuote

    var json: [String] {
        switch self {
        case .id: ["id"]
        case .name: ["name"]
        case .isCancelled: ["is_cancelled"]
        case .isDeclined: ["is_declined"]
        case .isFullyRefunded: ["is_fully_refunded"]
        case .isShipped: ["is_shipped"]
        case .isPartiallyShipped: ["is_partially_shipped"]
        case .isQuote: ["is_quote_status"]
        }
    }

    var soap: String? {
        switch self {
        case .id: "orderStatusID"
        case .name: "orderStatus"
        case .isCancelled: "IsCancelled"
        case .isDeclined: "IsDeclined"
        case .isShipped: "IsShipped"
        case .isFullyRefunded, .isPartiallyShipped, .isQuote: nil
        }
    }

    var isNullable: Bool { self != .name }
}

/// The values of a line item.
enum AmeriCommerceItemField: Int, AmeriCommerceFieldNaming {
    case id, productID, number, fullNumber, name, price, quantity, tax, discountAmount
    case weight, weightUnit, weightUnitID
    case isDiscount, isNonShipping, shippingAddressID
    case image, variations, customizations, location
    case giftMessage, note, adminComments

    var json: [String] {
        switch self {
        case .id: ["id"]
        case .productID: ["product_id"]
        case .number: ["item_number"]
        case .fullNumber: ["item_number_full"]
        case .name: ["item_name"]
        case .price: ["price"]
        case .quantity: ["quantity"]
        case .tax: ["tax"]
        case .discountAmount: ["discount_amount"]
        case .weight: ["weight"]
        case .weightUnit: ["weight_unit"]
        case .weightUnitID: []
        case .isDiscount: ["is_discount_item"]
        case .isNonShipping: ["is_non_shipping_item"]
        case .shippingAddressID: ["order_shipping_address_id"]
        // Carts have it under this name; that an export adds it to orders is our convention [I].
        case .image: ["item_thumbnail"]
        case .variations, .customizations, .location: []
        case .giftMessage: ["gift_message"]
        case .note: ["line_item_note"]
        case .adminComments: ["admin_comments"]
        }
    }

    var soap: String? {
        switch self {
        case .id: "orderItemsID"
        case .productID: "itemID"
        case .number: "itemNr"
        case .fullNumber: "ItemNrFull"
        case .name: "itemName"
        case .price: "price"
        case .quantity: "quantity"
        case .weight: "Weight"
        case .weightUnitID: "WeightUnitID"
        case .image: "ItemThumb"
        case .variations: "variations"
        case .customizations: "customizations"
        case .tax, .discountAmount, .weightUnit, .isDiscount, .isNonShipping, .shippingAddressID, .location,
            .giftMessage,
            .note, .adminComments:
            nil
        }
    }

    var isNullable: Bool {
        switch self {
        case .id, .productID, .price, .quantity, .weight, .weightUnitID: true
        default: false
        }
    }

    var csv: String? {
        switch self {
        case .id: "item_id"
        case .shippingAddressID: nil
        case .variations: "variants"
        case .customizations: "personalizations"
        case .location: "ShipStationWarehouseLocation"
        // The order has columns of these names.
        case .giftMessage: "item_gift_message"
        case .adminComments: "item_admin_comments"
        default: json.first
        }
    }
}

/// The values of a payment.
///
/// What a card has on it is not among them.
enum AmeriCommercePaymentField: Int, AmeriCommerceFieldNaming {
    case methodName, type, amount, paidAt, isApproved, isCaptured, isDeclined, isVoid

    var json: [String] {
        switch self {
        case .methodName: ["payment_method_name"]
        case .type: ["payment_type"]
        case .amount: ["amount"]
        case .paidAt: ["paid_at"]
        case .isApproved: ["is_approved"]
        case .isCaptured: ["is_captured"]
        case .isDeclined: ["is_declined"]
        case .isVoid: ["is_void"]
        }
    }

    var soap: String? {
        switch self {
        case .methodName: "paymentTypeName"
        case .type: "paymentType"
        case .isDeclined: "declined"
        case .amount, .paidAt, .isApproved, .isCaptured, .isVoid: nil
        }
    }

    var isNullable: Bool { self == .isDeclined }
}

/// The values of a variant, a personalization or a custom field.
enum AmeriCommercePairField: Int, AmeriCommerceFieldNaming {
    case name, value, description

    var json: [String] { [String(describing: self)] }
    var soap: String? { nil }
}
