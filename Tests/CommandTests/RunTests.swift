import Testing

/// `waybill run` and its halves, seen from outside, on the sample job of the demo.
@Suite struct RunTests {
    /// The demo's folders, whose files need not settle.
    private func demo(settle: String = "0s") throws -> Workplace {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.copy("jobs/nightly.yaml", to: "template.yaml")
        let job = try place.read("template.yaml").replacing("settle: 10s", with: "settle: \(settle)")
        try place.write(job, to: "nightly.yaml")
        return place
    }

    @Test func accountsForEveryRecordOfTheDemo() throws {
        let place = try demo()
        let outcome = try place.waybill("run", "nightly.yaml")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(outcome.output == "")
        #expect(outcome.messages.contains("\norders      8 read: 6 written, 1 rejected, 1 excluded\n"))
        #expect(outcome.messages.contains("\nlabels      7 read: 4 announced, 1 pending, 2 no update\n"))
        #expect(
            outcome.messages.contains(
                "orders-2026-11-22.xml:69:3: error: Customer/ShipTo/Name: the order has no ship-to address; complete it, "
                    + "or exclude the status of orders that ship nothing [ship_to_missing] order W-5102\n"))
        #expect(place.files(below: "in").count { !$0.hasPrefix("labels/pending/") } == 0)
        #expect(place.files(below: "archive").count == 6)
        #expect(place.files(below: "quarantine") == [])
        let notices = place.files(below: "out/updates").filter { $0.hasSuffix(".xml") }
        #expect(notices.count { $0.hasPrefix("outdoor/") } == 2)
        #expect(notices.count { $0.hasPrefix("walmart-us/") } == 1)
        #expect(notices.count { $0.hasPrefix("parts/") } == 1)
    }

    @Test func doesNothingTwice() throws {
        let place = try demo()
        try place.waybill("run", "nightly.yaml", "--quiet")
        let results = place.files(below: "out")
        try place.waybill("run", "nightly.yaml", "--quiet")
        try place.copy("samples/demo/in/orders/outdoor", to: "again")
        let outcome = try place.shell("cp again/* in/orders/outdoor/; waybill orders nightly.yaml")
        #expect(outcome.messages.contains("files       2 repeated\n"))
        #expect(outcome.messages.contains("orders      4 read: 4 unchanged\n"))
        #expect(place.files(below: "out") == results)
    }

    @Test func runsOneHalf() throws {
        let place = try demo()
        #expect(try place.waybill("orders", "nightly.yaml").status == 0)
        #expect(place.files(below: "in/labels").count == 2)
        #expect(place.files(below: "out/updates") == [])
        #expect(try place.waybill("shipments", "nightly.yaml").status == 0)
        #expect(place.files(below: "out/updates").count { $0.hasSuffix(".xml") } == 4)
    }

    @Test func asksToTryAgainWhileFilesArrive() throws {
        let place = try demo(settle: "1h")
        let outcome = try place.waybill("run", "nightly.yaml")
        #expect(outcome.status == 75)
        #expect(outcome.messages.contains("files       6 still arriving\n"))
        #expect(place.files(below: "out") == [])
    }

    @Test func aMarkerWithoutItsInputIsNotWaitedFor() throws {
        let place = try demo()
        let outcome = try place.shell(
            "echo 'done-marker: \"{name}.done\"' >> nightly.yaml; sed -i 's/files: .*/files: \"*\"/' nightly.yaml; "
                + "for file in in/orders/*/*.xml in/labels/*.json in/labels/*.csv; do touch $file.done; done; "
                + "touch in/orders/parts/gone.xml.done in/labels/gone.json.done; "
                + "waybill check nightly.yaml --quiet; waybill run nightly.yaml")
        #expect(outcome.output.contains("files       6 imported\n"))
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(!outcome.messages.contains("arriving"))
        #expect(place.files(below: "archive").count == 6)
    }

    @Test func writesNothingInADryRun() throws {
        let place = try demo()
        let before = place.files()
        let outcome = try place.waybill("run", "nightly.yaml", "--dry-run")
        #expect(outcome.status == 0)
        #expect(outcome.messages.contains("\norders      8 read: 6 written, 1 rejected, 1 excluded\n"))
        #expect(place.files() == before)
    }

    @Test func failsOnMoreRejectsThanAllowed() throws {
        let place = try demo()
        let outcome = try place.shell(
            "sed -i 's/max-rejects: 5/max-rejects: 0/' nightly.yaml; waybill run nightly.yaml")
        #expect(outcome.status == 65)
        #expect(place.files(below: "out/orders").count == 16)
    }

    @Test func quarantinesWhatCannotBeRead() throws {
        let place = try demo()
        try place.write("<Orders>\n  <Order></Oops>\n</Orders>", to: "in/orders/parts/broken.xml")
        let outcome = try place.waybill("run", "nightly.yaml")
        #expect(outcome.status == 65)
        #expect(outcome.messages.contains("\nquarantined parts/broken.xml: 2:"))
        let held = place.files(below: "quarantine")
        #expect(held.count == 2)
        #expect(held.contains { $0.hasSuffix("broken.xml.reason.json") })
    }

    @Test func printsTheReportForPrograms() throws {
        let place = try demo()
        let outcome = try place.shell("waybill run nightly.yaml --json --quiet | python3 -m json.tool")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let report = try place.waybill("run", "nightly.yaml", "--json", "--quiet", "--as-of", "2026-11-30")
        #expect(report.output.contains("\"startedAt\": \"2026-11-30T00:00:00Z\""))
        #expect(report.messages == "")
    }

    @Test func namesEveryMistakeOfAJobFile() throws {
        let place = try demo()
        try place.write(
            "version: 1\ninbux: in\nstores:\n  a:\n    channel: custum-store\n    currency: dollars\n", to: "bad.yaml")
        let outcome = try place.waybill("run", "bad.yaml")
        #expect(outcome.status == 78)
        for place in ["bad.yaml:2:1: ", "bad.yaml:5:14: ", "did you mean inbox?"] {
            #expect(outcome.messages.contains(place), "\(outcome.messages)")
        }
    }

    @Test func saysWhatIsNotThere() throws {
        let place = try Workplace()
        #expect(try place.waybill("run", "nowhere.yaml").status == 66)
        try place.copy("jobs/nightly.yaml", to: "nightly.yaml")
        let outcome = try place.waybill("run", "nightly.yaml")
        #expect(outcome.status == 66)
        #expect(outcome.messages.contains("inbox"))
    }

    @Test(arguments: [["run"], ["run", "a.yaml", "--as-of", "tomorrow"], ["run", "a.yaml", "-q", "-v"], ["walk"]])
    func refusesACommandLineItDoesNotUnderstand(_ arguments: [String]) throws {
        let outcome = try Workplace().shell("waybill " + arguments.joined(separator: " "))
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.messages.hasPrefix("Error: "))
    }

    @Test(arguments: ["in", "out", "archive", "quarantine", "ledger", "work", "reports"])
    func aFolderOfTheJobMayBeALink(_ folder: String) throws {
        let place = try demo()
        try place.write("<Orders>\n  <Order></Oops>\n</Orders>", to: "in/orders/parts/broken.xml")
        let outcome = try place.shell(
            "mkdir -p \(folder) elsewhere; mv \(folder) elsewhere/real; ln -s elsewhere/real \(folder); "
                + "waybill run nightly.yaml")
        #expect(outcome.status == 65, "\(outcome.messages)")
        #expect(outcome.messages.contains("\norders      8 read: 6 written, 1 rejected, 1 excluded\n"))
        #expect(outcome.messages.contains("\nlabels      7 read: 4 announced, 1 pending, 2 no update\n"))
        #expect(try place.shell("test -L \(folder)").status == 0)
        #expect(place.files(below: "archive/.").count == 6)
        #expect(place.files(below: "quarantine/.").count == 2)
        #expect(place.files(below: "work/.") == [])
        let again = try place.waybill("check", "nightly.yaml")
        #expect(again.status == 0, "\(again.messages)")
    }

    @Test func theJobFileAndItsFolderMayBeLinks() throws {
        let place = try demo()
        let outcome = try place.shell(
            "mkdir jobs; mv in nightly.yaml jobs/; ln -s jobs tonight; ln -s jobs/nightly.yaml link.yaml; "
                + "waybill run tonight/nightly.yaml; waybill check tonight/nightly.yaml")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(outcome.messages.contains("\norders      8 read: 6 written, 1 rejected, 1 excluded\n"))
        // The folders are those beside the link.
        let beside = try place.waybill("run", "link.yaml")
        #expect(beside.status == 66)
        #expect(beside.messages.contains("there is no inbox in;"))
        let dangling = try place.shell("ln -s nowhere.yaml gone.yaml; waybill run gone.yaml")
        #expect(dangling.status == 66)
    }

    @Test func anInputThatIsALinkIsNotRead() throws {
        let place = try demo()
        let outcome = try place.shell(
            "mv in/orders/parts/*.xml elsewhere.xml; ln -s ../../../elsewhere.xml in/orders/parts/link.xml; "
                + "waybill orders nightly.yaml")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(place.files(below: "out/orders").allSatisfy { !$0.hasPrefix("parts/") })
        #expect(try place.shell("test -L in/orders/parts/link.xml").status == 0)
    }

    @Test(arguments: [
        "waybill channels", "waybill channels --json", "waybill labels", "waybill labels --json",
        "waybill run nightly.yaml --json --quiet",
        "waybill check nightly.yaml", "waybill check nightly.yaml --json",
        "waybill check in/orders/outdoor/orders-2026-11-23.xml --channel custom-store",
    ])
    func saysThatItsOutputCannotBeWritten(_ command: String) throws {
        let place = try demo()
        let full = try place.shell(command + " > /dev/full")
        #expect(full.status == 75)
        #expect(full.messages.contains("waybill: cannot write standard output: No space left on device\n"))

        let closed = try place.shell(command + " >&- < /dev/null")
        #expect(closed.status == 74)
        #expect(closed.messages.contains("waybill: cannot write standard output: "))
    }

    /// The status of the run counts more than that of its output, in the order of docs/operations.md.
    @Test func keepsTheStatusOfARunWhoseOutputIsLost() throws {
        let place = try demo()
        try place.write("<Orders>\n  <Order></Oops>\n</Orders>", to: "in/orders/parts/broken.xml")
        let full = try place.shell("waybill check nightly.yaml --json > /dev/full")
        #expect(full.status == 65)
        #expect(full.messages.contains("cannot write standard output"))
        let gone = try place.shell("set +e; waybill run nightly.yaml --json --quiet | true; echo ${PIPESTATUS[0]}")
        #expect(gone.output == "65\n")
        #expect(gone.messages == "")
    }

    @Test func letsTwoRunsKeepOutOfEachOthersWay() throws {
        let place = try demo()
        let outcome = try place.shell("flock in waybill run nightly.yaml")
        #expect(outcome.status == 75)
        #expect(outcome.messages.contains("another run is at work"))
        #expect(place.files(below: "out") == [])
    }
}
