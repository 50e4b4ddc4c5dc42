import Foundation
import Labels
import Testing

/// `waybill convert` and `waybill check`, seen from outside.
@Suite struct ConvertTests {
    private static let good = "samples/demo/in/orders/outdoor/orders-2026-11-23.xml"
    private static let mixed = "samples/demo/in/orders/outdoor/orders-2026-11-22.xml"

    private func place() throws -> Workplace {
        let place = try Workplace()
        try place.copy(Self.good, to: "good.xml")
        try place.copy(Self.mixed, to: "mixed.xml")
        try place.copy("samples/demo/in/labels/shipments-v1.json", to: "labels.json")
        try place.copy("samples/demo/in/labels/shipped-2026-11-23.csv", to: "labels.csv")
        return place
    }

    @Test func writesOrdersAndNothingElse() throws {
        let outcome = try place().waybill("convert", "good.xml", "--channel", "custom-store", "--to", "jsonl")
        #expect(outcome.status == 0)
        #expect(outcome.messages == "")
        #expect(
            outcome.output.hasPrefix("{\"channel\":\"custom-store\",\"store\":\"custom-store\",\"orderKey\":\"5103\","))
        #expect(outcome.output.split(separator: "\n").count == 1)
    }

    @Test(arguments: [("jsonl", 2), ("csv", 3), ("lines", 5)])
    func writesEachForm(_ target: String, _ lines: Int) throws {
        let outcome = try place().waybill("convert", "mixed.xml", "--channel", "custom-store", "--to", target)
        #expect(outcome.output.split(separator: "\n").count == lines)
    }

    @Test func tellsOfRejectsAndKeepsThemWhenAsked() throws {
        let place = try place()
        let outcome = try place.waybill(
            "convert", "mixed.xml", "--channel", "custom-store", "--to", "jsonl", "--rejects", "rejects.jsonl")
        #expect(outcome.status == 65)
        #expect(outcome.messages.contains("mixed.xml:69:3: error: "))
        #expect(
            try place.read("rejects.jsonl").hasPrefix("{\"file\":\"mixed.xml\",\"record\":2,\"line\":69,\"column\":3,"))
    }

    @Test(arguments: [
        "convert mixed.xml --rejects mixed.xml", "convert mixed.xml --rejects ./mixed.xml",
        "convert mixed.xml --rejects link.xml", "convert mixed.xml --rejects hard.xml",
        "convert link.xml --rejects mixed.xml", "convert - --rejects mixed.xml < mixed.xml",
    ])
    func neverWritesItsInput(_ command: String) throws {
        let place = try place()
        let before = try place.read("mixed.xml")
        let outcome = try place.shell(
            "ln -s mixed.xml link.xml; ln mixed.xml hard.xml; "
                + "waybill \(command.replacing("--rejects", with: "--channel custom-store --to csv --rejects"))")
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.messages.contains("is the input itself"))
        #expect(try place.read("mixed.xml") == before)
    }

    @Test func takesNoDashForTheRejects() throws {
        let place = try place()
        let outcome = try place.waybill(
            "convert", "mixed.xml", "--channel", "custom-store", "--to", "csv", "--rejects", "-")
        #expect(outcome.status == 64)
        #expect(outcome.messages.contains("--rejects needs the name of a file"))
        #expect(!place.files().contains("-"))
        let named = try place.waybill(
            "convert", "mixed.xml", "--channel", "custom-store", "--to", "csv", "--rejects", "./-")
        #expect(named.status == 65)
        #expect(place.files().contains("-"))
    }

    @Test func mayThrowRejectsAway() throws {
        let outcome = try place().shell(
            "waybill convert - --channel custom-store --to csv --rejects /dev/null < /dev/null")
        #expect(outcome.status == 65)
        #expect(outcome.messages.contains("[empty]"))
    }

    @Test func readsAPipe() throws {
        let place = try place()
        let file = try place.waybill("convert", "good.xml", "--channel", "custom-store", "--to", "csv")
        let pipe = try place.shell("cat good.xml | waybill convert - --channel custom-store --to csv")
        #expect(pipe.status == 0)
        #expect(pipe.output == file.output.replacing(",good.xml,", with: ",-,"))
    }

    @Test func endsQuietlyWhenTheReaderHasSeenEnough() throws {
        let place = try place()
        let order = try place.read("good.xml").components(after: "<Order>", before: "</Orders>")
        try place.write("<Orders>" + String(repeating: "<Order>" + order, count: 2_000) + "</Orders>", to: "many.xml")
        let outcome = try place.shell(
            "set +e; waybill convert many.xml --channel custom-store --to jsonl --quiet | head -n 1 > one; "
                + "echo ${PIPESTATUS[0]}")
        #expect(outcome.output == "0\n")
        #expect(outcome.messages == "")
    }

    @Test func takesTheShopsOwnWords() throws {
        let place = try place()
        let known = try place.waybill(
            "convert", "good.xml", "--channel", "geekseller", "--store", "mine", "--to", "jsonl", "--statuses",
            "done=shipped, processing = on_hold")
        #expect(known.status == 0, "\(known.messages)")
        #expect(known.output.contains("\"store\":\"mine\""))
        #expect(known.output.contains("\"orderStatus\":\"on_hold\",\"channelStatus\":\"processing\""))
        let unknown = try place.waybill(
            "convert", "good.xml", "--channel", "geekseller", "--to", "jsonl", "--statuses", "Processing=on_hold")
        #expect(unknown.status == 65)
        #expect(unknown.messages.contains("[status_unknown]"))
        #expect(unknown.messages.contains("the table has Processing"))
    }

    @Test func refusesOneWordWithTwoMeanings() throws {
        let place = try place()
        let outcome = try place.waybill(
            "convert", "good.xml", "--channel", "web-shop-manager", "--to", "jsonl", "--statuses",
            "Canceled=on_hold, Cancelled = canceled")
        #expect(outcome.status == 64)
        #expect(
            outcome.messages.contains("--statuses Cancelled: the word means on_hold already, and cannot mean cancelled")
        )
        let same = try place.waybill(
            "convert", "good.xml", "--channel", "geekseller", "--to", "jsonl", "--statuses",
            "processing=on_hold,processing=on_hold")
        #expect(same.status == 0, "\(same.messages)")
    }

    /// Between words a comma is a separator; where words are compared without it, it can be left out.
    @Test(arguments: [("americommerce", true), ("geekseller", false)])
    func saysThatACommaEndsAWord(_ channel: String, _ leavesItOut: Bool) throws {
        let outcome = try place().waybill(
            "convert", "good.xml", "--channel", channel, "--to", "jsonl", "--statuses",
            "Approved, Pending Shipping=on_hold")
        #expect(outcome.status == 64)
        #expect(outcome.messages.contains("leave out the commas inside of a word") == leavesItOut)
    }

    /// `US/Pacific` and `UTC` are links among the system's zones.
    @Test(arguments: ["America/Los_Angeles", "US/Pacific", "Etc/UTC", "UTC"])
    func takesZonesByFormerNames(_ zone: String) throws {
        let outcome = try place().waybill(
            "convert", "good.xml", "--channel", "custom-store", "--to", "jsonl", "--time-zone", zone)
        #expect(outcome.status == 0, "\(outcome.messages)")
    }

    @Test func takesTheRulesOfAJob() throws {
        let place = try place()
        try place.copy("jobs/nightly.yaml", to: "nightly.yaml")
        try place.copy("samples/demo/in/orders/parts/shipstation.xml", to: "parts.xml")
        let outcome = try place.waybill(
            "convert", "parts.xml", "--job", "nightly.yaml", "--store", "parts", "--to", "jsonl")
        #expect(outcome.status == 0, "\(outcome.messages)")
        // 3:07 PM in New York.
        #expect(outcome.output.contains("\"orderDate\":\"2026-11-20T20:07:00Z\""))
        #expect(outcome.output.contains("\"currency\":\"USD\""))
        let wrong = try place.waybill("convert", "parts.xml", "--job", "nightly.yaml", "--store", "p", "--to", "csv")
        #expect(wrong.status == 64)
        #expect(wrong.messages.contains("outdoor, walmart-us, parts"))
    }

    @Test(arguments: ["labels.json", "labels.csv"]) func convertsLabels(_ file: String) throws {
        let place = try place()
        let outcome = try place.waybill("convert", file, "--labels", "auto", "--to", "jsonl", "--currency", "USD")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == (file == "labels.json" ? 4 : 3))
        #expect(
            lines.allSatisfy { $0.contains("\"labelSystem\":\"shipstation-") && $0.contains("\"currency\":\"USD\"") })
        let table = try place.shell("waybill convert - --labels auto --to csv < \(file)")
        #expect(table.output.hasPrefix("shipmentId,orderKey,orderNumber,"))
        #expect(table.output.split(separator: "\n").count == lines.count + 1)
    }

    @Test(arguments: [
        "64 good.xml --to jsonl",
        "64 good.xml --channel shopify --to jsonl",
        "64 good.xml --channel custom-store --labels auto --to jsonl",
        "64 good.xml --channel custom-store --to xml",
        "64 good.xml --channel custom-store --to csv --currency dollars",
        "64 good.xml --channel custom-store --to csv --time-zone ../etc/passwd",
        "64 good.xml --channel custom-store --to csv --statuses paid",
        "64 good.xml --channel custom-store --to csv --statuses paid=shipped,new=on_hold,paid=exclude",
        "64 good.xml --channel custom-store --to csv --unknown-status maybe",
        "64 labels.csv --labels auto --to lines",
        "66 nowhere.xml --channel custom-store --to csv",
        "66 . --channel custom-store --to csv",
        "65 labels.csv --channel custom-store --to csv",
        "65 good.xml --labels auto --to csv",
        "73 good.xml --channel custom-store --to csv --rejects no/such/folder",
    ])
    func endsWithTheStatusOfTheTrouble(_ example: String) throws {
        let outcome = try place().shell("waybill convert " + example.dropFirst(3))
        #expect(outcome.status == Int32(example.prefix(2)), "\(outcome.messages)")
        #expect(!outcome.messages.isEmpty)
    }

    @Test func checksAFile() throws {
        let place = try place()
        let good = try place.waybill("check", "good.xml", "--channel", "custom-store")
        #expect(good.status == 0)
        #expect(good.output == "1 read: 1 written\n")
        let mixed = try place.waybill("check", "mixed.xml", "--channel", "custom-store", "--json")
        #expect(mixed.status == 65)
        #expect(mixed.output == "{\"read\": 3, \"written\": 2, \"rejected\": 1, \"excluded\": 0}\n")
        let labels = try place.waybill("check", "labels.csv", "--labels", "shipstation-csv")
        #expect(labels.output == "3 read: 3 written\n")
    }

    @Test func checksAJobAndLeavesItAlone() throws {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.write(
            "version: 1\ninbox: in\nmax-rejects: 9\nstores:\n  parts: {channel: web-shop-manager}\n", to: "job.yaml")
        let before = place.files()
        let outcome = try place.waybill("check", "job.yaml")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(outcome.output.contains("orders      2 read: 1 written, 1 excluded\n"))
        #expect(
            outcome.messages.contains("stores.parts: what the status words of Web Shop Manager mean is our own guess"))
        #expect(place.files() == before)
    }

    @Test func labelsAreReadByTheColumnsOfAJob() throws {
        let place = try place()
        try place.write(
            "version: 1\nlabels: {columns: {trackingNumber: Parcel, orderNumber: PO}}\nstores: {a: {channel: geekseller}}\n",
            to: "job.yaml")
        try place.write("PO,Parcel\nW-1,T1\n", to: "own.csv")
        for labels in ["csv", "auto"] {
            let own = try place.waybill("convert", "own.csv", "--labels", labels, "--job", "job.yaml", "--to", "jsonl")
            #expect(own.status == 0, "\(own.messages)")
            #expect(own.output.contains(#""orderNumber":"W-1","trackingNumber":"T1""#))
        }
        #expect(try place.waybill("convert", "own.csv", "--labels", "csv", "--to", "jsonl").status == 65)

        // Another system has other columns, and the job's are none of its.
        try place.write("Order ID,Tracking Number,Cost,Ship Date\nW-2,T2,$4.95,4/15/2026\n", to: "pirate.csv")
        let pirate = try place.waybill(
            "convert", "pirate.csv", "--labels", "pirate-ship", "--job", "job.yaml", "--to", "jsonl")
        #expect(pirate.status == 0, "\(pirate.messages)")
        #expect(pirate.output.contains(#""trackingNumber":"T2""#))
        #expect(
            try place.waybill("convert", "labels.json", "--labels", "auto", "--job", "job.yaml", "--to", "jsonl").status
                == 0)
    }

    @Test func listsWhatIsSupported() throws {
        let place = try place()
        let table = try place.waybill("channels")
        for word in ["custom-store", "geekseller", "web-shop-manager", "F14  ", "U7 ", "exclude"] {
            #expect(table.output.contains(word))
        }
        let json = try place.shell("waybill channels --json | python3 -m json.tool > /dev/null")
        #expect(json.status == 0)
    }

    @Test func listsLabelSystems() throws {
        let place = try place()
        let table = try place.waybill("labels")
        #expect(table.status == 0)
        let json = try place.waybill("labels", "--json")
        let read = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: [[String: String]]]
        let systems = try #require(read?["labels"])
        #expect(systems.compactMap { $0["id"] } == LabelCatalog.all.map(\.id))
        let formats = Dictionary(uniqueKeysWithValues: systems.map { ($0["id"] ?? "", $0["format"] ?? "") })
        for (id, format) in [("easypost", "JSON"), ("worldship", "CSV"), ("stamps-xml", "XML")] {
            #expect(formats[id] == format)
        }
        for (system, known) in zip(systems, LabelCatalog.all) {
            #expect(system["title"] == known.title)
            #expect(system["recognisedBy"] == known.recognition)
            #expect(table.output.contains(known.title + "\n  " + known.recognition + "\n"))
        }
    }

    @Test func showsExamplesAndItsVersion() throws {
        let place = try place()
        for command in ["", "run", "orders", "shipments", "convert", "check", "channels", "labels"] {
            let help = try place.shell("waybill help \(command)")
            #expect(help.status == 0)
            #expect(help.output.contains("Example"))
            #expect(help.output.contains("  waybill "))
        }
        #expect(try place.waybill("--version").output.contains(/^\d+\.\d+\.\d+\n$/))
    }
}

extension String {
    /// What stands between two marks.
    fileprivate func components(after start: String, before end: String) -> String {
        guard let first = ranges(of: start).first, let last = ranges(of: end).last else { return "" }
        return String(self[first.upperBound..<last.lowerBound])
    }
}
