extension Record {
    /// The number in a field in ten-thousandths, if it has at most eight bytes and is as plain as almost all are.
    ///
    /// That is: digits, with or without a point among them, and at most four behind it. `nil` says nothing of other fields.
    /// All of its bytes are taken at once: how many digits a number has is what processors guess worst.
    package func shortNumber(_ field: Field) -> Int64? {
        guard field.count > 0, field.count <= 8 else { return nil }
        let bytes = paddedBytes(at: field.offset, count: field.count)
        return WordScan.tenThousandths(WordScan.word(at: bytes).littleEndian, UInt64(field.count))
    }
}

extension WordScan {
    /// The number in the first `count` bytes, one to eight, the first of which is the lowest.
    @inline(__always)
    fileprivate static func tenThousandths(_ text: UInt64, _ count: UInt64) -> Int64? {
        let zeros: UInt64 = 0x3030_3030_3030_3030
        // The last byte becomes the highest; what is free below the first counts as zeros.
        let free = (8 &- count) &* 8
        let digits = text &<< free | zeros & ~(.max &<< free)
        let point = exactMatches(digits, UInt8(ascii: "."))
        let decimals = point == 0 ? 0 : point.leadingZeroBitCount / 8
        guard decimals <= 4, point & (point &- 1) == 0, count > (point == 0 ? 0 : 1) else { return nil }
        // What stands below the point moves up by one byte, into its place.
        let below = point == 0 ? 0 : point >> 7 &- 1
        let above = point == 0 ? UInt64.max : ~below &<< 8
        let plain = digits & above | (digits & below) &<< 8 | (point == 0 ? 0 : 0x30)
        let values = plain ^ zeros
        guard (values | values &+ 0x7676_7676_7676_7676) & 0x8080_8080_8080_8080 | values & 0xF0F0_F0F0_F0F0_F0F0 == 0
        else { return nil }
        let pairs = (values &* 10 &+ values >> 8) & 0x00FF_00FF_00FF_00FF
        let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
        let whole = (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
        let scale: UInt64 =
            switch decimals {
            case 0: 10_000
            case 1: 1000
            case 2: 100
            case 3: 10
            default: 1
            }
        return Int64(whole &* scale)
    }
}
