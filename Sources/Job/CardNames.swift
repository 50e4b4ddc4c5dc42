/// The names of elements, members and columns that hold what is on a payment card.
///
/// It works on bytes: each tag and each member of a rejected record is asked about.
struct CardNames {
    /// Those of the channel's own: in lower case, and without what only separates words.
    private let own: Set<[UInt8]>
    private let ownLetters: Set<[UInt8]>

    init(_ own: [String]) {
        self.own = Set(own.map { Self.inLowerCase(Array($0.utf8)[...]) })
        ownLetters = Set(own.map { Self.letters(Array($0.utf8)[...]) })
    }

    /// Whether an element or a member is about a card: `CreditCard`, `cc:CreditCardNumber`, `CVV2`, or one of the channel's.
    func have(_ name: ArraySlice<UInt8>) -> Bool {
        !own.isEmpty && own.contains(Self.inLowerCase(Self.withoutPrefix(name))) || Self.isGeneral(name)
    }

    /// Whether a column is about a card: people write the channel's own names as they like.
    func haveColumn(_ name: String) -> Bool {
        let name = Array(name.utf8)[...]
        return ownLetters.contains(Self.letters(name)) || Self.isGeneral(name)
    }

    /// Whether a name is about a card in any shop: `Card #`, `card exp`, `cc_no`.
    static func isGeneral(_ name: ArraySlice<UInt8>) -> Bool {
        let letters = letters(name)
        return whole.contains(letters) || ends.contains { letters.suffix($0.count).elementsEqual($0) }
            || hasPart(letters)
    }

    /// Words that are only part of other names, such as of `Card design`.
    private static let whole = Set(
        [
            "card", "cc", "ccno", "ccnum", "ccn", "ccname", "pan", "paymentcard", "bankcard", "last4", "lastfour",
        ].map { Array($0.utf8) })
    private static let ends = [
        "cardno", "cardnum", "cardname", "cardpan", "cardlast4", "cardlastfour", "cardowner",
    ].map { Array($0.utf8) }
    private static let parts = [
        "creditcard", "debitcard", "cardnumber", "cardholder", "cardexp", "cardcode", "cardsecurity", "cardverif",
        "cardaccount", "ccnumber", "ccexp", "cccvv", "cvv", "cvc", "securitycode", "paymentaccount", "paymentnumber",
        "primaryaccountnumber",
    ].map { Array($0.utf8) }

    private static func hasPart(_ letters: [UInt8]) -> Bool {
        for start in letters.indices {
            switch letters[start] {
            case UInt8(ascii: "c"), UInt8(ascii: "d"), UInt8(ascii: "p"), UInt8(ascii: "s"):
                if parts.contains(where: { letters[start...].starts(with: $0) }) { return true }
            // No part begins with another letter.
            default: continue
            }
        }
        return false
    }

    /// A name's letters and digits in lower case, without its prefix.
    private static func letters(_ name: ArraySlice<UInt8>) -> [UInt8] {
        let name = withoutPrefix(name)
        // Of other scripts the characters say which of them are letters; hardly a name has any.
        guard name.allSatisfy({ $0 < 0x80 }) else {
            return Array(String(decoding: name, as: UTF8.self).lowercased().filter { $0.isLetter || $0.isNumber }.utf8)
        }
        return inLowerCase(name).filter { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }
    }

    /// What stands behind the last colon that has something behind it, but for colons at the end.
    private static func withoutPrefix(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let colon = UInt8(ascii: ":")
        guard let last = name.lastIndex(where: { $0 != colon }) else { return [] }
        let kept = name[...last]
        return kept.lastIndex(of: colon).map { kept[($0 + 1)...] } ?? kept
    }

    private static func inLowerCase(_ name: ArraySlice<UInt8>) -> [UInt8] {
        name.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    }
}
