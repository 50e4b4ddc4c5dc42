import Channels
import Normalized
import TestSupport
import Testing
import WireFormats

@testable import Job

/// A file that is cut into parts for several threads says the same as one that is read as a whole, wherever it is cut.
@Suite struct PartReadingTests {
    @Test(arguments: Document.all)
    func cutsMakeNoDifference(_ document: Document) throws {
        let whole = try Conversion(document, partSize: nil)
        let sizes = Array(1...64) + stride(from: 65, through: document.bytes.count + 1, by: 5)
        for size in sizes {
            let parts = try Conversion(document, partSize: size)
            #expect(parts == whole, "\(document.name) in parts of \(size) bytes")
        }
    }

    @Test(arguments: ["custom-store", "sears"])
    func samplesSayTheSameInParts(_ channel: String) throws {
        let generator = SeededGenerator(seed: 20_261_201)
        var chance = generator
        for document in try Document.samples(of: channel) {
            let whole = try Conversion(document, partSize: nil)
            let sizes = (0..<12).map { _ in Int.random(in: 1...max(1, document.bytes.count), using: &chance) }
            for size in sizes {
                let parts = try Conversion(document, partSize: size)
                #expect(parts == whole, "\(document.name) in parts of \(size) bytes, seed \(generator.seed)")
            }
        }
    }

    /// Without this the other tests could pass on files that are never cut.
    @Test func cutsWhatCanBeCut() throws {
        let document = try #require(Document.all.first)
        var input = ByteInput(bytes: document.bytes, chunkSize: 16)
        let channel = try #require(ChannelCatalog.channel("custom-store"))
        let source = try OrderSource(
            of: &input, channel: channel, store: StoreSettings(id: "test"), limits: ReadLimits())
        var segments = XMLSegments(input, at: try #require(source.seams), limits: ReadLimits(), size: 300)
        var count = 0
        var orders = 0
        while let segment = segments.next() {
            let part = OrderPart(
                segment, bytesRead: 0, of: source,
                OrderRendering(
                    files: .jsonLines, style: CSVStyle(), channel: "custom-store", store: "test", file: "input",
                    keptText: .orderNumber))
            #expect(part.isSound, "part \(count)")
            count += 1
            orders += part.batch.items.count
        }
        #expect(count > 5)
        #expect(orders == 12)
    }

    @Test(arguments: ["geekseller", "web-shop-manager", "sears", "americommerce", "inksoft", "custom-store"])
    func formatsOfWhichRecordsNeedOthersAreNeverCut(_ id: String) throws {
        let channel = try #require(ChannelCatalog.channel(id))
        for format in channel.orderFormats where format.recordsStandAlone {
            #expect(format.wire == .xml)
            // Messages about the file may stand in front of the records only, or stop the reading.
            #expect(["Custom Store XML", "Sears po-response XML"].contains(format.name))
        }
    }
}

/// What comes of a document when it is converted: of one that cannot be read only why, since nothing of it is to be used.
private struct Conversion: Equatable {
    var counts: ConvertOrders.Counts?
    var findings: [Finding] = []
    var output: [UInt8] = []
    var rejects: [UInt8] = []
    var error: WireError?

    init(_ document: Document, partSize: Int?) throws {
        let (outputFile, rejectFile) = (ScratchFile(), ScratchFile())
        let channel = try #require(ChannelCatalog.channel(document.channel))
        let conversion = ConvertOrders(
            channel: channel, store: StoreSettings(id: "test"), file: document.name, target: .jsonl,
            threads: partSize == nil ? 1 : 2,
            partSize: partSize ?? XMLSegments.size)
        var findings: [Finding] = []
        do {
            counts = try conversion.run(
                input: ByteInput(bytes: document.bytes, chunkSize: 16), output: outputFile.output,
                rejects: rejectFile.output, writesRejects: true, progress: { _ in }, report: { findings.append($0) })
        } catch let error as WireError {
            self.error = error
            return
        }
        self.findings = findings
        output = outputFile.bytes
        rejects = rejectFile.bytes
    }
}

/// A document with its channel.
struct Document: Sendable, CustomTestStringConvertible {
    var name: String
    var channel = "custom-store"
    var bytes: [UInt8]

    var testDescription: String { name }

    init(_ name: String, channel: String = "custom-store", _ text: String) {
        self.init(name, channel: channel, bytes: Array(text.utf8))
    }

    init(_ name: String, channel: String = "custom-store", bytes: [UInt8]) {
        self.name = name
        self.channel = channel
        self.bytes = bytes
    }

