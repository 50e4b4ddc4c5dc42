/// How the bytes of a file are laid out: which reader turns them into records.
package enum WireFormat: String, Hashable, Sendable, CaseIterable {
    case xml
    case json
    case csv
}
