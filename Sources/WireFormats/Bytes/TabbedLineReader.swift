import Glibc

/// Lines of fields separated by tabs; tabs, line ends, carriage returns and backslashes in a field stand as `\t \n \r \\`.
package struct TabbedLineReader: ~Copyable {
    private var input: ByteInput
    private var chunk = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
    private var start = 0
    /// A line that began in an earlier chunk.
    private var carried = GrowingBuffer<UInt8>(capacity: 256)
    private var current = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Where the current line's fields lie in it.
    private var fields: [Range<Int>] = []

    /// The current line's number, from 1.
    package private(set) var number = 0
    /// Whether the current line has an end; only an input's last may have none.
    package private(set) var isEnded = false
    private var running = RunningDigest()
    /// The digest of all lines before the current one, with their ends.
    package var digestOfLinesBefore: Digest { running.digest }

    package init(_ input: consuming ByteInput) { self.input = input }

    deinit { carried.deallocate() }

    /// Goes to the next line.
    /// - Returns: Whether there is one.
    package mutating func next() throws(WireError) -> Bool {
        if isEnded {
            running.update(current.span)
            running.update([0x0A].span)
        }
        carried.removeAll()
        while true {
            if start == chunk.count {
                chunk = try input.nextChunk()
                start = 0
            }
            guard let base = chunk.baseAddress.map({ $0 + start }), start < chunk.count else {
                isEnded = false
                return take(UnsafeBufferPointer(start: carried.base, count: carried.count))
            }
            let rest = chunk.count - start
            guard let end = memchr(base, 0x0A, rest) else {
                carried.append(base, rest)
                start = chunk.count
                continue
            }
            let count = UnsafeRawPointer(base).distance(to: end)
            start += count + 1
            isEnded = true
            if carried.isEmpty { return take(UnsafeBufferPointer(start: base, count: count)) }
            carried.append(base, count)
            return take(UnsafeBufferPointer(start: carried.base, count: carried.count))
        }
    }

    private mutating func take(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        guard isEnded || !line.isEmpty else { return false }
        current = line
        number += 1
        fields.removeAll(keepingCapacity: true)
        var start = 0
        for (index, byte) in line.enumerated() where byte == UInt8(ascii: "\t") {
            fields.append(start..<index)
            start = index + 1
        }
        fields.append(start..<line.count)
        return true
    }

    /// The current line as it stands in the input; it stays where it is until the next call.
    package var line: Span<UInt8> {
        @_lifetime(borrow self)
        get { _overrideLifetime(current.span, borrowing: self) }
    }

    /// How many fields the current line has; an empty one has one, which is empty.
    package var fieldCount: Int { fields.count }

    /// A field of the current line as it stands in the input.
    @_lifetime(borrow self)
    package func bytes(_ field: Int) -> Span<UInt8> { line.extracting(fields[field]) }

    /// A field of the current line as text.
    package func text(_ field: Int) -> String {
        let bytes = bytes(field)
        if !isEscaped(bytes), let text = try? UTF8Span(validating: bytes) { return String(copying: text) }
        return String(decoding: unescaped(bytes), as: UTF8.self)
    }

    /// The digest of a field's text.
    package func digest(_ field: Int) -> Digest {
        let bytes = bytes(field)
        return isEscaped(bytes) ? Digest(of: unescaped(bytes).span) : Digest(of: bytes)
    }

    /// The digest of some fields of the current line together, as they stand in the input.
    package func digest(_ fields: ClosedRange<Int>) -> Digest {
        let range = self.fields[fields.lowerBound].lowerBound..<self.fields[fields.upperBound].upperBound
        return Digest(of: line.extracting(range))
    }

    private func isEscaped(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\\") { return true }
        return false
    }

    private func unescaped(_ bytes: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
                index += 1
                switch bytes[index] {
                case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
                case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
                case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
                default: text.append(bytes[index])
                }
            } else {
                text.append(bytes[index])
            }
            index += 1
        }
        return text
    }
}

extension ByteOutput {
    /// Appends a field of a line that `TabbedLineReader` reads.
    package mutating func append(tabbedField text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\t"): append("\\t")
            case UInt8(ascii: "\n"): append("\\n")
            case UInt8(ascii: "\r"): append("\\r")
            case UInt8(ascii: "\\"): append("\\\\")
            default: append(byte)
            }
        }
    }
}
