import DropFolder
package import Report
package import SystemPackage
import WireFormats

/// Makes pages of the reports that runs have left.
package enum ReportPages {
    /// The name of a trend's page, beside the reports.
    package static let trendName = "trend.html"

    /// A report's bytes.
    /// - Parameter path: The report; `-` reads standard input.
    package static func report(_ path: FilePath) throws(JobError) -> [UInt8] {
        if path == "-" { return try disk { () throws(DiskError) in try Folders.read(descriptor: 0) } }
        guard let bytes = try disk({ () throws(DiskError) in try Folders.read(path, followsLinks: true) }) else {
            throw JobError(.noInput, "there is no report \(path)")
        }
        return bytes
    }

    /// The page of a report, the same as the run has written.
    package static func page(of json: [UInt8], named name: String) throws(JobError) -> [UInt8] {
        RunPage(try RunRecord(reportJSON: json, named: name)).bytes
    }

    /// The last runs whose reports lie in a folder.
    /// - Parameters:
    ///   - folder: That of the reports.
    ///   - count: How many; those that found nothing to do are not among them.
    ///   - note: Told of what is no report.
    package static func trend(
        in folder: FilePath, last count: Int, note: (String) -> Void
    ) throws(JobError) -> Trend {
        guard try disk({ () throws(DiskError) in try Folders.exists(folder) }) else {
            throw JobError(.noInput, "there is no folder of reports \(folder)")
        }
        var runs: [RunRecord] = []
        var idle = 0
        // The names begin with the time of the run.
        for name in try disk({ () throws(DiskError) in try Folders.files(in: folder) }).reversed()
        where name.extension == "json" && !name.string.hasPrefix(".") {
            guard runs.count < count else { break }
            let path = folder.appending(name)
            do throws(JobError) {
                let record = try RunRecord(reportJSON: try report(path), named: path.string)
                if record.isIdle { idle += 1 } else { runs.append(record) }
            } catch {
                if error.code != .data { throw error }
                note("\(error.message); it is left out")
            }
        }
        return Trend(runs: runs.reversed(), idle: idle)
    }

    /// Writes a page under its name, at once: a reader sees the old one or the new one.
    package static func write(_ page: [UInt8], to path: FilePath) throws(JobError) {
        guard let name = path.lastComponent, try disk({ () throws(DiskError) in try Folders.mayTakeFile(path) }) else {
            throw JobError(.cannotCreate, "\(path) is there and is no file: name another, or - for standard output")
        }
        let folder = path.removingLastComponent()
        try disk { () throws(DiskError) in
            try OutputFile.write(page, to: folder.isEmpty ? "." : folder, as: name.string, run: "report")
        }
    }
}
