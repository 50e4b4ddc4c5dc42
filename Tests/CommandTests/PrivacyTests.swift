import Foundation
import Glibc
import TestSupport
import Testing

/// What a run says, in messages, reports, reasons and the ledger, of the people whose orders it has read.
@Suite struct PrivacyTests {
    /// Every sample in one job: a store for each folder of orders, and all labels.
    private func everySample() throws -> Workplace {
        let place = try Workplace()
        let root = ExistingFolder(Checkout.root + "/samples")
        var stores = ""
        for subject in root.folders(in: "") where subject != "demo" {
            for group in root.folders(in: subject) {
                for sample in root.folders(in: "\(subject)/\(group)") {
                    let path = "\(subject)/\(group)/\(sample)"
                    let store = path.replacing("/", with: ".")
                    let folder = ExistingFolder("\(root.path)/\(path)")
                    if subject != "labels" {
                        let keys = (folder.text("store.yaml") ?? "").split(separator: "\n").map { "    \($0)\n" }
                        stores += "  \(store):\n    channel: \(subject)\n" + keys.joined()
                    }
                    for name in folder.files() where !name.hasPrefix("expected") && !name.hasSuffix(".yaml") {
                        let file = name.split(separator: "/").last ?? ""
                        let isOfLabels = subject == "labels" || file.hasPrefix("labels")
                        guard isOfLabels || file.hasPrefix("input") || file.hasPrefix("orders") else { continue }
                        let area = isOfLabels ? "labels" : "orders/\(store)"
                        try place.copy(
                            "samples/\(path)/\(name)", to: "in/\(area)/\(store).\(name.replacing("/", with: "."))")
                    }
                }
            }
        }
        try place.write("version: 1\nsettle: 0s\nmax-rejects: 100%\nstores:\n\(stores)", to: "job.yaml")
        return place
    }

    /// All that was told, each file with its text: what two commands have said, reports, reasons and the ledger.
    private func told(_ place: Workplace, _ outcomes: Workplace.Outcome...) throws -> [(String, String)] {
        let files = place.files().filter {
            $0.hasPrefix("reports/") || $0.hasPrefix("ledger/") || $0.hasSuffix(".reason.json")
        }
        return try files.map { ($0, Self.unescaped(try place.read($0))) }
            + outcomes.flatMap { [("output", $0.output), ("messages", $0.messages)] }
    }

    @Test func noRunNamesACustomer() throws {
        let place = try everySample()
        let inputs = try place.files(below: "in").map { try place.bytes("in/" + $0) }
        let run = try place.waybill("run", "job.yaml", "--verbose", "--json", "--as-of", "2026-11-23T06:00:00Z")
        #expect(run.status == 65, "\(run.messages.suffix(500))")
        let told = try told(place, run)
        #expect(told.count > 100)
        var secrets = Set(inputs.flatMap(Self.addresses) + inputs.flatMap(Self.cards))
        for name in place.files(below: "out/orders") where name.hasSuffix(".orders.jsonl") {
            for line in try place.read("out/orders/" + name).split(separator: "\n") {
                secrets.formUnion(try Self.secrets(ofOrder: Data(line.utf8)))
            }
        }
        #expect(secrets.count > 200)
        for (name, text) in told {
            for secret in secrets where strstr(text, secret) != nil { Issue.record("\(name): \(secret)") }
        }
    }

