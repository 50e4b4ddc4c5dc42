import Channels
import Foundation
import Job
import Labels
import TestSupport
import Testing
import WireFormats

@Suite struct DocumentationTests {
    @Test(arguments: Page.all) func linksLeadSomewhere(_ page: Page) throws {
        let folder = URL(fileURLWithPath: Checkout.root + "/" + page.path).deletingLastPathComponent()
        for match in try page.text.matches(of: /\]\(([^)]+)\)/) {
            let target = String(match.1)
            guard !target.hasPrefix("http") else { continue }
            let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
            let url = parts[0].isEmpty ? nil : folder.appendingPathComponent(String(parts[0]))
            let path = url?.standardizedFileURL.path ?? Checkout.root + "/" + page.path
            #expect(FileManager.default.fileExists(atPath: path), "\(page.path) links to \(target)")
            guard parts.count == 2, let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
            #expect(anchors(of: text).contains(String(parts[1])), "\(page.path) links to \(target)")
        }
    }

    /// The page of a label system and `waybill labels` say the same.
    @Test(arguments: LabelListing().entries)
    func theRecognitionOfASystemIsDocumented(_ system: LabelListing.Entry) throws {
        let page = try Page(path: "docs/labels/\(system.id).md").text
        let words = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("A file is recognised as " + system.recognition))
    }

    /// Each table of the page has the keys that the command reads, in the same order.
    @Test(arguments: JobFileKeys.tables.map(\.heading)) func everyKeyOfAJobIsExplained(_ heading: String) throws {
        let page = try Page(path: "docs/job-file.md").text
        let section = try #require(page.components(separatedBy: "\n## \(heading)\n").dropFirst().first)
        let rows = section.components(separatedBy: "\n## ")[0].split(separator: "\n").filter { $0.hasPrefix("| `") }
        let explained = rows.flatMap { row in
            row.split(separator: "|")[0].matches(of: /`([^`]+)`/).map { String($0.1) }
        }
        #expect(explained == JobFileKeys.tables.first { $0.heading == heading }?.keys)
    }

    /// What the page calls the least of a job is one.
    @Test func theLeastJobIsOne() throws {
        let place = try Workplace()
        let page = try Page(path: "docs/job-file.md").text
        let job = page.components(separatedBy: "```yaml\n")[1].components(separatedBy: "```")[0]
        try place.write(job, to: "job.yaml")
        try place.write("", to: "in/orders/my-shop/.keep")
        #expect(try place.waybill("run", "job.yaml").status == 0)
    }

    /// Each number for Prometheus has a row with its labels, and no other has one.
    @Test func everyMetricIsExplained() throws {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.write(
            Page(path: "jobs/nightly.yaml").text.replacing("settle: 10s", with: "settle: 0s"), to: "job.yaml")
        #expect(try place.waybill("run", "job.yaml", "--quiet").status == 0)
        var found: [String: Set<String>] = [:]
        for line in try place.read("reports/waybill.prom").split(separator: "\n") where !line.hasPrefix("#") {
            let sample = try #require(line.wholeMatch(of: /([a-z_]+)\{(.*)\} [0-9.]+/), "\(line)")
            found[String(sample.1), default: []].formUnion(sample.2.matches(of: /([a-z_]+)="/).map { String($0.1) })
        }
        let page = try Page(path: "docs/reports.md").text
        var explained: [String: Set<String>] = [:]
        for row in page.split(separator: "\n").filter({ $0.hasPrefix("| `waybill_") }) {
            let cells = row.split(separator: "|")
            let names = cells.prefix(2).map { $0.matches(of: /`([a-z_]+)`/).map { String($0.1) } }
            explained[names[0][0]] = Set(names[1] + ["job_name"])
        }
        #expect(found == explained)
    }

    /// Each member of what Waybill writes as JSON stands on the page of files.
    @Test(arguments: ["order", "shipment", "reject", "request", "report"])
    func everyMemberOfAFileIsExplained(_ name: String) throws {
        let schema = try Page(path: "schemas/\(name).schema.json").text
        let object = try JSONSerialization.jsonObject(with: Data(schema.utf8))
        let page = try Page(path: "docs/files.md").text
        let words = Set(page.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
        let members = Self.members(of: object)
        #expect(members.count > 5)
        #expect(members.subtracting(words).sorted() == [])
    }

    /// The names of all properties in a schema.
    private static func members(of value: Any) -> Set<String> {
        var members: Set<String> = []
        if let object = value as? [String: Any] {
            for (key, each) in object {
                if key == "properties", let properties = each as? [String: Any] { members.formUnion(properties.keys) }
                members.formUnion(Self.members(of: each))
            }
        } else if let list = value as? [Any] {
            for each in list { members.formUnion(Self.members(of: each)) }
        }
        return members
    }

    @Test func everyExitStatusIsExplained() throws {
        let page = try Page(path: "docs/operations.md").text
        for code in JobError.Code.allCases { #expect(page.contains("\n| \(code.rawValue) |"), "\(code)") }
    }

    @Test func everyChannelAndLabelSystemHasAPage() throws {
        let listing = FeatureListing()
        let readme = try Page(path: "README.md").text
        for channel in listing.channels {
            let page = try Page(path: "docs/channels/\(channel.id).md").text
            #expect(readme.contains("docs/channels/\(channel.id).md"))
            for row in channel.statuses {
                #expect(page.contains("`\(row.meaning)`"), "\(channel.id): \(row.meaning)")
                for word in row.words { #expect(page.contains(word), "\(channel.id): \(word)") }
            }
            for format in channel.formats { #expect(page.contains(format)) }
        }
        for system in LabelListing().entries {
            #expect(try Page(path: "docs/labels/\(system.id).md").text.contains(system.id))
            #expect(readme.contains("docs/labels/\(system.id).md"))
        }
    }

    /// Each page has what `waybill channels` prints of its channel: a column for each format of orders, and one for updates.
    @Test func theFeaturesOnThePagesAreThoseOfTheCommand() throws {
        let output = try Workplace().waybill("channels", "--json").output
        let listing = try JSONDecoder().decode(Listing.self, from: Data(output.utf8))
        let titles = FeatureListing().features.map { "\($0.id) \($0.title)" }
        for channel in listing.channels {
            let columns = listing.features.filter { $0.channel == channel.id }
            #expect(columns.map(\.format) == channel.formats)
            let page = try Page(path: "docs/channels/\(channel.id).md").text
            let tables = PageTable.all(in: page, under: "Features")
            try #require(tables.count == 2, "\(channel.id): one table of imports, one of updates")
            #expect(tables[0].header == ["Import"] + channel.formats, "\(channel.id)")
            #expect(tables[0].rows.map(\.[0]) + tables[1].rows.map(\.[0]) == titles, "\(channel.id)")
            #expect(tables[0].rows.count == 14, "\(channel.id)")
            for row in tables.flatMap(\.rows) {
                let feature = String(row[0].prefix { $0 != " " })
                let support = columns.map { $0.support[feature] ?? "" }
                // An update is the same, whatever the order's format was.
                let printed = feature.hasPrefix("U") ? Array(Set(support)) : support
                #expect(Array(row.dropFirst().prefix(printed.count)) == printed, "\(channel.id): \(row[0])")
            }
        }
    }

    /// What `waybill channels --json` prints.
    private struct Listing: Decodable {
        struct Channel: Decodable {
            var id: String
            var formats: [String]
        }
        struct Column: Decodable {
            var channel: String
            var format: String
            var support: [String: String]
        }
        var channels: [Channel]
        var features: [Column]
    }

    private func anchors(of text: String) -> Set<String> {
        let headings = text.split(separator: "\n").filter { $0.hasPrefix("#") }
        return Set(
            headings.map { heading in
                heading.drop { $0 == "#" || $0 == " " }.lowercased()
                    .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }.replacing(" ", with: "-")
            })
    }
}
