import Glibc
package import WireFormats

/// A file that takes one output after the other.
package final class ScratchFile: Sendable {
    private let descriptor: Int32

    package init() {
        var template = Array("/tmp/waybill-test-XXXXXX".utf8CString)
        descriptor = template.withUnsafeMutableBufferPointer { buffer in
            guard let path = buffer.baseAddress else { return -1 }
            let descriptor = mkstemp(path)
            unlink(path)
            return descriptor
        }
        precondition(descriptor >= 0, "no temporary file")
    }

    deinit { close(descriptor) }

    /// Takes what comes in small pieces: large buffers cost the sanitizer more than what is in them.
    package var output: ByteOutput { ByteOutput(descriptor: descriptor, flushSize: 2000) }

    package func clear() {
        ftruncate(descriptor, 0)
        lseek(descriptor, 0, SEEK_SET)
    }

    package var bytes: [UInt8] {
        let count = Int(lseek(descriptor, 0, SEEK_END))
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, 0))
        }
    }
}
