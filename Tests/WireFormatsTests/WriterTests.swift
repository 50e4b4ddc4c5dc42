import TestSupport
import Testing

@testable import WireFormats

/// What is written can be read back, and does no harm where it is opened.
@Suite struct WriterTests {
    private func json(_ text: String) -> String {
        var output = ByteOutput()
        output.append(jsonString: text)
        return String(decoding: output.array, as: UTF8.self)
    }

    private func csv(_ text: String, formulaSafe: Bool = false) -> String {
        var output = ByteOutput()
        output.append(csvField: text, formulaSafe: formulaSafe)
        return String(decoding: output.array, as: UTF8.self)
    }

    private func xml(_ text: String) -> (text: String, dropped: Int) {
        var output = ByteOutput()
        let dropped = output.append(xmlText: text)
        return (String(decoding: output.array, as: UTF8.self), dropped)
    }

    private func cdata(_ text: String) -> (text: String, dropped: Int) {
        var output = ByteOutput()
        let dropped = output.append(cdata: text)
        return (String(decoding: output.array, as: UTF8.self), dropped)
    }

    @Test(arguments: [
        ("", "\"\""),
        ("a", "\"a\""),
        ("a\"b\\c/d", "\"a\\\"b\\\\c/d\""),
        ("\n\r\t", "\"\\n\\r\\t\""),
        ("\u{0}\u{8}\u{C}\u{1F}", "\"\\u0000\\u0008\\u000c\\u001f\""),
        ("\u{7F}é美🎉\u{2028}\u{2029}", "\"\u{7F}é美🎉\u{2028}\u{2029}\""),
        ("long enough for words\n", "\"long enough for words\\n\""),
        ("long enough for \u{1}ords", "\"long enough for \\u0001ords\""),
    ])
    func escapesWhatJSONRequires(text: String, written: String) {
        #expect(json(text) == written)
    }

    @Test(arguments: [
        ("", ""),
        ("a b", "a b"),
        ("a,b", "\"a,b\""),
        ("a\"b", "\"a\"\"b\""),
        ("a\nb", "\"a\nb\""),
        ("a\rb", "\"a\rb\""),
        ("long enough for words", "long enough for words"),
        ("long enough for, words", "\"long enough for, words\""),
        ("a;b\té", "a;b\té"),
        ("=1+1", "=1+1"),
    ])
    func quotesWhatCSVRequires(text: String, written: String) {
        #expect(csv(text) == written)
    }

    @Test(arguments: [
        ("=1+1", "\"'=1+1\""),
        ("=HYPERLINK(\"http://example.com\")", "\"'=HYPERLINK(\"\"http://example.com\"\")\""),
        ("@a", "\"'@a\""),
        ("+a", "\"'+a\""),
        ("-a", "\"'-a\""),
        ("+", "\"'+\""),
        ("-", "\"'-\""),
        ("\ta", "\"'\ta\""),
        ("\ra", "\"'\ra\""),
        ("\n=1", "\"'\n=1\""),
        ("＝1+1", "\"'＝1+1\""),
        ("＋1", "\"'＋1\""),
        ("－1", "\"'－1\""),
        ("＠SUM(1)", "\"'＠SUM(1)\""),
        ("！a", "！a"),
        ("｀=1", "｀=1"),
        ("-2", "-2"),
        ("-0.005", "-0.005"),
        ("-1.2e5", "\"'-1.2e5\""),
        ("-12.50", "-12.50"),
        ("+4930123", "+4930123"),
        ("-1+1", "\"'-1+1\""),
        ("a=1", "a=1"),
        ("", ""),
    ])
    func marksWhatASpreadsheetWouldRun(text: String, written: String) {
        #expect(csv(text, formulaSafe: true) == written)
    }

    @Test(arguments: [
        ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;'", 0),
        ("a\tb\nc\rd", "a\tb\nc&#13;d", 0),
        ("é美🎉", "é美🎉", 0),
        ("a\u{0}\u{1}b\u{B}\u{FFFE}\u{FFFF}", "ab", 5),
        ("\u{7F}\u{FFFD}", "\u{7F}\u{FFFD}", 0),
        ("", "", 0),
    ])
    func escapesWhatXMLRequires(text: String, written: String, dropped: Int) {
        #expect(xml(text) == (written, dropped))
    }

