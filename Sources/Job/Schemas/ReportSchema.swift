import WireFormats

extension JSONSchema {
    /// `reports/<run>.json`, and what `waybill run --json` prints.
    static var report: JSONSchema {
        JSONSchema(
            "report", "What a run has done: reports/<run>.json",
            object(
                [
                    "run", "job", "startedAt", "finishedAt", "milliseconds", "exitCode", "reconciled", "orders",
                    "labels", "folders", "files", "arriving",
                    "notes", "examples",
                ],
                """
                "run": {"type": "string", "pattern": "^[0-9]{8}T[0-9]{6}Z-[0-9]+(-[0-9]+)?$"},
                    "job": \(word),
                    \(members(["startedAt", "finishedAt"], moment)),
                    "milliseconds": \(count),
                    "exitCode": {"enum": [\(exitCodes.map(String.init).joined(separator: ", "))]},
                    "dryRun": {"const": true},
                    "reconciled": {"type": "boolean"},
                    "orders": \(counts(OrderCounts().named.map(\.name))),
                    "labels": \(counts(LabelCounts().named.map(\.name))),
                    "folders": {"type": "object", "additionalProperties": false, "required": \(reportedFolders), "properties": {
                      \(members(["inbox", "outbox", "archive", "quarantine"], word))
                    }},
                    "files": {"type": "array", "items": \(reportedFile)},
                    \(members(["arriving", "notes"], "{\"type\": \"array\", \"items\": \(word)}")),
                    "examples": {"type": "array", "items": \(example)}
                """))
    }

    private static let reportedFolders = "[\"inbox\", \"outbox\", \"archive\", \"quarantine\"]"

    /// What a run may end with.
    package static var exitCodes: [Int32] { JobError.Code.allCases.filter { $0 != .usage }.map(\.rawValue) }

    private static func counts(_ names: [String]) -> String {
        """
        {
              "type": "object", "additionalProperties": false,
              "required": [\(names.map(quoted).joined(separator: ", "))],
              "properties": {
                \(members(names, count))
              }
            }
        """
    }

    /// How often each of something occurred.
    private static let numbers = "{\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": \(fromOne)}"

    /// Codes with how often each occurred.
    private static var codeNumbers: String {
        "{\"type\": \"object\", \"minProperties\": 1, \"propertyNames\": \(choice(findings)), "
            + "\"additionalProperties\": \(fromOne)}"
    }

    /// The codes that a finding of a run may have: all but exit statuses.
    package static var findings: [String] {
        var seen: Set<String> = []
        return CodeCatalog.sections.filter { $0.kind != .status }.flatMap(\.entries).map(\.code)
            .filter { seen.insert($0).inserted }
    }

    private static var reportedFile: String {
        """
        {
              "type": "object", "additionalProperties": false,
              "required": ["store", "file", "stem", "fate"],
              "oneOf": [{"required": ["orders"]}, {"required": ["labels"]}],
              "properties": {
                \(members(["store", "stem"], "{\"type\": \"string\"}")),
                "file": \(word),
                "fate": \(choice(FileReport.Fate.allCases.map(\.rawValue))),
                \(members(["reason", "movedTo"], word)),
                "orders": \(counts(OrderCounts().named.map(\.name))),
                "labels": \(counts(LabelCounts().named.map(\.name))),
                \(members(["codes", "rejectCodes", "noteCodes"], codeNumbers)),
                \(members(["statuses", "days", "announced"], numbers)),
                \(members(["bytes", "milliseconds"], count)),
                "outputs": {"type": "array", "minItems": 1, "items": \(output)}
              }
            }
        """
    }

    private static let output =
        "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"kind\", \"path\"], "
        + "\"properties\": {\"kind\": \(choice(FileOutput.Kind.allCases.map(\.rawValue))), \"store\": \(word), \"path\": \(word), \"count\": \(count)}}"

    private static var example: String {
        """
        {
              "type": "object", "additionalProperties": false,
              "required": ["severity", "code", "file", "record", "line", "column", "message"],
              "properties": {
                "severity": {"enum": ["error", "warning", "note"]},
                "code": \(choice(findings)),
                \(members(["store", "file", "field", "value", "orderNumber", "message"], word)),
                \(members(["record", "line", "column"], count))
              }
            }
        """
    }
}
