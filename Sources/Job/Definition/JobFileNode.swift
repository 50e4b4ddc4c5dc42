import WireFormats

/// A part of a job file with the keys that lead to it: reads values and notes what is wrong with them.
struct JobFileNode {
    let node: YAMLNode
    let keyPath: String
    let findings: JobFileFindings

    var position: SourcePosition { node.position }

    func fail(_ message: String, _ cure: String) {
        findings.add(message, cure, keyPath: keyPath, at: position)
    }

    /// The members of a mapping; unknown keys are findings.
    func members<Key: JobFileKey>(_: Key.Type) -> [Key: JobFileNode] {
        guard let mapping = node.mapping else {
            fail("this must be a mapping", "write keys and values below it")
            return [:]
        }
        var members: [Key: JobFileNode] = [:]
        for member in mapping {
            let name = member.key.scalar ?? ""
            let path = keyPath.isEmpty ? name : keyPath + "." + name
            if let key = Key(rawValue: name) {
                members[key] = JobFileNode(node: member.value, keyPath: path, findings: findings)
            } else {
                let place = JobFileNode(node: member.key, keyPath: path, findings: findings)
                place.fail(
                    "unknown key", JobFileText.suggestion(for: name, among: Key.allCases.map(\.rawValue)))
            }
        }
        return members
    }

    /// The members of a mapping with free names, in the order of the file.
    var entries: [(name: String, node: JobFileNode)] {
        guard let mapping = node.mapping else {
            fail("this must be a mapping", "write keys and values below it")
            return []
        }
        return mapping.map { member in
            let name = member.key.scalar ?? ""
            let path = keyPath.isEmpty ? name : keyPath + "." + name
            return (name, JobFileNode(node: member.value, keyPath: path, findings: findings))
        }
    }

    /// The members of a mapping with free names, all of them texts.
    var texts: [String: String] {
        Dictionary(entries.compactMap { entry in entry.node.text.map { (entry.name, $0) } }) { first, _ in first }
    }

    /// The text of a scalar.
    var text: String? {
        guard let scalar = node.scalar, !scalar.isEmpty else {
            fail("a value is missing", "write it behind the colon")
            return nil
        }
        return scalar
    }

    /// A list of texts, or one text with commas between its parts.
    var list: [String] {
        if let sequence = node.sequence {
            return sequence.compactMap { JobFileNode(node: $0, keyPath: keyPath, findings: findings).text }
        }
        let parts = (text ?? "").split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        return parts.filter { !$0.isEmpty }
    }

    /// A value that `parse` makes of the text.
    func value<Value>(_ what: String, _ cure: String, _ parse: (String) -> Value?) -> Value? {
        guard let text else { return nil }
        if let value = parse(text) { return value }
        fail("\(JobFileText.quoted(text)) is no \(what)", cure)
        return nil
    }

    var boolean: Bool? {
        value("yes or no", "write true or false") { text in
            switch text {
            case "true", "yes", "on": true
            case "false", "no", "off": false
            default: nil
            }
        }
    }

    var patterns: [String] {
        let patterns = list
        for pattern in patterns {
            if let fault = JobFileText.patternFault(pattern) {
                fail("\(JobFileText.quoted(pattern)): \(fault)", "write names with * and ?, such as \"*.xml\"")
            }
        }
        return patterns
    }
}
