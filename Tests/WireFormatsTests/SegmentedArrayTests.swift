import Testing
import WireFormats

@Suite struct SegmentedArrayTests {
    @Test func isAnArray() {
        var array = SegmentedArray<Int>()
        for number in 0..<10_000 { array.append(number) }
        let before = array
        for index in stride(from: 0, to: 10_000, by: 7) { array[index] += 1 }
        #expect(array.count == 10_000)
        #expect((0..<10_000).allSatisfy { array[$0] == ($0 % 7 == 0 ? $0 + 1 : $0) })
        // A copy stays as it was.
        #expect((0..<10_000).allSatisfy { before[$0] == $0 })
    }
}
