package import Channels
package import Orders

/// What a job file may name that the file itself cannot know.
package struct JobVocabulary {
    /// The channels of `channel:`.
    package var channels: [any Channel]
    /// The ids of `labels: {format:}`.
    package var labelFormats: [String]
    /// Finds the rules of a zone, or `nil` when the system does not have it.
    ///
    /// It is asked only for names of letters, digits, `_`, `+`, `-` and single slashes, so that no path leaves the
    /// folder of zones.
    package var timeZone: (_ name: String) -> TimeZoneRules?

    package init(
        channels: [any Channel] = ChannelCatalog.all, labelFormats: [String],
        timeZone: @escaping (_ name: String) -> TimeZoneRules?
    ) {
        self.channels = channels
        self.labelFormats = labelFormats
        self.timeZone = timeZone
    }
}
