/// What a code means for the record or file that it is told of.
package enum CodeKind: String, Hashable, Sendable, CaseIterable {
    case reject
    case exclusion
    case notice
    case warning
    case wait
    case manual
    case error
    case status

    /// What becomes of a record or file with such a code.
    package var meaning: String {
        switch self {
        case .reject: "the record is not used"
        case .exclusion: "the order is left out, and nothing is wrong with it"
        case .notice: "nothing is wrong"
        case .warning: "the record is used as it is"
        case .wait: "the label waits for its order"
        case .manual: "a person must tell the shop"
        case .error: "the file is not used"
        case .status: "the exit status of a command"
        }
    }
}

/// All that is said of a code: the one place for it, from which `waybill explain` and `docs/codes.md` are made.
package struct CodeEntry: Hashable, Sendable {
    /// The word in rejects, warnings, reasons and reports, or the number of an exit status.
    package let code: String
    /// What was found.
    package let happened: String
    /// What may come of it.
    package let matters: String
    /// What to do.
    package let cure: String
    /// What such a thing looks like; invented.
    package let example: String

    init(_ code: String, happened: String, matters: String, cure: String, example: String) {
        self.code = code
        self.happened = happened
        self.matters = matters
        self.cure = cure
        self.example = example
    }
}

/// Codes of one kind that are told of the same things; a code stands in several when it means something else there.
package struct CodeSection: Sendable {
    /// As on the page, such as `Rejected orders`.
    package let heading: String
    package let kind: CodeKind
    /// Where the codes are found and what that means.
    package let intro: String
    package let entries: [CodeEntry]

    init(_ heading: String, _ kind: CodeKind, intro: String, _ entries: [CodeEntry]) {
        self.heading = heading
        self.kind = kind
        self.intro = intro
        self.entries = entries
    }
}

/// Every code that Waybill can say, with its meaning and its cure.
package enum CodeCatalog {
    package static let sections: [CodeSection] = [
        rejectedOrders, excludedOrders, fileNotes, fileWarnings, orderWarnings, rejectedLabels, waitingLabels, manual,
        labelWarnings, files, exitStatuses,
    ]

    /// One code in one section.
    package struct Meaning: Sendable {
        package let section: CodeSection
        package let entry: CodeEntry
    }

    /// All meanings, in the order of the page.
    package static var meanings: [Meaning] {
        sections.flatMap { section in section.entries.map { Meaning(section: section, entry: $0) } }
    }

    /// Each code once, in the order of the page.
    package static var codes: [String] {
        var seen: Set<String> = []
        return meanings.map(\.entry.code).filter { seen.insert($0).inserted }
    }

    /// What a code means; empty for one that is not known.
    package static func meanings(of code: String) -> [Meaning] { meanings.filter { $0.entry.code == code } }

    /// The code that was probably meant, for one that is not known.
    package static func nearest(to code: String) -> String? {
        JobFileText.nearest(to: code, among: meanings.map(\.entry.code))
    }
}
