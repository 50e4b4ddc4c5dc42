import Orders
import TestSupport
import Testing

@Suite("Dates as text")
struct DateTextTests {
    private func parse(_ text: String, in zone: TimeZoneRules = .utc) -> Timestamp? {
        let bytes = Array(text.utf8)
        return DateText.timestamp(bytes.span, in: zone)
    }

    private func moment(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
    ) -> Timestamp {
        let civil = CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        return Timestamp(seconds: civil.secondsSinceEpoch)
    }

    @Test(
        "name a moment",
        arguments: [
            "10/18/2019 21:56", "10/18/2019 21:56:00", "10/18/2019 09:56 PM", "10/18/2019 9:56 pm", "10/18/2019 9:56PM",
            "10/18/2019 21:56 PM", "10/18/2019 9:56 p", "10/18/19 21:56", "10/18/2019  21:56",
            "10/18/2019 21:56:00.999",
            "2019-10-18 21:56", "2019-10-18T21:56", "2019-10-18t21:56:00", "2019-10-18T21:56:00Z",
            "2019-10-18T21:56:00.123z",
            "2019-10-18T21:56:00.1234567Z", "2019-10-18 21:56:00 UTC", "2019-10-18 21:56:00 GMT",
            "2019-10-18T22:56:00+01:00",
            "2019-10-18T15:56:00-0600", "2019-10-18T15:56:00 -06", "2019-10-18T15:56-6", "2019-10-19T03:26:00+05:30",
            "2019-10-18 09:56:00 PM +00:00", "2019/10/18 21:56", "10182019x2156",
        ])
    func readsMoments(text: String) {
        #expect(parse(text) == moment(2019, 10, 18, 21, 56))
    }

    @Test("keep seconds and single digits")
    func keepsSecondsAndSingleDigits() {
        #expect(parse("1/2/2019 3:04:05") == moment(2019, 1, 2, 3, 4, 5))
        #expect(parse("2019-1-2 3:4:5") == moment(2019, 1, 2, 3, 4, 5))
        #expect(parse("01/02/2019 00:00") == moment(2019, 1, 2))
        #expect(parse("2016-12-31T23:59:60Z") == moment(2016, 12, 31, 23, 59, 59))
        #expect(parse("02/29/2020 12:00") == moment(2020, 2, 29, 12))
        #expect(parse("1/1/00 0:00") == moment(2000, 1, 1))
    }

    @Test("tell noon from midnight")
    func tellsNoonFromMidnight() {
        #expect(parse("10/18/2019 12:05 AM") == moment(2019, 10, 18, 0, 5))
        #expect(parse("10/18/2019 12:05 PM") == moment(2019, 10, 18, 12, 5))
        #expect(parse("10/18/2019 11:59 AM") == moment(2019, 10, 18, 11, 59))
        #expect(parse("10/18/2019 1:00 PM") == moment(2019, 10, 18, 13))
        #expect(parse("10/18/2019 13:00 AM") == nil)
    }

    @Test("stay dates without a time", arguments: ["10/18/2019", "10/18/19", "2019-10-18", "2019/10/18"])
    func readsDates(text: String) {
        let date = Timestamp(seconds: moment(2019, 10, 18).seconds, isDateOnly: true)
        #expect(parse(text) == date)
        #expect(parse(text, in: TimeZoneRules(fixedOffset: -7 * 3600)) == date)
    }

    @Test("without a zone are in the zone given, and with one are not")
    func knowsZones() {
        let zone = TimeZoneRules(fixedOffset: -7 * 3600)
        #expect(parse("10/18/2019 14:56", in: zone) == moment(2019, 10, 18, 21, 56))
        #expect(parse("2019-10-18T14:56:00", in: zone) == moment(2019, 10, 18, 21, 56))
        #expect(parse("10182019x1456", in: zone) == moment(2019, 10, 18, 21, 56))
        #expect(parse("2019-10-18T21:56:00Z", in: zone) == moment(2019, 10, 18, 21, 56))
        #expect(parse("2019-10-18T21:56:00+00:00", in: zone) == moment(2019, 10, 18, 21, 56))
        #expect(parse("12/31/2019 23:30", in: zone) == moment(2020, 1, 1, 6, 30))
    }

