import Foundation
import TestSupport

/// A folder of its own in which the built command is run, gone when the test is over.
final class Workplace {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("waybill-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// What a process did.
    struct Outcome {
        var status: Int32
        var output: String
        var messages: String
    }

    /// Runs the command in this folder.
    @discardableResult
    func waybill(_ arguments: String..., input: String = "") throws -> Outcome {
        try run(Self.binary, arguments, input: input)
    }

    /// Runs a script in this folder with the command on its path, up to the first line that fails.
    func shell(_ script: String) throws -> Outcome {
        try run("/bin/bash", ["-euo", "pipefail", "-c", script], input: "")
    }

    /// Writes a file, with its folders.
    func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Copies a file or folder of the project.
    func copy(_ source: String, to name: String) throws {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Checkout.root + "/" + source, toPath: url.path)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: path).appendingPathComponent(name), encoding: .utf8)
    }

    /// All files below a folder, sorted, relative to it.
    func files(below name: String = "") -> [String] {
        let root = URL(fileURLWithPath: path).appendingPathComponent(name).path
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        var isFolder: ObjCBool = false
        return names.filter { name in
            FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
        }
        .sorted()
    }

    /// The command, beside the test bundle that runs now.
    private static let binary: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("waybill").path
    }()

    private func run(_ program: String, _ arguments: [String], input: String) throws -> Outcome {
        let folder = URL(fileURLWithPath: Self.binary).deletingLastPathComponent().path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: path)
        process.environment = ["PATH": folder + ":/usr/local/bin:/usr/bin:/bin", "HOME": path, "LC_ALL": "C.UTF-8"]
        // Files, not pipes: neither side can block the other, however much is written.
        let streams = try ["in", "out", "err"].map { try stream($0, input: $0 == "in" ? input : "") }
        process.standardInput = streams[0].handle
        process.standardOutput = streams[1].handle
        process.standardError = streams[2].handle
        try process.run()
        process.waitUntilExit()
        defer { for stream in streams { try? FileManager.default.removeItem(atPath: stream.path) } }
        let texts = try streams.map { try String(contentsOf: URL(fileURLWithPath: $0.path), encoding: .utf8) }
        return Outcome(status: process.terminationStatus, output: texts[1], messages: texts[2])
    }

    private func stream(_ name: String, input: String) throws -> (path: String, handle: FileHandle) {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).\(name)").path
        try Data(input.utf8).write(to: URL(fileURLWithPath: path))
        return (path, try FileHandle(forUpdating: URL(fileURLWithPath: path)))
    }
}
