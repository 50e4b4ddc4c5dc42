internal import CSimdJSON

/// The events of a record, without the control characters that its strings had escaped.
///
/// JSON forbids them in a text only as they are: a value may have `\u0001`, which no order should.
struct JSONCleanEvents {
    let events: UnsafeBufferPointer<wb_json_event>
    private(set) var findings: [TextFinding] = []
    private let texts: UnsafeMutablePointer<UInt8>

    init(_ events: UnsafeBufferPointer<wb_json_event>) {
        let clean = UnsafeMutableBufferPointer<wb_json_event>.allocate(capacity: events.count)
        _ = clean.initialize(from: events)
        texts = .allocate(capacity: events.reduce(1) { $0 + (Self.text(of: $1)?.count ?? 0) })
        var end = texts
        for index in clean.indices {
            guard let text = Self.text(of: events[index]) else { continue }
            clean[index].text = UnsafePointer(end)
            var kept = 0
            for byte in text {
                guard isControlCharacter(byte) else {
                    end[kept] = byte
                    kept += 1
                    continue
                }
                guard findings.count < XMLPushParser.findingLimit else { continue }
                let position = SourcePosition(line: Int(events[index].line), column: Int(events[index].column))
                findings.append(TextFinding(kind: .controlCharacterDropped(UInt32(byte)), position: position))
            }
            clean[index].text_count = numericCast(kept)
            end += kept
        }
        self.events = UnsafeBufferPointer(clean)
    }

    /// The text of an event that is one; in others nothing is told of it.
    private static func text(of event: wb_json_event) -> UnsafeBufferPointer<UInt8>? {
        guard UInt32(event.kind) == WB_JSON_TEXT.rawValue, let text = event.text else { return nil }
        return UnsafeBufferPointer(start: text, count: Int(event.text_count))
    }

    func deallocate() {
        events.deallocate()
        texts.deallocate()
    }
}
