import Orders
import WireFormats

/// The addresses, the customer and the status of an order: nested in it, or those that its ids name.
struct AmeriCommerceParts {
    private(set) var shippingAddress: [Field]
    private(set) var billingAddress: [Field]
    private(set) var customer: [Field]
    private(set) var status: [Field]
    /// The name of the status, or its number when nothing names it.
    private(set) var statusName: Field
    /// Which value of the order says so, for messages.
    let statusSource: AmeriCommerceField

    init(_ values: AmeriCommerceRecord, _ joins: inout AmeriCommerceJoins, _ decoding: inout FieldDecoding) {
        shippingAddress = values.part(AmeriCommerceAddressField.self, from: AmeriCommerceOffset.shippingAddress)
        billingAddress = values.part(AmeriCommerceAddressField.self, from: AmeriCommerceOffset.billingAddress)
        customer = values.part(AmeriCommerceCustomerField.self, from: AmeriCommerceOffset.customer)
        status = values.part(AmeriCommerceStatusField.self, from: AmeriCommerceOffset.status)
        statusName = values(.statusName)
        statusSource = statusName.isEmpty ? .statusID : .statusName
        join(&shippingAddress, values, .shippingAddressID, AmeriCommerceGroup.address, &joins, &decoding)
        join(&billingAddress, values, .billingAddressID, AmeriCommerceGroup.address, &joins, &decoding)
        join(&customer, values, .customerID, AmeriCommerceGroup.customer, &joins, &decoding)
        join(&status, values, .statusID, AmeriCommerceGroup.status, &joins, &decoding)
        if statusName.isEmpty { statusName = status[AmeriCommerceStatusField.name.rawValue] }
        let id = values.id(.statusID)
        guard statusName.isEmpty, !id.isEmpty else { return }
        statusName = id
        if !joins.has(AmeriCommerceGroup.status), let name = Self.defaultNames[decoding.record.string(id)] {
            statusName = decoding.record.append(name, from: id.position)
        }
    }

    /// The names that the shop system gives its first statuses, for an export that brings none along [C: a recorded answer, channels.md §2.4].
    private static let defaultNames = [
        "1": "Pending Processing", "2": "Approved, Pending Shipping", "3": "Shipped", "4": "Credit Declined",
        "5": "Cancel Order", "6": "Awaiting Payment", "7": "Quote - Open", "8": "Quote - Accepted",
        "9": "Quote - Declined",
    ]

    /// Fills a part that is not nested from the record that has its id.
    private func join(
        _ part: inout [Field], _ values: AmeriCommerceRecord, _ reference: AmeriCommerceField, _ group: Int,
        _ joins: inout AmeriCommerceJoins, _ decoding: inout FieldDecoding
    ) {
        // Besides its id, the part has nothing of its own.
        guard part.dropFirst().allSatisfy(\.isEmpty) else { return }
        let field = values.id(reference)
        let id = decoding.record.string(field)
        guard !id.isEmpty, id != "0" else { return }
        if let entry = joins[group, id] {
            if entry.isRepeated {
                decoding.findings.warn(
                    RecordIssue(
                        .referenceRepeated, field: values.name(reference), value: id, at: field.position,
                        "two records in front of the order have this id and say different things; the later one counts")
                )
            }
            part = entry.values.map { decoding.record.append($0, from: entry.position) }
            return
        }
        joins.miss(id, group: group)
        let issue = RecordIssue(
            .referenceUnknown, field: values.name(reference), value: id, at: field.position,
            "nothing in front of the order has this id; put the lists that orders refer to first, or nest them in the "
                + "orders")
        switch reference {
        case .shippingAddressID: decoding.findings.reject(issue)
        // The order can do without, but a list that lacks one of its records deserves a look.
        case .billingAddressID, .customerID: if joins.has(group) { decoding.findings.warn(issue) }
        default: break
        }
    }

    // MARK: - The status

    /// Whether the status has a flag.
    func flag(_ flag: AmeriCommerceStatusField, _ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding) -> Bool
    {
        decoding.boolean(status[flag.rawValue], "order_status/" + values.name(flag)) == true
    }

