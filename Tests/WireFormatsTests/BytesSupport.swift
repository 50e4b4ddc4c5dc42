@testable import WireFormats

/// All that an input hands out, or why it stopped.
func text(
    of bytes: [UInt8], encoding: TextEncoding? = nil, chunkSize: Int = ByteInput.chunkSize,
    limits: ReadLimits = ReadLimits()
) -> Result<[UInt8], WireError> {
    Result { () throws(WireError) in
        var input = ByteInput(bytes: bytes, encoding: encoding, chunkSize: chunkSize)
        input.limits = limits
        var text: [UInt8] = []
        while true {
            let chunk = try input.nextChunk()
            if chunk.isEmpty { return text }
            text += chunk
        }
    }
}

func code<Success>(_ result: Result<Success, WireError>) -> WireError.Code? {
    if case .failure(let error) = result { error.code } else { nil }
}

/// A gzip member that holds its data without compressing it, in blocks of at most `blockSize` bytes.
func gzipMember(_ data: [UInt8], blockSize: Int = 65_535) -> [UInt8] {
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = data[...]
    repeat {
        let block = rest.prefix(blockSize)
        rest = rest.dropFirst(blockSize)
        let count = UInt16(block.count)
        member += [rest.isEmpty ? 1 : 0] + littleEndian(count) + littleEndian(~count) + block
    } while !rest.isEmpty
    return member + littleEndian(crc32(data)) + littleEndian(UInt32(data.count))
}

func littleEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    (0..<(Value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> Value($0 * 8)) }
}

private func crc32(_ data: [UInt8]) -> UInt32 {
    ~data.reduce(UInt32.max) { crc, byte in
        (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
}

func utf16(_ text: String, littleEndian isLittle: Bool = true, mark: Bool = true) -> [UInt8] {
    (mark ? [0xFEFF] + Array(text.utf16) : Array(text.utf16)).flatMap { unit in
        isLittle ? littleEndian(unit) : littleEndian(unit).reversed()
    }
}

func bytes(hex: String) -> [UInt8] {
    var digits = Substring(hex)
    var bytes: [UInt8] = []
    while let byte = UInt8(digits.prefix(2), radix: 16) {
        bytes.append(byte)
        digits = digits.dropFirst(2)
    }
    return bytes
}
