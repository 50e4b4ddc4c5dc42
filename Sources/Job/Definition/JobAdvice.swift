import Channels

extension JobDefinition {
    /// What the job leaves to guesses that its owner had better settle.
    var advice: [JobCheck.Finding] {
        stores.compactMap { store in
            guard store.statuses == nil, let channel = ChannelCatalog.channel(store.channel),
                channel.statusesAreInferred
            else { return nil }
            return JobCheck.Finding(
                severity: .warning, place: "stores.\(store.id)",
                message: "what the status words of \(channel.title) mean is our own guess",
                cure: "give the store its statuses")
        }
    }
}
