import WireFormats

/// Which orders the buyer fetches [I, from the members of the client].
extension FieldDecoding {
    /// Leaves out an order that the buyer fetches.
    mutating func excludeInkSoftPickup() {
        for field in [InkSoftField.productionStatus, .pickupStore, .pickupType, .pickupStreet, .shippingMethodName] {
            let value = record.order(field)
            guard !value.isEmpty, saysPickup(field, record.string(value).lowercased()) else { continue }
            return excludePickup(value, field.path)
        }
        let pickups = (1..<max(1, record.instanceCount)).filter { record.group(of: $0) == InkSoftGroup.shipment }
            .map { record(InkSoftShipmentField.pickup, of: $0) }
        // One that travels makes the order one to be shipped.
        guard let first = pickups.first, pickups.allSatisfy({ boolean($0, "Shipments/Pickup") == true }) else { return }
        excludePickup(first, "Shipments/Pickup")
    }

    /// Leaves an order of a table out that the buyer fetches: only the shipping method can say so there.
    mutating func excludeInkSoftPickup(in method: Field, _ column: String) {
        if isNamePickup(record.string(method).lowercased()) { excludePickup(method, column) }
    }

    private mutating func excludePickup(_ value: Field, _ field: String) {
        findings.exclude(
            RecordIssue(
                .pickupOrder, field: field, value: record.string(value), at: value.position,
                "the buyer fetches the order; nothing is shipped"))
    }

    private func saysPickup(_ field: InkSoftField, _ text: String) -> Bool {
        switch field {
        case .productionStatus: text == "ready for pickup"
        // Numbers and names that stand for nothing.
        case .pickupStore: text != "0"
        case .pickupType: !["0", "none", "false"].contains(text)
        // Where it is fetched, unless a carrier brings it.
        case .pickupStreet: record.order(.shippingVendor).isEmpty
        default: record.order(.shippingVendor).isEmpty && isNamePickup(text)
        }
    }

    /// Whether the name of a shipping method says that the buyer fetches the order at the shop: not one that denies it, and
    /// not one of a carrier, who brings the parcel to a place of his own.
    private func isNamePickup(_ name: String) -> Bool {
        guard name.filter({ $0 != " " && $0 != "-" }).contains("pickup") else { return false }
        let words = Set(name.split { !$0.isLetter }.map(String.init))
        return words.isDisjoint(with: Self.denials) && words.isDisjoint(with: Self.carriers)
    }

    private static let denials: Set<String> = ["no", "not", "non", "never", "without", "unavailable"]
    private static let carriers: Set<String> = [
        "ups", "usps", "fedex", "dhl", "ontrac", "lasership", "purolator", "canpar", "post",
    ]
}
