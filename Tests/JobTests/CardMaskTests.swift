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

    @Test(arguments: [
        ("<a>1</a>", "<a>1</a>"), ("<CreditCard>1</CreditCard><b>2</b>", "<CreditCard>***</CreditCard><b>2</b>"),
        ("<x:ccNumber n='1'>1</x:ccNumber>", "<x:ccNumber>***</x:ccNumber>"),
        ("<CreditCard N='a>b/>1'/><b>2</b>", "<CreditCard>***</CreditCard><b>2</b>"),
        ("<CreditCard>1</CreditCard>2<CreditCard>3</CreditCard >4", "<CreditCard>***</CreditCard >4"),
        ("<Credit_Card>1</CreditCardX>2", "<Credit_Card>***"), ("<CVV2>1", "<CVV2>***"),
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
