import Testing

/// `waybill plan`, `run --manifest` and `merge`, seen from outside.
@Suite struct ShardCommandTests {
    private func planned(shards: Int = 3) throws -> Workplace {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.copy("jobs/nightly.yaml", to: "template.yaml")
        try place.write(
            try place.read("template.yaml").replacing("settle: 10s", with: "settle: 0s"), to: "nightly.yaml")
        let plan = try place.waybill(
            "plan", "nightly.yaml", "--shards", "\(shards)", "--output", "m", "--as-of", "2026-11-23")
        #expect(plan.status == 0)
        #expect(plan.messages.contains("shards      \(shards), the largest of bytes "))
        return place
    }

    /// The three steps leave what one run leaves.
    @Test func theStepsAreOneRun() throws {
        let one = try planned()
        let run = try one.waybill("run", "nightly.yaml", "--as-of", "2026-11-23", "--quiet")
        let many = try planned()
        for shard in 0..<3 {
            #expect(try many.waybill("run", "nightly.yaml", "--manifest", "m", "--shard", "\(shard)/3").status == 0)
        }
        let merge = try many.waybill("merge", "m")
        #expect(merge.status == run.status)
        #expect(merge.messages.contains("files       "))
        for folder in ["out", "in", "quarantine", "archive"] {
            let files = one.files(below: folder)
            #expect(many.files(below: folder) == files)
            for name in files { #expect(try many.read("\(folder)/\(name)") == one.read("\(folder)/\(name)")) }
        }
    }

    @Test func allShardsAreReadInTurnAndOnce() throws {
        let place = try planned()
        let first = try place.waybill("run", "nightly.yaml", "--manifest", "m")
        #expect(first.messages.contains("shards      all 3: 3 read now, 0 done before"))
        let second = try place.waybill("run", "nightly.yaml", "--manifest", "m")
        #expect(second.messages.contains("shards      all 3: 0 read now, 3 done before"))
        #expect(try place.waybill("merge", "m", "--quiet").messages == "")
        #expect(try place.waybill("merge", "m").messages.contains("everything of the plan was done before"))
    }

    @Test(arguments: [
        ("SLURM_ARRAY_TASK_ID=11 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_COUNT=3", "1 of 3"),
        ("AWS_BATCH_JOB_ARRAY_INDEX=2 AWS_BATCH_JOB_ARRAY_SIZE=3", "2 of 3"),
        ("JOB_COMPLETION_INDEX=0", "0 of 3"),
        ("CLOUD_RUN_TASK_INDEX=1 CLOUD_RUN_TASK_COUNT=3", "1 of 3"),
    ]) func aSchedulerSaysWhichShard(_ variables: String, _ shard: String) throws {
        let outcome = try planned().shell("\(variables) waybill run nightly.yaml --manifest m")
        #expect(outcome.status == 0)
        #expect(outcome.messages.contains("shards      \(shard): 1 read now"), "\(outcome.messages)")
    }

    @Test(arguments: [
        "waybill run nightly.yaml --shard 0/3", "waybill run nightly.yaml --manifest m --shard 3/3",
        "waybill run nightly.yaml --manifest m --shard 0/4", "waybill run nightly.yaml --manifest m --dry-run",
        "JOB_COMPLETION_INDEX=3 waybill run nightly.yaml --manifest m",
        "SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_COUNT=4 waybill run nightly.yaml --manifest m",
        "waybill plan nightly.yaml --shards 0 --output other", "waybill plan nightly.yaml --output other",
    ]) func whatIsTypedWronglyReadsNothing(_ line: String) throws {
        let place = try planned()
        #expect(try place.shell(line).status == 64)
        #expect(!place.files(below: "out").contains { $0.hasPrefix(".shards") })
    }

    /// 65 where another attempt is in vain, 75 where shards are missing.
    @Test func theStatusTellsWhetherToTryAgain() throws {
        let place = try planned()
        #expect(try place.waybill("merge", "m").status == 75)
        #expect(try place.waybill("merge", "none").status == 66)
        #expect(try place.waybill("plan", "nightly.yaml", "--shards", "3", "--output", "m").status == 73)
        let name = try #require(place.files(below: "in/orders").first { $0.hasSuffix(".xml") })
        let text = try place.read("in/orders/\(name)")
        try place.write(text + " ", to: "in/orders/\(name)")
        let changed = try place.waybill("run", "nightly.yaml", "--manifest", "m")
        #expect(changed.status == 65)
        #expect(changed.messages.contains("has changed since the plan"))
        try place.write(text, to: "in/orders/\(name)")
        #expect(try place.waybill("run", "nightly.yaml", "--manifest", "m").status == 0)
        try place.write(try place.read("nightly.yaml") + "# ", to: "nightly.yaml")
        #expect(try place.waybill("merge", "m").status == 65)
    }
}
