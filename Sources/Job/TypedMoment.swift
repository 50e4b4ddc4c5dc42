import Orders

extension RunOptions {
    /// Reads a moment as it is typed, such as `2026-11-23T02:15:00Z` or `2026-11-23`, which is its midnight in UTC.
    /// - Returns: Seconds since the epoch, or `nil` when the text names no moment.
    package static func seconds(of text: String) -> Int64? {
        let bytes = Array(text.utf8)
        return DateText.timestamp(bytes.span, in: .utc)?.seconds
    }
}
