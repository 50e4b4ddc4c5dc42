import FoundationEssentials
import Orders
import TestSupport
import Testing

@Suite("Time zone rules")
struct TimeZoneRulesTests {
    static let zones = [
        "America/Chicago", "America/Los_Angeles", "Europe/Paris", "Asia/Kolkata", "UTC", "Europe/Dublin",
        "Australia/Lord_Howe", "America/Nuuk", "Asia/Jerusalem", "Africa/Casablanca",
    ]

    /// The tables and the zone files beside them were written by `generate.py` from one version of tzdata.
    @Test("agree with Python's zoneinfo at random times and around changes", arguments: zones)
    func agreesWithZoneinfo(zone: String) throws {
        let stem = "\(Checkout.root)/Tests/OrdersTests/Fixtures/TimeZones/" + zone.replacing("/", with: "-")
        let rules = try TimeZoneRules(tzif: bytes(at: stem + ".tzif"))
        let table = try String(decoding: bytes(at: stem + ".txt"), as: UTF8.self).split(separator: "\n")
        #expect(table.count >= 300)
        for line in table {
            let columns = line.split(separator: " ").compactMap { Int64($0) }
            try #require(columns.count == 3)
            let number = columns[0]
            #expect(Int64(rules.offset(atUTC: number)) == columns[1], "\(zone) at \(number)")
            #expect(number - rules.utc(fromLocal: number) == columns[2], "\(zone) on the local clock at \(number)")
        }
    }

    @Test("of the system give the offsets everyone knows")
    func readsTheSystemsFiles() throws {
        let expected: [(zone: String, winter: Int, summer: Int)] = [
            ("America/Chicago", -21_600, -18_000), ("America/Los_Angeles", -28_800, -25_200),
            ("Europe/Paris", 3_600, 7_200), ("Asia/Kolkata", 19_800, 19_800), ("UTC", 0, 0),
        ]
        for (zone, winter, summer) in expected {
            let rules = try TimeZoneRules(tzif: bytes(at: "/usr/share/zoneinfo/" + zone))
            #expect(rules.offset(atUTC: seconds(2024, 1, 15)) == winter, "\(zone)")
            #expect(rules.offset(atUTC: seconds(2024, 7, 15)) == summer, "\(zone)")
        }
    }

    @Test("move a local time in the gap forward, and take the first of a doubled one")
    func gapAndOverlap() throws {
        let chicago = try TimeZoneRules(tzif: TZifFile(footer: "CST6CDT,M3.2.0,M11.1.0", offsets: [-21_600]).bytes)
        // 02:30 does not exist on 2026-03-08: with the offset before the gap it comes out as 03:30 daylight time.
        #expect(chicago.utc(fromLocal: seconds(2026, 3, 8, 2, 30)) == seconds(2026, 3, 8, 8, 30))
        #expect(chicago.offset(atUTC: seconds(2026, 3, 8, 8, 30)) == -18_000)
        #expect(chicago.utc(fromLocal: seconds(2026, 3, 8, 1, 59)) == seconds(2026, 3, 8, 7, 59))
        #expect(chicago.utc(fromLocal: seconds(2026, 3, 8, 3, 0)) == seconds(2026, 3, 8, 8, 0))
        // 01:30 exists twice on 2026-11-01: the first is in daylight time.
        #expect(chicago.utc(fromLocal: seconds(2026, 11, 1, 1, 30)) == seconds(2026, 11, 1, 6, 30))
        #expect(chicago.utc(fromLocal: seconds(2026, 11, 1, 2, 0)) == seconds(2026, 11, 1, 8, 0))
    }

    @Test("of UTC change nothing")
    func utc() {
        #expect(TimeZoneRules.utc.offset(atUTC: seconds(2026, 7, 1)) == 0)
        #expect(TimeZoneRules.utc.utc(fromLocal: -1) == -1)
        #expect(TimeZoneRules(fixedOffset: 5400).utc(fromLocal: 5400) == 0)
    }

    @Test("follow the footer centuries after the table")
    func footerRepeats() throws {
        let chicago = try TimeZoneRules(tzif: bytes(at: "/usr/share/zoneinfo/America/Chicago"))
        let fourHundredYears: Int64 = 146_097 * 86_400
        for day in stride(from: seconds(2050, 1, 1), to: seconds(2052, 1, 1), by: 86_400 / 4) {
            for cycle in [1, 2, 18] as [Int64] {
                let later = day + cycle * fourHundredYears
                #expect(chicago.offset(atUTC: later) == chicago.offset(atUTC: day), "\(later)")
                #expect(later - chicago.utc(fromLocal: later) == day - chicago.utc(fromLocal: day), "\(later)")
            }
        }
    }

    // MARK: - Helpers

    private func bytes(at path: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(filePath: path))) }
}

/// Seconds since 1970 of a civil time.
func seconds(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Int64 {
    CivilTime(year: year, month: month, day: day, hour: hour, minute: minute).secondsSinceEpoch
}
