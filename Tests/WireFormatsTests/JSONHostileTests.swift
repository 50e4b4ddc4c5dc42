import TestSupport
import Testing

@testable import WireFormats

/// JSON that is damaged, cut or made to do harm: refused with a code and a place, in bounded memory.
@Suite struct JSONHostileTests {
    /// `⌖` stands where reading must stop.
    @Test(arguments: [
        "[{\"id\":1}⌖{\"id\":2}]",
        "[{\"id\":1}]\n⌖]",
        "{\"orders\":[]} ⌖x",
        "{\"id\":1}\n⌖[]",
        "[{\"é\":⌖tru}]",
        "[{\"é\":⌖nul}]",
        "[{\"id\":⌖}]",
        "[{\"id\"⌖ 1}]".replacing("⌖ ", with: " ⌖"),
        "[{⌖id:1}]",
        "[{\"id\":1,⌖}]",
        "[{\"id\":1},⌖]",
        "[⌖1]",
        "[⌖\"a\"]",
        "[⌖[]]",
        "{\"orders\":⌖1}",
        "{\"orders\":⌖\"a\"}",
        "{\"a\":[1,⌖],\"orders\":[]}",
        "{\"a\":1⌖ \"orders\":[]}".replacing("⌖ ", with: " ⌖"),
        "[{\"id\":01⌖}]",
        "[{\"id\":1.⌖}]",
        "[{\"id\":-⌖}]",
        "[{\"id\":1e⌖}]",
        "[{\"id\":⌖+1}]",
        "[{\"id\":⌖NaN}]",
        "[{\"note\":\"é⌖\n\"}]",
        "[{\"note\":\"é⌖\u{0}\"}]",
        "[{\"note\":\"é⌖\\x\"}]",
        "[{\"note\":\"é⌖\\u12g4\"}]",
        "[{\"note\":\"é⌖\\ud800\"}]",
        "[{\"note\":\"é⌖\\udc00\"}]",
        "[{\"note\":\"é⌖\\ud800\\u0041\"}]",
    ])
    func saysWhereATextIsMalformed(document: String) {
        let (text, place) = marked(document)
        for chunkSize in [1, 7, 65_536] {
            #expect(readJSON(text, chunkSize: chunkSize).stop == "malformed \(place)", "chunks of \(chunkSize)")
        }
    }

