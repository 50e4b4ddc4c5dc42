import Job
import Testing

/// Which shard a task reads, as people type it and schedulers say it.
@Suite struct ShardNumberTests {
    @Test(arguments: [("0/1", 0, 1), ("3/32", 3, 32), ("31/32", 31, 32)])
    func isReadAsTyped(text: String, index: Int, count: Int) {
        #expect(ShardNumber(text) == ShardNumber(index: index, count: count))
    }

    @Test(arguments: ["", "3", "32/32", "-1/4", "1/0", "1/2/3", "+1/4", "a/b", " 1/4", "/", "99999999999999999999/4"])
    func isRefused(text: String) { #expect(ShardNumber(text) == nil) }

    struct Variables: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var variables: [String: String]
        var number: ShardNumber?

        static let all = [
            Variables(testDescription: "no scheduler", variables: ["SLURM_ARRAY_TASK_ID": ""]),
            Variables(
                testDescription: "Slurm, --array=0-31",
                variables: [
                    "SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "0", "SLURM_ARRAY_TASK_STEP": "1",
                    "SLURM_ARRAY_TASK_COUNT": "32",
                ], number: ShardNumber(index: 5, count: 32)),
            Variables(
                testDescription: "Slurm, --array=10-70:2",
                variables: [
                    "SLURM_ARRAY_TASK_ID": "14", "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_STEP": "2",
                    "SLURM_ARRAY_TASK_COUNT": "31",
                ], number: ShardNumber(index: 2, count: 31)),
            Variables(
                testDescription: "AWS Batch",
                variables: ["AWS_BATCH_JOB_ARRAY_INDEX": "0", "AWS_BATCH_JOB_ARRAY_SIZE": "4"],
                number: ShardNumber(index: 0, count: 4)),
            Variables(
                testDescription: "Kubernetes", variables: ["JOB_COMPLETION_INDEX": "7"],
                number: ShardNumber(index: 7, count: nil)),
            Variables(
                testDescription: "Cloud Run",
                variables: ["CLOUD_RUN_TASK_INDEX": "2", "CLOUD_RUN_TASK_COUNT": "3"],
                number: ShardNumber(index: 2, count: 3)),
            Variables(
                testDescription: "AWS Batch on Kubernetes",
                variables: ["AWS_BATCH_JOB_ARRAY_INDEX": "1", "JOB_COMPLETION_INDEX": "1"],
                number: ShardNumber(index: 1, count: nil)),
        ]
    }

    @Test(arguments: Variables.all) func isReadFromVariables(_ given: Variables) throws {
        #expect(try ShardNumber(of: given.variables) == given.number)
    }

    @Test(arguments: [
        ["SLURM_ARRAY_TASK_ID": "x"],
        ["SLURM_ARRAY_TASK_ID": "11", "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_STEP": "2"],
        ["SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_MIN": "2"],
        ["JOB_COMPLETION_INDEX": "1", "CLOUD_RUN_TASK_INDEX": "2"],
        ["AWS_BATCH_JOB_ARRAY_INDEX": "-1"],
    ])
    func isNotGuessed(variables: [String: String]) {
        #expect(throws: JobError.self) { try ShardNumber(of: variables) }
    }
}
