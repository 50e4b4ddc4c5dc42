import Job
import TestSupport
import Testing

/// A whole run on real folders: orders in, labels in, notices out, and what is left behind.
@Suite struct RunJobTests {
    private static let now: Int64 = 1_795_500_000

    private static let jobFile = """
        version: 1
        inbox: in
        settle: 0s
        max-rejects: 10
        stores:
          outdoor:
            channel: custom-store
            currency: USD
        """

    private static func order(
        _ number: String, status: String = "paid", modified: String = "11/20/2026 10:00", city: String = "Tempe"
    ) -> String {
        """
        <Order><OrderID>id-\(number)</OrderID><OrderNumber>\(number)</OrderNumber>
        <OrderDate>11/20/2026 09:00</OrderDate><OrderStatus>\(status)</OrderStatus>
        <LastModified>\(modified)</LastModified><OrderTotal>20.00</OrderTotal>
        <Customer><CustomerCode>ana@example.com</CustomerCode><BillTo><Name>Ana Ruiz</Name></BillTo>
        <ShipTo><Name>Ana Ruiz</Name><Address1>12 Elm St</Address1><City>\(city)</City><State>AZ</State>
        <PostalCode>85281</PostalCode><Country>US</Country></ShipTo></Customer>
        <Items><Item><LineItemID>1</LineItemID><SKU>MUG</SKU><Name>Mug</Name><Quantity>2</Quantity>
        <UnitPrice>10.00</UnitPrice></Item></Items></Order>
        """
    }

    private static func export(_ orders: String...) -> String {
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Orders>" + orders.joined() + "</Orders>"
    }

    private static func labels(_ rows: String...) -> String {
        "{\"shipments\":[" + rows.joined(separator: ",") + "],\"total\":\(rows.count)}"
    }

    private static func label(_ id: Int, _ number: String, _ tracking: String, voided: Bool = false) -> String {
        """
        {"shipmentId":\(id),"orderKey":null,"orderNumber":"\(number)","createDate":"2026-11-21T06:51:33.6270000",
        "shipDate":"2026-11-21","shipmentCost":4.95,"insuranceCost":0,"trackingNumber":"\(tracking)",
        "isReturnLabel":false,"carrierCode":"stamps_com","serviceCode":"usps_priority_mail","packageCode":"package",
        "voided":\(voided),"voidDate":null,"weight":{"value":8,"units":"ounces"},"shipmentItems":null}
        """
    }

    private final class Silent: RunObserver {
        func found(_ finding: Finding) {}
        func progress(_ progress: RunProgress) {}
        func note(_ text: String) {}
    }

    private func run(_ folder: TemporaryFolder, at now: Int64 = now) throws -> RunReport {
        let definition = try JobDefinition(contentsOf: folder.path + "/job.yaml")
        return try RunJob(definition, RunOptions(now: now)).run(observer: Silent())
    }

    private func folder(_ files: [String: String]) -> TemporaryFolder {
        let folder = TemporaryFolder()
        folder.write("job.yaml", Self.jobFile)
        folder.write("in/.keep", "")
        for (name, text) in files { folder.write(name, text) }
        return folder
    }

