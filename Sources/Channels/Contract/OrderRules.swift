package import Orders
package import WireFormats

/// The names that a format gives to the parts of a ship-to address, for messages.
package struct ShipToNames: Sendable {
    package var name: String
    package var street: String
    package var city: String
    package var state: String
    package var postalCode: String
    package var country: String

    package init(name: String, street: String, city: String, state: String, postalCode: String, country: String) {
        self.name = name
        self.street = street
        self.city = city
        self.state = state
        self.postalCode = postalCode
        self.country = country
    }
}

/// The rules that hold for the orders of every channel.
extension FieldDecoding {
    /// Looks up the order's status; an unknown word follows the store's policy, never a default.
    package mutating func decodeStatus(
        _ field: Field, _ name: String, _ table: StatusTable, _ policy: UnknownStatusPolicy, into order: inout Order
    ) {
        noteRepetition(of: field) { name }
        decodeStatus(Text(field), at: field.position, name, table, policy, into: &order)
    }

    /// Looks up the status of an order whose word is not simply that of one field.
    package mutating func decodeStatus(
        _ text: Text, at position: SourcePosition, _ name: String, _ table: StatusTable, _ policy: UnknownStatusPolicy,
        into order: inout Order
    ) {
        order.channelStatus = text
        guard !text.isAbsent else {
            return findings.reject(
                RecordIssue(
                    .statusMissing, field: name, at: record.position, "the order has no status; mend the export"))
        }
        switch table[record.bytes(at: text.offset, count: text.count)] {
        case .status(let status): order.orderStatus = status
        case .exclude:
            findings.exclude(
                RecordIssue(
                    .statusExcluded, field: name, value: record.string(at: text.offset, count: text.count),
                    at: position, "orders in this status are left out by the status table"))
        case nil: decodeUnknownStatus(text, at: position, name, table, policy, into: &order)
        }
    }

    private mutating func decodeUnknownStatus(
        _ text: Text, at position: SourcePosition, _ name: String, _ table: StatusTable, _ policy: UnknownStatusPolicy,
        into order: inout Order
    ) {
        let word = record.string(at: text.offset, count: text.count)
        switch policy {
        case .status(let status):
            order.orderStatus = status
            findings.warn(
                RecordIssue(
                    .statusAssumed, field: name, value: word, at: position,
                    "an unknown status, taken as \(status.rawValue) by unknown-status"))
        case .exclude:
            findings.exclude(
                RecordIssue(
                    .statusExcluded, field: name, value: word, at: position,
                    "an unknown status, left out by unknown-status"))
        case .reject:
            let near = table.nearMiss(of: record.bytes(at: text.offset, count: text.count))
            let hint = near.map { "upper and lower case count here: the table has \($0)" }
            findings.reject(
                RecordIssue(
                    .statusUnknown, field: name, value: word, at: position,
                    "the status is in no table; "
                        + (hint ?? "add it to the store's statuses, or set its unknown-status")))
        }
    }

    /// What an order is known by, without blanks around it that nobody sees: with them it would be another order.
    package mutating func key(_ field: Field, _ name: @autoclosure () -> String) -> Text {
        let key = record.withoutForeignBlanks(field)
        if key.count < field.count {
            findings.warn(
                RecordIssue(
                    .numberTrimmed, field: name(), value: record.string(field), at: field.position,
                    "invisible blanks stand around the number, and were left out; mend it in the shop"))
        }
        return text(key, name())
    }

    /// An order number or id; one that a spreadsheet has rounded is a reject, since several orders may have become it.
    package mutating func orderNumber(_ field: Field, _ name: @autoclosure () -> String) -> Text {
        if record.bytes(of: field).isRoundedNumber {
            findings.reject(
                RecordIssue(
                    .numberMangled, field: name(), value: record.string(field), at: field.position,
                    "a spreadsheet has rounded the number; export the file again and do not save it from there"))
        }
        return key(field, name())
    }

