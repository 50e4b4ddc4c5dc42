/// Where the project's own files lie, for tests that read samples and documents.
package enum Checkout {
    /// The folder of Package.swift.
    package static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/")
    }()
}
