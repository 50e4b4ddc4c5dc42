import Normalized
import Orders
import Testing
import WireFormats

/// A label that has waited for its order is the one that was written.
@Suite struct PendingLabelTests {
    @Test(
        arguments: [
            ("1", .pounds), ("12", .ounces), ("2.25", .pounds), ("0.000000001", .ounces), ("0", .grams),
            ("9999999999.999999999", .kilograms),
        ] as [(String, WeightUnit)])
    func keepsEveryDigitOfItsWeight(_ number: String, _ unit: WeightUnit) throws {
        var label = Label(labelSystem: "shipstation-v1", source: Source(file: "labels.json", record: 1, line: 1))
        label.weight = Weight(try #require(WeightNumber(text: Array(number.utf8).span)), unit)
        let pending = PendingLabel(label: label, firstSeen: Timestamp(seconds: 1_795_392_000, isDateOnly: true))
        var writer = PendingLabelWriter(output: ByteOutput())
        try writer.write(pending)
        var reader = PendingLabelReader(input: ByteInput(bytes: writer.contents))
        #expect(try reader.next() == pending)
    }
}
