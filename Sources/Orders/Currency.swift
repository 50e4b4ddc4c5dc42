/// A currency by its ISO 4217 letters.
package struct Currency: Hashable, Sendable {
    /// The three letters, the first in the highest byte; 0 for an unknown currency.
    private let letters: UInt32

    /// The currency is not known.
    package static let unknown = Currency(letters: 0)

    private init(letters: UInt32) { self.letters = letters }

    /// Reads three letters in any case; anything else is `nil`.
    package init?(code: Span<UInt8>) {
        guard code.count == 3 else { return nil }
        var letters: UInt32 = 0
        for index in 0..<3 {
            let letter = code[index] & 0xDF
            guard letter >= 0x41, letter <= 0x5A, code[index] >= 0x41 else { return nil }
            letters = letters << 8 | UInt32(letter)
        }
        self.letters = letters
    }

    /// Reads three letters in any case; anything else is `nil`.
    package init?(_ code: String) {
        let bytes = Array(code.utf8)
        self.init(code: bytes.span)
    }

    package var isUnknown: Bool { letters == 0 }

    /// The three letters, or nothing.
    package var code: String {
        guard letters != 0 else { return "" }
        return String(
            decoding: [UInt8(letters >> 16), UInt8(letters >> 8 & 0xFF), UInt8(letters & 0xFF)], as: UTF8.self)
    }

    /// The letters as bytes, for writers.
    package func letter(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: letters >> (16 - 8 * UInt32(index))) }

    /// How many digits the currency has behind the point; 2 when it is unknown.
    package var fractionDigits: Int {
        switch letters {
        case 0x55_53_44, 0x45_55_52, 0x47_42_50, 0x43_41_44: 2
        default: Self.unusualDigits[letters] ?? 2
        }
    }

    private static let unusualDigits: [UInt32: Int] = {
        let groups: [(Int, String)] = [
            (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
            (3, "BHD IQD JOD KWD LYD OMR TND"),
            (4, "CLF UYW"),
        ]
        var table: [UInt32: Int] = [:]
        for (digits, codes) in groups {
            for code in codes.split(separator: " ") {
                if let currency = Currency(String(code)) { table[currency.letters] = digits }
            }
        }
        return table
    }()
}
