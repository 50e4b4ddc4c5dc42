import WireFormats

/// The parts of an answer of InkSoft's API2: the order, its lists, and what the envelope says besides
/// [C: channels of typed clients; no captured order is public].
enum InkSoftGroup {
    static let order = 0
    static let item = 1
    static let personalization = 2
    static let nameNumber = 3
    static let preview = 4
    static let card = 5
    static let cardItem = 6
    static let customItem = 7
    static let adjustment = 8
    static let isOK = 9
    static let statusCode = 10
    static let message = 11
    static let lineNote = 12
    static let shipment = 13
}

/// A slot of one of the groups, with the place of its value.
protocol InkSoftSlot: RawRepresentable<Int>, CaseIterable {}

extension InkSoftSlot {
    /// The member's name: that of the slot, with a capital letter.
    var member: String {
        let name = String(describing: self)
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}

/// The values of an order.
enum InkSoftField: Int, InkSoftSlot {
    /// What stands in place of the order: `false`, when there is none.
    case itself
    case id
    case uniqueId
    case proposalNumber
    case storeId
    case storeName
    case status
    case productionStatus
    case paymentStatus
    case authorized
    case paid
    case shipped
    case cancelled
    case approvalRequired
    case approvalDate
    case email
    case userEmail
    case shippingMethodName
    case shippingVendor
    case pickupStore
    case pickupType
    case pickupStreet
    case currencyCode
    case shippingAmount
    case taxAmount
    case totalDiscount
    case totalAmount
    case amountDue
    case discountCode
    case couponCode
    case dateCreated
    case dueDate
    case estimatedShipDate
    case confirmedShipDate
    case giftMessage
    case notes
    case paymentMethod
    case paymentMethodNote

    /// The member's place below the order.
    var path: String {
        switch self {
        case .itself: ""
        case .id: "ID"
        case .userEmail: "User/Email"
        case .shippingMethodName: "ShippingMethod/Name"
        case .shippingVendor: "ShippingMethod/VendorName"
        case .pickupStreet: "ShippingMethod/Address/Street1"
        case .pickupStore: "ShippingMethod/PickupSetAtStoreId"
        case .pickupType: "ShippingMethod/PickupType"
        default: member
        }
    }
}

/// The values of an address; they stand behind those of the order, for each address.
enum InkSoftAddressField: Int, InkSoftSlot {
    case firstName
    case lastName
    case name
    case companyName
    case street1
    case street2
    case city
    case state
    case stateName
    case countryCode
    case country
    case postCode
    case phone
}

/// The addresses of an order.
enum InkSoftAddress: Int, CaseIterable {
    case shippingAddress
    case billingAddress

    func path(_ field: InkSoftAddressField) -> String {
        (self == .shippingAddress ? "ShippingAddress/" : "BillingAddress/") + field.member
    }

    func slot(_ field: InkSoftAddressField) -> Int {
        InkSoftField.allCases.count + rawValue * InkSoftAddressField.allCases.count + field.rawValue
    }
}

/// The values of an item.
enum InkSoftItemField: Int, InkSoftSlot {
    case orderRetailItemId
    case orderRetailItemSizeId
    case productId
    case productStyleSizeId
    case quantity
    case unitPrice
    case itemTotal
    case fullName
    case notes
}

/// The values of what the buyer had put on an item.
enum InkSoftPersonalizationField: Int, InkSoftSlot {
    case name
    case value
}

/// The values of a name and number on a jersey.
enum InkSoftNameNumberField: Int, InkSoftSlot {
    case name
    case number
    case quantity
}

/// The pictures of one side of an item.
enum InkSoftPreviewField: Int, InkSoftSlot {
    case designOnProductUrl
    case productOnlyUrl
}

/// The values of a production card: one side or region of an item, to be printed.
enum InkSoftCardField: Int, InkSoftSlot {
    case orderRetailItemId
    case productName
    case productSku
    case productStyleName
    case designName
    case artName
    case previewUrl

    var path: String { self == .artName ? "Art/Name" : member }
}

/// The values of one size on a production card.
enum InkSoftCardItemField: Int, InkSoftSlot {
    case orderRetailItemSizeId
    case size
}

/// The values of a line that the shop typed itself.
enum InkSoftCustomItemField: Int, InkSoftSlot {
    case id
    case name
    case description
    case imageUrl
    case unitPrice
    case unitWeight
    case quantity
    case unitType
    case size
    case style

    var path: String { self == .id ? "ID" : member }
}

/// The values of what changes the total.
enum InkSoftAdjustmentField: Int, InkSoftSlot {
    case type
    case description
    case amount
}

/// What is noted at a line: a text, or one of these members [I].
enum InkSoftLineNoteField: Int, InkSoftSlot {
    case itself
    case note
    case notes
    case text
    case content

