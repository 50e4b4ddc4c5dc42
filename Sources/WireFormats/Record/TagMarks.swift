/// Tags inside of a text: a mark stands for each until the text ends, since only then both its neighbours are known.
///
/// A tag counts as a blank, so that it never joins what it stood between: two numbers must not become a third.
extension GrowingBuffer<UInt8> {
    /// A character that XML has no place for, so that it can be no part of the text.
    private static var tagMark: UInt8 { 0 }

    /// Notes a tag at the end of the text that begins at `start`, where it could make a difference.
    mutating func addTagMark(from start: Int) {
        guard count > start, base[count - 1] != Self.tagMark, !isBlank(base[count - 1]) else { return }
        append(Self.tagMark)
    }

    /// Puts a blank in place of each mark that has no blank beside it, and takes out the others.
    mutating func replaceTagMarks(from start: Int) {
        var kept = start
        for index in start..<count {
            if base[index] == Self.tagMark {
                guard index + 1 < count, !isBlank(base[index + 1]) else { continue }
                base[kept] = 0x20
            } else {
                base[kept] = base[index]
            }
            kept += 1
        }
        removeLast(count - kept)
    }
}
