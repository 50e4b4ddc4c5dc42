import TestSupport
import Testing

@testable import WireFormats

/// What is said of a file that is no table with commas, or that ends too early for one.
@Suite struct TableHeadTests {
    @Test(arguments: [
        ("Order ID;SKU;Qty\n1;TENT;2\n", "column_missing", "semicolons"),
        ("\"Order ID\";\"SKU\"\n\"1\";\"TENT\"\n", "malformed", "semicolons"),
        ("Order ID;SKU\n1;\"TENT\"\n", "column_missing", "semicolons"),
        ("Order ID\tSKU\n1\tTENT\n", "column_missing", "tabs"),
        ("Order ID|SKU\n1|TENT\n", "column_missing", "vertical lines"),
    ])
    func anotherSeparatorIsNamed(table: String, code: String, name: String) {
        let error = readOrders(table).error
        #expect(error?.code.rawValue == code)
        #expect(error?.message == "the fields seem to be separated by \(name); export the table with commas")
    }

    @Test func commasAreSeparators() {
        #expect(readOrders("Order ID,a;b\n1,2\n").error == nil)
        #expect(readOrders("SKU,a;b\n1,2\n").error?.message == "the table has no column Order ID")
        #expect(readOrders("Order ID,SKU\n1;2,a\"b\n").error?.message.hasPrefix("a quotation mark") == true)
    }

    /// A name that is too long is refused before anybody asks what columns there are, whole or in pieces.
    @Test func aNameThatIsTooLongIsSaidFirst() {
        var limits = ReadLimits()
        limits.fieldBytes = 16
        for chunkSize in [1, 7, 64, 65_536] {
            let other = readOrders("Order;City;SKU;Qty\n1;Ulm;TENT;2\n", chunkSize: chunkSize, limits: limits)
            #expect(other.error?.code == .fieldTooLong && other.stop == "field_too_long 1:1", "chunks of \(chunkSize)")
            let second = readOrders("SKU,Name of the article\nTENT,x\n", chunkSize: chunkSize, limits: limits)
            #expect(second.stop == "field_too_long 1:5", "chunks of \(chunkSize)")
        }
    }

    @Test func aLineOfTextIsToldFromATable() {
        let text = "Error in XML: the report with all orders of the month could not be written\n"
        let error = readOrders(text).error
        #expect(error?.code == .notAnExport)
        #expect(
            error?.message
                == "the file begins with \"\(text.prefix(40))\", which is no table with the column Order ID")
        #expect(readOrders("null").error?.code == .notAnExport)
    }

    @Test func onlyALastRowWithoutALineEndIsTooShort() {
        for chunkSize in [1, 7, 65_536] {
            let reading = readOrders("Order ID,SKU,Qty\n1,TENT\n2,ROPE", chunkSize: chunkSize)
            #expect(reading.records.map { $0.findings.map(\.kind) } == [[], [.rowTooShort]])
            #expect(reading.records.last?.findings.first?.position == SourcePosition(line: 3, column: 3))
        }
        #expect(readOrders("Order ID,SKU,Qty\n1,TENT\n").records.flatMap(\.findings) == [])
        #expect(readOrders("Order ID,SKU,Qty\n1,TENT,").records.flatMap(\.findings) == [])
        #expect(readOrders("Order ID,SKU,Qty").records.isEmpty)
    }
}