    var path: String { self == .itself ? "" : member }
}

/// The values of a shipment that the shop has already.
enum InkSoftShipmentField: Int, InkSoftSlot {
    case pickup
}

extension RecordShape {
    /// JSON: an order is the answer's `Data`, an element of it or of a list, or stands alone.
    ///
    /// API2 writes the names with a small first letter too, as `JSONCamelCase` [C].
    static let inkSoftJSON = RecordShape(
        record: .inkSoftOrder("", "Data") { list, _ in list },
        messages: [
            Group(id: InkSoftGroup.isOK, at: "OK", fields: [[""]]),
            Group(id: InkSoftGroup.statusCode, at: "StatusCode", fields: [[""]]),
            Group(id: InkSoftGroup.message, at: "Messages", fields: [["Content"], ["Title"], [""]]),
        ], matching: .folded)

    /// XML: the same names as elements; a list's elements have the name of one of its things [I].
    static let inkSoftXML = RecordShape(
        record: .inkSoftOrder("Order", "Orders/Order", "ArrayOfOrder/Order", "Response/Data", "Response/Data/Order") {
            "\($0)/\($1)"
        },
        messages: [
            Group(id: InkSoftGroup.isOK, at: "Response/OK", fields: [[""]]),
            Group(id: InkSoftGroup.statusCode, at: "Response/StatusCode", fields: [[""]]),
            Group(id: InkSoftGroup.message, at: "Response/Messages/Message", fields: [["Content"], ["Title"], [""]]),
        ])
}

extension RecordShape.Group {
    /// An order.
    /// - Parameters:
    ///   - paths: Its places in the document.
    ///   - place: From the names of a list and of one of its things to the place of such a thing.
    fileprivate static func inkSoftOrder(
        _ paths: String..., place: (_ list: String, _ element: String) -> String
    ) -> RecordShape.Group {
        let fields =
            InkSoftField.allCases.map { [$0.path] }
            + InkSoftAddress.allCases.flatMap { address in
                InkSoftAddressField.allCases.map { [address.path($0)] }
            }
        let cardItem = RecordShape.Group(
            id: InkSoftGroup.cardItem, at: place("Items", "Item"),
            fields: InkSoftCardItemField.allCases.map { [$0.member] })
        let groups = [
            inkSoftItem(place),
            RecordShape.Group(
                id: InkSoftGroup.card, at: place("ProductionCards", "ProductionCard"),
                fields: InkSoftCardField.allCases.map { [$0.path] }, groups: [cardItem]),
            RecordShape.Group(
                id: InkSoftGroup.customItem, at: place("CustomLineItems", "CustomLineItem"),
                fields: InkSoftCustomItemField.allCases.map { [$0.path] }),
            RecordShape.Group(
                id: InkSoftGroup.adjustment, at: place("TotalAdjustments", "TotalAdjustment"),
                fields: InkSoftAdjustmentField.allCases.map { [$0.member] }),
            RecordShape.Group(
                id: InkSoftGroup.lineNote, at: place("LineItemNotes", "LineItemNote"),
                fields: InkSoftLineNoteField.allCases.map { [$0.path] }),
            RecordShape.Group(
                id: InkSoftGroup.shipment, at: place("Shipments", "Shipment"),
                fields: InkSoftShipmentField.allCases.map { [$0.member] }),
        ]
        return RecordShape.Group(
            id: InkSoftGroup.order, at: paths, fields: fields, groups: groups)
    }

    private static func inkSoftItem(_ place: (String, String) -> String) -> RecordShape.Group {
        RecordShape.Group(
            id: InkSoftGroup.item, at: place("Items", "Item"), fields: InkSoftItemField.allCases.map { [$0.member] },
            groups: [
                RecordShape.Group(
                    id: InkSoftGroup.personalization, at: place("PersonalizationValues", "PersonalizationValue"),
                    fields: InkSoftPersonalizationField.allCases.map { [$0.member] }),
                RecordShape.Group(
                    id: InkSoftGroup.nameNumber, at: place("NameNumberValues", "NameNumberValue"),
                    fields: InkSoftNameNumberField.allCases.map { [$0.member] }),
                RecordShape.Group(
                    id: InkSoftGroup.preview, at: place("SidePreviews", "SidePreview"),
                    fields: InkSoftPreviewField.allCases.map { [$0.member] }),
            ])
    }
}

extension Record {
    func order(_ field: InkSoftField) -> Field { self.field(field.rawValue) }

    func callAsFunction(_ address: InkSoftAddress, _ field: InkSoftAddressField) -> Field {
        self.field(address.slot(field))
    }

    func callAsFunction(_ field: some InkSoftSlot, of instance: Int) -> Field {
        self.field(field.rawValue, of: instance)
    }
}
