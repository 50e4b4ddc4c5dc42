import Job
import TestSupport
import Testing

/// Whatever the nights bring and in whatever order: each parcel is announced once, and none is forgotten.
@Suite struct ScheduleTests {
    /// A parcel of an order; it may be taken back some nights after it was bought.
    private struct Parcel {
        var id: Int
        var order: String
        var bought: Int
        var voided: Int?

        var tracking: String { "TRACK\(id)" }

        func label(asOf night: Int, hasItems: Bool) -> String {
            let label = JobScene.label(id, order, tracking, voided: voided.map { $0 <= night } ?? false)
            guard hasItems else { return label }
            return label.replacing(
                "\"shipmentItems\":null", with: "\"shipmentItems\":[{\"sku\":\"MUG\",\"quantity\":1}]")
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func eachParcelIsAnnouncedOnce(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let hasItems = Bool.random(using: &random)
        let nights = Int.random(in: 3...7, using: &random)
        let orders = (1...Int.random(in: 2...6, using: &random)).map {
            (number: "W\($0)", night: Int.random(in: 0..<nights, using: &random))
        }
        var parcels: [Parcel] = []
        for order in orders {
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let bought = Int.random(in: 0..<nights, using: &random)
                let voided =
                    Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: bought...nights, using: &random) : nil
                parcels.append(Parcel(id: parcels.count + 1, order: order.number, bought: bought, voided: voided))
            }
        }
        let folder = JobScene.folder([:])
        var taken: Set<Int> = []
        // The last night is one in which all that was left out comes.
        for night in 0...nights {
            let due = orders.filter { $0.night == night || $0.night < night && Bool.random(using: &random) }
            if !due.isEmpty {
                let list = due.shuffled(using: &random).map {
                    JobScene.order($0.number).replacing("<Quantity>2<", with: "<Quantity>9<").replacing(
                        "20.00", with: "90.00")
                }
                folder.write("in/orders/outdoor/o\(night).xml", "<Orders>" + list.joined() + "</Orders>")
            }
            for file in 0..<(night == nights ? 1 : Int.random(in: 0...3, using: &random)) {
                // An export may be old: it does not know yet what a younger one, which came before it, has said.
                let asOf = night == nights ? night : Int.random(in: 0...night, using: &random)
                let known = parcels.filter { $0.bought <= asOf }
                let chosen = night == nights ? known : known.filter { _ in Bool.random(using: &random) }
                let labels = (chosen + chosen.filter { _ in Int.random(in: 0..<5, using: &random) == 0 }).shuffled(
                    using: &random)
                for parcel in chosen where parcel.voided.map({ $0 <= asOf }) == true { taken.insert(parcel.id) }
                folder.write(
                    "in/labels/l\(night)-\(file).json",
                    "{\"shipments\":[" + labels.map { $0.label(asOf: asOf, hasItems: hasItems) }.joined(separator: ",")
                        + "],\"total\":\(labels.count),\"pages\":1}")
            }
            if Int.random(in: 0..<4, using: &random) == 0 { try compact(folder) }
            let report = try JobScene.run(folder, at: JobScene.now + Int64(night) * 86400)
            #expect(report.isReconciled && report.labels.rejected == 0, "seed \(seed), night \(night)")
        }
        try expectOnce(parcels, taken, folder, seed)
    }

    private func compact(_ folder: TemporaryFolder) throws {
        _ = try CompactLedger(JobDefinition(contentsOf: folder.path + "/job.yaml"), acceptsLoss: false).run()
    }

    private func expectOnce(_ parcels: [Parcel], _ taken: Set<Int>, _ folder: TemporaryFolder, _ seed: UInt64) throws {
        let files = folder.files(below: "out/updates")
        let notices = files.filter { $0.hasSuffix(".xml") }.compactMap { folder.text("out/updates/" + $0) }
        let voids = files.filter { $0.hasSuffix(".voids.csv") }.compactMap { folder.text("out/updates/" + $0) }.joined()
        #expect(folder.files(below: "in/labels").isEmpty, "seed \(seed): nothing waits any more")
        for parcel in parcels {
            let announced = notices.count { $0.contains(">\(parcel.tracking)<") || $0.contains("[\(parcel.tracking)]") }
            let takenBack = voids.split(separator: "\n").count { $0.contains(",\(parcel.tracking),") }
            if taken.contains(parcel.id) {
                #expect(announced <= 1 && takenBack == announced, "seed \(seed): \(parcel)")
            } else {
                #expect(announced == 1 && takenBack == 0, "seed \(seed): \(parcel)")
            }
        }
    }
}
