import Foundation
import TestSupport
import Testing

/// What DocC does not look at on the developers' pages: files, and types that only their own room sees.
@Suite struct DeveloperPagesTests {
    /// The names of all types of the code and its tests.
    private static let types: Set<String> = {
        var types: Set<String> = []
        for folder in ["Sources", "Tests"] {
            let root = Checkout.root + "/" + folder
            let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
            for file in files where file.hasSuffix(".swift") {
                guard let text = try? String(contentsOfFile: root + "/" + file, encoding: .utf8) else { continue }
                types.formUnion(
                    text.matches(of: /(?:struct|enum|protocol|class) ([A-Z][A-Za-z0-9]+)/).map { String($0.1) })
            }
        }
        return types
    }()

    @Test func everyRoomIsThere() throws {
        let page = try Page(path: "Sources/Job/Waybill.docc/Waybill.md").text
        let rooms = try FileManager.default.contentsOfDirectory(atPath: Checkout.root + "/Sources")
        #expect(rooms.count > 10)
        for room in rooms { #expect(page.contains("`\(room)`"), "\(room)") }
    }

    @Test func thereArePages() { #expect(Page.forDevelopers.count >= 5) }

    @Test(arguments: Page.forDevelopers) func filesAreThere(_ page: Page) throws {
        let text = try page.text
        for match in text.matches(of: /`((?:Sources|Tests|samples|docs|jobs)\/[A-Za-z0-9_.\/-]*)`/) {
            #expect(FileManager.default.fileExists(atPath: Checkout.root + "/" + match.1), "\(match.1)")
        }
    }

    @Test(arguments: Page.forDevelopers) func typesAreThere(_ page: Page) throws {
        let rooms = ["CLibXML2", "CLibCSV", "CLibYAML", "CZlib", "CXXHash", "CSimdJSON"]
        for match in try page.text.matches(of: /(?:^|[^`])`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)`(?!`)/) {
            #expect(Self.types.contains(String(match.1)) || rooms.contains(String(match.1)), "\(match.1)")
        }
    }

    /// The channel that a page shows as whole is one: what the protocol asks for and has no default.
    @Test func theChannelThatIsShownHasAllMembers() throws {
        let page = try Page(path: "Sources/Job/Waybill.docc/AddingAChannel.md").text
        let shown = page.components(separatedBy: "```swift\n")[1].components(separatedBy: "```")[0]
        let contract = try Page(path: "Sources/Channels/Contract/Channel.swift").text
        let members = contract.components(separatedBy: "package protocol Channel: Sendable {")[1]
            .components(separatedBy: "\n}\n")[0].matches(of: /(?:var|func) ([a-zA-Z]+)/).map { String($0.1) }
        let defaults = contract.components(separatedBy: "\nextension Channel {")[1].components(separatedBy: "\n}\n")[0]
        #expect(members.count > 10)
        for member in members where !defaults.contains("var \(member):") {
            #expect(shown.contains("var \(member):") || shown.contains("func \(member)("), "\(member)")
        }
    }
}
