import Channels
import Orders
import WireFormats

/// What this build can read and write, for `waybill channels`: always that of the catalogues, so that it cannot go stale.
package struct FeatureListing: Sendable {
    /// A channel in one of its input formats.
    package struct Column: Hashable, Sendable {
        package var channel: String
        package var format: String
        /// For each feature, in the order of `features`, what it is worth here.
        package var support: [String]
    }

    /// A channel's default words for a status.
    package struct StatusRow: Hashable, Sendable {
        /// The status, or `exclude`.
        package var meaning: String
        package var words: [String]
    }

    /// A channel.
    package struct Entry: Hashable, Sendable {
        package var id: String
        package var title: String
        package var formats: [String]
        /// The names that a store may select by.
        package var selectors: [String]
        package var statuses: [StatusRow]
    }

    package var channels: [Entry]
    /// `F1` to `U7` with what each is.
    package var features: [(id: String, title: String)]
    package var columns: [Column]

    /// The names of the channels alone, which cost nothing to list.
    package static var channelIDs: [String] { ChannelCatalog.all.map(\.id) }

    /// Of the catalogues.
    package init() {
        let features = Feature.allCases
        self.features = features.map { ($0.rawValue, $0.title) }
        channels = ChannelCatalog.all.map(Entry.init)
        columns = ChannelCatalog.all.flatMap { channel in
            channel.orderFormats.map { format in
                Column(
                    channel: channel.id, format: format.name,
                    support: features.map { feature in
                        (format.features[feature] ?? channel.updateFeatures[feature] ?? .notInFormat).rawValue
                    })
            }
        }
    }
}

extension FeatureListing.Entry {
    init(_ channel: any Channel) {
        id = channel.id
        title = channel.title
        formats = channel.orderFormats.map(\.name)
        selectors = channel.selectors
        let meanings = OrderStatus.allCases.map(StatusMeaning.status) + [.exclude]
        statuses = meanings.compactMap { meaning in
            let words = channel.defaultStatuses.words.filter { $0.meaning == meaning }.map(\.word)
            return words.isEmpty ? nil : FeatureListing.StatusRow(meaning: meaning.name, words: words)
        }
    }
}

extension StatusMeaning {
    /// As in a job's `statuses:`.
    var name: String {
        switch self {
        case .status(let status): status.rawValue
        case .exclude: "exclude"
        }
    }
}

extension FeatureListing {
    /// The listing as one JSON object.
    package var json: [UInt8] {
        var output = ByteOutput()
        output.append("{\"channels\":[")
        output.append(list: channels) { output, channel in
            output.append("{\"id\":")
            output.append(jsonString: channel.id)
            output.append(",\"title\":")
            output.append(jsonString: channel.title)
            output.append(",\"formats\":")
            output.append(strings: channel.formats)
            output.append(",\"select\":")
            output.append(strings: channel.selectors)
            output.append(",\"statuses\":{")
            output.append(list: channel.statuses) { output, row in
                output.append(jsonString: row.meaning)
                output.append(":")
                output.append(strings: row.words)
            }
            output.append("}}")
        }
        output.append("],\"features\":[")
        output.append(list: columns) { output, column in
            output.append("{\"channel\":")
            output.append(jsonString: column.channel)
            output.append(",\"format\":")
            output.append(jsonString: column.format)
            output.append(",\"support\":{")
            output.append(list: Array(zip(features, column.support))) { output, cell in
                output.append(jsonString: cell.0.id)
                output.append(":")
                output.append(jsonString: cell.1)
            }
            output.append("}}")
        }
        output.append("]}\n")
        return output.array
    }
}

extension ByteOutput {
    fileprivate mutating func append<Element>(list: [Element], _ append: (inout ByteOutput, Element) -> Void) {
        for (index, element) in list.enumerated() {
            if index > 0 { self.append(",") }
            append(&self, element)
        }
    }

    fileprivate mutating func append(strings: [String]) {
        append("[")
        append(list: strings) { $0.append(jsonString: $1) }
        append("]")
    }
}
