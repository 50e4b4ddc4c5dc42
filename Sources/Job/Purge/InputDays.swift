import DropFolder

/// On which day each input was archived, as the ledger says.
struct InputDays {
    /// By the kind and store, then by the stem.
    private var days: [String: [String: ArchiveDay]] = [:]
    /// Inputs in the archive that a killed run has not settled: the next run looks for them there.
    private(set) var unsettled: Set<String> = []

    /// Reads the ledger.
    /// - Throws: `JobError` for an entry that is lost or damaged, as a run does.
    init(_ folders: RunFolders) throws(JobError) {
        for kind in [ImportOrders.ledgerKind, AnnounceShipments.ledgerKind] {
            for store in try folders.ledgerStores(of: kind) {
                var found: [String: ArchiveDay] = [:]
                try LedgerEntries(folders.ledger, kind: kind, store: store)
                    .replay(inputs: { found[$0.stem] = $0.day }, lines: { _ in true })
                days[Self.name(kind, store)] = found
                let files = try disk { () throws(DiskError) in try folders.ledger.entries(kind: kind, store: store) }
                for file in files where file.state == .open {
                    if let place = try LedgerEntries.head(of: file)["archive"] { unsettled.insert(place) }
                }
            }
        }
    }

    /// The days of the inputs of a kind and store, by their stems.
    func ofInputs(_ kind: String, _ store: String) -> [String: ArchiveDay] { days[Self.name(kind, store)] ?? [:] }

    private static func name(_ kind: String, _ store: String) -> String { "\(kind)/\(store)" }
}
