import FoundationEssentials

/// A run as its report `reports/<run>.json` tells of it: all that pages, metrics and lineage are made of.
///
/// Whoever makes a page while the run ends and whoever makes it again a year later have the same in hands, so that the pages
/// are the same, byte for byte.
package struct RunRecord: Decodable, Hashable, Sendable {
    /// The run's name, such as `20261124T141500Z-4711`.
    package var run: String
    /// The job file's name, without folders.
    package var job: String?
    /// `2026-11-24T14:15:00Z`.
    package var startedAt: String
    package var finishedAt: String
    /// How long the run took.
    package var milliseconds: Int?
    package var exitCode: Int
    package var dryRun: Bool?
    package var reconciled: Bool
    /// Counts by their names; the sum of all files'.
    package var orders: [String: Int]
    package var labels: [String: Int]
    package var folders: Folders?
    package var files: [File]
    /// Files that were too young to be read.
    package var arriving: [String]
    package var notes: [String]
    package var examples: [Example]

    /// The job's folders, relative to the job file where they lie beside or below it.
    package struct Folders: Decodable, Hashable, Sendable {
        package var inbox: String
        package var outbox: String
        package var archive: String
        package var quarantine: String
    }

    /// What became of one input.
    package struct File: Decodable, Hashable, Sendable {
        /// Empty for label results, which belong to none.
        package var store: String
        package var file: String
        package var fate: String
        package var reason: String?
        /// Where the file lies now, relative to the archive or the quarantine.
        package var movedTo: String?
        package var bytes: Int?
        package var milliseconds: Int?
        /// Counts by their names: of a file of orders these, of one of labels those.
        package var orders: [String: Int]?
        package var labels: [String: Int]?
        /// How often each code occurred.
        package var codes: [String: Int]?
        /// Of these, why records were rejected.
        package var rejectCodes: [String: Int]?
        /// Of these, why orders were excluded or labels wait: nothing is wrong with the file.
        package var noteCodes: [String: Int]?
        /// The orders that were written, by their status.
        package var statuses: [String: Int]?
        /// The orders that were written, by their day in UTC.
        package var days: [String: Int]?
        /// The labels that were announced, by store.
        package var announced: [String: Int]?
        package var outputs: [Output]?
    }

    /// A file that was made of an input.
    package struct Output: Decodable, Hashable, Sendable {
        /// `orders`, `rejects`, `shipments`, `requests`, `manual`, `voids` or `pending`.
        package var kind: String
        package var store: String?
        package var path: String
        /// Its records, rows or calls.
        package var count: Int?
    }

    /// A finding that stands for others of its code.
    package struct Example: Decodable, Hashable, Sendable {
        package var severity: String
        package var code: String
        package var store: String?
        package var file: String
        package var record: Int
        package var line: Int
        package var column: Int
        package var field: String?
        package var value: String?
        package var orderNumber: String?
        package var message: String
    }

    /// Reads a report.
    /// - Throws: `DecodingError` for what is none.
    package init(json: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(json)) }
}

extension RunRecord {
    /// Whether it says nothing but that there was nothing to do.
    package var isIdle: Bool { files.isEmpty && arriving.isEmpty && exitCode == 0 }

    /// Counts of all files, added up by their names.
    func sum(_ counts: (File) -> [String: Int]?) -> [String: Int] { Self.sum(files.map { counts($0) ?? [:] }) }

    /// Counts, added up by their names.
    static func sum(_ counts: [[String: Int]]) -> [String: Int] {
        counts.reduce(into: [:]) { sum, counts in sum.merge(counts) { $0 + $1 } }
    }

    /// The outputs of one kind, of all files.
    func outputs(_ kind: String) -> [Output] { files.flatMap { $0.outputs ?? [] }.filter { $0.kind == kind } }

    /// The stores that orders came for, in the order of their names.
    var stores: [String] {
        Set(files.filter { $0.orders != nil }.map(\.store)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The names of counts, in the order of the report.
    package static let orderResults = ["written", "unchanged", "rejected", "excluded", "superseded"]
    package static let labelResults = ["announced", "already_announced", "pending", "no_update", "manual", "rejected"]
    package static let statuses = [
        "awaiting_payment", "awaiting_shipment", "pending_fulfillment", "shipped", "on_hold", "cancelled",
    ]
}

extension [String: Int] {
    /// The counts in falling order, equal ones in that of their names.
    var ranked: [(name: String, count: Int)] {
        map { (name: $0.key, count: $0.value) }.filter { $0.count > 0 }
            .sorted {
                $0.count != $1.count ? $0.count > $1.count : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
            }
    }

    /// How often each of these codes did not occur in another list.
    func subtracting(_ others: [String: Int]...) -> [String: Int] {
        others.reduce(self) { rest, other in rest.merging(other) { $0 - $1 } }.filter { $0.value > 0 }
    }
}
