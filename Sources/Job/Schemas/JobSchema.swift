import Channels
import Labels
import Orders
import WireFormats

extension JSONSchema {
    /// A job file, as JSON has it.
    static var job: JSONSchema {
        JSONSchema(
            "job", "A job file",
            object(
                [JobKey.version.rawValue, JobKey.stores.rawValue],
                """
                "version": {"enum": [1, "1"]},
                    \(members(folders.map(\.rawValue), word)),
                    "orders": \(list),
                    "settle": {"anyOf": [\(count), {"type": "string", "pattern": "^[0-9]{1,18} *[smhd]?$"}]},
                    "done-marker": \(marker),
                    "max-rejects": \(rejectLimit),
                    "limits": \(limits),
                    "csv": {"type": "object", "additionalProperties": false, "properties": {
                      \(members(CSVKey.allCases.map(\.rawValue), flag))
                    }},
                    "pending-days": \(number),
                    "repeats": {"const": "write"},
                    "announce": {"enum": ["all", "none"]},
                    "since": \(date),
                    "labels": \(labels),
                    "stores": {
                      "type": "object", "minProperties": 1, "additionalProperties": false,
                      "patternProperties": {
                        "^(?!(labels|pending)$)[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$": \(store)
                      }
                    }
                """))
    }

    private static let folders: [JobKey] = [.inbox, .outbox, .archive, .quarantine, .ledger, .work, .reports]

    // MARK: - Values

    private static let scalar = "{\"type\": [\"string\", \"number\"]}"
    private static let list = "{\"anyOf\": [\(scalar), {\"type\": \"array\", \"items\": \(scalar)}]}"
    private static let number = "{\"anyOf\": [\(count), {\"type\": \"string\", \"pattern\": \"^[0-9]{1,18}$\"}]}"
    private static let marker =
        #"{"type": "string", "pattern": "^[^/]*\\{name\\}[^/]*$", "not": {"const": "{name}"}}"#
    private static let rejectLimit =
        "{\"anyOf\": [\(count), "
        + #"{"type": "string", "pattern": "^[0-9]{1,18}$|^[0-9]{1,3}(\\.[0-9]{1,4})?%$"}]}"#
    private static let flag = "{\"enum\": [true, false, \"true\", \"false\", \"yes\", \"no\", \"on\", \"off\"]}"
    private static let size =
        "{\"anyOf\": [\(count), {\"type\": \"string\", \"pattern\": \"^[0-9]{1,18} *([kKmMgG][iI]?)?[bB]?$\"}]}"
    private static let columns = "{\"type\": \"object\", \"additionalProperties\": \(scalar)}"
    private static let zone = "{\"type\": \"string\", \"pattern\": \"^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$\"}"
    private static let jobCurrency = "{\"type\": \"string\", \"pattern\": \"^[A-Za-z]{3}$\"}"

    private static var encoding: String {
        choice(TextEncoding.allCases.flatMap { [$0.rawValue, $0.rawValue.uppercased()] })
    }

    private static var unknownStatus: String {
        choice(["reject", "exclude", "canceled"] + OrderStatus.allCases.map(\.rawValue))
    }

    private static var limits: String {
        """
        {"type": "object", "additionalProperties": false, "properties": {
              "depth": {"type": "integer", "minimum": 1, "maximum": 200},
              \(members([LimitKey.record.rawValue, LimitKey.field.rawValue], size)),
              "expansion": \(number)
            }}
        """
    }

    private static var labels: String {
        """
        {"type": "object", "additionalProperties": false, "properties": {
              "format": \(choice(["auto"] + LabelCatalog.all.map(\.id))),
              "files": \(list),
              "time-zone": \(zone),
              "currency": \(jobCurrency),
              "columns": \(columns),
              "encoding": \(encoding),
              "exclude-stores": \(list)
            }}
        """
    }

    private static var store: String {
        """
        {
                  "type": "object", "additionalProperties": false, "required": ["channel"],
                  "properties": {
                    "channel": \(channels),
                    "files": \(list),
                    "currency": \(jobCurrency),
                    "time-zone": \(zone),
                    "statuses": {"type": "object", "additionalProperties": false, "properties": {
                      \(members(StatusKey.allCases.map(\.rawValue), list))
                    }},
                    "unknown-status": \(unknownStatus),
                    "select": {"type": "object", "additionalProperties": \(list)},
                    "window": {"anyOf": [{"const": "none"}, {
                      "type": "object", "additionalProperties": false, "properties": {"days": \(number)}
                    }]},
                    "notify-customer": \(flag),
                    "shipped-status": {"anyOf": [\(number), {"type": "object", "additionalProperties": \(number)}]},
                    "columns": \(columns),
                    "encoding": \(encoding),
                    "label-names": \(list),
                    "announce": {"enum": ["all", "none"]},
                    "since": \(date)
                  }
                }
        """
    }
}
