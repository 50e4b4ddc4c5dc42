import ArgumentParser
import Job

/// A channel as it is typed: one of the catalogue.
struct ChannelID: ExpressibleByArgument {
    let id: String

    static var allValueStrings: [String] { FeatureListing.channelIDs }

    init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        id = argument
    }
}

/// A label system as it is typed: one of the catalogue, or `auto`.
struct LabelSystemID: ExpressibleByArgument {
    let id: String

    static var allValueStrings: [String] { ["auto"] + LabelListing.ids }

    init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        id = argument
    }
}
