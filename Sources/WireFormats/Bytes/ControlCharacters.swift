/// Drops the control characters that XML forbids from a chunk of text and moves together what is left.
/// - Parameters:
///   - chunk: The text; it becomes shorter by what is dropped.
///   - position: Where the chunk begins.
///   - offset: How many bytes of the text are in front of the chunk.
///   - limit: How many findings are wanted at most; characters beyond are dropped too.
/// - Returns: What was dropped, each with the place at which the text goes on without it.
func dropControlCharacters(
    in chunk: inout UnsafeMutableBufferPointer<UInt8>, at position: @autoclosure () -> SourcePosition, offset: Int,
    limit: Int
) -> [LocatedFinding] {
    guard let base = chunk.baseAddress, hasControlCharacter(UnsafeBufferPointer(chunk)) else { return [] }
    var findings: [LocatedFinding] = []
    var position = position()
    var counted = 0
    var kept = 0
    for index in 0..<chunk.count {
        let byte = base[index]
        guard isControlCharacter(byte) else {
            base[kept] = byte
            kept += 1
            continue
        }
        guard findings.count < limit else { continue }
        position.advance(over: base + counted, kept - counted)
        counted = kept
        let finding = TextFinding(kind: .controlCharacterDropped(UInt32(byte)), position: position)
        findings.append(LocatedFinding(finding: finding, offset: offset + kept))
    }
    chunk = UnsafeMutableBufferPointer(start: base, count: kept)
    return findings
}

/// Whether XML forbids the byte in text: below 0x20 and no tab, line feed or return.
@inline(__always)
func isControlCharacter(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x0A && byte != 0x09 && byte != 0x0D
}

/// Whether there is a byte in a text that XML forbids.
func hasControlCharacter(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return false }
    // Without a branch, so that the loop is turned into vectors.
    var found: UInt8 = 0
    for index in 0..<text.count {
        let byte = base[index]
        found |= (byte < 0x20 ? 1 : 0) & (byte &- 0x09 > 1 ? 1 : 0) & (byte != 0x0D ? 1 : 0)
    }
    return found != 0
}
