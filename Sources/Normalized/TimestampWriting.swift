package import Orders
package import WireFormats

extension ByteOutput {
    /// Appends a moment as `2026-11-20T14:03:00Z`, or as `2026-11-20` when only the date is known.
    package mutating func append(_ timestamp: Timestamp) {
        let civil = timestamp.civil
        append(year: civil.year, month: civil.month, day: civil.day)
        guard !timestamp.isDateOnly else { return }
        append(UInt8(ascii: "T"))
        append(hour: civil.hour, minute: civil.minute, second: civil.second)
        append(UInt8(ascii: "Z"))
    }
}

extension Timestamp {
    /// The moment as `2026-11-20T14:03:00Z`, or as `2026-11-20` when only the date is known.
    package var text: String {
        var output = ByteOutput()
        output.append(self)
        return String(decoding: output.array, as: UTF8.self)
    }
}
