import Normalized
import WireFormats

extension JSONSchema {
    /// A line of `out/rejects/<store>/<stem>.rejects.jsonl`, and of `waybill convert --rejects`.
    static var reject: JSONSchema {
        JSONSchema(
            "reject", "A record that was not used: a line of *.rejects.jsonl",
            object(
                ["file", "record", "line", "column", "code", "message"],
                """
                "file": \(word),
                    "record": \(fromOne),
                    \(members(["line", "column"], count)),
                    "orderNumber": \(word),
                    "code": \(choice(rejects)),
                    \(members(["field", "value"], word)),
                    "message": \(word),
                    "raw": {"type": "string", "minLength": 1, "maxLength": \(RejectWriter.rawLimit)}
                """))
    }

    /// The codes that a reject may have: those of labels that have waited in vain as well.
    package static var rejects: [String] {
        var seen: Set<String> = []
        return CodeCatalog.sections.filter { [.reject, .wait].contains($0.kind) }.flatMap(\.entries).map(\.code)
            .filter { seen.insert($0).inserted }
    }

    /// `quarantine/<store>/<file>.reason.json`.
    static var reason: JSONSchema {
        JSONSchema(
            "reason", "Why a file is in quarantine: *.reason.json",
            object(
                ["file", "store", "code", "line", "column", "message", "cure"],
                """
                "file": \(word),
                    "store": {"type": "string"},
                    "code": \(choice(WireError.Code.allCases.map(\.rawValue))),
                    \(members(["line", "column"], count)),
                    \(members(["message", "cure"], word))
                """))
    }

    /// A line of `out/updates/<store>/<stem>/requests.jsonl`.
    static var request: JSONSchema {
        let letters = "[A-Za-z0-9._~%-]"
        let pair = "\(letters)+=\(letters)*"
        let members = ["idempotencyKey", "method", "path", "query", "contentType", "bodyFile"]
        return JSONSchema(
            "request", "A call that tells a channel: a line of requests.jsonl",
            object(
                members,
                """
                "idempotencyKey": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                    "method": {"enum": ["POST", "PUT"]},
                    "path": {"type": "string", "pattern": "^(/\(letters)+)*$"},
                    "query": {"type": "string", "pattern": "^(\(pair)(&\(pair))*)?$"},
                    "contentType": {"enum": ["application/json", "application/xml"]},
                    "bodyFile": {"type": "string", "pattern": "^[0-9]{6,}\\\\.(json|xml)$"}
                """))
    }
}