    /// The XML exports of a channel's samples.
    static func samples(of channel: String) throws -> [Document] {
        let folder = ExistingFolder(Checkout.root + "/samples/\(channel)/orders")
        return folder.files().filter { $0.hasSuffix("input.xml") }
            .map { Document($0, channel: channel, bytes: folder.read($0) ?? []) }
    }

    static let all: [Document] = [
        Document("plain", document((1...12).map { order($0) })),
        Document("one line", document((1...12).map { order($0, "Cøté ☕") }).replacing("\n", with: "")),
        Document("returns", document((1...8).map { order($0, "two\r\nlines") }).replacing("\n", with: "\r\n")),
        Document("a comment with an end tag", document([order(1), "<!-- \(order(2)) -->", order(3), order(4)])),
        Document(
            "a comment over many", document([order(1), "<!-- \((2...6).map { order($0) }.joined()) -->", order(7)])),
        Document("CDATA with an end tag", document([order(1), order(2, cdata: order(9)), order(3), order(4)])),
        Document("CDATA between orders", document([order(1), "<![CDATA[\(order(2))]]>", order(3)])),
        Document("an instruction with an end tag", document([order(1), "<?x \(order(2)) ?>", order(3), order(4)])),
        Document("an attribute with an end tag", document([order(1), "<Extra a='</Order>'/>", order(2), order(3)])),
        Document("orders within others", document([order(1), "<More>\(order(2))</More>", order(3), order(4)])),
        Document("an order within an order", document([order(1), order(2, inner: order(8)), order(3)])),
        Document("not well-formed", document([order(1), order(2), "<Order><OrderID>3</Order>", order(4)])),
        Document("cut off", String(document((1...6).map { order($0) }).dropLast(40))),
        Document("a second root", document([order(1), order(2)]) + document([order(3), order(4)])),
        Document("text behind the root", document([order(1), order(2)]) + "and more </Order>"),
        Document("strangers", document(["<Order2>x</Order2>", order(1), "<Foo></Foo></Bar>", order(2)])),
        Document("an end tag alone", document([order(1), "</Order>", order(2), order(3)])),
        Document(
            "bad bytes", bytes: Array(document([order(1), order(2)]).utf8) + [0xC3, 0x28] + Array(order(3).utf8)),
        Document("control characters", document((1...6).map { order($0, "a\u{1}b&#2;c") })),
        Document("pages", document((1...5).map { order($0) }, root: "Orders pages=\"3\" page=\"2\"")),
        Document("duplicates", document([1, 2, 1, 3, 2, 1].map { order($0) })),
        Document("no orders", document([])),
        Document("other roots", "<Order><OrderID>1</OrderID></Order>"),
        Document("a document type", "<!DOCTYPE Orders>" + document([order(1), order(2)])),
        Document("names with prefixes", document((1...4).map { order($0) }, root: "Orders xmlns='urn:x'")),
        Document("deep", document([order(1), order(2), String(repeating: "<a>", count: 70), order(3)])),
        Document("windows-1252", bytes: windows1252),
    ]

    private static let windows1252 =
        Array("<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<Orders>\n".utf8)
        + (1...5).flatMap { Array(order($0, "Ren").utf8).flatMap { $0 == 0x6E ? [$0, 0xE9] : [$0] } }
        + Array("</Orders>".utf8)

    private static func document(_ parts: [String], root: String = "Orders") -> String {
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- all -->\n<\(root)>\n" + parts.joined(separator: "\n")
            + "\n</\(root.prefix { $0 != " " })>\n"
    }

    private static func order(_ number: Int, _ note: String = "", cdata: String? = nil, inner: String = "") -> String {
        """
          <Order>
            <OrderID>\(number)</OrderID><OrderNumber>N\(number)</OrderNumber>
            <OrderDate>11/0\(1 + number % 9)/2026 10:00 AM</OrderDate><OrderStatus>\(number % 4 == 0 ? "odd" : "paid")</OrderStatus>
            <LastModified>11/0\(1 + number % 9)/2026 11:00 AM</LastModified>\(inner)
            <OrderTotal>10.00</OrderTotal><CustomerNotes>\(cdata.map { "<![CDATA[\($0)]]>" } ?? note)</CustomerNotes>
            <Customer><CustomerCode>c\(number)@example.com</CustomerCode>
              <ShipTo><Name>Ana \(note)</Name><Address1>1 Elm Road</Address1><City>Salem</City><State>OR</State>
              <PostalCode>97301</PostalCode><Country>US</Country></ShipTo></Customer>
            <Items><Item><SKU>A\(number)</SKU><Name>Thing</Name><Quantity>1</Quantity><UnitPrice>10.00</UnitPrice></Item></Items>
          </Order>
        """
    }
}
