import Job

/// The label systems as plain text: below each how its files are recognised.
struct LabelTable {
    let text: String

    init(_ listing: LabelListing) {
        let heads = TextTable.aligned(listing.entries.map { [$0.id, $0.format, $0.title] })
        text = zip(heads, listing.entries).map { "\($0)\n  \($1.recognition)\n" }.joined()
    }
}
