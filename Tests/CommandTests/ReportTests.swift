import Foundation
import TestSupport
import Testing

/// `waybill report` and `waybill run --lineage`, seen from outside.
@Suite struct ReportTests {
    private func demo() throws -> (place: Workplace, run: String) {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.copy("jobs/nightly.yaml", to: "template.yaml")
        try place.write(
            try place.read("template.yaml").replacing("settle: 10s", with: "settle: 0s"), to: "nightly.yaml")
        let outcome = try place.waybill("run", "nightly.yaml", "--lineage", "events.jsonl")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let report = try #require(place.files(below: "reports").first { $0.hasSuffix(".json") })
        #expect(outcome.messages.contains("page        reports/\(report.dropLast(5)).html\n"))
        return (place, String(report.dropLast(5)))
    }

    @Test func thePageIsMadeAgainAsItWas() throws {
        let (place, run) = try demo()
        let page = try place.read("reports/\(run).html")
        #expect(page.hasPrefix("<!doctype html>"))
        #expect(try place.waybill("report", "reports/\(run).json", "--output", "-").output == page)
        #expect(try place.waybill("report", "reports/\(run).json", "--output", "again.html").status == 0)
        #expect(try place.read("again.html") == page)
        let piped = try place.waybill("report", "-", input: try place.read("reports/\(run).json"))
        #expect(piped.output == page && piped.messages == "")
        let removed = try place.shell(
            "rm reports/\(run).html; umask 000; waybill report reports/\(run).json; stat -c %a reports/\(run).html")
        #expect(removed.output == "600\n")
        #expect(removed.messages == "page        reports/\(run).html\n")
        #expect(try place.read("reports/\(run).html") == page)
    }

    @Test func aDryRunCanBeShownAsAPage() throws {
        let (place, _) = try demo()
        let outcome = try place.shell("waybill run nightly.yaml --dry-run --json --quiet | waybill report -")
        #expect(outcome.output.contains("dry run: nothing was written"))
    }

    @Test func aTrendIsAPageAndALineForEachRun() throws {
        let (place, run) = try demo()
        try place.copy("samples/demo/in/orders/outdoor", to: "in/orders/outdoor/again")
        _ = try place.shell("mv in/orders/outdoor/again/* in/orders/outdoor/; waybill run nightly.yaml --quiet")
        let trend = try place.waybill("report", "--last", "30", "reports")
        #expect(trend.status == 0)
        let lines = trend.output.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("run "))
        #expect(lines[1].hasPrefix(run) || lines[2].hasPrefix(run))
        #expect(lines[3] == "2 runs, 2 with exit status 0")
        #expect(trend.messages == "page        reports/trend.html\n")
        #expect(try place.read("reports/trend.html").contains("The last 2 runs"))
        let one = try place.waybill("report", "nightly.yaml", "--last", "1", "--output", "-")
        #expect(one.output.contains("The last 1 run"))
        #expect(one.messages.contains("1 run, 1 with exit status 0\n"))
    }

    @Test func whatCannotBeReportedIsSaid() throws {
        let place = try Workplace()
        try place.write("{\"run\": \"x\"}", to: "x.json")
        try place.write("", to: "folder/y")
        for (arguments, status, words) in [
            (["report", "none.json"], 66, "there is no report none.json"),
            (["report", "x.json"], 65, "x.json is no report of a run"),
            (["report", "none"], 66, "there is no folder of reports none"),
            (["report", "x.json", "--last", "3"], 64, "--last needs a folder"),
            (["report", "folder", "--last", "0"], 64, "--last takes a number"),
            (["report", "folder", "--output", "folder"], 73, "folder is there and is no file"),
            (["report"], 64, "source"),
            (["run", "job.yaml", "--dry-run", "--lineage", "x"], 64, "--dry-run writes nothing"),
        ] as [([String], Int32, String)] {
            let outcome = try place.shell("waybill \(arguments.joined(separator: " ")) 2>&1 || echo status $?")
            #expect(outcome.output.contains("status \(status)\n"), "\(arguments): \(outcome.output)")
            #expect(outcome.output.contains(words), "\(arguments): \(outcome.output)")
        }
        #expect(place.files() == ["folder/y", "x.json"])
        let empty = try place.waybill("report", "folder")
        #expect(empty.output.contains("0 runs, 0 with exit status 0"))
    }

    // MARK: - Lineage

    private func events(_ place: Workplace) throws -> [[String: Any]] {
        try place.read("events.jsonl").split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func names(_ event: [String: Any], _ key: String, below place: Workplace) throws -> [String] {
        let folder = try place.shell("pwd -P").output.dropLast() + "/"
        return try #require(event[key] as? [[String: Any]]).compactMap { $0["name"] as? String }.map {
            $0.hasPrefix(folder) ? String($0.dropFirst(folder.count)) : $0
        }
    }

    @Test func eachRunAppendsItsEvents() throws {
        let (place, _) = try demo()
        try place.waybill("orders", "nightly.yaml", "--quiet", "--lineage", "events.jsonl")
        let events = try events(place)
        #expect(events.compactMap { $0["eventType"] as? String } == ["START", "COMPLETE", "START", "COMPLETE"])
        let ids = events.compactMap { ($0["run"] as? [String: Any])?["runId"] as? String }
        #expect(ids[0] == ids[1] && ids[2] == ids[3] && ids[0] != ids[2])
        #expect(events.allSatisfy { ($0["job"] as? [String: String])?["name"] == "nightly" })
        #expect(
            try names(events[1], "inputs", below: place) == [
                "in/orders/outdoor", "in/orders/parts", "in/orders/walmart-us", "in/labels",
            ])
        #expect(
            Set(try names(events[1], "outputs", below: place)) == [
                "out/orders/outdoor", "out/orders/parts", "out/orders/walmart-us", "out/rejects/outdoor",
                "out/shipments", "out/updates/outdoor", "out/updates/parts", "out/updates/walmart-us",
                "in/labels/pending",
            ])
        #expect(try names(events[3], "inputs", below: place) == [])
    }

    @Test func aRunThatIsStoppedHasFailed() throws {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.write("version: 1\nsettle: 0s\nstores: {outdoor: {channel: custom-store}}\n", to: "job.yaml")
        try place.write("in the way", to: "out")
        let outcome = try place.waybill("run", "job.yaml", "--lineage", "events.jsonl")
        #expect(outcome.status == 73)
        let events = try events(place)
        #expect(events.compactMap { $0["eventType"] as? String } == ["START", "FAIL"])
        let facets = (events[1]["run"] as? [String: Any])?["facets"] as? [String: [String: Any]]
        #expect((facets?["errorMessage"]?["message"] as? String)?.contains("out") == true)
        let page = try #require(place.files(below: "reports").first { $0.hasSuffix(".html") })
        #expect(try place.read("reports/" + page).contains("The run was stopped"))
    }

    /// Nothing is done that nobody would be told of.
    @Test func withoutAPlaceForEventsNothingIsDone() throws {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.write("version: 1\nsettle: 0s\nstores: {outdoor: {channel: custom-store}}\n", to: "job.yaml")
        let outcome = try place.waybill("run", "job.yaml", "--lineage", "none/events.jsonl")
        #expect(outcome.status == 73, "\(outcome.messages)")
        #expect(outcome.messages.contains("none/events.jsonl"))
        #expect(place.files(below: "out") == [])
        #expect(place.files(below: "in/orders/outdoor").count == 2)
    }
}
