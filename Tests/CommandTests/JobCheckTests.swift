import Foundation
import TestSupport
import Testing

/// `waybill check` as the one that looks over a job and its folders.
@Suite struct JobCheckTests {
    /// What `check --json` prints of the job.
    private struct Outcome: Decodable {
        struct Finding: Decodable, Hashable {
            var severity: String
            var place: String
            var line: Int?
            var column: Int?
            var message: String
            var cure: String
        }
        struct Report: Decodable {
            var exitCode: Int
            var notes: [String]
        }
        var exitCode: Int
        var job: [Finding]
        var report: Report?
    }

    /// A job that nothing is wrong with.
    private func place() throws -> Workplace {
        let place = try Workplace()
        try #require(place.waybill("init", "job.yaml", "--store", "outdoor=custom-store", "--quiet").status == 0)
        return place
    }

    private func outcome(_ place: Workplace, status: Int32) throws -> Outcome {
        let checked = try place.waybill("check", "job.yaml", "--json")
        #expect(checked.status == status, "\(checked.output)\(checked.messages)")
        let outcome = try JSONDecoder().decode(Outcome.self, from: Data(checked.output.utf8))
        #expect(outcome.exitCode == Int(status))
        #expect(outcome.job.allSatisfy { !$0.message.isEmpty && !$0.cure.isEmpty })
        return outcome
    }

    @Test func aMistakeOfTheJobHasItsPlaceAndCure() throws {
        let place = try place()
        try place.write("version: 1\nstores:\n  a:\n    chanel: sears\n    channel: seers\n", to: "job.yaml")
        let outcome = try outcome(place, status: 78)
        #expect(outcome.report == nil)
        #expect(outcome.job.map(\.line) == [4, 5])
        #expect(outcome.job.map(\.place) == ["stores.a.chanel", "stores.a.channel"])
        #expect(outcome.job.map(\.cure) == ["did you mean channel?", "did you mean sears?"])
    }

    @Test func anInboxThatIsNotThereIsToldBeforeAnythingIsRead() throws {
        let place = try place()
        try FileManager.default.removeItem(atPath: place.path + "/in")
        let outcome = try outcome(place, status: 66)
        #expect(outcome.report == nil)
        #expect(outcome.job.first?.place == "inbox")
        let told = try place.waybill("check", "job.yaml", "--quiet")
        #expect(told.status == 66)
        #expect(told.messages.contains("error: inbox: there is no folder \"in\": make it, or mend the key"))
    }

    @Test(arguments: ["outbox", "ledger", "reports", "archive", "quarantine", "work"])
    func aFileInPlaceOfAFolderIsTold(_ key: String) throws {
        let place = try place()
        let folder = key == "outbox" ? "out" : key
        try place.write("", to: folder)
        let outcome = try outcome(place, status: 73)
        #expect(outcome.job.filter { $0.severity == "error" }.map(\.place) == [key])
    }

    @Test func aFolderThatMayNotBeWrittenToIsTold() throws {
        // Whoever may do everything may write everywhere.
        guard geteuid() != 0 else { return }
        let place = try place()
        try FileManager.default.createDirectory(
            atPath: place.path + "/out", withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
        let outcome = try outcome(place, status: 73)
        #expect(outcome.job.first?.place == "outbox")
        #expect(outcome.job.first?.message.contains("may not write") == true)
    }

    @Test func aFolderOnAnotherFileSystemIsTold() throws {
        let elsewhere = "/dev/shm/waybill-\(UUID().uuidString)"
        let place = try place()
        guard (try? FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)) != nil,
            try Self.device(of: elsewhere) != Self.device(of: place.path)
        else { return }
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }
        let job = try place.read("job.yaml").replacing("archive: archive", with: "archive: \(elsewhere)")
        try place.write(job, to: "job.yaml")
        let outcome = try outcome(place, status: 78)
        #expect(outcome.job.map(\.place) == ["archive"])
        #expect(outcome.job.first?.message.contains("another file system than the inbox") == true)
    }

    @Test func whatNobodyReadsIsTold() throws {
        let place = try place()
        let job = try place.read("job.yaml").replacing(
            "    files: [\"*\"]           # names", with: "    files: [\"*.xml\"]   # names")
        try place.write(job, to: "job.yaml")
        for file in [
            "in/orders/outdoor/notes.txt", "in/orders/outdoor/old/a.xml", "in/orders/outdor/b.xml", "in/c.xml",
            "in/elsewhere/d.xml", "in/orders/outdoor/still.xml.part",
        ] { try place.write("<Orders></Orders>", to: file) }
        let path = place.path + "/in/labels/link.json"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
        let outcome = try outcome(place, status: 0)
        let places = Set(outcome.job.map(\.place))
        #expect(
            places == [
                "orders/outdoor/notes.txt", "orders/outdoor/old", "orders/outdor", "c.xml", "elsewhere",
                "labels/link.json",
            ])
        #expect(outcome.job.first { $0.place == "orders/outdor" }?.cure == "did you mean outdoor?")
        #expect(outcome.job.allSatisfy { $0.severity == "warning" })
        let told = try place.waybill("check", "job.yaml")
        let run = try place.waybill("run", "job.yaml", "--dry-run")
        for stray in places {
            #expect(
                (told.output + told.messages).components(separatedBy: stray + ": ").count == 2, "\(stray) is told once")
            #expect(outcome.report?.notes.contains { $0.contains(stray) } == false)
            #expect((run.output + run.messages).contains("\(stray): "), "a run tells of \(stray) too")
        }
    }

    @Test func aStoreWithoutAFolderIsTold() throws {
        let place = try place()
        try FileManager.default.removeItem(atPath: place.path + "/in/orders/outdoor")
        let outcome = try outcome(place, status: 0)
        #expect(outcome.job.map(\.place) == ["orders/outdoor"])
    }

    @Test func labelsOfNoKnownSystemAreTold() throws {
        let place = try place()
        try place.write("{\"parcels\": [{\"number\": 1}]}", to: "in/labels/parcels.json")
        let outcome = try outcome(place, status: 65)
        #expect(outcome.report?.exitCode == 65)
        let told = try place.waybill("check", "job.yaml").output
        #expect(told.contains("parcels.json") && told.contains("not_an_export"), "\(told)")
    }

    @Test func nothingIsChanged() throws {
        let place = try place()
        try place.copy("samples/demo/in", to: "in")
        let before = place.files()
        _ = try place.waybill("check", "job.yaml")
        #expect(place.files() == before)
    }

    private static func device(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemNumber] as? Int
    }
}
