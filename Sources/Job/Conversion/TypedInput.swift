import Channels
import DropFolder
import Labels
import Orders
import WireFormats

/// One file, and what a command line says about its store: each word as it was typed.
package struct TypedInput: Sendable {
    /// The file's path; `-` is standard input.
    package var file: String
    /// The channel's id; `nil` takes that of the job's store.
    package var channel: String?
    /// The label system's id, or `auto`; `nil` for order exports.
    package var labels: String?
    /// A job file, for everything that is not typed.
    package var job: String?
    /// The store's id: one of the job's, else a name for the outputs.
    package var store: String?
    package var currency: String?
    package var timeZone: String?
    package var statuses: String?
    package var unknownStatus: String?
    package var columns: String?
    package var window: String?
    package var encoding: String?
    /// How many threads may read it; `nil` is one for each processor, four at most.
    package var threads: Int?
    /// The moment that counts as now, in seconds since the epoch.
    package var now: Int64

    package init(file: String, now: Int64) {
        self.file = file
        self.now = now
    }
}

/// What a typed input means: the rules by which one file is read.
struct InputRules {
    /// What the file holds.
    enum Content {
        case orders(any Channel, StoreDefinition)
        case labels(LabelInputs)
    }

    var content: Content
    var limits = ReadLimits()
    var csv = CSVStyle()
}

extension TypedInput {
    /// Puts together what the job says and what was typed, which counts more.
    /// - Throws: `JobError` of code `usage` for a word that means nothing, `config` or `noInput` for a job file.
    func rules() throws(JobError) -> InputRules {
        let definition: JobDefinition? = if let job { try JobDefinition(contentsOf: job) } else { nil }
        var rules = InputRules(content: try labels == nil ? orders(definition) : .labels(labelInputs(definition)))
        if let definition { (rules.limits, rules.csv) = (definition.limits, definition.csv) }
        return rules
    }

    private func orders(_ definition: JobDefinition?) throws(JobError) -> InputRules.Content {
        var rules = try storeRules(definition)
        if let channel { rules.channel = channel }
        guard let channel = ChannelCatalog.channel(rules.channel) else {
            throw JobError(.usage, "there is no channel \(printable(rules.channel)); waybill channels lists them")
        }
        if definition == nil {
            let zones = ZoneFinder()
            rules.takeDefaults(of: channel, zone: zones.rules)
            if let failure = zones.failure { throw JobError(failure) }
            if let own = channel.timeZone, timeZone == nil, rules.timeZone.name != own {
                throw JobError(.usage, "this system has no time zone \(own); install tzdata, or give --time-zone")
            }
        }
        if let encoding { rules.encoding = try Self.encoding(encoding) }
        if let currency { rules.currency = try Self.currency(currency) }
        if let timeZone { rules.timeZone = try Self.zone(timeZone) }
        if let statuses { rules.statuses = try Self.statuses(statuses, matching: channel.statusMatching) }
        if let unknownStatus { rules.unknownStatus = try Self.policy(unknownStatus) }
        if let columns {
            let table = channel.orderFormats.first { $0.wire == .csv }?.shape
            rules.columns = try Self.columns(columns, of: table, title: channel.title, page: "channels/\(channel.id)")
        }
        if let window { rules.window = try Self.window(window) }
        return .orders(channel, rules)
    }

    private func storeRules(_ definition: JobDefinition?) throws(JobError) -> StoreDefinition {
        guard let definition else {
            return StoreDefinition(id: store ?? channel ?? "", channel: channel ?? "", announcements: Announcements())
        }
        guard let store else { throw JobError(.usage, "--job needs --store: the rules are those of one store") }
        if let found = definition.store(store) { return found }
        let known = definition.stores.map(\.id).joined(separator: ", ")
        throw JobError(.usage, "the job has no store \(printable(store)); it has \(known)")
    }

    private func labelInputs(_ definition: JobDefinition?) throws(JobError) -> LabelInputs {
        let ofOrders = [("--statuses", statuses), ("--unknown-status", unknownStatus), ("--window", window)]
        if let option = ofOrders.first(where: { $0.1 != nil }) {
            throw JobError(.usage, "\(option.0) is for orders: leave it out for label results")
        }
        var inputs = definition?.labels ?? LabelInputs()
        if let labels, labels != "auto" {
            // The job's columns are those of another system.
            if labels != inputs.tableSystem.id { inputs.columns = [:] }
            inputs.format = labels
        }
        if let currency { inputs.currency = try Self.currency(currency) }
        if let timeZone { inputs.timeZone = try Self.zone(timeZone) }
        if let encoding { inputs.encoding = try Self.encoding(encoding) }
        if let columns {
            let system = inputs.tableSystem
            inputs.columns = try Self.columns(
                columns, of: system.wire == .csv ? system.shape : nil, title: system.title,
                page: "labels/\(system.id)")
        }
        return inputs
    }