    /// Leaves out an order that is older than the store wants; one without a date is taken.
    package mutating func requireRecent(_ order: Order, _ field: Field, _ name: String, _ oldest: OldestOrder?) {
        guard let oldest, let date = order.orderDate, !oldest.admits(date) else { return }
        findings.exclude(
            RecordIssue(
                .tooOld, field: name, value: record.string(field), at: field.position,
                "the order is older than the store's window"))
    }

    /// The order's currency, or the store's when the file names none.
    package mutating func currency(
        _ field: Field, _ name: @autoclosure () -> String, otherwise: Currency
    ) -> Currency {
        noteRepetition(of: field, name)
        guard !field.isEmpty else { return otherwise }
        if let currency = Currency(code: record.bytes(of: field)) { return currency }
        findings.reject(
            RecordIssue(
                .currencyUnknown, field: name(), value: record.string(field), at: field.position,
                "no currency; write its three ISO 4217 letters, as USD"))
        return .unknown
    }

    /// A postal code; one of the United States that was taken for a number is mended.
    /// - Parameters:
    ///   - field: Where it stands.
    ///   - name: What the file calls it.
    ///   - country: That of the address, by its two letters.
    ///   - isRequired: Whether a number that is no postal code rejects the order, or is only left out.
    package mutating func postalCode(
        _ field: Field, _ name: @autoclosure () -> String, country: Text, isRequired: Bool
    ) -> Text {
        noteRepetition(of: field, name)
        if field.isEmpty || isFiveDigits(field) { return Text(field) }
        guard record.string(at: country.offset, count: country.count) == "US" else { return Text(field) }
        let code = record.string(field)
        guard !code.hasPrefix("-"), code.utf8.contains(where: { (0x31...0x39).contains($0) }) else {
            let issue = RecordIssue(
                .postalCodeUnreadable, field: name(), value: code, at: field.position,
                "no postal code of the United States; complete the address in the shop")
            if isRequired { findings.reject(issue) } else { findings.warn(issue) }
            return .absent
        }
        guard let mended = mendedPostalCode(code) else { return Text(field) }
        findings.warn(
            RecordIssue(
                .zipPadded, field: name(), value: code, at: field.position,
                "the postal code was taken for a number; it is written as \(mended)"))
        return Text(record.append(mended))
    }

    /// Whether a field is five digits of which the first is not zero, as almost every postal code is.
    private func isFiveDigits(_ field: Field) -> Bool {
        guard field.count == 5 else { return false }
        let text = record.bytes(of: field)
        guard text[0] != UInt8(ascii: "0") else { return false }
        for index in 0..<5 where !(0x30...0x39).contains(text[index]) { return false }
        return true
    }

    /// An order that cannot be delivered is a reject: name, street, city, country, and where the country has them
    /// state and postal code.
    package mutating func requireShipTo(of order: Order, names: @autoclosure () -> ShipToNames) {
        let address = order.shipTo
        if address.name.isAbsent { return reject(shipTo: names().name, address) }
        if address.street1.isAbsent { return reject(shipTo: names().street, address) }
        if address.city.isAbsent { return reject(shipTo: names().city, address) }
        if address.country.isAbsent { return reject(shipTo: names().country, address) }
        let rules = Country.addressRules(record.bytes(at: address.country.offset, count: address.country.count))
        if rules.needsState, address.state.isAbsent { return reject(shipTo: names().state, address) }
        if rules.needsPostalCode, address.postalCode.isAbsent { return reject(shipTo: names().postalCode, address) }
    }

    private mutating func reject(shipTo part: String, _ address: Address) {
        findings.reject(
            RecordIssue(
                .shipToMissing, field: part, at: record.position,
                address.isAbsent
                    ? "the order has no ship-to address; complete it, or exclude the status of orders that ship nothing"
                    : "the ship-to address lacks this part; complete it in the shop"))
    }

