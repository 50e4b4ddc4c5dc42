import TestSupport
import Testing

@testable import WireFormats

/// Texts of other encodings: decoded exactly, and what has no meaning is never replaced.
@Suite struct BytesEncodingTests {
    static let sample = "id,name\r\n1,Zoë 美玲 🎉\r\n"

    @Test(arguments: [1, 2, 3, 7, 64, 65_536])
    func decodesUTF16OfBothOrders(chunkSize: Int) {
        let long = String(repeating: Self.sample, count: 200)
        let expected = Result<[UInt8], WireError>.success(Array(long.utf8))
        for isLittle in [true, false] {
            #expect(text(of: utf16(long, littleEndian: isLittle), chunkSize: chunkSize) == expected)
            let unmarked = utf16(long, littleEndian: isLittle, mark: false)
            #expect(text(of: unmarked, encoding: .utf16, chunkSize: chunkSize) == expected)
            #expect(text(of: gzipMember(unmarked), encoding: .utf16, chunkSize: chunkSize) == expected)
        }
    }

    @Test func knowsUTF16OfXMLWithoutAMark() {
        let document = "<?xml version=\"1.0\"?><a>é</a>"
        for isLittle in [true, false] {
            #expect(text(of: utf16(document, littleEndian: isLittle, mark: false)) == .success(Array(document.utf8)))
        }
    }

    @Test func dropsAMarkOfUTF8AndBelievesItMost() {
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("é\u{FEFF}".utf8)
        let expected = Result<[UInt8], WireError>.success(Array("é\u{FEFF}".utf8))
        #expect(text(of: marked) == expected)
        #expect(text(of: marked, encoding: .windows1252) == expected)
        #expect(text(of: marked, chunkSize: 1) == expected)
        #expect(text(of: gzipMember(marked, blockSize: 1)) == expected)
        #expect(text(of: [0xEF, 0xBB, 0xBF]) == .success([]))
    }

    @Test func decodesTheSingleByteEncodings() {
        let bytes: [UInt8] = [0x5A, 0x6F, 0xEB, 0x20, 0x80, 0x35]
        #expect(text(of: bytes, encoding: .windows1252) == .success(Array("Zoë €5".utf8)))
        #expect(text(of: bytes, encoding: .iso88591) == .success(Array("Zoë \u{80}5".utf8)))
        #expect(text(of: bytes, encoding: .utf8) == .success(bytes))
        #expect(text(of: bytes) == .success(bytes))
    }

    @Test func marksWhatHasNoMeaningAndGoesOn() {
        #expect(text(of: [0x61, 0x81, 0x62], encoding: .windows1252) == .success([0x61, 0xFF, 0x62]))
        let loneSurrogate = utf16("a") + littleEndian(UInt16(0xD800)) + littleEndian(UInt16(0x62))
        for chunkSize in [1, 3, 65_536] {
            #expect(text(of: loneSurrogate, chunkSize: chunkSize) == .success([0x61, 0xFF, 0x62]))
        }
    }

    @Test func namesATextCutInsideACharacter() {
        let whole = utf16("ab\n🎉")
        for cut in [3, 5, 7, 9, 10, 11] {
            let result = text(of: Array(whole.prefix(cut)))
            #expect(code(result) == .truncated, "cut at \(cut)")
        }
        guard case .failure(let error) = text(of: Array(whole.prefix(10))) else { return }
        #expect(error.position == SourcePosition(line: 2, column: 1))
    }

    @Test func readsWhatXMLDeclares() {
        func document(_ encoding: String) -> [UInt8] {
            Array("<?xml version='1.0' encoding='\(encoding)'?><a>".utf8) + [0xE9] + Array("</a>".utf8)
        }
        for encoding in ["ISO-8859-1", "windows-1252", "iso-8859-15"] {
            let decoded = "<?xml version='1.0' encoding='\(encoding)'?><a>é</a>"
            #expect(text(of: document(encoding)) == .success(Array(decoded.utf8)))
        }
        // The job's word is for formats that cannot name their encoding.
        #expect(text(of: document("UTF-8"), encoding: .utf8) == .success(document("UTF-8")))
        #expect(code(text(of: document("no-such-encoding"))) == .invalidEncoding)
        #expect(code(text(of: document("ISO-8859-1//IGNORE"))) == .invalidEncoding)
    }

    @Test func peeksAtDecodedTextWithoutTakingIt() throws {
        let long = String(repeating: Self.sample, count: 5000)
        for file in [Array(long.utf8), utf16(long), gzipMember(Array(long.utf8), blockSize: 10)] {
            var input = ByteInput(bytes: file)
            #expect(try input.peek(9) == Array("id,name\r\n".utf8))
            for count in [60_000, 1 << 16, 100, 150_000] {
                #expect(try input.peek(count) == Array(long.utf8.prefix(count)))
            }
            var text: [UInt8] = []
            while true {
                let chunk = try input.nextChunk()
                if chunk.isEmpty { break }
                text += chunk
            }
            #expect(text == Array(long.utf8))
            #expect(input.digest == Digest(of: file.span))
        }
        var short = ByteInput(bytes: Array("ab".utf8), chunkSize: 1)
        for count in [100, 2000, 4000] { #expect(try short.peek(count) == Array("ab".utf8)) }
    }

    @Test func decodesRandomTextsInRandomPieces() {
        var random = SeededGenerator(seed: 0x7574_6631)
        for round in 0..<200 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...300, using: &random) {
                let limit: UInt32 = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF].randomElement(using: &random) ?? 0x7F
                if let scalar = Unicode.Scalar(UInt32.random(in: 1...limit, using: &random)) { scalars.append(scalar) }
            }
            let whole = "x" + String(scalars)
            var file = utf16(whole, littleEndian: Bool.random(using: &random))
            if Bool.random(using: &random) {
                file = gzipMember(file, blockSize: Int.random(in: 1...50, using: &random))
            }
            let decoded = text(of: file, chunkSize: Int.random(in: 1...100, using: &random))
            #expect(decoded == .success(Array(whole.utf8)), "seed \(random.seed), round \(round)")
        }
    }
}
