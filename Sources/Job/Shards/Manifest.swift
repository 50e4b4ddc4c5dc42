import DropFolder
import Normalized
import Orders
package import SystemPackage
import WireFormats

/// What a plan has frozen: which inputs there are, as what bytes, and which shard reads each of them.
///
/// It is text, laid out as an entry of the ledger; a line is the shard (`*` for labels, which every shard reads), the area,
/// the name, the size, the last write in nanoseconds, and the XXH3-128 of the bytes.
package struct Manifest: Sendable {
    /// One input.
    struct Input: Hashable, Sendable {
        /// The shard that reads it, from 0; `nil` for labels, which every shard reads.
        var shard: Int?
        /// Its folder below the inbox, such as `orders/walmart-us`.
        var area: String
        var name: String
        var stamp: FileStamp
        /// The XXH3-128 of its bytes, in hexadecimal digits.
        var digest: String

        /// The store; `nil` for labels.
        var store: String? {
            let parts = area.split(separator: "/")
            return parts.count == 2 && parts[0] == Substring(ImportOrders.ledgerKind) ? String(parts[1]) : nil
        }

        var kind: String { store == nil ? AnnounceShipments.ledgerKind : ImportOrders.ledgerKind }
        var stem: String { SafeName.stem(of: name, digest: digest) }
    }

    /// The moment that counts as now for all shards and the merge, in seconds since the epoch.
    package let now: Int64
    /// The job file, from the root.
    package let job: FilePath
    /// The XXH3-128 of the job file.
    let jobDigest: String
    /// How many shards there are.
    package let shardCount: Int
    /// In the order in which a run takes them.
    let inputs: [Input]
    /// The XXH3-128 of the manifest, in hexadecimal digits: the name of the folder of its shards.
    package let digest: String

    static let title = "waybill-manifest"
    private static let kind = "plan"

    /// Reads a manifest.
    /// - Throws: `JobError` when there is none, or it is damaged.
    package init(contentsOf path: String) throws(JobError) {
        let file = FilePath(path)
        let bytes = try disk { () throws(DiskError) in try Folders.read(file, followsLinks: true) }
        guard let bytes else {
            throw JobError(.noInput, "there is no manifest \(printable(path)); waybill plan makes it")
        }
        var reader = LedgerEntryReader(ByteInput(bytes: bytes), title: Self.title)
        var inputs: [Input] = []
        do throws(LedgerEntryReader.Fault) {
            try reader.readHead()
            while try reader.next() {
                guard let input = Input(reader.line) else { throw reader.fault }
                inputs.append(input)
            }
        } catch {
            throw Self.damaged(path, error)
        }
        let head = reader.head
        guard head.kind == Self.kind, let now = head["as-of"].flatMap(RunOptions.seconds(of:)),
            let job = head["job"], let jobDigest = head["job-digest"], let count = head["shards"].flatMap({ Int($0) }),
            count > 0, head.lines == inputs.count, inputs.allSatisfy({ $0.shard ?? 0 < count })
        else { throw JobError(.data, "\(printable(path)) is no manifest that waybill plan has made; plan again") }
        self.now = now
        self.job = FilePath(job)
        self.jobDigest = jobDigest
        shardCount = count
        self.inputs = inputs
        digest = Digest(of: bytes.span).hex
    }

    private static func damaged(_ path: String, _ fault: LedgerEntryReader.Fault) -> JobError {
        switch fault {
        case .damaged(let line):
            JobError(.data, "\(printable(path)):\(line): the manifest is damaged; take the copy that was planned")
        case .unreadable(let error): JobError(error, reading: FilePath(path))
        }
    }

    /// Writes a manifest; one that is there already stays.
    static func write(
        _ inputs: [Input], now: Int64, job: FilePath, jobDigest: String, shards: Int, to path: FilePath
    ) throws(JobError) {
        var head = LedgerHead(kind: kind)
        head.values = [
            ("as-of", Timestamp(seconds: now).text), ("job", job.string), ("job-digest", jobDigest),
            ("shards", String(shards)),
        ]
        let parent = path.removingLastComponent()
        let name = path.lastComponent?.string ?? ""
        let file = try disk { () throws(DiskError) in
            try OutputFile(in: parent.isEmpty ? "." : parent, run: "plan", label: name)
        }
        do throws(OutputError) {
            var writer = try LedgerEntryWriter(
                head, title: title, lines: inputs.count, to: ByteOutput(descriptor: file.descriptor))
            for input in inputs { try writer.line(input.fields) }
            try writer.finish()
        } catch {
            throw JobError(error, writing: file.whereabouts)
        }
        do throws(DiskError) { try file.publish(as: name) } catch { throw JobError(error) }
    }

    /// The digest of a job file.
    static func digest(ofJob file: FilePath) throws(JobError) -> String {
        let bytes = try disk { () throws(DiskError) in try Folders.read(file, followsLinks: true) }
        guard let bytes else { throw JobError(.noInput, "there is no job file \(printable(file.string))") }
        return Digest(of: bytes.span).hex
    }

    /// Requires the job to be the one that was planned: other rules would make other orders.
    func requireJob(_ definition: JobDefinition) throws(JobError) {
        guard try Self.digest(ofJob: definition.file) != jobDigest else { return }
        throw JobError(
            .data, "\(printable(definition.file.string)) has changed since the plan; put it back, or plan again")
    }

    /// Where the shards of a plan lie.
    func folder(_ definition: JobDefinition) -> FilePath {
        definition.outbox.appending(Self.shardsFolder).appending(digest)
    }

    static let shardsFolder: FilePath.Component = ".shards"

    /// The folder of one shard.
    func folderName(of shard: Int) -> String { "\(shard)-of-\(shardCount)" }
}

extension Manifest.Input {
    private static let everyShard = "*"

    var fields: [String] {
        [shard.map(String.init) ?? Self.everyShard, area, name, String(stamp.size), String(stamp.modified), digest]
    }

    init?(_ line: borrowing TabbedLineReader) {
        guard line.fieldCount == 6, let size = Int64(line.text(3)), let modified = Int64(line.text(4)),
            let digest = Digest(hex: line.bytes(5))
        else { return nil }
        let shard = Int(line.text(0))
        guard (shard ?? 0) >= 0, shard != nil || line.text(0) == Self.everyShard else { return nil }
        self.init(
            shard: shard, area: line.text(1), name: line.text(2), stamp: FileStamp(size: size, modified: modified),
            digest: digest.hex)
        guard (store == nil) == (shard == nil) else { return nil }
    }

    /// Where it lies.
    func path(in definition: JobDefinition) -> FilePath {
        definition.inbox.appending(area).appending(name)
    }

    /// Whether an open file has the bytes that were planned; they are read only where its size or time differ.
    /// - Parameter isRead: Whether the bytes are read in any case.
    func isSame(_ descriptor: Int32, _ stamp: FileStamp, isRead: Bool = false) throws(WireError) -> Bool {
        if stamp.size != self.stamp.size { return false }
        if stamp == self.stamp, !isRead { return true }
        return try Digest(ofFile: descriptor).hex == digest
    }

    /// That it is not what was planned.
    func changed(_ definition: JobDefinition) -> JobError {
        JobError(
            .data,
            "\(printable(path(in: definition).string, limit: 4096)) has changed since the plan; put the planned file back,"
                + " or plan again")
    }
}
