import Testing

@testable import Job

/// What is on a payment card is in no output, not even in the text of a reject.
@Suite struct CardDataTests {
    @Test(arguments: [
        (#"{"last_four": "1234", "id": 7}"#, #"{"last_four": "***", "id": 7}"#),
        (#"{"last_four":1234}"#, #"{"last_four":"***"}"#),
        (#"{"ccname":"A \"B\" C","id":1}"#, #"{"ccname":"***","id":1}"#),
        (#"{"ccname":"Ana Ru"#, #"{"ccname":"***""#),
        (#"{"note":"last_four","id":"1234"}"#, #"{"note":"last_four","id":"1234"}"#),
    ])
    func isMasked(_ text: String, _ masked: String) {
        let found = CardData.masked(json: Array(text.utf8), names: ["last_four", "ccname"])
        #expect(String(decoding: found, as: UTF8.self) == masked)
    }

    /// The channel's own names of elements, wherever the value stands: beside attributes, in CDATA, in children.
    @Test(arguments: [
        ("<p><ccname>Ana</ccname><id>1</id></p>", "<p><ccname>***</ccname><id>1</id></p>"),
        ("<ccname>An", "<ccname>***"),
        ("<x:ccName n='Ana'><![CDATA[An]]></x:ccName>", "<x:ccName>***</x:ccName>"),
        ("<ccname><first>Ana</first></ccname>", "<ccname>***</ccname>"),
    ])
    func isMaskedInXML(_ text: String, _ masked: String) {
        let found = CardMask.masked(xml: Array(text.utf8), names: ["last_four", "ccname"])
        #expect(String(decoding: found, as: UTF8.self) == masked)
    }

    @Test func textWithoutSuchNamesStaysAsItIs() {
        let text: [UInt8] = [0x22, 0xC3, 0x22]
        #expect(CardData.masked(json: text, names: []) == text)
        #expect(CardData.masked(json: [0x61, 0xC3], names: ["ccname"]).first == 0x61)
    }
}
