import Job
import TestSupport
import Testing

/// Whatever the nights bring, in whatever order, and wherever a run is killed: each parcel is told of once, by the channel
/// or by a person, and none is forgotten.
@Suite struct ScheduleTests {
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func eachParcelIsToldOfOnce(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let schedule = Schedule(&random)
        let folder = JobScene.folder(["job.yaml": Schedule.jobFile])
        var taken: Set<Int> = []
        // The last night is one in which all that was left out comes.
        for night in 0...schedule.nights {
            for shop in Schedule.Shop.allCases {
                if let export = schedule.export(of: shop, night, &random) {
                    folder.write("in/orders/\(shop)/o\(night).xml", export)
                }
            }
            let isLast = night == schedule.nights
            for file in 0..<(isLast ? 1 : Int.random(in: 0...3, using: &random)) {
                // An export may be old: it does not know yet what a younger one, which came before it, has said.
                let asOf = isLast ? night : Int.random(in: 0...night, using: &random)
                let chosen = schedule.choice(asOf: asOf, isWhole: isLast, &random)
                taken.formUnion(chosen.filter { $0.isTaken(asOf: asOf) }.map(\.id))
                folder.write("in/labels/l\(night)-\(file).json", schedule.labels(asOf: asOf, chosen, &random))
            }
            if Int.random(in: 0..<4, using: &random) == 0 { try compact(folder) }
            if Int.random(in: 0..<3, using: &random) == 0 { try killed(folder, night, &random) }
            try run(folder, night, seed)
        }
        // What still waits is given up, and only then is nothing left of it.
        try run(folder, schedule.nights + Schedule.pendingDays, seed)
        #expect(folder.files(below: "in/labels").isEmpty, "seed \(seed): nothing waits any more")
        let told = try Told(folder)
        for parcel in schedule.parcels { expect(parcel, isTaken: taken.contains(parcel.id), told, seed) }
    }

    private func run(_ folder: TemporaryFolder, _ night: Int, _ seed: UInt64) throws {
        // A killed run had the same night, and a name of its own.
        let report = try JobScene.run(folder, at: JobScene.now + Int64(night) * 86400 + 60)
        #expect(report.isReconciled, "seed \(seed), night \(night)")
        let overShipped = report.files.compactMap { $0.codes["over_shipped"] }
        #expect(overShipped.isEmpty, "seed \(seed), night \(night)")
    }

    private func compact(_ folder: TemporaryFolder) throws {
        _ = try CompactLedger(JobDefinition(contentsOf: folder.path + "/job.yaml"), acceptsLoss: false).run()
    }

    /// Leaves everything as a run leaves it that is killed when it tells of something.
    private func killed(_ folder: TemporaryFolder, _ night: Int, _ random: inout SeededGenerator) throws {
        let witness = Witness(folder, moment: Int.random(in: 0..<8, using: &random))
        let definition = try JobDefinition(contentsOf: folder.path + "/job.yaml")
        _ = try RunJob(definition, RunOptions(now: JobScene.now + Int64(night) * 86400)).run(observer: witness)
        guard let files = witness.files else { return }
        for name in folder.files() where files[name] == nil { folder.remove(name) }
        for (name, bytes) in files where folder.read(name) != bytes { folder.write(name, bytes) }
    }

