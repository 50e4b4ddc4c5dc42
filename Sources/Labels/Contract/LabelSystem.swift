package import Orders
package import WireFormats

/// One system that buys labels, and the files in which it reports them.
package protocol LabelSystem: Sendable {
    /// The name in jobs, samples and `labelSystem`, such as `shipstation-v1`.
    var id: String { get }
    /// The name for people.
    var title: String { get }
    /// By what a file is recognised, as the end of a sentence for people.
    var recognition: String { get }
    /// How its files are laid out.
    var wire: WireFormat { get }
    var shape: RecordShape { get }
    /// The columns that a table must have; empty for formats without columns.
    var requiredColumns: [RequiredColumn] { get }
    /// The zone of times that name none, by its name in the tz database, unless the job says otherwise.
    var timeZone: String { get }

    /// Checks a table's header.
    /// - Parameter hasColumn: Whether the header has a column for a slot of the record.
    /// - Throws: `WireError.Code.columnMissing` for the first column that is missing, or `notAnExport` for a table of the
    ///   system that is not one of labels.
    func checkColumns(_ hasColumn: (Int) -> Bool) throws(WireError)
    /// Whether a file is one of this system's.
    func recognises(_ head: LabelFileHead) -> Bool
    /// A decoder for one file.
    func decoder(for settings: LabelSettings) -> any LabelDecoder
    /// Puts together what several records of a file say about one label.
    /// - Parameter labels: The labels of all records of the file that were not rejected, in their order.
    func gathered(_ labels: [Label]) -> [Label]
}

extension LabelSystem {
    package var requiredColumns: [RequiredColumn] { [] }

    package func gathered(_ labels: [Label]) -> [Label] { labels }

    package func checkColumns(_ hasColumn: (Int) -> Bool) throws(WireError) {
        try checkRequiredColumns(hasColumn)
    }

    /// Checks a table's header for the columns that each table of the system must have.
    func checkRequiredColumns(_ hasColumn: (Int) -> Bool) throws(WireError) {
        for column in requiredColumns where !hasColumn(column.slot) {
            throw WireError(
                .columnMissing, at: SourcePosition(line: 1, column: 1),
                "the column \(column.name) is missing")
        }
    }
}

/// A column without which a table says nothing.
package struct RequiredColumn: Hashable, Sendable {
    /// The slot of its value in the record.
    package var slot: Int
    /// Its name in the system's own files.
    package var name: String

    package init(slot: Int, name: String) {
        self.slot = slot
        self.name = name
    }
}

/// What label systems call the stores of a job.
package struct StoreNames: Hashable, Sendable {
    /// For each name or id, the store's id.
    package var ids: [String: String]
    /// Whether a name that is none of these is kept: it tells that the label is of another store.
    package var keepsOthers: Bool

    package init(_ ids: [String: String] = [:], keepsOthers: Bool = false) {
        self.ids = ids
        self.keepsOthers = keepsOthers
    }

    /// The store of a name, by its id; of another store the name itself, or `nil` where it says nothing.
    package subscript(name: String) -> String? { ids[name] ?? (keepsOthers ? name : nil) }
}

/// What a decoder needs to know besides the file's records.
package struct LabelSettings: Sendable {
    /// The file's name, for each label's `source`.
    package var file: String
    /// The zone of times that name none.
    package var timeZone: TimeZoneRules
    /// The currency of costs that name none.
    package var currency: Currency?
    /// The job's stores by the names or ids that the label system has for them.
    package var stores: StoreNames
    /// What the columns of a table are called, by their slots, when the job has renamed some; otherwise empty.
    package var columnNames: [String]

    package init(
        file: String, timeZone: TimeZoneRules, currency: Currency? = nil, stores: StoreNames = StoreNames(),
        columnNames: [String] = []
    ) {
        self.file = file
        self.timeZone = timeZone
        self.currency = currency
        self.stores = stores
        self.columnNames = columnNames
    }
}

/// Decodes the records of one file into labels.
package protocol LabelDecoder {
    /// Decodes one record.
    ///
    /// What could be read of a rejected record is there too, so that messages can name its order; it is not to be used.
    /// - Parameters:
    ///   - record: The record; labels keep nothing of it.
    ///   - labels: Takes a label for each box.
    ///   - findings: Empty; takes the rejection and the warnings.
    mutating func decode(_ record: Record, into labels: inout [Label], findings: inout RecordFindings)
}
