/// Which of a plan's shards a process reads: `i/N`, `i` counted from 0.
package struct ShardNumber: Hashable, Sendable {
    package var index: Int
    /// How many there are; `nil` where the scheduler does not say.
    package var count: Int?

    package init(index: Int, count: Int?) {
        self.index = index
        self.count = count
    }

    /// Reads a number as it is typed, such as `3/32`; anything else is `nil`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Self.number(String(parts[0])), let count = Self.number(String(parts[1])),
            index < count
        else { return nil }
        self.init(index: index, count: count)
    }

    /// What a scheduler's variables say.
    /// - Returns: `nil` when there is no scheduler.
    /// - Throws: `JobError` when they cannot be read, or two schedulers say different things.
    package init?(of environment: [String: String]) throws(JobError) {
        var found: [(scheduler: String, number: ShardNumber)] = []
        for (scheduler, read) in Self.schedulers {
            if let number = try read(environment) { found.append((scheduler, number)) }
        }
        guard let first = found.first else { return nil }
        if let other = found.first(where: { $0.number.index != first.number.index }) {
            throw JobError(
                .usage,
                "the variables of \(first.scheduler) and of \(other.scheduler) name different shards; give --shard i/N")
        }
        self = first.number
    }

    /// The variables of all schedulers.
    package static let variableNames = [
        "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP",
        "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", "JOB_COMPLETION_INDEX", "CLOUD_RUN_TASK_INDEX",
        "CLOUD_RUN_TASK_COUNT",
    ]

    private typealias Reading = @Sendable ([String: String]) throws(JobError) -> ShardNumber?

    private static let schedulers: [(name: String, read: Reading)] = [
        ("Slurm", slurm),
        (
            "AWS Batch",
            { variables throws(JobError) in
                try plain(variables, "AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE")
            }
        ),
        ("Kubernetes", { variables throws(JobError) in try plain(variables, "JOB_COMPLETION_INDEX", nil) }),
        (
            "Cloud Run",
            { variables throws(JobError) in
                try plain(variables, "CLOUD_RUN_TASK_INDEX", "CLOUD_RUN_TASK_COUNT")
            }
        ),
    ]

    /// Slurm's arrays start anywhere and may go in steps: `--array=10-70:2` has 31 tasks, the first of them 10.
    private static func slurm(_ variables: [String: String]) throws(JobError) -> ShardNumber? {
        guard let id = try number(variables, "SLURM_ARRAY_TASK_ID") else { return nil }
        let first = try number(variables, "SLURM_ARRAY_TASK_MIN") ?? 0
        let step = try number(variables, "SLURM_ARRAY_TASK_STEP") ?? 1
        guard step > 0, id >= first, (id - first).isMultiple(of: step) else {
            throw JobError(
                .usage, "SLURM_ARRAY_TASK_ID \(id) is none of \(first), \(first + step) and so on; give --shard i/N")
        }
        return ShardNumber(index: (id - first) / step, count: try number(variables, "SLURM_ARRAY_TASK_COUNT"))
    }

    private static func plain(
        _ variables: [String: String], _ index: String, _ count: String?
    ) throws(JobError) -> ShardNumber? {
        guard let index = try number(variables, index) else { return nil }
        return ShardNumber(
            index: index, count: try count.flatMap { name throws(JobError) in try number(variables, name) })
    }

    private static func number(_ variables: [String: String], _ name: String) throws(JobError) -> Int? {
        guard let text = variables[name], !text.isEmpty else { return nil }
        guard let number = number(text) else {
            throw JobError(.usage, "\(name) is \(printable(text)), which is no number; give --shard i/N")
        }
        return number
    }

    private static func number(_ text: String) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    /// Requires the number to be one of a plan's.
    package func requirePart(of manifest: Manifest) throws(JobError) {
        if let count, count != manifest.shardCount {
            throw JobError(
                .usage,
                "there are \(count) tasks, and the manifest has \(manifest.shardCount) shards; start as many, or give"
                    + " --shard i/\(manifest.shardCount)")
        }
        guard index < manifest.shardCount else {
            throw JobError(
                .usage, "there is no shard \(index): the manifest has \(manifest.shardCount), counted from 0")
        }
    }
}
