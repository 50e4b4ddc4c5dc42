package import WireFormats

/// Writes records that are not used, one JSON line each, with all that is needed to mend them.
///
/// This is the only output besides the input itself that may hold a customer's data in full: it has the record's own text.
package struct RejectWriter: ~Copyable {
    private var output: ByteOutput
    private let file: String

    /// Bytes of a record's own text that are kept.
    package static let rawLimit = 4096

    package init(output: consuming ByteOutput, file: String) {
        self.output = output
        self.file = file
    }

    /// Appends one reject.
    /// - Parameters:
    ///   - issue: Why it is rejected.
    ///   - record: The record's number in its file, from 1.
    ///   - orderNumber: What people call it; left out when there is none.
    ///   - raw: The record's own text, at most `rawLimit` bytes of UTF-8, cut anywhere.
    package mutating func write(
        _ issue: RecordIssue, record: Int, orderNumber: String, raw: [UInt8]
    ) throws(OutputError) {
        output.append("{\"file\":")
        output.append(jsonString: file)
        output.append(",\"record\":")
        output.append(integer: Int64(record))
        output.append(",\"line\":")
        output.append(integer: Int64(issue.position.line))
        output.append(",\"column\":")
        output.append(integer: Int64(issue.position.column))
        if !orderNumber.isEmpty {
            output.append(",\"orderNumber\":")
            output.append(jsonString: orderNumber)
        }
        output.append(",\"code\":")
        output.append(jsonString: issue.code.rawValue)
        for (key, value) in [(",\"field\":", issue.field), (",\"value\":", issue.value)] where !value.isEmpty {
            output.append(text: key)
            output.append(jsonString: value)
        }
        output.append(",\"message\":")
        output.append(jsonString: issue.message)
        if !raw.isEmpty {
            output.append(",\"raw\":")
            output.append(jsonString: wholeCharacters(raw))
        }
        output.append("}\n")
        try output.flushIfFull()
    }

    /// What is in the buffer: everything, for an output that collects in memory.
    package var contents: [UInt8] { output.array }

    /// Writes out what is still in the buffer.
    package mutating func finish() throws(OutputError) { try output.flush() }

    /// The text without the character that the limit has cut through.
    private func wholeCharacters(_ raw: [UInt8]) -> String {
        var end = min(raw.count, Self.rawLimit)
        if end < raw.count || end == Self.rawLimit {
            var lead = end - 1
            while lead > 0, lead > end - 4, raw[lead] & 0xC0 == 0x80 { lead -= 1 }
            let length = raw[lead] < 0x80 ? 1 : raw[lead] < 0xE0 ? 2 : raw[lead] < 0xF0 ? 3 : 4
            if lead + length > end { end = lead }
        }
        return String(decoding: raw[..<end], as: UTF8.self)
    }
}
