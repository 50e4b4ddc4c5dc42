internal import CLibXML2

/// From libxml2's interned name pointers to a shape's name numbers: one multiplication and usually one comparison.
struct InternedNames {
    private let keys: UnsafeMutablePointer<UInt>
    private let numbers: UnsafeMutablePointer<Int>
    private let shift: UInt
    private let mask: Int

    /// Interns the shape's names in a parser's dictionary, where the parser will find the same pointers.
    init(names: [String], dictionary: xmlDictPtr) {
        var bits: UInt = 6
        while 1 << bits < names.count * 4 { bits += 1 }
        shift = UInt(UInt.bitWidth) - bits
        mask = (1 << bits) - 1
        keys = .allocate(capacity: 1 << bits)
        numbers = .allocate(capacity: 1 << bits)
        keys.initialize(repeating: 0, count: 1 << bits)
        numbers.initialize(repeating: 0, count: 1 << bits)
        for (number, name) in names.enumerated() where number > 0 {
            guard let pointer = xmlDictLookup(dictionary, name, Int32(name.utf8.count)) else { continue }
            let key = UInt(bitPattern: pointer)
            var index = slot(key)
            while keys[index] != 0 { index = (index + 1) & mask }
            keys[index] = key
            numbers[index] = number
        }
    }

    func deallocate() {
        keys.deallocate()
        numbers.deallocate()
    }

    /// The name's number, or 0 when the shape does not have it.
    @inline(__always)
    func number(of name: UnsafePointer<UInt8>) -> Int {
        let key = UInt(bitPattern: name)
        var index = slot(key)
        while keys[index] != 0 {
            if keys[index] == key { return numbers[index] }
            index = (index &+ 1) & mask
        }
        return 0
    }

    @inline(__always)
    private func slot(_ key: UInt) -> Int {
        Int(bitPattern: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }
}
