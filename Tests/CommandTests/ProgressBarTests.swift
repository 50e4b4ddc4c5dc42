import Testing

@testable import waybill

@Suite struct ProgressBarTests {
    @Test func saysHowFarHowFastAndHowLong() {
        let line = ProgressBar.line(done: 48_000_000, total: 96_000_000, elapsed: .seconds(2), label: "orders.xml")
        #expect(line == "[============>           ]   50 %  48.0 of 96.0 MB  24.0 MB/s  2 s left  orders.xml")
    }

    @Test func claimsNoRateBeforeThereIsOne() {
        let line = ProgressBar.line(done: 1_000_000, total: 4_000_000, elapsed: .milliseconds(100), label: "a.xml")
        #expect(line == "[======>                 ]   25 %  1.0 of 4.0 MB  a.xml")
    }

    @Test func knowsNoShareOfAPipe() {
        let line = ProgressBar.line(done: 3_000_000, total: 0, elapsed: .seconds(1), label: "-")
        #expect(line == "3.0 MB  3.0 MB/s  -")
    }

    @Test(arguments: [(90, "2 min left"), (7_200, "2 h 0 min left"), (45, "45 s left")])
    func countsTimeInReadableUnits(_ seconds: Int, _ text: String) {
        let line = ProgressBar.line(done: 1_000, total: 1_000 * (seconds + 1), elapsed: .seconds(1), label: "x")
        #expect(line.contains("  \(text)  "))
    }

    @Test func fitsTheTerminal() {
        let name = String(repeating: "very-long-name-", count: 9)
        let line = ProgressBar.line(done: 99_999_999_999, total: 100_000_000_000, elapsed: .seconds(9), label: name)
        #expect(line.count <= 120)
        #expect(line.hasSuffix("…"))
    }

    @Test func isDrawnAFewTimesASecondAndErased() {
        var time = ContinuousClock.now
        var drawn: [String] = []
        var bar = ProgressBar(now: { time }, draw: { drawn.append($0) })
        for step in 1...100 {
            bar.update(done: step, total: 100, label: "x")
            time = time.advanced(by: .milliseconds(10))
        }
        #expect(drawn.count == 10)
        bar.erase()
        bar.erase()
        #expect(drawn.count == 11)
        #expect(drawn.last == "\r\u{1B}[K")
    }
}
