import Channels
import DropFolder
import Labels
import Orders
package import SystemPackage
import WireFormats

extension JobDefinition {
    /// Reads a job file.
    /// - Throws: `JobError` with every mistake of the file, one a line, each with line, column and cure.
    package init(contentsOf path: String) throws(JobError) {
        switch try Self.reading(path) {
        case .success(let definition): self = definition
        case .failure(let mistakes): throw JobError(.config, mistakes.description)
        }
    }

    /// Reads a job file, and gives its mistakes one by one.
    /// - Throws: `JobError` when there is no file that could have mistakes.
    package static func reading(_ path: String) throws(JobError) -> Result<JobDefinition, InvalidJobFile> {
        let file = FilePath(path)
        let bytes: [UInt8]?
        do throws(DiskError) {
            bytes = try Folders.read(file, limit: Self.maximumFileBytes + 1, followsLinks: true)
        } catch {
            throw JobError(
                .noInput, "cannot read the job file: \(singleLine(error.message)); \(DiskCure(errno: error.errno).text)"
            )
        }
        guard let bytes else {
            throw JobError(.noInput, "there is no job file \(printable(path)); see docs/job-file.md")
        }
        guard bytes.count <= Self.maximumFileBytes else {
            throw JobError(.config, "\(printable(path)) is too large for a job file")
        }
        let zones = ZoneFinder()
        let vocabulary = JobVocabulary(labelFormats: LabelCatalog.all.map(\.id), timeZone: zones.rules)
        let result = Result { () throws(InvalidJobFile) in
            try JobFileReader.read(String(decoding: bytes, as: UTF8.self), file: file, vocabulary)
        }
        if let failure = zones.failure { throw JobError(failure) }
        return result
    }
}

/// Turns the YAML of a job file into a definition.
package enum JobFileReader {
    /// Reads a job file's text.
    package static func read(
        _ yaml: String, file: FilePath, _ vocabulary: JobVocabulary
    ) throws(InvalidJobFile) -> JobDefinition {
        let findings = JobFileFindings(file: file)
        var definition = JobDefinition(file: file)
        if let root = compose(yaml, findings) {
            JobReading(vocabulary: vocabulary, findings: findings)
                .read(JobFileNode(node: root, keyPath: "", findings: findings), into: &definition)
        }
        if let verdict = findings.verdict { throw verdict }
        return definition
    }

    private static func compose(_ yaml: String, _ findings: JobFileFindings) -> YAMLNode? {
        do throws(YAMLError) {
            if let node = try YAMLNode.read(Array(yaml.utf8).span) { return node }
            findings.add(
                "the file is empty", "see docs/job-file.md", keyPath: "", at: SourcePosition(line: 1, column: 1))
        } catch {
            findings.add(error.message, "see docs/job-file.md", keyPath: "", at: error.position)
        }
        return nil
    }
}

/// One reading of a job file.
struct JobReading {
    let vocabulary: JobVocabulary
    let findings: JobFileFindings

    func read(_ root: JobFileNode, into job: inout JobDefinition) {
        let members = root.members(JobKey.self)
        let folder = job.file.removingLastComponent()
        if let version = members[.version] {
            if version.text != "1" { version.fail("this version is not known", "write version: 1") }
        } else {
            root.fail("the key version is missing", "write version: 1")
        }
        folders(members, folder, &job)
        rules(members, &job)
        if let node = members[.limits] { limits(node, &job.limits) }
        if let node = members[.csv] { csv(node, &job.csv) }
        if let node = members[.labels] { labels(node, &job.labels) }
        let announcements = announcements(members[.announce], members[.since], Announcements())
        guard let stores = members[.stores] else {
            return root.fail("the key stores is missing", "name at least one store and its channel")
        }
        job.stores = stores.entries.compactMap { store($0.name, $0.node, announcements) }
        labelNames(of: stores, &job)
        if stores.entries.isEmpty { stores.fail("there is no store", "name at least one store and its channel") }
    }

    private func folders(_ members: [JobKey: JobFileNode], _ folder: FilePath, _ job: inout JobDefinition) {
        func path(_ key: JobKey) -> FilePath? { members[key]?.text.map { folder.pushing(FilePath($0)) } }
        if let inbox = path(.inbox) {
            job.inbox = inbox
            let isJobs = inbox.appending("work").lexicallyNormalized() == folder.appending("work").lexicallyNormalized()
            job.work = isJobs ? folder.appending("work") : inbox.sibling("work")
        }
        if let outbox = path(.outbox) {
            job.outbox = outbox
            job.orders = [outbox.appending("orders")]
        }
        job.archive = path(.archive) ?? job.archive
        job.quarantine = path(.quarantine) ?? job.quarantine
        job.ledger = path(.ledger) ?? job.ledger
        job.work = path(.work) ?? job.work
        job.reports = path(.reports) ?? job.reports
        if let orders = members[.orders] { job.orders = orders.list.map { folder.pushing(FilePath($0)) } }
        var rules = FolderRules(job, members)
        rules.check()
    }

