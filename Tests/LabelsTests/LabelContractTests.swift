import Labels
import TestSupport
import Testing
import WireFormats

/// What holds for every label system and its samples; none is named here.
@Suite("Label systems and their samples")
struct LabelContractTests {
    /// The input of one case.
    struct Input: CustomTestStringConvertible, Sendable {
        let system: String
        let name: String

        var folder: ExistingFolder { ExistingFolder("\(Checkout.root)/samples/labels/\(system)/\(name)") }
        var testDescription: String { "\(system)/\(name)" }
        /// Whether the case shows a file that is refused whole.
        var isRefused: Bool { folder.read("expected.quarantine") != nil }
        /// Whether a job says by which columns the file is read.
        var hasJob: Bool { folder.read("labels.yaml") != nil }

        static let all: [Input] = {
            let root = ExistingFolder(Checkout.root + "/samples")
            return root.folders(in: "labels").flatMap { system in
                root.folders(in: "labels/" + system).map { Input(system: system, name: $0) }
            }
        }()

        /// The beginning of the file, decompressed and decoded, as far as it is looked at.
        var head: [UInt8] {
            get throws {
                let name = try #require(folder.files().first { $0.hasPrefix("input.") })
                var input = ByteInput(bytes: try #require(folder.read(name)))
                return (try? input.peek(ReadLimits().recordBytes)) ?? []
            }
        }
    }

    @Test("lie in folders of systems of the catalogue")
    func areOfSystemsOfTheCatalogue() {
        #expect(Set(Input.all.map(\.system)) == Set(LabelCatalog.all.map(\.id)))
    }

    @Test("are claimed by their own system and no other", arguments: Input.all)
    func areClaimedByOneSystem(_ input: Input) throws {
        let bytes = try input.head
        let head = LabelFileHead(firstBytes: bytes.span)
        let claims = LabelCatalog.all.filter { $0.wire == head.wire && $0.recognises(head) }.map(\.id)
        // An empty list is nobody's, in an object of nothing else as well.
        let text = String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
        let isEmptyList = try /\[\]|\{"[a-z]+":\[\]\}/.wholeMatch(in: text) != nil
        if !(claims.isEmpty && (input.isRefused || input.hasJob || isEmptyList)) { #expect(claims == [input.system]) }
    }

    @Test("show what becomes of an order number that a spreadsheet has rounded", arguments: LabelCatalog.all.map(\.id))
    func showRoundedNumbers(_ id: String) {
        let rejects = Input.all.filter { $0.system == id }.compactMap { $0.folder.text("expected.rejects.jsonl") }
        #expect(rejects.contains { $0.contains("\"code\":\"reference_mangled\"") })
    }

    @Test("show at least one file that is read, for each system", arguments: LabelCatalog.all.map(\.id))
    func showFilesThatAreRead(_ id: String) {
        let labels = Input.all.filter { $0.system == id && !$0.isRefused }
        #expect(labels.contains { $0.folder.read("expected.jsonl")?.isEmpty == false })
    }
}
