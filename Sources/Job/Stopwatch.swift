/// Measures how long something takes, whatever happens to the clock on the wall.
struct Stopwatch {
    private let start = ContinuousClock.now

    /// Whole milliseconds since it was made.
    var milliseconds: Int64 {
        let passed = (ContinuousClock.now - start).components
        return passed.seconds * 1000 + passed.attoseconds / 1_000_000_000_000_000
    }
}
