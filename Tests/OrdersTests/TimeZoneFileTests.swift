import Orders
import Testing

@Suite("Time zone files")
struct TimeZoneFileTests {
    @Test(
        "have footers of every form",
        arguments: [
            // Offsets on 15 January and 15 July 2030.
            ("<-03>3", -10_800, -10_800),
            ("<+0545>-5:45", 20_700, 20_700),
            ("EST5EDT", -18_000, -14_400),
            ("CST6CDT5,M3.2.0/2:00:00,M11.1.0/2", -21_600, -18_000),
            // The southern half of the earth: the year begins and ends in summer.
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 39_600, 36_000),
            // Days by number, with and without the leap day.
            ("XST3XDT,J60,J300", -10_800, -7_200),
            ("XST3XDT,59,299/3", -10_800, -7_200),
            // Daylight saving time all year: each end is the next year's start.
            ("XXX3EDT4,0/0,J365/23", -14_400, -14_400),
            ("IST-2IDT,M3.4.4/26,M10.5.0", 7_200, 10_800),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", -7_200, -3_600),
        ])
    func footers(footer: String, january: Int, july: Int) throws {
        let rules = try TimeZoneRules(tzif: TZifFile(footer: footer, offsets: [0]).bytes)
        #expect(rules.offset(atUTC: seconds(2030, 1, 15)) == january)
        #expect(rules.offset(atUTC: seconds(2030, 7, 15)) == july)
    }

    @Test("change at the second that the footer names")
    func footerMoments() throws {
        let changes: [(footer: String, instant: Int64)] = [
            // 25 March 2032 is the fourth Thursday; 26 hours after its midnight, two hours east.
            ("IST-2IDT,M3.4.4/26,M10.5.0", seconds(2032, 3, 26, 0, 0)),
            // 31 March 2030 is the last Sunday; an hour before its midnight, two hours west.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", seconds(2030, 3, 31, 1, 0)),
            // J60 is 1 March in a leap year too; 59 is 29 February in one.
            ("XST3XDT,J60,J300", seconds(2032, 3, 1, 5, 0)),
            ("XST3XDT,59,J300", seconds(2032, 2, 29, 5, 0)),
        ]
        for (footer, instant) in changes {
            let rules = try TimeZoneRules(tzif: TZifFile(footer: footer, offsets: [0]).bytes)
            #expect(rules.offset(atUTC: instant) - rules.offset(atUTC: instant - 1) == 3_600, "\(footer)")
        }
    }

    @Test("of version 1 have 32-bit times and no footer")
    func versionOne() throws {
        let file = TZifFile(version: 0, changes: [(-5, 1), (1000, 0)], offsets: [3_600, -7_200])
        let rules = try TimeZoneRules(tzif: file.bytes)
        #expect(rules.offset(atUTC: -6) == 3_600)
        #expect(rules.offset(atUTC: -5) == -7_200)
        #expect(rules.offset(atUTC: 999) == -7_200)
        #expect(rules.offset(atUTC: .max / 2) == 3_600)
    }

    @Test("keep their last offset when the footer is empty")
    func emptyFooter() throws {
        let rules = try TimeZoneRules(tzif: TZifFile(changes: [(1000, 1)], offsets: [0, 3_600]).bytes)
        #expect(rules.offset(atUTC: 999) == 0)
        #expect(rules.offset(atUTC: seconds(2500, 1, 1)) == 3_600)
    }

    @Test("that are damaged are refused")
    func damage() {
        let sound = TZifFile(changes: [(1000, 1), (2000, 0)], offsets: [0, 3_600], footer: "CST6CDT,M3.2.0,M11.1.0")
        for count in sound.bytes.indices {
            #expect(throws: TimeZoneDamage.self, "cut at byte \(count)") {
                try TimeZoneRules(tzif: Array(sound.bytes.prefix(count)))
            }
        }
        let damaged: [String: TZifFile] = [
            "not ascending": TZifFile(changes: [(1000, 1), (1000, 0)], offsets: [0, 3_600]),
            "beyond the Big Bang": TZifFile(changes: [(.max, 1)], offsets: [0, 3_600]),
            "a type that is not there": TZifFile(changes: [(1000, 2)], offsets: [0, 3_600]),
            "no types": TZifFile(offsets: []),
            "an offset of weeks": TZifFile(offsets: [2_000_000]),
            "leap seconds": TZifFile(offsets: [0], leapSeconds: 1),
        ]
        for (what, file) in damaged {
            #expect(throws: TimeZoneDamage.self, "\(what)") { try TimeZoneRules(tzif: file.bytes) }
        }
        for footer in [
            "C6", "CST", "CST25", "CST6:60", "<CST6", "CST6CDT,M3.2.0", "CST6CDT,M13.1.0,M11.1.0",
            "CST6CDT,M3.6.0,M11.1.0", "CST6CDT,M3.2.7,M11.1.0", "CST6CDT,J0,J365", "CST6CDT,366,0",
            "CST6CDT,M3.2.0/168,M11.1.0", "CST6CDT,M3.2.0,M11.1.0x", "CST6CDT,M3.2.0,M11.1.0,",
        ] {
            #expect(throws: TimeZoneDamage.self, "\(footer)") {
                try TimeZoneRules(tzif: TZifFile(footer: footer, offsets: [0]).bytes)
            }
        }
    }

    @Test("say where the damage is")
    func damagePosition() {
        let error = #expect(throws: TimeZoneDamage.self) { try TimeZoneRules(tzif: Array("<html>".utf8)) }
        #expect(error?.offset == 4)
        #expect(error?.description == "byte 4: TZif is not there")
    }
}

/// A TZif file put together by hand.
struct TZifFile {
    /// An ASCII digit, or 0 for version 1.
    var version = UInt8(ascii: "2")
    var changes: [(instant: Int64, type: UInt8)] = []
    var offsets: [Int32]
    var leapSeconds: UInt32 = 0
    var footer = ""

    init(
        version: UInt8 = UInt8(ascii: "2"), changes: [(Int64, UInt8)] = [], offsets: [Int32], leapSeconds: UInt32 = 0,
        footer: String = ""
    ) {
        self.version = version
        self.changes = changes.map { (instant: $0.0, type: $0.1) }
        self.offsets = offsets
        self.leapSeconds = leapSeconds
        self.footer = footer
    }

    init(footer: String, offsets: [Int32]) { self.init(offsets: offsets, footer: footer) }

    var bytes: [UInt8] {
        guard version != 0 else { return header(isEmpty: false) + block(timeSize: 4) }
        return header(isEmpty: true) + header(isEmpty: false) + block(timeSize: 8) + [0x0A] + Array(footer.utf8) + [
            0x0A
        ]
    }

    private func header(isEmpty: Bool) -> [UInt8] {
        let counts =
            isEmpty ? [0, 0, 0, 0, 0, 0] : [0, 0, leapSeconds, UInt32(changes.count), UInt32(offsets.count), 4]
        return Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15) + counts.flatMap { bigEndian($0) }
    }

    private func block(timeSize: Int) -> [UInt8] {
        let instants = changes.flatMap { change in
            timeSize == 8 ? bigEndian(change.instant) : bigEndian(Int32(truncatingIfNeeded: change.instant))
        }
        var bytes = instants + changes.map(\.type)
        for offset in offsets { bytes += bigEndian(offset) + [0, 0] }
        bytes += Array("XST\0".utf8)
        return bytes + Array(repeating: 0, count: Int(leapSeconds) * (timeSize + 4))
    }

    private func bigEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
