package import WireFormats

/// One format in which a channel's order exports come.
package struct OrderFormat: Sendable {
    /// The name in listings, such as `Custom Store XML`.
    package var name: String
    package var wire: WireFormat
    package var shape: RecordShape
    /// What each feature of an import is worth in this format.
    package var features: [Feature: Support]
    /// Whether a record says all that its order needs, so that what its decoder makes of it does not depend on the records
    /// in front of it: then several threads may read parts of one file.
    package var recordsStandAlone: Bool

    package init(
        name: String, wire: WireFormat, shape: RecordShape, features: [Feature: Support],
        recordsStandAlone: Bool = false
    ) {
        self.name = name
        self.wire = wire
        self.shape = shape
        self.features = features
        self.recordsStandAlone = recordsStandAlone
    }
}

extension Channel {
    /// The format that a file has, by what its beginning says; `nil` when the channel has none like it.
    ///
    /// A file without content is of the first format, whose reader will say so.
    package func orderFormat(of head: OrderFileHead) -> OrderFormat? {
        guard let wire = head.wire else { return orderFormats.first }
        let alike = orderFormats.filter { $0.wire == wire }
        guard alike.count > 1, let root = head.rootName else { return alike.first }
        return alike.first { $0.shape.rootNames.contains(root) } ?? alike.first
    }
}

/// What the beginning of an export shows of its format: it looks, it does not judge.
package struct OrderFileHead: Hashable, Sendable {
    /// How the file seems to be laid out; `nil` when it has no content.
    package private(set) var wire: WireFormat?
    /// The local name of an XML document's root element, as far as it is there.
    package private(set) var rootName: String?

    /// Looks at the beginning of a file.
    /// - Parameter firstBytes: Some kilobytes, decoded.
    package init(firstBytes: Span<UInt8>) {
        guard let start = firstBytes.indices.first(where: { firstBytes[$0] > 0x20 }) else { return }
        switch firstBytes[start] {
        case UInt8(ascii: "<"):
            wire = .xml
            rootName = Self.rootName(firstBytes, from: start)
        case UInt8(ascii: "{"), UInt8(ascii: "["): wire = .json
        default: wire = .csv
        }
    }

    /// Goes past declarations and comments to the first tag.
    private static func rootName(_ text: Span<UInt8>, from start: Int) -> String? {
        var index = start
        while index + 1 < text.count {
            guard text[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            let next = text[index + 1]
            if next != UInt8(ascii: "?"), next != UInt8(ascii: "!") { return localName(text, from: index + 1) }
            let isComment = next == UInt8(ascii: "!") && index + 2 < text.count && text[index + 2] == UInt8(ascii: "-")
            index += 2
            while index < text.count {
                let ends = text[index] == UInt8(ascii: ">")
                if ends, !isComment || text[index - 1] == UInt8(ascii: "-") { break }
                index += 1
            }
        }
        return nil
    }

    private static func localName(_ text: Span<UInt8>, from start: Int) -> String {
        var name: [UInt8] = []
        for index in start..<text.count {
            switch text[index] {
            case UInt8(ascii: ":"): name.removeAll()
            case 0...0x20, UInt8(ascii: ">"), UInt8(ascii: "/"): return String(decoding: name, as: UTF8.self)
            default: name.append(text[index])
            }
        }
        return String(decoding: name, as: UTF8.self)
    }
}
