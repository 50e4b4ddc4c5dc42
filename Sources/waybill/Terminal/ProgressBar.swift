/// A line on the terminal that says how far the work is, how fast it goes and how long it will take.
///
/// It is drawn over itself, a few times a second, and erased at the end.
struct ProgressBar {
    private let draw: (String) -> Void
    private let now: () -> ContinuousClock.Instant
    private let start: ContinuousClock.Instant
    private var lastDrawn: ContinuousClock.Instant?
    private var isVisible = false

    private static let interval = Duration.milliseconds(100)
    private static let width = 24
    /// Before so much time has passed a rate says nothing.
    private static let warmUp = Duration.milliseconds(500)

    /// - Parameters:
    ///   - now: The time, for tests.
    ///   - draw: Takes what is sent to the terminal.
    init(now: @escaping () -> ContinuousClock.Instant = { .now }, draw: @escaping (String) -> Void) {
        self.now = now
        self.draw = draw
        start = now()
    }

    /// Draws the line again, unless it was drawn a moment ago.
    /// - Parameters:
    ///   - done: Bytes done.
    ///   - total: Bytes there are; 0 when nobody knows.
    ///   - label: What is being worked on.
    mutating func update(done: Int, total: Int, label: String) {
        let now = now()
        if let lastDrawn, now - lastDrawn < Self.interval { return }
        lastDrawn = now
        isVisible = true
        draw("\r" + Self.line(done: done, total: total, elapsed: now - start, label: label) + "\u{1B}[K")
    }

    /// Takes the line away, so that something else can be printed.
    mutating func erase() {
        guard isVisible else { return }
        isVisible = false
        lastDrawn = nil
        draw("\r\u{1B}[K")
    }

    /// `[=======>      ]  48 %  96.0 of 201.3 MB  140.2 MB/s  1 s left  orders.xml`.
    static func line(done: Int, total: Int, elapsed: Duration, label: String) -> String {
        var parts: [String] = []
        if total > 0 {
            let share = min(1, Double(done) / Double(total))
            let filled = Int(share * Double(width))
            let arrow = filled < width ? ">" : ""
            let bar = String(repeating: "=", count: filled) + arrow
            parts.append("[" + bar + String(repeating: " ", count: width - bar.count) + "]")
            parts.append(padded(String(Int(share * 100)), to: 3) + " %")
            parts.append(megabytes(done) + " of " + megabytes(total) + " MB")
        } else {
            parts.append(megabytes(done) + " MB")
        }
        if elapsed >= warmUp, done > 0 {
            let seconds = elapsed / .seconds(1)
            parts.append(megabytes(Int(Double(done) / seconds)) + " MB/s")
            if total > done { parts.append(span(seconds: Double(total - done) / Double(done) * seconds) + " left") }
        }
        parts.append(label.count > 24 ? String(label.prefix(23)) + "…" : label)
        return parts.joined(separator: "  ")
    }

    private static func megabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func span(seconds: Double) -> String {
        let seconds = Int(seconds.rounded(.up))
        if seconds < 90 { return "\(seconds) s" }
        if seconds < 5400 { return "\((seconds + 30) / 60) min" }
        return "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }

    private static func padded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
