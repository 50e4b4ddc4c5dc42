import Channels
import DropFolder
import Labels
import Orders
import SystemPackage
import WireFormats

/// A job file for a start, with a comment at each key: what `waybill init` writes.
package struct NewJob: Sendable {
    /// A store with its channel's id.
    package struct Store: Hashable, Sendable {
        package var id: String
        package var channel: String

        package init(id: String, channel: String) {
            self.id = id
            self.channel = channel
        }
    }

    private let stores: [(id: String, channel: any Channel)]

    /// Takes the stores that the job is to have.
    /// - Throws: `JobError` for a channel that is not known, or for what the job file would be refused for.
    package init(_ stores: [Store]) throws(JobError) {
        var known: [(id: String, channel: any Channel)] = []
        for store in stores {
            guard let channel = ChannelCatalog.channel(store.channel) else {
                let cure = JobFileText.suggestion(for: store.channel, among: ChannelCatalog.all.map(\.id))
                throw JobError(.usage, "there is no channel \(printable(store.channel)): \(cure)")
            }
            if known.contains(where: { $0.id == store.id }) {
                throw JobError(.usage, "the store \(printable(store.id)) is there twice: give each its own id")
            }
            known.append((store.id, channel))
        }
        self.stores = known
        for id in known.map(\.id) where !JobFileText.isSafeName(id) || ["labels", "pending"].contains(id) {
            throw JobError(
                .usage,
                "\(JobFileText.quoted(id)) cannot be a store's id: use letters, digits, '.', '_' and '-', and neither "
                    + "labels nor pending")
        }
    }

    /// Writes the job file, and makes the folders of its inbox beside it.
    /// - Returns: What was made, for people.
    /// - Throws: `JobError` when there is such a file already: it is never overwritten.
    package func write(to path: String) throws(JobError) -> [String] {
        let target = FilePath(path)
        let isFolder = try disk { () throws(DiskError) in try Folders.exists(target) }
        let file = isFolder || path.hasSuffix("/") ? target.appending("job.yaml") : target
        let folder = file.removingLastComponent()
        let inputs = (stores.map { "in/orders/\($0.id)" } + ["in/labels"]).map { folder.pushing(FilePath($0)) }
        do throws(DiskError) {
            try Folders.make(folder.isEmpty ? "." : folder)
            try Folders.create(file, Array(yaml.utf8))
            for input in inputs { try Folders.make(input) }
        } catch {
            guard error.isExisting else { throw JobError(error) }
            throw JobError(
                .cannotCreate,
                "\(printable(file.string, limit: 4096)) is there already: give another name, or take it away")
        }
        return [file.string] + inputs.map { $0.string + "/" }
    }

    // MARK: - Text

    /// The job file.
    package var yaml: String {
        Self.head + stores.map { Self.store($0.id, $0.channel) }.joined(separator: "\n")
    }

    private static let head = """
        # A job of Waybill: where exports and labels arrive, where results go, and how each store is read.
        #
        #   waybill check job.yaml     says what would happen, writes nothing
        #   waybill run job.yaml       orders, then shipments: what a timer calls
        #
        # Paths are relative to this file. What stands behind a # is off; docs/job-file.md explains each key.
        version: 1

        inbox: in                  # exports arrive in in/orders/<store>/, label results in in/labels/
        outbox: out                # out/orders, out/shipments, out/updates, out/rejects
        archive: archive           # inputs that are done, by date; on the file system of the inbox
        quarantine: quarantine     # inputs that cannot be read, each with its reason; likewise
        ledger: ledger             # what was written and announced: keep it, and nothing happens twice
        reports: reports           # one report for each run
        orders: [out/orders]       # the orders that labels are joined with

        settle: 10s                # a file must have been left alone for so long before it is read
        max-rejects: 0             # more rejected records make the exit status 65; all work is done all the same
        pending-days: 14           # a label waits for its order for so long
        # announce: none           # writes no shipment update: for a migration
        # since: 2026-11-20        # writes none for labels from before this day

        labels:
          format: auto             # or one of: \(LabelCatalog.all.map(\.id).joined(separator: ", "))
          files: ["*"]             # names that are read
          # time-zone: America/Chicago   # of times that name none
          # currency: USD          # of costs that name none

        stores:

        """

    private static func store(_ id: String, _ channel: any Channel) -> String {
        var lines = [
            "  \(Self.quoted(id)):   # \(channel.title)", "    channel: \(channel.id)",
            "    files: [\"*\"]           # names that are read, such as \"*.xml\"",
            "    # currency: USD        # of amounts where the export names none",
            "    # time-zone: \(channel.timeZone ?? "UTC")      # of times that name none",
        ]
        if let days = channel.window {
            lines.append(
                "    # window: none         # orders of more than \(days) days before are left out, unless this is on")
        }
        for selector in channel.selectors {
            lines.append("    # select: {\(selector): [...]}   # the only orders that are taken")
        }
        return (lines + statuses(of: channel)).joined(separator: "\n") + "\n"
    }

    /// The channel's own table: for a guess of ours as what counts, so that its owner reads it, else as a reminder.
    private static func statuses(of channel: any Channel) -> [String] {
        let isOn = channel.statusesAreInferred
        let lead = isOn ? "    " : "    # "
        let meanings = OrderStatus.allCases.map(StatusMeaning.status) + [.exclude]
        let rows = meanings.compactMap { meaning -> String? in
            let words = channel.defaultStatuses.words.filter { $0.meaning == meaning }.map { quoted($0.word) }
            return words.isEmpty ? nil : "\(lead)  \(meaning.name): [\(words.joined(separator: ", "))]"
        }
        let comment = isOn ? "our own guess: compare with your shop's words" : "your shop's words, if they are others"
        return rows.isEmpty ? [] : ["\(lead)statuses:              # \(comment)"] + rows
    }

    private static func quoted(_ word: String) -> String {
        "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
