import WireFormats

/// Whether a text is one line without control characters, as logs must have it.
func isPlainLine(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
}

/// How many lines some bytes have.
func lines(of bytes: [UInt8]) -> Int { bytes.count { $0 == 0x0A } }

/// Whether some bytes are JSON Lines, or nothing, as Waybill itself reads them.
func isJSON(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty else { return true }
    let shape = RecordShape(record: RecordShape.Group(id: 0, at: "", fields: [["file"]]))
    var reader = JSONRecordReader(input: ByteInput(bytes: bytes), shape: shape)
    var count = 0
    do throws(WireError) { while try reader.next() { count += 1 } } catch { return false }
    return count > 0
}

/// How many rows a table of ours has below its header; `nil` for one that cannot be read.
func rows(of bytes: [UInt8]) -> Int? {
    let shape = RecordShape(columns: [["orderNumber"]])
    var reader = CSVRecordReader(input: ByteInput(bytes: bytes), shape: shape)
    var count = 0
    do throws(WireError) {
        while try reader.next() {
            guard reader.takeTextFindings().isEmpty else { return nil }
            count += 1
        }
    } catch {
        return nil
    }
    return count
}

/// Whether some bytes are well-formed XML, as Waybill itself reads it.
func isXML(_ bytes: [UInt8]) -> Bool {
    let shape = RecordShape(record: RecordShape.Group(id: 0, at: "x", fields: []))
    var reader = XMLRecordReader(input: ByteInput(bytes: bytes), shape: shape)
    do throws(WireError) {
        while try reader.next() {}
        return true
    } catch {
        // It is read to the end before anybody says that there is nothing in it.
        return error.code == .notAnExport
    }
}
