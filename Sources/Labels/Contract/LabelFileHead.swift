package import WireFormats

/// What the beginning of a file shows of its format, for label systems to recognise their own.
///
/// It looks, it does not judge: a damaged file shows what it shows up to the damage, and its reader will complain.
package struct LabelFileHead: Hashable, Sendable {
    /// How the file seems to be laid out; `nil` when there are no bytes to tell.
    package private(set) var wire: WireFormat?
    /// The document's element, for XML.
    package private(set) var root: RootElement?
    /// What separates a table's columns; a comma unless its first row has more of another sign.
    package private(set) var separator = UInt8(ascii: ",")
    private var members: Set<String> = []
    private var columns: Set<String> = []

    /// Looks at the beginning of a file.
    /// - Parameter firstBytes: Some kilobytes, UTF-8, with or without a byte-order mark.
    package init(firstBytes: Span<UInt8>) {
        var index = 0
        if firstBytes.count >= 3, firstBytes[0] == 0xEF, firstBytes[1] == 0xBB, firstBytes[2] == 0xBF { index = 3 }
        while index < firstBytes.count, isBlank(firstBytes[index]) { index += 1 }
        guard index < firstBytes.count else { return }
        switch firstBytes[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            wire = .json
            members = memberPaths(firstBytes.extracting(index..<firstBytes.count))
        case UInt8(ascii: "<"):
            wire = .xml
            root = RootElement(of: firstBytes.extracting(index..<firstBytes.count))
        default:
            wire = .csv
            var table = firstBytes.extracting(index..<firstBytes.count)
            columns = columnNames(table)
            // The line that tells a spreadsheet the separator stands in front of the header.
            if columns == ["sep=", ""], let end = (index..<firstBytes.count).first(where: { firstBytes[$0] == 0x0A }) {
                table = firstBytes.extracting((end + 1)..<firstBytes.count)
                columns = columnNames(table)
            }
            separator = likeliestSeparator(table)
        }
    }

    /// Whether a JSON file has a member at a path, such as `shipments/shipmentId`; arrays count as their elements.
    package func hasMember(_ path: String) -> Bool { members.contains(path) }

    /// Whether a JSON file has a member at a path, without regard to case and `_`, as SDKs spell members in their own way.
    package func hasMember(folded path: String) -> Bool {
        let path = foldedColumn(Array(path.utf8))
        return members.contains { foldedColumn(Array($0.utf8)) == path }
    }

    /// The last names of the paths of all members.
    var memberNames: Set<String> { Set(members.compactMap { $0.split(separator: "/").last.map(String.init) }) }

    /// How many columns a table has, of which two of one name are one.
    package var columnCount: Int { columns.count }

    /// Whether a table has a column, without regard to case, blanks, `_` and `-`.
    package func hasColumn(_ name: String) -> Bool { columns.contains(foldedColumn(Array(name.utf8))) }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

/// The paths of all members whose names are whole.
private func memberPaths(_ text: Span<UInt8>) -> Set<String> {
    var paths: Set<String> = []
    var open: [String] = []
    var path = ""
    var index = 0
    while index < text.count {
        switch text[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): open.append(path)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): path = open.popLast() ?? ""
        case UInt8(ascii: ","): path = open.last ?? ""
        case UInt8(ascii: "\""):
            guard let end = endOfString(text, from: index + 1) else { return paths }
            var next = end + 1
            while next < text.count, isBlank(text[next]) { next += 1 }
            // Only a member's name is followed by a colon.
            if next < text.count, text[next] == UInt8(ascii: ":") {
                let name = string(text.extracting((index + 1)..<end))
                let parent = open.last ?? ""
                path = parent.isEmpty ? name : parent + "/" + name
                paths.insert(path)
            }
            index = end
        default: break
        }
        index += 1
    }
    return paths
}

private func endOfString(_ text: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < text.count, text[index] != UInt8(ascii: "\"") {
        index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index < text.count ? index : nil
}

private func string(_ text: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    for index in text.indices { bytes.append(text[index]) }
    return String(decoding: bytes, as: UTF8.self)
}

/// The names in the first row.
private func columnNames(_ text: Span<UInt8>) -> Set<String> {
    var names: Set<String> = []
    var name: [UInt8] = []
    var isQuoted = false
    for index in text.indices {
        let byte = text[index]
        if byte == UInt8(ascii: "\"") {
            isQuoted.toggle()
        } else if !isQuoted, byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D {
            names.insert(foldedColumn(name))
            name.removeAll()
            if byte != UInt8(ascii: ",") { return names }
        } else {
            name.append(byte)
        }
    }
    names.insert(foldedColumn(name))
    return names
}

/// The sign that the first row has most of, beside texts in quotation marks; a comma when there are as many of them.
private func likeliestSeparator(_ text: Span<UInt8>) -> UInt8 {
    let comma = UInt8(ascii: ",")
    var counts: [UInt8: Int] = [comma: 0, UInt8(ascii: ";"): 0, UInt8(ascii: "\t"): 0, UInt8(ascii: "|"): 0]
    var isQuoted = false
    for index in text.indices {
        let byte = text[index]
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        if !isQuoted, byte == 0x0A || byte == 0x0D { break }
        if !isQuoted, let count = counts[byte] { counts[byte] = count + 1 }
    }
    let most = counts.values.max() ?? 0
    return counts[comma] == most ? comma : counts.keys.sorted().first { counts[$0] == most } ?? comma
}

/// A column's name as `RecordShape.NameMatching.folded` compares it.
private func foldedColumn(_ name: [UInt8]) -> String {
    let letters = name.compactMap { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "_"), UInt8(ascii: "-"): nil
        default: byte
        }
    }
    return String(decoding: letters, as: UTF8.self)
}
