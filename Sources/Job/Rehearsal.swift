import Channels
import DropFolder
import Labels
import SystemPackage
import WireFormats

/// A run that writes nothing: every input is read where it lies and every record is decided, in the order of a run, so
/// that a person sees what a run would do.
///
/// No lock is taken and no file is claimed; files that are still arriving are read all the same.
struct Rehearsal: ~Copyable {
    private let folders: RunFolders
    private let now: Int64
    /// The orders that a run would write, for the labels that name them; it has no name and ends with this.
    private let orders: OpenFile
    private let nowhere: OpenFile

    init(_ folders: RunFolders, now: Int64) throws(JobError) {
        let orders = try disk { () throws(DiskError) in try OpenFile.temporary() }
        nowhere = try disk { () throws(DiskError) in try OpenFile.nowhere() }
        self.orders = orders
        self.folders = folders
        self.now = now
    }

    /// Rehearses the orders of one store.
    func orders(
        of store: StoreDefinition, _ channel: any Channel, _ observer: some RunObserver, _ report: inout RunReport
    ) throws(JobError) {
        var importer = try ImportOrders(store: store, channel: channel, folders: folders, now: now)
        let area = folders.definition.inbox.appending("orders").appending(store.id)
        let sink = OutputPath(descriptor: nowhere.descriptor, path: "/dev/null")
        let kept = OutputPath(descriptor: orders.descriptor, path: OpenFile.temporaryFolder)
        let sinks = OrderSinks(json: kept, orders: sink, lines: sink, rejects: sink)
        let names = try disk { () throws(DiskError) in
            try DropFolder.inputs(in: area, patterns: store.files, doneMarker: folders.definition.doneMarker)
        }
        for name in names {
            let file = try disk { () throws(DiskError) in try OpenFile(area.appending(name)) }
            let result = try importer.rehearseFile(file, name: name.string, into: sinks) { finding in
                report.note(finding, store: store.id)
                observer.found(finding)
            }
            report.files.append(result)
        }
    }

    /// Rehearses the labels, waiting ones first.
    func labels(_ observer: some RunObserver, _ report: inout RunReport) throws(JobError) {
        var announcer = AnnounceShipments(folders: folders, now: now)
        var files: [(name: String, labels: LabelFile)] = []
        for area in ["labels/pending", "labels"] {
            let folder = folders.definition.inbox.appending(area)
            let patterns = area == "labels" ? folders.definition.labels.files : ["*"]
            let doneMarker = area == "labels" ? folders.definition.doneMarker : nil
            let names = try disk { () throws(DiskError) in
                try DropFolder.inputs(in: folder, patterns: patterns, doneMarker: doneMarker)
            }
            for name in names {
                let file = try disk { () throws(DiskError) in try OpenFile(folder.appending(name)) }
                do throws(WireError) {
                    files.append((name.string, try announcer.read(file.descriptor, name: name.string)))
                } catch {
                    var result = FileReport(
                        store: "", file: name.string, stem: "", fate: .quarantined, content: .labels(LabelCounts()))
                    result.refuse(error)
                    report.files.append(result)
                }
            }
        }
        orders.rewind()
        try announcer.prepare(for: files.map(\.labels), rehearsed: orders.descriptor)
        for (name, labels) in files {
            let result = announcer.rehearse(labels, name: name) { finding in
                report.note(finding, store: "")
                observer.found(finding)
            }
            report.files.append(result)
        }
    }
}
