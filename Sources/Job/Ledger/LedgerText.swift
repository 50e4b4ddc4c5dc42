import WireFormats

/// One input's ledger entry as text: lines of fields separated by tabs.
///
/// The first line is `waybill-ledger`, the version and the kind. Head lines have a name and a value; body lines are what
/// the input has written. Tabs, line ends, carriage returns and backslashes in a value stand as `\t \n \r \\`.
/// The last line is `end`: an entry without it was cut, and is reported rather than believed.
struct LedgerText: Hashable {
    static let version = "1"

    var kind: String
    var head: [(name: String, value: String)] = []
    var body: [[String]] = []

    init(kind: String) { self.kind = kind }

    static func == (left: LedgerText, right: LedgerText) -> Bool { left.bytes == right.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    subscript(name: String) -> String? { head.first { $0.name == name }?.value }

    /// The entry's place among those of its kind and store, in the order in which their inputs were taken, from 1.
    var sequence: Int { self["sequence"].flatMap { Int($0) } ?? 0 }

    /// The counts of the input, which stand in the head as `count.<name>`.
    var counts: [String: Int] {
        var counts: [String: Int] = [:]
        for (name, value) in head where name.hasPrefix("count.") {
            counts[String(name.dropFirst("count.".count))] = Int(value) ?? 0
        }
        return counts
    }

    mutating func add(counts: [(name: String, count: Int)]) {
        for (name, count) in counts { head.append(("count.\(name)", String(count))) }
    }

    /// The entry's file.
    var bytes: [UInt8] {
        var output = ByteOutput()
        Self.append(["waybill-ledger", Self.version, kind], to: &output)
        for (name, value) in head { Self.append([name, value], to: &output) }
        output.append("\n")
        for line in body { Self.append(line, to: &output) }
        output.append("end\n")
        return output.array
    }

    private static func append(_ fields: [String], to output: inout ByteOutput) {
        for (index, field) in fields.enumerated() {
            if index > 0 { output.append("\t") }
            for byte in field.utf8 {
                switch byte {
                case UInt8(ascii: "\t"): output.append("\\t")
                case UInt8(ascii: "\n"): output.append("\\n")
                case UInt8(ascii: "\r"): output.append("\\r")
                case UInt8(ascii: "\\"): output.append("\\\\")
                default: output.append(byte)
                }
            }
        }
        output.append("\n")
    }

    /// Reads an entry's file; `nil` for one that is damaged or cut.
    init?(bytes: [UInt8]) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.removeLast().isEmpty, lines.removeLast().elementsEqual("end".utf8) else {
            return nil
        }
        let first = Self.fields(lines.removeFirst())
        guard first.count == 3, first[0] == "waybill-ledger", first[1] == Self.version else { return nil }
        kind = first[2]
        guard let blank = lines.firstIndex(where: \.isEmpty) else { return nil }
        for line in lines[..<blank] {
            let fields = Self.fields(line)
            guard fields.count == 2 else { return nil }
            head.append((fields[0], fields[1]))
        }
        body = lines[(blank + 1)...].map(Self.fields)
    }

    private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(unescaped)
    }

    private static func unescaped(_ field: ArraySlice<UInt8>) -> String {
        guard field.contains(UInt8(ascii: "\\")) else { return String(decoding: field, as: UTF8.self) }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in field {
            if isEscaped {
                switch byte {
                case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
                case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
                case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
                default: bytes.append(byte)
                }
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
