import DropFolder
import Orders
import SystemPackage
import WireFormats

/// Freezes the inputs of a job into a manifest and gives each export of orders to a shard.
package struct PlanJob {
    /// What a plan has found.
    package struct Outcome: Hashable, Sendable {
        package var shards: Int
        /// Exports of orders, and their bytes.
        package var exports = 0
        package var bytes: Int64 = 0
        /// Files of labels.
        package var labels = 0
        /// Of the shard that has most of them, the bytes.
        package var largestShard: Int64 = 0
        /// Files that are still arriving: they are not in the plan.
        package var arriving: [String] = []
    }

    /// The most shards that a plan may have.
    package static let mostShards = 100_000

    private let definition: JobDefinition
    private let shards: Int
    private let now: Int64

    /// Prepares a plan.
    /// - Parameters:
    ///   - definition: The job.
    ///   - shards: How many there are to be, 1 to `mostShards`.
    ///   - now: The moment that counts as now for all shards and the merge, in seconds since the epoch.
    package init(_ definition: JobDefinition, shards: Int, now: Int64) {
        self.definition = definition
        self.shards = shards
        self.now = now
    }

    /// Plans: looks into the inbox, reads every input once for its digest, and writes the manifest.
    /// - Throws: `JobError` while a run is at work, or when the manifest is there already.
    package func run(to path: String, observer: some RunObserver) throws(JobError) -> Outcome {
        let file = FilePath(path)
        let isFolder = try disk { () throws(DiskError) in try Folders.exists(file) }
        guard !isFolder, try disk({ () throws(DiskError) in try Folders.stamp(of: file) }) == nil else {
            throw JobError(
                .cannotCreate, "\(printable(path)) is there already, and shards may be at work on it; name another file"
            )
        }
        let lock: InboxLock
        do throws(DropFolderError) { lock = try InboxLock(definition.inbox) } catch { throw JobError(error) }
        var outcome = Outcome(shards: shards)
        var inputs = try look(&outcome)
        try digest(&inputs, observer)
        share(&inputs, &outcome)
        try Manifest.write(
            inputs, now: now, job: try absolute(definition.file), jobDigest: Manifest.digest(ofJob: definition.file),
            shards: shards, to: file)
        _ = consume lock
        return outcome
    }

    private func absolute(_ path: FilePath) throws(JobError) -> FilePath {
        if path.isAbsolute { return path.lexicallyNormalized() }
        return try disk { () throws(DiskError) in try Folders.current }.pushing(path).lexicallyNormalized()
    }

    /// The inputs in the order in which a run takes them, without digests.
    private func look(_ outcome: inout Outcome) throws(JobError) -> [Manifest.Input] {
        var inputs: [Manifest.Input] = []
        func take(_ area: String, _ patterns: [String], settle: Int, hasMarkers: Bool = true) throws(JobError) {
            let found = try disk { () throws(DiskError) in
                try DropFolder.lying(
                    in: definition.inbox.appending(area), patterns: patterns, settle: settle,
                    doneMarker: hasMarkers ? definition.doneMarker : nil, now: now)
            }
            outcome.arriving += found.arriving.map { "\(area)/\($0)" }
            inputs += found.ready.map {
                Manifest.Input(shard: nil, area: area, name: $0.name.string, stamp: $0.stamp, digest: "")
            }
        }
        for store in definition.storesInOrder {
            try take("\(ImportOrders.ledgerKind)/\(store.id)", store.files, settle: definition.settle)
        }
        outcome.exports = inputs.count
        outcome.bytes = inputs.reduce(0) { $0 + $1.stamp.size }
        try take("labels/pending", ["*"], settle: 0, hasMarkers: false)
        try take("labels", definition.labels.files, settle: definition.settle)
        outcome.labels = inputs.count - outcome.exports
        return inputs
    }

    private func digest(_ inputs: inout [Manifest.Input], _ observer: some RunObserver) throws(JobError) {
        let total = inputs.reduce(0) { $0 + Int($1.stamp.size) }
        var done = 0
        for index in inputs.indices {
            let input = inputs[index]
            observer.progress(RunProgress(file: input.name, bytesRead: done, bytesTotal: total))
            let path = input.path(in: definition)
            let file = try disk { () throws(DiskError) in try OpenFile(path) }
            do throws(WireError) {
                inputs[index].digest = try Digest(ofFile: file.descriptor).hex
            } catch {
                throw JobError(error, reading: path)
            }
            guard try disk({ () throws(DiskError) in try file.stamp }) == input.stamp else {
                throw JobError(
                    .tryAgain, "\(printable(path.string, limit: 4096)) was written to while it was planned; plan again")
            }
            done += Int(input.stamp.size)
        }
    }

    /// Gives each export to the shard that has least, the largest exports first.
    private func share(_ inputs: inout [Manifest.Input], _ outcome: inout Outcome) {
        var loads = ShardLoads(count: shards)
        let exports = inputs.indices.filter { inputs[$0].store != nil }
        for index in exports.sorted(by: { (inputs[$1].stamp.size, $0) < (inputs[$0].stamp.size, $1) }) {
            inputs[index].shard = loads.give(inputs[index].stamp.size)
        }
        outcome.largestShard = loads.largest
    }
}

/// How many bytes each shard has: a heap, the one with least on top.
private struct ShardLoads {
    private var heap: [(bytes: Int64, shard: Int)]
    private(set) var largest: Int64 = 0

    init(count: Int) { heap = (0..<count).map { (0, $0) } }

    /// Gives bytes to the shard that has least; of several to the first.
    mutating func give(_ bytes: Int64) -> Int {
        let shard = heap[0].shard
        heap[0].bytes += bytes
        largest = max(largest, heap[0].bytes)
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child] < heap[least] {
                least = child
            }
            if least == place { return shard }
            heap.swapAt(place, least)
            place = least
        }
    }
}

extension JobDefinition {
    /// The stores in the order of the bytes of their ids: that of a run.
    var storesInOrder: [StoreDefinition] {
        stores.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }
}
