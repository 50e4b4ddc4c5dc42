import ArgumentParser
import Job

struct Carriers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "carriers",
        abstract: "List the carriers, and the names that label systems have for each.",
        discussion: """
            Examples:
              waybill carriers
              waybill carriers --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let listing = CarrierListing()
        let rows = listing.entries.map { [$0.carrier, $0.names.joined(separator: ", ")] }
        try Console.write(json ? listing.json : Array(TextTable.lines(rows).utf8))
    }
}

struct Services: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "services",
        abstract: "List the services that have a name for buyers, and the codes of each.",
        discussion: """
            Examples:
              waybill services
              waybill services --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let listing = ServiceListing()
        let rows = listing.entries.map { [$0.carrier, $0.service, $0.codes.joined(separator: ", ")] }
        try Console.write(json ? listing.json : Array(TextTable.lines(rows).utf8))
    }
}
