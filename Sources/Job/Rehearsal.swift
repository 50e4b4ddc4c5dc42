import Channels
import DropFolder
import Labels
import Normalized
import Orders
import SystemPackage
import WireFormats

/// A run that writes nothing: every input is read where it lies and every record is decided, so that a person sees what
/// a run would do.
///
/// No lock is taken and no file is claimed; files that are still arriving are read all the same.
struct Rehearsal {
    let definition: JobDefinition
    let now: Int64
    let folders: RunFolders

    func orders(
        of store: StoreDefinition, _ channel: any Channel, _ ledger: OrderLedger, _ observer: some RunObserver,
        _ report: inout RunReport
    ) throws(JobError) {
        let area = definition.inbox.appending("orders").appending(store.id)
        for name in try disk({ () throws(DiskError) in try DropFolder.inputs(in: area, patterns: store.files) }) {
            let file = try disk { () throws(DiskError) in try OpenFile(area.appending(name)) }
            let text = name.string
            var result = FileReport(
                store: store.id, file: text, stem: "", fate: .imported, content: .orders(OrderCounts()))
            do {
                var replaced: Set<Int> = []
                while true {
                    let pass = try read(file, text, store, channel, ledger, replaced) { finding in
                        guard replaced.isEmpty else { return }
                        report.note(finding)
                        observer.found(finding)
                    }
                    if pass.newlyReplaced.isEmpty {
                        result.content = .orders(pass.counts)
                        result.codes = pass.codes
                        break
                    }
                    replaced.formUnion(pass.newlyReplaced)
                    file.rewind()
                }
            } catch let error as WireError {
                result.fate = .quarantined
                result.reason = "\(error.position): \(error.code.rawValue): \(error.message)"
            } catch let error as JobError {
                throw error
            } catch {
                throw JobError(.software, "\(error)")
            }
            report.files.append(result)
        }
    }

    private func read(
        _ file: borrowing OpenFile, _ name: String, _ store: StoreDefinition, _ channel: any Channel,
        _ ledger: OrderLedger, _ replaced: Set<Int>, report: (Finding) -> Void
    ) throws -> OrderPass {
        let nowhere = try disk { () throws(DiskError) in try OpenFile.nowhere() }
        var stream = OrderStream(
            input: ByteInput(descriptor: file.descriptor), format: channel.orderFormats[0], channel: channel,
            store: store.settings(at: now), limits: definition.limits)
        var pass = OrderPass(
            OrderPass.Setting(
                file: name, ledger: ledger, writesRepeats: definition.writesRepeats, replaced: replaced),
            writer: NormalizedOrderWriter(
                files: .all, jsonLines: ByteOutput(descriptor: nowhere.descriptor),
                orderTable: ByteOutput(descriptor: nowhere.descriptor),
                lineTable: ByteOutput(descriptor: nowhere.descriptor), style: definition.csv, channel: channel.id,
                store: store.id, file: name),
            rejects: RejectWriter(output: ByteOutput(descriptor: nowhere.descriptor), file: name))
        while try stream.next() { try pass.take(&stream, report: report) }
        try pass.finish()
        return pass
    }

    func labels(
        _ announcer: AnnounceShipments, _ observer: some RunObserver, _ report: inout RunReport
    ) throws(JobError) {
        for area in ["labels/pending", "labels"] {
            let folder = definition.inbox.appending(area)
            let patterns = area == "labels" ? definition.labels.files : ["*"]
            for name in try disk({ () throws(DiskError) in try DropFolder.inputs(in: folder, patterns: patterns) }) {
                let file = try disk { () throws(DiskError) in try OpenFile(folder.appending(name)) }
                var result = FileReport(
                    store: "", file: name.string, stem: "", fate: .imported, content: .labels(LabelCounts()))
                do throws(WireError) {
                    let labels = try announcer.read(file.descriptor, name: name.string)
                    let outputs = announcer.rehearse(labels, try directory(announcer, labels), name.string) { finding in
                        report.note(finding)
                        observer.found(finding)
                    }
                    result.content = .labels(outputs.counts)
                    result.codes = outputs.codes
                } catch {
                    result.fate = .quarantined
                    result.reason = "\(error.position): \(error.code.rawValue): \(error.message)"
                }
                report.files.append(result)
            }
        }
    }

    private func directory(_ announcer: AnnounceShipments, _ labels: LabelFile) throws(WireError) -> OrderDirectory {
        do throws(JobError) {
            return try announcer.directory(for: [labels])
        } catch {
            throw WireError(.readFailed, at: SourcePosition(line: 0, column: 0), error.message)
        }
    }
}
