import WireFormats

/// What `waybill check JOB --json` prints: what the job's owner should know, and what a run would do.
package struct JobCheckOutcome: Sendable {
    /// Mistakes in the job file; none when it could be read.
    package var mistakes: [JobFileError] = []
    package var findings: [JobCheck.Finding] = []
    /// What a run would do; `nil` when it would not begin.
    package var report: RunReport?
    /// The report for people.
    package var summary: String?

    package init() {}

    /// What the command ends with.
    package var code: JobError.Code {
        let mistaken: [JobError.Code] = mistakes.isEmpty ? [] : [.config]
        return .first(of: mistaken + findings.map(\.code) + (report.map { [$0.code] } ?? []))
    }

    /// One JSON object.
    package var json: [UInt8] {
        var output = ByteOutput()
        output.append("{\"exitCode\": ")
        output.append(integer: Int64(code.rawValue))
        output.append(", \"job\": [")
        let all = mistakes.map(Self.members) + findings.map(Self.members)
        for (index, members) in all.enumerated() {
            output.append(index == 0 ? "\n  {" : ",\n  {")
            for (place, member) in members.enumerated() {
                if place > 0 { output.append(", ") }
                output.append(jsonString: member.name)
                output.append(": ")
                if let number = member.number {
                    output.append(integer: Int64(number))
                } else {
                    output.append(printableJSONString: member.text)
                }
            }
            output.append("}")
        }
        output.append(all.isEmpty ? "]" : "\n]")
        if let report {
            output.append(",\n\"report\": ")
            output.append(report.json.dropLast())
        }
        output.append("}\n")
        return output.array
    }

    private struct Member {
        var name: String
        var text = ""
        var number: Int?
    }

    private static func members(of mistake: JobFileError) -> [Member] {
        [
            Member(name: "severity", text: "error"), Member(name: "place", text: mistake.keyPath),
            Member(name: "line", number: mistake.line), Member(name: "column", number: mistake.column),
            Member(name: "message", text: mistake.message), Member(name: "cure", text: mistake.cure),
        ]
    }

    private static func members(of finding: JobCheck.Finding) -> [Member] {
        [
            Member(name: "severity", text: finding.severity.rawValue), Member(name: "place", text: finding.place),
            Member(name: "message", text: finding.message), Member(name: "cure", text: finding.cure),
        ]
    }
}
