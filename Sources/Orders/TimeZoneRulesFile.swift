/// The bytes of a zone file are not what a zone file is made of.
package struct TimeZoneDamage: Error, Hashable, Sendable, CustomStringConvertible {
    /// How many bytes had been read when it was noticed.
    package var offset: Int
    /// What is wrong before that byte.
    package var message: String

    package var description: String { "byte \(offset): \(message)" }
}

/// A TZif file taken apart (RFC 8536): its table of changes and the rule in its footer.
struct TimeZoneFile {
    /// Seconds east of UTC before the first change: type 0, as RFC 8536 §3.2 has it.
    private(set) var offsetBefore = 0
    /// As in the file: ascending by instant.
    private(set) var changes: [TimeZoneChange] = []
    /// The rule after the last change; `nil` when there is none.
    private(set) var footer: TimeZoneFooter?

    init(_ bytes: [UInt8]) throws(TimeZoneDamage) {
        var cursor = Cursor(bytes: bytes)
        let first = try Header(&cursor)
        guard first.version >= UInt8(ascii: "2") else {
            try readBlock(first, timeSize: 4, &cursor)
            return
        }
        // Version 1's block, of 32-bit times, stands first for old readers; ours is the second.
        try cursor.skip(first.blockSize(timeSize: 4))
        let second = try Header(&cursor)
        try readBlock(second, timeSize: 8, &cursor)
        try readFooter(&cursor)
    }

    /// Instants farther from 1970 than this are refused: the Big Bang, in the largest of tzdata's files.
    private static let farthestInstant: Int64 = 1 << 59
    /// RFC 8536 §3.2 bounds offsets to a little more than a day.
    private static let offsetBounds = -89_999...93_599

    private mutating func readBlock(
        _ header: Header, timeSize: Int, _ cursor: inout Cursor
    ) throws(TimeZoneDamage) {
        guard header.leapSeconds == 0 else {
            throw cursor.damage("the file counts leap seconds; use the zone of the same name outside of right/")
        }
        var instants: [Int64] = []
        for _ in 0..<header.changes {
            let instant = timeSize == 8 ? Int64(bitPattern: try cursor.integer(8)) : Int64(try cursor.int32())
            guard instant.magnitude <= Self.farthestInstant, instants.last.map({ $0 < instant }) ?? true else {
                throw cursor.damage("the times of the changes do not ascend")
            }
            instants.append(instant)
        }
        var types: [Int] = []
        for _ in 0..<header.changes { types.append(Int(try cursor.integer(1))) }
        var offsets: [Int] = []
        for _ in 0..<header.types {
            let offset = Int(try cursor.int32())
            guard Self.offsetBounds.contains(offset) else { throw cursor.damage("an offset of \(offset) seconds") }
            offsets.append(offset)
            try cursor.skip(2)
        }
        guard let offsetBefore = offsets.first else { throw cursor.damage("the file has no offset") }
        self.offsetBefore = offsetBefore
        for (instant, type) in zip(instants, types) {
            guard type < offsets.count else { throw cursor.damage("a change to type \(type), which is not there") }
            changes.append(TimeZoneChange(instant: instant, offset: offsets[type]))
        }
        try cursor.skip(header.bytesBehindTypes(timeSize: timeSize))
    }

    private mutating func readFooter(_ cursor: inout Cursor) throws(TimeZoneDamage) {
        guard try cursor.integer(1) == 0x0A else { throw cursor.damage("a footer does not follow the table") }
        let start = cursor.position
        while try cursor.integer(1) != 0x0A {}
        let text = cursor.bytes[start..<(cursor.position - 1)]
        guard !text.isEmpty else { return }
        guard let footer = TimeZoneFooter(text) else {
            throw TimeZoneDamage(offset: start, message: "the footer is no POSIX time zone")
        }
        self.footer = footer
    }
}

extension TimeZoneFile {
    /// The 44 bytes before each block: what follows it, and how much of it (RFC 8536 §3.1).
    private struct Header {
        /// An ASCII digit; NUL for version 1.
        let version: UInt8
        let universalFlags: Int
        let standardFlags: Int
        let leapSeconds: Int
        let changes: Int
        let types: Int
        let nameBytes: Int

        init(_ cursor: inout Cursor) throws(TimeZoneDamage) {
            guard try cursor.integer(4) == 0x545A_6966 else { throw cursor.damage("TZif is not there") }
            version = UInt8(try cursor.integer(1))
            try cursor.skip(15)
            universalFlags = Int(try cursor.integer(4))
            standardFlags = Int(try cursor.integer(4))
            leapSeconds = Int(try cursor.integer(4))
            changes = Int(try cursor.integer(4))
            types = Int(try cursor.integer(4))
            nameBytes = Int(try cursor.integer(4))
        }

        func blockSize(timeSize: Int) -> Int {
            changes * (timeSize + 1) + types * 6 + bytesBehindTypes(timeSize: timeSize)
        }

        /// Names, leap seconds and flags, which say nothing about offsets.
        func bytesBehindTypes(timeSize: Int) -> Int {
            nameBytes + leapSeconds * (timeSize + 4) + standardFlags + universalFlags
        }
    }

    /// A place in the bytes that never leaves them.
    private struct Cursor {
        let bytes: [UInt8]
        var position = 0

        /// A big-endian number of so many bytes.
        mutating func integer(_ size: Int) throws(TimeZoneDamage) -> UInt64 {
            let start = position
            try skip(size)
            return bytes[start..<position].reduce(0) { $0 << 8 | UInt64($1) }
        }

        /// A big-endian two's complement number of four bytes.
        mutating func int32() throws(TimeZoneDamage) -> Int32 {
            Int32(truncatingIfNeeded: try integer(4))
        }

        mutating func skip(_ count: Int) throws(TimeZoneDamage) {
            guard count <= bytes.count - position else { throw damage("the file ends too early") }
            position += count
        }

        func damage(_ message: String) -> TimeZoneDamage { TimeZoneDamage(offset: position, message: message) }
    }
}
