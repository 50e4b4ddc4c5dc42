import ArgumentParser
import Job

struct Channels: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channels",
        abstract: "List what is supported: features of each channel and format, status words.",
        discussion: """
            Examples:
              waybill channels
              waybill channels --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let listing = FeatureListing()
        try Console.write(json ? listing.json : Array(FeatureTable(listing).text.utf8))
    }
}
