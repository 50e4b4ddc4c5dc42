/// A place in a text file: line and column, both from 1.
///
/// Columns count characters of the decoded text.
package struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "\(line):\(column)" }

    /// Moves behind some bytes of UTF-8.
    mutating func advance(over bytes: UnsafePointer<UInt8>, _ count: Int) {
        var start = 0
        let lines = Self.count(bytes, count) { $0 == 0x0A }
        if lines > 0 {
            start = count
            while bytes[start &- 1] != 0x0A { start &-= 1 }
            line &+= lines
            column = 1
        }
        column &+= Self.count(bytes + start, count &- start) { $0 & 0xC0 != 0x80 }
    }

    /// Counts bytes without a branch, so that the loop is turned into vectors.
    @inline(__always)
    private static func count(_ bytes: UnsafePointer<UInt8>, _ count: Int, where isCounted: (UInt8) -> Bool) -> Int {
        var found = 0
        for index in 0..<count { found &+= isCounted(bytes[index]) ? 1 : 0 }
        return found
    }

    /// The place of a character's first byte, when so many of its bytes have been passed: they count as one.
    func before(_ bytesOfCharacter: Int) -> SourcePosition {
        SourcePosition(line: line, column: bytesOfCharacter > 0 ? column - 1 : column)
    }
}
