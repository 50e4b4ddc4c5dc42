import ArgumentParser
import Job

struct Labels: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labels",
        abstract: "List the label systems: id, title, format, and how their files are recognised.",
        discussion: """
            Examples:
              waybill labels
              waybill labels --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let listing = LabelListing()
        try Console.write(json ? listing.json : Array(LabelTable(listing).text.utf8))
    }
}