    @Test(
        "are refused when the calendar does not have them, or nobody could say what they mean",
        arguments: [
            "", " ", "0", "today", "10/18", "2019-10", "13/01/2019 00:00", "00/10/2019 00:00", "02/30/2019 00:00",
            "02/29/2019 12:00", "02/29/1900", "04/31/2019", "10/00/2019", "10/18/2019 24:00", "10/18/2019 21:60",
            "10/18/2019 21:56:61", "10/18/2019 21", "10/18/2019 :56", "10/18/2019 21:", "10/18/2019T", "10/18/2019 ",
            "10-18-2019", "18.10.2019", "18 Oct 2019", "Oct 18, 2019", "10/18/201", "10/18/20191", "110/18/2019",
            "2019-10/18", "10/18-2019", "2019-10-18T21:56:00X", "2019-10-18T21:56:00 EST", "2019-10-18T21:56:00 utc",
            "2019-10-18T21:56:00+19:00", "2019-10-18T21:56:00+01:60", "2019-10-18T21:56:00+0160",
            "2019-10-18T21:56:00+01:0", "2019-10-18T21:56:00+", "2019-10-18T21:56:00+010", "2019-10-18T21:56:00ZZ",
            "2019-10-18T21:56:00.Z", "2019-10-18 21:56:00 UTCX", "10182019", "20191018", "10182019x21567",
            "1018201x2156",
            "13182019x2156", "10182019x2460", "10/18/2019 21:56 XM", "1571435760", "2019-10-18T21:56:00+01:00:00",
            "10/18/2019 21:56\u{0}", "１０/18/2019 21:56", "10/18/2019 9:56 AMPM", "-2019-10-18", "10/-1/2019",
            "2019-10-18T21:56:00.1234567890123456789012345Z",
        ])
    func refuses(text: String) {
        #expect(parse(text) == nil)
    }

    @Test("are read back from every way of writing them")
    func readsBackRandomMoments() {
        var random = SeededGenerator(seed: 0x4441_5445)
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        for _ in 0..<5_000 {
            let seconds = Int64.random(in: 946_684_800..<4_102_444_800, using: &random)
            let civil = CivilTime(secondsSinceEpoch: seconds)
            let (month, day, hour) = (padded(civil.month), padded(civil.day), padded(civil.hour))
            let time = "\(hour):\(padded(civil.minute)):\(padded(civil.second))"
            let half = "\((civil.hour + 11) % 12 + 1):\(padded(civil.minute)):\(padded(civil.second))"
            let spellings = [
                "\(month)/\(day)/\(civil.year) \(time)",
                "\(civil.month)/\(civil.day)/\(padded(civil.year % 100)) \(time)",
                "\(civil.year)-\(month)-\(day)T\(time)Z",
                "\(month)/\(day)/\(civil.year) \(half) \(civil.hour < 12 ? "AM" : "PM")",
            ]
            for text in spellings { #expect(parse(text)?.seconds == seconds, "seed \(random.seed), \(text)") }
            let minute = Timestamp(seconds: seconds - Int64(civil.second))
            #expect(parse("\(month)\(day)\(civil.year)x\(hour)\(padded(civil.minute))") == minute)
            #expect(parse("\(month)/\(day)/\(civil.year) \(hour):\(padded(civil.minute))") == minute)
        }
    }

    @Test("never make anything of random characters that is not in the calendar")
    func survivesRandomTexts() throws {
        var random = SeededGenerator(seed: 0x0046_555A)
        let characters = Array("0123456789/-: TxZ+.APMU".utf8)
        for _ in 0..<100_000 {
            let count = Int.random(in: 0...24, using: &random)
            let bytes = (0..<count).map { _ in characters[Int.random(in: 0..<characters.count, using: &random)] }
            guard let found = DateText.timestamp(bytes.span, in: .utc) else { continue }
            #expect(
                found.civil.isValid && (-1...10_000).contains(found.civil.year),
                "\(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
