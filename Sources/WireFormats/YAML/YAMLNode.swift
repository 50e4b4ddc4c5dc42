internal import CLibYAML

/// A part of a YAML text, with its place: every value is the text that stands there.
package struct YAMLNode: Hashable, Sendable {
    package indirect enum Content: Hashable, Sendable {
        case scalar(String)
        case sequence([YAMLNode])
        /// In the order of the text; no text is the key of two.
        case mapping([Member])
    }

    package struct Member: Hashable, Sendable {
        package var key: YAMLNode
        package var value: YAMLNode
    }

    package var content: Content
    package var position: SourcePosition

    package var scalar: String? {
        if case .scalar(let text) = content { text } else { nil }
    }

    package var sequence: [YAMLNode]? {
        if case .sequence(let nodes) = content { nodes } else { nil }
    }

    package var mapping: [Member]? {
        if case .mapping(let members) = content { members } else { nil }
    }
}

/// Why a text is not taken as YAML.
package struct YAMLError: Error, Hashable, Sendable {
    package var message: String
    package var position: SourcePosition
}

extension YAMLNode {
    /// How deep nodes may lie in each other, aliases followed.
    package static let maximumDepth = 64

    /// Reads a text that has one document.
    /// - Parameter text: In UTF-8.
    /// - Returns: `nil` when there is nothing in it.
    package static func read(_ text: Span<UInt8>) throws(YAMLError) -> YAMLNode? {
        guard !text.isEmpty else { return nil }
        return try text.withUnsafeBufferPointer { (bytes) throws(YAMLError) in
            let parser = YAMLParser(bytes)
            let root = try parser.next(byteCount: bytes.count)
            if root != nil, let second = try parser.next(byteCount: bytes.count) {
                throw YAMLError(message: "there is a second document", position: second.position)
            }
            return root
        }
    }
}

/// libyaml's parser over bytes that outlive it.
private struct YAMLParser: ~Copyable {
    private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard yaml_parser_initialize(parser) == 1 else { preconditionFailure("no memory for YAML") }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next document's node; `nil` at the end.
    func next(byteCount: Int) throws(YAMLError) -> YAMLNode? {
        let document = UnsafeMutablePointer<yaml_document_t>.allocate(capacity: 1)
        defer { document.deallocate() }
        guard yaml_parser_load(parser, document) == 1 else { throw fault() }
        defer { yaml_document_delete(document) }
        guard yaml_document_get_root_node(document) != nil else { return nil }
        var composer = YAMLComposer(document: document, remaining: byteCount)
        return try composer.node(1, depth: 1)
    }

    private func fault() -> YAMLError {
        guard parser.pointee.error != YAML_MEMORY_ERROR, let problem = parser.pointee.problem else {
            preconditionFailure("no memory for YAML")
        }
        // What is no character stands in front of all that has a place.
        let hasPlace = parser.pointee.error != YAML_READER_ERROR
        return YAMLError(
            message: String(cString: problem),
            position: hasPlace ? SourcePosition(parser.pointee.problem_mark) : SourcePosition(line: 1, column: 1))
    }
}

/// Makes values of a document, in which aliases are nodes that several others name.
private struct YAMLComposer {
    let document: UnsafeMutablePointer<yaml_document_t>
    /// So many nodes more.
    ///
    /// Each takes a byte of the text at least, so that only aliases can make too many.
    var remaining: Int

    /// The node of a number in the document.
    mutating func node(_ number: Int32, depth: Int) throws(YAMLError) -> YAMLNode {
        guard let node = yaml_document_get_node(document, number) else { preconditionFailure("no node \(number)") }
        let position = SourcePosition(node.pointee.start_mark)
        guard depth <= YAMLNode.maximumDepth else {
            throw YAMLError(message: "this lies more than \(YAMLNode.maximumDepth) levels deep", position: position)
        }
        remaining -= 1
        guard remaining >= 0 else {
            throw YAMLError(message: "the aliases make too much of the text", position: position)
        }
        let content: YAMLNode.Content =
            switch node.pointee.type {
            case YAML_SEQUENCE_NODE: .sequence(try items(of: node, depth))
            case YAML_MAPPING_NODE: .mapping(try members(of: node, depth))
            default: .scalar(Self.text(of: node))
            }
        return YAMLNode(content: content, position: position)
    }

    private mutating func items(
        of node: UnsafeMutablePointer<yaml_node_t>, _ depth: Int
    ) throws(YAMLError) -> [YAMLNode] {
        let items = node.pointee.data.sequence.items
        var nodes: [YAMLNode] = []
        for item in UnsafeBufferPointer(start: items.start, count: items.start.distance(to: items.top)) {
            nodes.append(try self.node(item, depth: depth + 1))
        }
        return nodes
    }

    private mutating func members(
        of node: UnsafeMutablePointer<yaml_node_t>, _ depth: Int
    ) throws(YAMLError) -> [YAMLNode.Member] {
        let pairs = node.pointee.data.mapping.pairs
        var members: [YAMLNode.Member] = []
        var names: Set<String> = []
        for pair in UnsafeBufferPointer(start: pairs.start, count: pairs.start.distance(to: pairs.top)) {
            let key = try self.node(pair.key, depth: depth + 1)
            if let name = key.scalar, !names.insert(name).inserted {
                throw YAMLError(message: "the key \(name) stands twice", position: key.position)
            }
            members.append(YAMLNode.Member(key: key, value: try self.node(pair.value, depth: depth + 1)))
        }
        return members
    }

    private static func text(of node: UnsafeMutablePointer<yaml_node_t>) -> String {
        let scalar = node.pointee.data.scalar
        return String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
    }
}

extension SourcePosition {
    /// Of a mark, which counts from 0.
    fileprivate init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}
