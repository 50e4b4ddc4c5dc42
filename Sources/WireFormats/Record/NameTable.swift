/// From the bytes of a name to its number in a shape, compared as the shape wants it: a hash and usually one comparison.
struct NameTable {
    private let matching: RecordShape.NameMatching
    private let names: [[UInt8]]
    private var numbers: [Int]
    private let mask: Int

    init(shape: RecordShape) {
        matching = shape.matching
        names = shape.names.map { Array($0.utf8) }
        var size = 64
        while size < names.count * 4 { size *= 2 }
        mask = size - 1
        numbers = [Int](repeating: 0, count: size)
        for number in names.indices.dropFirst() {
            var index = names[number].withUnsafeBufferPointer { hash($0) } & mask
            while numbers[index] != 0 { index = (index + 1) & mask }
            numbers[index] = number
        }
    }

    /// The name's number, or 0 when the shape does not have it.
    func number(of name: UnsafeBufferPointer<UInt8>) -> Int {
        var index = hash(name) & mask
        while numbers[index] != 0 {
            if isEqual(names[numbers[index]], name) { return numbers[index] }
            index = (index &+ 1) & mask
        }
        return 0
    }

    private func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name {
            var byte = byte
            if matching == .folded {
                guard let folded = foldedNameByte(byte) else { continue }
                byte = folded
            }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return Int(truncatingIfNeeded: hash ^ (hash >> 32))
    }

    private func isEqual(_ known: [UInt8], _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        for byte in name {
            var byte = byte
            if matching == .folded {
                guard let folded = foldedNameByte(byte) else { continue }
                byte = folded
            }
            guard index < known.count, known[index] == byte else { return false }
            index += 1
        }
        return index == known.count
    }
}
