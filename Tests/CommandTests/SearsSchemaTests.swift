import Foundation
import TestSupport
import Testing

/// What Sears writes and reads is described by schemas; ours are made from the tables of `docs/channels/sears.md`.
@Suite struct SearsSchemaTests {
    private static let samples = Checkout.root + "/samples/sears"

    private static func files(named name: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: samples)?.compactMap { $0 as? String } ?? []
        return all.filter { $0.hasSuffix("/" + name) }.sorted()
    }

    /// Exports that are wrong on purpose, or of another version; a name that is here must be refused.
    private static let deviating = [
        "addresses", "amounts", "control-characters", "document-id", "empty-file", "error-detail",
        "error-detail-in-response", "html-error-page", "list-of-another-name", "malformed", "no-orders",
        "part-below-zero",
        "partial-rejects", "pickup", "prefixes", "truncated", "version-4",
    ]

    @Test func samplesOfOrdersAreWhatSearsWrites() throws {
        let place = try Workplace()
        for file in Self.files(named: "input.xml") + Self.files(named: "orders.xml") {
            let name = file.split(separator: "/")[1]
            let outcome = try validate("\(Self.samples)/\(file)", by: "sears-po", in: place)
            #expect((outcome.status == 0) != Self.deviating.contains(String(name)), "\(file): \(outcome.messages)")
        }
    }

    @Test func everyFeedIsWhatSearsReads() throws {
        let place = try Workplace()
        let feeds = Self.files(named: "000001.xml")
        #expect(feeds.count > 5)
        for file in feeds {
            let outcome = try validate("\(Self.samples)/\(file)", by: "sears-asn", in: place)
            #expect(outcome.status == 0, "\(outcome.messages)")
        }
    }

    /// The schema would see it if a feed had elements in another order, or none.
    @Test(arguments: ["<po-number>1</po-number><po-date>2026-11-22</po-date>", ""])
    func theSchemaIsNoFormality(header: String) throws {
        let place = try Workplace()
        let shipment = "<shipment><header><po-date>2026-11-22</po-date>\(header)</header></shipment>"
        try place.write(
            "<shipment-feed xmlns='http://seller.marketplace.sears.com/oms/v7'>\(header.isEmpty ? "" : shipment)"
                + "</shipment-feed>", to: "feed.xml")
        #expect(try validate("feed.xml", by: "sears-asn", in: place).status == 3)
    }

    private func validate(_ file: String, by schema: String, in place: Workplace) throws -> Workplace.Outcome {
        try place.shell("xmllint --noout --nonet --schema '\(Checkout.root)/Tests/Schemas/\(schema).xsd' '\(file)'")
    }
}
