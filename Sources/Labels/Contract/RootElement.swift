/// The element that an XML document is: by its name and its namespace a label system knows its own.
package struct RootElement: Hashable, Sendable {
    /// The name without a prefix.
    package var localName: String
    /// Empty for an element in no namespace.
    package var namespace: String

    package init(localName: String, namespace: String) {
        self.localName = localName
        self.namespace = namespace
    }

    /// Looks for the first tag, behind declarations and comments.
    /// - Parameter text: The beginning of a document; `nil` comes of one that is cut before the tag's end.
    init?(of text: Span<UInt8>) {
        var index = 0
        while let start = skip(text, to: "<", from: &index) {
            if starts(text, at: start, with: "<?") {
                guard skip(text, behind: "?>", from: &index) else { return nil }
            } else if starts(text, at: start, with: "<!--") {
                guard skip(text, behind: "-->", from: &index) else { return nil }
            } else if starts(text, at: start, with: "<!") {
                guard skipDeclaration(text, from: &index) else { return nil }
            } else {
                index = start + 1
                self.init(tag: text, from: &index)
                return
            }
        }
        return nil
    }

    private init?(tag text: Span<UInt8>, from index: inout Int) {
        let name = word(text, &index).split(separator: ":", omittingEmptySubsequences: false)
        guard let localName = name.last, !localName.isEmpty else { return nil }
        let declaration = name.count > 1 ? "xmlns:\(name[0])" : "xmlns"
        self.init(localName: String(localName), namespace: "")
        while true {
            skipBlanks(text, &index)
            guard index < text.count else { return nil }
            if text[index] == UInt8(ascii: ">") || text[index] == UInt8(ascii: "/") { return }
            guard let (attribute, value) = attribute(text, &index) else { return nil }
            if attribute == declaration { namespace = value }
        }
    }
}

private func attribute(_ text: Span<UInt8>, _ index: inout Int) -> (name: String, value: String)? {
    let name = word(text, &index)
    skipBlanks(text, &index)
    guard !name.isEmpty, index < text.count, text[index] == UInt8(ascii: "=") else { return nil }
    index += 1
    skipBlanks(text, &index)
    guard index < text.count else { return nil }
    let quote = text[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    index += 1
    let start = index
    while index < text.count, text[index] != quote { index += 1 }
    guard index < text.count else { return nil }
    defer { index += 1 }
    return (name, string(text, start..<index))
}

/// The name that begins here.
private func word(_ text: Span<UInt8>, _ index: inout Int) -> String {
    let start = index
    while index < text.count, text[index] > 0x20, !"=/>\"'<".utf8.contains(text[index]) { index += 1 }
    return string(text, start..<index)
}

private func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    for index in range { bytes.append(text[index]) }
    return String(decoding: bytes, as: UTF8.self)
}

private func skipBlanks(_ text: Span<UInt8>, _ index: inout Int) {
    while index < text.count, text[index] <= 0x20 { index += 1 }
}

private func starts(_ text: Span<UInt8>, at start: Int, with mark: StaticString) -> Bool {
    let mark = Array(mark.description.utf8)
    return start + mark.count <= text.count && mark.indices.allSatisfy { text[start + $0] == mark[$0] }
}

/// Goes to the next mark.
/// - Returns: Where it is.
private func skip(_ text: Span<UInt8>, to mark: StaticString, from index: inout Int) -> Int? {
    while index < text.count, !starts(text, at: index, with: mark) { index += 1 }
    return index < text.count ? index : nil
}

/// Goes behind the next mark.
/// - Returns: Whether there is one.
private func skip(_ text: Span<UInt8>, behind mark: StaticString, from index: inout Int) -> Bool {
    guard skip(text, to: mark, from: &index) != nil else { return false }
    index += mark.utf8CodeUnitCount
    return true
}

/// Goes behind a document type, which may have declarations of its own in brackets.
private func skipDeclaration(_ text: Span<UInt8>, from index: inout Int) -> Bool {
    var depth = 0
    while index < text.count {
        switch text[index] {
        case UInt8(ascii: "<"): depth += 1
        case UInt8(ascii: ">"): depth -= 1
        default: break
        }
        index += 1
        if depth == 0 { return true }
    }
    return false
}
