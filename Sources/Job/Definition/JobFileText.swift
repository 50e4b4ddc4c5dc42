import Orders

/// Reads the small notations of job files.
///
/// Each gives `nil` for a text that is not written so.
enum JobFileText {
    /// A whole number without a sign, of up to 18 digits.
    static func number(_ text: some StringProtocol) -> Int? {
        let digits = text.utf8
        guard (1...18).contains(digits.count), digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(text)
    }

    /// `10s`, `5m`, `2h`, `1d` or a number of seconds, in seconds.
    static func duration(_ text: String) -> Int? {
        quantity(text, units: ["": 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400])
    }

    /// `16MiB`, `1 MB` or a number of bytes, in bytes; letters in any case.
    static func size(_ text: String) -> Int? {
        quantity(
            text.lowercased(),
            units: [
                "": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000,
                "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
            ])
    }

    /// `5`, or a percentage up to `100%` with at most four decimals.
    static func rejectLimit(_ text: String) -> RejectLimit? {
        guard text.hasSuffix("%") else { return number(text).map { .count($0) } }
        let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = number(parts[0]), whole <= 100 else { return nil }
        var perMillion = whole * 10_000
        if parts.count == 2 {
            guard parts[1].utf8.count <= 4, let decimals = number(parts[1]) else { return nil }
            perMillion += (parts[1].utf8.count..<4).reduce(decimals) { value, _ in value * 10 }
        }
        return perMillion <= 1_000_000 ? .perMillion(perMillion) : nil
    }

    /// `2026-11-20`, as a date without a time.
    static func date(_ text: String) -> Timestamp? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], let year = number(parts[0]), let month = number(parts[1]),
            let day = number(parts[2])
        else { return nil }
        let civil = CivilTime(year: year, month: month, day: day)
        return civil.isValid ? Timestamp(seconds: civil.secondsSinceEpoch, isDateOnly: true) : nil
    }

    /// Whether a text can be the name of a file or folder everywhere: letters, digits, `.`, `_` and `-`, no leading dot.
    static func isSafeName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard (1...100).contains(bytes.count), bytes.first != UInt8(ascii: ".") else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
    }

    /// Whether a text has the form of a zone's name, such as `America/Argentina/Buenos_Aires` or `Etc/GMT+5`.
    static func isZoneName(_ text: String) -> Bool {
        text.utf8.count <= 100
            && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x5F || $0 == 0x2B || $0 == 0x2D }
            }
    }

    /// What is wrong with a pattern of file names; `nil` when nothing is.
    static func patternFault(_ pattern: String) -> String? {
        if pattern.isEmpty { return "an empty pattern matches nothing" }
        if pattern.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == 0 }) {
            return "a pattern is compared with names, not with paths"
        }
        var rest = pattern.utf8[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "[")) {
            // The first character of a set is always one of it, even a bracket, and so is the first behind a "!".
            var first = rest[rest.index(after: open)...]
            if first.first == UInt8(ascii: "!") || first.first == UInt8(ascii: "^") { first = first.dropFirst() }
            guard let close = first.dropFirst().firstIndex(of: UInt8(ascii: "]")) else { return "a [ has no ]" }
            rest = rest[rest.index(after: close)...]
        }
        return nil
    }

    /// The text as it can stand in a message: in quotes, short, and without control characters.
    static func quoted(_ text: String) -> String {
        let short = text.unicodeScalars.prefix(60).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : String($0) }
        return "\"" + short.joined() + (text.unicodeScalars.count > 60 ? "..." : "") + "\""
    }

    /// The word that was probably meant, or `nil` when none is near.
    static func nearest(to word: String, among words: [String]) -> String? {
        let near = words.map { (word: $0, distance: distance(word.lowercased(), $0.lowercased())) }
            .min { $0.distance < $1.distance }
        guard let near, near.distance <= max(1, word.count / 3) else { return nil }
        return near.word
    }

    /// `did you mean X?`, or the whole choice.
    static func suggestion(for word: String, among words: [String]) -> String {
        if let near = nearest(to: word, among: words) { return "did you mean \(near)?" }
        return "one of " + words.joined(separator: ", ")
    }

    // MARK: - Parts

    private static func quantity(_ text: String, units: [String: Int]) -> Int? {
        let digits = text.prefix { $0 >= "0" && $0 <= "9" }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let count = number(digits), let factor = units[String(unit)] else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A)
    }

    /// How many letters must be added, dropped, replaced or swapped with their neighbour to get from one to the other.
    private static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let isEqual = left[row] == right[column]
                var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (isEqual ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
