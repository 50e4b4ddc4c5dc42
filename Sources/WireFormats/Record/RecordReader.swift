/// Hands out the records of one file, one at a time.
package protocol RecordReader: ~Copyable {
    /// Goes to the next record.
    /// - Returns: Whether there is one; false at the end of a file that was whole.
    /// - Throws: `WireError` when the file as a whole cannot be read. Records handed out before remain what they were,
    ///   but the file is not to be used.
    mutating func next() throws(WireError) -> Bool

    /// The record that `next` has reached.
    var record: Record { mutating get }

    /// The record's own text in the file, cut at `limit` bytes, for the reject that names it.
    mutating func rawText(limit: Int) -> [UInt8]

    /// Findings about the record's text that are no part of its values, such as dropped control characters.
    mutating func takeTextFindings() -> [TextFinding]

    /// What a table calls its columns, in their order, once `next` was called; nothing in other formats.
    var columnNames: [String] { get }

    /// Findings about a table's header, once `next` was called.
    var headFindings: [TextFinding] { get }

    /// Of a part of a document, once its end is reached: whether the next part begins between two records.
    var endsAtSeam: Bool { get }

    /// How many bytes of the input have been taken, before any decompression.
    var bytesRead: Int { mutating get }

    /// The digest of the input's bytes as they lie in the file, once the end is reached.
    var digest: Digest { mutating get }
}

extension RecordReader where Self: ~Copyable {
    package var columnNames: [String] { [] }
    package var endsAtSeam: Bool { true }
    package var headFindings: [TextFinding] { [] }
}

/// Something about a record's text that was mended while reading.
package struct TextFinding: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A control character that XML does not allow was dropped.
        case controlCharacterDropped(UInt32)
        /// A value's bytes are not valid in the file's encoding: the record is not to be used.
        case invalidBytes
        /// A row has more fields than the table has columns, all of them blank.
        case rowTooLong
        /// A row has more values than the table has columns, so that any of them may stand in the wrong one: the record is
        /// not to be used.
        case rowShifted
        /// A column is not read, since another one has the same value under a name that goes before, or under the same.
        case columnUnread(column: String, for: String)
        /// The last row has fewer fields than the table has columns, and no line end.
        case rowTooShort
        /// A later row of an order says something else of the order than its first row.
        case rowDiffers(column: String)
        /// A field's text had tags inside, which were left out; the field as the path of its elements in the record.
        case markupDropped(field: String)
    }

    package var kind: Kind
    package var position: SourcePosition

    package init(kind: Kind, position: SourcePosition) {
        self.kind = kind
        self.position = position
    }
}
