import Orders
import WireFormats

/// Renders the members of a shipment in the key order of the product contract §3.1.
struct ShipmentJSON: ~Copyable {
    var output: ByteOutput
    /// Whether weights keep all their digits, instead of three behind the gram.
    private let keepsWeights: Bool
    /// Where the current object's members begin: the first has no comma in front.
    private var start = 0

    init(output: consuming ByteOutput, keepsWeights: Bool = false) {
        self.output = output
        self.keepsWeights = keepsWeights
    }

    /// Appends a line.
    /// - Parameter firstSeen: The member in front of all others in files of waiting labels.
    mutating func append(_ row: ShipmentRow, firstSeen: Timestamp? = nil) {
        output.append("{")
        start = output.count
        date(",\"firstSeen\":", firstSeen)
        shipmentMembers(row)
        ourMembers(row)
        output.append("}\n")
    }

    /// Those that ShipStation's V1 shipments have.
    private mutating func shipmentMembers(_ row: ShipmentRow) {
        let label = row.label
        text(",\"shipmentId\":", label.shipmentId)
        text(",\"orderKey\":", row.orderKey)
        text(",\"orderNumber\":", row.orderNumber)
        date(",\"createDate\":", label.createDate)
        date(",\"shipDate\":", label.shipDate)
        amount(",\"shipmentCost\":", label.shipmentCost, row.fractionDigits)
        amount(",\"insuranceCost\":", label.insuranceCost, row.fractionDigits)
        text(",\"trackingNumber\":", label.trackingNumber)
        flag(",\"isReturnLabel\":", label.isReturnLabel)
        text(",\"carrierCode\":", label.carrierCode)
        text(",\"serviceCode\":", label.serviceCode)
        text(",\"packageCode\":", label.packageCode)
        flag(",\"voided\":", row.isVoided)
        date(",\"voidDate\":", label.voidDate)
        weight(label.weight)
        items(row.items)
    }

    private mutating func ourMembers(_ row: ShipmentRow) {
        let label = row.label
        text(",\"labelSystem\":", label.labelSystem)
        text(",\"store\":", row.store)
        text(",\"status\":", label.status.rawValue)
        text(",\"currency\":", label.currency.flatMap { $0.isUnknown ? nil : $0.code })
        text(",\"carrier\":", label.carrier?.rawValue)
        text(",\"service\":", label.service)
        integer(",\"packageSequence\":", label.packageSequence)
        text(",\"trackingUrl\":", label.trackingUrl)
        text(",\"notesToCustomer\":", label.notesToCustomer)
        flag(",\"notifyCustomer\":", label.notifyCustomer)
        output.append(",\"source\":{\"file\":")
        output.append(jsonString: label.source.file)
        integer(",\"record\":", label.source.record)
        integer(",\"line\":", label.source.line)
        output.append("}")
    }

    private mutating func items(_ items: [BoxItem]?) {
        guard let items else { return }
        key(",\"shipmentItems\":")
        output.append("[")
        let outer = start
        for (index, item) in items.enumerated() {
            output.append(index == 0 ? "{" : ",{")
            start = output.count
            text(",\"lineItemKey\":", item.lineItemKey)
            text(",\"sku\":", item.sku)
            text(",\"name\":", item.name)
            amount(",\"quantity\":", item.quantity, 0)
            output.append("}")
        }
        start = outer
        output.append("]")
    }

    // MARK: - Values

    private mutating func key(_ key: StaticString) { output.append(key, withoutFirstByte: output.count == start) }

    private mutating func text(_ name: StaticString, _ value: String?) {
        guard let value else { return }
        key(name)
        output.append(jsonString: value)
    }

    private mutating func date(_ name: StaticString, _ value: Timestamp?) {
        guard let value else { return }
        key(name)
        output.append("\"")
        output.append(value)
        output.append("\"")
    }

    private mutating func amount(_ name: StaticString, _ value: Decimal4?, _ digits: Int) {
        guard let value else { return }
        key(name)
        output.append(tenThousandths: value.ticks, minimumFractionDigits: digits)
    }

    private mutating func integer(_ name: StaticString, _ value: Int?) {
        guard let value else { return }
        key(name)
        output.append(integer: Int64(value))
    }

    private mutating func flag(_ name: StaticString, _ value: Bool?) {
        guard let value else { return }
        key(name)
        output.append(value ? "true" : "false")
    }

    private mutating func weight(_ weight: Weight?) {
        guard let weight else { return }
        guard keepsWeights else {
            guard let milligrams = weight.milligrams else { return }
            key(",\"weight\":{\"value\":")
            output.append(thousandths: milligrams)
            output.append(",\"units\":\"grams\"}")
            return
        }
        key(",\"weight\":{\"value\":")
        output.append(text: weight.gramsText)
        output.append(",\"units\":\"grams\"}")
    }
}

extension Weight {
    /// The weight in grams with all its digits.
    var gramsText: String {
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: Self.unitsPerGram.magnitude)
        var fraction = String(rest + Self.unitsPerGram.magnitude).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return (units < 0 ? "-" : "") + String(whole) + (fraction.isEmpty ? "" : ".") + fraction
    }

    /// Reads what `gramsText` writes; `nil` for anything else.
    init?(gramsText text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isNegative = text.hasPrefix("-")
        let fraction = parts.count == 2 ? parts[1] : ""
        let digits = Self.fractionDigits
        guard fraction.utf8.count <= digits, fraction.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let whole = Int128(parts[0]),
            let rest = Int128(fraction + String(repeating: "0", count: digits - fraction.count))
        else { return nil }
        let (product, overflow) = whole.multipliedReportingOverflow(by: Self.unitsPerGram)
        let (sum, overflow2) = product.addingReportingOverflow(isNegative ? -rest : rest)
        guard !overflow, !overflow2 else { return nil }
        self.init(units: sum)
    }

    /// As many as `unitsPerGram` has zeros.
    private static let fractionDigits = 18
}