    private func expect(_ parcel: Schedule.Parcel, isTaken: Bool, _ told: Told, _ seed: UInt64) {
        let comment = Comment(rawValue: "seed \(seed): \(parcel)")
        let announced = told.notices(of: parcel)
        let byPerson = told.rows("manual", of: parcel, "cost_not_expressible").count
        let takenBack = told.rows("voids", of: parcel).count
        let later = told.rows("manual", of: parcel, "tracking_later").count
        let elsewhere = told.rows("manual", of: parcel, "announced_by_suffix").count
        let givenUp = told.rejects(of: parcel)
        #expect(parcel.kind == .manual ? announced == 0 : byPerson == 0, comment)
        #expect(later <= (parcel.kind == .withoutTracking ? 1 : 0), comment)
        #expect(elsewhere <= (parcel.kind == .falseFriend ? announced : 0), comment)
        #expect(givenUp <= 1, comment)
        if !parcel.isWanted {
            #expect(announced + byPerson + takenBack == 0, comment)
            if !isTaken { #expect(givenUp == (parcel.kind == .excluded ? 0 : 1), comment) }
        } else if isTaken {
            // One that was told of for two orders is taken back at both.
            #expect(announced + byPerson <= 1 && (takenBack == announced + byPerson || elsewhere > 0), comment)
            #expect(takenBack <= announced + byPerson + elsewhere, comment)
        } else {
            #expect(announced + byPerson == 1 && takenBack == 0, comment)
            if let tracked = parcel.tracked, tracked <= parcel.bought { #expect(later == 0, comment) }
        }
    }
}

/// Keeps all files as they are when a run tells of something for the so manieth time.
final class Witness: RunObserver {
    private(set) var files: [String: [UInt8]]?
    private let folder: TemporaryFolder
    private var left: Int

    init(_ folder: TemporaryFolder, moment: Int) {
        self.folder = folder
        left = moment
    }

    func found(_ finding: Finding) { look() }
    func progress(_ progress: RunProgress) { look() }
    func note(_ text: String) { look() }

    private func look() {
        left -= 1
        guard left < 0, files == nil else { return }
        files = Dictionary(uniqueKeysWithValues: folder.files().map { ($0, folder.read($0) ?? []) })
    }
}

/// What the channels and people are told, and what is given up.
private struct Told {
    private struct Row {
        var kind: String
        var fields: [String]
    }

    private var notices: [String] = []
    private var rows: [(store: String, Row)] = []
    private var rejects: [String] = []

    init(_ folder: TemporaryFolder) throws {
        for name in folder.files(below: "out/updates") {
            let text = folder.text("out/updates/" + name) ?? ""
            let parts = name.split(separator: "/")
            if name.hasSuffix(".xml") {
                // Without its list a body is sent by nobody.
                let list = "out/updates/" + parts.dropLast().joined(separator: "/") + "/requests.jsonl"
                if folder.text(list)?.contains("\"bodyFile\":\"\(parts.last ?? "")\"") == true { notices.append(text) }
            }
            guard name.hasSuffix(".csv") else { continue }
            let kind = String(name.split(separator: ".").dropLast().last ?? "")
            for line in text.split(separator: "\n").dropFirst() {
                let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                rows.append((String(parts[0]), Row(kind: kind, fields: fields)))
            }
        }
        for name in folder.files(below: "out/rejects/labels") {
            rejects += (folder.text("out/rejects/labels/" + name) ?? "").split(separator: "\n").map(String.init)
        }
    }

    func notices(of parcel: Schedule.Parcel) -> Int {
        notices.count { $0.contains("<ShippingCost>\(parcel.cost)</ShippingCost>") }
    }

    /// The rows of a parcel in the lists for a person, of one code or of all.
    func rows(_ kind: String, of parcel: Schedule.Parcel, _ code: String? = nil) -> [[String]] {
        rows.filter { store, row in
            let isParcels = row.fields[2] == parcel.tracking || row.fields[2] == "shipstation-v1:\(parcel.id)"
            let isOrders = row.fields[kind == "voids" ? 1 : 0] == parcel.order || parcel.kind != .sharesTracking
            return row.kind == kind && store == parcel.shop.rawValue && isParcels && isOrders
                && (code == nil || row.fields.count > 6 && row.fields[6] == code)
        }.map(\.1.fields)
    }

    func rejects(of parcel: Schedule.Parcel) -> Int {
        rejects.count {
            $0.contains("\\\"shipmentId\\\":\(parcel.id),") || $0.contains("\\\"shipmentId\\\":\\\"\(parcel.id)\\\",")
        }
    }
}