    @Test(arguments: [
        ("", "", 0),
        ("a & <b>", "<![CDATA[a & <b>]]>", 0),
        ("]]>", "<![CDATA[]]]]><![CDATA[>]]>", 0),
        ("]]]>", "<![CDATA[]]]]]><![CDATA[>]]>", 0),
        ("]]\u{1}>", "<![CDATA[]]]]><![CDATA[>]]>", 1),
        ("]>]]", "<![CDATA[]>]]]]>", 0),
        ("\u{1}", "<![CDATA[]]>", 1),
    ])
    func splitsWhatWouldEndASection(text: String, written: String, dropped: Int) {
        #expect(cdata(text) == (written, dropped))
    }

    @Test func readsBackWhateverItWrites() {
        var random = SeededGenerator(seed: 0x0077_7269_7465)
        let scalars = Array("ab,\"'\\\n\r\t<>&]=+-@;\u{1}é美🎉\u{2028}".unicodeScalars)
        for round in 0..<2000 {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                view.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
            }
            let text = "(" + String(view) + ")"
            let place = "seed \(random.seed), round \(round)"
            let allowed = text.replacing("\u{1}", with: "")
            #expect(readJSON("{\"note\":\(json(text))}").texts(TestSlot.note) == [allowed], "\(place)")
            #expect(readCSV("Note\n\(csv(text))\n").texts(TestSlot.note) == [allowed], "\(place)")
            let document = "<Orders><Order><Note>\(xml(text).text)</Note></Order></Orders>"
            #expect(readXML(document).texts(TestSlot.note) == [allowed], "\(place)")
            // A section cannot hold a return: XML reads it as a line feed.
            let section = "<Orders><Order><Note>\(cdata(text).text)</Note></Order></Orders>"
            let ended = String(decoding: normalised(Array(allowed.utf8)), as: UTF8.self)
            #expect(readXML(section).texts(TestSlot.note) == [ended], "\(place)")
        }
    }

    private func normalised(_ bytes: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D { continue }
            lines.append(byte == 0x0D ? 0x0A : byte)
        }
        return lines
    }

    @Test func writesNumbersExactly() {
        func written(_ write: (inout ByteOutput) -> Void) -> String {
            var output = ByteOutput()
            write(&output)
            return String(decoding: output.array, as: UTF8.self)
        }
        for number in [0, 7, -7, 10, 99, 100, .max, .min] as [Int64] {
            #expect(written { $0.append(integer: number) } == String(number))
        }
        let amounts: [(Int64, Int, String)] = [
            (0, 0, "0"), (0, 2, "0.00"), (125_000, 2, "12.50"), (125_000, 0, "12.5"), (1, 2, "0.0001"),
            (-50, 2, "-0.005"), (-125_000, 3, "-12.500"), (.max, 2, "922337203685477.5807"),
            (.min, 2, "-922337203685477.5808"),
        ]
        for (ticks, digits, text) in amounts {
            #expect(written { $0.append(tenThousandths: ticks, minimumFractionDigits: digits) } == text)
        }
        for (number, text) in [(0, "0"), (1500, "1.5"), (-1, "-0.001"), (1000, "1"), (.max, "9223372036854775.807")]
            as [(Int64, String)]
        {
            #expect(written { $0.append(thousandths: number) } == text)
        }
        #expect(written { $0.append(year: 907, month: 1, day: 31) } == "0907-01-31")
        #expect(written { $0.append(hour: 7, minute: 59, second: 0) } == "07:59:00")
    }

    @Test func takesBackWhatFollowsAMark() {
        var output = ByteOutput()
        output.append("one")
        let mark = output.count
        output.append(text: String(repeating: "x", count: 100_000))
        output.rewind(to: mark)
        output.append(",two", withoutFirstByte: true)
        #expect(output.array == Array("onetwo".utf8))
        var other = ByteOutput()
        output.copy(from: mark, to: output.count, into: &other)
        #expect(other.array == Array("two".utf8))
        #expect(output.digest(from: mark, to: 6) == Digest(of: Array("two".utf8).span))
    }
}
