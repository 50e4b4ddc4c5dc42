import WireFormats

/// Reads a ledger entry line by line: entries can be large, and most of what they say concerns nobody today.
struct LedgerEntryReader: ~Copyable {
    /// Why an entry cannot be believed.
    enum Fault: Error {
        case damaged(line: Int)
        case unreadable(WireError)
    }

    /// The current line.
    private(set) var line: TabbedLineReader
    private(set) var head = LedgerHead(kind: "")
    private let title: String

    /// Reads an entry's bytes; `readHead` comes first.
    /// - Parameter title: The first field of all, which says what sort of file it is.
    init(_ input: consuming ByteInput, title: String = LedgerHead.firstField) {
        line = TabbedLineReader(input)
        self.title = title
    }

    /// Reads up to the body.
    mutating func readHead() throws(Fault) {
        try step()
        guard line.fieldCount == 3, line.text(0) == title, line.text(1) == LedgerHead.version else {
            throw fault
        }
        head = LedgerHead(kind: line.text(2))
        while true {
            try step()
            if line.line.isEmpty { return }
            guard line.fieldCount == 2 else { throw fault }
            head.values.append((line.text(0), line.text(1)))
        }
    }

    /// Goes to the next line of the body.
    /// - Returns: Whether there is one; not when the end is reached and right.
    mutating func next() throws(Fault) -> Bool {
        try step()
        guard line.fieldCount == 2, line.text(0) == LedgerHead.end else { return true }
        guard line.text(1) == line.digestOfLinesBefore.hex, try !advance() else { throw fault }
        return false
    }

    /// That the current line says nothing that could be understood.
    var fault: Fault { .damaged(line: line.number) }

    private mutating func step() throws(Fault) {
        guard try advance(), line.isEnded else { throw .damaged(line: line.number + 1) }
    }

    private mutating func advance() throws(Fault) -> Bool {
        do throws(WireError) { return try line.next() } catch { throw .unreadable(error) }
    }
}
