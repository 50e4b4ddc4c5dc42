import Job

/// The feature matrix and the status words as tables of plain text.
struct FeatureTable {
    let text: String

    init(_ listing: FeatureListing) {
        text = (Self.features(listing) + Self.statuses(listing) + Self.labels(listing)).joined(separator: "\n") + "\n"
    }

    private static func features(_ listing: FeatureListing) -> [String] {
        let title = [["Features", ""] + listing.columns.map(\.channel)]
        let formats = [["", ""] + listing.columns.map(\.format)]
        let rows = listing.features.enumerated().map { index, feature in
            [feature.id, feature.title] + listing.columns.map { $0.support[index] }
        }
        return aligned(title + formats + rows) + [""]
    }

    private static func statuses(_ listing: FeatureListing) -> [String] {
        listing.channels.flatMap { channel in
            ["Status words of \(channel.id), unless a store has its own"]
                + aligned(channel.statuses.map { ["  " + $0.meaning, $0.words.joined(separator: ", ")] }) + [""]
        }
    }

    private static func labels(_ listing: FeatureListing) -> [String] {
        ["Label systems"] + aligned(listing.labels.map { ["  " + $0.id, $0.recognition] })
    }

    /// Pads every column but the last to its widest cell.
    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated()
                .map { index, cell in
                    index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
                }
                .joined(separator: "  ")
        }
    }
}
