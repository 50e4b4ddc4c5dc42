import WireFormats

/// A piece of a page, whole and safe to be put into any other.
///
/// It can be made in two ways only: of a text, which is escaped, or of an element, whose names stand in the program itself and
/// whose values are escaped. There is no way to forget it.
package struct HTML: Sendable {
    private(set) var markup: String

    /// A text.
    ///
    /// What a reader would not see, or what turns the direction of a line, stands escaped as `\u{202e}`.
    init(text: String) { markup = Self.escaped(text) }

    private init(markup: String) { self.markup = markup }

    static let nothing = HTML(markup: "")

    /// Pieces one behind the other.
    init(_ pieces: [HTML]) { markup = pieces.map(\.markup).joined() }

    /// An element with what is in it.
    /// - Parameters:
    ///   - endsLine: Whether a line of the page ends with it: nobody sees that but who looks at the source.
    fileprivate init(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ content: HTML, endsLine: Bool
    ) {
        markup = "<\(name)\(Self.attributes(attributes))>\(content.markup)</\(name)>" + (endsLine ? "\n" : "")
    }

    /// An element that has no content, such as `meta`; it ends as in XML, so that any parser takes the page.
    init(void name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
        markup = "<\(name)\(Self.attributes(attributes))/>\n"
    }

    /// Rules of style, which stand in the program itself.
    init(style rules: StaticString) { markup = "<style>\(rules)</style>\n" }

    /// The page as a file.
    package static func page(_ root: HTML) -> [UInt8] { Array("<!doctype html>\n\(root.markup)".utf8) }

    private static func attributes(_ attributes: KeyValuePairs<StaticString, String>) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }

    private static func escaped(_ text: String) -> String {
        let line = singleLine(text)
        guard line.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return line }
        var escaped = ""
        for character in line.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}

/// Puts pieces and texts one behind the other, as they stand in the program.
@resultBuilder
enum HTMLBuilder {
    static func buildExpression(_ text: String) -> HTML { HTML(text: text) }
    static func buildExpression(_ piece: HTML) -> HTML { piece }
    static func buildExpression(_ pieces: [HTML]) -> HTML { HTML(pieces) }
    static func buildBlock(_ pieces: HTML...) -> HTML { HTML(pieces) }
    static func buildArray(_ pieces: [HTML]) -> HTML { HTML(pieces) }
    static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .nothing }
    static func buildEither(first piece: HTML) -> HTML { piece }
    static func buildEither(second piece: HTML) -> HTML { piece }
}

/// An element that stands for itself: a section, a heading, a row.
func block(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    @HTMLBuilder _ content: () -> HTML = { .nothing }
) -> HTML {
    HTML(name, attributes, content(), endsLine: true)
}

/// An element in a line of text, or one that touches what is beside it.
func inline(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    @HTMLBuilder _ content: () -> HTML = { .nothing }
) -> HTML {
    HTML(name, attributes, content(), endsLine: false)
}
