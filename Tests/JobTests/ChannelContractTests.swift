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

        /// The channel's page of documentation.
        var page: String {
            get throws {
                let path = "docs/channels/\(channel.id).md"
                guard let text = ExistingFolder(Checkout.root).text(path) else { throw MissingFile(name: path) }
                return text
            }
        }

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

    /// Columns that are ours carry nothing that a channel documents; another format is there for what it documents.
    @Test(arguments: Subject.all) func onlyTablesAreOursThroughout(_ subject: Subject) {
        for format in subject.channel.orderFormats {
            let isDocumented = format.features.values.contains(.yes)
            #expect(isDocumented == (format.wire != .csv), "\(format.name)")
        }
    }

    /// What the channel claims of updates stands in a call of its samples, at the place that its page names, with what the
    /// label had; of what it disclaims labels had something, and no call has it.
    @Test(arguments: Subject.all) func samplesProveEachFeatureOfAnUpdate(_ subject: Subject) throws {
        let nights = try subject.samples(.shipments).flatMap(AnnouncedNight.all)
        let tables = PageTable.all(in: try subject.page, under: "Features")
        for feature in Feature.ofUpdates {
            let row = try #require(tables.last?.rows.first { $0[0].hasPrefix(feature.rawValue + " ") })
            if subject.channel.updateFeatures[feature] == .notInFormat {
                let told = nights.filter { !$0.calls.isEmpty && !$0.values(of: feature).isEmpty }
                #expect(!told.isEmpty, "no sample of a label with \(feature.title)")
                for night in told {
                    let found = night.values(of: feature).filter { value in night.calls.contains { $0.has(value) } }
                    #expect(found == [], "\(night.path): \(feature.title)")
                }
            } else {
                let place = CallPlace(try #require(row.last))
                let isProved = nights.contains { night in
                    let told = night.calls.flatMap { $0.values(at: place) }
                    return feature == .statusUpdate
                        ? !told.isEmpty
                        : night.values(of: feature).contains { value in
                            told.contains { $0.contains(value) }
                        }
                }
                #expect(isProved, "no sample has \(feature.title) in \(row.last ?? "")")
            }
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
}
