import ArgumentParser
import Job

struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of a file that Waybill writes or reads, or list them all.",
        discussion: """
            Examples:
              waybill schema
              waybill schema order
              waybill schema --json
            """)

    @Argument(
        help: ArgumentHelp("The schema; all are listed when there is none.", valueName: "name"),
        completion: .list(JSONSchema.names))
    var name: String?

    @Flag(help: "Print the list as JSON; a schema is JSON anyway.")
    var json = false

    func run() throws {
        let schemas = JSONSchema.all
        if let name {
            guard let schema = schemas.first(where: { $0.name == name }) else {
                throw JobError(
                    .usage, "there is no schema \(printable(name)): one of " + JSONSchema.names.joined(separator: ", "))
            }
            return try Console.write(lines: schema.text)
        }
        if json { return try Console.write(JSONSchema.listing) }
        try Console.write(lines: TextTable.lines(schemas.map { [$0.name, $0.title] }))
    }
}
