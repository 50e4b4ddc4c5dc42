import Channels
import Foundation
import Job
import Labels
import Orders
import TestSupport
import Testing
import WireFormats

/// The JSON Schemas say what the code's own catalogues say.
///
/// That outputs obey them, and that they refuse what is wrong, is proved by an independent validator in
/// `Tests/Integration/schemas.sh`.
@Suite struct SchemaTests {
    /// The copies in `schemas/` are what the command prints.
    @Test(arguments: JSONSchema.names) func theFileIsWhatTheCommandPrints(_ name: String) throws {
        let printed = try Workplace().waybill("schema", name).output
        let folder = ExistingFolder(Checkout.root + "/schemas")
        if ProcessInfo.processInfo.environment["RECORD_SAMPLES"] != nil {
            folder.write("\(name).schema.json", Array(printed.utf8))
        }
        #expect(folder.text("\(name).schema.json") == printed)
    }

    @Test func thereIsAFileForEachAndNoOther() {
        let files = ExistingFolder(Checkout.root + "/schemas").files().filter { $0.hasSuffix(".json") }
        #expect(files == JSONSchema.names.map { "\($0).schema.json" }.sorted())
    }

    @Test func aWrongNameIsToldTheRightOnes() throws {
        let outcome = try Workplace().waybill("schema", "orders")
        #expect(outcome.status == 64)
        #expect(outcome.messages.contains("one of order, shipment"))
    }

    /// Each choice of words is that of a catalogue, in its order.
    @Test(arguments: [
        ("order", "channel", ChannelCatalog.all.map(\.id)),
        ("order", "orderStatus", OrderStatus.allCases.map(\.rawValue)),
        ("order", "warnings.items", JSONSchema.warnings),
        ("shipment", "labelSystem", LabelCatalog.all.map(\.id)),
        ("shipment", "carrier", Carrier.allCases.map(\.rawValue)),
        ("shipment", "status", LabelStatus.allCases.map(\.rawValue)),
        ("pending", "carrier", Carrier.allCases.map(\.rawValue)),
        ("reject", "code", JSONSchema.rejects),
        ("reason", "code", WireError.Code.allCases.map(\.rawValue)),
        ("report", "files.items.fate", FileReport.Fate.allCases.map(\.rawValue)),
        ("report", "files.items.outputs.items.kind", FileOutput.Kind.allCases.map(\.rawValue)),
        ("report", "examples.items.code", JSONSchema.findings),
        ("job", "labels.format", ["auto"] + LabelCatalog.all.map(\.id)),
        ("job", "labels.encoding", TextEncoding.allCases.flatMap { [$0.rawValue, $0.rawValue.uppercased()] }),
    ]) func aChoiceIsThatOfTheCatalogue(_ schema: String, _ path: String, _ words: [String]) throws {
        let node = try Self.node(schema, path)
        #expect(node["enum"] as? [String] == words)
    }

    /// The keys of a job are those that the command reads.
    @Test func theKeysOfAJobAreThoseOfItsReader() throws {
        let stores = try Self.node("job", "stores")
        let patterns = try #require(stores["patternProperties"] as? [String: [String: Any]])
        let store = try #require(patterns.values.first)
        let statuses = try Self.node("statuses", in: store)
        let window = try #require(try Self.node("window", in: store)["anyOf"] as? [[String: Any]])
        let mappings: [String: [String: Any]] = [
            "The job": try Self.document("job"), "limits": try Self.node("job", "limits"),
            "csv": try Self.node("job", "csv"), "labels": try Self.node("job", "labels"), "A store": store,
            "statuses": statuses, "window": try #require(window.last),
        ]
        #expect(Set(mappings.keys) == Set(JobFileKeys.tables.map(\.heading)))
        for (heading, keys) in JobFileKeys.tables {
            let properties = try #require(mappings[heading]?["properties"] as? [String: Any])
            #expect(Set(properties.keys) == Set(keys), "\(heading)")
            #expect(mappings[heading]?["additionalProperties"] as? Bool == false, "\(heading)")
        }
    }

    /// ISO 3166-1 has 249; XK, which it leaves to its users, stands for Kosovo in the whole trade.
    @Test func countriesAreThoseOfISO3166() {
        #expect(JSONSchema.countries.count == 250 && JSONSchema.countries.contains("XK"))
        #expect(JSONSchema.countries.contains("US") && !JSONSchema.countries.contains("UK"))
    }

    // MARK: - Looking into a schema

    private static func document(_ name: String) throws -> [String: Any] {
        let schema = try #require(JSONSchema.all.first { $0.name == name })
        let document = try JSONSerialization.jsonObject(with: Data(schema.text.utf8))
        return try #require(document as? [String: Any])
    }

    private static func node(_ name: String, _ path: String) throws -> [String: Any] {
        try path.split(separator: ".").reduce(try document(name)) { try node(String($1), in: $0) }
    }

    private static func node(_ name: String, in schema: [String: Any]) throws -> [String: Any] {
        if name == "items", let items = schema["items"] as? [String: Any] { return items }
        let properties = try #require(schema["properties"] as? [String: Any])
        return try #require(properties[name] as? [String: Any])
    }
}
