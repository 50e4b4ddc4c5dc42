import Channels
import Job
import SystemPackage
import TestSupport
import Testing
import WireFormats

/// One case of `samples/`: an input, what must come of it, and a page that says why.
struct Sample: CustomTestStringConvertible, Sendable {
    /// What is shown, after the folder above the case.
    enum Kind {
        case orders
        case shipments
        case labels
    }

    /// The folder, relative to the checkout.
    let path: String
    let kind: Kind
    /// The channel or label system.
    let subject: String

    var folder: ExistingFolder { ExistingFolder(Checkout.root + "/" + path) }
    var testDescription: String { path }

    /// Every case there is.
    static let all: [Sample] = {
        let root = ExistingFolder(Checkout.root + "/samples")
        return root.folders(in: "").flatMap { subject in
            subject == "labels"
                ? root.folders(in: subject).flatMap { cases(in: root, subject + "/" + $0, .labels, $0) }
                : cases(in: root, subject + "/orders", .orders, subject)
                    + cases(in: root, subject + "/shipments", .shipments, subject)
        }
    }()

    private static func cases(in root: ExistingFolder, _ group: String, _ kind: Kind, _ subject: String) -> [Sample] {
        root.folders(in: group).map { Sample(path: "samples/\(group)/\($0)", kind: kind, subject: subject) }
    }

    /// The name of the file that is there to be read, such as `input.xml`.
    func input(_ stem: String = "input") -> String? {
        folder.files().first { $0.hasPrefix(stem + ".") && !$0.hasSuffix(".yaml") }
    }

    /// The format of an order export, as its beginning says.
    var format: OrderFormat? {
        guard let name = input(), let bytes = folder.read(name), let channel = ChannelCatalog.channel(subject) else {
            return nil
        }
        var input = ByteInput(bytes: bytes)
        guard let head = try? input.peek(4096) else { return nil }
        return channel.orderFormat(of: OrderFileHead(firstBytes: head.span))
    }

    /// What must come out: names, relative to the case, and contents.
    var expected: [String: [UInt8]] {
        let names = folder.files().filter { $0.hasPrefix("expected") }
        return Dictionary(uniqueKeysWithValues: names.map { ($0, folder.read($0) ?? []) })
    }
}

/// Keeps what a person would be told.
final class Listener: RunObserver {
    private(set) var lines: [String] = []

    func found(_ finding: Finding) { lines.append(finding.line) }
    func progress(_ progress: RunProgress) {}
    func note(_ text: String) {}

    /// The lines as a file, if there are any.
    var file: [UInt8]? { lines.isEmpty ? nil : Array((lines.joined(separator: "\n") + "\n").utf8) }
}

extension Sample {
    /// 2026-11-23T06:00:00Z: what counts as now, unless a case of orders has its own in `as-of`.
    static let now: Int64 = 1_795_413_600

    /// Does with the case what a user would do.
    /// - Returns: Names, relative to the case, and contents; not the descriptors of tables, which say the same for all.
    func produce() throws -> [String: [UInt8]] {
        switch kind {
        case .orders: try produceOrders()
        case .shipments: try produceShipments()
        case .labels: try produceLabels()
        }
    }

    /// A drop folder with a job for the case's stores: those of `stores.yaml`, else one, `sample`.
    func dropFolder() -> TemporaryFolder {
        let place = TemporaryFolder()
        place.write("job.yaml", job(channel: subject))
        return place
    }

