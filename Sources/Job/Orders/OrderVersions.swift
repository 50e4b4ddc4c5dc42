import WireFormats

/// The newest version of each order that a file has, and what became of it: what the ledger is to say of the file.
///
/// A file may hold all of a store's history, so that an order takes few bytes: some sixty, and its key's text.
struct OrderVersions {
    private struct Version {
        var content: KnownOrder
        /// Bytes of the key's text, which stands behind that of the key before.
        var keyLength: UInt32
        /// The record that holds the newest version so far.
        var record: UInt32
    }

    private var keys = DigestIndex()
    /// By the numbers of their keys.
    private var versions = SegmentedArray<Version>()
    private var fates = SegmentedArray<OrderLedgerLine.Fate?>()
    private var keyTexts = TextRow()

    /// The record of the newest version so far of an order, and the date of that.
    subscript(number: Int) -> (record: Int, modifyDate: Int64?) {
        (Int(versions[number].record), versions[number].content.modifyDate)
    }

    /// Notes a version of an order, if it is the first.
    /// - Returns: The number of the order, and whether it is.
    mutating func begin(
        _ key: Digest, text: ArraySlice<UInt8>, record: Int, modifyDate: Int64?
    ) -> (number: Int, isFirst: Bool) {
        let (number, isFirst) = keys.insert(key)
        guard isFirst else { return (number, false) }
        keyTexts.append(text)
        versions.append(
            Version(
                content: KnownOrder(modifyDate: modifyDate, digest: nil),
                keyLength: UInt32(truncatingIfNeeded: text.count), record: UInt32(truncatingIfNeeded: record)))
        fates.append(nil)
        return (number, true)
    }

    /// Notes a version that is newer than the one before.
    mutating func replace(_ number: Int, record: Int, modifyDate: Int64?) {
        versions[number].record = UInt32(truncatingIfNeeded: record)
        versions[number].content = KnownOrder(modifyDate: modifyDate, digest: nil)
        fates[number] = nil
    }

    /// Notes what became of the newest version.
    mutating func settle(_ number: Int, _ fate: OrderLedgerLine.Fate, _ digest: Digest? = nil) {
        fates[number] = fate
        versions[number].content = KnownOrder(modifyDate: versions[number].content.modifyDate, digest: digest)
    }

    /// How many lines the ledger gets.
    var lineCount: Int { (0..<fates.count).count { fates[$0] != nil } }

    /// The lines of the ledger, in the order in which the keys first occurred.
    var lines: Lines { Lines(versions: self) }

    /// What the ledger is to say of an order; `nil` when that is nothing.
    func line(of key: Digest) -> KnownOrder? {
        guard let number = keys.number(of: key), fates[number] != nil else { return nil }
        return versions[number].content
    }

    /// Does something with all that the ledger is to say, in the order in which the keys first occurred.
    func forEachLine(_ body: (Digest, KnownOrder) -> Void) {
        for number in 0..<keys.count where fates[number] != nil { body(keys[number], versions[number].content) }
    }

    /// Gives up the texts of the keys, once the ledger's lines are written.
    mutating func forgetTexts() { keyTexts = TextRow() }

    /// The lines of the ledger.
    struct Lines: Sequence {
        fileprivate(set) var versions: OrderVersions

        func makeIterator() -> Iterator { Iterator(versions: versions, texts: versions.keyTexts.reader) }

        struct Iterator: IteratorProtocol {
            fileprivate let versions: OrderVersions
            fileprivate var texts: TextRow.Reader
            private var number = 0

            fileprivate init(versions: OrderVersions, texts: TextRow.Reader) {
                self.versions = versions
                self.texts = texts
            }

            mutating func next() -> OrderLedgerLine? {
                while number < versions.keys.count {
                    let version = versions.versions[number]
                    let fate = versions.fates[number]
                    number += 1
                    let text = texts.next(Int(version.keyLength))
                    guard let fate else { continue }
                    return OrderLedgerLine(
                        fate: fate, modifyDate: version.content.modifyDate, digest: version.content.digest,
                        orderKey: String(decoding: text, as: UTF8.self))
                }
                return nil
            }
        }
    }
}

/// Texts one behind the other, in pieces: growing copies nothing.
///
/// A text lies in one piece.
private struct TextRow {
    private static let pieceSize = 64 << 10
    private var pieces: [[UInt8]] = []

    mutating func append(_ text: ArraySlice<UInt8>) {
        if pieces.isEmpty || pieces[pieces.count - 1].count + text.count > Self.pieceSize {
            pieces.append([])
            // A short row takes what it needs; a long one is made of whole pieces.
            if pieces.count > 1 { pieces[pieces.count - 1].reserveCapacity(Self.pieceSize) }
        }
        pieces[pieces.count - 1] += text
    }

    var reader: Reader { Reader(pieces: pieces) }

    /// Hands out the texts, whose lengths somebody else knows.
    struct Reader {
        fileprivate let pieces: [[UInt8]]
        private var piece = 0
        private var offset = 0

        fileprivate init(pieces: [[UInt8]]) { self.pieces = pieces }

        mutating func next(_ count: Int) -> ArraySlice<UInt8> {
            if piece < pieces.count, offset == pieces[piece].count {
                piece += 1
                offset = 0
            }
            guard piece < pieces.count else { return [] }
            defer { offset += count }
            return pieces[piece][offset..<offset + count]
        }
    }
}