    @Test func anOrderGoesFromInboxToArchive() throws {
        let folder = folder(["in/orders/outdoor/a.xml": Self.export(Self.order("1001"), Self.order("1002"))])
        let report = try run(folder)
        #expect(report.orders.read == 2)
        #expect(report.orders.written == 2)
        #expect(report.code == .ok)
        let outputs = folder.files(below: "out/orders/outdoor")
        #expect(outputs.count == 3)
        let json = try #require(
            outputs.first { $0.hasSuffix(".orders.jsonl") }.flatMap { folder.text("out/orders/outdoor/" + $0) })
        #expect(json.split(separator: "\n").count == 2)
        #expect(json.contains("\"orderKey\":\"id-1001\""))
        #expect(json.contains("\"unitPrice\":10.00"))
        #expect(folder.files(below: "archive").count == 1)
        #expect(folder.files(below: "in/orders").isEmpty)
        #expect(folder.files(below: "work").isEmpty)
        #expect(folder.files(below: "ledger/orders/outdoor").allSatisfy { !$0.hasSuffix(".open") })
    }

    @Test func theSameContentIsNotWrittenTwiceAndANewerVersionIs() throws {
        let folder = folder(["in/orders/outdoor/a.xml": Self.export(Self.order("1001"))])
        _ = try run(folder)
        folder.write("in/orders/outdoor/b.xml", Self.export(Self.order("1001"), Self.order("1002")))
        let second = try run(folder, at: Self.now + 60)
        #expect(second.orders.unchanged == 1)
        #expect(second.orders.written == 1)
        folder.write(
            "in/orders/outdoor/c.xml",
            Self.export(
                Self.order("1001", modified: "11/20/2026 11:00", city: "Mesa"),
                Self.order("1002", modified: "11/19/2026 11:00")))
        let third = try run(folder, at: Self.now + 120)
        #expect(third.orders.written == 1)
        #expect(third.orders.superseded == 1)
    }

    @Test func theSameFileAgainIsARepeat() throws {
        let folder = folder(["in/orders/outdoor/a.xml": Self.export(Self.order("1001"))])
        _ = try run(folder)
        let before = folder.files(below: "out")
        folder.write("in/orders/outdoor/a.xml", Self.export(Self.order("1001")))
        let report = try run(folder, at: Self.now + 60)
        #expect(report.files.map(\.fate) == [.repeated])
        #expect(report.orders.unchanged == 1)
        #expect(folder.files(below: "out") == before)
        #expect(folder.files(below: "archive").count == 2)
    }

    @Test func ofTwoVersionsInOneFileTheNewestIsWritten() throws {
        let folder = folder([
            "in/orders/outdoor/a.xml": Self.export(
                Self.order("1001", city: "Tempe"), Self.order("1002"),
                Self.order("1001", modified: "11/20/2026 12:00", city: "Mesa"))
        ])
        let report = try run(folder)
        #expect(report.orders.read == 3)
        #expect(report.orders.superseded == 1)
        #expect(report.orders.written == 2)
        let name = try #require(folder.files(below: "out/orders/outdoor").first { $0.hasSuffix(".orders.jsonl") })
        let json = try #require(folder.text("out/orders/outdoor/" + name))
        #expect(json.contains("Mesa"))
        #expect(json.split(separator: "\n").count == 2)
    }

    @Test func aMalformedFileIsQuarantinedWholeAndARejectCostsOnlyItself() throws {
        let folder = folder([
            "in/orders/outdoor/a.xml": Self.export(Self.order("1001")).replacing("</Items>", with: "</Itemz>"),
            "in/orders/outdoor/b.xml": Self.export(
                Self.order("1002"), Self.order("1003", status: "odd"), Self.order("1004")),
        ])
        let report = try run(folder)
        #expect(report.files.map(\.fate) == [.quarantined, .imported])
        #expect(report.orders.rejected == 1)
        #expect(report.orders.written == 2)
        #expect(report.code == .data)
        #expect(folder.files(below: "quarantine") == ["outdoor/a.xml", "outdoor/a.xml.reason.json"])
        let rejects = try #require(folder.files(below: "out/rejects/outdoor").first)
        let text = try #require(folder.text("out/rejects/outdoor/" + rejects))
        #expect(text.contains("\"code\":\"status_unknown\""))
        #expect(text.contains("\"orderNumber\":\"1003\""))
        #expect(text.contains("<OrderStatus>odd</OrderStatus>"))
    }

    @Test func aLabelIsAnnouncedOnce() throws {
        let folder = folder([
            "in/orders/outdoor/a.xml": Self.export(Self.order("1001")),
            "in/labels/l1.json": Self.labels(Self.label(1, "1001", "9400111899561704681189")),
        ])
        let first = try run(folder)
        #expect(first.labels.announced == 1)
        let updates = folder.files(below: "out/updates/outdoor")
        #expect(updates.count == 2)
        let notice = try #require(
            updates.first { $0.hasSuffix(".xml") }.flatMap { folder.text("out/updates/outdoor/" + $0) })
        #expect(notice.contains("9400111899561704681189"))
        let requests = try #require(
            updates.first { $0.hasSuffix("requests.jsonl") }.flatMap { folder.text("out/updates/outdoor/" + $0) })
        #expect(requests.contains("action=shipnotify&order_number=1001&carrier=USPS"))
        folder.write(
            "in/labels/l2.json",
            Self.labels(
                Self.label(1, "1001", "9400111899561704681189"), Self.label(2, "#1001", "9400 1118 9956 1704 6811 96")))
        let second = try run(folder, at: Self.now + 60)
        #expect(second.labels.alreadyAnnounced == 1)
        #expect(second.labels.announced == 1)
    }

    /// A box that a person tells the shop of is a box like any other: a later one does not hold everything again.
    @Test func aBoxLeftToAPersonCountsForLaterInputs() throws {
        let tooDear = Self.label(1, "1001", "A1").replacing("4.95", with: "10000000")
        let folder = folder([
            "in/orders/outdoor/a.xml": Self.export(Self.order("1001")), "in/labels/l1.json": Self.labels(tooDear),
        ])
        #expect(try run(folder).labels.manual == 1)
        folder.write("in/labels/l2.json", Self.labels(Self.label(2, "1001", "B1")))
        #expect(try run(folder, at: Self.now + 60).labels.announced == 1)
        let notice = folder.files(below: "out/updates").first { $0.hasSuffix(".xml") }
        #expect(folder.text("out/updates/" + (notice ?? ""))?.contains("<Items></Items>") == true)
    }

    /// Two stores may have orders of one number: a label that names its store is certain, one that does not waits.
    @Test func aLabelThatNamesItsStoreIsJoinedThere() throws {
        let export = Self.export(Self.order("1001"))
        let folder = folder([
            "in/orders/outdoor/a.xml": export, "in/orders/indoor/a.xml": export,
            "in/labels/l1.json": Self.labels(
                Self.label(1, "1001", "A1").replacing(
                    "\"orderKey\":null", with: "\"advancedOptions\":{\"storeId\":204817}"),
                Self.label(2, "1001", "B1")),
        ])
        folder.write(
            "job.yaml",
            Self.jobFile + "\n  indoor: {channel: custom-store, currency: USD, label-names: [\"204817\"]}\n")
        let report = try run(folder)
        #expect(report.labels.announced == 1)
        #expect(report.labels.pending == 1)
        #expect(report.examples.map(\.code) == ["ambiguous_order"])
        #expect(folder.files(below: "out/updates/outdoor").isEmpty)
        #expect(folder.files(below: "out/updates/indoor").count == 2)
    }

    /// Labels are held in memory: a file of millions of records that are none must not fill it.
    @Test func aFileOfFaultsIsRefused() throws {
        let rows = String(repeating: "{\"fulfillmentId\":1}\n", count: 10_001)
        let folder = folder(["in/labels/l1.json": rows])
        let report = try run(folder)
        #expect(report.files.map(\.fate) == [.quarantined])
        #expect(report.files[0].reason?.hasPrefix("10001:1: too_many_records: ") == true)
    }

    @Test func aLabelWithoutItsOrderWaitsAndIsAnnouncedLater() throws {
        let folder = folder(["in/labels/l1.json": Self.labels(Self.label(1, "1001", "9400111899561704681189"))])
        let first = try run(folder)
        #expect(first.labels.pending == 1)
        #expect(folder.files(below: "in/labels/pending").count == 1)
        let again = try run(folder, at: Self.now + 60)
        #expect(again.labels.pending == 1)
        #expect(folder.files(below: "in/labels/pending").count == 1)
        folder.write("in/orders/outdoor/a.xml", Self.export(Self.order("1001")))
        let third = try run(folder, at: Self.now + 120)
        #expect(third.labels.announced == 1)
        #expect(folder.files(below: "in/labels/pending").isEmpty)
    }

    @Test func aLabelThatWaitsTooLongIsRejected() throws {
        let folder = folder(["in/labels/l1.json": Self.labels(Self.label(1, "1001", "9400111899561704681189"))])
        _ = try run(folder)
        let late = try run(folder, at: Self.now + 15 * 86400)
        #expect(late.labels.rejected == 1)
        #expect(folder.files(below: "in/labels/pending").isEmpty)
        let rejects = folder.files(below: "out/rejects/labels")
        #expect(rejects.count == 1)
        // Record and line are those of the file in which the label came, not of the one in which it waited.
        let place = #"{"file":"l1.json","record":1,"line":1,"#
        let text = try #require(folder.text("out/rejects/labels/" + (rejects.first ?? "")))
        #expect(text.hasPrefix(place))
        #expect(text.contains(#""raw":"{\"firstSeen\""#))
    }

    @Test func costsAreInTheCurrencyThatTheJobNames() throws {
        let folder = folder(["in/labels/l1.json": Self.labels(Self.label(1, "1001", "A1"))])
        folder.write("job.yaml", Self.jobFile + "\nlabels: {currency: CAD}\n")
        _ = try run(folder)
        let shipments = folder.files(below: "out/shipments").filter { $0.hasSuffix(".jsonl") }
        #expect(folder.text("out/shipments/" + (shipments.first ?? ""))?.contains(#""currency":"CAD""#) == true)
    }

    @Test func aVoidBeforeTheAnnouncementIsSilentAndOneAfterItIsForAPerson() throws {
        let folder = folder([
            "in/orders/outdoor/a.xml": Self.export(Self.order("1001"), Self.order("1002")),
            "in/labels/l1.json": Self.labels(
                Self.label(1, "1001", "A1"), Self.label(2, "1002", "B1"), Self.label(2, "1002", "B1", voided: true)),
        ])
        let first = try run(folder)
        #expect(first.labels.announced == 1)
        #expect(first.labels.noUpdate == 2)
        folder.write("in/labels/l2.json", Self.labels(Self.label(1, "1001", "A1", voided: true)))
        let second = try run(folder, at: Self.now + 60)
        #expect(second.labels.noUpdate == 1)
        let voids = folder.files(below: "out/updates/outdoor").filter { $0.hasSuffix(".voids.csv") }
        #expect(voids.count == 1)
    }

    @Test func aClaimOfADeadRunGoesBackAndIsImported() throws {
        let folder = folder(["work/20200101T000000Z-1/claims/orders/outdoor/a.xml": Self.export(Self.order("1001"))])
        let report = try run(folder)
        #expect(report.orders.written == 1)
        #expect(folder.files(below: "work").isEmpty)
    }

    /// What a run that was killed before its commit has published is taken back: by the next run the labels that it
    /// held for waiting are announced, and nothing of the first decision is left.
    @Test func whatADeadRunPublishedIsDecidedAnew() throws {
        let labels = Self.labels(Self.label(1, "1001", "A1"), Self.label(2, "9", "B1"))
        let folder = folder(["in/labels/l1.json": labels])
        let first = try run(folder)
        #expect(first.labels.pending == 2)
        let stem = try #require(folder.files(below: "ledger/labels").first)
        let entry = try #require(folder.read("ledger/labels/" + stem))
        folder.remove("ledger/labels/" + stem)
        folder.remove("archive/2026/11/24/labels/l1.json")
        folder.write("ledger/labels/" + stem + ".open", entry)
        folder.write("out/updates/outdoor/" + stem + "/requests.jsonl", "{}\n")
        folder.write("out/updates/outdoor/" + stem + ".manual.csv", "orderNumber\n")
        folder.write("work/20200101T000000Z-1/claims/labels/l1.json", labels)
        folder.write("in/orders/outdoor/a.xml", Self.export(Self.order("1001")))
        let second = try run(folder, at: Self.now + 60)
        #expect(second.files.map(\.file) == ["a.xml", "l1.json"])
        #expect(second.labels.announced == 1)
        #expect(second.labels.pending == 1)
        #expect(folder.files(below: "ledger/labels") == [stem])
        #expect(folder.files(below: "in/labels/pending") == [stem + ".pending.jsonl"])
        #expect(folder.files(below: "out/updates") == ["outdoor/\(stem)/000001.xml", "outdoor/\(stem)/requests.jsonl"])
    }

    @Test func whatADeadRunCommittedIsReportedByTheNext() throws {
        let dead = "20200101T000000Z-1"
        let folder = folder(["in/labels/l1.json": Self.labels(Self.label(1, "1001", "A1"))])
        folder.write("job.yaml", Self.jobFile + "\ndone-marker: \"{name}.done\"\n")
        folder.write("in/labels/l1.json.done", "")
        let first = try run(folder)
        let stem = try #require(folder.files(below: "ledger/labels").first)
        let entry = try #require(folder.text("ledger/labels/" + stem)).replacing(first.run, with: dead)
        folder.remove("ledger/labels/" + stem)
        folder.write("ledger/labels/" + stem + ".open", entry)
        folder.write("work/\(dead)/inbox", folder.path + "/in")
        folder.write("in/labels/l1.json.done", "")
        let second = try run(folder, at: Self.now + 60)
        #expect(second.files.map(\.fate) == [.recovered, .waiting])
        #expect(folder.files(below: "ledger/labels") == [stem])
        #expect(folder.files(below: "in/labels") == ["pending/\(stem).pending.jsonl"])
    }

    @Test func twoRunsOnTheSameFoldersGiveTheSameBytes() throws {
        let files = [
            "in/orders/outdoor/a.xml": Self.export(Self.order("1001"), Self.order("1002", status: "odd")),
            "in/labels/l1.json": Self.labels(Self.label(1, "1001", "A1"), Self.label(2, "9", "B1")),
        ]
        let left = folder(files)
        let right = folder(files)
        _ = try run(left)
        _ = try run(right)
        #expect(left.files(below: "out") == right.files(below: "out"))
        for name in left.files(below: "out") { #expect(left.read("out/" + name) == right.read("out/" + name)) }
    }

    @Test func aRehearsalTouchesNothing() throws {
        let folder = folder([
            "in/orders/outdoor/a.xml": Self.export(Self.order("1001")),
            "in/labels/l1.json": Self.labels(Self.label(1, "1001", "A1")),
        ])
        let before = folder.files()
        let definition = try JobDefinition(contentsOf: folder.path + "/job.yaml")
        var options = RunOptions(now: Self.now)
        options.isDryRun = true
        let report = try RunJob(definition, options).run(observer: Silent())
        #expect(report.orders.written == 1)
        #expect(report.labels.read == 1)
        #expect(folder.files() == before)
    }
}
