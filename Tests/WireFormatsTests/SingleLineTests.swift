import Testing
import WireFormats

/// Texts of strangers in lines of messages and in reports.
@Suite struct SingleLineTests {
    @Test(arguments: [
        ("orders.xml", "orders.xml"), ("Zoë 注文 🎉", "Zoë 注文 🎉"), ("a\nb\r\tc", "a\\u{a}b\\u{d}\\u{9}c"),
        ("\u{1B}[2J", "\\u{1b}[2J"), ("\u{9B}31m\u{7F}", "\\u{9b}31m\\u{7f}"), ("\u{202E}lmx", "\\u{202e}lmx"),
        ("\u{61C}\u{200B}\u{2028}\u{2029}\u{2066}\u{FEFF}", "\\u{61c}\\u{200b}\\u{2028}\\u{2029}\\u{2066}\\u{feff}"),
        ("\u{E0041}", "\\u{e0041}"), ("\\u{1b}", "\\u{1b}"), ("", ""),
    ])
    func whatCannotBePrintedIsEscaped(_ text: String, _ line: String) {
        #expect(singleLine(text) == line)
    }

    @Test(arguments: [
        ("a\"b\\c", #""a\"b\\c""#), ("\u{1B}\n", #""\u001b\u000a""#),
        ("\u{9B}\u{202E}\n\"", #""\u009b\u202e\u000a\"""#),
        ("\u{E0041}", #""\udb40\udc41""#), ("Zoë 注文 🎉", #""Zoë 注文 🎉""#), ("", #""""#),
    ])
    func aReportsTextsArePlain(_ text: String, _ written: String) {
        var output = ByteOutput()
        output.append(printableJSONString: text)
        #expect(String(decoding: output.array, as: UTF8.self) == written)
    }

    @Test(arguments: [
        ("the order of ana@example.com is gone", "the order of *** is gone"), ("ana@example.com", "***"),
        ("<ana@example.com>, b@c", "*** ***"), ("no  address", "no  address"), ("", ""),
    ])
    func addressesAreLeftOut(_ text: String, _ shown: String) {
        #expect(withoutAddresses(text) == shown)
        let error = WireError(.malformed, at: SourcePosition(line: 1, column: 1), "\n " + text)
        #expect(error.message == "\\u{a} " + shown)
    }
}
