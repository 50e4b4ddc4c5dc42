import Labels
import WireFormats

/// The label systems of the catalogue, for `waybill labels`.
package struct LabelListing: Sendable {
    /// A label system.
    package struct Entry: Hashable, Sendable {
        package var id: String
        package var title: String
        /// How its files are laid out: `JSON`, `CSV` or `XML`.
        package var format: String
        /// How its files are recognised.
        package var recognition: String
    }

    package let entries: [Entry]

    /// The ids alone.
    package static var ids: [String] { LabelCatalog.all.map(\.id) }

    /// Of the catalogue.
    package init() {
        entries = LabelCatalog.all.map {
            Entry(id: $0.id, title: $0.title, format: $0.wire.rawValue.uppercased(), recognition: $0.recognition)
        }
    }

    /// The listing as one JSON object.
    package var json: [UInt8] {
        var output = ByteOutput()
        output.append("{\"labels\":[")
        for (index, entry) in entries.enumerated() {
            output.append(index == 0 ? "{\"id\":" : ",{\"id\":")
            output.append(jsonString: entry.id)
            output.append(",\"title\":")
            output.append(jsonString: entry.title)
            output.append(",\"format\":")
            output.append(jsonString: entry.format)
            output.append(",\"recognisedBy\":")
            output.append(jsonString: entry.recognition)
            output.append("}")
        }
        output.append("]}\n")
        return output.array
    }
}
