/// An array that grows by pieces of one size: growing copies nothing, and no room is held twice.
///
/// Its methods can be compiled into other modules, for the elements that those keep in it.
package struct SegmentedArray<Element> {
    @usableFromInline static var shift: Int { 11 }
    @usableFromInline static var mask: Int { 1 << shift - 1 }

    @usableFromInline var segments: [[Element]] = []
    @usableFromInline var elementCount = 0

    @inlinable package init() {}

    @inlinable package var count: Int { elementCount }

    @inlinable
    package subscript(index: Int) -> Element {
        get { segments[index >> Self.shift][index & Self.mask] }
        _modify { yield &segments[index >> Self.shift][index & Self.mask] }
    }

    @inlinable
    package mutating func append(_ element: Element) {
        if elementCount & Self.mask == 0 {
            segments.append([])
            // A short array takes what it needs; a long one is made of whole pieces.
            if elementCount > 0 { segments[segments.count - 1].reserveCapacity(1 << Self.shift) }
        }
        segments[segments.count - 1].append(element)
        elementCount += 1
    }
}

extension SegmentedArray: Sendable where Element: Sendable {}
