/// The names of elements, members and columns that hold what is on a payment card.
struct CardNames {
    /// Those of the channel's own: in lower case, and without what only separates words.
    private let own: Set<String>
    private let ownLetters: Set<String>

    init(_ own: [String]) {
        self.own = Set(own.map { $0.lowercased() })
        ownLetters = Set(own.map(Self.letters))
    }

    /// Whether an element or a member is about a card: `CreditCard`, `cc:CreditCardNumber`, `CVV2`, or one of the channel's.
    func have(_ name: String) -> Bool {
        own.contains(String(name.lowercased().split(separator: ":").last ?? "")) || Self.isGeneral(name)
    }

    /// Whether a column is about a card: people write the channel's own names as they like.
    func haveColumn(_ name: String) -> Bool { ownLetters.contains(Self.letters(name)) || Self.isGeneral(name) }

    /// Whether a name is about a card in any shop: `Card #`, `card exp`, `cc_no`.
    static func isGeneral(_ name: String) -> Bool {
        let letters = letters(name)
        return whole.contains(letters) || parts.contains { letters.contains($0) }
            || ends.contains { letters.hasSuffix($0) }
    }

    /// Words that are only part of other names, such as of `Card design`.
    private static let whole: Set<String> = [
        "card", "cc", "ccno", "ccnum", "ccn", "ccname", "pan", "paymentcard", "bankcard", "last4", "lastfour",
    ]
    private static let ends = ["cardno", "cardnum", "cardname", "cardpan", "cardlast4", "cardlastfour", "cardowner"]
    private static let parts = [
        "creditcard", "debitcard", "cardnumber", "cardholder", "cardexp", "cardcode", "cardsecurity", "cardverif",
        "cardaccount", "ccnumber", "ccexp", "cccvv", "cvv", "cvc", "securitycode", "paymentaccount", "paymentnumber",
        "primaryaccountnumber",
    ]

    /// A name's letters and digits in lower case, without its prefix.
    private static func letters(_ name: String) -> String {
        String(name.split(separator: ":").last ?? "").lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
