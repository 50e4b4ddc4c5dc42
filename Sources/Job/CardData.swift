/// Keeps what is on a payment card out of the text of a rejected record in JSON.
enum CardData {
    /// The text with `***` in place of the values of these members.
    /// - Parameter text: Part of a JSON record; its end may be cut off.
    static func masked(json text: [UInt8], names: [String]) -> [UInt8] {
        guard !names.isEmpty else { return text }
        let any = names.joined(separator: "|")
        guard
            let member = try? Regex(
                #"("(?:\#(any))"\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|[^",}\]\s]+)"#, as: (Substring, Substring).self)
        else { preconditionFailure("names of members are letters and underscores") }
        let string = String(decoding: text, as: UTF8.self)
        let masked = string.replacing(member) { $0.output.1 + "\"***\"" }
        return masked == string ? text : Array(masked.utf8)
    }
}
