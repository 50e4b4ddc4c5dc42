import Foundation
import Testing

@testable import Report

/// Events have what OpenLineage 2-0-2 asks for.
@Suite struct LineageTests {
    private static let run = LineageRun(id: "329c889a-6e44-80c9-aa45-3e6e6f88bd50", job: "night\"ly")
    private static let folder: LineageDataset = {
        var datasets = LineageDatasets()
        datasets.add("/shop/in/orders/a", rows: 3, bytes: 70)
        datasets.add("/shop/in/orders/a", rows: 2, bytes: 30)
        return datasets.all[0]
    }()

    private static func read(_ kind: LineageRun.Kind) throws -> [String: Any] {
        let line = run.event(kind, at: "2026-11-24T14:15:00Z", inputs: [folder], outputs: [folder, folder])
        #expect(line.last == 0x0A)
        #expect(line.dropLast().allSatisfy { $0 != 0x0A })
        return try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    }

    /// What every event and every facet must have.
    @Test(arguments: [
        (LineageRun.Kind.start, "START"), (.complete, "COMPLETE"), (.fail("the disk is full"), "FAIL"),
    ])
    func eventsHaveTheRequiredMembers(_ kind: LineageRun.Kind, _ word: String) throws {
        let event = try Self.read(kind)
        #expect(event["eventType"] as? String == word)
        #expect(event["eventTime"] as? String == "2026-11-24T14:15:00Z")
        #expect(URL(string: try #require(event["producer"] as? String))?.scheme != nil)
        #expect(event["schemaURL"] as? String == "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent")
        let run = try #require(event["run"] as? [String: Any])
        #expect(UUID(uuidString: try #require(run["runId"] as? String)) != nil)
        let job = try #require(event["job"] as? [String: Any])
        #expect(job["namespace"] as? String == "waybill")
        #expect(job["name"] as? String == "night\"ly")
        let inputs = try #require(event["inputs"] as? [[String: Any]])
        let outputs = try #require(event["outputs"] as? [[String: Any]])
        #expect(inputs.count == 1 && outputs.count == 2)
        for (dataset, group, facet) in inputs.map({ ($0, "inputFacets", "inputStatistics") })
            + outputs.map({ ($0, "outputFacets", "outputStatistics") })
        {
            #expect(dataset["namespace"] as? String == "file")
            #expect(dataset["name"] as? String == "/shop/in/orders/a")
            let facets = try #require(dataset[group] as? [String: [String: Any]])
            let statistics = try #require(facets[facet])
            try Self.expectFacet(statistics)
            #expect(statistics["rowCount"] as? Int == 5)
            #expect(statistics["size"] as? Int == 100)
            #expect(statistics["fileCount"] as? Int == 2)
        }
    }

    @Test func aFailureSaysWhy() throws {
        let run = try #require(try Self.read(.fail("the disk is full"))["run"] as? [String: Any])
        let facet = try #require((run["facets"] as? [String: [String: Any]])?["errorMessage"])
        try Self.expectFacet(facet)
        #expect(facet["message"] as? String == "the disk is full")
        #expect(facet["programmingLanguage"] as? String == "Swift")
        #expect((try Self.read(.complete)["run"] as? [String: Any])?["facets"] == nil)
    }

    @Test func whatIsNotKnownIsLeftOut() {
        var datasets = LineageDatasets()
        datasets.add("/a", rows: 1, bytes: nil)
        datasets.add("/a", rows: nil, bytes: 3)
        #expect(datasets.all == [LineageDataset(name: "/a", files: 2, rows: nil, bytes: nil)])
    }

    private static func expectFacet(_ facet: [String: Any]) throws {
        #expect(facet["_producer"] is String)
        let schema = try #require(facet["_schemaURL"] as? String)
        #expect(
            schema.contains(/^https:\/\/openlineage\.io\/spec\/facets\/1-0-[0-2]\/[A-Za-z]+\.json#\/\$defs\/[A-Za-z]+$/)
        )
    }
}