    private func rules(_ members: [JobKey: JobFileNode], _ job: inout JobDefinition) {
        if let node = members[.settle] {
            job.settle = node.value("duration", "write it as 10s, 5m or 2h", JobFileText.duration) ?? job.settle
        }
        if let node = members[.doneMarker], let marker = node.text {
            if marker.contains("{name}"), marker != "{name}", !marker.contains("/") {
                job.doneMarker = marker
            } else {
                node.fail("a marker's name must hold {name} and more", "write it as \"{name}.done\"")
            }
        }
        if let node = members[.maxRejects] {
            job.maxRejects =
                node.value("number or percentage", "write it as 5 or 0.5%", JobFileText.rejectLimit) ?? job.maxRejects
        }
        if let node = members[.pendingDays] {
            job.pendingDays = node.value("number of days", "write it as 14", JobFileText.number) ?? job.pendingDays
        }
        if let node = members[.repeats] {
            job.writesRepeats =
                node.value("rule for repeats", "write \"write\", or leave the key out") {
                    $0 == "write" ? true : nil
                } ?? false
        }
    }

    private func limits(_ node: JobFileNode, _ limits: inout ReadLimits) {
        let members = node.members(LimitKey.self)
        let sizeCure = "write it as 16MiB or a number of bytes"
        limits.depth =
            members[.depth]?.value("depth", "write a number from 1 to 200") { text in
                JobFileText.number(text).flatMap { (1...200).contains($0) ? $0 : nil }
            } ?? limits.depth
        limits.recordBytes = members[.record]?.value("size", sizeCure, JobFileText.size) ?? limits.recordBytes
        limits.fieldBytes = members[.field]?.value("size", sizeCure, JobFileText.size) ?? limits.fieldBytes
        limits.expansionRatio =
            members[.expansion]?.value("factor", "write it as 200", JobFileText.number) ?? limits.expansionRatio
    }

    private func csv(_ node: JobFileNode, _ style: inout CSVStyle) {
        let members = node.members(CSVKey.self)
        style.byteOrderMark = members[.byteOrderMark]?.boolean ?? style.byteOrderMark
        style.carriageReturns = members[.carriageReturns]?.boolean ?? style.carriageReturns
        style.formulaSafe = members[.formulaSafe]?.boolean ?? style.formulaSafe
    }

    private func labels(_ node: JobFileNode, _ inputs: inout LabelInputs) {
        let members = node.members(LabelKey.self)
        inputs.format = members[.format]?.value(
            "label system", "write auto or one of " + vocabulary.labelFormats.joined(separator: ", ")
        ) { text in text == "auto" || vocabulary.labelFormats.contains(text) ? text : nil }
        if inputs.format == "auto" { inputs.format = nil }
        inputs.files = members[.files]?.patterns ?? inputs.files
        inputs.timeZone = members[.timeZone].flatMap(zone)
        inputs.currency = members[.currency].flatMap(currency) ?? inputs.currency
        if let node = members[.columns] { inputs.columns = columns(node, of: inputs.tableSystem) }
        inputs.encoding = members[.encoding].flatMap(encoding)
        inputs.excludedStores = Set(members[.excludeStores]?.list ?? [])
    }

    /// Takes what label systems call the stores, and looks that each name means one thing.
    private func labelNames(of stores: JobFileNode, _ job: inout JobDefinition) {
        for store in job.stores {
            for name in [store.id] + store.labelNames {
                if let other = job.labels.stores.ids.updateValue(store.id, forKey: name), other != store.id {
                    stores.fail(
                        "both \(other) and \(store.id) are \(JobFileText.quoted(name)) to label systems",
                        "take it from one")
                }
                if job.labels.excludedStores.contains(name) {
                    stores.fail(
                        "\(JobFileText.quoted(name)) is \(store.id) to label systems, and one of exclude-stores",
                        "take it from one")
                }
            }
        }
        for name in job.labels.excludedStores { job.labels.stores.ids[name] = name }
        // Until stores are told apart by name, a name says nothing.
        job.labels.stores.keepsOthers = job.stores.contains { !$0.labelNames.isEmpty }
    }

    private func columns(_ node: JobFileNode, of system: any LabelSystem) -> [String: String] {
        guard system.wire == .csv else {
            node.fail("\(system.title) has no tables", "take columns out")
            return [:]
        }
        return columns(node, of: system.shape, page: "docs/labels/\(system.id).md")
    }

    // MARK: - Values that several mappings have

    /// What tables call their columns, by the names that a page has for these.
    func columns(_ node: JobFileNode, of shape: RecordShape, page: String) -> [String: String] {
        let columns = node.texts
        do throws(WireError) {
            _ = try shape.renaming(columns)
        } catch {
            node.fail(error.message, "see \(page) for the columns")
        }
        return columns
    }

    func zone(_ node: JobFileNode) -> NamedTimeZone? {
        node.value("time zone of this system", "write it as America/Chicago, and see that tzdata is installed") {
            text in
            guard JobFileText.isZoneName(text), let rules = vocabulary.timeZone(text) else { return nil }
            return NamedTimeZone(name: text, rules: rules)
        }
    }

    func currency(_ node: JobFileNode) -> Currency? {
        node.value("currency", "write three ISO 4217 letters, as USD") { Currency($0) }
    }

    func encoding(_ node: JobFileNode) -> TextEncoding? {
        let known = TextEncoding.allCases.map(\.rawValue)
        return node.value("encoding", "one of " + known.joined(separator: ", ")) {
            TextEncoding(rawValue: $0.lowercased())
        }
    }

    func announcements(_ announce: JobFileNode?, _ since: JobFileNode?, _ start: Announcements) -> Announcements {
        var result = start
        result.isOn =
            announce?.value("rule", "write all or none") { text in
                text == "none" ? false : text == "all" ? true : nil
            } ?? start.isOn
        result.since = since?.value("date", "write it as 2026-11-20", JobFileText.date) ?? start.since
        return result
    }
}
