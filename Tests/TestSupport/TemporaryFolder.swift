import Glibc

/// A folder of its own for each test, removed with the value.
package final class TemporaryFolder: Folder, Sendable {
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

    private static func remove(_ folder: String) {
        for name in names(in: folder) where unlink(folder + "/" + name) != 0 { remove(folder + "/" + name) }
        rmdir(folder)
    }
}
