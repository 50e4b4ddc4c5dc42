extension RecordBuilder {
    /// Whether a name can follow the document itself.
    func leadsFromDocument(_ name: Int) -> Bool {
        transitions[RecordShape.document &* nameCount &+ name] != 0
    }

    /// Whether a name below the document holds records.
    func leadsToRecord(_ name: Int) -> Bool {
        let node = transitions[RecordShape.document &* nameCount &+ name]
        return node != 0 && nodes[Int(node)].kind == .record
    }

    /// Whether a name below the document holds records that are no records of the shape's own kind.
    func leadsToMessage(_ name: Int) -> Bool {
        let node = nodes[Int(transitions[RecordShape.document &* nameCount &+ name])]
        return node.kind == .record && node.group != recordGroup
    }

    /// Whether a name below the document holds messages that answer for the records.
    func standsForRecords(_ name: Int) -> Bool {
        nodes[Int(transitions[RecordShape.document &* nameCount &+ name])].standsForRecords
    }

    /// Whether a name below the document holds records that keep the text of their own.
    func keepsOwnText(_ name: Int) -> Bool {
        nodes[Int(transitions[RecordShape.document &* nameCount &+ name])].textSlot >= 0
    }
}
