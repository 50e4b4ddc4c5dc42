import Channels
import Foundation
import Job
import Labels
import TestSupport
import Testing
import WireFormats

/// The catalogue of codes, the page that is made from it, and what the program says.
@Suite struct CodePageTests {
    /// Every code of every room is in the catalogue, and it has no other.
    @Test func theCatalogueHasEveryCode() {
        let issues = IssueCode.ofOrders + IssueCode.ofLabels + IssueCode.ofUpdates + IssueCode.ofJobs
        let statuses = JobError.Code.allCases.map { String($0.rawValue) }
        let codes = Set(issues.map(\.rawValue) + WireError.Code.allCases.map(\.rawValue) + statuses)
        let explained = Set(CodeCatalog.codes)
        #expect(codes.subtracting(explained).sorted() == [], "not explained")
        #expect(explained.subtracting(codes).sorted() == [], "never said")
    }

    /// The lists of codes that rooms have are complete: each declaration in the sources is in the catalogue.
    @Test func everyDeclaredCodeIsExplained() throws {
        let sources = Checkout.root + "/Sources"
        let files = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
        var declared: Set<String> = []
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOfFile: sources + "/" + file, encoding: .utf8)
            declared.formUnion(text.matches(of: /IssueCode\(rawValue: "([^"]+)"\)/).map { String($0.1) })
        }
        #expect(declared.count > 80)
        #expect(declared.subtracting(CodeCatalog.codes).sorted() == [])
    }

    @Test(arguments: CodeCatalog.sections.map(\.heading)) func aCodeStandsOnceInASection(_ heading: String) throws {
        let section = try #require(CodeCatalog.sections.first { $0.heading == heading })
        #expect(Set(section.entries.map(\.code)).count == section.entries.count)
        for entry in section.entries {
            for text in [entry.happened, entry.matters, entry.cure, entry.example] {
                #expect(!text.isEmpty && !text.contains("\n") && !text.contains("``"), "\(entry.code): \(text)")
            }
        }
    }

    /// The cure of a quarantined file and that of the catalogue are one.
    @Test(arguments: WireError.Code.allCases) func aFilesCureIsThatOfItsReason(_ code: WireError.Code) {
        let cures = CodeCatalog.meanings(of: code.rawValue).filter { $0.section.kind == .error }.map(\.entry.cure)
        #expect(cures == [code.cure])
    }

    @Test func thePageIsWhatTheCommandPrints() throws {
        let printed = try Workplace().waybill("explain", "--markdown").output
        if ProcessInfo.processInfo.environment["RECORD_SAMPLES"] != nil {
            ExistingFolder(Checkout.root + "/docs").write("codes.md", Array(printed.utf8))
        }
        #expect(try Page(path: "docs/codes.md").text == printed)
    }

    /// What a page calls by a code's kind of name is a code, or one of the few other words of that form.
    @Test(arguments: Page.all.filter { !$0.path.dropFirst("docs/".count).contains("/") && $0.path != "docs/codes.md" })
    func aCodeOnAPageIsOne(_ page: Page) throws {
        let others: Set = [
            "awaiting_payment", "awaiting_shipment", "pending_fulfillment", "on_hold", "already_announced", "no_update",
            "order_number", "job_name",
        ]
        for match in try page.text.matches(of: /`([a-z]+(?:_[a-z]+)+)`/) where !match.1.hasPrefix("waybill_") {
            #expect(CodeCatalog.codes.contains(String(match.1)) || others.contains(String(match.1)), "\(match.1)")
        }
    }

    /// What samples expect of records, the catalogue has as what it is there.
    @Test func everyCodeOfASampleIsWhatTheCatalogueSays() throws {
        let files =
            FileManager.default.enumerator(atPath: Checkout.root + "/samples")?.compactMap { $0 as? String } ?? []
        var found: [CodeKind: Set<String>] = [:]
        for file in files where file.hasSuffix(".jsonl") && !file.hasSuffix("requests.jsonl") {
            let text = try String(contentsOfFile: Checkout.root + "/samples/" + file, encoding: .utf8)
            for line in text.split(separator: "\n") {
                let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
                if let code = record["code"] as? String { found[.reject, default: []].insert(code) }
                found[.warning, default: []].formUnion(record["warnings"] as? [String] ?? [])
            }
        }
        let rejects = try #require(found[.reject])
        let warnings = try #require(found[.warning])
        #expect(rejects.count >= 20 && warnings.count >= 20)
        #expect(rejects.subtracting(JSONSchema.rejects).sorted() == [])
        #expect(warnings.subtracting(JSONSchema.warnings).sorted() == [])
    }

    @Test(arguments: CodeCatalog.codes) func aCodeIsExplained(_ code: String) throws {
        let meanings = CodeCatalog.meanings(of: code)
        let outcome = try Workplace().waybill("explain", code)
        #expect(outcome.status == 0)
        for meaning in meanings {
            for text in [meaning.entry.happened, meaning.entry.matters, meaning.entry.cure, meaning.entry.example] {
                #expect(outcome.output.contains(text))
            }
        }
    }

    @Test func aWrongCodeIsToldTheRightOne() throws {
        let outcome = try Workplace().waybill("explain", "ship_to_misssing")
        #expect(outcome.status == 64)
        #expect(outcome.messages.contains("did you mean ship_to_missing?"))
        #expect(try Workplace().waybill("explain", "no_such_code_at_all").status == 64)
    }

    @Test func aListForProgramsHasEveryMeaning() throws {
        struct Listing: Decodable {
            struct Code: Decodable {
                var code: String
                var kind: String
                var cure: String
            }
            var codes: [Code]
        }
        let output = try Workplace().waybill("explain", "--json").output
        let listing = try JSONDecoder().decode(Listing.self, from: Data(output.utf8))
        #expect(listing.codes.map(\.code) == CodeCatalog.meanings.map(\.entry.code))
        let listed = try Workplace().waybill("explain").output.split(separator: "\n")
        #expect(listed.count == listing.codes.count + 1)
    }
}