    @Test(
        arguments: [
            [0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
            [0xE9, 0x20],
        ] as [[UInt8]])
    func refusesBytesThatAreNoCharacters(bytes: [UInt8]) {
        for (start, end) in [
            ("[{\"id\":1},\r\n{\"note\":\"é美🎉 a", "b\"}]"),
            ("[{\"id\":1},\r\n{\"é美🎉", "b\":1}]"),
            ("{\"a\":\"é", "\",\"orders\":[]}"),
            ("{\"a\":{\"b\":\"é", "\"},\"orders\":[]}"),
        ] {
            let place = marked(start + "⌖").place
            for chunkSize in [1, 7, 64, 65_536] {
                let reading = readJSON(Array(start.utf8) + bytes + Array(end.utf8), chunkSize: chunkSize)
                #expect(reading.stop == "invalid_encoding \(place)", "\(bytes) in \(start) in chunks of \(chunkSize)")
            }
        }
    }

    @Test func limitsTheDepth() {
        func nested(_ depth: Int, _ around: (String, String)) -> String {
            around.0 + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + around.1
        }
        #expect(readJSON(nested(62, ("[{\"a\":", "}]"))).error == nil)
        #expect(readJSON(nested(63, ("[{\"a\":", "}]"))).stop == "too_deep 1:\(7 + 62)")
        #expect(readJSON(nested(61, ("{\"orders\":[{\"a\":", "}]}"))).error == nil)
        #expect(readJSON(nested(62, ("{\"orders\":[{\"a\":", "}]}"))).error?.code == .tooDeep)
        #expect(readJSON(nested(63, ("{\"a\":", ",\"orders\":[]}"))).error == nil)
        #expect(readJSON(nested(64, ("{\"a\":", ",\"orders\":[]}"))).error?.code == .tooDeep)
        for around in [("[{\"a\":", "}]"), ("{\"a\":", ",\"orders\":[]}"), ("{\"a\":", "}")] {
            #expect(readJSON(nested(1_000_000, around)).error?.code == .tooDeep)
        }
        let objects = String(repeating: "{\"a\":", count: 1_000_000)
        #expect(readJSON(objects + "1" + String(repeating: "}", count: 1_000_000)).error?.code == .tooDeep)
    }

    @Test func limitsAField() {
        var limits = ReadLimits()
        limits.fieldBytes = 10
        #expect(readJSON("[{\"note\":\"1234567\\u00e9z\"}]", limits: limits).error == nil)
        let (tooLong, place) = marked("[{\"é\":1,\n\"note\":⌖\"1234567\\u00e9zz\"}]")
        for chunkSize in [1, 7, 64, 65_536] {
            let reading = readJSON(tooLong, chunkSize: chunkSize, limits: limits)
            #expect(reading.stop == "field_too_long \(place)")
        }
        #expect(readJSON("[{\"items\":[{\"sku\":[\"12345678901\"]}]}]", limits: limits).error?.code == .fieldTooLong)
        #expect(readJSON("[{\"other\":\"12345678901\"}]", limits: limits).error == nil)
    }

    @Test func limitsARecord() {
        var limits = ReadLimits()
        limits.recordBytes = 20_000
        func document(_ items: Int) -> String {
            let item = "{\"sku\":\"" + String(repeating: "x", count: 89) + "\"}"
            return "[{},\n {\"items\":[" + Array(repeating: item, count: items).joined(separator: ",") + "]}]"
        }
        #expect(readJSON(document(150), limits: limits).records.count == 2)
        for chunkSize in [64, 1000, 65_536] {
            let reading = readJSON(document(1000), chunkSize: chunkSize, limits: limits)
            #expect(reading.stop == "record_too_long 2:2", "chunks of \(chunkSize)")
        }
        let empty = "[{\"items\":[" + Array(repeating: "{}", count: 5000).joined(separator: ",") + "]}]"
        #expect(readJSON(empty, limits: limits).stop == "record_too_long 1:2")
        let unwanted = "[{\"a\":\"" + String(repeating: "x", count: 300_000) + "\"}]"
        #expect(readJSON(unwanted, limits: limits).stop == "record_too_long 1:2")
        let many = "[" + Array(repeating: "{\"id\":1}", count: 50_000).joined(separator: ",") + "]"
        #expect(readJSON(many, limits: limits).records.count == 50_000)
    }

    @Test func namesEveryCut() {
        let enveloped = Array(JSONRecordReaderTests.document.utf8)
        let array = Array("[{\"id\":1,\"note\":\"a\\u00e9\\\"é\"},{\"items\":[true,null,-1.5e3]}]".utf8)
        for document in [enveloped, array] {
            let whole = readJSON(document)
            let end = document.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0
            for cut in 1..<end {
                for chunkSize in [1, 65_536] {
                    let reading = readJSON(Array(document.prefix(cut)), chunkSize: chunkSize)
                    #expect(reading.error?.code == .truncated, "cut at \(cut)")
                    #expect(reading.records == Array(whole.records.prefix(reading.records.count)), "cut at \(cut)")
                }
            }
            #expect(readJSON(Array(document.prefix(end))) == whole)
        }
    }

    /// Between two lines a cut cannot be seen; inside of one it can.
    @Test func namesEveryCutInsideOfALine() {
        let lines = Array("{\"id\":1}\n{\"id\":2,\"note\":\"é\"}\n".utf8)
        let whole = readJSON(lines)
        for cut in 1...lines.count {
            let reading = readJSON(Array(lines.prefix(cut)))
            let isBetween = [8, 9, lines.count - 1, lines.count].contains(cut)
            #expect(reading.error?.code == (isBetween ? nil : .truncated), "cut at \(cut)")
            #expect(reading.records == Array(whole.records.prefix(reading.records.count)), "cut at \(cut)")
        }
    }
}
