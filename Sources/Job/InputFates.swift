import DropFolder
import SystemPackage
import WireFormats

/// How inputs of a kind and store end: in the archive with an entry in the ledger, in the archive as repeats, in the
/// quarantine, or where they were.
///
/// The order of a commit is always the same: outputs, then the ledger's open entry, then the move to the archive, which
/// commits it all, then the entry's own name.
struct InputFates {
    /// The ledger's word for the kind.
    let kind: String
    /// The store; empty for label results, which belong to none.
    let store: String
    let folders: RunFolders
    let now: Int64
    /// The counts of the inputs that are in the archive, by their stems.
    private var closed: [String: [String: Int]] = [:]
    private var lastSequence = 0
    private var hasCommitted = false

    init(kind: String, store: String, folders: RunFolders, now: Int64) {
        self.kind = kind
        self.store = store
        self.folders = folders
        self.now = now
    }

    /// Takes in what earlier inputs have left in the ledger.
    /// - Parameters:
    ///   - reserve: Told first of how many lines the longest entry has.
    ///   - take: Takes each line; says whether it could be understood.
    mutating func load(
        reserve: (Int) -> Void = { _ in }, _ take: (borrowing TabbedLineReader) -> Bool
    ) throws(JobError) {
        let entries = try LedgerEntries(folders.ledger, kind: kind, store: store)
        reserve(entries.closed.map(\.head.lines).max() ?? 0)
        var counts: [String: [String: Int]] = [:]
        try entries.replay(inputs: { counts[$0.stem] = $0.counts }, lines: take)
        closed = counts
        lastSequence = entries.lastSequence
    }

    /// The counts of an input that is in the archive; `nil` for one that is new.
    func counts(ofClosed stem: String) -> [String: Int]? { closed[stem] }

    /// Notes an input as if it had been committed.
    mutating func rehearse(_ stem: String, _ counts: [(name: String, count: Int)]) {
        closed[stem] = Dictionary(uniqueKeysWithValues: counts.map { ($0.name, $0.count) })
    }

    /// Takes back what a run that could not commit an input has published of it: before anything of it is published
    /// again.
    func takeBack(_ stem: String) throws(JobError) {
        try disk { () throws(DiskError) in try Leftovers(folders: folders).remove(kind, store: store, stem) }
    }

    /// Commits an input.
    /// - Parameters:
    ///   - count: How many lines its entry has.
    ///   - publish: Gives the outputs their names.
    ///   - lines: Writes the entry's lines.
    mutating func commit(
        _ file: consuming ClaimedFile, stem: String, _ content: FileReport.Content, lineCount count: Int,
        publish: () throws(JobError) -> Void, lines: (inout LedgerEntryWriter) throws(OutputError) -> Void
    ) throws(JobError) -> FileReport {
        var result = FileReport(
            store: store, file: file.name.string, stem: stem, fate: .imported, content: content)
        var head = LedgerHead(kind: kind)
        do throws(JobError) {
            try publish()
            let archivePath = try disk { () throws(DiskError) in try file.plannedArchivePath() }
            head.values = [
                ("sequence", String(lastSequence + 1)), ("store", store), ("file", file.name.string), ("stem", stem),
                ("run", folders.run), ("archive", archivePath),
            ]
            head.add(counts: content.named)
            try publishEntry(head, stem: stem, lineCount: count, lines)
            do throws(DiskError) {
                result.failure = try file.archive(as: archivePath).map { JobError($0) }
            } catch {
                throw JobError(error)
            }
            result.movedTo = archivePath
        } catch let stop {
            // Before the input goes back: what was made of it would be there beside it. If that fails as well the next
            // run does both.
            do throws(JobError) { try takeBack(stem) } catch { file.keep() }
            throw stop
        }
        do throws(DiskError) {
            try folders.ledger.close(kind: kind, store: store, stem: stem)
        } catch {
            result.failure = result.failure ?? JobError(error)
        }
        lastSequence += 1
        hasCommitted = true
        closed[stem] = head.counts
        return result
    }

