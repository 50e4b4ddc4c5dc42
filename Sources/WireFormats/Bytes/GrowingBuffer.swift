#if canImport(Glibc)
    import Glibc
#endif

/// How many bytes from its start can be read of what a source calls padded.
let paddedBytes = 32

/// An array of trivial values without bounds checks or reference counts, for the arrays that parsers push into.
///
/// The owner frees it. Bytes behind the end, up to `slack`, may be written by vectors that store more than they keep.
struct GrowingBuffer<Element: BitwiseCopyable> {
    static var slack: Int { 64 }
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        base = Self.resized(nil, capacity)
    }

    func deallocate() { free(base) }

    var isEmpty: Bool { count == 0 }
    var last: Element? { isEmpty ? nil : base[count &- 1] }

    @inline(__always)
    subscript(index: Int) -> Element {
        get { base[index] }
        nonmutating set { base[index] = newValue }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(by: 1) }
        base[count] = element
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ elements: UnsafePointer<Element>, _ added: Int) {
        if count &+ added > capacity { grow(by: added) }
        memcpy(base + count, elements, added &* MemoryLayout<Element>.stride)
        count &+= added
    }

    /// Appends elements behind which more can be read, up to `paddedBytes` from the first: short ones need no call.
    @inline(__always)
    mutating func append(padded elements: UnsafePointer<Element>, _ added: Int) {
        let size = added &* MemoryLayout<Element>.stride
        guard size <= paddedBytes else { return append(elements, added) }
        if count &+ added > capacity { grow(by: added) }
        let source = UnsafeRawPointer(elements)
        let target = UnsafeMutableRawPointer(base + count)
        for offset in stride(from: 0, to: paddedBytes, by: 8) {
            target.storeBytes(
                of: source.loadUnaligned(fromByteOffset: offset, as: UInt64.self), toByteOffset: offset, as: UInt64.self
            )
        }
        count &+= added
    }

    /// Appends elements that the buffer has already.
    mutating func appendCopy(from index: Int, _ added: Int) {
        if count &+ added > capacity { grow(by: added) }
        memcpy(base + count, base + index, added &* MemoryLayout<Element>.stride)
        count &+= added
    }

    @inline(__always)
    mutating func append(repeating element: Element, count added: Int) {
        if count &+ added > capacity { grow(by: added) }
        for index in 0..<added { base[count &+ index] = element }
        count &+= added
    }

    /// Appends elements that the caller sets, each before it is read.
    @inline(__always)
    mutating func appendRoom(_ added: Int) -> UnsafeMutablePointer<Element> {
        if count &+ added > capacity { grow(by: added) }
        defer { count &+= added }
        return base + count
    }

    /// Writes behind the end without moving it; what lies there is lost with the next append.
    mutating func write(_ elements: UnsafePointer<Element>, _ added: Int, at index: Int) {
        memcpy(room(for: added, at: index), elements, added * MemoryLayout<Element>.stride)
    }

    /// Where elements may be written behind the end, as `write` does.
    mutating func room(for added: Int, at index: Int) -> UnsafeMutablePointer<Element> {
        if index + added > capacity { grow(by: index + added - count) }
        return base + index
    }

    mutating func removeAll() { count = 0 }

    mutating func removeLast(_ removed: Int) { count -= removed }

    mutating func removeFirst(_ removed: Int) {
        count -= removed
        memmove(base, base + removed, count * MemoryLayout<Element>.stride)
    }

    @inline(never)
    private mutating func grow(by added: Int) {
        capacity = max(capacity * 2, count + added)
        // What a decoder has written behind the end moves along.
        base = Self.resized(base, capacity)
    }

    /// Memory of the C library, which can make a large block larger without a copy.
    private static func resized(_ old: UnsafeMutablePointer<Element>?, _ capacity: Int) -> UnsafeMutablePointer<Element>
    {
        guard let memory = realloc(old, (capacity + slack) * MemoryLayout<Element>.stride) else {
            preconditionFailure("no memory for what is read")
        }
        return memory.assumingMemoryBound(to: Element.self)
    }
}
