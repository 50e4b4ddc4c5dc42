import Orders
import WireFormats

/// Writes the advance ship notices of one input as one `shipment-feed` of v7 [D: channels.md §1.6].
///
/// A seller may send 300 feeds an hour and any number of shipments in each. All boxes of a purchase order stand in one
/// shipment, since Sears cancels what a shipment leaves of a line. Without a shipment there is no feed: an empty one
/// breaks the schema.
struct ShipmentFeedEncoder: UpdateEncoder {
    var requiresItems: Bool { true }

    /// What goes back into the header, in its order.
    private static let header = ["po-date", "po-time", "unit", "site", "channel", "location-id"]

    var channelDataNames: [String] { Self.header }

    func encode<Shipments: RandomAccessCollection<OrderShipment>, Failure: Error>(
        _ shipments: Shipments, store: StoreSettings, take: (UpdateRequest, [Int]) throws(Failure) -> Void
    ) throws(Failure) -> UpdateFindings where Shipments.Index == Int {
        var findings = UpdateFindings()
        var feed = ShipmentFeedWriter()
        var told: [Int] = []
        for indices in purchaseOrders(shipments) {
            let boxes = indices.map { Box(index: $0, content: shipments[$0]) }
            let details = boxes.compactMap { detail(of: $0.content, at: $0.index, store, &findings) }
            guard let last = boxes.last(where: { $0.index == details.last?.index }) else { continue }
            let isWhole = details.count == boxes.count && boxes.contains { $0.content.shipment.completesOrder }
            if !isWhole { findings.warnings.append((last.index, remainder(of: last.content.shipment.label))) }
            feed.add(header(of: last.content.order, details), details)
            told += details.map(\.index)
        }
        guard !told.isEmpty else { return findings }
        let request = UpdateRequest(
            kind: "asn", method: "PUT", path: "/oms/asn/v7", query: [], contentType: "application/xml",
            body: feed.finish(), fileExtension: "xml")
        try take(request, told.sorted())
        return findings
    }

    private struct Box {
        var index: Int
        var content: OrderShipment
    }

    /// The boxes of each purchase order, by their indices, in the order in which they come.
    private func purchaseOrders(_ shipments: some Collection<OrderShipment>) -> [[Int]] {
        var places: [String: Int] = [:]
        var groups: [[Int]] = []
        for (index, each) in shipments.enumerated() {
            if let place = places[each.order.orderKey] {
                groups[place].append(index)
            } else {
                places[each.order.orderKey] = groups.count
                groups.append([index])
            }
        }
        return groups
    }

    // MARK: - The header

    /// Name and value of each element, in the order of the schema.
    private func header(of order: ShippedOrder, _ details: [ShipmentFeedDetail]) -> [(name: String, value: String)] {
        var elements: [(name: String, value: String)] = []
        if let number = asnNumber(of: order, details) { elements.append(("asn-number", number)) }
        elements.append(("po-number", order.orderNumber))
        if let date = date(of: order) { elements.append(("po-date", date)) }
        for name in Self.header.dropFirst() {
            if let value = order.channelData[name] { elements.append((name, value)) }
        }
        return elements
    }

    /// The order's date as Sears wrote it, which the key has, too.
    private func date(of order: ShippedOrder) -> String? {
        if let date = order.channelData["po-date"] { return date }
        guard order.orderKey.hasSuffix("-" + order.orderNumber) else { return nil }
        let date = Array(order.orderKey.utf8.dropLast(order.orderNumber.utf8.count + 1))
        guard DateText.timestamp(date.span, in: .utc)?.isDateOnly == true else { return nil }
        return String(decoding: date, as: UTF8.self)
    }

    /// A number that is the same whenever the same boxes are told of, and another for other boxes of the order.
    ///
    /// It is the order's number and digits of what tells the boxes apart.
    private func asnNumber(of order: ShippedOrder, _ details: [ShipmentFeedDetail]) -> String? {
        let room = min(8, SearsLimit.asnNumber - order.orderNumber.utf8.count)
        guard room >= 4 else { return nil }
        let boxes = details.map(\.box).sorted().joined(separator: "\u{1F}")
        let modulus = (0..<room).reduce(UInt64(1)) { product, _ in product * 10 }
        let digits = String(Digest(of: order.orderKey + "\u{1F}" + boxes).low % modulus)
        return order.orderNumber + String(repeating: "0", count: room - digits.count) + digits
    }

    // MARK: - The boxes