    /// A comma that is not in quotation marks moves all that follows into other columns.
    @Test func aShiftedRowShowsNothing() throws {
        let place = try Workplace()
        try place.write("version: 1\nsettle: 0s\nstores: {shop: {channel: geekseller}}\n", to: "job.yaml")
        try place.copy("samples/geekseller/orders/csv-unknown-status/input.csv", to: "plain.csv")
        let lines = try place.read("plain.csv").split(separator: "\n", omittingEmptySubsequences: false)
        let header = try #require(lines.first).split(separator: ",")
        // Each value says of which column it is.
        let row = header.map { $0 == "Order Number" ? "1001" : "secret of \($0)" }
        for shift in header.indices.dropFirst() {
            let shifted = row[..<shift] + ["Ruiz"] + row[shift...]
            try place.write(
                header.joined(separator: ",") + "\n" + shifted.joined(separator: ",") + "\n",
                to: "in/orders/shop/\(shift).csv")
        }
        let run = try place.waybill("run", "job.yaml", "--verbose", "--json")
        let converted = try place.waybill("convert", "in/orders/shop/1.csv", "--channel", "geekseller", "--to", "jsonl")
        #expect(run.status == 65 && run.messages.contains("[row_shifted] order 1001"))
        #expect(place.files(below: "out/rejects").count > 3)
        for (name, text) in try told(place, run, converted) where !name.hasPrefix("ledger/") {
            #expect(!text.contains("secret of") || name == "output", "\(name)")
            #expect(!text.contains("Ruiz"), "\(name)")
        }
    }

    /// A tag that is none, a comment and an entity: the parser's own words would tell what stands there.
    @Test func noReasonTellsWhatADamagedFileSays() throws {
        let place = try Workplace()
        try place.write("version: 1\nsettle: 0s\nstores: {shop: {channel: custom-store}}\n", to: "job.yaml")
        let texts = [
            "<Name>Ana <ana@example.com></Name>", "<Name>Ana <Ruiz x></Name>", "<Name>Ana <Ruiz></Name>",
            "<Name>Ana <Ruiz a='1' a='2'></Name>", "<!-- Ana Ruiz -- 12 Elm St -->", "<?Ruiz", "<a>&RuizElmSt;</a>",
            "<Name>Ana</Ruiz@example.com></Name>", "<a b=Ruiz></a>", "<Ruiz", "<a Ruiz='", "]]>Ruiz",
        ]
        for (number, text) in texts.enumerated() {
            try place.write("<Orders><Order>\(text)</Order></Orders>", to: "in/orders/shop/\(number).xml")
        }
        try place.write("ana@example.com\n1\n", to: "in/orders/shop/list.csv")
        try place.write("ana.ruiz@example.com\n1\n", to: "in/labels/list.csv")
        let run = try place.shell(
            "touch -d '1 hour ago' in/*/*.csv in/*/*/*; waybill run job.yaml --verbose --json || test $? -eq 65")
        #expect(place.files(below: "quarantine").count { $0.hasSuffix(".reason.json") } == texts.count + 2)
        for (name, text) in try told(place, run) {
            for secret in ["Ruiz", "Elm", "ana@", "<ana", " ana "] { #expect(!text.contains(secret), "\(name)") }
        }
    }

    /// What a page says, without the escapes of HTML.
    private static func unescaped(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }

    /// Numbers of 13 to 19 digits as cards have them, in inputs that are there to show them.
    private static func cards(_ bytes: [UInt8]) -> [String] {
        let text = String(bytes: bytes, encoding: .isoLatin1) ?? ""
        return text.matches(of: /\b(?:4111|4242|4999|5555|3782)[0-9 -]{9,15}[0-9]\b/).map { String($0.0) }
    }

    /// Whatever looks like an e-mail address.
    private static func addresses(_ bytes: [UInt8]) -> [String] {
        let text = String(bytes: bytes, encoding: .isoLatin1) ?? ""
        return text.matches(of: /[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[a-z]+/).map { String($0.0) }
    }

    /// What an order says of a person: of names and the like only what cannot be anything else.
    private static func secrets(ofOrder line: Data) throws -> [String] {
        let order = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        let addresses = ["billTo", "shipTo"].compactMap { order[$0] as? [String: String] }
        let parts = addresses.flatMap { address in
            ["name", "company", "street1", "street2", "street3", "phone"].compactMap { address[$0] }
        }
        let texts = ["customerEmail", "customerUsername", "giftMessage", "customerNotes", "internalNotes"].compactMap {
            order[$0] as? String
        }
        return (parts + texts).filter { $0.utf8.count > 4 && $0.contains(/[ @0-9]/) }
    }
}

extension Workplace {
    fileprivate func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path).appendingPathComponent(name)))
    }
}
