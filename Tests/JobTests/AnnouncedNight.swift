import Channels
import TestSupport

/// What a sample expects of one night: the labels that were read, and the calls that tell the channel of them.
struct AnnouncedNight {
    let path: String
    /// The lines of the normalized shipments.
    let labels: [String]
    let calls: [Call]

    /// The nights of a sample of shipments.
    static func all(of sample: Sample) throws -> [AnnouncedNight] {
        let nights = sample.folder.folders(in: "expected").filter { $0.hasPrefix("night-") }
        return try (nights.isEmpty ? [""] : nights).map { night in
            try AnnouncedNight(path: sample.path + "/expected" + (night.isEmpty ? "" : "/" + night))
        }
    }

    private init(path: String) throws {
        self.path = path
        let folder = ExistingFolder(Checkout.root + "/" + path)
        let files = folder.files()
        labels = files.filter { $0.hasPrefix("shipments/") && $0.hasSuffix(".jsonl") }.flatMap { file in
            (folder.text(file) ?? "").split(separator: "\n").map(String.init)
        }
        calls = try files.filter { $0.hasSuffix("/requests.jsonl") }.flatMap { file in
            try (folder.text(file) ?? "").split(separator: "\n").map { line in
                let name = Call.members(named: "bodyFile", in: String(line)).first ?? ""
                let body = file.split(separator: "/").dropLast().joined(separator: "/") + "/" + name
                guard let text = folder.text(body) else { throw MissingFile(name: path + "/" + body) }
                return Call(query: Call.members(named: "query", in: String(line)).first ?? "", body: text)
            }
        }
    }

    /// What the labels say of a feature of updates, as text.
    func values(of feature: Feature) -> [String] {
        let names: [Feature: String] = [
            .trackingNumber: "trackingNumber", .carrier: "carrier", .service: "service", .carrierCost: "shipmentCost",
            .notesToBuyer: "notesToCustomer", .itemsInBox: "lineItemKey",
        ]
        guard let name = names[feature] else { return [] }
        let values = labels.flatMap { Call.members(named: name, in: $0) }
        guard feature == .itemsInBox else { return values }
        // A key of a digit or two is in many numbers, by chance.
        return (values + labels.flatMap { Call.members(named: "sku", in: $0) }).filter { $0.utf8.count > 2 }
    }
}

/// Where calls have something, as a page names it in backquotes: a name, or one with the value that counts.
struct CallPlace {
    let name: String
    let value: String?

    /// Reads `` `Carrier` `` or `` `action=shipnotify` ``.
    init(_ cell: String) {
        let parts = cell.filter { $0 != "`" }.split(separator: "=", maxSplits: 1)
        name = String(parts.first ?? "")
        value = parts.count > 1 ? String(parts[1]) : nil
    }
}

/// A call to a channel, as a sample expects it.
struct Call {
    let query: String
    let body: String

    /// Whether the call has a value anywhere.
    func has(_ value: String) -> Bool { query.contains(value) || body.contains(value) }

    /// What stands at a place, without what is empty.
    func values(at place: CallPlace) -> [String] {
        let parameters = query.split(separator: "&").filter { $0.hasPrefix(place.name + "=") }
            .map { String($0.dropFirst(place.name.utf8.count + 1)) }
        let found = parameters + Self.members(named: place.name, in: body) + Self.elements(named: place.name, in: body)
        return found.filter { !$0.isEmpty && (place.value == nil || place.value == $0) }
    }

    /// The values of a JSON text's members of a name: texts without their quotation marks, lists as they stand.
    static func members(named name: String, in text: String) -> [String] {
        text.ranges(of: "\"\(name)\":").map { range in
            let value = text[range.upperBound...]
            switch value.first {
            case "\"":
                return String(value.prefixMatch(of: /"((?:[^"\\]|\\.)*)"/)?.1 ?? "")
            case "[": return String(value.prefix { $0 != "]" })
            default: return String(value.prefix { !",}]".contains($0) })
            }
        }
    }

    /// What is inside of an XML text's elements of a name, without the marks of CDATA.
    private static func elements(named name: String, in text: String) -> [String] {
        text.ranges(of: "<" + name).compactMap { range -> String? in
            let rest = text[range.upperBound...]
            guard let end = rest.firstIndex(of: ">"), rest.first == ">" || rest.first == " " else { return nil }
            let inside = rest[rest.index(after: end)...]
            guard let close = inside.ranges(of: "</\(name)>").first else { return nil }
            return String(inside[..<close.lowerBound]).replacing("<![CDATA[", with: "").replacing("]]>", with: "")
        }
    }
}
