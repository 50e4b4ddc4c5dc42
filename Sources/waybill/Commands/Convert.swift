import ArgumentParser
import Job

/// What says which file is read and by which rules.
struct InputArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The channel that exported the orders.", valueName: "id"))
    var channel: ChannelID?

    @Option(help: ArgumentHelp("The file has label results: auto, or the label system.", valueName: "id"))
    var labels: LabelSystemID?

    @Option(help: ArgumentHelp("Take the rules of a store of this job.", valueName: "file"), completion: .file())
    var job: String?

    @Option(help: ArgumentHelp("The store's id. (default: the channel's)", valueName: "id"))
    var store: String?

    @Option(help: ArgumentHelp("The currency of amounts when the file names none.", valueName: "USD"))
    var currency: String?

    @Option(help: ArgumentHelp("The zone of times that name none. (default: UTC)", valueName: "America/Chicago"))
    var timeZone: String?

    @Option(
        help: ArgumentHelp(
            "The shop's own status words, compared letter by letter.", valueName: "paid=awaiting_shipment,…"))
    var statuses: String?

    @Option(
        help: ArgumentHelp(
            "What becomes of an order in another status: reject, exclude or a status.", valueName: "word"))
    var unknownStatus: String?

    @Option(
        help: ArgumentHelp(
            "What a table calls its columns, each behind our name for it.", valueName: "Order Number=Order No,…"))
    var columns: String?

    @Option(
        help: ArgumentHelp(
            "How many days old an order may be, or none for any age. (default: the channel's)", valueName: "none|days"))
    var window: String?

    @Option(
        help: ArgumentHelp("The encoding of tables and JSON. (default: UTF-8)", valueName: "windows-1252"))
    var encoding: String?

    @Option(help: Moment.help)
    var asOf: Moment?

    func validate() throws {
        if channel != nil, labels != nil {
            throw ValidationError("A file has orders or labels: give --channel or --labels, not both.")
        }
    }

    /// Refuses a command line that does not say what the file is.
    func requireContent() throws {
        if channel == nil, labels == nil, job == nil || store == nil {
            throw ValidationError("Say what the file is: --channel ID, --labels auto, or --job FILE --store ID.")
        }
    }

    /// What was typed.
    func typed(_ file: String) -> TypedInput {
        var input = TypedInput(file: file, now: (asOf ?? .now).seconds)
        input.encoding = encoding
        input.channel = channel?.id
        input.labels = labels?.id
        input.job = job
        input.store = store
        input.currency = currency
        input.timeZone = timeZone
        input.statuses = statuses
        input.unknownStatus = unknownStatus
        input.columns = columns
        input.window = window
        return input
    }
}

struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert one file to standard output: no folders, no ledger.",
        discussion: """
            Examples:
              waybill convert orders.xml --channel custom-store --to jsonl
              waybill convert orders.xml --channel custom-store --to csv --statuses 'new=awaiting_shipment,done=shipped'
              waybill convert orders.csv --channel geekseller --to csv --columns 'Order Number=PO #,Ship Name=Recipient'
              waybill convert po.xml --channel sears --to jsonl --window none
              waybill convert orders.xml --job nightly.yaml --store walmart-us --to lines --rejects rejects.jsonl
              waybill convert shipments.json --labels auto --to csv
              curl … | waybill convert - --channel geekseller --to jsonl | jq .orderNumber

            When orders were excluded or records rejected, the last line on standard error counts them. The exit status is 65
            when a record was rejected; what was written before any other failure is not to be used.
            """)

    @Argument(help: "The file; - reads standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("jsonl and csv have one order each, lines one line item.", valueName: "jsonl|csv|lines"))
    var to: ConvertOrders.Target

    @Option(help: ArgumentHelp("Write rejected records here, as JSON Lines.", valueName: "file"), completion: .file())
    var rejects: String?

    @OptionGroup var input: InputArguments
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var messages: MessageOptions

    func validate() throws { try input.requireContent() }

    func run() throws {
        let watcher = Watcher(messages)
        defer { watcher.finish() }
        var typed = input.typed(file)
        typed.threads = threads.threads
        let outcome = try ConvertFile(typed, to: to, rejects: rejects).run(observer: watcher)
        watcher.finish()
        if outcome.rejected + outcome.excluded > 0 {
            let isUntold = outcome.excluded > 0 && !messages.verbose
            watcher.note(outcome.line + (isUntold ? "; --verbose says why orders were excluded" : ""))
        }
        if outcome.rejected > 0 { throw ExitCode(JobError.Code.data.rawValue) }
    }
}

extension ConvertOrders.Target: ExpressibleByArgument {}
