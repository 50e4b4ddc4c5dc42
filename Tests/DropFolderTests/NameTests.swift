import DropFolder
import Testing

@Suite struct NameTests {
    @Test(arguments: [
        ("walmart-us", "walmart-us"), ("a/b", "a%2Fb"), ("..", "%2E."), (".hidden", "%2Ehidden"), ("~x", "%7Ex"),
        ("a\nb\u{0}", "a%0Ab%00"), ("a\u{9B}b", "a%C2%9Bb"),
        ("\u{202E}lmx", "%E2%80%AElmx"), ("a\u{61C}\u{2028}\u{FEFF}", "a%D8%9C%E2%80%A8%EF%BB%BF"),
        ("a\u{301}", "a\u{301}"),
        ("\u{301}", "\u{301}"), ("50%", "50%25"), ("Märkte", "Märkte"), ("", "_"),
    ])
    func aSafeNameStaysInItsFolder(_ text: String, _ expected: String) {
        #expect(SafeName.name(text) == expected)
    }

    @Test func aLongNameIsCutBetweenCharactersAndEscapes() {
        #expect(SafeName.name(String(repeating: "ä", count: 100)) == String(repeating: "ä", count: 90))
        #expect(SafeName.name("a" + String(repeating: "ä", count: 100)) == "a" + String(repeating: "ä", count: 89))
        #expect(SafeName.name("ab" + String(repeating: "/", count: 100)) == "ab" + String(repeating: "%2F", count: 59))
        let full = String(repeating: "x", count: 178) + "ä"
        #expect(SafeName.name(full) == full)
    }

    @Test(arguments: [
        ("orders.xml", "orders-0123456789ab"), ("orders.xml.gz", "orders.xml-0123456789ab"),
        ("orders", "orders-0123456789ab"), ("a/b.xml", "a%2Fb-0123456789ab"),
    ])
    func aStemIsTheNameAndTheDigest(_ name: String, _ expected: String) {
        #expect(SafeName.stem(of: name, digest: "0123456789abcdef") == expected)
        #expect(SafeName.isStem(expected))
    }

    @Test(arguments: [
        "", "notes", "-0123456789ab", "a-0123456789aB", "a-0123456789a", "a_0123456789ab", "a0123456789ab",
    ])
    func otherNamesAreNoStems(_ name: String) { #expect(!SafeName.isStem(name)) }

    @Test(arguments: [
        ("*.xml", "a.xml", true), ("*.xml", "a.XML", false), ("*.xml", ".xml", true), ("*.xml", "a.xml.gz", false),
        ("a?c", "abc", true), ("a?c", "ac", false), ("?.xml", "ä.xml", true), ("*", "", true), ("", "a", false),
        ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("[a-c]x", "bx", true), ("[a-c]x", "dx", false),
        ("[!a-c]x", "dx", true), ("[!a-c]x", "bx", false),
        ("*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ])
    func aPatternMatchesTheWholeName(_ pattern: String, _ name: String, _ expected: Bool) {
        #expect(Glob.matches(pattern, name) == expected)
    }
}
