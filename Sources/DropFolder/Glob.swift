/// Patterns of file names: `*` for any run of characters, `?` for one, `[a-z]` for one of a set, `[!a-z]` for one outside.
package enum Glob {
    /// Whether a name matches a pattern as a whole.
    package static func matches(_ pattern: String, _ name: String) -> Bool {
        let pattern = Array(pattern.unicodeScalars)
        let name = Array(name.unicodeScalars)
        var (p, n) = (0, 0)
        var star: (pattern: Int, name: Int)?
        while n < name.count {
            if p < pattern.count, pattern[p] == "*" {
                star = (p, n)
                p += 1
            } else if let next = step(pattern, p, name[n]) {
                p = next
                n += 1
            } else if let last = star {
                p = last.pattern + 1
                n = last.name + 1
                star = (last.pattern, n)
            } else {
                return false
            }
        }
        while p < pattern.count, pattern[p] == "*" { p += 1 }
        return p == pattern.count
    }

    /// Where the pattern goes on when its part at `p` matches a character; `nil` when it does not.
    private static func step(_ pattern: [Unicode.Scalar], _ p: Int, _ character: Unicode.Scalar) -> Int? {
        guard p < pattern.count else { return nil }
        switch pattern[p] {
        case "?": return p + 1
        case "[":
            var index = p + 1
            let isNegated = index < pattern.count && (pattern[index] == "!" || pattern[index] == "^")
            if isNegated { index += 1 }
            var isFound = false
            var isFirst = true
            while index < pattern.count, isFirst || pattern[index] != "]" {
                isFirst = false
                if index + 2 < pattern.count, pattern[index + 1] == "-", pattern[index + 2] != "]" {
                    if pattern[index] <= character, character <= pattern[index + 2] { isFound = true }
                    index += 3
                } else {
                    if pattern[index] == character { isFound = true }
                    index += 1
                }
            }
            guard index < pattern.count else { return nil }
            return isFound != isNegated ? index + 1 : nil
        default: return pattern[p] == character ? p + 1 : nil
        }
    }
}
