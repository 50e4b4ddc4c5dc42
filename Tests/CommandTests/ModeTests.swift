import Glibc
import TestSupport
import Testing

/// Whatever the umask is: what Waybill makes is for its owner alone.
@Suite struct ModeTests {
    @Test(arguments: ["000", "022", "077", "777"])
    func everythingIsTheOwnersAlone(_ mask: String) throws {
        let place = try Workplace()
        try place.copy("samples/demo/in", to: "in")
        try place.write("<Orders><Order>", to: "in/orders/outdoor/broken.xml")
        try place.copy("jobs/nightly.yaml", to: "template.yaml")
        try place.write(
            try place.read("template.yaml").replacing("settle: 10s", with: "settle: 0s"), to: "nightly.yaml")
        try place.copy("samples/demo/in/orders/outdoor", to: "orders")
        let outcome = try place.shell(
            """
            touch -d '1 hour ago' in/orders/outdoor/broken.xml
            find in -type d -exec chmod 755 {} + -o -exec chmod 644 {} +
            umask \(mask)
            waybill run nightly.yaml 2>/dev/null || test $? -eq 65
            umask 000
            waybill convert orders/orders-2026-11-22.xml --channel custom-store --to jsonl --rejects rejects.jsonl \
                >/dev/null 2>&1 || test $? -eq 65
            find archive quarantine ledger out reports work in/labels/pending rejects.jsonl -printf '%m %y %p\\n'
            """)
        #expect(outcome.status == 0, "\(outcome.messages)")
        let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2) }
        for line in lines {
            let (mode, type, path) = (line[0], line[1], line[2])
            // Inputs keep the mode of their sender, in folders that nobody else may enter.
            let isInput =
                type == "f" && (path.hasPrefix("archive/") || path.hasPrefix("quarantine/"))
                && !path.hasSuffix(".reason.json")
            #expect(mode == (isInput ? "644" : type == "d" ? "700" : "600"), "\(path)")
        }
        for (folder, least) in [
            ("archive/", 8), ("quarantine/", 3), ("ledger/", 8), ("out/orders/", 12), ("out/shipments/", 4),
            ("out/updates/", 7), ("out/rejects/", 2), ("reports/", 1), ("in/labels/pending/", 1), ("rejects.jsonl", 1),
        ] {
            #expect(lines.count { $0[2].hasPrefix(folder) } >= least, "\(folder)")
        }
    }
}
