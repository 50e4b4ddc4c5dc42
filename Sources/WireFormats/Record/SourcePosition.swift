import Glibc

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
    @inline(__always)
    mutating func advance(over bytes: UnsafePointer<UInt8>, _ count: Int) {
        var index = 0
        while let found = memchr(bytes + index, 0x0A, count - index) {
            line &+= 1
            column = 1
            index = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - bytes + 1
        }
        var characters = 0
        while index < count {
            // Without a branch, so that the loop is turned into vectors.
            characters &+= bytes[index] & 0xC0 != 0x80 ? 1 : 0
            index &+= 1
        }
        column &+= characters
    }
}
