package import SystemPackage
import WireFormats

/// What a purge has removed, or would remove.
package struct PurgeReport: Sendable {
    /// What was removed of a folder of the job.
    package struct Removed: Hashable, Sendable {
        /// As the job has it.
        package var folder: FilePath
        package var files: Int
        package var bytes: Int64
    }

    /// The first day whose data is kept.
    package var firstKept: ArchiveDay
    package var isDryRun: Bool
    package var removed: [Removed] = []
    /// What was left though its time may be over.
    package var notes: [String] = []

    /// The report as JSON.
    package var json: [UInt8] {
        var output = ByteOutput()
        output.append("{\"firstKept\": ")
        output.append(printableJSONString: firstKept.text)
        output.append(isDryRun ? ", \"dryRun\": true" : "")
        output.append(", \"removed\": [")
        for (index, part) in removed.enumerated() {
            output.append(index > 0 ? ", " : "")
            output.append("{\"folder\": ")
            output.append(printableJSONString: part.folder.string)
            output.append(", \"files\": ")
            output.append(integer: Int64(part.files))
            output.append(", \"bytes\": ")
            output.append(integer: part.bytes)
            output.append("}")
        }
        output.append("], \"notes\": [")
        for (index, note) in notes.enumerated() {
            output.append(index > 0 ? ", " : "")
            output.append(printableJSONString: note)
        }
        output.append("]}\n")
        return output.array
    }
}
