import Testing

/// What `waybill convert` and `waybill check` are told in place of a job.
@Suite struct ConvertOptionsTests {
    /// Whatever Sears' three days leave out is counted, and an older export is read with another window.
    @Test func countsWhatItLeavesOut() throws {
        let place = try Workplace()
        try place.copy("samples/sears/orders/too-old/input.xml", to: "po.xml")
        func convert(_ options: String...) throws -> Workplace.Outcome {
            try place.shell("waybill convert po.xml --channel sears --to jsonl " + options.joined(separator: " "))
        }
        let now = "--as-of 2026-11-23T06:00:00Z"
        let outcome = try convert(now)
        #expect(outcome.status == 0)
        #expect(outcome.output.split(separator: "\n").count == 1)
        #expect(
            outcome.messages == "waybill: 2 read: 1 written, 1 excluded; --verbose says why orders were excluded\n")
        #expect(try convert(now, "--quiet").messages == "")
        #expect(
            try convert(now, "--verbose").messages.hasSuffix(
                "[too_old] order 52301\nwaybill: 2 read: 1 written, 1 excluded\n"))
        let none = try convert("--window none --as-of 2027-11-23")
        #expect(none.output.split(separator: "\n").count == 2)
        #expect(none.messages == "")
        #expect(try convert(now, "--window 2").output == "")
        #expect(try convert(now, "--window 999999999999999999").messages == "")
        #expect(try convert(now, "--window 4").output.split(separator: "\n").count == 2)
        let check = try place.waybill("check", "po.xml", "--channel", "sears", "--window", "none")
        #expect(check.output == "2 read: 2 written\n")
        // Midnight in UTC is still the 22nd on Sears' clock.
        #expect(try convert("--as-of 2026-11-23").output.split(separator: "\n").count == 2)
    }

    @Test func countsWhatItRejects() throws {
        let place = try Workplace()
        try place.copy("samples/demo/in/orders/outdoor/orders-2026-11-22.xml", to: "mixed.xml")
        let mixed = try place.waybill("convert", "mixed.xml", "--channel", "custom-store", "--to", "csv")
        #expect(mixed.messages.hasSuffix("\nwaybill: 3 read: 2 written, 1 rejected\n"))
        try place.write(
            "Order ID,Tracking Number,Cost,Ship Date\nW-2,T2,$4.95,4/15/2026\nW-3,T3,much,4/15/2026\n", to: "pirate.csv"
        )
        let labels = try place.waybill("convert", "pirate.csv", "--labels", "pirate-ship", "--to", "csv")
        #expect(labels.status == 65)
        #expect(labels.messages.hasSuffix("\nwaybill: 2 read: 1 written, 1 rejected\n"))
    }

    @Test func takesTheColumnsOfATable() throws {
        let place = try Workplace()
        try place.copy("samples/geekseller/orders/csv-every-field/input.csv", to: "ours.csv")
        let outcome = try place.shell(
            """
            waybill convert ours.csv --channel geekseller --to csv > ours
            sed '1s/Order Number/PO # = key/; 1s/Ship Name/Recipient/' ours.csv > theirs.csv
            waybill convert theirs.csv --channel geekseller --to csv \
                --columns 'order number = PO # = key,Ship Name=Recipient' > theirs
            diff <(sed 's/ours.csv/theirs.csv/' ours) theirs
            """)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.messages)")
        #expect(outcome.messages == "")
        #expect(try place.read("theirs").split(separator: "\n").count > 1)
        let lacking = try place.waybill(
            "convert", "ours.csv", "--channel", "geekseller", "--to", "csv", "--columns", "Order Number=PO")
        #expect(lacking.status == 65)
        #expect(lacking.messages.contains("[column_missing]"))

        try place.write("PO,Parcel\nW-1,T1\n", to: "labels-own.csv")
        let labels = try place.waybill(
            "convert", "labels-own.csv", "--labels", "csv", "--to", "jsonl", "--columns",
            "orderNumber=PO,trackingNumber=Parcel")
        #expect(labels.output.contains(#""orderNumber":"W-1","trackingNumber":"T1""#), "\(labels.messages)")
    }

    /// What is typed counts more than the job, and the rest of the job still counts.
    @Test func takesColumnsAndWindowBesideAJob() throws {
        let place = try Workplace()
        try place.copy("samples/sears/orders/csv-too-old/input.csv", to: "po.csv")
        try place.write(
            "version: 1\nstores:\n  a: {channel: sears, columns: {po-number: PO}, window: {days: 1}, unknown-status: exclude}\n",
            to: "job.yaml")
        let job = try place.waybill("convert", "po.csv", "--job", "job.yaml", "--store", "a", "--to", "jsonl")
        #expect(job.status == 65)
        let typed = try place.waybill(
            "convert", "po.csv", "--job", "job.yaml", "--store", "a", "--to", "jsonl", "--columns",
            "po-number=po-number", "--window", "none")
        #expect(typed.status == 0, "\(typed.messages)")
        #expect(typed.output.contains(#""store":"a""#))
        #expect(typed.messages == "")
    }

    @Test(arguments: [
        "labels.csv --labels auto --to csv --window none",
        "labels.csv --labels auto --to csv --statuses paid=shipped",
        "labels.csv --labels auto --to csv --unknown-status exclude",
        "good.xml --channel custom-store --to csv --columns 'Order Number=PO'",
        "labels.json --labels shipstation-v1 --to csv --columns orderNumber=PO",
        "good.xml --channel geekseller --to csv --columns 'Order Number'",
        "good.xml --channel geekseller --to csv --columns 'Order=PO'",
        "good.xml --channel geekseller --to csv --columns 'Order Number='",
        "good.xml --channel geekseller --to csv --columns 'Order Number=PO,Order Number=No'",
        "good.xml --channel geekseller --to csv --columns 'Order Number=PO,order_number=No'",
        "good.xml --channel geekseller --to csv --columns 'Order Number=PO,SKU=PO'",
        "good.xml --channel custom-store --to csv --window 3d",
        "good.xml --channel custom-store --to csv --window -1",
    ])
    func refusesWhatMakesNoSense(_ example: String) throws {
        let place = try Workplace()
        try place.copy("samples/demo/in/orders/outdoor/orders-2026-11-23.xml", to: "good.xml")
        try place.copy("samples/demo/in/labels/shipments-v1.json", to: "labels.json")
        try place.copy("samples/demo/in/labels/shipped-2026-11-23.csv", to: "labels.csv")
        let outcome = try place.shell("waybill convert " + example)
        #expect(outcome.status == 64, "\(outcome.messages)")
        #expect(outcome.output == "")
        #expect(outcome.messages.contains("--"))
    }

    @Test func theHelpSaysWhatOptionsAreFor() throws {
        let place = try Workplace()
        for command in ["run", "convert", "check"] {
            let help = try place.shell("waybill help \(command) | tr -s ' \n' ' '")
            #expect(help.output.contains("A date alone is its midnight in UTC"))
        }
        let help = try place.shell("waybill help convert | tr -s ' \n' ' '").output
        #expect(help.contains("The encoding of tables and JSON."))
    }
}