    /// What the flags say of a status whose name is in no table; `nil` when they leave it open.
    ///
    /// That a status is open does not tell whether the order is paid, so that alone decides nothing [I].
    func meaningOfFlags(_ values: AmeriCommerceRecord, _ decoding: inout FieldDecoding) -> OrderStatus? {
        for lost in [AmeriCommerceStatusField.isCancelled, .isDeclined, .isFullyRefunded]
        where flag(lost, values, &decoding) {
            return .cancelled
        }
        if flag(.isPartiallyShipped, values, &decoding) { return .awaitingShipment }
        return flag(.isShipped, values, &decoding) ? .shipped : nil
    }
}

extension AmeriCommerceOrderDecoder {
    /// The buyer and both addresses.
    func customer(
        _ values: AmeriCommerceRecord, _ parts: AmeriCommerceParts, _ decoding: inout FieldDecoding,
        _ order: inout Order
    ) {
        let customer = parts.customer
        // A buyer without an account has the number 0.
        let customerID = values.id(.customerID)
        if decoding.record.string(customerID) != "0" {
            order.customerId = decoding.text(customerID, values.name(.customerID))
        }
        order.customerEmail = Text(customer[AmeriCommerceCustomerField.email.rawValue])
        order.billTo = address(parts.billingAddress, billingPlace, isRequired: false, &decoding)
        order.shipTo = address(parts.shippingAddress, shippingPlace, isRequired: true, &decoding)
        if order.shipTo.name.isAbsent, !order.shipTo.street1.isAbsent {
            // As other importers do [C]: the buyer's name, else the customer's.
            order.shipTo.name = order.billTo.name
            if order.shipTo.name.isAbsent {
                order.shipTo.name = name(
                    customer[AmeriCommerceCustomerField.firstName.rawValue],
                    customer[AmeriCommerceCustomerField.lastName.rawValue], &decoding)
            }
        }
        if order.shipTo.phone.isAbsent, !order.shipTo.street1.isAbsent {
            order.shipTo.phone = Text(customer[AmeriCommerceCustomerField.phone.rawValue])
        }
        decoding.requireShipTo(of: order, names: shipToNames)
    }

    /// The names of the REST model, also for SOAP XML, which has none for an address that is only meant by its id.
    private var shipToNames: ShipToNames {
        let place = shippingPlace
        return ShipToNames(
            name: place + "first_name", street: place + "address_line_1", city: place + "city", state: place + "state",
            postalCode: place + "postal_code", country: place + "country")
    }

    private var shippingPlace: String { wire == .csv ? "ship_" : "shipping_address/" }
    private var billingPlace: String { wire == .csv ? "bill_" : "billing_address/" }

    private func address(
        _ part: [Field], _ place: String, isRequired: Bool, _ decoding: inout FieldDecoding
    ) -> Address {
        func field(_ field: AmeriCommerceAddressField, else other: AmeriCommerceAddressField) -> Field {
            part[field.rawValue].isEmpty ? part[other.rawValue] : part[field.rawValue]
        }
        var address = Address()
        address.name = name(
            part[AmeriCommerceAddressField.firstName.rawValue], part[AmeriCommerceAddressField.lastName.rawValue],
            &decoding)
        address.company = Text(part[AmeriCommerceAddressField.company.rawValue])
        address.street1 = Text(part[AmeriCommerceAddressField.line1.rawValue])
        address.street2 = Text(part[AmeriCommerceAddressField.line2.rawValue])
        address.city = Text(part[AmeriCommerceAddressField.city.rawValue])
        address.state = Text(field(.stateCode, else: .state))
        address.country = decoding.country(
            field(.countryCode, else: .country), place + "country", isRequired: isRequired)
        address.postalCode = decoding.postalCode(
            part[AmeriCommerceAddressField.postalCode.rawValue], place + "postal_code", country: address.country,
            isRequired: isRequired)
        address.phone = Text(field(.phone, else: .alternatePhone))
        return address
    }

    private func name(_ first: Field, _ last: Field, _ decoding: inout FieldDecoding) -> Text {
        if first.isEmpty { return Text(last) }
        if last.isEmpty { return Text(first) }
        return Text(decoding.record.append(first, and: last))
    }
}
