import TestSupport
import Testing

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
        _ = try JobRun.run(place, listener)
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
        #expect(String(decoding: CardMask.masked(xml: Array(text.utf8)), as: UTF8.self) == masked)
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(text)
    }
}

/// Runs a folder's job at the moment of the samples.
private enum JobRun {
    static func run(_ place: TemporaryFolder, _ listener: Listener) throws -> RunReport {
        let definition = try JobDefinition(contentsOf: place.path + "/job.yaml")
        return try RunJob(definition, RunOptions(now: Sample.now)).run(observer: listener)
    }
}