    /// What the feed says of a box; one of which it cannot say everything is left to a person.
    private func detail(
        of each: OrderShipment, at index: Int, _ store: StoreSettings, _ findings: inout UpdateFindings
    ) -> ShipmentFeedDetail? {
        let label = each.shipment.label
        let day = shipDay(of: label, in: store.timeZone)
        let items = each.shipment.items ?? []
        let obstacle =
            obstacle(to: label, of: each.order, day) ?? items.lazy.compactMap { self.obstacle(to: $0, label) }.first
        if let obstacle { findings.manual[index] = obstacle }
        guard obstacle == nil, let day else { return nil }
        let carrier = SearsCarrier(of: label)
        if carrier.code == SearsCarrier.otherCode {
            findings.warnings.append(
                (
                    index,
                    RecordIssue(
                        .buyerMailOwed, field: "shipping-carrier", value: label.carrierCode ?? "", at: label.position,
                        "told as OTH, for which Sears obliges the seller to mail the buyer; write to the buyer")
                ))
        }
        let number = label.trackingNumber ?? ""
        var written = ByteOutput()
        if written.append(xmlText: number) > 0 {
            findings.warnings.append(
                (
                    index,
                    RecordIssue(
                        .controlCharacterDropped, field: "tracking-number", at: label.position,
                        "control characters that XML forbids were dropped")
                ))
        }
        return ShipmentFeedDetail(
            index: index, trackingNumber: number, shipDay: day, carrier: carrier, items: items,
            box: number.isEmpty ? "\(label.labelSystem):\(label.shipmentId ?? day)" : number)
    }

    private func obstacle(to label: Label, of order: ShippedOrder, _ day: String?) -> RecordIssue? {
        if date(of: order) == nil {
            return RecordIssue(
                .channelDataMissing, field: "po-date", at: label.position,
                "the normalized order has no channelData of Sears; import its export again, or tell Sears by hand")
        }
        if day == nil {
            return RecordIssue(
                .shipDateMissing, field: "ship-date", at: label.position,
                "the label says no day on which the parcel left; tell Sears by hand")
        }
        if let number = label.trackingNumber, number.unicodeScalars.count > SearsLimit.trackingNumber {
            return RecordIssue(
                .idTooLong, field: "tracking-number", value: number, at: label.position,
                "longer than the \(SearsLimit.trackingNumber) characters that Sears allows; tell Sears by hand")
        }
        return nil
    }

    private func obstacle(to item: BoxItem, _ label: Label) -> RecordIssue? {
        guard let line = item.lineItemKey, let sku = item.sku, !line.isEmpty, !sku.isEmpty else {
            return RecordIssue(
                .lineReferenceMissing, field: "package-detail", value: item.sku ?? item.lineItemKey ?? "",
                at: label.position,
                "Sears knows a line by line-number and item-id, of which the order lacks one; tell Sears by hand")
        }
        if sku.unicodeScalars.count > SearsLimit.itemID {
            return RecordIssue(
                .idTooLong, field: "item-id", value: sku, at: label.position,
                "longer than the \(SearsLimit.itemID) characters that Sears takes back; tell Sears by hand")
        }
        if !item.quantity.isWhole || item.quantity <= .zero {
            return RecordIssue(
                .quantityNotExpressible, field: "quantity", value: item.quantity.text(), at: label.position,
                "Sears counts whole pieces; tell Sears by hand")
        }
        return nil
    }

    /// The label's day, or the day on Sears' clock on which it was made.
    private func shipDay(of label: Label, in zone: TimeZoneRules) -> String? {
        guard let moment = label.shipDate ?? label.createDate else { return nil }
        guard !moment.isDateOnly else { return moment.civil.isoDay }
        return CivilTime(secondsSinceEpoch: moment.seconds + Int64(zone.offset(atUTC: moment.seconds))).isoDay
    }

    /// Sears cancels what a shipment leaves of a line: there are no back orders [D].
    private func remainder(of label: Label) -> RecordIssue {
        RecordIssue(
            .remainderCancelled, field: "shipmentItems", at: label.position,
            "the boxes told of do not hold the whole order, and Sears cancels what they leave of a line")
    }
}

/// How many characters an element of the feed may have.
enum SearsLimit {
    /// Those of `asn-number` [D].
    static let asnNumber = 20
    /// Those of `tracking-number` [D].
    static let trackingNumber = 45
    /// Fewer than 42 are said to work [S]; whether 42 do nobody says, so they count as too many.
    static let itemID = 41
}

extension Label {
    /// The label's place in its file, for messages.
    fileprivate var position: SourcePosition { SourcePosition(line: source.line, column: 1) }
}

extension CivilTime {
    /// `yyyy-MM-dd`.
    fileprivate var isoDay: String {
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    }
}