    // MARK: - Words

    private static func currency(_ text: String) throws(JobError) -> Currency {
        if let currency = Currency(text) { return currency }
        throw JobError(.usage, "--currency \(printable(text)): write three ISO 4217 letters, as USD")
    }

    private static func zone(_ name: String) throws(JobError) -> NamedTimeZone {
        if JobFileText.isZoneName(name),
            let rules = try disk({ () throws(DiskError) in try SystemTimeZones.rules(of: name) })
        {
            return NamedTimeZone(name: name, rules: rules)
        }
        throw JobError(.usage, "--time-zone \(printable(name)): no zone of this system; write one as America/Chicago")
    }

    private static func encoding(_ name: String) throws(JobError) -> TextEncoding {
        if let encoding = TextEncoding(rawValue: name.lowercased()) { return encoding }
        let known = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw JobError(.usage, "--encoding \(printable(name)): write one of \(known)")
    }

    /// `paid=awaiting_shipment,Backorder=exclude`: a shop's words, each with what it means.
    private static func statuses(
        _ text: String, matching: StatusTable.Matching
    ) throws(JobError) -> StatusTable {
        var table = StatusTable(matching: matching)
        for pair in text.split(separator: ",") {
            guard let mark = pair.lastIndex(of: "="), let meaning = meaning(pair[pair.index(after: mark)...].trimmed)
            else {
                let comma = matching == .withoutCommas ? "; leave out the commas inside of a word" : ""
                throw JobError(
                    .usage,
                    "--statuses \(printable(String(pair))): write word=status, with one of "
                        + meanings.joined(separator: ", ") + comma
                )
            }
            let word = String(pair[..<mark].trimmed)
            if let known = table[Array(word.utf8).span], known != meaning {
                throw JobError(
                    .usage,
                    "--statuses \(printable(word)): the word means \(known.name) already, and cannot mean \(meaning.name)"
                )
            }
            table.add(word, meaning)
        }
        return table
    }

    /// `Order Number=PO #,Ship Name=Recipient`: a table's columns, each behind what the documentation calls it.
    private static func columns(
        _ text: String, of table: RecordShape?, title: String, page: String
    ) throws(JobError) -> [String: String] {
        guard let table else { throw JobError(.usage, "--columns: \(title) has no tables") }
        var columns: [String: String] = [:]
        for pair in text.split(separator: ",") {
            guard let mark = pair.firstIndex(of: "=") else {
                throw JobError(.usage, "--columns \(printable(String(pair))): write our name=the table's name")
            }
            let name = String(pair[..<mark].trimmed)
            guard columns.updateValue(String(pair[pair.index(after: mark)...].trimmed), forKey: name) == nil else {
                throw JobError(.usage, "--columns \(printable(name)): the column is named twice")
            }
        }
        do throws(WireError) {
            _ = try table.renaming(columns)
        } catch {
            throw JobError(.usage, "--\(error.message); docs/\(page).md has the columns")
        }
        return columns
    }

    /// `none`, or a number of days.
    private static func window(_ text: String) throws(JobError) -> OrderWindow {
        if text == "none" { return .none }
        if let days = JobFileText.number(text) { return .days(days) }
        throw JobError(.usage, "--window \(printable(text)): write none, or a number of days")
    }

    private static var meanings: [String] { OrderStatus.allCases.map(\.rawValue) + ["exclude"] }

    private static func meaning(_ word: Substring) -> StatusMeaning? {
        switch word {
        case "exclude": .exclude
        case "canceled": .status(.cancelled)
        default: OrderStatus(rawValue: String(word)).map(StatusMeaning.status)
        }
    }

    private static func policy(_ word: String) throws(JobError) -> UnknownStatusPolicy {
        if word == "reject" { return .reject }
        switch meaning(word[...]) {
        case .status(let status): return .status(status)
        case .exclude: return .exclude
        case nil:
            throw JobError(
                .usage, "--unknown-status \(printable(word)): write one of reject, \(meanings.joined(separator: ", "))")
        }
    }
}

extension Substring {
    /// Without blanks at both ends.
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " }
        return start.lastIndex { $0 != " " }.map { start[...$0] } ?? ""
    }
}
