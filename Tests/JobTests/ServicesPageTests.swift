import Foundation
import Labels
import Orders
import TestSupport
import Testing

@testable import Channels

/// The page of carriers and services has the tables as they are read, and what each channel makes of them.
@Suite struct ServicesPageTests {
    private static let folder = ExistingFolder(Checkout.root + "/docs/labels")

    @Test func hasTheTables() throws {
        let page = try #require(Self.folder.text("services.md"))
        var sections = page.components(separatedBy: "\n## ")
        for (heading, table) in [("Carriers", Self.carriers), ("Services", Self.services)] {
            let place = try #require(sections.firstIndex { $0.hasPrefix(heading + "\n") })
            let lines = sections[place].split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.filter { $0.hasPrefix("|") }.map(String.init) == table)
            let prose = lines.filter { !$0.hasPrefix("|") }.joined(separator: "\n")
            sections[place] = prose.trimmingCharacters(in: .newlines) + "\n\n" + table.joined(separator: "\n") + "\n"
        }
        // As the samples: written anew, so that somebody reads it.
        guard ProcessInfo.processInfo.environment["RECORD_SAMPLES"] != nil else { return }
        Self.folder.write("services.md", Array(sections.joined(separator: "\n## ").utf8))
    }

    // MARK: - The tables

    private static var carriers: [String] {
        let sources: [CodeSource] = [.shipStation, .easyPost, .karrio, .inFull]
        let rows = Carrier.allCases.map { carrier in
            let cells = sources.map { source in
                codes(CarrierTable.names.filter { $0.source == source && $0.carrier == carrier }.flatMap(\.names))
            }
            return ["`\(carrier.rawValue)`"] + cells + ["`\(sears(carrier, nil).code)`"]
        }
        return markdown(["`Carrier`"] + sources.map(\.rawValue) + ["Sears"], rows)
    }

    private static var services: [String] {
        let sources: [CodeSource] = [.shipStation, .easyPost, .shippo, .karrio, .worldShip, .stamps, .fedEx]
        let rows = ServiceTable.services.map { service in
            let cells = sources.map { source in
                codes((service.codes[source] ?? []) + (source == .easyPost ? service.codesBesideCarrier : []))
            }
            let sears = sears(service.carrier, service.name)
            return [service.name, "`\(service.carrier.rawValue)`"] + cells + ["`\(sears.code)` \(sears.method)"]
        }
        return markdown(["`service`", "`Carrier`"] + sources.map(\.rawValue) + ["Sears"], rows)
    }

    private static func sears(_ carrier: Carrier, _ service: String?) -> SearsCarrier {
        var label = Label(labelSystem: "csv", source: Source(file: "labels.csv", record: 1, line: 2))
        label.carrier = carrier
        label.service = service
        return SearsCarrier(of: label)
    }

    private static func codes(_ codes: [String]) -> String {
        codes.isEmpty ? "–" : codes.map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func markdown(_ header: [String], _ rows: [[String]]) -> [String] {
        ([header, header.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    }
}
