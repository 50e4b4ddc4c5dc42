import Orders
import WireFormats

/// Decodes one label into one for each of its packages.
struct ShipStationV2Decoder: LabelDecoder {
    private typealias Decoding = LabelDecoding<ShipStationV2Field>

    private let settings: LabelSettings
    private let system: String

    init(settings: LabelSettings, system: String) {
        self.settings = settings
        self.system = system
    }

    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings) {
        var decoding = Decoding(record, settings, findings)
        var label = decoding.label(of: system)
        if isLabel(&decoding) {
            status(&decoding, &label)
            shipping(&decoding, &label)
            identity(&decoding, &label)
            labels += boxes(&decoding, label)
        } else {
            labels.append(label)
        }
        findings = decoding.findings
    }

    /// An answer that reports an error may stand between those that have a label.
    private func isLabel(_ decoding: inout Decoding) -> Bool {
        if decoding.has(.labelId) || decoding.has(.trackingNumber) { return true }
        decoding.rejectWithoutLabel(.errorCode)
        return false
    }

    // MARK: - The order

    /// Finds what names the label and its order, in V1's words.
    ///
    /// V1's `orderKey` and `orderNumber` are `external_shipment_id` and `shipment_number` here, and its `shipmentId` is
    /// `label_id` [D]. The order source's own id, `external_order_id`, may be either [I].
    private func identity(_ decoding: inout Decoding, _ label: inout Label) {
        label.shipmentId = decoding.text(.labelId)
        label.store = decoding.text(.storeId).flatMap { settings.stores[$0] }
        // Where nobody gave an external id or a number, the API gives the shipment's own id [D], which names no order.
        let ownIDs = [decoding.text(.shipmentId), decoding.text(.nestedShipmentId)].compactMap(\.self)
        func given(_ text: String?) -> String? { text.flatMap { ownIDs.contains($0) ? nil : $0 } }
        let key =
            given(decoding.orderReference(.externalShipmentId))
            ?? given(decoding.orderReference(.nestedExternalShipmentId))
        let sourceID = decoding.orderReference(.externalOrderId) ?? decoding.orderReference(.nestedExternalOrderId)
        let number = given(decoding.orderReference(.shipmentNumber))
        label.orderKey = key ?? sourceID
        // A shipment without a number has its external id for one [D].
        label.orderNumber = (number == key ? nil : number) ?? sourceID
        if label.orderNumber == nil {
            let orders = itemsOrders(&decoding)
            label.orderNumber = orders.count == 1 ? orders[0] : key
            if orders.count > 1, key == nil, label.needsOrder { rejectSeveral(orders, &decoding) }
        }
        decoding.requireOrderToAnnounce(
            label, .externalOrderId,
            cure: "give external_shipment_id when the label is made, or write external_order_id into the file")
    }

    /// The orders that the items come from.
    private func itemsOrders(_ decoding: inout Decoding) -> [String] {
        for field in [ShipStationV2ItemField.externalOrderId, .salesOrderId] {
            var orders: [String] = []
            for item in decoding.record.instances(of: ShipStationV2Group.item) {
                let place = decoding.record.field(field.rawValue, of: item)
                guard let order = decoding.orderReference(place, field.slot.name) else { continue }
                if !orders.contains(order) { orders.append(order) }
            }
            if !orders.isEmpty { return orders }
        }
        return []
    }

    private func rejectSeveral(_ orders: [String], _ decoding: inout Decoding) {
        decoding.findings.reject(
            RecordIssue(
                .orderReferenceAmbiguous, field: ShipStationV2Field.items.name, value: orders.joined(separator: ", "),
                at: decoding.field(.items).position,
                "the items come from several orders; tell the shop by hand, or give the label one external_order_id"))
    }

    // MARK: - The label

    /// [D].
    private static let statuses: [String: LabelStatus] = [
        "completed": .completed, "processing": .processing, "error": .error, "voided": .voided,
    ]

    private func status(_ decoding: inout Decoding, _ label: inout Label) {
        label.status = decoding.status(.status, Self.statuses) ?? .completed
        label.voidDate = decoding.moment(.voidedAt)
        if decoding.flag(.voided) ?? false || label.voidDate != nil { label.status = .voided }
        let isReturn = decoding.flag(.isReturn) ?? false
        // Both are given for returns alone; the flag knows better.
        let seemsReturn = decoding.has(.rmaNumber) || decoding.has(.outboundLabelId)
        label.isReturnLabel = isReturn || decoding.flag(.isReturnLabel) ?? seemsReturn
        decoding.rejectTestLabel(.testLabel)
    }

    private func shipping(_ decoding: inout Decoding, _ label: inout Label) {
        label.createDate = decoding.moment(.createdAt)
        label.shipDate = shipDate(&decoding)
        costs(&decoding, &label)
        label.trackingNumber = decoding.trackingNumber(.trackingNumber)
        label.trackingUrl = decoding.text(.trackingURL)
        if let (code, carrier) = decoding.carrier(.carrierCode) { (label.carrierCode, label.carrier) = (code, carrier) }
        if let (code, name) = decoding.service(.serviceCode) { (label.serviceCode, label.service) = (code, name) }
        label.packageCode = decoding.text(.packageCode)
    }

    /// A day, written as its midnight in UTC whatever the account's zone [D].
    private func shipDate(_ decoding: inout Decoding) -> Timestamp? {
        guard let moment = decoding.moment(.shipDate) else { return nil }
        if moment.seconds % 86400 == 0 { return Timestamp(seconds: moment.seconds, isDateOnly: true) }
        return decoding.calendarDate(of: moment)
    }

    /// The two add up; each names its currency, and a label has one.
    private func costs(_ decoding: inout Decoding, _ label: inout Label) {
        label.shipmentCost = decoding.money(.shipmentCost)
        label.insuranceCost = decoding.money(.insuranceCost)
        let shipment = decoding.currencyIfNamed(.shipmentCurrency)
        let insurance = decoding.currencyIfNamed(.insuranceCurrency)
        // The account's is for costs that name none, not for those whose name cannot be read.
        if decoding.has(.shipmentCurrency) {
            label.currency = shipment
        } else if decoding.has(.insuranceCurrency) {
            label.currency = insurance
        }
        if let shipment, let insurance, shipment != insurance, let cost = label.insuranceCost, cost != .zero {
            decoding.warn(
                .currencyDiffers, .insuranceCurrency,
                "another currency than that of shipment_cost; the cost of the insurance is left out")
            label.insuranceCost = nil
        }
    }

    // MARK: - The packages

    /// A label for each package: each has a number of its own [D].
    private func boxes(_ decoding: inout Decoding, _ label: Label) -> [Label] {
        if decoding.field(.packages).isRepeated {
            decoding.warn(.fieldRepeated, .packages, "the list is given twice; the packages of both are used")
        }
        let packages = packages(&decoding)
        var boxes = packages.map { box(&decoding, label, package: $0) }
        if boxes.isEmpty { boxes = [label] }
        boxes[0].items = items(&decoding)
        guard boxes.count > 1 else { return boxes }
        for index in boxes.indices {
            boxes[index].packageSequence = index + 1
            guard index > 0 else { continue }
            boxes[index].shipmentCost = nil
            boxes[index].insuranceCost = nil
            boxes[index].items = boxes[0].items.map { _ in [] }
        }
        if label.status == .completed, !label.isReturnLabel {
            warnOfSharedTracking(&decoding, boxes, packages)
            warnOfSharedItems(&decoding, boxes)
        }
        return boxes
    }

    /// The packages in the order of their numbers, which need not be that of the list; without numbers as they stand.
    private func packages(_ decoding: inout Decoding) -> [Int] {
        let packages = decoding.record.instances(of: ShipStationV2Group.package)
        let fields = packages.map { decoding.record.field(.sequence, of: $0) }
        guard packages.count > 1, fields.contains(where: { !$0.isEmpty }) else { return packages }
        var places: [Int: Int] = [:]
        for (package, field) in zip(packages, fields) {
            guard let number = Int(decoding.record.string(field)), number >= 0,
                places.updateValue(package, forKey: number) == nil
            else {
                decoding.warn(
                    .sequenceUnreadable, field, ShipStationV2PackageField.sequence.name,
                    at: decoding.record.position(of: package),
                    "not the number of one package alone; the packages are numbered as they stand")
                return packages
            }
        }
        return places.sorted { $0.key < $1.key }.map(\.value)
    }

    private func box(_ decoding: inout Decoding, _ label: Label, package: Int) -> Label {
        func place(_ field: ShipStationV2PackageField) -> (Field, String) {
            (decoding.record.field(field, of: package), field.name)
        }
        var box = label
        let (number, numberName) = place(.trackingNumber)
        // The label's number is that of its first package, or of the only one.
        if let number = decoding.trackingNumber(number, numberName) { box.trackingNumber = number }
        if box.trackingNumber != label.trackingNumber { box.trackingUrl = nil }
        let (code, codeName) = place(.packageCode)
        box.packageCode = decoding.text(code, codeName) ?? label.packageCode
        box.weight = decoding.weight(place(.weightValue), place(.weightUnit))
        return box
    }

    /// Packages of one number are one parcel for whoever is told.
    private func warnOfSharedTracking(_ decoding: inout Decoding, _ boxes: [Label], _ packages: [Int]) {
        var numbers: Set<String> = []
        for (box, package) in zip(boxes, packages) where !numbers.insert(box.trackingNumber ?? "").inserted {
            let field = decoding.record.field(.trackingNumber, of: package)
            return decoding.warn(
                .packagesShareTracking, field, ShipStationV2PackageField.trackingNumber.name,
                at: decoding.record.position(of: package),
                "packages without a number of their own share one; only the first of them is announced")
        }
    }

    /// The items are those of the shipment: nothing says in which of its packages they are.
    private func warnOfSharedItems(_ decoding: inout Decoding, _ boxes: [Label]) {
        guard boxes[0].items?.isEmpty == false else { return }
        decoding.warn(
            .itemsUnknown, .items,
            "the items are those of all packages; the first is said to hold them, the others none")
    }

    /// The items of the shipment; an empty list is what the API has for a shipment without any told [D].
    private func items(_ decoding: inout Decoding) -> [BoxItem]? {
        let items = decoding.record.instances(of: ShipStationV2Group.item)
        guard !items.isEmpty else { return nil }
        return decoding.items(
            .items, items,
            BoxItemSlots(
                lineItemKey: ShipStationV2ItemField.lineItemKey.slot, sku: ShipStationV2ItemField.sku.slot,
                name: ShipStationV2ItemField.name.slot, quantity: ShipStationV2ItemField.quantity.slot))
    }
}
