package import WireFormats

/// A record as a value that can be compared, with all that a decoder could see of it.
package struct ReadRecord: Equatable {
    package struct Value: Equatable {
        package var text: String
        package var position: SourcePosition
        package var isRepeated = false
    }

    package struct Instance: Equatable {
        package var group: Int
        package var parent: Int
        package var position: SourcePosition
        /// By slot; `nil` for a field that the record does not have.
        package var values: [Value?]
    }

    package var number: Int
    package var position: SourcePosition
    package var lastLine: Int
    package var instances: [Instance]
    package var rawText: String
    package var findings: [TextFinding]

    /// The text in a slot of an instance.
    package func text(_ slot: Int, of instance: Int = 0) -> String? { instances[instance].values[slot]?.text }

    /// The place of a slot of an instance, as messages write it.
    package func place(_ slot: Int, of instance: Int = 0) -> String? {
        instances[instance].values[slot]?.position.description
    }
}

/// The records that a reader hands out, and why it stopped if it did.
package struct Reading: Equatable {
    package var records: [ReadRecord] = []
    package var error: WireError?

    /// What comes of an input without records.
    package init() {}

    /// Reads to the end, or to what stops the reader.
    package init<Reader: RecordReader & ~Copyable>(of reader: inout Reader, _ shape: RecordShape) {
        do throws(WireError) {
            while try reader.next() {
                let record = reader.record
                let rawText = String(decoding: reader.rawText(limit: 1 << 30), as: UTF8.self)
                records.append(
                    ReadRecord(
                        number: record.number, position: record.position, lastLine: record.lastLine,
                        instances: (0..<record.instanceCount).map { Self.copy(of: $0, record, shape) },
                        rawText: rawText, findings: reader.takeTextFindings()))
            }
        } catch {
            self.error = error
        }
    }

    private static func copy(of instance: Int, _ record: Record, _ shape: RecordShape) -> ReadRecord.Instance {
        let group = record.group(of: instance)
        let values = (0..<shape.slotCounts[group]).map { slot -> ReadRecord.Value? in
            let field = record.field(slot, of: instance)
            guard field.isPresent else { return nil }
            return ReadRecord.Value(
                text: record.string(field), position: field.position, isRepeated: field.isRepeated)
        }
        return ReadRecord.Instance(
            group: group, parent: record.parent(of: instance), position: record.position(of: instance), values: values)
    }

    /// The texts of one slot of all records.
    package func texts(_ slot: Int) -> [String?] { records.map { $0.text(slot) } }

    /// Code and place of the error, such as `malformed 2:7`.
    package var stop: String? { error.map { "\($0.code.rawValue) \($0.position)" } }
}
