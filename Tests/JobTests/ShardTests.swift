import Job
import TestSupport
import Testing

/// Shards and their merge leave what one run leaves, byte for byte: whatever the files are, however they are shared, and
/// however often a shard is read, at once or after it was killed.
@Suite struct ShardTests {
    @Test(arguments: 1...16 as ClosedRange<UInt64>)
    func shardsAndMergeAreOneRun(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scene = ShardScene(&random)
        let (one, many) = (scene.folder(), scene.folder())
        for night in 0...1 {
            let now = JobScene.now + Int64(night) * 86400
            for (name, text) in scene.inputs(night, &random) {
                one.write(name, text)
                many.write(name, text)
            }
            let report = try JobScene.run(one, at: now)
            #expect(report.isReconciled)
            // What was there before the plan is of an ordinary run.
            if night == 0, Bool.random(using: &random) {
                _ = try JobScene.run(many, at: now)
            } else {
                try shards(of: many, now, &random)
            }
            try expectEqual(one, many, "seed \(seed), night \(night)")
        }
    }

    private func shards(of folder: TemporaryFolder, _ now: Int64, _ random: inout SeededGenerator) throws {
        let count = Int.random(in: 1...7, using: &random)
        let plan = folder.path + "/plan-\(now).manifest"
        let definition = try JobDefinition(contentsOf: folder.path + "/job.yaml")
        _ = try PlanJob(definition, shards: count, now: now).run(to: plan, observer: Listener())
        let manifest = try Manifest(contentsOf: plan)
        let run = try RunShard(definition, manifest)
        let shared = ".shards/\(manifest.digest)"
        for shard in (0..<count).shuffled(using: &random) {
            if Int.random(in: 0..<4, using: &random) == 0 {
                // What an attempt leaves that was killed.
                folder.write("out/\(shared)/.\(shard)-of-\(count).1/0.orders.jsonl", "{\"orderKey\":")
            }
            _ = try run.run(shard, observer: Listener())
            let own = "out/\(shared)/\(shard)-of-\(count)/"
            let before = folder.files(below: own)
            #expect(before.contains("shard"))
            guard Int.random(in: 0..<3, using: &random) == 0 else { continue }
            // Again, as if it had not been done.
            let bytes = before.map { folder.read(own + $0) }
            for name in before { folder.remove(own + name) }
            _ = try run.run(shard, observer: Listener())
            #expect(folder.files(below: own) == before)
            #expect(before.map { folder.read(own + $0) } == bytes)
        }
        if Bool.random(using: &random) { try killMerge(of: folder, manifest, definition, &random) }
        let report = try RunJob(merging: manifest, definition).run(observer: Listener())
        #expect(report.isReconciled)
        folder.remove("plan-\(now).manifest")
    }

    /// Leaves everything as a merge leaves it that is killed when it tells of something, or makes progress.
    private func killMerge(
        of folder: TemporaryFolder, _ manifest: Manifest, _ definition: JobDefinition,
        _ random: inout SeededGenerator
    ) throws {
        let witness = Witness(folder, moment: Int.random(in: 0..<12, using: &random))
        _ = try RunJob(merging: manifest, definition).run(observer: witness)
        guard let files = witness.files else { return }
        for name in folder.files() where files[name] == nil { folder.remove(name) }
        for (name, bytes) in files where folder.read(name) != bytes { folder.write(name, bytes) }
    }

    // MARK: - What is compared

