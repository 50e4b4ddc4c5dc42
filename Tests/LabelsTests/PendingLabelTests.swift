import Normalized
import Orders
import Testing
import WireFormats

@Suite struct PendingLabelTests {
    private static let today = Timestamp(seconds: 1_795_392_000, isDateOnly: true)

    private func readBack(_ label: Label) throws -> PendingLabel? {
        var writer = PendingLabelWriter(output: ByteOutput())
        try writer.write(PendingLabel(label: label, firstSeen: Self.today))
        var reader = PendingLabelReader(input: ByteInput(bytes: writer.contents))
        return try reader.next()
    }

    @Test(arguments: [
        ("8", WeightUnit.ounces), ("44", .ounces), ("0.1", .ounces), ("0.000000001", .ounces), ("1.123456789", .pounds),
        ("0.05", .grams), ("250", .grams), ("0.45359237000000002", .kilograms), ("0", .grams),
        ("9999999999.999999999", .kilograms),
    ])
    func weightsAreReadBackWithAllTheirDigits(_ number: String, _ unit: WeightUnit) throws {
        var label = Label(labelSystem: "shipstation-v1", source: Source(file: "l.json", record: 1, line: 1))
        let value = WeightNumber(text: Array(number.utf8).span)
        label.weight = Weight(try #require(value), unit)
        #expect(try readBack(label) == PendingLabel(label: label, firstSeen: Self.today))
    }
}
