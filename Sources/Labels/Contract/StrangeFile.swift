import WireFormats

/// What a file is that no label system recognises, for people who look for what went wrong.
///
/// Of the file only names are repeated that label systems have themselves: the first row of a table without a header has
/// somebody's address in it.
package enum StrangeFile {
    /// What the file seems to be, and what to do about it.
    /// - Parameters:
    ///   - head: What its beginning shows.
    ///   - firstBytes: The beginning itself.
    package static func description(of head: LabelFileHead, firstBytes: Span<UInt8>) -> String {
        switch head.wire {
        case .json: answer(head) ?? json(head)
        case .xml: document(head)
        case .csv: notATable(firstBytes) ?? table(head)
        case nil: "the file is empty"
        }
    }

    // MARK: - JSON

    /// An answer of an API that has no labels, by the members that are always in it.
    private static func answer(_ head: LabelFileHead) -> String? {
        func has(_ members: String...) -> Bool { members.allSatisfy { head.hasMember(folded: $0) } }
        if has("approved", "message") {
            return "this is the answer to a request that voids a label, which it does not name: "
                + "fetch the labels again, they say which are void"
        }
        if has("tracking_code", "tracking_details") || has("trackers") {
            return "these are EasyPost's trackers, which say where parcels are: "
                + "fetch the shipments, which have the labels"
        }
        if has("num_shipments") {
            return "this is a batch of EasyPost, without carriers and costs: fetch its shipments"
        }
        if has("resource_url") {
            return "this is a notice that something happened: fetch the labels at its resource_url"
        }
        if has("orderId", "orderNumber"), !has("trackingNumber") {
            return "this names an order and no label, as the answer of a request that marks orders as shipped: "
                + "fetch /fulfillments"
        }
        if has("error") || has("errors") || has("detail") || has("message") {
            return "this is an answer that reports an error, and has no labels: see what it says, and fetch them again"
        }
        return nil
    }

    private static func json(_ head: LabelFileHead) -> String {
        let names = head.memberNames
        let alike = LabelCatalog.all.filter { $0.wire == .json }
            .map { system in (system: system, count: names.count { system.shape.knows($0) }) }
            .max { $0.count < $1.count }
        guard let alike, alike.count >= 3 else {
            return "no label system has this JSON, and it is no error that is known: waybill labels tells what each has"
        }
        return "no label system has this JSON: \(alike.count) of its members are \(alike.system.id)'s, "
            + "which is recognised as \(alike.system.recognition)"
    }

    // MARK: - XML

    private static func document(_ head: LabelFileHead) -> String {
        guard let root = head.root else { return "this is XML without an element in its beginning" }
        if root.localName.lowercased() == "html" {
            return "this is a web page, as one that asks for a password: download the export again"
        }
        if root.localName == "Envelope" {
            return "this is the answer of a web service, as one that reports an error: export the labels again"
        }
        let known = LabelCatalog.all.filter { $0.wire == .xml }.map { "\($0.id) is recognised as \($0.recognition)" }
        return "no label system has this XML: " + known.joined(separator: "; ")
    }

    // MARK: - Tables

    private static func notATable(_ text: Span<UInt8>) -> String? {
        func starts(_ mark: StaticString) -> Bool {
            let mark = Array(mark.description.utf8)
            return text.count >= mark.count && mark.indices.allSatisfy { text[$0] == mark[$0] }
        }
        if starts("%PDF") { return "this is a PDF, as of a printed label: export the labels as a table" }
        if starts("PK\u{03}\u{04}") {
            return "this is a ZIP archive, as spreadsheets are: save the table as CSV, or unpack it"
        }
        return text.indices.contains { text[$0] == 0 } ? "this is neither a table nor JSON nor XML" : nil
    }

    private static func table(_ head: LabelFileHead) -> String {
        if head.separator != UInt8(ascii: ",") {
            let sign = [UInt8(ascii: ";"): "semicolons", UInt8(ascii: "\t"): "tabs"][head.separator] ?? "other signs"
            return "this is a table with \(sign) between its columns: label systems write commas, so export it again, "
                + "or let the spreadsheet save it with commas"
        }
        if head.hasColumn("Net Charge Amount"), head.hasColumn("Express or Ground Tracking ID") {
            return "this is FedEx's invoice (Billing Online), which has charges and no labels: "
                + "export the labels from the program that makes them"
        }
        let found = LabelCatalog.all.filter { $0.wire == .csv }
            .map { system in (system: system, columns: Set(system.shape.columnNames.filter { head.hasColumn($0) })) }
        guard let alike = found.max(by: { $0.columns.count < $1.columns.count }), !alike.columns.isEmpty else {
            return "no label system has this table, nor one of its \(head.columnCount) columns: "
                + "if it has labels, say in the job's labels: {columns:} what the columns are called"
        }
        return "no label system has this table: \(alike.columns.sorted().joined(separator: ", ")) are "
            + "\(alike.system.id)'s columns, which is recognised as \(alike.system.recognition)"
    }
}
