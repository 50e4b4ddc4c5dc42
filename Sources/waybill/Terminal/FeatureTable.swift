import Job

/// The feature matrix and the status words as tables of plain text.
struct FeatureTable {
    let text: String

    init(_ listing: FeatureListing) {
        text = (Self.features(listing) + Self.statuses(listing)).joined(separator: "\n")
    }

    private static func features(_ listing: FeatureListing) -> [String] {
        let title = [["Features", ""] + listing.columns.map(\.channel)]
        let formats = [["", ""] + listing.columns.map(\.format)]
        let rows = listing.features.enumerated().map { index, feature in
            [feature.id, feature.title] + listing.columns.map { $0.support[index] }
        }
        return TextTable.aligned(title + formats + rows) + [""]
    }

    private static func statuses(_ listing: FeatureListing) -> [String] {
        listing.channels.flatMap { channel in
            ["Status words of \(channel.id), unless a store has its own"]
                + TextTable.aligned(channel.statuses.map { ["  " + $0.meaning, $0.words.joined(separator: ", ")] }) + [
                    ""
                ]
        }
    }
}
