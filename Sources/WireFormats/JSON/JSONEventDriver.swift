internal import CSimdJSON

/// Pushes what simdjson has found in a record into the builder.
struct JSONEventDriver {
    let builder: UnsafeMutablePointer<RecordBuilder>

    /// Pushes a record's events.
    /// - Parameters:
    ///   - text: The record's own text, which is taken in with the values that are parts of it.
    ///   - member: The member that holds the record; 0 at the top level.
    ///   - start: Where the record starts.
    func drive(
        _ events: UnsafeBufferPointer<wb_json_event>, of text: WholeText, in member: Int, from start: SourcePosition,
        lastLine: Int
    ) {
        var whole = text
        if member != 0 {
            builder.pointee.enterArray(member, line: start.line, column: start.column)
        }
        for event in events {
            let (line, column) = (Int(event.line), Int(event.column))
            switch UInt32(event.kind) {
            case WB_JSON_END.rawValue: builder.pointee.leave(line: lastLine, sourceOffset: 0)
            case WB_JSON_NULL.rawValue: break
            case WB_JSON_OBJECT_START.rawValue: open(event, line, column)
            case WB_JSON_ARRAY_START.rawValue:
                builder.pointee.enterArray(max(0, Int(event.name)), line: line, column: column)
            default:
                guard let text = event.text else { break }
                if event.name >= 0 {
                    builder.pointee.add(
                        Int(event.name), text, Int(event.text_count), line: line, column: column, in: &whole)
                } else {
                    open(event, line, column)
                    builder.pointee.text(text, Int(event.text_count))
                    builder.pointee.leave(line: line, sourceOffset: 0)
                }
            }
        }
        if member != 0 { builder.pointee.leave(line: lastLine, sourceOffset: 0) }
    }

    private func open(_ event: wb_json_event, _ line: Int, _ column: Int) {
        if event.name < 0 {
            builder.pointee.enterElement(line: line, column: column, sourceOffset: 0)
        } else {
            builder.pointee.enter(Int(event.name), line: line, column: column, sourceOffset: 0)
        }
    }
}
