import Glibc

/// A folder of a test's files.
package protocol Folder {
    /// Its absolute path.
    var path: String { get }
}

/// A folder that is there already, such as one of the samples.
package struct ExistingFolder: Folder, Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }
}

extension Folder {
    /// Writes a file, making its folders.
    package func write(_ name: String, _ text: String) { write(name, Array(text.utf8)) }

    /// Writes a file, making its folders.
    package func write(_ name: String, _ bytes: [UInt8]) {
        let full = path + "/" + name
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/" + part
            mkdir(folder, 0o700)
        }
        let descriptor = open(full, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        precondition(descriptor >= 0, "cannot write \(full)")
        var written = 0
        while written < bytes.count {
            written += bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
        }
        close(descriptor)
    }

    /// A file's bytes, or `nil`.
    package func read(_ name: String) -> [UInt8]? {
        let descriptor = open(path + "/" + name, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count <= 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// A file's text, or `nil`.
    package func text(_ name: String) -> String? { read(name).map { String(decoding: $0, as: UTF8.self) } }

    /// Every file below a folder, relative to it, in order.
    package func files(below folder: String = "") -> [String] {
        listFiles(in: folder.isEmpty ? path : path + "/" + folder, prefix: "").sorted()
    }

    /// The names of the folders in a folder, in order.
    package func folders(in folder: String) -> [String] {
        names(in: path + "/" + folder).filter { isFolder(path + "/" + folder + "/" + $0) }.sorted()
    }

    /// Sets when a file was changed last, in seconds since the epoch.
    package func setModified(_ name: String, _ seconds: Int64) {
        let times = [timespec(tv_sec: Int(seconds), tv_nsec: 0), timespec(tv_sec: Int(seconds), tv_nsec: 0)]
        precondition(utimensat(AT_FDCWD, path + "/" + name, times, 0) == 0, "there is no \(name)")
    }

    /// Makes a link to a path.
    package func link(_ name: String, to target: String) {
        precondition(symlink(target, path + "/" + name) == 0, "cannot link \(name)")
    }

    /// Removes a file.
    package func remove(_ name: String) { unlink(path + "/" + name) }

    /// Removes a folder that is empty.
    package func remove(folder: String) { rmdir(path + "/" + folder) }
}

private func listFiles(in folder: String, prefix: String) -> [String] {
    names(in: folder).flatMap { name in
        isFolder(folder + "/" + name)
            ? listFiles(in: folder + "/" + name, prefix: prefix + name + "/") : [prefix + name]
    }
}

private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

func names(in folder: String) -> [String] {
    guard let opened = opendir(folder) else { return [] }
    defer { closedir(opened) }
    var found: [String] = []
    while let entry = readdir(opened) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { found.append(name) }
    }
    return found
}
