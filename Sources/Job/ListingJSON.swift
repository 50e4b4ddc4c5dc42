import WireFormats

/// A value of a listing's entry.
enum ListingValue {
    case text(String)
    case number(Int)
    case texts([String])
    case counts([(name: String, count: Int)])
}

extension ByteOutput {
    /// Appends what every listing is for programs: one object, whose one member is a list of objects.
    mutating func append(listing name: String, _ entries: [[(name: String, value: ListingValue)]]) {
        append("{")
        append(jsonString: name)
        append(":[")
        for (index, entry) in entries.enumerated() {
            append(index == 0 ? "{" : ",{")
            for (place, member) in entry.enumerated() {
                if place > 0 { append(",") }
                append(printableJSONString: member.name)
                append(":")
                append(member.value)
            }
            append("}")
        }
        append("]}\n")
    }

    private mutating func append(_ value: ListingValue) {
        switch value {
        case .text(let text): append(printableJSONString: text)
        case .number(let number): append(integer: Int64(number))
        case .texts(let texts):
            append("[")
            for (index, text) in texts.enumerated() {
                if index > 0 { append(",") }
                append(printableJSONString: text)
            }
            append("]")
        case .counts(let counts):
            append("{")
            for (index, entry) in counts.enumerated() {
                if index > 0 { append(",") }
                append(printableJSONString: entry.name)
                append(":")
                append(integer: Int64(entry.count))
            }
            append("}")
        }
    }
}
