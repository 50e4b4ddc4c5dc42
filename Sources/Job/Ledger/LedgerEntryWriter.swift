import WireFormats

/// Writes a ledger entry, in the format that `LedgerHead` describes.
struct LedgerEntryWriter: ~Copyable {
    private var output: ByteOutput
    private var digest = RunningDigest()

    /// Writes the head.
    /// - Parameters:
    ///   - title: The first field of all, which says what sort of file it is.
    ///   - lines: How many lines will follow.
    init(
        _ head: LedgerHead, title: String = LedgerHead.firstField, lines: Int, to output: consuming ByteOutput
    ) throws(OutputError) {
        self.output = output
        try line([title, LedgerHead.version, head.kind])
        for (name, value) in head.values { try line([name, value]) }
        try line(["lines", String(lines)])
        try line([])
    }

    /// Writes a line of the body.
    mutating func line(_ fields: [String]) throws(OutputError) {
        let start = output.count
        for (index, field) in fields.enumerated() {
            if index > 0 { output.append("\t") }
            output.append(tabbedField: field)
        }
        try end(from: start)
    }

    /// Writes a line of another entry's body as it stands there.
    mutating func line(_ bytes: Span<UInt8>) throws(OutputError) {
        let start = output.count
        output.append(bytes)
        try end(from: start)
    }

    /// Writes the last line, and out what is still in the buffer.
    mutating func finish() throws(OutputError) {
        try line([LedgerHead.end, digest.digest.hex])
        try output.flush()
    }

    private mutating func end(from start: Int) throws(OutputError) {
        output.append("\n")
        output.digest(from: start, into: &digest)
        try output.flushIfFull()
    }
}
