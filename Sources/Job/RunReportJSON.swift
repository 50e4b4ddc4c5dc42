import Normalized
import Orders
import SystemPackage
import WireFormats

extension RunReport {
    /// The report as JSON, for `reports/<run>.json`: no names, addresses, e-mails or phones.
    package var json: [UInt8] {
        var output = ByteOutput()
        output.append("{\n  \"run\": ")
        output.append(printableJSONString: run)
        output.append(",\n  \"job\": ")
        output.append(printableJSONString: definition.file.lastComponent?.string ?? "")
        output.append(",\n  \"startedAt\": \"")
        output.append(Timestamp(seconds: startedAt))
        output.append("\",\n  \"finishedAt\": \"")
        output.append(Timestamp(seconds: finishedAt))
        output.append("\",\n  \"milliseconds\": ")
        output.append(integer: milliseconds)
        output.append(",\n  \"exitCode\": ")
        output.append(integer: Int64(code.rawValue))
        output.append(isDryRun ? ",\n  \"dryRun\": true" : "")
        output.append(",\n  \"reconciled\": ")
        output.append(isReconciled ? "true" : "false")
        output.append(",\n  \"orders\": ")
        output.append(counts: orders.named)
        output.append(",\n  \"labels\": ")
        output.append(counts: labels.named)
        output.append(",\n  \"folders\": ")
        output.append(texts: [
            ("inbox", definition.shown(definition.inbox)), ("outbox", definition.shown(definition.outbox)),
            ("archive", definition.shown(definition.archive)),
            ("quarantine", definition.shown(definition.quarantine)),
        ])
        output.append(",\n  \"files\": ")
        output.append(list: files) { $0.append($1, definition) }
        output.append(",\n  \"arriving\": ")
        output.append(list: arriving) { $0.append(printableJSONString: $1) }
        output.append(",\n  \"notes\": ")
        output.append(list: notes) { $0.append(printableJSONString: $1) }
        output.append(",\n  \"examples\": ")
        output.append(list: examples) { $0.append($1) }
        output.append("\n}\n")
        return output.array
    }
}

extension ByteOutput {
    fileprivate mutating func append<Element>(
        list: [Element], _ append: (inout ByteOutput, Element) -> Void
    ) {
        guard !list.isEmpty else { return self.append("[]") }
        self.append("[")
        for (index, element) in list.enumerated() {
            self.append(index == 0 ? "\n    " : ",\n    ")
            append(&self, element)
        }
        self.append("\n  ]")
    }

    fileprivate mutating func append(counts: [(name: String, count: Int)]) {
        append("{")
        for (index, entry) in counts.enumerated() {
            if index > 0 { append(", ") }
            append(printableJSONString: entry.name)
            append(": ")
            append(integer: Int64(entry.count))
        }
        append("}")
    }

    fileprivate mutating func append(texts: [(name: String, text: String)]) {
        append("{")
        for (index, entry) in texts.enumerated() {
            if index > 0 { append(", ") }
            append(printableJSONString: entry.name)
            append(": ")
            append(printableJSONString: entry.text)
        }
        append("}")
    }

    fileprivate mutating func append(_ file: FileReport, _ definition: JobDefinition) {
        append("{\"store\": ")
        append(printableJSONString: file.store)
        append(", \"file\": ")
        append(printableJSONString: file.file)
        append(", \"stem\": ")
        append(printableJSONString: file.stem)
        append(", \"fate\": ")
        append(printableJSONString: file.fate.rawValue)
        if let reason = file.reason {
            append(", \"reason\": ")
            append(printableJSONString: reason)
        }
        if let movedTo = file.movedTo {
            append(", \"movedTo\": ")
            append(printableJSONString: movedTo)
        }
        switch file.content {
        case .orders: append(", \"orders\": ")
        case .labels: append(", \"labels\": ")
        }
        append(counts: file.content.named)
        append(file.tally)
        append(numbers: [("bytes", file.bytes), ("milliseconds", file.milliseconds)])
        if !file.outputs.isEmpty {
            append(", \"outputs\": [")
            for (index, output) in file.outputs.enumerated() {
                if index > 0 { append(", ") }
                append(output, definition)
            }
            append("]")
        }
        append("}")
    }

    /// Members of an object that is not at its first one; those without a value are left out.
    private mutating func append(numbers: [(name: String, number: Int64?)]) {
        for case (let name, let number?) in numbers {
            append(", ")
            append(printableJSONString: name)
            append(": ")
            append(integer: number)
        }
    }

    private mutating func append(_ tally: RecordTally) {
        let days = tally.days.map { (name: $0.day.text, count: $0.count) }
        for (name, counts) in [
            ("codes", Self.sorted(tally.codes)), ("rejectCodes", Self.sorted(tally.rejectCodes)),
            ("noteCodes", Self.sorted(tally.noteCodes)), ("statuses", tally.statuses), ("days", days),
            ("announced", Self.sorted(tally.announced)),
        ] where !counts.isEmpty {
            append(", ")
            append(printableJSONString: name)
            append(": ")
            append(counts: counts)
        }
    }

    private static func sorted(_ counts: [String: Int]) -> [(name: String, count: Int)] {
        counts.sorted { $0.key < $1.key }.map { (name: $0.key, count: $0.value) }
    }

    private mutating func append(_ output: FileOutput, _ definition: JobDefinition) {
        append("{\"kind\": ")
        append(printableJSONString: output.kind.rawValue)
        if let store = output.store {
            append(", \"store\": ")
            append(printableJSONString: store)
        }
        append(", \"path\": ")
        append(printableJSONString: definition.shown(output.path))
        append(numbers: [("count", output.count.map(Int64.init))])
        append("}")
    }

    fileprivate mutating func append(_ finding: Finding) {
        append("{\"severity\": ")
        append(printableJSONString: finding.severity.rawValue)
        append(", \"code\": ")
        append(printableJSONString: finding.issue.code.rawValue)
        if !finding.store.isEmpty {
            append(", \"store\": ")
            append(printableJSONString: finding.store)
        }
        append(", \"file\": ")
        append(printableJSONString: finding.file)
        append(", \"record\": ")
        append(integer: Int64(finding.record))
        append(", \"line\": ")
        append(integer: Int64(finding.issue.position.line))
        append(", \"column\": ")
        append(integer: Int64(finding.issue.position.column))
        for (key, value) in [
            ("field", finding.issue.field), ("value", finding.issue.value), ("orderNumber", finding.orderNumber),
        ] where !value.isEmpty {
            append(", ")
            append(printableJSONString: key)
            append(": ")
            append(printableJSONString: printable(value))
        }
        append(", \"message\": ")
        append(printableJSONString: finding.issue.message)
        append("}")
    }
}
