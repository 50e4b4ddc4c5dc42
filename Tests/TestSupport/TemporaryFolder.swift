import Glibc

/// A folder of its own for each test, removed with the value.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() {
        var template = Array("/tmp/waybill-test-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let made else { fatalError("no temporary folder: \(String(cString: strerror(errno)))") }
        path = made
    }

    deinit { Self.remove(path) }

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
            written += bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written) }
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
        Self.list(folder.isEmpty ? path : path + "/" + folder, prefix: "").sorted()
    }

    private static func list(_ folder: String, prefix: String) -> [String] {
        guard let opened = opendir(folder) else { return [] }
        defer { closedir(opened) }
        var found: [String] = []
        while let entry = readdir(opened) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            var status = stat()
            lstat(folder + "/" + name, &status)
            if status.st_mode & S_IFMT == S_IFDIR {
                found += list(folder + "/" + name, prefix: prefix + name + "/")
            } else {
                found.append(prefix + name)
            }
        }
        return found
    }

    private static func remove(_ folder: String) {
        guard let opened = opendir(folder) else { return }
        while let entry = readdir(opened) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            if unlink(folder + "/" + name) != 0 { remove(folder + "/" + name) }
        }
        closedir(opened)
        rmdir(folder)
    }
}
