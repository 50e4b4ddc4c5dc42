extension Span<UInt8> {
    /// Whether a text is a number as spreadsheets shorten it, such as `9.4E+21`; `1E5` could be somebody's own.
    package var isRoundedNumber: Bool {
        var index = 0
        var isNumber = false
        guard skipDigits(&index) else { return false }
        if index < count, self[index] == UInt8(ascii: ".") || self[index] == UInt8(ascii: ",") {
            isNumber = true
            index += 1
            guard skipDigits(&index) else { return false }
        }
        guard index < count, self[index] | 0x20 == UInt8(ascii: "e") else { return false }
        index += 1
        if index < count, self[index] == UInt8(ascii: "+") {
            isNumber = true
            index += 1
        }
        return skipDigits(&index) && index == count && isNumber
    }

    private func skipDigits(_ index: inout Int) -> Bool {
        let start = index
        while index < count, self[index] &- 48 < 10 { index += 1 }
        return index > start
    }
}
