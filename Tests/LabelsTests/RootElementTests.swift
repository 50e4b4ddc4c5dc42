import Labels
import Testing
import WireFormats

@Suite("The root element of a label file")
struct RootElementTests {
    private func root(_ text: String) -> RootElement? {
        let bytes = Array(text.utf8)
        return LabelFileHead(firstBytes: bytes.span).root
    }

    @Test(
        "is the first tag's name with its namespace",
        arguments: [
            ("<Print/>", "Print", ""),
            ("<Print xmlns='urn:a'>", "Print", "urn:a"),
            ("<s:Print xmlns='urn:a' xmlns:s = \"urn:b\" >", "Print", "urn:b"),
            ("<Print xmlns:s=\"urn:b\" a='>' xmlns=\"urn:a\"/>", "Print", "urn:a"),
            ("\u{FEFF}<?xml version=\"1.0\" encoding='UTF-8'?>\r\n<Print\n xmlns=\"urn:a\"\n>", "Print", "urn:a"),
            ("<!-- <Fake xmlns='urn:x'> - --><Print>", "Print", ""),
            ("<!DOCTYPE Print [<!ENTITY a '<b>'> <!ELEMENT Print ANY>]><Print>", "Print", ""),
            ("<s:Print xmlns='urn:a'>", "Print", ""),
            ("<Größe xmlns='urn:ü'>", "Größe", "urn:ü"),
        ])
    func isTheFirstTag(text: String, name: String, namespace: String) {
        #expect(root(text) == RootElement(localName: name, namespace: namespace))
    }

    @Test(
        "is none where there is no whole tag",
        arguments: [
            "", "a,b", "{}", "<", "<>", "< Print>", "<Print", "<Print a", "<Print a=", "<Print a='", "<Print a=b>",
            "<!--",
            "<!-- -", "<?xml", "<!DOCTYPE a [", "<s:>", "<Print xmlns='urn:a'", "<Print = 'a'>",
        ])
    func isNoneWithoutATag(text: String) {
        #expect(root(text) == nil)
    }

    @Test("is found, or not, wherever the file is cut")
    func readsUpToTheCut() {
        let text = "<?xml version='1.0'?><!-- a --><s:Print xmlns:s='urn:s' b=\"c\"><s:Item/></s:Print>"
        let end = text.utf8.count - "<s:Item/></s:Print>".utf8.count
        for count in 0..<text.utf8.count {
            let found = root(String(decoding: text.utf8.prefix(count), as: UTF8.self))
            #expect(found == (count < end ? nil : RootElement(localName: "Print", namespace: "urn:s")), "\(count)")
        }
    }
}
