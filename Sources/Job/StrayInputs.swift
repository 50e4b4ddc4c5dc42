import DropFolder
import SystemPackage
import WireFormats

/// What lies in the inbox and is read by no run: each report says so, since nobody else does.
struct StrayInputs {
    let definition: JobDefinition

    /// A line for each folder and cause.
    func notes() throws(JobError) -> [String] {
        try disk { () throws(DiskError) in
            var notes = try storeless()
            for store in definition.stores { notes += try unread(in: "orders/\(store.id)", patterns: store.files) }
            return notes + (try unread(in: "labels", patterns: definition.labels.files))
        }
    }

    /// What lies among the inputs of orders where no store would look for it.
    private func storeless() throws(DiskError) -> [String] {
        let area = definition.inbox.appending("orders")
        var notes: [String] = []
        for name in try Folders.names(in: area) where definition.store(name.string) == nil {
            let isFolder = try Folders.exists(area.appending(name))
            let inputs = try DropFolder.inputs(
                in: isFolder ? area.appending(name) : area, patterns: ["*"], doneMarker: definition.doneMarker)
            let count = isFolder ? inputs.count : inputs.count { $0 == name }
            if count > 0 {
                notes.append(
                    "orders/\(printable(name.string)) is no store of the job; it is not read (files: \(count))")
            }
        }
        return notes
    }

    /// What lies where inputs are looked for, and is none.
    private func unread(in area: String, patterns: [String]) throws(DiskError) -> [String] {
        let contents = try FolderContents(of: definition.inbox.appending(area))
        func isInput(_ name: FilePath.Component, _ patterns: [String]) -> Bool {
            DropFolder.isInput(name.string, patterns: patterns, doneMarker: definition.doneMarker)
        }
        // The folder of labels that wait is ours.
        let folders = contents.folders.filter { area != "labels" || $0 != "pending" }
        let others = (folders + contents.others).filter { isInput($0, patterns) }
        let files = contents.files.map(\.name).filter { isInput($0, ["*"]) && !isInput($0, patterns) }
        return [
            note(area, "is no plain file and is not read", others),
            note(area, "matches none of files: and is not read", files),
            note(area, Self.noInput, markersAlone(among: contents.files.map(\.name))),
        ]
        .compactMap { $0 }
    }

    private static let noInput =
        "is the marker of a file that is not there; remove it, or the next file of that name is read while it still arrives"

    /// The markers without their inputs.
    private func markersAlone(among names: [FilePath.Component]) -> [FilePath.Component] {
        guard let doneMarker = definition.doneMarker else { return [] }
        let all = Set(names.map(\.string))
        return names.filter { name in
            DropFolder.input(ofMarker: name.string, doneMarker: doneMarker).map { !all.contains($0) } ?? false
        }
    }

    private func note(_ area: String, _ cause: String, _ names: [FilePath.Component]) -> String? {
        guard let first = names.first else { return nil }
        let others = names.count == 1 ? "" : "; so it is with \(names.count - 1) more there"
        return "\(area)/\(printable(first.string)) \(cause)\(others)"
    }
}
