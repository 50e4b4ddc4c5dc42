import Glibc

/// A place in a text file: line and column, both from 1.
///
/// Columns count characters of the decoded text.
package struct SourcePosition: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "\(line):\(column)" }

    /// Moves behind some bytes of UTF-8.
    mutating func advance(over bytes: UnsafePointer<UInt8>, _ count: Int) {
        // By `memchr`, as every byte of an input is looked at here.
        var start = 0
        while start < count, let found = memchr(bytes + start, 0x0A, count - start) {
            start = UnsafeRawPointer(bytes).distance(to: found) + 1
            line &+= 1
            column = 1
        }
        column &+= WordScan.countCharacters(bytes + start, count - start)
    }

    /// The place of a character's first byte, when so many of its bytes have been passed: they count as one.
    func before(_ bytesOfCharacter: Int) -> SourcePosition {
        SourcePosition(line: line, column: bytesOfCharacter > 0 ? column - 1 : column)
    }
}
