import DropFolder
package import SystemPackage

/// A file that was made of an input, as the report names it.
package struct FileOutput: Hashable, Sendable {
    /// What is in it.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Normalized orders, as JSON Lines; the tables lie beside it.
        case orders
        /// Records that were not used.
        case rejects
        /// Normalized labels, as JSON Lines; the table lies beside it.
        case shipments
        /// Calls to a channel.
        case requests
        /// Shipments that a person must tell the shop of.
        case manual
        /// Announced labels that were taken back.
        case voids
        /// Labels that wait for their order.
        case pending
    }

    package var kind: Kind
    /// The store, where it is one's.
    package var store: String?
    package var path: FilePath
    /// Its records, rows or calls.
    ///
    /// `nil` when it is not known any more.
    package var count: Int?
}

extension JobDefinition {
    /// A path as people know it: relative to the job file where it lies beside or below that.
    func shown(_ path: FilePath) -> String {
        var rest = path
        let folder = file.removingLastComponent()
        return !folder.isEmpty && rest.removePrefix(folder) && !rest.isEmpty ? rest.string : path.string
    }
}