    /// A job with the case's stores, and what the case has to say of labels, the keys in `labels.yaml`, and of the job
    /// as a whole, those in `job.yaml`.
    private func job(channel: String) -> String {
        let storeKeys = folder.text("store.yaml") ?? ""
        let stores = folder.text("stores.yaml") ?? "sample:\n  channel: \(channel)\n" + Self.indented(storeKeys)
        let labels = folder.text("labels.yaml").map { "labels:\n" + Self.indented($0) } ?? ""
        let keys = folder.text("job.yaml") ?? ""
        return "version: 1\nsettle: 0s\nmax-rejects: 100%\n" + keys + labels + "stores:\n" + Self.indented(stores)
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    private func put(_ name: String, of night: ExistingFolder? = nil, into place: TemporaryFolder, as path: String)
        throws
    {
        guard let bytes = (night ?? folder).read(name) else { throw MissingFile(name: path + "/" + name) }
        place.write(path, bytes)
    }

    private func produceOrders() throws -> [String: [UInt8]] {
        let place = dropFolder()
        let input = try named(input())
        try put(input, into: place, as: "in/orders/sample/" + input)
        let listener = Listener()
        let now = folder.text("as-of").flatMap { RunOptions.seconds(of: String($0.prefix { $0 != "\n" })) }
        let report = try run(place, listener, at: now ?? Self.now)
        var found: [String: [UInt8]] = ["expected.messages": listener.file].compactMapValues(\.self)
        for name in place.files(below: "out") where !name.hasSuffix(".datapackage.json") {
            found["expected." + name.replacing(/^.*-[0-9a-f]{12}\./, with: "")] = place.read("out/" + name)
        }
        for file in report.files where file.fate == .quarantined {
            found["expected.quarantine"] = Array(((file.reason ?? "") + "\n").utf8)
        }
        return found
    }

    /// The folders of what comes in each night: `night-1`, `night-2` and so on, or the case's own.
    private var nights: [(name: String, folder: ExistingFolder)] {
        let names = folder.folders(in: "").filter { $0.hasPrefix("night-") }
        guard !names.isEmpty else { return [("", folder)] }
        let inOrder = names.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        return inOrder.map { ($0 + "/", ExistingFolder(folder.path + "/" + $0)) }
    }

    /// Runs night after night; what each one adds or changes is what is expected of it.
    private func produceShipments() throws -> [String: [UInt8]] {
        let place = dropFolder()
        var found: [String: [UInt8]] = [:]
        var before: [String: [UInt8]] = [:]
        for (number, night) in nights.enumerated() {
            let inputs = night.folder.files().filter {
                ($0.hasPrefix("orders") || $0.hasPrefix("labels")) && !$0.hasSuffix(".yaml")
            }
            guard !inputs.isEmpty else { throw MissingFile(name: path + "/" + night.name) }
            for input in inputs {
                let store = input.firstMatch(of: /^orders-([a-z]+)\./)?.1 ?? "sample"
                let area = input.hasPrefix("labels") ? "in/labels/" : "in/orders/\(store)/"
                try put(input, of: night.folder, into: place, as: area + input)
            }
            let listener = Listener()
            _ = try run(place, listener, at: Self.now + Int64(number) * 86400)
            found["expected/\(night.name)messages"] = listener.file
            var now: [String: [UInt8]] = [:]
            for name in place.files(below: "out")
            where !name.hasPrefix("orders/") && !name.hasSuffix(".datapackage.json") {
                now[name] = place.read("out/" + name)
            }
            for name in place.files(below: "in/labels") { now[name] = place.read("in/labels/" + name) }
            for (name, bytes) in now where before[name] != bytes {
                found["expected/" + night.name + Self.withoutDigest(name)] = bytes
            }
            before = now
        }
        if nights.count == 1, let messages = found.removeValue(forKey: "expected/messages") {
            found["expected.messages"] = messages
        }
        return found
    }

    private func run(_ place: TemporaryFolder, _ listener: Listener, at now: Int64 = Sample.now) throws -> RunReport {
        let definition = try JobDefinition(contentsOf: place.path + "/job.yaml")
        return try RunJob(definition, RunOptions(now: now)).run(observer: listener)
    }

    private func produceLabels() throws -> [String: [UInt8]] {
        let place = TemporaryFolder()
        let listener = Listener()
        var found: [String: [UInt8]] = [:]
        let hasJob = folder.text("labels.yaml") != nil
        if hasJob { place.write("job.yaml", job(channel: "custom-store")) }
        for target in [ConvertOrders.Target.jsonl, .csv] {
            var input = TypedInput(file: folder.path + "/" + (try named(self.input())), now: Self.now)
            input.labels = "auto"
            input.job = hasJob ? place.path + "/job.yaml" : nil
            let isFirst = target == .jsonl
            let output = try FileDescriptor.open(
                place.path + "/out", .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
            defer { try? output.close() }
            do throws(JobError) {
                _ = try ConvertFile(input, to: target, rejects: isFirst ? place.path + "/rejects" : nil).run(
                    output: output, observer: isFirst ? listener : Listener())
            } catch {
                return ["expected.quarantine": Array((error.message + "\n").utf8)]
            }
            found["expected.\(target.rawValue)"] = place.read("out")
        }
        found["expected.messages"] = listener.file
        if let rejects = place.read("rejects"), !rejects.isEmpty { found["expected.rejects.jsonl"] = rejects }
        return found
    }

    private func named(_ name: String?) throws(MissingFile) -> String {
        guard let name else { throw MissingFile(name: path) }
        return name
    }

    /// `updates/sample/labels-0123456789ab.voids.csv` is `updates/sample/labels.voids.csv`.
    private static func withoutDigest(_ name: String) -> String {
        name.replacing(/labels(-[a-z0-9]+)?-[0-9a-f]{12}/) { "labels" + ($0.1 ?? "") }
    }
}

/// A case without what it needs.
struct MissingFile: Error {
    var name: String
}
