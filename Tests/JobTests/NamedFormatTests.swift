import Job
import SystemPackage
import TestSupport
import Testing

/// Which system a file of labels is read by when somebody names one.
@Suite struct NamedFormatTests {
    private static let shipment = #"{"shipmentId":1,"orderNumber":"W-1","trackingNumber":"T1"}"#
    private static let ownTable = "orderNumber,trackingNumber\nW-1,T1\n"

    /// Converts a file as the command does.
    private func convert(
        _ text: String, _ format: String, job: String? = nil
    ) throws -> (lines: Int, refusal: JobError?) {
        let place = TemporaryFolder()
        place.write("labels", text)
        var input = TypedInput(file: place.path + "/labels", now: Sample.now)
        input.labels = format
        if let job {
            place.write("job.yaml", "version: 1\nlabels:\n\(job)stores:\n  sample:\n    channel: custom-store\n")
            input.job = place.path + "/job.yaml"
        }
        let output = try FileDescriptor.open(
            place.path + "/out", .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
        defer { try? output.close() }
        do throws(JobError) {
            _ = try ConvertFile(input, to: .jsonl).run(output: output, observer: Listener())
        } catch {
            return (0, error)
        }
        return (String(decoding: place.read("out") ?? [], as: UTF8.self).split(separator: "\n").count, nil)
    }

    @Test(arguments: ["easypost", "shippo", "karrio", "shipstation-v2", "csv", "stamps-xml"])
    func anotherSystemsFileIsRefused(_ format: String) throws {
        let refusal = try #require(try convert(Self.shipment, format).refusal)
        #expect(refusal.code == .data)
        #expect(refusal.message.contains("the file is shipstation-v1's, not \(format)'s"))
        #expect(refusal.message.contains("[not_an_export]"))
    }

    @Test func itsOwnFileIsRead() throws {
        #expect(try convert(Self.shipment, "shipstation-v1").lines == 1)
        #expect(try convert(Self.ownTable, "csv").lines == 1)
    }

    /// Nobody claims these, and the named system is for them.
    @Test func aFileThatNobodyClaimsIsTheNamedSystems() throws {
        #expect(try convert(#"{"id":"1","status":"created","reference":"W-1"}"#, "auto").refusal != nil)
        #expect(try convert(#"{"id":"1","status":"created","reference":"W-1"}"#, "karrio").lines == 1)
        #expect(try convert("[]", "easypost").refusal == nil)
    }

    @Test func anotherLayoutIsRefused() throws {
        let refusal = try #require(try convert("<html><body/></html>", "easypost").refusal)
        #expect(refusal.message.contains("a web page"))
        #expect(try convert("", "easypost").refusal?.message.contains("[empty]") == true)
    }

    /// Renamed columns may be those of another system; the job's word counts.
    @Test func aRenamedTableIsTheNamedSystems() throws {
        let job =
            "  format: worldship\n"
            + "  columns: {PackageTrackingNumber: trackingNumber, PackageReference1: orderNumber}\n"
        #expect(try convert(Self.ownTable, "worldship", job: job).lines == 1)
        let refusal = try #require(try convert(Self.shipment, "worldship", job: job).refusal)
        #expect(refusal.message.contains("the file is shipstation-v1's, not worldship's"))
    }

    /// What tells whose file it is may stand behind the picture of the label, up to the length of a record.
    @Test(arguments: [70_000, 300_000, 900_000]) func aLongMemberInFrontIsLookedPast(_ length: Int) throws {
        let long = #"[{"labelData":"\#(String(repeating: "A", count: length))","#
        #expect(try convert(long + Self.shipment.dropFirst() + "]", "auto").lines == 1)
        let refusal = try #require(try convert(long + Self.shipment.dropFirst() + "]", "easypost").refusal)
        #expect(refusal.message.contains("shipstation-v1's"))
    }
}
