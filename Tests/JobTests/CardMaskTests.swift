import TestSupport
import Testing
import WireFormats

@testable import Job

/// Payment card data goes nowhere but where the input itself lies.
@Suite struct CardMaskTests {
    @Test func isInNoOutputOfARun() throws {
        let sample = try #require(Sample.all.first { $0.path.hasSuffix("web-shop-manager/orders/feed-card-data") })
        let place = sample.dropFolder()
        let input = try #require(sample.folder.read("input.xml"))
        #expect(contains(input, "4999000011112222"))
        place.write("in/orders/sample/input.xml", input)
        let listener = Listener()
        _ = try JobScene.run(place, at: Sample.now, observer: listener)
        let files = place.files().filter { !$0.hasPrefix("archive/") }
        #expect(files.contains { $0.hasSuffix(".rejects.jsonl") } && files.contains { $0.hasPrefix("reports/") })
        let texts = files.map { ($0, place.read($0) ?? []) } + [("messages", listener.file ?? [])]
        for (name, bytes) in texts {
            for secret in ["4999", "1111 2222", "Gil Owner", "0131"] { #expect(!contains(bytes, secret), "\(name)") }
        }
    }

    /// Neither in what is said of an order, nor in its notes.
    @Test(arguments: ["web-shop-manager/orders/feed-card-in-notes", "geekseller/orders/csv-card-as-status"])
    func isInNothingThatIsSaid(_ path: String) throws {
        let sample = try #require(Sample.all.first { $0.path.hasSuffix(path) })
        let place = sample.dropFolder()
        let name = try #require(sample.input())
        let input = try #require(sample.folder.read(name))
        #expect(contains(input, "4111 1111 1111 1111"))
        place.write("in/orders/sample/" + name, input)
        let listener = Listener()
        _ = try JobScene.run(place, at: Sample.now, observer: listener)
        let files = place.files().filter { !$0.hasPrefix("archive/") }
        let texts = files.map { ($0, place.read($0) ?? []) } + [("messages", listener.file ?? [])]
        for (name, bytes) in texts { #expect(!contains(bytes, "1111 1111 1111"), "\(name)") }
    }

    /// What is taken out of notes has the length and the first digits of a known issuer's cards.
    @Test(arguments: [
        ("4111 1111 1111 1111", "***"), ("a 4111-1111-1111-1111.", "a ***."), ("5555555555554444", "***"),
        ("2223003122003222", "***"), ("378282246310005", "***"), ("6011111111111117", "***"),
        ("3530111333300000", "***"),
        ("30569309025904", "***"), ("4222222222222", "***"),
        ("Call 312 555 0100 4111 1111 1111 1111", "Call 312 555 0100 ***"),
    ])
    func isTakenOutOfNotes(_ text: String, _ masked: String) {
        let found = CardNumbers.masked(Array(text.utf8), where: CardNumbers.isIssuedNumber)
        #expect(found.map { String(decoding: $0, as: UTF8.self) } == masked)
    }

    /// Numbers of orders, parcels and phones stay, even those whose last digit would suit a card.
    @Test(arguments: [
        "4111 1111 1111 1112", "9405511899561704680030", "6304000000000000", "3411111111111111", "100000000000008",
        "2720 9999 9999 99", "312-555-0100", "1234567890128", "",
    ])
    func otherNumbersStay(_ text: String) {
        #expect(CardNumbers.masked(Array(text.utf8), where: CardNumbers.isIssuedNumber) == nil)
    }

    /// A label's record may have a note, too: of one that cannot be read, and of one that is refused when its order is known.
    @Test func isInNoRejectOfALabel() throws {
        let note = #""notes":"card 4111 1111 1111 1111","creditCard":{"cvv":"737"}"#
        let place = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001")),
            "in/labels/a.json": JobScene.labels(
                "{\"shipmentId\":1,\"trackingNumber\":\"T1\",\"shipDate\":\"2026-11-20\",\(note)}",
                "{\"shipmentId\":2,\"orderNumber\":\"1001\",\"trackingNumber\":\"T2\",\"shipDate\":\"2026-11-20\",\(note),"
                    + "\"shipmentItems\":[{\"lineItemKey\":\"1\",\"quantity\":9}]}"),
        ])
        let listener = Listener()
        let report = try JobScene.run(place, observer: listener)
        #expect(report.labels.rejected == 2)
        let rejects = place.files(below: "out/rejects/labels").compactMap { place.text("out/rejects/labels/" + $0) }
        #expect(rejects.joined().split(separator: "***").count == 5)
        for text in rejects + listener.lines { #expect(!text.contains("1111") && !text.contains("737")) }
    }

    /// A value in the wrong column.
    @Test(arguments: [
        ("OrderTotal", "4111 1111 1111 1111", "***"), ("OrderTotal", "4111111111111112", "4111111111111112"),
        ("OrderStatus", "ana@example.com", "***"), ("trackingNumber", "4111111111111111", "4111111111111111"),
    ])
    func isInNoMessage(_ field: String, _ value: String, _ shown: String) {
        let issue = RecordIssue(
            IssueCode(rawValue: "x"), field: field, value: value, at: SourcePosition(line: 1, column: 1), "wrong")
        let finding = Finding(.error, file: "a.csv", record: 1, issue)
        #expect(finding.line == "a.csv:1:1: error: \(field): \"\(shown)\": wrong [x]")
    }

    @Test(arguments: [
        ("<a>1</a>", "<a>1</a>"), ("<CreditCard>1</CreditCard><b>2</b>", "<CreditCard>***</CreditCard><b>2</b>"),
        ("<x:ccNumber n='1'>1</x:ccNumber>", "<x:ccNumber>***</x:ccNumber>"),
        ("<CreditCard N='a>b/>1'/><b>2</b>", "<CreditCard>***</CreditCard><b>2</b>"),
        ("<CreditCard>1</CreditCard>2<CreditCard>3</CreditCard >4", "<CreditCard>***</CreditCard >4"),
        ("<Credit_Card>1</CreditCardX>2", "<Credit_Card>***"), ("<CVV2>1", "<CVV2>***"),
        ("<cvv a='1<cvv>2</cvv>3", "<cvv>***</cvv>3"), ("</cvv><cvv>1", "</cvv><cvv>***"),
        ("<cvv>1</cvv><pan>2</pan>3</cvv>4", "<cvv>***</cvv>4"), ("<cvv>1</cvv", "<cvv>***</cvv"),
        ("<ns:cvv:>1</ns:cvv:>2", "<ns:cvv:>***</ns:cvv:>2"), ("<:>1</:>", "<:>1</:>"),
    ])
    func isTakenOutOfTexts(text: String, masked: String) {
        #expect(mask(text, .xml) == masked)
    }

    @Test(arguments: [
        (#"{"last_four": "1234", "id": 7}"#, #"{"last_four": "***", "id": 7}"#),
        (#"{"last_four":1234}"#, #"{"last_four":"***"}"#),
        (#"{"ccname":"A \"B\" C","id":1}"#, #"{"ccname":"***","id":1}"#),
        (#"{"ccname":"Ana Ru"#, #"{"ccname":"***""#), (#"{"ccname":"Ana\"#, #"{"ccname":"***""#),
        (#"{"ccname" : [{"a": "]}\"", "b": [1]}, 2] , "id": 7}"#, #"{"ccname" : "***" , "id": 7}"#),
        (#"{"ccname":{"a":["b"],"c"#, #"{"ccname":"***""#), (#"{"ccname":{}}"#, #"{"ccname":"***"}"#),
        (#"{"id":["ccname"],"ccname":null}"#, #"{"id":["ccname"],"ccname":"***"}"#),
        (#"{"ccname""#, #"{"ccname""#), (#"{"ccname": "#, #"{"ccname": "#), (#"{"ccna"#, #"{"ccna"#),
        (#"{"note":"last_four","id":"1234"}"#, #"{"note":"last_four","id":"1234"}"#),
    ])
    func isTakenOutOfMembers(_ text: String, _ masked: String) {
        #expect(mask(text, .json, names: ["last_four", "ccname"]) == masked)
    }

    /// The channel's own names of elements, wherever the value stands: beside attributes, in CDATA, in children.
    @Test(arguments: [
        ("<p><ccname>Ana</ccname><id>1</id></p>", "<p><ccname>***</ccname><id>1</id></p>"),
        ("<ccname>An", "<ccname>***"),
        ("<x:ccName n='Ana'><![CDATA[An]]></x:ccName>", "<x:ccName>***</x:ccName>"),
        ("<ccname><first>Ana</first></ccname>", "<ccname>***</ccname>"),
    ])
    func isTakenOutOfElements(_ text: String, _ masked: String) {
        #expect(mask(text, .xml, names: ["last_four", "ccname"]) == masked)
    }

    /// Of a table the header says which fields they are, whatever they are in quotes for, in each of an order's rows.
    @Test(arguments: [
        ("1,4999,x,123", "1,***,x,***"), ("1,\"49,99\"\"\n0\",\"x,y\",", "1,***,\"x,y\","),
        ("1,4999,x,1\n1,,x", "1,***,x,***\n1,,x"),
        ("1,\"49", "1,***"), ("1,4999,x,12,more", "1,***,x,***,more"), ("1", "1"), ("", ""),
    ])
    func isTakenOutOfRows(_ text: String, _ masked: String) {
        var mask = CardMask(names: ["last_four"], wire: .csv)
        for _ in 1...2 {
            let found = mask.masked(Array(text.utf8), header: ["id", "Credit Card #", "note", "Last-four"])
            #expect(String(decoding: found, as: UTF8.self) == masked)
        }
    }

    /// What shops and people call it, when no channel says so.
    @Test(arguments: [
        "CardNo", "Card #", "Card", "Card Expiry", "card exp", "cc", "payment_account", "cc_no", "PAN", "Security Code",
        "CardNum", "Debit Card Nr", "Last 4", "CARD №", "Card\u{A0}Number", "Gift cvv2",
    ])
    func isKnownByItsNameInEveryFormat(_ name: String) {
        var mask = CardMask(names: [], wire: .csv)
        #expect(String(decoding: mask.masked(Array("7,12".utf8), header: ["id", name]), as: UTF8.self) == "7,***")
        #expect(self.mask(#"{"\#(name)":{"a":"12"},"id":7}"#, .json) == #"{"\#(name)":"***","id":7}"#)
        let tag = name.filter { $0 != " " && $0 != "#" && $0 != "\u{A0}" }
        #expect(self.mask("<\(tag)>12</\(tag)><id>7</id>", .xml) == "<\(tag)>***</\(tag)><id>7</id>")
    }

    @Test(arguments: [
        "Card design", "Greeting card", "Company", "Account", "Discard", "Accessories", "span", "Kártya", "cardé",
    ])
    func otherNamesAreKept(_ name: String) {
        #expect(mask(#"{"\#(name)":"12"}"#, .json) == #"{"\#(name)":"12"}"#)
    }

    /// However many elements of a record are of cards, each with a name of its own.
    @Test(.timeLimit(.minutes(1))) func takesTimeThatGrowsWithTheTextAlone() {
        let names = (0..<20_000).map { "cvv\($0)" }
        let ended = mask(names.map { "<\($0)>1</\($0)>" }.joined(), .xml)
        #expect(ended == names.map { "<\($0)>***</\($0)>" }.joined())
    }

    /// A field whose own name is a value beside it.
    @Test(arguments: [
        (
            #"[{"name":"Card Number","value":"12"},{"name":"Hue","value":"red"}]"#,
            #"[{"name":"Card Number","value":"***"},{"name":"Hue","value":"red"}]"#
        ),
        (#"{"value":12,"Name":"cvv"}"#, #"{"value":"***","Name":"cvv"}"#),
        (
            #"{"name":"Card Number","sub":{"value":1},"value":[2]"#,
            #"{"name":"Card Number","sub":{"value":1},"value":"***""#
        ),
    ])
    func isTakenOutOfPairs(_ text: String, _ masked: String) { #expect(mask(text, .json) == masked) }

    /// A number is known by its check digit, wherever it stands: in notes, in options, in columns without a name.
    @Test(arguments: [
        ("4111111111111111", "***"), ("4111 1111 1111 1111", "***"), ("4111-1111-1111-1111 ok", "*** ok"),
        ("378282246310005", "***"), ("2026-11-20 4111 1111 1111 1111", "2026-11-20 ***"),
        ("3 4111111111111111 12/31", "3 *** 12/31"), ("555-0131 4111111111111111", "555-0131 ***"),
        ("4111111111111112", "4111111111111112"),
        ("94001000000000000000174111111111111111", "94001000000000000000174111111111111111"),
        ("411111111111", "411111111111"), ("1111111111111117", "1111111111111117"),
        ("4111  111111111111", "4111  111111111111"),
    ])
    func numbersOfCardsAreTakenOut(_ text: String, _ masked: String) {
        #expect(mask("<note>\(text)</note>", .xml) == "<note>\(masked)</note>")
        #expect(mask("{\"note\":\"\(text)\"}", .json) == "{\"note\":\"\(masked)\"}")
        #expect(mask("1,\"a, \(text)\",x", .csv) == "1,\"a, \(masked)\",x")
    }

    @Test func aBareNumberOfACardBecomesAText() {
        #expect(mask(#"{"a":4111111111111111,"b":"\"4111111111111111"}"#, .json) == #"{"a":"***","b":"\"***"}"#)
    }

    @Test func trackingNumbersAreKept() {
        let number = "4111111111111111"
        #expect(
            mask("<trackingNumber>\(number)</trackingNumber>\(number)", .xml)
                == "<trackingNumber>\(number)</trackingNumber>***")
        #expect(
            mask(#"{"tracking_no":"\#(number)","x":\#(number)}"#, .json) == #"{"tracking_no":"\#(number)","x":"***"}"#)
        var rows = CardMask(names: [], wire: .csv)
        let found = rows.masked(
            Array("\(number),\(number)\n\(number),\(number)".utf8), header: ["Tracking No", "Note"])
        #expect(String(decoding: found, as: UTF8.self) == "\(number),***\n\(number),***")
    }

    /// The end of what is kept of a long record may cut a number.
    @Test(arguments: 1...20)
    func aNumberAtTheCutIsTakenOut(_ shown: Int) {
        var mask = CardMask(names: [], wire: .json)
        let limit = 100
        let text = Array(
            (String(repeating: "x", count: limit - shown)
                + "4111111111111111 and so on, and on and on, to the end, which is far").utf8)
        let found = mask.masked(Array(text.prefix(mask.textNeeded(for: limit))), limit: limit).prefix(limit)
        #expect(!String(decoding: found, as: UTF8.self).contains("4111"))
        let short = mask.masked(
            Array(("4111111111111111 " + String(repeating: "x", count: 130) + " 41111111111").utf8), limit: 80)
        #expect(!String(decoding: short, as: UTF8.self).contains("4111"))
    }

    @Test func ordinaryRowsStayAsTheyAre() {
        var mask = CardMask(names: ["ccname"], wire: .csv)
        let text = Array("1,\"a,b\"".utf8)
        #expect(mask.masked(text, header: ["Order Number", "Card design"]) == text)
    }

    @Test func textWithoutSuchNamesStaysAsItIs() {
        let text: [UInt8] = [0x22, 0xC3, 0x22]
        var mask = CardMask(names: [], wire: .json)
        #expect(mask.masked(text) == text)
        #expect(mask.masked([0x61, 0xC3]) == [0x61, 0xC3])
    }

    private func mask(_ text: String, _ wire: WireFormat, names: [String] = []) -> String {
        var mask = CardMask(names: names, wire: wire)
        return String(decoding: mask.masked(Array(text.utf8)), as: UTF8.self)
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(text)
    }
}
