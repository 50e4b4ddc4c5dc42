import Job
import SystemPackage

/// What a run has done, in a few lines for people.
struct RunSummary {
    let text: String

    init(_ report: RunReport, of definition: JobDefinition) {
        var lines: [String] = []
        lines.append(Self.line("files", Self.fates(of: report)))
        lines.append(Self.line("orders", CountText.line(report.orders.named)))
        lines.append(Self.line("labels", CountText.line(report.labels.named)))
        for file in report.files {
            guard let reason = file.reason else { continue }
            let place = file.store.isEmpty ? printable(file.file) : file.store + "/" + printable(file.file)
            lines.append(Self.line(file.fate.rawValue, "\(place): \(reason)"))
        }
        lines += report.notes.map { Self.line("note", $0) }
        if !report.isReconciled {
            lines.append(Self.line("bug", "the counts do not add up; keep the report and the inputs"))
        }
        lines.append(
            report.isDryRun
                ? Self.line("report", "none: nothing was written")
                : Self.line("report", definition.reports.appending(report.run + ".json").string))
        if !report.isDryRun {
            lines.append(Self.line("page", definition.reports.appending(report.run + ".html").string))
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: max(1, 12 - name.count)) + printable(value, limit: .max)
    }

    private static func fates(of report: RunReport) -> String {
        let fates = FileReport.Fate.allCases.compactMap { fate -> String? in
            let count = report.files.count { $0.fate == fate }
            return count > 0 ? "\(count) \(fate.rawValue)" : nil
        }
        let arriving = report.arriving.isEmpty ? [] : ["\(report.arriving.count) still arriving"]
        let parts = fates + arriving
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }
}

/// Counts as people read them.
enum CountText {
    /// `9 read: 6 written, 1 rejected, 2 excluded`; what did not occur is not named.
    static func line(_ named: [(name: String, count: Int)]) -> String {
        let parts = named.dropFirst().filter { $0.count > 0 }.map { "\($0.count) \($0.name.replacing("_", with: " "))" }
        let read = "\(named.first?.count ?? 0) read"
        return parts.isEmpty ? read : read + ": " + parts.joined(separator: ", ")
    }
}

extension FileOutcome {
    /// `3 read: 2 written, 1 rejected`.
    var line: String { CountText.line(counts) }
}
