import Channels
import DropFolder
import Job
import Orders
import SystemPackage
import Testing

/// What a job file says, and what is said of one that is wrong.
@Suite struct JobFileTests {
    private func read(_ yaml: String) throws(InvalidJobFile) -> JobDefinition {
        try JobFileReader.read(
            yaml, file: "/shop/job.yaml",
            JobVocabulary(labelFormats: ["shipstation-v1", "worldship"], timeZone: { $0 == "UTC" ? .utc : nil }))
    }

    private func mistakes(_ yaml: String) -> [String] {
        do throws(InvalidJobFile) {
            _ = try read(yaml)
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    private static let least = "version: 1\nstores:\n  a:\n    channel: geekseller\n"

    @Test func defaultsLieBesideTheJob() throws {
        let job = try read(Self.least)
        #expect(job.inbox == "/shop/in")
        #expect(job.work == "/shop/work")
        #expect(job.orders == ["/shop/out/orders"])
        #expect(job.settle == 10)
        #expect(job.pendingDays == 14)
        #expect(job.maxRejects == .count(0))
        #expect(job.stores.map(\.id) == ["a"])
        #expect(job.stores[0].statuses == nil)
    }

    @Test func whatFollowsFromAFolderFollowsItsOwnName() throws {
        let job = try read("inbox: /data/in\noutbox: results\n" + Self.least)
        #expect(job.work == "/data/work")
        #expect(job.orders == ["/shop/results/orders"])
    }

    @Test(arguments: [".", "./", "x/.."]) func aJobsFolderMayBeItsInbox(_ inbox: String) throws {
        let job = try read("inbox: \(inbox)\n" + Self.least)
        #expect(job.work == "/shop/work")
        #expect(job.inbox.appending("orders").lexicallyNormalized() == "/shop/orders")
        let relative = try JobFileReader.read(
            "inbox: \(inbox)\n" + Self.least, file: "job.yaml",
            JobVocabulary(labelFormats: [], timeZone: { _ in nil }))
        #expect(relative.work == "work")
    }

    @Test func workLiesBesideAnInboxAboveTheJob() throws {
        let job = try JobFileReader.read(
            "inbox: ..\n" + Self.least, file: "/srv/shop/jobs/job.yaml",
            JobVocabulary(labelFormats: [], timeZone: { _ in nil }))
        #expect(job.work == "/srv/work")
    }

    @Test(arguments: [
        ("outbox: archive", ":1:9: outbox: \"/shop/archive\" is both outbox and archive: give each its own folder"),
        ("ledger: x\nreports: ./x/", ":2:10: reports: \"/shop/x\" is both ledger and reports"),
        ("reports: x\nledger: y/../x", ":2:9: ledger: \"/shop/x\" is both ledger and reports"),
        ("outbox: out/.\nquarantine: /shop/out", ":2:13: quarantine: \"/shop/out\" is both outbox and quarantine"),
        ("outbox: in/orders", "outbox: \"/shop/in/orders\" is both inbox and outbox"),
        ("outbox: .", ":1:9: outbox: \"/shop/in/orders\" (inbox) lies in \"/shop\" (outbox)"),
        ("archive: in", "archive: \"/shop/in/orders\" (inbox) lies in \"/shop/in\" (archive)"),
        ("quarantine: in/labels/bad", "\"/shop/in/labels\" (inbox) contains \"/shop/in/labels/bad\" (quarantine)"),
        ("inbox: ledger", ":1:8: inbox: \"/shop/ledger/orders\" (inbox) lies in \"/shop/ledger\" (ledger)"),
        ("work: in", ":1:7: work: \"/shop/in/orders\" (inbox) lies in \"/shop/in\" (work)"),
        ("work: in/orders/a", "\"/shop/in/orders\" (inbox) contains \"/shop/in/orders/a\" (work)"),
        ("work: out", "work: \"/shop/out\" is both work and outbox"),
        ("work: out/work", "work: \"/shop/out/work\" (work) lies in \"/shop/out\" (outbox)"),
        ("work: .", ":1:7: work: "),
        (
            "inbox: /data/in\noutbox: /data/out\narchive: /data/a\nquarantine: /data/q\nledger: /data/l\n"
                + "reports: /data/r\nwork: /shop", ":7:7: work: the job file lies in it: give it a folder of its own"
        ),
        ("archive: work/a", "archive: \"/shop/work\" (work) contains \"/shop/work/a\" (archive)"),
    ])
    func foldersMustNotGetInEachOthersWay(_ keys: String, _ message: String) {
        let found = mistakes(keys + "\n" + Self.least)
        #expect(found.contains { $0.contains(message) }, "\(found)")
        #expect(found.allSatisfy { $0.hasPrefix("/shop/job.yaml:") })
    }

    @Test(arguments: [
        "inbox: .\noutbox: out", "reports: out/reports", "ledger: archive/ledger", "work: in/work", "orders: in/orders",
        "inbox: in/put\noutbox: in/out", "work: works",
    ])
    func foldersMayLieSideBySide(_ keys: String) {
        #expect(mistakes(keys + "\n" + Self.least) == [])
    }

    @Test func oneMistakeIsNamedOnce() {
        #expect(mistakes("work: .\n" + Self.least).count == 1)
        #expect(mistakes("work: .\noutbox: archive\n" + Self.least).count == 2)
    }

    @Test func theFoldersOfARelativeJobAreComparedWithAbsoluteOnes() throws {
        let here = try Folders.current.appending("in")
        #expect(throws: InvalidJobFile.self) {
            try JobFileReader.read(
                "outbox: \(here)\n" + Self.least, file: "job.yaml",
                JobVocabulary(labelFormats: [], timeZone: { _ in nil }))
        }
    }

    @Test func aListMayBeTextWithCommas() throws {
        let job = try read(Self.least + "    statuses: {shipped: \"Completed, Done\", on_hold: [Hold it]}\n")
        let words = ["Completed", "Done", "Hold it", "done"].map { word in
            job.stores[0].statuses?[Array(word.utf8).span]
        }
        #expect(words == [.status(.shipped), .status(.shipped), .status(.onHold), nil])
    }

    @Test(
        arguments: [
            ("3", "1", 3), ("3", nil, 3), ("{1: 21, 2: 22}", "2", 22), ("{1: 21}", "2", nil), ("{1: 21}", nil, nil),
        ] as [(String, String?, Int?)])
    func theShippedStatusIsForAllStorefrontsOrForEach(_ written: String, _ storefront: String?, _ number: Int?) throws {
        let job = try read(
            "version: 1\nstores:\n  a: {channel: americommerce, shipped-status: \(written)}\n")
        #expect(job.stores[0].settings(at: 0).shippedStatus.number(storefront: storefront) == number)
    }

    @Test(arguments: [
        ("custom-store", "3", "Custom Store is not told of statuses by number: take shipped-status out"),
        ("americommerce", "Shipped", "\"Shipped\" is no number of a status"),
        ("americommerce", "{1: Shipped}", "stores.a.shipped-status.1: \"Shipped\" is no number of a status"),
    ])
    func theShippedStatusIsANumber(_ channel: String, _ written: String, _ message: String) {
        let found = mistakes("version: 1\nstores:\n  a: {channel: \(channel), shipped-status: \(written)}\n")
        #expect(found.count == 1 && found[0].contains(message), "\(found)")
    }

    @Test(arguments: [
        "statuses: {shipped: [Done, Done], cancelled: [Canceled], canceled: [Cancelled]}",
        "statuses: {shipped: [Done], exclude: [done]}",
    ])
    func aWordMayStandTwiceWithOneMeaning(_ statuses: String) {
        #expect(mistakes(Self.least + "    " + statuses + "\n") == [])
    }

    @Test func theJobsAnnouncementsHoldForStoresThatSayNothing() throws {
        let job = try read(
            "announce: none\nsince: 2026-11-20\n" + Self.least
                + "  b: {channel: custom-store, announce: all, since: 2026-01-01}\n")
        #expect(job.stores.map(\.announcements.isOn) == [false, true])
        #expect(job.stores.map(\.announcements.since?.civil.month) == [11, 1])
    }

    @Test(arguments: [
        ("", ":1:1: the file is empty"),
        ("stores:\n  a: {channel: geekseller}\n", "the key version is missing"),
        ("version: 2\nstores:\n  a: {channel: geekseller}\n", ":1:10: version: this version is not known"),
        ("version: 1\n", "the key stores is missing"),
        ("version: 1\nstores: {}\n", ":2:9: stores: there is no store"),
        ("version: 1\nstores:\n  a: {}\n", ":3:6: stores.a: the key channel is missing"),
        ("version: 1\nstores:\n  a: {channel: gekseller}\n", ":3:16: stores.a.channel: there is no such channel"),
        ("version: 1\nstores:\n  a/b: {channel: geekseller}\n", "stores.a/b: \"a/b\" cannot be a folder's name"),
        (
            "version: 1\nlabels: {columns: {parcel: No}}\nstores: {a: {channel: geekseller}}\n",
            ":2:19: labels.columns: columns: names parcel, but the format has no such column: see docs/labels/csv.md"
        ),
        (
            "version: 1\nlabels: {format: worldship, columns: {trackingNumber: No}}\nstores: {a: {channel: geekseller}}\n",
            ":2:38: labels.columns: columns: names trackingNumber, but the format has no such column: see docs/labels/worldship.md"
        ),
        (
            "version: 1\nlabels: {format: shipstation-v1, columns: {id: No}}\nstores: {a: {channel: geekseller}}\n",
            ":2:43: labels.columns: ShipStation V1 API has no tables: take columns out"
        ),
        (
            "version: 1\nstores: {a: {channel: geekseller, columns: {SKU: X, sku: Y}}}\n",
            "stores.a.columns: columns: names SKU twice: see docs/channels/geekseller.md"
        ),
        (
            "version: 1\nstores: {a: {channel: geekseller, columns: {Ordr: X}}}\n",
            "stores.a.columns: columns: names Ordr, but the format has no such column: see docs/channels/geekseller.md"
        ),
        ("version: 1\nstores:\n  labels: {channel: geekseller}\n", ":3:11: stores.labels: \"labels\" is taken"),
        ("version: 1\nstores:\n  pending: {channel: geekseller}\n", ":3:12: stores.pending: \"pending\" is taken"),
        (least + "  a:\n    channel: geekseller\n", "the key a stands twice"),
        (least + "\"\\e[2J\\n\\x7f\": 1\n", ":5:1: \\u{1b}[2J\\u{a}\\u{7f}: unknown key: one of version"),
        (
            least + "    statuses: {shiped: [Done]}\n",
            ":5:16: stores.a.statuses.shiped: unknown key: did you mean shipped?"
        ),
        (
            least + "    statuses: {shipped: [Done, Sent], exclude: [Draft, Done]}\n",
            ":5:48: stores.a.statuses.exclude: \"Done\" means shipped already: take it from one"
        ),
        (
            least + "    statuses: {on_hold: Cancelled, canceled: Canceled}\n",
            "stores.a.statuses.canceled: \"Canceled\" means on_hold already"
        ),
        (least + "    currency: dollars\n", ":5:15: stores.a.currency: \"dollars\" is no currency"),
        (
            least + "    time-zone: ../../etc/passwd\n",
            ":5:16: stores.a.time-zone: \"../../etc/passwd\" is no time zone"
        ),
        (least + "    select: {shelf: [A]}\n", ":5:21: stores.a.select.shelf: GeekSeller cannot select by this"),
        (least + "    window: {days: soon}\n", ":5:20: stores.a.window.days: \"soon\" is no number of days"),
        (least + "settle: later\n", ":5:9: settle: \"later\" is no duration"),
        (least + "max-rejects: 101%\n", ":5:14: max-rejects: \"101%\" is no number or percentage"),
        (least + "done-marker: done\n", ":5:14: done-marker: a marker's name must hold {name}"),
        (least + "labels: {format: pigeon}\n", ":5:18: labels.format: \"pigeon\" is no label system"),
        (least + "labels: {encoding: latin}\n", ":5:20: labels.encoding: \"latin\" is no encoding"),
        (
            least + "  b: {channel: geekseller, label-names: [a]}\n",
            "stores: both a and b are \"a\" to label systems"
        ),
        (
            "labels: {exclude-stores: [\"900\"]}\n" + least + "  b: {channel: geekseller, label-names: [\"900\"]}\n",
            "stores: \"900\" is b to label systems, and one of exclude-stores"
        ),
        (least + "limits: {depth: 1000}\n", ":5:17: limits.depth: \"1000\" is no depth"),
        (least + "\tx: 1\n", ":5:1: "),
    ])
    func eachMistakeHasItsPlace(_ yaml: String, _ message: String) {
        let found = mistakes(yaml)
        #expect(found.contains { $0.hasPrefix("job.yaml:") || $0.hasPrefix("/shop/job.yaml:") })
        #expect(found.contains { $0.contains(message) }, "\(found)")
    }

    @Test func allMistakesAreNamedAtOnce() {
        let found = mistakes(
            "version: 1\ninbux: in\nsettle: x\nstores:\n  a: {channel: nix}\n  b: {chanel: geekseller}\n")
        #expect(found.count == 5, "\(found)")
    }

    @Test(arguments: [(10, 0, true), (3, 3, true), (3, 4, false)]) func rejectsAreCounted(
        _ limit: Int, _ rejected: Int, _ isAllowed: Bool
    ) {
        #expect(RejectLimit.count(limit).isExceeded(by: rejected, of: 100) == !isAllowed)
    }

    @Test func aShareOfRejectsIsExact() throws {
        let job = try read("max-rejects: 0.5%\n" + Self.least)
        #expect(!job.maxRejects.isExceeded(by: 1, of: 200))
        #expect(job.maxRejects.isExceeded(by: 2, of: 399))
        #expect(!job.maxRejects.isExceeded(by: 2, of: 400))
    }

    @Test func theWindowCountsDaysOfTheStoresClock() throws {
        let oldest = OldestOrder(days: 3, before: 1_795_413_600, in: TimeZoneRules(fixedOffset: -6 * 3600))
        // 2026-11-23T06:00Z is midnight of that day there: orders from the 20th on are taken.
        #expect(oldest.admits(Timestamp(seconds: 1_795_413_600 - 3 * 86_400)))
        #expect(!oldest.admits(Timestamp(seconds: 1_795_413_600 - 3 * 86_400 - 1)))
        #expect(oldest.admits(Timestamp(seconds: 1_795_392_000 - 3 * 86_400, isDateOnly: true)))
        #expect(!oldest.admits(Timestamp(seconds: 1_795_392_000 - 4 * 86_400, isDateOnly: true)))
    }
}
