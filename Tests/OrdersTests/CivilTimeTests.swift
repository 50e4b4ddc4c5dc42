import Orders
import TestSupport
import Testing

@Suite("Civil time")
struct CivilTimeTests {
    @Test("counts days and back, one after the other, leap years included")
    func everyDay() {
        var day = CivilTime(year: 1899, month: 12, day: 31).daysSinceEpoch
        for year in 1900...2105 {
            for month in 1...12 {
                for number in 1...CivilTime.days(inMonth: month, ofYear: year) {
                    day += 1
                    let date = CivilTime(year: year, month: month, day: number)
                    #expect(date.daysSinceEpoch == day)
                    #expect(CivilTime(secondsSinceEpoch: Int64(day) * 86_400) == date)
                }
            }
        }
        #expect(day == CivilTime(year: 2105, month: 12, day: 31).daysSinceEpoch)
        #expect(CivilTime(year: 1970, month: 1, day: 1).daysSinceEpoch == 0)
        #expect(CivilTime(year: 2000, month: 3, day: 1).daysSinceEpoch == 11_017)
    }

    @Test("keeps the second of any instant")
    func everySecond() {
        var generator = SeededGenerator(seed: 1970)
        for _ in 0..<10_000 {
            let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &generator)
            let civil = CivilTime(secondsSinceEpoch: seconds)
            #expect(civil.isValid && civil.secondsSinceEpoch == seconds, "\(seconds), seed \(generator.seed)")
        }
        let last = CivilTime(secondsSinceEpoch: -1)
        #expect(last == CivilTime(year: 1969, month: 12, day: 31, hour: 23, minute: 59, second: 59))
    }

    @Test("knows what the calendar does not have")
    func validity() {
        #expect(CivilTime(year: 2024, month: 2, day: 29).isValid)
        #expect(CivilTime(year: 2000, month: 2, day: 29).isValid)
        #expect(!CivilTime(year: 1900, month: 2, day: 29).isValid)
        #expect(!CivilTime(year: 2026, month: 2, day: 29).isValid)
        #expect(!CivilTime(year: 2026, month: 4, day: 31).isValid)
        #expect(!CivilTime(year: 2026, month: 0, day: 1).isValid)
        #expect(!CivilTime(year: 2026, month: 13, day: 1).isValid)
        #expect(!CivilTime(year: 2026, month: 1, day: 0).isValid)
        #expect(!CivilTime(year: 2026, month: 1, day: 1, hour: 24).isValid)
        #expect(!CivilTime(year: 2026, month: 1, day: 1, minute: 60).isValid)
        #expect(!CivilTime(year: 2026, month: 1, day: 1, second: 60).isValid)
    }
}
