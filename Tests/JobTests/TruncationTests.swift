import Channels
import Labels
import TestSupport
import Testing
import WireFormats

/// Every sample, cut at every byte: an upload that breaks off must never look like a smaller export, and nothing that is
/// read of it may differ from what stands in the whole.
@Suite struct TruncationTests {
    static let samples = Sample.all.filter { $0.kind != .shipments && $0.expected["expected.quarantine"] == nil }

    @Test(arguments: samples) func aCutFileIsRefused(_ sample: Sample) throws {
        let name = try #require(sample.input())
        let bytes = try #require(sample.folder.read(name))
        let layout = try #require(Layout(of: sample, bytes))
        let whole = layout.read(bytes)
        // A channel may take a file without content for one without orders: there is nothing to cut.
        if whole.error?.code == .empty, ChannelCatalog.channel(sample.subject)?.emptyFileMeansNoOrders == true {
            return
        }
        #expect(whole.error == nil)
        let end = Self.endOfText(bytes)
        let mistaken = (0..<bytes.count).filter { count in
            let cut = layout.read(Array(bytes[..<count]))
            // A table that ends inside its last row still looks like one.
            let certain = layout.endsAnywhere ? cut.records.dropLast() : cut.records[...]
            if !whole.records.starts(with: certain) { return true }
            if cut.error != nil || layout.endsAnywhere || layout.endsBetweenLines { return false }
            return count < end || cut.records != whole.records
        }
        #expect(mistaken == [], "cuts of \(bytes.count) bytes that look whole")
    }

    /// Behind the last byte that is no blank; all of a compressed file counts.
    private static func endOfText(_ bytes: [UInt8]) -> Int {
        bytes.starts(with: [0x1F, 0x8B]) ? bytes.count : (bytes.lastIndex { $0 > 0x20 } ?? -1) + 1
    }
}

/// How a sample's file is laid out.
private struct Layout {
    let wire: WireFormat
    let shape: RecordShape

    /// JSON Lines end with any line, but not within one.
    let endsBetweenLines: Bool

    /// Nothing in a table says where it ends.
    var endsAnywhere: Bool { wire == .csv }

    init?(of sample: Sample, _ bytes: [UInt8]) {
        endsBetweenLines = String(decoding: bytes, as: UTF8.self).contains("}\n{")
        if let format = sample.format {
            (wire, shape) = (format.wire, format.shape)
        } else if let system = LabelCatalog.system(sample.subject) {
            (wire, shape) = (system.wire, system.shape)
        } else {
            return nil
        }
    }

    struct Outcome {
        /// The records' own texts.
        var records: [[UInt8]] = []
        var error: WireError?
    }

    func read(_ bytes: [UInt8]) -> Outcome {
        switch wire {
        case .xml:
            var reader = XMLRecordReader(input: ByteInput(bytes: bytes), shape: shape, limits: ReadLimits())
            return Self.drain(&reader)
        case .json:
            var reader = JSONRecordReader(input: ByteInput(bytes: bytes), shape: shape, limits: ReadLimits())
            return Self.drain(&reader)
        case .csv:
            var reader = CSVRecordReader(input: ByteInput(bytes: bytes), shape: shape, limits: ReadLimits())
            return Self.drain(&reader)
        }
    }

    private static func drain(_ reader: inout some RecordReader & ~Copyable) -> Outcome {
        var outcome = Outcome()
        do throws(WireError) {
            while try reader.next() { outcome.records.append(reader.rawText(limit: 1 << 20)) }
        } catch {
            outcome.error = error
        }
        return outcome
    }
}
