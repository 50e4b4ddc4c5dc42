import Glibc

/// A write to a descriptor failed.
package struct OutputError: Error, Hashable, Sendable {
    /// The system's error number.
    package var errno: Int32
    /// The descriptor that could not be written: who writes to several at once has a path for each.
    package var descriptor: Int32

    package init(errno: Int32, descriptor: Int32 = -1) {
        self.errno = errno
        self.descriptor = descriptor
    }

    package var message: String { String(cString: strerror(errno)) }
}

/// A buffer that output is composed in and written from, to a descriptor or into memory.
///
/// What has been appended since a mark can be taken back, as long as nothing was flushed in between: writers flush
/// between records only. It may go from one thread to another: it has a single owner.
package struct ByteOutput: ~Copyable, @unchecked Sendable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Bytes in the buffer.
    package private(set) var count = 0
    /// Bytes written to the descriptor so far.
    package private(set) var bytesWritten = 0
    private let descriptor: Int32

    /// Bytes that are collected before they are written, unless it is said otherwise.
    package static let flushSize = 256 << 10

    private let flushSize: Int

    /// Writes to a descriptor that the caller keeps open and closes, or collects in memory.
    /// - Parameters:
    ///   - descriptor: Open for writing; -1 collects in memory.
    ///   - flushSize: Bytes that are collected before they are written.
    package init(descriptor: Int32 = -1, flushSize: Int = ByteOutput.flushSize) {
        self.descriptor = descriptor
        self.flushSize = flushSize
        capacity = descriptor < 0 ? 4096 : flushSize + min(flushSize, 64 << 10)
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    /// The bytes in the buffer.
    package var contents: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            _overrideLifetime(Span(_unsafeStart: UnsafePointer(base), count: count), borrowing: self)
        }
    }

    /// A copy of the bytes in the buffer.
    package var array: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

    /// The digest of the bytes from a mark to another.
    package func digest(from mark: Int, to end: Int) -> Digest {
        precondition(mark <= end && end <= count)
        return Digest(of: Span(_unsafeStart: UnsafePointer(base) + mark, count: end - mark))
    }

    /// Takes the bytes from a mark on into a digest.
    package func digest(from mark: Int, into running: inout RunningDigest) {
        precondition(mark <= count)
        running.update(Span(_unsafeStart: UnsafePointer(base) + mark, count: count - mark))
    }

    /// Takes back what was appended since `count` was `mark`.
    package mutating func rewind(to mark: Int) {
        precondition(mark <= count)
        count = mark
    }

    /// Writes the buffer out when it is full enough; called between records.
    package mutating func flushIfFull() throws(OutputError) {
        if count >= flushSize { try flush() }
    }

    /// Writes the buffer out; does nothing for one that collects in memory.
    package mutating func flush() throws(OutputError) {
        guard descriptor >= 0 else { return }
        try write(base, count)
        count = 0
    }

    /// Writes a part of another's buffer behind what is in this one.
    package mutating func write(_ other: borrowing ByteOutput, from mark: Int, to end: Int) throws(OutputError) {
        guard descriptor >= 0, end - mark >= flushSize / 4 else {
            other.copy(from: mark, to: end, into: &self)
            return try flushIfFull()
        }
        precondition(mark <= end && end <= other.count)
        try flush()
        try write(other.base + mark, end - mark)
    }

    private mutating func write(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws(OutputError) {
        var written = 0
        while written < count {
            let step = Glibc.write(descriptor, bytes + written, count - written)
            if step < 0 {
                guard errno == EINTR else { throw OutputError(errno: errno, descriptor: descriptor) }
            } else {
                written += step
            }
        }
        bytesWritten += count
    }

    /// Makes room, so that the next `added` bytes can be put without a check.
    @inline(__always)
    mutating func reserve(_ added: Int) {
        if count &+ added > capacity { grow(added) }
    }

    @inline(never)
    private mutating func grow(_ added: Int) {
        capacity = max(capacity * 2, count + added)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        memcpy(moved, base, count)
        base.deallocate()
        base = moved
    }

    // MARK: - Appending

    /// Appends one byte.
    package mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count &+= 1
    }

    /// Appends a literal.
    package mutating func append(_ literal: StaticString) {
        append(literal.utf8Start, literal.utf8CodeUnitCount)
    }

    /// Appends bytes as they are.
    package mutating func append(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { buffer in
            if let start = buffer.baseAddress { append(start, buffer.count) }
        }
    }

    /// Appends bytes as they are.
    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            if let start = buffer.baseAddress { append(start, buffer.count) }
        }
    }

    /// Appends a text as it is.
    package mutating func append(text: String) {
        var text = text
        text.withUTF8 { buffer in
            if let start = buffer.baseAddress { append(start, buffer.count) }
        }
    }

    /// Appends a literal, or all of it but its first byte: a comma that the first member of an object does without.
    package mutating func append(_ literal: StaticString, withoutFirstByte: Bool) {
        let skipped = withoutFirstByte ? 1 : 0
        let (start, added) = (literal.utf8Start + skipped, literal.utf8CodeUnitCount &- skipped)
        guard added >= 8, added <= 32 else { return append(start, added) }
        reserve(added)
        WordScan.copy(from8to32: start, added, to: end)
        count &+= added
    }

    /// Appends a part of the buffer to another, such as columns that repeat from row to row.
    package func copy(from mark: Int, to end: Int, into other: inout ByteOutput) {
        precondition(mark <= end && end <= count)
        other.append(base + mark, end - mark)
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafePointer<UInt8>, _ added: Int) {
        reserve(added)
        memcpy(base + count, bytes, added)
        count &+= added
    }

    /// Where the next byte goes, after `reserve`; `advance` says how many came.
    var end: UnsafeMutablePointer<UInt8> { base + count }

    mutating func advance(_ added: Int) { count &+= added }

    /// Appends a whole number.
    package mutating func append(integer: Int64) {
        reserve(20)
        var magnitude = integer.magnitude
        // Most numbers of an order are quantities.
        if magnitude < 10, integer >= 0 { return put(UInt8(truncatingIfNeeded: 48 &+ magnitude)) }
        if integer < 0 { put(UInt8(ascii: "-")) }
        var digits = 1
        var rest = magnitude
        while rest >= 10 {
            rest /= 10
            digits &+= 1
        }
        var index = count &+ digits
        count = index
        repeat {
            index &-= 1
            base[index] = UInt8(truncatingIfNeeded: 48 &+ magnitude % 10)
            magnitude /= 10
        } while magnitude > 0
    }

    /// Appends a number of ten-thousandths with at least `digits` digits behind the point and no other trailing zeros.
    package mutating func append(tenThousandths ticks: Int64, minimumFractionDigits digits: Int) {
        if ticks < 0 { append(UInt8(ascii: "-")) }
        let magnitude = ticks.magnitude
        append(integer: Int64(truncatingIfNeeded: magnitude / 10_000))
        appendFraction(Int(magnitude % 10_000), of: 4, minimumDigits: digits)
    }

    /// Appends a number of thousandths without trailing zeros.
    package mutating func append(thousandths: Int64) {
        if thousandths < 0 { append(UInt8(ascii: "-")) }
        let magnitude = thousandths.magnitude
        append(integer: Int64(truncatingIfNeeded: magnitude / 1000))
        appendFraction(Int(magnitude % 1000), of: 3, minimumDigits: 0)
    }

    /// Appends a date as `2026-11-20`.
    package mutating func append(year: Int, month: Int, day: Int) {
        reserve(10)
        put(twoDigits: year / 100)
        put(twoDigits: year % 100)
        put(UInt8(ascii: "-"))
        put(twoDigits: month)
        put(UInt8(ascii: "-"))
        put(twoDigits: day)
    }

    /// Appends a time of day as `14:03:00`.
    package mutating func append(hour: Int, minute: Int, second: Int) {
        reserve(8)
        put(twoDigits: hour)
        put(UInt8(ascii: ":"))
        put(twoDigits: minute)
        put(UInt8(ascii: ":"))
        put(twoDigits: second)
    }

    @inline(__always)
    private mutating func put(twoDigits number: Int) {
        put(UInt8(truncatingIfNeeded: 48 &+ number / 10))
        put(UInt8(truncatingIfNeeded: 48 &+ number % 10))
    }

    private mutating func appendFraction(_ fraction: Int, of places: Int, minimumDigits: Int) {
        var digits = places
        var rest = fraction
        // Two at once: of an amount's four digits the last two are almost always zeros.
        if digits &- 2 >= minimumDigits, rest % 100 == 0 {
            rest /= 100
            digits &-= 2
        }
        while digits > minimumDigits, rest % 10 == 0 {
            rest /= 10
            digits &-= 1
        }
        guard digits > 0 else { return }
        reserve(1 + digits)
        put(UInt8(ascii: "."))
        if digits == 2 { return put(twoDigits: rest) }
        for place in 0..<digits {
            base[count &+ digits &- 1 &- place] = UInt8(truncatingIfNeeded: 48 &+ rest % 10)
            rest /= 10
        }
        count &+= digits
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        base[count] = byte
        count &+= 1
    }
}
