package import Orders

/// What a channel's word for a status means for the order.
package enum StatusMeaning: Hashable, Sendable {
    /// The order is one of ours, in this state.
    case status(OrderStatus)
    /// The order is no order for this store: an abandoned cart, a quote.
    case exclude
}

/// From a channel's words to statuses: a total table, in which an unknown word is unknown.
package struct StatusTable: Hashable, Sendable {
    /// How a channel compares its words.
    package enum Matching: Hashable, Sendable {
        /// Letter by letter, as ShipStation's Custom Store fields do [D].
        case exact
        /// Without regard to case.
        case caseInsensitive
        /// Without regard to case, commas and repeated blanks, as ShipStation's AmeriCommerce fields do [S].
        case withoutCommas
    }

    private struct Entry: Hashable {
        /// As it was given.
        var given: [UInt8]
        /// As it is compared.
        var word: [UInt8]
        var meaning: StatusMeaning
    }

    private var entries: [Entry] = []
    /// The words as they were given, with what each means.
    package private(set) var words: [(word: String, meaning: StatusMeaning)] = []
    package let matching: Matching

    package init(matching: Matching, _ rows: [(StatusMeaning, [String])] = []) {
        self.matching = matching
        for (meaning, words) in rows {
            for word in words { add(word, meaning) }
        }
    }

    package static func == (left: StatusTable, right: StatusTable) -> Bool {
        left.entries == right.entries && left.matching == right.matching
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(entries) }

    /// Adds a word; of several meanings for one word the first stays.
    package mutating func add(_ word: String, _ meaning: StatusMeaning) {
        let bytes = Array(word.utf8)
        words.append((word, meaning))
        let folded = folded(bytes.span)
        guard !entries.contains(where: { $0.word == folded }) else { return }
        entries.append(Entry(given: bytes, word: folded, meaning: meaning))
    }

    /// What a word means, or `nil` when the table does not have it.
    package subscript(word: Span<UInt8>) -> StatusMeaning? {
        // Almost every word stands in the table as the file has it: folding is for the others.
        for entry in entries where isEqual(entry.given, word) { return entry.meaning }
        let folded = folded(word)
        for entry in entries where entry.word == folded { return entry.meaning }
        return nil
    }

    /// The word of the table that differs from this one only in case, to suggest it.
    package func nearMiss(of word: Span<UInt8>) -> String? {
        let lowered = lowercased(folded(word))
        return words.first { candidate in
            let bytes = Array(candidate.word.utf8)
            return lowercased(folded(bytes.span)) == lowered
        }?.word
    }

    private func isEqual(_ known: [UInt8], _ word: Span<UInt8>) -> Bool {
        guard known.count == word.count else { return false }
        for index in word.indices where known[index] != word[index] { return false }
        return true
    }

    /// The word as it is compared; `canceled` and `cancelled` are one word everywhere.
    private func folded(_ word: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(word.count + 1)
        for index in word.indices {
            let byte = word[index]
            switch matching {
            case .exact: bytes.append(byte)
            case .caseInsensitive: bytes.append(lowercased(byte))
            case .withoutCommas:
                if byte == UInt8(ascii: ",") { continue }
                if byte == 0x20 && (bytes.isEmpty || bytes.last == 0x20) { continue }
                bytes.append(lowercased(byte))
            }
        }
        while bytes.last == 0x20 { bytes.removeLast() }
        return withTwoLs(bytes)
    }

    private func withTwoLs(_ word: [UInt8]) -> [UInt8] {
        let american = Array("ancele".utf8)
        guard word.count > american.count else { return word }
        for start in 0...(word.count - american.count) {
            let isAmerican = american.indices.allSatisfy { lowercased(word[start + $0]) == american[$0] }
            if isAmerican {
                let letter = word[start + 4]
                return Array(word[..<(start + 5)]) + [letter == UInt8(ascii: "L") ? letter : UInt8(ascii: "l")]
                    + Array(word[(start + 5)...])
            }
        }
        return word
    }

    private func lowercased(_ bytes: [UInt8]) -> [UInt8] { bytes.map(lowercased) }

    private func lowercased(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
}
