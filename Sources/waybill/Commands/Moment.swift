import ArgumentParser
import Glibc
import Job

/// A moment as it is typed: `2026-11-23`, which is its midnight in UTC, or `2026-11-23T02:15:00Z`.
struct Moment: ExpressibleByArgument {
    /// What the option says of itself.
    static let help = ArgumentHelp(
        "Take this as the time of the run. A date alone is its midnight in UTC, which is the evening before in the Americas.",
        valueName: "2026-11-23[T02:15:00Z]")

    /// Since the epoch.
    var seconds: Int64

    static var now: Moment { Moment(seconds: Int64(time(nil))) }

    init(seconds: Int64) { self.seconds = seconds }

    init?(argument: String) {
        guard let seconds = RunOptions.seconds(of: argument) else { return nil }
        self.seconds = seconds
    }
}
