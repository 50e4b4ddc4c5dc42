import Channels
import Labels
import Orders
import WireFormats

/// A JSON Schema (2020-12) of one of the files that Waybill writes or reads.
///
/// What a catalogue of the sources lists, such as channels and codes, is taken from there, so that a schema
/// cannot go stale.
package struct JSONSchema: Sendable {
    /// As in `waybill schema NAME`; the schema's copy is `schemas/<name>.schema.json`.
    package let name: String
    /// What it describes, for people.
    package let title: String
    /// The schema itself.
    package let text: String

    init(_ name: String, _ title: String, _ body: String) {
        self.name = name
        self.title = title
        text = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$id": "urn:waybill:schema:\(name)",
              "title": \(Self.quoted(title)),
            \(body)
            }

            """
    }

    /// All of them, in the order of the documentation.
    package static var all: [JSONSchema] {
        [order, shipment, pending, reject, reason, request, report, job]
    }

    /// The names alone.
    package static var names: [String] { all.map(\.name) }

    /// Names and titles as one JSON object, for programs.
    package static var listing: [UInt8] {
        var output = ByteOutput()
        output.append(listing: "schemas", all.map { [("name", .text($0.name)), ("title", .text($0.title))] })
        return output.array
    }

    // MARK: - Parts

    /// `{"enum": ["a", "b"]}`.
    static func choice(_ words: [String]) -> String {
        "{\"enum\": [" + words.map(quoted).joined(separator: ", ") + "]}"
    }

    /// A text as JSON.
    static func quoted(_ text: String) -> String {
        var output = ByteOutput()
        output.append(jsonString: text)
        return String(decoding: output.array, as: UTF8.self)
    }

    /// Members of one kind, a line each.
    static func members(_ names: [String], _ schema: String) -> String {
        names.map { "\(quoted($0)): \(schema)" }.joined(separator: ",\n    ")
    }

    /// An object of these members and no others.
    static func object(_ required: [String], _ members: String) -> String {
        """
          "type": "object",
          "additionalProperties": false,
          "required": [\(required.map(quoted).joined(separator: ", "))],
          "properties": {
            \(members)
          }
        """
    }

    static let word = "{\"type\": \"string\", \"minLength\": 1}"
    static let fromOne = "{\"type\": \"integer\", \"minimum\": 1}"
    static let count = "{\"type\": \"integer\", \"minimum\": 0}"
    /// An exact decimal of at most four digits behind the point.
    static let amount = "{\"type\": \"number\", \"multipleOf\": 0.0001}"
    static let currency = "{\"type\": \"string\", \"pattern\": \"^[A-Z]{3}$\"}"
    static let storeID = "{\"type\": \"string\", \"pattern\": \"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$\"}"
    private static let day = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    private static let time = "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
    /// `2026-11-20`.
    static let date = "{\"type\": \"string\", \"pattern\": \"^\(day)$\"}"
    /// `2026-11-20T14:03:00Z`.
    static let moment = "{\"type\": \"string\", \"pattern\": \"^\(day)\(time)$\"}"
    /// Either of them.
    static let moments = "{\"type\": \"string\", \"pattern\": \"^\(day)(\(time))?$\"}"
    /// Grams, with three decimals at most.
    static let weight = weight(decimals: "{\"type\": \"number\", \"minimum\": 0, \"multipleOf\": 0.001}")

    static func weight(decimals value: String) -> String {
        "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"value\", \"units\"], "
            + "\"properties\": {\"value\": \(value), \"units\": {\"const\": \"grams\"}}}"
    }

    static let source =
        "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"file\", \"record\", \"line\"], "
        + "\"properties\": {\"file\": \(word), \"record\": \(fromOne), \"line\": \(fromOne)}}"
    static let channels = choice(ChannelCatalog.all.map(\.id))
    static let labelSystems = choice(LabelCatalog.all.map(\.id))
}
