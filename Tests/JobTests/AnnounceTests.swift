import Job
import TestSupport
import Testing

/// Whole runs with labels: what is announced, what waits, what a person is told.
@Suite struct AnnounceTests {
    @Test func aLabelIsAnnouncedOnce() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001")),
            "in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "9400111899561704681189")),
        ])
        let first = try JobScene.run(folder)
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
            JobScene.labels(
                JobScene.label(1, "1001", "9400111899561704681189"),
                JobScene.label(2, "#1001", "9400 1118 9956 1704 6811 96")))
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.labels.alreadyAnnounced == 1)
        #expect(second.labels.announced == 1)
    }

    /// A box that a person tells the shop of is a box like any other: a later one does not hold everything again.
    @Test func aBoxLeftToAPersonCountsForLaterInputs() throws {
        let tooDear = JobScene.label(1, "1001", "A1").replacing("4.95", with: "10000000")
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001")),
            "in/labels/l1.json": JobScene.labels(tooDear),
        ])
        #expect(try JobScene.run(folder).labels.manual == 1)
        folder.write("in/labels/l2.json", JobScene.labels(JobScene.label(2, "1001", "B1")))
        #expect(try JobScene.run(folder, at: JobScene.now + 60).labels.announced == 1)
        let notice = folder.files(below: "out/updates").first { $0.hasSuffix(".xml") }
        #expect(folder.text("out/updates/" + (notice ?? ""))?.contains("<Items></Items>") == true)
    }

    /// Two stores may have orders of one number: a label that names its store is certain, one that does not waits.
    @Test func aLabelThatNamesItsStoreIsJoinedThere() throws {
        let export = JobScene.export(JobScene.order("1001"))
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": export, "in/orders/indoor/a.xml": export,
            "in/labels/l1.json": JobScene.labels(
                JobScene.label(1, "1001", "A1").replacing(
                    "\"orderKey\":null", with: "\"advancedOptions\":{\"storeId\":204817}"),
                JobScene.label(2, "1001", "B1")),
        ])
        folder.write(
            "job.yaml",
            JobScene.jobFile + "\n  indoor: {channel: custom-store, currency: USD, label-names: [\"204817\"]}\n")
        let report = try JobScene.run(folder)
        #expect(report.labels.announced == 1)
        #expect(report.labels.pending == 1)
        #expect(report.examples.map(\.code) == ["ambiguous_order"])
        #expect(folder.files(below: "out/updates/outdoor").isEmpty)
        #expect(folder.files(below: "out/updates/indoor").count == 2)
    }

    /// What is still arriving may not yet show whose it is.
    @Test(arguments: ["{", "[", "{\"ship", "{\"shipments\": [{\"shipmentId\": 1", "<?xml vers", "<Print"])
    func aCutFileIsNotTakenForAStrangers(_ start: String) throws {
        let folder = JobScene.folder(["in/labels/l.json": start])
        let report = try JobScene.run(folder)
        #expect(report.files.first?.reason?.contains("truncated") == true)
    }

    /// Labels are held in memory: a file of millions of records that are none must not fill it.
    @Test func aFileOfFaultsIsRefused() throws {
        let rows = String(repeating: "{\"fulfillmentId\":1}\n", count: 10_001)
        let folder = JobScene.folder(["in/labels/l1.json": rows])
        let report = try JobScene.run(folder)
        #expect(report.files.map(\.fate) == [.quarantined])
        #expect(report.files[0].reason?.hasPrefix("10001:1: too_many_records: ") == true)
    }

    /// A list of nothing says as little as none; a line that is named twice is one line.
    @Test(arguments: [
        ("[]", "<Quantity>2</Quantity>"),
        ("[{\"sku\":\"MUG\",\"quantity\":1},{\"sku\":\"MUG\",\"quantity\":1}]", "<Quantity>2</Quantity>"),
    ])
    func whatIsInTheBoxIsSaidOnce(_ list: String, _ expected: String) throws {
        let label = JobScene.label(1, "1001", "A1").replacing(
            "\"shipmentItems\":null", with: "\"shipmentItems\":" + list)
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001")),
            "in/labels/l1.json": JobScene.labels(label),
        ])
        #expect(try JobScene.run(folder).labels.announced == 1)
        let notice = folder.files(below: "out/updates").first { $0.hasSuffix(".xml") }
        let text = try #require(folder.text("out/updates/" + (notice ?? "")))
        #expect(text.split(separator: "<Item>").count == 2 && text.contains(expected))
    }

    @Test func aLabelWithoutItsOrderWaitsAndIsAnnouncedLater() throws {
        let folder = JobScene.folder([
            "in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "9400111899561704681189"))
        ])
        let first = try JobScene.run(folder)
        #expect(first.labels.pending == 1)
        #expect(folder.files(below: "in/labels/pending").count == 1)
        let again = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(again.labels.pending == 1)
        #expect(folder.files(below: "in/labels/pending").count == 1)
        folder.write("in/orders/outdoor/a.xml", JobScene.export(JobScene.order("1001")))
        let third = try JobScene.run(folder, at: JobScene.now + 120)
        #expect(third.labels.announced == 1)
        #expect(folder.files(below: "in/labels/pending").isEmpty)
    }

    /// What still waits is written anew each time that a part of it is announced.
    @Test func labelsThatWaitTogetherMayBeAnnouncedOneByOne() throws {
        let numbers = ["1001", "1002", "1003", "1004"]
        let folder = JobScene.folder([
            "in/labels/l1.json": JobScene.labels(
                JobScene.label(1, "1001", "A1"), JobScene.label(2, "1002", "A2"), JobScene.label(3, "1003", "A3"),
                JobScene.label(4, "1004", "A4"))
        ])
        #expect(try JobScene.run(folder).labels.pending == 4)
        for (index, number) in numbers.enumerated() {
            folder.write("in/orders/outdoor/\(number).xml", JobScene.export(JobScene.order(number)))
            let report = try JobScene.run(folder, at: JobScene.now + 60 * Int64(index + 1))
            #expect(report.labels.announced == 1)
            #expect(report.labels.pending == 3 - index)
            let shown = folder.files(below: "out/shipments").filter { $0.contains(".pending-") }
            // JSON Lines, a table, and what describes the table.
            #expect(shown.count == 3 * (index + 1))
            for name in shown where name.hasSuffix(".jsonl") {
                #expect(folder.text("out/shipments/" + name)?.contains(#""weight":{"value":226.796,"#) == true)
            }
        }
        #expect(folder.files(below: "in/labels/pending").isEmpty)
        #expect(folder.files(below: "quarantine").isEmpty)
    }

    /// Labels are read before the first is decided; until then an upload may go on.
    @Test func aFileThatGrowsBeforeItsLabelsAreDecidedIsReadAgain() throws {
        let head = "orderNumber,trackingNumber\n1001,B1\n"
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"), JobScene.order("1002")),
            "in/labels/a.json": JobScene.labels(JobScene.label(1, "", "A1")), "in/labels/b.csv": head,
        ])
        let writer = Writer(to: folder, head + "1002,B2\n")
        let first = try JobScene.run(folder, observer: writer)
        #expect(writer.hasWritten)
        #expect(first.labels.announced == 0)
        #expect(first.files.first { $0.file == "b.csv" }?.fate == .left)
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.labels.announced == 2)
    }

    @Test func aLabelThatWaitsTooLongIsRejected() throws {
        let folder = JobScene.folder([
            "in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "9400111899561704681189"))
        ])
        _ = try JobScene.run(folder)
        let late = try JobScene.run(folder, at: JobScene.now + 15 * 86400)
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
        let folder = JobScene.folder(["in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "A1"))])
        folder.write("job.yaml", JobScene.jobFile + "\nlabels: {currency: CAD}\n")
        _ = try JobScene.run(folder)
        let shipments = folder.files(below: "out/shipments").filter { $0.hasSuffix(".jsonl") }
        #expect(folder.text("out/shipments/" + (shipments.first ?? ""))?.contains(#""currency":"CAD""#) == true)
    }

    @Test func aVoidBeforeTheAnnouncementIsSilentAndOneAfterItIsForAPerson() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"), JobScene.order("1002")),
            "in/labels/l1.json": JobScene.labels(
                JobScene.label(1, "1001", "A1"), JobScene.label(2, "1002", "B1"),
                JobScene.label(2, "1002", "B1", voided: true)),
        ])
        let first = try JobScene.run(folder)
        #expect(first.labels.announced == 1)
        #expect(first.labels.noUpdate == 2)
        folder.write("in/labels/l2.json", JobScene.labels(JobScene.label(1, "1001", "A1", voided: true)))
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.labels.noUpdate == 1)
        let voids = folder.files(below: "out/updates/outdoor").filter { $0.hasSuffix(".voids.csv") }
        #expect(voids.count == 1)
    }

    /// An order that was only marked as shipped has neither tracking number nor id: its day tells it from others.
    @Test func aMarkedOrderIsAnnouncedOnce() throws {
        let header = "Order - Number,Shipment - Tracking Number,Date - Shipped Date\n"
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"), JobScene.order("1002")),
            "in/labels/l1.csv": header + "1001,,11/22/2026\n1002,,\n",
        ])
        let first = try JobScene.run(folder)
        #expect(first.labels.announced == 1)
        #expect(first.labels.noUpdate == 1)
        folder.write("in/labels/l2.csv", header + "1002,,11/23/2026\n1001,,11/22/2026\n")
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.labels.announced == 1)
        #expect(second.labels.alreadyAnnounced == 1)
    }

    /// Our own tables say whose label each row is, so one that comes back is the same to the ledger, with a number or without.
    @Test func ourOwnTableAnnouncesNothingAgain() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001"), JobScene.order("1002")),
            "in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "A1"), JobScene.label(2, "1002", "")),
        ])
        #expect(try JobScene.run(folder).labels.announced == 2)
        let table = try #require(folder.files(below: "out/shipments").first { $0.hasSuffix(".csv") })
        folder.write("in/labels/back.csv", try #require(folder.text("out/shipments/" + table)))
        let second = try JobScene.run(folder, at: JobScene.now + 60)
        #expect(second.labels.alreadyAnnounced == 2)
        #expect(second.labels.announced == 0)
    }

    /// A label that is taken back while it waits for its order is never announced, whichever comes first.
    @Test(arguments: [true, false]) func aVoidEndsTheWaiting(_ isVoidedInTheSameRun: Bool) throws {
        let folder = JobScene.folder(["in/labels/l1.json": JobScene.labels(JobScene.label(1, "1001", "A1"))])
        #expect(try JobScene.run(folder).labels.pending == 1)
        folder.write("in/labels/l2.json", JobScene.labels(JobScene.label(1, "1001", "A1", voided: true)))
        if !isVoidedInTheSameRun { _ = try JobScene.run(folder, at: JobScene.now + 60) }
        folder.write("in/orders/outdoor/a.xml", JobScene.export(JobScene.order("1001")))
        let last = try JobScene.run(folder, at: JobScene.now + 120)
        #expect(last.labels.announced == 0)
        #expect(folder.files(below: "in/labels/pending").isEmpty)
        #expect(folder.files(below: "out/updates").isEmpty)
    }

    /// That a refund was refused is not forgotten while the label waits for its order.
    @Test func aRefusedRefundIsToldWhenItsOrderComes() throws {
        func shipment(_ refund: String) -> String {
            """
            {"id":"shp_1","object":"Shipment","mode":"production","reference":"1001","is_return":false,
            "tracking_code":"A1","refund_status":"\(refund)","created_at":"2026-11-20T15:30:12Z",
            "postage_label":{"id":"pl_1","label_date":"2026-11-20T15:30:40Z"},
            "selected_rate":{"carrier":"USPS","service":"Priority","rate":"6.53","currency":"USD"}}
            """
        }
        let folder = JobScene.folder(["in/labels/l1.json": shipment("submitted")])
        #expect(try JobScene.run(folder).labels.noUpdate == 1)
        folder.write("in/labels/l2.json", shipment("rejected"))
        #expect(try JobScene.run(folder, at: JobScene.now + 60).labels.pending == 1)
        folder.write("in/orders/outdoor/a.xml", JobScene.export(JobScene.order("1001")))
        #expect(try JobScene.run(folder, at: JobScene.now + 120).labels.manual == 1)
        let list = try #require(folder.files(below: "out/updates/outdoor").first { $0.hasSuffix(".manual.csv") })
        #expect(folder.text("out/updates/outdoor/" + list)?.contains(",refund_refused,") == true)
    }

    /// A person is told of the parcel of an order whose store has left the job.
    @Test func aStoreThatHasLeftTheJobHasItsList() throws {
        let folder = JobScene.folder([
            "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1001")),
            "in/orders/indoor/b.xml": JobScene.export(JobScene.order("1002")),
        ])
        folder.write("job.yaml", JobScene.jobFile + "\n  indoor: {channel: custom-store, currency: USD}\n")
        _ = try JobScene.run(folder)
        folder.write("job.yaml", JobScene.jobFile)
        folder.write("in/labels/l1.json", JobScene.labels(JobScene.label(1, "1002", "A1")))
        #expect(try JobScene.run(folder, at: JobScene.now + 60).labels.manual == 1)
        #expect(folder.files(below: "out/updates/indoor").count { $0.hasSuffix(".manual.csv") } == 1)
    }
}

/// A client that goes on with its upload when the first label of another file is found to be wrong.
private final class Writer: RunObserver {
    private let folder: TemporaryFolder
    private let text: String
    private(set) var hasWritten = false

    init(to folder: TemporaryFolder, _ text: String) {
        self.folder = folder
        self.text = text
    }

    func found(_ finding: Finding) {
        let claim = folder.files(below: "work").first { $0.hasSuffix("/labels/b.csv") }
        guard let claim, !hasWritten else { return }
        hasWritten = true
        folder.write("work/" + claim, text)
    }

    func progress(_ progress: RunProgress) {}
    func note(_ text: String) {}
}
