import Testing

@testable import WireFormats

@Suite struct YAMLNodeTests {
    private func read(_ text: String) throws(YAMLError) -> YAMLNode? { try YAMLNode.read(Array(text.utf8).span) }

    private func fault(_ text: String) -> YAMLError? {
        do throws(YAMLError) {
            _ = try read(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func valuesAreTheTextsThatStandThere() throws {
        let root = try #require(try read("é: yes\nlist: [1.0, '~', \"a\\tb\", ]\nempty:\nblock: |\n  one\n  two\n"))
        let members = try #require(root.mapping)
        #expect(members.map(\.key.scalar) == ["é", "list", "empty", "block"])
        #expect(members[0].value.scalar == "yes")
        #expect(members[1].value.sequence?.map(\.scalar) == ["1.0", "~", "a\tb"])
        #expect(members[2].value.scalar == "")
        #expect(members[3].value.scalar == "one\ntwo\n")
        #expect(root.scalar == nil && root.sequence == nil && members[0].value.mapping == nil)
    }

    /// Columns count characters, not bytes.
    @Test func eachNodeHasItsPlace() throws {
        let members = try #require(try read("a: b\né: {ü: [ä, c]}\n")?.mapping)
        #expect(members[1].key.position == SourcePosition(line: 2, column: 1))
        #expect(members[1].value.position == SourcePosition(line: 2, column: 4))
        #expect(
            members[1].value.mapping?[0].value.sequence?.map(\.position) == [
                SourcePosition(line: 2, column: 9), SourcePosition(line: 2, column: 12),
            ])
    }

    @Test(arguments: ["", "# nothing\n", "\n\n", "\u{FEFF}"])
    func aTextMayBeEmpty(_ text: String) throws { #expect(try read(text) == nil) }

    @Test func anAliasIsWhatItNames() throws {
        let members = try #require(try read("a: &x [1, 2]\nb: *x\n")?.mapping)
        #expect(members[1].value == members[0].value)
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", "the key a stands twice", 3, 1),
        ("a: {b: 1, \"b\": 2}\n", "the key b stands twice", 1, 11),
        ("a: [1\nb: 2\n", "did not find expected ',' or ']'", 2, 2),
        ("a: 'b\n", "found unexpected end of stream", 2, 1),
        ("a: *b\n", "found undefined alias", 1, 4),
        ("a: 1\n---\nb: 2\n", "there is a second document", 3, 1),
        ("a: \u{1}\n", "control characters are not allowed", 1, 1),
    ])
    func aFaultIsNamed(_ text: String, _ message: String, _ line: Int, _ column: Int) {
        #expect(fault(text) == YAMLError(message: message, position: SourcePosition(line: line, column: column)))
    }

    @Test func bytesThatAreNoTextAreAFault() {
        #expect(throws: YAMLError.self) { try YAMLNode.read([0x61, 0x3A, 0x20, 0xFF, 0x0A].span) }
    }

    /// A node within itself, and small texts that stand for large ones.
    @Test func aliasesMakeNothingThatHasNoEnd() throws {
        let within = "a: &a [*a]\n"
        #expect(fault(within)?.message == "the aliases make too much of the text")
        let comment = "# " + String(repeating: "x", count: 100)
        #expect(fault(within + comment)?.message == "this lies more than 64 levels deep")
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(fault(bomb)?.message == "the aliases make too much of the text")
        let nested = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
        #expect(try read(nested) != nil)
        #expect(fault("[[\(nested)]]")?.message == "this lies more than 64 levels deep")
    }
}
