package import SystemPackage

/// What tells, without reading a file, whether it is as somebody has seen it before.
package struct FileStamp: Hashable, Sendable {
    /// In bytes.
    package var size: Int64
    /// The last write, in nanoseconds since the epoch.
    package var modified: Int64

    package init(size: Int64, modified: Int64) {
        self.size = size
        self.modified = modified
    }

    init(_ status: FileStatus) {
        self.init(size: status.size, modified: status.modified * 1_000_000_000 + status.modifiedNanoseconds)
    }
}

/// An input that stays where it is: nobody claims it.
package struct LyingFile: Hashable, Sendable {
    package var name: FilePath.Component
    package var stamp: FileStamp
}

extension DropFolder {
    /// Looks into a folder of the inbox as a run does, without a lock and without a memory of earlier looks.
    /// - Parameters:
    ///   - folder: Where inputs lie.
    ///   - patterns: Those of names that are read.
    ///   - doneMarker: The name of the file that says an input is complete, with `{name}` for the input's own.
    ///   - settle: Seconds that a file must have been left alone, where inputs have no markers.
    ///   - now: Seconds since the epoch; one in the past gives way to the clock.
    /// - Returns: The inputs that may be read, and the names of those that are still arriving.
    package static func lying(
        in folder: FilePath, patterns: [String], settle: Int, doneMarker: String?, now: Int64
    ) throws(DiskError) -> (ready: [LyingFile], arriving: [String]) {
        let all = Set(try Folders.names(in: folder).map(\.string))
        let markers = doneMarker.map(DoneMarkers.init)
        var ready: [LyingFile] = []
        var arriving: [String] = []
        for name in try inputs(in: folder, patterns: patterns, doneMarker: doneMarker) {
            guard let status = try POSIX.status(folder.appending(name)) else { continue }
            let isReady =
                if let markers {
                    markers.name(for: name.string).map { all.contains($0.string) } ?? false
                } else {
                    settle <= 0 || max(now, POSIX.clock) - status.lastTouch >= Int64(settle)
                }
            if isReady {
                ready.append(LyingFile(name: name, stamp: FileStamp(status)))
            } else {
                arriving.append(name.string)
            }
        }
        return (ready, arriving)
    }
}

extension OpenFile {
    /// What tells, without reading it, whether it is as somebody has seen it.
    package var stamp: FileStamp {
        get throws(DiskError) { FileStamp(try POSIX.status(of: descriptor, "")) }
    }
}

extension Folders {
    /// The stamp of the regular file at a path; `nil` when there is none.
    package static func stamp(of path: FilePath) throws(DiskError) -> FileStamp? {
        guard let status = try POSIX.status(path), status.isRegular else { return nil }
        return FileStamp(status)
    }
}
