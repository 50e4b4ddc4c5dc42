import Orders
import WireFormats

/// Decodes one row into one label.
struct WorldShipDecoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<WorldShipColumn>

    private let settings: LabelSettings
    private let system: String
    /// For each shipment the places of its packages so far, by their tracking numbers.
    private var boxes: [String: [String: Int]] = [:]

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        guard !decoding.isBlank else { return }
        var label = decoding.label(of: system)
        label.orderNumber = orderNumber(&decoding)
        label.carrier = .ups
        if let (code, name) = decoding.service(.serviceType) { (label.serviceCode, label.service) = (code, name) }
        trackingNumber(&decoding, &label)
        label.shipmentId = decoding.trackingNumber(.shipmentID) ?? label.trackingNumber
        label.shipDate = shipDate(&decoding)
        label.packageCode = decoding.text(.packageType)
        // WorldShip weighs in pounds in the United States, and names no unit [I].
        label.weight = decoding.weight(.weight, in: .pounds)
        label.isReturnLabel = isSet([.packageReturn, .shipmentReturn]) { decoding.flag($0) ?? false }
        label.status = status(&decoding, label)
        decoding.requireOrderToAnnounce(
            label, .reference1, cure: "let WorldShip export the reference that has the order's number")
        let place = place(of: label)
        label.packageSequence = place?.sequence
        label.shipmentCost = cost(&decoding, isFirstBox: place?.sequence ?? 1 == 1)
        if let place, decoding.findings.rejection == nil {
            boxes[place.shipment, default: [:]][place.box] = place.sequence
        }
        labels.append(label)
        findings = decoding.findings
    }

    // MARK: - The order

    /// The first reference that has anything.
    private func orderNumber(_ decoding: inout Decoding) -> String? {
        guard let slot = WorldShipColumn.references.first(where: { decoding.has($0) }) else { return nil }
        let number = decoding.orderReference(slot)
        if isDecimal(decoding.record.bytes(of: decoding.field(slot))) {
            decoding.warn(
                .referenceDoubtful, slot,
                "WorldShip makes such a number of a longer reference when the table it imports has no quotation "
                    + "marks; if it is not the order's, put them around the references there")
        }
        return number
    }

    /// Digits, a point, digits: what is left of `134.609506.647380.000` is `134.6095`.
    private func isDecimal(_ text: Span<UInt8>) -> Bool {
        var points = 0
        for index in text.indices {
            if text[index] == UInt8(ascii: ".") { points += 1 } else if text[index] &- 48 > 9 { return false }
        }
        return points == 1 && text.count > 2 && text[0] != UInt8(ascii: ".")
            && text[text.count - 1] != UInt8(ascii: ".")
    }

    // MARK: - The parcel

    /// The number by which the parcel can be followed first.
    ///
    /// Mail Innovations has the postal service's and none of UPS, and may be tracked by the shipper's reference; SurePost has
    /// both, and that of UPS comes to life first [C].
    private func trackingNumber(_ decoding: inout Decoding, _ label: inout Label) {
        let service = label.serviceCode.map(foldedCode) ?? ""
        if isMailInnovations(service) {
            label.carrier = .upsMailInnovations
            label.trackingNumber = decoding.trackingNumber(.postalTrackingNumber)
            if label.trackingNumber == nil, let reference = decoding.text(.reference1) {
                label.trackingNumber = reference
                decoding.warn(
                    .trackingFromReference, .reference1,
                    "Mail Innovations gave no number of the postal service; the reference is announced in its place")
            }
        } else if service.contains("surepost") {
            label.trackingNumber =
                decoding.trackingNumber(.trackingNumber) ?? decoding.trackingNumber(.postalTrackingNumber)
        } else {
            label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        }
    }

    /// In WorldShip the names of the Postal Service's classes are products of Mail Innovations, too [C].
    private func isMailInnovations(_ service: String) -> Bool {
        service.contains("mailinnovations") || service == "firstclassmail" || service == "prioritymail"
    }

    /// The day of collection, as `20261122`, with or without a time behind it [D], or as spreadsheets write it.
    private func shipDate(_ decoding: inout Decoding) -> Timestamp? {
        compactDate(decoding.record.bytes(of: decoding.field(.collectionDate)))
            ?? decoding.calendarDate(.collectionDate)
    }

    private func compactDate(_ text: Span<UInt8>) -> Timestamp? {
        guard text.count == 8 || text.count == 14 else { return nil }
        var digits: [Int] = []
        for index in text.indices {
            guard text[index] &- 48 < 10 else { return nil }
            digits.append(Int(text[index] &- 48))
        }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        var civil = CivilTime(year: number(0..<4), month: number(4..<6), day: number(6..<8))
        let day = civil
        if digits.count == 14 {
            (civil.hour, civil.minute, civil.second) = (number(8..<10), number(10..<12), number(12..<14))
        }
        guard civil.isValid, civil.year > 0 else { return nil }
        return Timestamp(seconds: day.secondsSinceEpoch, isDateOnly: true)
    }

    /// A package that is not void was shipped, if anything says that there is one.
    private func status(_ decoding: inout Decoding, _ label: Label) -> LabelStatus {
        if isSet([.packageVoid, .shipmentVoid], by: { isVoid($0, &decoding) }) { return .voided }
        return label.shipmentId == nil && label.shipDate == nil ? .processing : .completed
    }

    /// Whether one of two columns says so; both are read, so that neither is unreadable without notice.
    private func isSet(_ slots: [WorldShipColumn], by read: (WorldShipColumn) -> Bool) -> Bool {
        slots.map(read).contains(true)
    }

    /// `Y` is a void, in either case [C]; what is neither it nor `N` is a reject, so that no void is missed.
    private func isVoid(_ slot: WorldShipColumn, _ decoding: inout Decoding) -> Bool {
        guard decoding.has(slot) else { return false }
        switch decoding.record.string(decoding.field(slot)).uppercased() {
        case "Y": return true
        case "N": return false
        default:
            decoding.reject(.flagUnreadable, slot, "neither Y nor N; write one of them")
            return false
        }
    }

    // MARK: - The shipment

    /// Where a package stands among those of its shipment; one that comes again keeps its place.
    private func place(of label: Label) -> (shipment: String, box: String, sequence: Int)? {
        guard let shipment = label.shipmentId else { return nil }
        let next = (boxes[shipment]?.count ?? 0) + 1
        // Packages without a number are told apart by nothing, and are boxes all the same; no number begins with a blank.
        guard let box = label.trackingNumber else { return (shipment, " \(next)", next) }
        return (shipment, box, boxes[shipment]?[box] ?? next)
    }

    /// The negotiated charge when there is one above zero, else the published one [C]; a charge of the whole shipment
    /// stands on its first box.
    private func cost(_ decoding: inout Decoding, isFirstBox: Bool) -> Money? {
        if let cost = decoding.money(.packageNegotiatedCharge), cost > .zero { return cost }
        if let cost = decoding.money(.shipmentNegotiatedCharge), cost > .zero { return isFirstBox ? cost : nil }
        if let cost = decoding.money(.packagePublishedCharge) { return cost }
        return isFirstBox ? decoding.money(.shipmentPublishedCharge) : nil
    }
}
