import Channels

extension JobDefinition {
    /// What a job leaves to guesses that its owner had better settle, a sentence each.
    package var advice: [String] {
        stores.compactMap { store in
            guard store.statuses == nil, let channel = ChannelCatalog.channel(store.channel),
                channel.statusesAreInferred
            else { return nil }
            return "stores.\(store.id): what the status words of \(channel.title) mean is our own guess; "
                + "give the store its statuses"
        }
    }
}