    /// Decides whether a line is goods or an adjustment of the total, and demands a quantity of goods.
    package mutating func settleKind(
        of line: inout LineItem, price: Field, _ priceName: @autoclosure () -> String, quantity: Field,
        _ quantityName: @autoclosure () -> String, at position: SourcePosition
    ) {
        if !line.adjustment, let unitPrice = line.unitPrice, unitPrice < .zero {
            line.adjustment = true
            findings.warn(
                RecordIssue(
                    .adjustmentAssumed, field: priceName(), value: record.string(price), at: price.position,
                    "a line with a negative price is an adjustment, though it is not marked as one"))
        }
        line.ships = !line.adjustment
        guard !line.adjustment else { return }
        if let pieces = line.quantity {
            if pieces < .zero {
                findings.reject(
                    RecordIssue(
                        .quantityUnreadable, field: quantityName(), value: record.string(quantity),
                        at: quantity.position, "a quantity below zero; mark the line as an adjustment"))
            }
        } else if quantity.isEmpty {
            findings.reject(
                RecordIssue(
                    .quantityMissing, field: quantityName(), at: position,
                    "the line has no quantity, so that nobody could pack it; mend it in the shop"))
        }
    }

    /// Compares the total with its parts; a difference is a warning, never a repair.
    /// - Parameters:
    ///   - order: With its total and all of its parts.
    ///   - field: Where the total stands.
    ///   - name: What the file calls the total.
    ///   - others: Amounts of the order that are no line and change its total, such as fees and, below zero, discounts.
    package mutating func checkTotal(
        of order: Order, _ field: Field, _ name: @autoclosure () -> String, others: [Money] = []
    ) {
        guard let total = order.orderTotal, !order.items.isEmpty else { return }
        var sum = (order.taxAmount ?? .zero).adding(order.shippingAmount ?? .zero)
        for other in others { sum = sum?.adding(other) }
        for line in order.items {
            guard let price = line.unitPrice else { return }
            let quantity = line.quantity ?? .one
            sum = price.multiplied(by: quantity).flatMap { sum?.adding($0) }
        }
        guard let sum, sum != total else { return }
        findings.warn(
            RecordIssue(
                .totalMismatch, field: name(), value: record.string(field), at: field.position,
                "lines, tax and shipping add up to \(sum.text(minimumFractionDigits: 2)); kept as given"))
    }
}

/// The postal code that a number was: without decimals, and with the leading zeros that a number cannot have.
///
/// - Returns: `nil` when it was none, or nothing is missing.
private func mendedPostalCode(_ code: String) -> String? {
    guard let match = code.wholeMatch(of: /([0-9]{3,9})(?:\.0+)?|([0-9]{3,4})-[0-9]{4}/) else { return nil }
    let digits = match.1 ?? match.2 ?? ""
    let rest = match.2 == nil ? "" : code.dropFirst(digits.count)
    let zeros = String(repeating: "0", count: (digits.count > 6 ? 9 : 5) - min(digits.count, digits.count > 6 ? 9 : 5))
    let mended = zeros + digits + rest
    return mended == code ? nil : mended
}

extension Order {
    /// Lists the reductions among the adjustment lines as discounts, and adds them up.
    /// - Returns: Whether each is listed; price times quantity may have too many decimals to be kept exactly.
    package mutating func addDiscountsOfAdjustments() -> Bool {
        var sum: Money? = .zero
        var isComplete = true
        for line in items where line.adjustment {
            guard let price = line.unitPrice, price < .zero else { continue }
            guard let amount = price.multiplied(by: line.quantity ?? .one) else {
                isComplete = false
                continue
            }
            guard amount < .zero else { continue }
            var discount = Discount(amount: -amount)
            discount.code = line.sku
            discount.description = line.name
            discounts.append(discount)
            sum = sum?.adding(-amount)
        }
        if !discounts.isEmpty, isComplete { discountAmount = sum }
        return isComplete && sum != nil
    }

    /// Sums the weights of what ships, when every such line has one; a sum of nothing is not a weight.
    ///
    /// Neither is zero: shops write it for products whose weight nobody has entered.
    package mutating func addWeightOfItems() {
        for index in items.indices where items[index].weight?.units == 0 { items[index].weight = nil }
        var sum = Weight(units: 0)
        for line in items where line.ships {
            guard let weight = line.weight, let pieces = line.quantity, let lineWeight = weight.multiplied(by: pieces)
            else { return }
            sum = sum + lineWeight
        }
        if sum.units > 0 { weight = sum }
    }
}
