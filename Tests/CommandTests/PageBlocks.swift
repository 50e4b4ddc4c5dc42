import Foundation
import TestSupport
import Testing

/// A page that people read.
struct Page: CustomTestStringConvertible {
    let path: String

    var text: String {
        get throws { try String(contentsOfFile: Checkout.root + "/" + path, encoding: .utf8) }
    }

    var testDescription: String { path }

    /// README, all below `docs`, those for developers, and those of the tests.
    static let all: [Page] = {
        let files = FileManager.default
        let docs = files.enumerator(atPath: Checkout.root + "/docs")?.compactMap { $0 as? String } ?? []
        let tests = (try? files.contentsOfDirectory(atPath: Checkout.root + "/Tests")) ?? []
        let ofTests = tests.map { "Tests/\($0)/README.md" }.filter {
            files.fileExists(atPath: Checkout.root + "/" + $0)
        }
        return [Page(path: "README.md")] + docs.filter { $0.hasSuffix(".md") }.sorted().map { Page(path: "docs/" + $0) }
            + forDevelopers + ofTests.sorted().map { Page(path: $0) }
    }()

    /// The articles of the catalogue of DocC.
    static let forDevelopers: [Page] = {
        let catalogue = "Sources/Job/Waybill.docc"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: Checkout.root + "/" + catalogue)) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().map { Page(path: catalogue + "/" + $0) }
    }()

    /// What the page shows between fences, in its order.
    var blocks: [PageBlock] {
        get throws {
            var blocks: [PageBlock] = []
            var isInside = false
            for line in try text.split(separator: "\n", omittingEmptySubsequences: false) {
                if line.hasPrefix("```") {
                    if !isInside { blocks.append(PageBlock(page: path, language: String(line.dropFirst(3)))) }
                    isInside.toggle()
                } else if isInside {
                    blocks[blocks.count - 1].lines.append(String(line))
                }
            }
            return blocks
        }
    }
}

/// A block of code on a page.
struct PageBlock {
    var page: String
    /// What stands behind the fence: `sh`, `console` …; empty for drawings.
    var language: String
    var lines: [String] = []

    var text: String { lines.joined(separator: "\n") }

    /// A command that a terminal shows, and what it prints there.
    struct Step {
        var command: String
        var output: [String] = []
    }

    /// Of a `console` block: a command stands behind `$ `, and goes on behind a backslash; what follows is what it prints.
    var steps: [Step] {
        var steps: [Step] = []
        var isOpen = false
        for line in lines {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
                isOpen = line.hasSuffix("\\")
            } else if isOpen {
                steps[steps.count - 1].command += "\n" + line
                isOpen = line.hasSuffix("\\")
            } else if !steps.isEmpty {
                steps[steps.count - 1].output.append(line)
            }
        }
        return steps
    }

    /// Whether a terminal would show this: `…` stands for any text of a line, and alone for any lines.
    static func shows(_ shown: [String], _ printed: [String]) -> Bool {
        guard let line = shown.first else { return printed.isEmpty }
        if line == "…" {
            return printed.indices.contains { shows(Array(shown.dropFirst()), Array(printed[$0...])) }
                || shown.count == 1
        }
        guard let other = printed.first, isLike(line, other) else { return false }
        return shows(Array(shown.dropFirst()), Array(printed.dropFirst()))
    }

    private static func isLike(_ shown: String, _ printed: String) -> Bool {
        let parts = shown.components(separatedBy: "…")
        guard parts.count > 1 else { return shown == printed }
        var rest = Substring(printed)
        guard rest.hasPrefix(parts[0]) else { return false }
        rest = rest.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let place = rest.range(of: part) else { return false }
            rest = rest[place.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}
