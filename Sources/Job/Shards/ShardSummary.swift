import DropFolder
import SystemPackage
import WireFormats

/// Which inputs a published shard has read: the file `shard` in its folder.
struct ShardSummary {
    static let fileName = "shard"
    private static let kind = "shard"

    /// Their places in the manifest.
    private(set) var places: [Int] = []

    /// Reads the summary of a shard.
    /// - Returns: `nil` when the shard is not published.
    init?(_ manifest: Manifest, _ shard: Int, _ definition: JobDefinition) throws(JobError) {
        let path = manifest.folder(definition).appending(manifest.folderName(of: shard)).appending(Self.fileName)
        guard let bytes = try disk({ () throws(DiskError) in try Folders.read(path) }) else { return nil }
        var reader = LedgerEntryReader(ByteInput(bytes: bytes), title: ShardFacts.title)
        do throws(LedgerEntryReader.Fault) {
            try reader.readHead()
            guard reader.head["manifest"] == manifest.digest, reader.head["shard"] == String(shard),
                reader.head["shards"] == String(manifest.shardCount)
            else { throw reader.fault }
            while try reader.next() {
                guard reader.line.fieldCount == 2, let place = Int(reader.line.text(0)),
                    manifest.inputs.indices.contains(place), manifest.inputs[place].shard == shard,
                    manifest.inputs[place].digest == reader.line.text(1)
                else { throw reader.fault }
                places.append(place)
            }
        } catch {
            throw JobError(
                .inputOutput, "\(path) is damaged; remove the folder that it is in, and run the shard again")
        }
    }

    /// Writes the summary of a shard.
    static func write(
        _ places: [Int], of manifest: Manifest, _ shard: Int, to output: consuming ByteOutput
    ) throws(OutputError) {
        var head = LedgerHead(kind: kind)
        head.values = [
            ("manifest", manifest.digest), ("shard", String(shard)), ("shards", String(manifest.shardCount)),
        ]
        var writer = try LedgerEntryWriter(head, title: ShardFacts.title, lines: places.count, to: output)
        for place in places { try writer.line([String(place), manifest.inputs[place].digest]) }
        try writer.finish()
    }
}
