import Foundation
import Job
import Testing

/// `waybill init` writes jobs that `waybill check` has nothing to say against.
@Suite struct InitTests {
    @Test(arguments: FeatureListing.channelIDs) func aJobOfAnyChannelPassesCheck(_ channel: String) throws {
        let place = try Workplace()
        let made = try place.waybill("init", "shop/job.yaml", "--store", "my-shop=\(channel)")
        #expect(made.status == 0, "\(made.messages)")
        #expect(made.output == "")
        let checked = try place.waybill("check", "shop/job.yaml")
        #expect(checked.status == 0, "\(checked.messages)")
        #expect(!checked.messages.contains("warning") && !checked.messages.contains("error"), "\(checked.messages)")
        #expect(try place.waybill("run", "shop/job.yaml").status == 0)
    }

    @Test func aJobMayHaveSeveralStores() throws {
        let place = try Workplace()
        let made = try place.waybill(
            "init", "job.yaml", "--store", "outdoor=custom-store", "--store", "2026=sears", "--quiet")
        #expect(made.status == 0 && made.messages.isEmpty)
        #expect(try place.waybill("check", "job.yaml").status == 0)
        let json = try place.waybill("check", "job.yaml", "--json").output
        #expect(json.hasPrefix("{\"exitCode\": 0, \"job\": [],\n\"report\": {"))
        for folder in ["in/orders/outdoor", "in/orders/2026", "in/labels"] {
            var isFolder: ObjCBool = false
            #expect(FileManager.default.fileExists(atPath: place.path + "/" + folder, isDirectory: &isFolder))
            #expect(isFolder.boolValue)
        }
    }

    @Test func aFolderGetsAJobFile() throws {
        let place = try Workplace()
        #expect(try place.waybill("init", "new/").status == 0)
        #expect(try place.read("new/job.yaml") == place.waybill("init").output)
    }

    /// What is off can be switched on: the job is the same file without the signs in front.
    @Test func everyKeyThatIsOffIsAKey() throws {
        let place = try Workplace()
        try #require(place.waybill("init", "job.yaml", "--quiet").status == 0)
        let on = try place.read("job.yaml").split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let text = line.drop { $0 == " " }
            guard text.hasPrefix("# "), !line.hasPrefix("#") || text.contains(": ") && text.first != line.first else {
                return line.hasPrefix("# announce") || line.hasPrefix("# since")
                    ? String(line.dropFirst(2)) : String(line)
            }
            return String(line.prefix { $0 == " " }) + String(text.dropFirst(2))
        }
        try place.write(on.joined(separator: "\n"), to: "on.yaml")
        let checked = try place.waybill("check", "on.yaml")
        #expect(checked.status == 0, "\(checked.messages)\n\(on.joined(separator: "\n"))")
        #expect(on.contains { $0.hasPrefix("announce: none") })
        #expect(on.contains { $0.hasPrefix("    statuses:") } && on.contains { $0.hasPrefix("    currency: USD") })
    }

    @Test func nothingIsOverwritten() throws {
        let place = try Workplace()
        try place.write("mine\n", to: "job.yaml")
        let outcome = try place.waybill("init", "job.yaml")
        #expect(outcome.status == 73)
        #expect(outcome.messages.contains("job.yaml is there already"))
        #expect(try place.read("job.yaml") == "mine\n")
        #expect(place.files() == ["job.yaml"])
    }

    @Test(arguments: [
        ("a=custom-stor", "did you mean custom-store?"), ("labels=sears", "cannot be a store's id"),
        ("../x=sears", "cannot be a store's id"), ("nochannel", "--store"),
    ]) func aWrongStoreIsRefused(_ store: String, _ message: String) throws {
        let outcome = try Workplace().waybill("init", "--store", store)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.messages.contains(message), "\(outcome.messages)")
    }
}
