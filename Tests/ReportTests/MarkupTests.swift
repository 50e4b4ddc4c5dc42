import Testing

@testable import Report

/// Nothing that somebody else has written becomes markup.
@Suite struct MarkupTests {
    @Test func textsAndValuesAreEscaped() {
        let hostile = "<script>alert('x')</script> & \"y\"\u{202E}\n"
        let page = String(
            decoding: HTML.page(inline("a", ["href": hostile]) { hostile }), as: UTF8.self)
        let safe = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;\\u{202e}\\u{a}"
        #expect(page == "<!doctype html>\n<a href=\"\(safe)\">\(safe)</a>")
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (12_408, "12,408"), (1_000_000, "1,000,000"), (-1200, "-1,200"),
    ])
    func countsHaveCommas(_ number: Int, _ text: String) { #expect(Shown.count(number) == text) }

    @Test func numbersAreShownWithTheirUnits() {
        #expect(Shown.bytes(812) == "812 B")
        #expect(Shown.bytes(20_450_000) == "20.4 MB")
        #expect(Shown.bytes(999_999) == "999 kB")
        #expect(Shown.duration(milliseconds: 412) == "412 ms")
        #expect(Shown.duration(milliseconds: 3_250) == "3.2 s")
        #expect(Shown.duration(milliseconds: 250_000) == "4 min 10 s")
        #expect(Shown.duration(milliseconds: 7_500_000) == "2 h 5 min")
        #expect(Shown.moment("2026-11-24T14:15:09Z") == "24 November 2026, 14:15 UTC")
        #expect(Shown.day("2026-13-01") == "2026-13-01")
        #expect(Shown.shortened("orders-of-the-night.xml", to: 11) == "order…t.xml")
    }

    @Test func sharesAreExactToATenth() {
        #expect(Chart.share(1, of: 3) == "33.3%")
        #expect(Chart.share(1, of: 2) == "50%")
        #expect(Chart.share(0, of: 0) == "0%")
        #expect(Chart.share(7, of: 7) == "100%")
    }
}

/// Orders by day are drawn by day while there is room, else by month, else by year.
@Suite struct TimeSpansTests {
    @Test func daysWithoutOrdersHaveTheirPlace() {
        let spans = TimeSpans(days: ["2026-11-30": 2, "2026-12-02": 1, "nonsense": 9])
        #expect(spans.unit == "day")
        #expect(spans.bars.map(\.label) == ["30 Nov", "1 Dec", "2 Dec"])
        #expect(spans.bars.map(\.value) == [2, 0, 1])
    }

    @Test func yearsOfOrdersAreDrawnByMonthOrYear() {
        let months = TimeSpans(days: ["2025-11-30": 2, "2026-02-01": 1, "2026-02-28": 4])
        #expect(months.unit == "month")
        #expect(months.bars.map(\.label) == ["2025-11", "2025-12", "2026-01", "2026-02"])
        #expect(months.bars.map(\.value) == [2, 0, 0, 5])
        let years = TimeSpans(days: ["2016-11-30": 2, "2026-02-01": 1])
        #expect(years.unit == "year")
        #expect(years.bars.map(\.label) == ["2016", "2026"])
    }
}