    /// Writes and publishes the entry of an input that is not archived yet.
    private func publishEntry(
        _ head: LedgerHead, stem: String, lineCount count: Int,
        _ lines: (inout LedgerEntryWriter) throws(OutputError) -> Void
    ) throws(JobError) {
        let entry = try disk { () throws(DiskError) in try folders.ledger.entry(kind: kind, store: store) }
        do throws(OutputError) {
            var writer = try LedgerEntryWriter(head, lines: count, to: ByteOutput(descriptor: entry.descriptor))
            try lines(&writer)
            try writer.finish()
        } catch {
            throw JobError(error, writing: entry.whereabouts)
        }
        do throws(DiskError) { try folders.ledger.publishOpen(entry, stem: stem) } catch { throw JobError(error) }
    }

    /// Notes beside the ledger how far it goes, once the inputs are done.
    func finish() throws(JobError) {
        guard hasCommitted else { return }
        try disk { () throws(DiskError) in try folders.ledger.noteLast(lastSequence, kind: kind, store: store) }
    }

    /// Archives an input that was taken before; nothing else is touched.
    func archiveRepeat(
        _ file: consuming ClaimedFile, stem: String, _ content: FileReport.Content
    ) throws(JobError) -> FileReport {
        var result = report(of: file.name.string, .repeated, content)
        result.stem = stem
        result.repeats(content, rejected: closed[stem]?["rejected"] ?? 0)
        do throws(DiskError) {
            let archivePath = try file.plannedArchivePath()
            result.movedTo = archivePath
            result.failure = try file.archive(as: archivePath, noting: result.facts).map { JobError($0) }
        } catch {
            throw JobError(error)
        }
        return result
    }

    /// Puts an input that cannot be read into the quarantine, or back when it may still be arriving.
    func refuse(
        _ file: consuming ClaimedFile, _ error: WireError, _ content: FileReport.Content
    ) throws(JobError) -> FileReport {
        let name = file.name.string
        if error.code == .readFailed { throw JobError(error, reading: folders.path(of: file)) }
        // An upload that is still running looks like a file that ends too early.
        if error.mayStillBeArriving, file.age(at: now) < Int64(folders.definition.settle) * 6 {
            return try leave(file, .left, content, "the file ends too early and is young: it may still be arriving")
        }
        var result = report(of: name, .quarantined, content)
        result.refuse(error)
        do throws(DiskError) {
            let moved = try file.quarantine(
                reason: quarantineReason(error, file: name, store: store), noting: result.facts)
            result.movedTo = moved.place
            result.failure = moved.failure.map { JobError($0) }
        } catch {
            throw JobError(error)
        }
        return result
    }

    /// Puts an input back that somebody has written to since it was claimed: what was read may not be all of it.
    func leaveWritten(_ file: consuming ClaimedFile, _ content: FileReport.Content) throws(JobError) -> FileReport {
        try leave(file, .left, content, "the file was written to while it was read")
    }

    /// Puts an input back where it was.
    func leave(
        _ file: consuming ClaimedFile, _ fate: FileReport.Fate, _ content: FileReport.Content, _ reason: String? = nil
    ) throws(JobError) -> FileReport {
        var result = report(of: file.name.string, fate, content)
        result.reason = reason
        do throws(DiskError) { try file.release() } catch { throw JobError(error) }
        return result
    }

    private func report(
        of name: String, _ fate: FileReport.Fate, _ content: FileReport.Content
    ) -> FileReport {
        FileReport(store: store, file: name, stem: "", fate: fate, content: content)
    }
}

/// The reason file of a quarantined input.
private func quarantineReason(_ error: WireError, file: String, store: String) -> [UInt8] {
    var output = ByteOutput()
    output.append("{\"file\":")
    output.append(printableJSONString: file)
    output.append(",\"store\":")
    output.append(printableJSONString: store)
    output.append(",\"code\":")
    output.append(printableJSONString: error.code.rawValue)
    output.append(",\"line\":")
    output.append(integer: Int64(error.position.line))
    output.append(",\"column\":")
    output.append(integer: Int64(error.position.column))
    output.append(",\"message\":")
    output.append(printableJSONString: error.message)
    output.append(",\"cure\":")
    output.append(printableJSONString: error.code.cure)
    output.append("}\n")
    return output.array
}