    private func expectEqual(_ one: TemporaryFolder, _ many: TemporaryFolder, _ comment: Comment) throws {
        let (expected, found) = (contents(of: one), contents(of: many))
        #expect(found.keys.sorted() == expected.keys.sorted(), comment)
        for (name, text) in expected { #expect(found[name] == text, "\(comment): \(name)") }
    }

    /// Everything but the reports of killed merges, and without the names of runs.
    private func contents(of folder: TemporaryFolder) -> [String: String] {
        var contents: [String: String] = [:]
        for name in folder.files() where !name.hasPrefix("reports/") && !name.hasPrefix("work/") {
            var text = folder.text(name) ?? ""
            if name.hasPrefix("ledger/") { text.replace(/(?m)^(run|end)\t.*\n/, with: "") }
            contents[name] = text
        }
        return contents
    }

    /// The report says the same as well, but for the names of runs.
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func theReportIsThatOfOneRun(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let scene = ShardScene(&random)
        let (one, many) = (scene.folder(), scene.folder())
        for (name, text) in scene.inputs(0, &random) {
            one.write(name, text)
            many.write(name, text)
        }
        var expected = try JobScene.run(one)
        let definition = try JobDefinition(contentsOf: many.path + "/job.yaml")
        _ = try PlanJob(definition, shards: 3, now: JobScene.now).run(to: many.path + "/plan", observer: Listener())
        let manifest = try Manifest(contentsOf: many.path + "/plan")
        _ = try RunShard(definition, manifest).run(nil, observer: Listener())
        let found = try RunJob(merging: manifest, definition).run(observer: Listener())
        expected.run = found.run
        let (told, wanted) = (timeless(found), timeless(expected))
        #expect(told.count == wanted.count, "seed \(seed)")
        for (line, other) in zip(told, wanted) { #expect(line == other, "seed \(seed)") }
        #expect(many.files(below: "out/.shards").isEmpty)
    }

    /// The lines of a report, without how long anything took.
    private func timeless(_ report: RunReport) -> [Substring] {
        String(decoding: report.json, as: UTF8.self)
            .replacing(/("(milliseconds|[a-z]+PerSecond)": *[0-9.]+|"finishedAt": *"[^"]*")/, with: "time").split(
                separator: "\n")
    }

    // MARK: - What a plan is held to

    private struct Planned {
        let folder: TemporaryFolder
        let definition: JobDefinition
        let manifest: Manifest

        init(shards: Int = 2) throws {
            folder = JobScene.folder([
                "in/orders/outdoor/a.xml": JobScene.export(JobScene.order("1"), JobScene.order("2")),
                "in/orders/outdoor/b.xml": JobScene.export(JobScene.order("3")),
                "in/labels/l.json": JobScene.labels(JobScene.label(1, "3", "T1")),
            ])
            definition = try JobDefinition(contentsOf: folder.path + "/job.yaml")
            _ = try PlanJob(definition, shards: shards, now: JobScene.now)
                .run(to: folder.path + "/plan", observer: Listener())
            manifest = try Manifest(contentsOf: folder.path + "/plan")
        }

        func code(_ body: () throws -> Void) -> JobError.Code? {
            do {
                try body()
                return nil
            } catch {
                return (error as? JobError)?.code
            }
        }

        func shard(_ index: Int?) -> JobError.Code? {
            code { _ = try RunShard(definition, manifest).run(index, observer: Listener()) }
        }

        func merge() -> JobError.Code? {
            code { _ = try RunJob(merging: manifest, definition).run(observer: Listener()) }
        }
    }

    @Test func aMergeWaitsForAllShards() throws {
        let planned = try Planned()
        #expect(planned.shard(0) == nil)
        #expect(planned.merge() == .tryAgain)
        #expect(planned.folder.files(below: "out/orders").isEmpty && planned.folder.files(below: "archive").isEmpty)
        #expect(planned.shard(1) == nil)
        #expect(planned.merge() == nil)
        #expect(planned.folder.files(below: "archive").count == 3)
        // It may be repeated.
        #expect(planned.merge() == nil)
    }

    @Test func lateFilesAreNotInThePlan() throws {
        let planned = try Planned()
        planned.folder.write("in/orders/outdoor/0-late.xml", JobScene.export(JobScene.order("9")))
        planned.folder.write("in/labels/late.json", JobScene.labels(JobScene.label(2, "1", "T2")))
        #expect(planned.shard(nil) == nil)
        #expect(planned.merge() == nil)
        #expect(planned.folder.files(below: "in/orders") == ["outdoor/0-late.xml"])
        #expect(planned.folder.files(below: "in/labels") == ["late.json"])
    }

    /// To try again would be in vain: 65, for shard and merge alike.
    @Test(arguments: ["in/orders/outdoor/a.xml", "in/labels/l.json"])
    func aChangedInputIsNotTriedAgain(name: String) throws {
        let planned = try Planned()
        let text = try #require(planned.folder.text(name))
        #expect(planned.shard(nil) == nil)
        planned.folder.write(name, text.replacing("2026", with: "2025"))
        #expect(planned.merge() == .data)
        #expect(planned.folder.files(below: "archive").isEmpty)
        planned.folder.write(name, text)
        #expect(planned.merge() == nil)
        let again = try Planned()
        again.folder.write(name, text.replacing("2026", with: "2025"))
        #expect(again.shard(nil) == .data)
        again.folder.remove(name)
        #expect(again.shard(nil) == .data)
    }

    @Test func anotherJobFileIsNotThePlans() throws {
        let planned = try Planned()
        planned.folder.write("job.yaml", JobScene.jobFile + "\n    time-zone: America/Denver\n")
        #expect(planned.shard(0) == .data)
        #expect(planned.merge() == .data)
    }

    @Test func aPlanIsNotOverwritten() throws {
        let planned = try Planned()
        let plan = PlanJob(planned.definition, shards: 2, now: JobScene.now)
        #expect(
            planned.code { _ = try plan.run(to: planned.folder.path + "/plan", observer: Listener()) } == .cannotCreate)
    }

    @Test func aDamagedPlanIsRefused() throws {
        let planned = try Planned()
        let text = try #require(planned.folder.text("plan"))
        planned.folder.write("plan", text.replacing("b.xml", with: "c.xml"))
        #expect(planned.code { _ = try Manifest(contentsOf: planned.folder.path + "/plan") } == .data)
    }

    @Test func aDamagedShardIsNotMerged() throws {
        let planned = try Planned(shards: 1)
        #expect(planned.shard(0) == nil)
        let name = "out/.shards/\(planned.manifest.digest)/0-of-1/0.orders.jsonl"
        let text = try #require(planned.folder.text(name))
        planned.folder.write(name, String(text.dropLast()))
        #expect(planned.merge() == .inputOutput)
        #expect(planned.folder.files(below: "in/orders").count == 2)
    }

    /// An attempt that finds the shard published leaves its bytes; many at once leave one folder.
    @Test func attemptsAtOnceDoNoHarm() async throws {
        let planned = try Planned(shards: 1)
        let (definition, manifest) = (planned.definition, planned.manifest)
        try await withThrowingTaskGroup { group in
            for _ in 0..<6 {
                group.addTask { _ = try RunShard(definition, manifest).run(0, observer: Listener()) }
            }
            try await group.waitForAll()
        }
        let shards = planned.folder.files(below: "out/.shards/\(manifest.digest)")
        #expect(shards.allSatisfy { $0.hasPrefix("0-of-1/") }, "\(shards)")
        #expect(planned.merge() == nil)
    }
}
