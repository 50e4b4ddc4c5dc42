import Testing

/// `waybill purge`, seen from outside, on the job of the demo after its night.
@Suite struct PurgeCommandTests {
    private func demo() throws -> Workplace {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.copy("jobs/nightly.yaml", to: "template.yaml")
        try place.write(
            try place.read("template.yaml").replacing("settle: 10s", with: "settle: 0s"), to: "nightly.yaml")
        #expect(try place.waybill("run", "nightly.yaml", "--as-of", "2026-11-23").status == 0)
        return place
    }

    @Test func saysWhatItRemoves() throws {
        let place = try demo()
        let before = place.files()
        let folders = ["archive", "out/orders", "out/shipments", "out/updates", "out/rejects", "quarantine"]
        let removed = try folders.map { folder in
            let files = place.files(below: folder)
            let bytes = try files.map { try place.read("\(folder)/\($0)").utf8.count }.reduce(0, +)
            return "\(folder): files \(files.count), bytes \(bytes)\n"
        }
        #expect(removed.count { $0.contains(" 0\n") } == 1)
        let rehearsal = try place.waybill(
            "purge", "nightly.yaml", "--older-than", "4w", "--as-of", "2026-12-22", "--dry-run")
        #expect(rehearsal.status == 0)
        #expect(rehearsal.output == "")
        #expect(rehearsal.messages == removed.joined())
        #expect(place.files() == before)
        let outcome = try place.waybill(
            "purge", "nightly.yaml", "--older-than", "28d", "--as-of", "2026-12-22", "--json")
        #expect(outcome.messages == removed.joined())
        #expect(
            outcome.output.hasPrefix("{\"firstKept\": \"2026-11-24\", \"removed\": [{\"folder\": \"archive\", "))
        #expect(place.files(below: "archive") + place.files(below: "out") == [])
        #expect(place.files(below: "in/labels/pending").count == 1)
        #expect(place.files(below: "ledger") + place.files(below: "reports") != [])
    }

    @Test func saysNothingWhenTold() throws {
        let place = try demo()
        let outcome = try place.waybill("purge", "nightly.yaml", "--older-than", "1d", "--quiet")
        #expect(outcome.output + outcome.messages == "")
        #expect(outcome.status == 0)
    }

    @Test(arguments: ["30", "d", "1m", "-1d", "1.5d", "100000d", "30 d", "30D", ""])
    func refusesAnAgeItDoesNotUnderstand(_ age: String) throws {
        let place = try demo()
        let before = place.files()
        #expect(try place.waybill("purge", "nightly.yaml", "--older-than=\(age)").status == 64)
        #expect(try place.waybill("purge", "nightly.yaml").status == 64)
        #expect(place.files() == before)
    }

    @Test func waitsForARunToEnd() throws {
        let place = try demo()
        let outcome = try place.shell(
            "exec 9<in; flock --nonblock 9; waybill purge nightly.yaml --older-than 0d --as-of 2027-01-01 || echo $?")
        #expect(outcome.output == "75\n")
        #expect(outcome.messages == "waybill: another run is at work on in\n")
        #expect(place.files(below: "archive").count == 6)
    }

    @Test func saysWhatIsNotThere() throws {
        let place = try Workplace()
        #expect(try place.waybill("purge", "none.yaml", "--older-than", "30d").status == 66)
        try place.write("version: 1\nstores: {a: {channel: sears}}\n", to: "job.yaml")
        #expect(try place.waybill("purge", "job.yaml", "--older-than", "30d").status == 66)
    }
}
