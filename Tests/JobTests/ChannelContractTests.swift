import Channels
import Foundation
import Labels
import Orders
import TestSupport
import Testing
import WireFormats

/// What holds for every channel and label system of the catalogues; none is named here.
@Suite struct ChannelContractTests {
    /// A channel, so that a failed test says which.
    struct Subject: CustomTestStringConvertible, Sendable {
        let channel: any Channel
        var testDescription: String { channel.id }

        static let all = ChannelCatalog.all.map(Subject.init)

        func samples(_ kind: Sample.Kind) -> [Sample] {
            Sample.all.filter { $0.kind == kind && $0.subject == channel.id }
        }

        /// The orders that the channel's samples in a format expect, as JSON objects.
        func orders(in format: OrderFormat) throws -> [[String: Any]] {
            try samples(.orders).filter { $0.format?.name == format.name }.flatMap { sample in
                try (sample.folder.text("expected.orders.jsonl") ?? "").split(separator: "\n").map { line in
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
                }
            }
        }
    }

    @Test func idsAreNamesOfFoldersAndStandOnce() {
        let ids = ChannelCatalog.all.map(\.id) + LabelCatalog.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(id.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(id)") }
    }

    @Test(arguments: Subject.all) func isFoundByItsID(_ subject: Subject) {
        #expect(ChannelCatalog.channel(subject.channel.id)?.title == subject.channel.title)
        #expect(!subject.channel.orderFormats.isEmpty)
    }

    @Test(arguments: Subject.all) func hasSamplesOfItsUpdates(_ subject: Subject) {
        #expect(!subject.samples(.shipments).isEmpty)
    }

    @Test(arguments: Subject.all) func knowsWhatEachFeatureIsWorth(_ subject: Subject) {
        for format in subject.channel.orderFormats {
            #expect(Set(format.features.keys) == Set(Feature.ofImports), "\(format.name)")
        }
        #expect(Set(subject.channel.updateFeatures.keys) == Set(Feature.ofUpdates))
    }

    /// A feature that a format claims is in an order of its samples; one that it disclaims is in none.
    @Test(arguments: Subject.all) func samplesProveEachFeatureOfAnImport(_ subject: Subject) throws {
        for format in subject.channel.orderFormats {
            let orders = try subject.orders(in: format)
            #expect(!orders.isEmpty, "no sample of \(format.name)")
            for (feature, paths) in Self.places {
                let isClaimed = format.features[feature] != .notInFormat
                for path in paths {
                    let isShown = orders.contains { Self.has(path.split(separator: ".")[...], $0) }
                    #expect(isShown == isClaimed, "\(format.name): \(feature.rawValue) at \(path)")
                }
            }
        }
    }

    /// A shipment with everything: what the channel claims of it is in the calls, what it disclaims is not.
    @Test(arguments: Subject.all) func anUpdateCarriesWhatIsClaimed(_ subject: Subject) throws {
        let (shipment, order) = Self.fullShipment(channel: subject.channel.id)
        let update = subject.channel.updates.encode(
            [OrderShipment(shipment: shipment, order: order)], store: StoreSettings(id: order.store))
        #expect(update.manual.isEmpty, "the channel cannot be told of a shipment that has everything")
        let calls = update.requests.map(\.request).map { request in
            String(decoding: request.body, as: UTF8.self)
                + request.query.map { "\n\($0.name)=\($0.value)" }.joined()
        }
        // A channel may know the items by its ids of the lines.
        let marks: [Feature: [String]] = [
            .statusUpdate: ["100731"], .trackingNumber: ["9400100000000000000017"], .carrier: ["USPS"],
            .service: ["Priority"], .carrierCost: ["7.31"], .notesToBuyer: ["Left at the back door"],
            .itemsInBox: ["TENT-2P", "55501"],
        ]
        for (feature, marks) in marks {
            let isClaimed = subject.channel.updateFeatures[feature] != .notInFormat
            let isShown = calls.contains { call in marks.contains { call.contains($0) } }
            #expect(isShown == isClaimed, "\(feature.rawValue)")
        }
    }

    @Test(arguments: Subject.all) func eachStatusWordMeansOneThing(_ subject: Subject) {
        let table = subject.channel.defaultStatuses
        let words = table.words.map { $0.word.lowercased() }
        #expect(Set(words).count == words.count)
        for (word, meaning) in table.words { #expect(table[Array(word.utf8).span] == meaning) }
    }

    @Test(arguments: LabelCatalog.all.map(\.id)) func aLabelSystemHasSamples(_ id: String) {
        #expect(Sample.all.contains { $0.kind == .labels && $0.subject == id })
    }

    // MARK: - What is looked for

    private static let places: [Feature: [String]] = [
        .statusMapping: ["orderStatus", "channelStatus"], .customerEmail: ["customerEmail"],
        .customerPhone: ["shipTo.phone"], .shippingMethod: ["requestedShippingService"],
        .paymentMethod: ["paymentMethod"], .discounts: ["discounts", "discountAmount"],
        .gift: ["gift", "giftMessage"], .internalNotes: ["internalNotes"], .customerNotes: ["customerNotes"],
        .orderWeight: ["weight.value"], .itemWeight: ["items.weight"], .itemImage: ["items.imageUrl"],
        .itemOptions: ["items.options"], .stockLocation: ["items.warehouseLocation"],
    ]

    private static func has(_ path: ArraySlice<Substring>, _ value: Any) -> Bool {
        if let list = value as? [Any] { return list.contains { has(path, $0) } }
        guard let name = path.first else { return true }
        guard let next = (value as? [String: Any])?[String(name)] else { return false }
        return has(path.dropFirst(), next)
    }

    private static func fullShipment(channel: String) -> (Shipment, ShippedOrder) {
        var label = Label(labelSystem: "shipstation-v1", source: Source(file: "labels.json", record: 1, line: 1))
        label.shipmentId = "81234"
        label.trackingNumber = "9400100000000000000017"
        label.carrier = Carrier(rawValue: "USPS")
        label.carrierCode = "stamps_com"
        label.service = "Priority Mail"
        label.serviceCode = "usps_priority_mail"
        label.shipmentCost = Money(ticks: 73_100)
        label.createDate = Timestamp(seconds: Sample.now)
        label.shipDate = Timestamp(seconds: 1_795_392_000, isDateOnly: true)
        label.notesToCustomer = "Left at the back door"
        var item = OrderedItem(quantity: .one, ships: true)
        item.lineItemKey = "55501"
        item.sku = "TENT-2P"
        item.name = "Tent"
        var order = ShippedOrder(
            channel: channel, store: "sample", orderKey: channel == "sears" ? "2026-11-20-100731" : "100731",
            orderNumber: "100731",
            orderStatus: .awaitingShipment)
        order.items = [item]
        order.customerUsername = "ana"
        order.shipTo.name = "Ana Ruiz"
        order.shipTo.country = "US"
        // A date is a text, too.
        for name in ChannelCatalog.channel(channel)?.updates.channelDataNames ?? [] {
            order.channelData[name] = "2026-11-20"
        }
        let shipment = Shipment(
            label: label, store: "sample", orderKey: order.orderKey, orderNumber: order.orderNumber,
            items: [BoxItem(lineItemKey: "55501", sku: "TENT-2P", name: "Tent", quantity: .one)], completesOrder: true)
        return (shipment, order)
    }
}
