import Normalized
import Orders
import WireFormats

extension RunReport {
    /// The report as JSON, for `reports/<run>.json`: no names, addresses, e-mails or phones.
    package var json: [UInt8] {
        var output = ByteOutput()
        output.append("{\n  \"run\": ")
        output.append(jsonString: run)
        output.append(",\n  \"startedAt\": \"")
        output.append(Timestamp(seconds: startedAt))
        output.append("\",\n  \"finishedAt\": \"")
        output.append(Timestamp(seconds: finishedAt))
        output.append("\",\n  \"exitCode\": ")
        output.append(integer: Int64(code.rawValue))
        output.append(isDryRun ? ",\n  \"dryRun\": true" : "")
        output.append(",\n  \"reconciled\": ")
        output.append(isReconciled ? "true" : "false")
        output.append(",\n  \"orders\": ")
        output.append(counts: orders.named)
        output.append(",\n  \"labels\": ")
        output.append(counts: labels.named)
        output.append(",\n  \"files\": ")
        output.append(list: files) { $0.append($1) }
        output.append(",\n  \"arriving\": ")
        output.append(list: arriving) { $0.append(jsonString: $1) }
        output.append(",\n  \"notes\": ")
        output.append(list: notes) { $0.append(jsonString: $1) }
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
            append(jsonString: entry.name)
            append(": ")
            append(integer: Int64(entry.count))
        }
        append("}")
    }

    fileprivate mutating func append(_ file: FileReport) {
        append("{\"store\": ")
        append(jsonString: file.store)
        append(", \"file\": ")
        append(jsonString: file.file)
        append(", \"stem\": ")
        append(jsonString: file.stem)
        append(", \"fate\": ")
        append(jsonString: file.fate.rawValue)
        if let reason = file.reason {
            append(", \"reason\": ")
            append(jsonString: reason)
        }
        if let movedTo = file.movedTo {
            append(", \"movedTo\": ")
            append(jsonString: movedTo)
        }
        switch file.content {
        case .orders: append(", \"orders\": ")
        case .labels: append(", \"labels\": ")
        }
        append(counts: file.content.named)
        if !file.codes.isEmpty {
            append(", \"codes\": ")
            append(counts: file.codes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
        append("}")
    }

    fileprivate mutating func append(_ finding: Finding) {
        append("{\"severity\": ")
        append(jsonString: finding.severity.rawValue)
        append(", \"code\": ")
        append(jsonString: finding.issue.code.rawValue)
        append(", \"file\": ")
        append(jsonString: finding.file)
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
            append(jsonString: key)
            append(": ")
            append(jsonString: printable(value))
        }
        append(", \"message\": ")
        append(jsonString: finding.issue.message)
        append("}")
    }
}
