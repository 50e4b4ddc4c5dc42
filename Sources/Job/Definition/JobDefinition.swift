package import Labels
package import Orders
package import SystemPackage
package import WireFormats

/// What a job file says: where files come from and go to, and the rules they are read by.
///
/// Every value is final: relative paths have been put behind the job file's folder, defaults are filled in, and what the job
/// says for all stores has been handed on to each. `docs/job-file.md` is the reference for users.
package struct JobDefinition: Sendable {
    /// The job file itself, as the caller named it.
    package var file: FilePath
    /// `inbox`: holds `orders/<store>/` and `labels/`; default `in`.
    package var inbox: FilePath
    /// `outbox`: takes `orders/`, `shipments/`, `updates/` and `rejects/`; default `out`.
    package var outbox: FilePath
    /// `archive`: takes the inputs that are done, by date; default `archive`.
    package var archive: FilePath
    /// `quarantine`: takes the inputs that cannot be read; default `quarantine`.
    package var quarantine: FilePath
    /// `ledger`: remembers what was written and announced; default `ledger`.
    package var ledger: FilePath
    /// `work`: holds what a run has claimed; default `work` beside the inbox, since it must be on its file
    /// system; in the job's folder when that is the inbox.
    package var work: FilePath
    /// `orders`: the folders of normalized orders that labels are joined with; default `orders` in the outbox.
    package var orders: [FilePath]
    /// `reports`: takes a report of each run; default `reports`.
    package var reports: FilePath
    /// `settle`: for how many seconds a file must have been left alone before it is read; default 10.
    package var settle = 10
    /// `done-marker`: the name of the file that says an input is complete, with `{name}` for the input's own; waited
    /// for instead of `settle`.
    ///
    /// Default: none.
    package var doneMarker: String?
    /// `max-rejects`: how many rejects make a run fail; default none at all.
    package var maxRejects = RejectLimit.count(0)
    /// `limits`: what is refused as too large.
    package var limits = ReadLimits()
    /// `csv`: how our CSV files are written.
    package var csv = CSVStyle()
    /// `pending-days`: for how many days a label waits for its order; default 14.
    package var pendingDays = 14
    /// `repeats: write`: whether orders are written again though nothing changed; default no.
    package var writesRepeats = false
    /// `labels`: how label results are found and read.
    package var labels = LabelInputs()
    /// `stores`: in the order of the file; at least one, each id once.
    package var stores: [StoreDefinition] = []

    /// The most bytes that a job file may have.
    package static let maximumFileBytes = 1 << 20

    /// What others call the job, such as `nightly`: its file's name without the ending.
    package var name: String { file.stem ?? "job" }

    /// The store of an id, or `nil`.
    package func store(_ id: String) -> StoreDefinition? { stores.first { $0.id == id } }

    /// The defaults of a job whose file lies here.
    init(file: FilePath) {
        let folder = file.removingLastComponent()
        self.file = file
        inbox = folder.appending("in")
        outbox = folder.appending("out")
        archive = folder.appending("archive")
        quarantine = folder.appending("quarantine")
        ledger = folder.appending("ledger")
        reports = folder.appending("reports")
        work = inbox.sibling("work")
        orders = [outbox.appending("orders")]
    }
}

extension FilePath {
    /// The path of another name in the same folder.
    func sibling(_ name: String) -> FilePath { appending("..").appending(name).lexicallyNormalized() }
}

/// How many rejected records a run may have before it counts as failed; all work is done all the same.
package enum RejectLimit: Hashable, Sendable {
    /// So many records.
    case count(Int)
    /// So many of a million records, from a percentage.
    case perMillion(Int)

    /// Whether there are too many.
    /// - Parameters:
    ///   - rejected: The rejected records.
    ///   - read: All records, these included.
    package func isExceeded(by rejected: Int, of read: Int) -> Bool {
        switch self {
        case .count(let most): rejected > most
        case .perMillion(let share): rejected.multipliedFullWidth(by: 1_000_000) > read.multipliedFullWidth(by: share)
        }
    }
}

/// Which shipments are announced to the shops.
package struct Announcements: Hashable, Sendable {
    /// `announce`: whether any are; a migration has `none`.
    ///
    /// Default: all.
    package var isOn = true
    /// `since`: a date, without a time; what is older is not announced.
    ///
    /// Default: no bound.
    package var since: Timestamp?
}

/// How label results are found and read.
package struct LabelInputs: Sendable {
    /// `format`: the id of the label system; `nil` (in the file `auto`, the default) finds it from the content.
    package var format: String?
    /// `files`: patterns of the names that are read; default all.
    package var files = ["*"]
    /// `time-zone`: the zone of times that name none; `nil` leaves it to the format.
    package var timeZone: NamedTimeZone?
    /// For what label systems call a store, `label-names`, the store's id; other names count once there are any.
    package var stores = StoreNames()
    /// `exclude-stores`: what label systems call the stores of other jobs; their labels write no update.
    package var excludedStores: Set<String> = []
    /// `currency`: the currency of costs where the format names none; unknown unless given.
    package var currency = Currency.unknown
    /// `columns`: for names of the columns of our own tables, or of those of `format`, what the tables call them.
    package var columns: [String: String] = [:]
    /// `encoding`: of CSV and JSON files; `nil` is UTF-8, or UTF-16 with a byte-order mark.
    package var encoding: TextEncoding?
}

/// A zone with the name that the job gives it.
package struct NamedTimeZone: Hashable, Sendable {
    /// The name in the time zone database, such as `America/Chicago`.
    package var name: String
    package var rules: TimeZoneRules
}
