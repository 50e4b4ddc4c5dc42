import WireFormats

extension CodeCatalog {
    static let files = CodeSection(
        "Files that cannot be read", .error,
        intro: """
            The file is in `quarantine/` with `<file>.reason.json`: `code`, `line`, `column`, `message`, `cure`.
            None of its records were used.
            """,
        [
            CodeEntry(
                .malformed,
                happened: "the text breaks the rules of its format",
                matters: "half of a file could be taken for all of it",
                example: "<Orders><Order></Orders>"),
            CodeEntry(
                .truncated,
                happened: "the file ends too early; a young one is left where it is (exit status 75)",
                matters: "the orders behind the end would be missed",
                example: "<Orders><Order><OrderNumber>10"),
            CodeEntry(
                .empty,
                happened: "no bytes, or only blanks",
                matters: "an export that has failed often leaves an empty file",
                example: "a file of 0 bytes"),
            CodeEntry(
                .notAnExport,
                happened: """
                    something else: a web page, a login form, a message of the shop that the export \
                    failed; also XML with neither orders nor an empty list of them
                    """,
                matters: "a login page that is taken for an empty export hides a night of orders",
                example: "<html><title>Sign in</title>"),
            CodeEntry(
                .exportError,
                happened: "the document says itself that the export failed",
                matters: "there are orders, and they have not come",
                example: "{\"OK\": false, \"Messages\": [\"timeout\"]}"),
            CodeEntry(
                .doctypeRefused,
                happened: "a document type declaration, which could name other files; a web page has one too",
                matters: "it could make the machine read its own files, or grow without end",
                example: "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"),
            CodeEntry(
                .invalidEncoding,
                happened: "bytes that are not valid in the file's encoding",
                matters: "names and streets would be printed wrong",
                example: "the byte 0xFC in a file that says UTF-8"),
            CodeEntry(
                .tooDeep,
                happened: "nested deeper than `limits: {depth}`",
                matters: "no export is like this; it may be meant to exhaust the machine",
                example: "100,000 opening brackets"),
            CodeEntry(
                .fieldTooLong,
                happened: "one value is longer than `limits: {field}`",
                matters: "one value must not fill the memory",
                example: "an image of 5 MB in a field"),
            CodeEntry(
                .recordTooLong,
                happened: "one record is longer than `limits: {record}`",
                matters: "one record must not fill the memory",
                example: "an order of 40 MB"),
            CodeEntry(
                .tooManyRecords,
                happened: """
                    a file of labels with more than a million labels, or with more than 10,000 rejects \
                    or 100,000 warnings; more than 100,000 records beside the orders that refer to them
                    """,
                matters: "labels are held in memory until all are read",
                example: "a table of two million labels"),
            CodeEntry(
                .expansionLimit,
                happened: "a compressed file grows beyond `limits: {expansion}`",
                matters: "a small file must not fill the disk or the memory",
                example: "10 MB of .gz that become 10 GB"),
            CodeEntry(
                .compressionDamaged,
                happened: "a compressed file is damaged",
                matters: "what is behind the damage cannot be read",
                example: "a .gz that was uploaded in text mode"),
            CodeEntry(
                .columnMissing,
                happened: "a column without which a table says nothing is not there",
                matters: "every record would lack it",
                example: "a table without Order Number"),
            CodeEntry(
                .rowsApart,
                happened: "in a table, rows of one order have more than 10,000 other orders between them",
                matters: "the order would be split in two",
                example: "the order 1001 in row 2 and again in row 40,000"),
            CodeEntry(
                .referenceLate,
                happened: """
                    a record that orders refer to by its id stands behind them; a file is read once, \
                    from its beginning
                    """,
                matters: "the orders before it would have no address",
                example: "\"orders\" in front of \"addresses\""),
            CodeEntry(
                .readFailed,
                happened: "the system refused to read on; the run stops and nothing is moved",
                matters: "nobody knows what stands behind the fault",
                example: "Input/output error"),
        ])

    static let exitStatuses = CodeSection(
        "Exit statuses", .status,
        intro: "What a command ends with: the first that applies, in the order 70, 78, 66, 73, 74, 65, 75.",
        [
            CodeEntry(
                "0",
                happened: "all is accounted for",
                matters: "every record of every input is in the report",
                cure: "nothing",
                example: "waybill run nightly.yaml; echo $?"),
            CodeEntry(
                "64",
                happened: "the command line is wrong",
                matters: "nothing was begun",
                cure: "`waybill help`",
                example: "waybill convert orders.xml without --to"),
            CodeEntry(
                "65",
                happened: """
                    more rejects than `max-rejects:` allows, or a file went to quarantine; all other \
                    work is done
                    """,
                matters: "some orders or labels were not used, and a person has to look",
                cure: "look at `out/rejects/` and `quarantine/`",
                example: "one order without an address, with max-rejects: 0"),
            CodeEntry(
                "66",
                happened: "there is no such input or inbox",
                matters: "nothing was read",
                cure: "mend the path",
                example: "waybill run nightly.yaml in another folder"),
            CodeEntry(
                "70",
                happened: "a bug in Waybill: what came in is not what came out",
                matters: "a record may have been lost",
                cure: "keep the report and the inputs, and tell us",
                example: "read 9 orders, and wrote, rejected and excluded 8"),
            CodeEntry(
                "73",
                happened: "a file or folder cannot be created",
                matters: "inputs stay where they are until it can",
                cure: "mend the folder's permissions",
                example: "an outbox that belongs to another user"),
            CodeEntry(
                "74",
                happened: "a file cannot be read, written or moved",
                matters: "inputs stay where they are until it can",
                cure: "look at the disk",
                example: "Input/output error"),
            CodeEntry(
                "75",
                happened: """
                    try again: another run is at work, the disk is full, too many files are open, or \
                    files are still arriving
                    """,
                matters: "nothing is lost; some of the work is not done yet",
                cure: "run again later",
                example: "an upload that was younger than settle:"),
            CodeEntry(
                "78",
                happened: "the job file is wrong, or its folders lie on several file systems",
                matters: "no input was touched",
                cure: "mend the lines that are named",
                example: "nightly.yaml:12:5: stores.walmart-us.chanel: unknown key"),
        ])
}
